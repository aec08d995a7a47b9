"""A clock that is set back: what was to be done in two seconds would be done in an hour and two seconds.

Moments that count from now are known by their kind, and so is how far ahead they can be. Those that are
further ahead were set by the clock as it was before, and are brought to where they belong. What is due at an
hour of the day, or after hours, stays.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.customer import handoff, talks
from bot.desk.cases import offering
from bot.desk.incidents import joining, repair
from bot.desk.screen import board, stats, viewing
from bot.editor import digest
from bot.editor import timers as editors_timers
from bot.sending import policy
from bot.settings import Settings
from bot.step import ROUTING
from bot.team import membership, roles
from handoff import viewers
from store.schema import Inbox, Outbox, Timer

TOLERATED = timedelta(seconds=1)
"""Clocks are corrected by less than that all the time, and threads look at them in no order."""
_SOON = timedelta(seconds=6)
"""For what is done at once or in a few seconds, twice again if it breaks."""
_LONGEST_PAUSE = timedelta(seconds=1.25 * policy.LONGEST_PAUSE)


def longest_waits(settings: Settings) -> dict[str, timedelta]:
    """By the kind of a timer that counts from when it was set: how far ahead it can be."""
    at_once = {
        *(editors_timers.KINDS - {digest.DIGEST}),
        *membership.ACTS,
        roles.LOST,
        ROUTING,
        stats.TIMER,
        joining.TIMER,
        repair.TIMER,
        "album",
        "desk_album",
    }
    return dict.fromkeys(at_once, _SOON) | {
        "burst": max(settings.burst, settings.album, _SOON),
        "watchdog": max(timedelta(seconds=settings.watchdog_seconds), _SOON),
        "details": handoff.PATIENCE,
        talks.TIMER: talks.PATIENCE,
        viewing.TIMER: viewers.LASTS,
        board.TIMER: max(timedelta(seconds=settings.board_seconds), _SOON),
    }


def bring_forward(session: Session, settings: Settings, now: datetime) -> None:
    """Have nothing wait for longer than it can."""
    kinds = defaultdict[timedelta, list[str]](list)
    for kind, longest in longest_waits(settings).items():
        kinds[longest].append(kind)
    for longest, ones in kinds.items():
        ahead = Timer.kind.in_(ones), Timer.due_at > now + longest, Timer.key.not_like(f"{offering.OFFER}%")
        session.execute(update(Timer).where(*ahead).values(due_at=now + longest))
    put_off = Inbox.state == "pending", Inbox.not_before > now + _SOON
    session.execute(update(Inbox).where(*put_off).values(not_before=None))
    waits = Outbox.state == "pending", Outbox.not_before > now + _LONGEST_PAUSE
    session.execute(update(Outbox).where(*waits).values(not_before=None))
