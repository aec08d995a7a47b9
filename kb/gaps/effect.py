"""What publishing an entry for a gap has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from kb.gaps.deciding import UnknownGapError, questions_of
from kb.gaps.finding import digest
from kb.questions import Asking, askings
from store.gaps import KbGap

_SHORTEST, _LONGEST = timedelta(days=7), timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Effect:
    """Two spans of `days`: the one before the entry was published, and (as far as it has passed) after it.

    `missed_*` are askings of the gap that line zero had no answer for, `minutes_*` what they cost agents;
    `answered` are askings that the entry answered and nobody rejected or took to people, `rejected` the
    others it was shown for. `minutes_saved` is `answered` times what a missed asking costs.
    """

    gap_id: int
    entry_id: str
    published_at: datetime
    days: int
    missed_before: int
    minutes_before: float
    missed_since: int
    minutes_since: float
    answered: int
    rejected: int
    minutes_saved: float


def effect(session: Session, gap_id: int, *, now: datetime) -> Effect | None:
    """The effect of publishing so far; None while the gap has no published entry. Raises UnknownGapError."""
    gap = session.get(KbGap, gap_id)
    if gap is None:
        raise UnknownGapError(f"there is no gap {gap_id}")
    if gap.answered_at is None or not gap.entry_id:
        return None
    published, entry = gap.answered_at, gap.entry_id
    span = min(max(now - published, _SHORTEST), _LONGEST)
    keys = {digest(text) for text in questions_of(session, gap_id)}
    asked = [one for one in askings(session, published - span) if one.at <= min(now, published + span)]
    before = [one for one in asked if one.at < published and one.missed and digest(one.text) in keys]
    since = [one for one in asked if one.at >= published and (entry in one.shown or digest(one.text) in keys)]
    served = [one for one in since if entry in one.shown and not one.missed]
    missed = [one for one in since if one.missed]
    paid = [one.minutes for one in before if one.minutes]
    return Effect(
        gap_id=gap_id,
        entry_id=entry,
        published_at=published,
        days=span.days,
        missed_before=len(before),
        minutes_before=_minutes(before),
        missed_since=len(missed),
        minutes_since=_minutes(missed),
        answered=len(served),
        rejected=sum(entry in one.shown for one in missed),
        minutes_saved=len(served) * (sum(paid) / len(paid) if paid else 0.0),
    )


def _minutes(asked: list[Asking]) -> float:
    return sum(one.minutes for one in asked)
