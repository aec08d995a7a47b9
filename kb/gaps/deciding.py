"""What an editor decides about a gap. All functions work inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kb import learning
from kb.entry import Entry
from kb.learning import Lesson
from kb.problems import KnowledgeBaseError
from kb.questions import key_of
from store.gaps import KbGap, KbGapQuestion
from store.schema import TrainingExample


class UnknownGapError(KnowledgeBaseError):
    """There is no such gap."""


def name(session: Session, gap_id: int, title: str, *, by: str, now: datetime) -> None:
    """Give a gap a title of its own."""
    _decide(session, gap_id, by, now).title = " ".join(title.split())


def snooze(session: Session, gap_id: int, until: datetime, *, by: str, now: datetime) -> None:
    """Hide a gap until a moment; then it is open again."""
    gap = _decide(session, gap_id, by, now)
    gap.state, gap.snoozed_until = "snoozed", until


def merge(session: Session, gap_ids: Sequence[int], into: int, *, by: str, now: datetime) -> None:
    """Make one gap of several: all questions go to `into`, and later ones like them too."""
    target = _decide(session, into, by, now)
    for gap_id in set(gap_ids) - {into}:
        gap = _decide(session, gap_id, by, now)
        gap.state, gap.merged_into = "merged", target.id
        session.execute(update(KbGapQuestion).where(KbGapQuestion.gap_id == gap_id).values(gap_id=target.id))


def for_people_only(session: Session, gap_id: int, *, by: str, now: datetime) -> int:
    """Declare that no entry is to answer this: its questions become known refusals, from which confidence
    learns. Returns how many."""
    _decide(session, gap_id, by, now).state = "people_only"
    texts = questions_of(session, gap_id)
    for text in texts:
        learning.learn(session, text, None, Lesson.REFUSED, key=_lesson(gap_id, text), now=now)
    return len(texts)


def reopen(session: Session, gap_id: int, *, by: str, now: datetime) -> None:
    """Take a decision back: the gap is open, and what «for people only» taught is withdrawn."""
    gap = _decide(session, gap_id, by, now)
    if gap.state == "people_only":
        keys = [_lesson(gap_id, text) for text in questions_of(session, gap_id)]
        wanted = select(TrainingExample.id).where(TrainingExample.key.in_(keys))
        for example in session.scalars(wanted).all():
            learning.withdraw(session, example, by=by, now=now)
    gap.state, gap.snoozed_until, gap.merged_into, gap.answered_at = "open", None, None, None


def drafted(session: Session, gap_id: int, entry_id: str, *, by: str, now: datetime) -> None:
    """Say that an entry is being written for a gap; publishing it answers the gap (see `published`)."""
    gap = _decide(session, gap_id, by, now)
    gap.state, gap.entry_id = "drafted", entry_id


def published(session: Session, entry: Entry, *, by: str, now: datetime) -> list[int]:
    """Say that an entry was published: its gaps are answered, and that no entry answers its questions is no
    longer taught. Call it in the transaction that publishes. Returns the gaps."""
    return published_all(session, [entry], by=by, now=now)


def published_all(session: Session, entries: Iterable[Entry], *, by: str, now: datetime) -> list[int]:
    """The same for many entries at once."""
    by_id = {entry.id: entry for entry in entries}
    drafted_ones = select(KbGap).where(KbGap.entry_id.is_not(None), KbGap.state != "merged")
    gaps = [gap for gap in session.scalars(drafted_ones) if gap.entry_id in by_id]
    texts = [text for entry in by_id.values() for text in entry.titles.values()]
    texts += [phrasing.text for entry in by_id.values() for phrasing in entry.phrasings]
    for gap in gaps:
        gap.state, gap.decided_by, gap.decided_at = "answered", by, now
        gap.answered_at = gap.answered_at or now
        texts += questions_of(session, gap.id)
    _forget_refusals(session, texts, by, now)
    session.flush()
    return [gap.id for gap in gaps]


def questions_of(session: Session, gap_id: int) -> list[str]:
    """The questions of a gap in the order they came."""
    wanted = select(KbGapQuestion.text).where(KbGapQuestion.gap_id == gap_id)
    return list(session.scalars(wanted.order_by(KbGapQuestion.added_at, KbGapQuestion.key)))


def _forget_refusals(session: Session, texts: Iterable[str], by: str, now: datetime) -> None:
    answered = set(map(key_of, texts))
    refused = select(TrainingExample.id, TrainingExample.text).where(
        TrainingExample.entry_id.is_(None), TrainingExample.withdrawn_at.is_(None)
    )
    for example, text in session.execute(refused).all():
        if key_of(text) in answered:
            learning.withdraw(session, example, by=by, now=now)


def _decide(session: Session, gap_id: int, by: str, now: datetime) -> KbGap:
    gap = session.get(KbGap, gap_id)
    if gap is None:
        raise UnknownGapError(f"there is no gap {gap_id}")
    gap.decided_by, gap.decided_at = by, now
    return gap


def _lesson(gap_id: int, text: str) -> str:
    return f"gap {gap_id}: {key_of(text)}"
