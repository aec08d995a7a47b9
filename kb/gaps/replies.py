"""What agents replied to the questions of a gap, and how customers took it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intents.privacy import mask
from kb.gaps.deciding import questions_of
from kb.gaps.finding import digest
from kb.questions import askings
from store.schema import Case, Customer, Message, Person

_SHORTEST = 25  # signs; «сейчас посмотрю» is no reply
_LONG_NUMBER = re.compile(r"(?<![\d•])\d(?:[ -]?\d){5,}(?![\d])")
_USERNAME = re.compile(r"(?<![\w@.])@\w{4,}")
_GREETING = re.compile(
    r"^(?:здравствуйте|добр(?:ый|ое|ого) (?:день|утро|вечер|времени суток)|приветствую|привет|"
    r"hello|hi|good (?:morning|afternoon|evening|day)|dear)\b[^.!\n]{0,40}[.!,\n]+\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that solved a case. `rating` is the customer's (1–5) where he gave one; `confirmed` says that
    he called it solved. Personal data is masked, greeting and names are gone."""

    text: str
    rating: int | None
    confirmed: bool
    case_id: int
    at: datetime


def replies(session: Session, gap_id: int, *, limit: int = 5) -> list[Reply]:
    """The accepted replies to a gap's questions, the best rated first, of equal ones the newest.

    Of each case it is the longest line of its agents. Cases that came back or were rated 1 or 2 are out.
    """
    keys = {digest(text) for text in questions_of(session, gap_id)}
    cases = {one.case_id for one in askings(session) if one.solved and digest(one.text) in keys}
    return sorted(_of_cases(session, cases), key=_order)[:limit]


def _order(reply: Reply) -> tuple[float, float]:
    unrated = 4.0 if reply.confirmed else 3.0
    return -(reply.rating or unrated), -reply.at.timestamp()


def _of_cases(session: Session, case_ids: Iterable[int]) -> Iterable[Reply]:
    solved = select(Case).where(
        Case.id.in_(sorted(case_ids)), Case.solved_at.is_not(None), Case.state.in_(("solved", "closed"))
    )
    cases = {case.id: case for case in session.scalars(solved) if case.rating is None or case.rating > 2}
    lines: dict[int, list[Message]] = defaultdict(list)
    written = select(Message).where(Message.case_id.in_(sorted(cases)), Message.author_kind == "agent")
    for message in session.scalars(written):
        if message.case_id is not None:
            lines[message.case_id].append(message)
    names = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    for case_id, messages in lines.items():
        best = max(messages, key=lambda message: len(message.text))
        customer = session.get_one(Customer, cases[case_id].customer_id)
        text = anonymous(best.text, (customer.name, names.get(best.author_id or 0, "")))
        if len(text) >= _SHORTEST:
            case = cases[case_id]
            yield Reply(text, case.rating, bool(case.confirmed), case_id, best.created_at)


def anonymous(text: str, names: Iterable[str]) -> str:
    """A reply to one person made into one for all: no greeting, no names, no numbers of contracts."""
    text = _GREETING.sub("", text.strip())
    for word in {word for name in names for word in name.split() if len(word) > 2}:
        text = re.sub(rf",?\s*\b{re.escape(word)}\b(?:,(?=\s))?", "", text)
    text = _USERNAME.sub("@•••", _LONG_NUMBER.sub("•••", mask(text)))
    text = text.strip(" ,\n")
    return text[:1].upper() + text[1:]
