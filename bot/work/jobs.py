"""What a lane has to do next: an update that waits, or a timer that is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from bot import inbound as inbounds
from bot.services import Services
from bot.step import Step
from bot.work import overtaking, router
from store import inbox
from store.inbox import Due, Waiting

Act = Callable[[Step], None]
"""A step with all that had to be read and understood before its transaction."""


@dataclass(frozen=True, slots=True)
class UpdateJob:
    """An update that waits."""

    update: Waiting

    @property
    def source(self) -> str:
        """Names the step, so that it can never write anything twice."""
        return f"u{self.update.update_id}"

    @property
    def attempts(self) -> int:
        """How often it broke."""
        return self.update.attempts

    @property
    def about(self) -> dict[str, Any]:
        """What a log may say of it."""
        return {"update_id": self.update.update_id, "timer": None}

    def prepare(self, session: Session, services: Services, now: datetime) -> Act:
        """Read and understand. Raises UnreadableUpdateError, and TooEarlyError when it has to wait."""
        inbound = inbounds.read(self.update.body)
        overtaking.wait_for_delivery(session, self.update, inbound, now)
        read = router.prepare(session, services, inbound)
        return partial(router.handle, inbound=inbound, read=read)

    def take(self, session: Session, now: datetime) -> bool:
        """Mark it as done. False when it is settled already."""
        return inbox.mark(session, self.update.id, "done", now)

    def put_off(self, session: Session, attempts: int, until: datetime) -> None:
        """Have it tried again later."""
        inbox.put_off(session, self.update.id, attempts, until)

    def set_aside(self, session: Session, now: datetime, reason: str) -> bool:
        """Keep it for those who will look. False when it is settled already."""
        return inbox.mark(session, self.update.id, "quarantined", now, reason)

    def give_up(self, step: Step) -> None:
        """The last resort: a person gets the case."""
        router.give_up_update(step, inbounds.read(self.update.body))


@dataclass(frozen=True, slots=True)
class TimerJob:
    """A timer that is due."""

    timer: Due

    @property
    def source(self) -> str:
        """Names the step, so that it can never write anything twice."""
        return f"t:{self.timer.key}:{self.timer.due_at.timestamp()}"

    @property
    def attempts(self) -> int:
        """How often it broke."""
        return self.timer.attempts

    @property
    def about(self) -> dict[str, Any]:
        """What a log may say of it."""
        return {"update_id": None, "timer": self.timer.kind}

    def prepare(self, session: Session, services: Services, _now: datetime) -> Act:
        """Read and understand."""
        kind, payload = self.timer.kind, self.timer.payload
        read = router.prepare_timer(session, services, kind, payload)
        return partial(router.handle_timer, kind=kind, payload=payload, read=read)

    def take(self, session: Session, _now: datetime) -> bool:
        """Remove it. False when it was moved or removed meanwhile."""
        return inbox.take_timer(session, self.timer.key, self.timer.due_at)

    def put_off(self, session: Session, attempts: int, until: datetime) -> None:
        """Have it tried again later."""
        inbox.put_off_timer(session, self.timer.key, self.timer.due_at, attempts, until)

    def set_aside(self, session: Session, now: datetime, _reason: str) -> bool:
        """Remove it: a timer says nothing that somebody could look at."""
        return self.take(session, now)

    def give_up(self, step: Step) -> None:
        """The last resort: a person gets the case."""
        router.give_up_timer(step, self.timer.kind, self.timer.payload)


Job = UpdateJob | TimerJob


def next_of(session: Session, lane: str, now: datetime) -> Job | None:
    """Updates before timers: a message that has arrived belongs to the burst that is about to end."""
    update = inbox.head(session, lane)
    if update is not None:
        return None if update.not_before is not None and update.not_before > now else UpdateJob(update)
    timer = inbox.due_timer(session, lane, now)
    return None if timer is None else TimerJob(timer)
