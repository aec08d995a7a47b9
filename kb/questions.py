"""What customers really asked, and what became of it: read from the event log, with personal data masked.

An *asking* is one time a customer asked something; a *question* is all askings in the same words. Agents'
time is taken from the log: from a claim to the solution, a pause counting for at most `PAUSE`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intents.privacy import mask
from store.schema import CaseEvent

PAUSE = timedelta(minutes=15)
"""An agent who was silent longer than this was doing something else."""

_STEPS = {
    "understood", "answered", "clarified", "candidate_chosen", "none_chosen", "helped", "not_helped",
    "handed_off", "claimed", "released", "lease_expired", "solved", "rejected", "reopened", "rated",
    "confirmed", "customer_wrote", "agent_wrote", "agent_edited", "noted",
}  # fmt: skip
_DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Asking:
    """One time a customer asked, and what followed.

    `candidates` are entries with the probability they had. `shown` are the entries given for it,
    `rejected` those of them that the customer called no help; `refused_all` says «Ничего из этого».
    `helped` is the entry that helped, `handed_off` the reason why people got it, both empty where that
    did not happen. `minutes` of agents is this asking's share of its case.
    """

    text: str
    language: str
    at: datetime
    case_id: int
    decision: str
    confidence: float
    candidates: tuple[tuple[str, float], ...] = ()
    shown: tuple[str, ...] = ()
    rejected: frozenset[str] = frozenset()
    refused_all: bool = False
    helped: str = ""
    handed_off: str = ""
    solved: bool = False
    rating: int | None = None
    minutes: float = 0.0

    @property
    def missed(self) -> bool:
        """Whether line zero had no answer that served: none shown, rejected, or a person was needed."""
        return not self.helped and (bool(self.handed_off or self.rejected) or not self.shown)

    @property
    def is_danger(self) -> bool:
        """Whether it went to people because of danger, which no entry may hold up."""
        return self.handed_off == _DANGER


@dataclass(frozen=True, slots=True)
class Question:
    """All askings in the same words, told apart by neither case nor blanks nor end marks."""

    text: str
    askings: tuple[Asking, ...]

    @property
    def times(self) -> int:
        """How often it was asked."""
        return len(self.askings)

    @property
    def last_at(self) -> datetime:
        """When it was asked last."""
        return max(asking.at for asking in self.askings)

    @property
    def minutes(self) -> float:
        """Minutes of agents that it cost."""
        return sum(asking.minutes for asking in self.askings)


def key_of(text: str) -> str:
    """What makes two wordings the same question."""
    return " ".join(text.casefold().split()).strip(" .,!?…;:")


def askings(session: Session, since: datetime | None = None) -> list[Asking]:
    """Every question of customers since a moment (of all time without one), oldest first."""
    asked_in = select(CaseEvent.case_id).where(CaseEvent.type == "understood")
    if since is not None:
        asked_in = asked_in.where(CaseEvent.at >= since)
    rows = session.execute(
        select(CaseEvent.case_id, CaseEvent.type, CaseEvent.at, CaseEvent.payload)
        .where(CaseEvent.case_id.in_(asked_in), CaseEvent.type.in_(_STEPS))
        .order_by(CaseEvent.case_id, CaseEvent.seq)
    )
    steps = (_Step(*row) for row in rows)
    found = [one for case, log in groupby(steps, lambda step: step.case_id) for one in _of_case(case, log)]
    return sorted(
        (one for one in found if since is None or one.at >= since), key=lambda one: (one.at, one.case_id)
    )


def real_questions(
    session: Session, since: datetime | None = None, *, limit: int | None = 10_000
) -> list[Question]:
    """What customers asked, most often asked first; of more than `limit`, those asked last."""
    return gather(askings(session, since), limit=limit)


def gather(asked: Iterable[Asking], *, limit: int | None = None) -> list[Question]:
    """Askings in the same words together (see `real_questions`)."""
    same: dict[str, list[Asking]] = defaultdict(list)
    for asking in asked:
        key = key_of(asking.text)
        if key:
            same[key].append(asking)
    found = [Question(some[-1].text, tuple(some)) for some in same.values()]
    newest = sorted(found, key=lambda question: question.last_at, reverse=True)[:limit]
    return sorted(newest, key=lambda question: (-question.times, question.text))


@dataclass(frozen=True, slots=True)
class _Step:
    """What an event says that matters here."""

    case_id: int
    type: str
    at: datetime
    payload: dict[str, Any]


@dataclass
class _Draft:
    """An asking while its case is being read."""

    step: _Step
    shown: list[str] = field(default_factory=list)
    rejected: set[str] = field(default_factory=set)
    refused_all: bool = False
    helped: str = ""
    handed_off: str = ""

    @property
    def failed(self) -> bool:
        return not self.helped and (not self.shown or bool(self.rejected) or self.refused_all)

    def take(self, step: _Step) -> None:
        """What happened to it next."""
        entry = step.payload.get("entry", "")
        match step.type:
            case "answered":
                self.shown.append(entry)
            case "helped":
                self.helped = entry
                self.rejected.discard(entry)
            case "not_helped":
                self.rejected.add(entry)
            case "none_chosen":
                self.refused_all = True
            case _:
                return


def _of_case(case_id: int, log: Iterable[_Step]) -> Iterator[Asking]:
    steps = list(log)
    drafts: list[_Draft] = []
    for step in steps:
        if step.type == "understood" and step.payload.get("about"):
            drafts.append(_Draft(step))
        elif step.type == "handed_off" and drafts:
            for draft in {id(one): one for one in [*(d for d in drafts if d.failed), drafts[-1]]}.values():
                draft.handed_off = step.payload["reason"]
        elif drafts:
            drafts[-1].take(step)
    cost = agent_minutes((step.type, step.at) for step in steps)
    handed = sum(bool(draft.handed_off) for draft in drafts)
    solved = any(step.type == "solved" for step in steps)
    ratings = [step.payload["rating"] for step in steps if step.type == "rated"]
    for draft in drafts:
        told, at = draft.step.payload, draft.step.at
        yield Asking(
            text=mask(told["question"]),
            language=told.get("language", ""),
            at=at,
            case_id=case_id,
            decision=told["decision"],
            confidence=told["confidence"],
            candidates=tuple((entry, score) for entry, score in told.get("candidates", ())),
            shown=tuple(draft.shown),
            rejected=frozenset(draft.rejected),
            refused_all=draft.refused_all,
            helped=draft.helped,
            handed_off=draft.handed_off,
            solved=solved and bool(draft.handed_off),
            rating=ratings[-1] if ratings and draft.handed_off else None,
            minutes=cost / handed if draft.handed_off else 0.0,
        )


def agent_minutes(log: Iterable[tuple[str, datetime]]) -> float:
    """Minutes that agents worked on a case, from the types and moments of its events in order."""
    worked, since = timedelta(), None
    for kind, at in log:
        if since is not None:
            worked += min(at - since, PAUSE)
            since = at
        if kind == "claimed":
            since = at
        elif kind in ("solved", "released", "lease_expired"):
            since = None
    return worked.total_seconds() / 60
