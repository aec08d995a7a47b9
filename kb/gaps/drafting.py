"""From a gap to the draft of an entry."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from intents.language import detect
from kb import markup
from kb.entry import ANSWER_LIMIT, ID_LIMIT, TITLE_LIMIT, Entry, Origin, Phrasing, Status, tidied
from kb.formats.naming import id_from
from kb.gaps import ranking
from kb.gaps.deciding import questions_of
from kb.gaps.replies import replies
from kb.likeness import Space
from store.schema import KbEntry

_PHRASINGS = 30
_TITLE_WORDS = (3, 14)


def draft_from(session: Session, gap_id: int, *, now: datetime, space: Space | None = None) -> Entry:
    """A draft for a gap, not kept: title and phrasings in customers' words, the answer from the best-rated
    reply of an agent (none where there is none), all with personal data masked. Raises UnknownGapError."""
    gap = ranking.one(session, gap_id, now=now, space=space)
    wordings = ranking.typical(questions_of(session, gap_id), space or Space())
    title = _title(gap.title, wordings)
    language = _language(wordings)
    said = replies(session, gap_id, limit=1)
    answers = {language: markup.escape(said[0].text[: ANSWER_LIMIT - 100])} if said else {}
    phrasings = [Phrasing(text, detect(text) or language, Origin.CUSTOMER) for text in wordings]
    return tidied(
        Entry(
            id=_free_id(session, title),
            titles={language: title},
            answers=answers,
            phrasings=tuple(phrasings[:_PHRASINGS]),
            status=Status.DRAFT,
        )
    )


def _title(named: str, wordings: list[str]) -> str:
    """The editor's own title; else the most typical wording that is neither a word nor a letter long."""
    if named and named not in wordings:
        return named[:TITLE_LIMIT]
    least, most = _TITLE_WORDS
    fit = [text for text in wordings if least <= len(text.split()) <= most]
    chosen = " ".join((fit or wordings or [named])[0].split())[:TITLE_LIMIT]
    return chosen[:1].upper() + chosen[1:]


def _language(wordings: list[str]) -> str:
    return Counter(detect(text) or "ru" for text in wordings).most_common(1)[0][0] if wordings else "ru"


def _free_id(session: Session, title: str) -> str:
    wanted, number = id_from(title), 1
    found = wanted
    while session.get(KbEntry, found) is not None:
        number += 1
        found = f"{wanted[: ID_LIMIT - 4]}-{number}"
    return found
