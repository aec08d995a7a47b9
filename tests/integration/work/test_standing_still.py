"""A step that hangs: the log says where, and this process holds no other one off any more."""

from __future__ import annotations

import asyncio
import threading

import pytest
import structlog

from bot.intake.wakeup import Wakeup
from bot.sending.leading import KEY, LEASE, Leadership
from bot.work.worker import Worker
from store import leases
from store.database import Database
from store.leases import Lease
from tests.integration.work.line import Line, Plain, services_with


class Hanging(Plain):
    """An understanding that does not come back before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()

    def understand(self, text, *, previous="", language=""):  # type: ignore[no-untyped-def]
        self.reached.set()
        assert self.go_on.wait(60)
        return super().understand(text, previous=previous, language=language)


@pytest.fixture
def hanging() -> Hanging:
    return Hanging()


async def test_a_step_that_hangs_is_told_and_frees_the_lease(database: Database, hanging: Hanging) -> None:
    line, passed, stop = Line(database), [0.0], asyncio.Event()
    worker = Worker(
        database,
        services_with(hanging),
        wakeup=Wakeup(),
        sender_wakeup=Wakeup(),
        poll=0.02,
        tick=lambda: passed[0],
    )
    line.says(1, "как сменить пароль wifi")
    running = asyncio.create_task(worker.run(stop))
    assert await asyncio.to_thread(hanging.reached.wait, 60)
    with structlog.testing.capture_logs() as said:
        worker.tell_slow_steps()
        passed[0] = 61.0
        worker.tell_slow_steps()
    assert [(one["action"], one["lane_kind"]) for one in said] == [("step_stands_still", "chat")]
    assert said[0]["where"], "where it hangs"
    assert worker.is_well()
    passed[0] = 121.0
    assert not worker.is_well()
    hanging.go_on.set()
    stop.set()
    await running
    assert worker.is_well()


def test_who_is_not_well_keeps_working_until_somebody_else_takes_over(database: Database) -> None:
    def alive(_name: str) -> bool:
        return False

    ill, other = (Leadership(database, name=name, has_ended=alive) for name in ("ill", "other"))
    assert ill.take()
    with database.read() as session:
        before = leases.read(session, KEY)
    assert ill.take(is_well=False), "nobody else has come"
    with database.read() as session:
        assert leases.read(session, KEY) == before, "and so it lapses"
    with database.write() as session:
        leases.take(session, KEY, before, Lease("ill", before.until - 2 * LEASE))
    assert other.take()
    assert not ill.take(is_well=False)
