"""Gaps as an editor sees them: what customers ask, how often, and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from kb import clustering
from kb.gaps.deciding import UnknownGapError
from kb.gaps.finding import digest
from kb.likeness import Space
from kb.questions import Asking, askings
from store.gaps import KbGap, KbGapQuestion

PERIOD = timedelta(days=28)
_WORDINGS = 5
_COMPARED = 200  # wordings of one gap, to find the typical ones


class GapState(StrEnum):
    """What an editor decided about a gap."""

    OPEN = "open"
    SNOOZED = "snoozed"
    DRAFTED = "drafted"
    PEOPLE_ONLY = "people_only"
    ANSWERED = "answered"
    MERGED = "merged"


TO_DO = frozenset({GapState.OPEN, GapState.DRAFTED})
"""What waits for an editor; an answered gap joins it as soon as its questions are missed again."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic without an answer. `times` and `minutes` (of agents) are of the period that ends now,
    `times_before` and `minutes_before` of the equally long one before it. `wordings` are typical ones, the
    most typical first; `questions` counts different ones of all time. `last_at` is None where nobody asked
    in both periods. `missed_since` counts what was missed after the gap's entry was published."""

    id: int
    state: GapState
    title: str
    wordings: tuple[str, ...]
    questions: int
    times: int
    times_before: int
    minutes: float
    minutes_before: float
    last_at: datetime | None
    cases: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    snoozed_until: datetime | None = None
    entry_id: str = ""
    missed_since: int = 0

    @property
    def trend(self) -> int:
        """How many more askings than in the period before."""
        return self.times - self.times_before


def listed(
    session: Session,
    *,
    now: datetime,
    period: timedelta = PERIOD,
    states: Collection[GapState] = TO_DO,
    space: Space | None = None,
    limit: int | None = None,
) -> list[Gap]:
    """Gaps, those that cost most agents' minutes first.

    A snoozed gap is open again when its time is over; an answered one is listed with the open ones while
    customers still miss the answer. `space` tells typical wordings from others, words alone without one.
    It reads the log of two periods: not for a transaction that others wait for.
    """
    gaps = [(_counted(found, now, period), found.texts) for found in _with_askings(session, now, period)]
    wanted = [(gap, texts) for gap, texts in gaps if texts and _is_wanted(gap, states)]
    wanted.sort(key=lambda pair: (-pair[0].minutes, -pair[0].times, -pair[0].times_before, pair[0].id))
    return [_worded(gap, texts, space or Space()) for gap, texts in wanted[:limit]]


def _is_wanted(gap: Gap, states: Collection[GapState]) -> bool:
    came_back = gap.state is GapState.ANSWERED and gap.missed_since and GapState.OPEN in states
    return gap.state in states or bool(came_back)


def one(
    session: Session, gap_id: int, *, now: datetime, period: timedelta = PERIOD, space: Space | None = None
) -> Gap:
    """One gap, whatever was decided about it. Raises UnknownGapError."""
    for found in _with_askings(session, now, period, gap_id):
        return _worded(_counted(found, now, period), found.texts, space or Space())
    raise UnknownGapError(f"there is no gap {gap_id}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A gap, the texts of its questions, and their missed askings in both periods."""

    row: KbGap
    texts: Sequence[str]
    askings: Sequence[Asking]


def _with_askings(
    session: Session, now: datetime, period: timedelta, gap_id: int | None = None
) -> list[_Asked]:
    members: dict[int, dict[str, str]] = defaultdict(dict)
    for row in session.execute(select(KbGapQuestion.gap_id, KbGapQuestion.key, KbGapQuestion.text)):
        members[row.gap_id][row.key] = row.text
    by_key: dict[str, list[Asking]] = defaultdict(list)
    for asking in askings(session, now - 2 * period):
        if asking.missed and asking.at <= now:
            by_key[digest(asking.text)].append(asking)
    rows = session.scalars(select(KbGap).where(KbGap.id == gap_id) if gap_id else select(KbGap))
    return [
        _Asked(row, list(members[row.id].values()), [one for key in members[row.id] for one in by_key[key]])
        for row in rows
    ]


def _counted(found: _Asked, now: datetime, period: timedelta) -> Gap:
    """A gap without its wordings."""
    row, asked = found.row, found.askings
    lately = [asking for asking in asked if asking.at > now - period]
    before = [asking for asking in asked if asking.at <= now - period]
    since = row.answered_at
    return Gap(
        id=row.id,
        state=_state(row, now),
        title=row.title,
        wordings=(),
        questions=len(found.texts),
        times=len(lately),
        times_before=len(before),
        minutes=sum(asking.minutes for asking in lately),
        minutes_before=sum(asking.minutes for asking in before),
        last_at=max((asking.at for asking in asked), default=None),
        cases=tuple(dict.fromkeys(asking.case_id for asking in sorted(asked, key=lambda one: one.at))),
        languages=tuple(sorted({asking.language for asking in asked if asking.language})),
        snoozed_until=row.snoozed_until,
        entry_id=row.entry_id or "",
        missed_since=sum(asking.at > since for asking in asked) if since else 0,
    )


def _worded(gap: Gap, texts: Sequence[str], space: Space) -> Gap:
    wordings = typical(texts, space)
    title = gap.title or (wordings[0] if wordings else "")
    return replace(gap, title=title, wordings=tuple(wordings[:_WORDINGS]))


def _state(row: KbGap, now: datetime) -> GapState:
    state = GapState(row.state)
    if state is GapState.SNOOZED and row.snoozed_until and row.snoozed_until <= now:
        return GapState.OPEN
    return state


def typical(texts: Sequence[str], space: Space) -> list[str]:
    """Wordings of one gap, the most typical first."""
    if len(texts) < 3:
        return sorted(texts, key=len)
    compared = texts[:_COMPARED]
    alike = space.vectors(compared).alike(slice(None), slice(None))
    return [*(compared[place] for place in clustering.central(alike)), *texts[_COMPARED:]]
