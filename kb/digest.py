"""The week of the editors: what customers asked, what is missing, which answers fail, what new ones brought.

The numbers are here; the words around them are the caller's.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kb import gaps
from kb.entry import Entry
from kb.gaps import Effect, Gap
from kb.health import EntryHealth, check
from kb.questions import Asking, askings
from store.gaps import KbGap

WEEK = timedelta(days=7)
_SHOWN = 5
_COLOURS = ("#4f9d69", "#d9a441", "#c8553d")  # told apart in grey too


@dataclass(frozen=True, slots=True)
class Counts:
    """Askings of a span: `answered` ones were served by an entry, `rejected` ones were not, `people` went to
    agents. Every asking is one of the three or waits still. `minutes` are the agents'."""

    asked: int
    answered: int
    rejected: int
    people: int
    minutes: float

    @property
    def share_answered(self) -> float | None:
        """The share that line zero served by itself."""
        return self.answered / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Digest:
    """One week.

    `days` are its days with their counts; `gaps` those that cost most, `new_gaps` how many came up in the
    week; `worst` entries whose answers customers reject most; `effects` of entries published for gaps in the
    last four weeks.
    """

    since: datetime
    until: datetime
    week: Counts
    before: Counts
    days: tuple[tuple[date, Counts], ...]
    gaps: tuple[Gap, ...]
    open_gaps: int
    new_gaps: int
    worst: tuple[EntryHealth, ...]
    effects: tuple[Effect, ...]


def weekly(session: Session, *, now: datetime, entries: Mapping[str, Entry], zone: tzinfo) -> Digest:
    """The seven days that end now, beside the seven before; `zone` cuts them into days of the company.

    Call `kb.gaps.refresh` first, so that the gaps are the newest.
    """
    since = now - WEEK
    asked = [one for one in askings(session, since - WEEK) if one.at <= now]
    lately = [one for one in asked if one.at > since]
    found = gaps.listed(session, now=now, period=WEEK)
    sick = [one for one in check(session, entries, since=since).entries if one.rejected or one.human]
    return Digest(
        since=since,
        until=now,
        week=count(lately),
        before=count([one for one in asked if one.at <= since]),
        days=_days(lately, since, now, zone),
        gaps=tuple(found[:_SHOWN]),
        open_gaps=len(found),
        new_gaps=len(session.scalars(select(KbGap.id).where(KbGap.created_at > since)).all()),
        worst=tuple(sick[:_SHOWN]),
        effects=_effects(session, now),
    )


def count(asked: Sequence[Asking]) -> Counts:
    """What became of these askings."""
    people = [one for one in asked if one.handed_off]
    rest = [one for one in asked if not one.handed_off]
    return Counts(
        asked=len(asked),
        answered=sum(not one.missed for one in rest),
        rejected=sum(one.missed and bool(one.shown) for one in rest),
        people=len(people),
        minutes=sum(one.minutes for one in asked),
    )


def _days(
    asked: Sequence[Asking], since: datetime, now: datetime, zone: tzinfo
) -> tuple[tuple[date, Counts], ...]:
    first, last = since.astimezone(zone).date(), now.astimezone(zone).date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(
        (day, count([one for one in asked if one.at.astimezone(zone).date() == day])) for day in days
    )


def _effects(session: Session, now: datetime) -> tuple[Effect, ...]:
    recent = select(KbGap.id).where(KbGap.state == "answered", KbGap.answered_at > now - 4 * WEEK)
    found = (gaps.effect(session, gap, now=now) for gap in session.scalars(recent.order_by(KbGap.id)).all())
    return tuple(sorted((one for one in found if one), key=lambda one: -one.minutes_saved))


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """The words in the picture."""

    title: str = "Questions of the week"
    answered: str = "answered"
    rejected: str = "rejected"
    people: str = "went to people"


def chart(digest: Digest, texts: ChartTexts = ChartTexts()) -> bytes:
    """The week as a PNG: a bar a day, split into answered, rejected and gone to people."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - half a second that only pictures need
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    figure = Figure(figsize=(8, 4.2), layout="constrained")
    axes = figure.subplots()
    names = [f"{day:%d.%m}" for day, _ in digest.days]
    below = [0] * len(names)
    series = (
        (texts.answered, [one.answered for _, one in digest.days]),
        (texts.rejected, [one.rejected for _, one in digest.days]),
        (texts.people, [one.people for _, one in digest.days]),
    )
    for (name, values), colour in zip(series, _COLOURS, strict=True):
        axes.bar(names, values, bottom=below, label=f"{name}: {sum(values)}", color=colour, width=0.7)
        below = [low + value for low, value in zip(below, values, strict=True)]
    axes.set_title(texts.title, loc="left", fontsize=13)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(0, max(1, *below) * 1.15)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=3, frameon=False)
    picture = io.BytesIO()
    figure.savefig(picture, dpi=140, format="png")
    return picture.getvalue()
