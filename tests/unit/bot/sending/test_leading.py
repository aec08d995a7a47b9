"""Who may lead, and which process has certainly ended."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sending import processes
from bot.sending.leading import LEASE, may_take
from store.leases import Lease

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def alive(_name: str) -> bool:
    return False


def test_the_first_one_leads():
    assert may_take(None, "one", NOW, alive)


def test_a_lease_is_renewed_by_its_holder_and_by_nobody_else():
    lease = Lease("one", NOW + LEASE)
    assert may_take(lease, "one", NOW, alive)
    assert not may_take(lease, "two", NOW, alive)


def test_a_lease_that_has_lapsed_is_taken():
    lease = Lease("one", NOW)
    assert not may_take(lease, "two", NOW - timedelta(microseconds=1), alive)
    assert may_take(lease, "two", NOW, alive)


def test_nobody_waits_for_the_dead():
    assert may_take(Lease("one", NOW + LEASE), "two", NOW, lambda name: name == "one")


@given(st.lists(st.tuples(st.sampled_from(["one", "two", "three"]), st.floats(0, 15)), max_size=40))
def test_in_any_order_of_tries_there_is_one_leader_at_a_time(tries):
    now, lease = NOW, None
    for name, pause in tries:
        now += timedelta(seconds=pause)
        led_by = lease.holder if lease is not None and lease.until > now else None
        if may_take(lease, name, now, alive):
            assert led_by in (None, name)
            lease = Lease(name, now + LEASE)
        else:
            assert led_by not in (None, name)


def test_names_are_never_the_same():
    assert len({processes.own_name() for _ in range(100)}) == 100


def test_of_another_machine_nothing_is_known():
    host, _, *rest = processes.own_name().split("/")
    assert not processes.has_ended("/".join((host, "another machine", *rest)))
    assert not processes.has_ended("somebody")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
def test_a_process_of_this_machine_has_ended_when_it_is_dead():
    program = "from bot.sending import processes; print(processes.own_name(), flush=True); input()"
    with subprocess.Popen(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert not processes.has_ended(name)
        process.kill()
        process.wait()
    assert processes.has_ended(name)
    assert not processes.has_ended(processes.own_name())
