"""Invariants 5 and 6 in whatever order things happen: line zero never speaks in a case that people have; a
claim has one winner, the loser is told his name, and an absent owner loses the case by time.

`INTERLEAVINGS=10000 pytest tests/e2e/test_interleavings.py` plays as many (part of `make chaos`).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import team
from bot.desk.cases import ownership
from bot.inbound import Sender
from bot.step import Step
from bot.team import roles
from bot.team.roles import Role
from handoff import ledger
from handoff.case import BOT, EventType, State
from store.database import Database
from store.schema import Case, CaseEvent, Customer
from tests.e2e.interleavings import NOON, Play, empty_database, services, wipe

INTERLEAVINGS = int(os.environ.get("INTERLEAVINGS", "150"))
_ACTS = (
    lambda play, n: play.write(n),
    lambda play, n: play.write(2),  # asks for a person
    lambda play, n: play.press(n),
    lambda play, n: play.agents_reach(),
    lambda play, n: play.agent_presses(n, n // 2),
    lambda play, n: play.agent_writes(n),
    lambda play, n: play.read("chat"),
    lambda play, n: play.carry_out("chat"),
    lambda play, n: play.read("desk"),
    lambda play, n: play.carry_out("desk"),
    lambda play, n: play.step("chat"),
    lambda play, n: play.step("desk"),
    lambda play, n: play.ask(0),
    lambda play, n: play.ask(n),
    lambda play, n: play.ask(2),
    lambda play, n: play.take_rows(n),
    lambda play, n: play.settle_row(n, known=True),
    lambda play, n: play.settle_row(n, known=n % 5 > 0),
    lambda play, n: (play.take_rows(n), play.settle_row(0, known=True)),
    lambda play, n: play.pass_time(n),
)
_acts = st.lists(st.tuples(st.integers(0, len(_ACTS) - 1), st.integers(0, 11)), min_size=8, max_size=30)


@pytest.fixture(scope="module")
def memory() -> Iterator[Database]:
    database = empty_database()
    yield database
    database.close()


@pytest.mark.timeout(120 + INTERLEAVINGS)
def test_invariants_5_and_6_hold_in_every_interleaving(memory: Database) -> None:
    played = {"acts": 0, "claims": 0}

    @settings(
        max_examples=INTERLEAVINGS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(acts=_acts, handed_off=st.booleans())
    def interleave(acts: list[tuple[int, int]], handed_off: bool) -> None:
        wipe(memory)
        play = Play(memory, Sender(700, "Мария", None, "ru"))
        if handed_off:
            hand_off(play)
        for act, number in acts:
            _ACTS[act](play, number)
        played["acts"] += len(acts)
        played["claims"] += play.claims_seen

    interleave()
    assert played["claims"] > INTERLEAVINGS // 10, f"too few claims came about to mean anything: {played}"


def hand_off(play: Play) -> None:
    """People have the case, and its topic and card are there."""
    play.write(2)
    play.read("chat")
    play.carry_out("chat")
    for _ in range(4):
        play.take_rows(3)
        while play.in_flight:
            play.settle_row(0, known=True)


def test_invariant_6_an_absent_owner_loses_the_case_by_time(memory: Database) -> None:
    wipe(memory)
    play = Play(memory, Sender(700, "Мария", None, "ru"))
    hand_off(play)
    play.agents_reach()
    for _ in range(2):
        play.read("desk")
        play.carry_out("desk")
    assert _case(memory).state == State.OWNED
    play.pass_time(3)
    for _ in range(4):  # what is told before a promise breaks comes first
        play.read("chat")
        play.carry_out("chat")
    assert _case(memory).state == State.QUEUED
    assert _case(memory).owner_id is None


def test_invariant_6_of_many_who_claim_at_once_one_wins(database: Database) -> None:
    """A real race: as many threads as agents, and each in a transaction of its own."""
    with database.write() as session:
        customer = Customer(external_id=1, created_at=NOON)
        session.add(customer)
        session.flush()
        case = ledger.open_case(session, customer.id, language="ru", now=NOON)
        ledger.record(session, case, ledger.Event(EventType.HANDED_OFF, NOON, BOT, {"reason": "asked"}))
        case_id = case.id
        people = [Sender(number, f"Агент {number}", None, "ru") for number in range(100, 124)]
        for sender in people:
            person = roles.add(session, sender.id, NOON, sender.name)
            roles.set_role(session, person, Role.AGENT, NOON, granted=True)
    together, won = threading.Barrier(len(people)), []

    def reach(sender: Sender) -> None:
        together.wait()
        with database.write() as session:
            step = Step(session, NOON, f"press:{sender.id}", services())
            case = ledger.locked(session, case_id)
            agent = team.meet(step, sender, case)
            if agent is not None and ownership.claim(step, case, agent):
                won.append(sender.name)

    threads = [threading.Thread(target=reach, args=(sender,)) for sender in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    with database.read() as session:
        claims = session.query(CaseEvent).filter_by(case_id=case_id, type="claimed").count()
    assert claims == 1
    assert _case(database).state == State.OWNED


def _case(database: Database) -> Case:
    with database.read() as session:
        return session.query(Case).order_by(Case.id.desc()).first()
