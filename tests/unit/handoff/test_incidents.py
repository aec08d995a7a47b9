"""When many cases are one incident, and which words they share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handoff.case import BOT, CUSTOMER, Actor, Event, EventType, NotPossibleError, State, fold
from handoff.incidents import (
    Handed,
    Rule,
    Stage,
    Verdict,
    counted,
    group,
    is_other_danger,
    judge,
    likely,
    topics_of,
    typical_words,
)
from handoff.metrics import Kind, facts
from store.incidents import Incident

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
RULE = Rule(5, timedelta(minutes=30))
IRINA, BOSS = Actor("agent", 7), Actor("agent", 9)


def handed(*minutes_and_customers: tuple[int, int]) -> list[Handed]:
    return [
        Handed(number, customer, NOON + timedelta(minutes=minute))
        for number, (minute, customer) in enumerate(minutes_and_customers, 1)
    ]


def test_customers_are_counted_and_not_their_cases() -> None:
    found = group(handed((0, 1), (1, 2), (2, 1), (3, 1)), NOON + timedelta(minutes=5), RULE)
    assert [(one.case_id, one.customer_id) for one in found] == [(2, 2), (4, 1)]


def test_who_came_before_the_time_of_the_rule_is_none_of_them() -> None:
    found = group(handed((0, 1), (1, 2), (30, 3)), NOON + timedelta(minutes=30), RULE)
    assert [one.customer_id for one in found] == [2, 3]


def test_a_group_is_told_once_until_it_has_fallen_to_half() -> None:
    told, said = False, []
    for customers in (3, 4, 5, 6, 4, 5, 3, 5, 2, 4, 5):
        verdict = judge(customers, RULE, known=told)
        if verdict is not Verdict.NOTHING:
            said.append((customers, verdict))
            told = verdict is Verdict.NOTICED
    assert said == [(5, Verdict.NOTICED), (2, Verdict.PASSED), (5, Verdict.NOTICED)]


def test_a_case_without_a_topic_of_its_own_may_belong_to_the_likely_ones() -> None:
    assert likely({"mobile": 0.04, "internet": 0.3, "outages": 0.6}) == ("outages", "internet")
    handed_off = {"likely": ["outages", "internet"]}
    assert topics_of("", handed_off) == ("outages", "internet")
    assert topics_of("tv", handed_off) == ("tv",)
    assert topics_of("", {}) == ()


def test_what_another_incident_explains_counts_for_no_other() -> None:
    unclear = Handed(1, 1, NOON, ("outages", "internet"))
    certain = Handed(2, 2, NOON, ("internet",))
    both = [unclear, certain]
    outage = Incident(topic="outages", stage=Stage.NOTICED)
    assert counted(both, "internet", {}) == both
    assert counted(both, "internet", {"outages": outage}) == [certain]
    assert counted(both, "outages", {"outages": outage}) == [unclear]
    repaired = Incident(topic="outages", stage=Stage.REPAIRED, repaired_at=NOON + timedelta(minutes=5))
    later = Handed(3, 3, NOON + timedelta(minutes=6), ("outages", "internet"))
    assert counted([*both, later], "internet", {"outages": repaired}) == [certain, later]
    assert counted([*both, later], "outages", {"outages": repaired}) == [later]


@pytest.mark.parametrize("known", [True, False])
def test_a_rule_of_nothing_notices_nothing(known: bool) -> None:
    assert judge(1000, Rule(0, timedelta(minutes=30)), known=known) is Verdict.NOTHING


def test_typical_words_are_those_of_many_customers_in_the_form_that_most_used() -> None:
    said = [
        ["Не работает интернет", "когда почините интернет??"],
        ["интернета нет, роутер горит"],
        ["пропал интернет дома"],
        ["роутер мигает, не работает"],
    ]
    assert typical_words(said) == ("интернет", "работает", "роутер")
    assert typical_words([["привет"], []]) == ()


def test_an_outage_is_the_only_danger_that_may_join() -> None:
    assert not is_other_danger([["danger", "outage", ["авария"]], ["human", "", []]])
    assert is_other_danger([["danger", "outage", []], ["danger", "money", []]])


# -- the events


def life(*events: tuple[int, EventType, Actor, dict[str, object]]) -> list[Event]:
    return [Event(kind, NOON + timedelta(minutes=at), actor, about) for at, kind, actor, about in events]


PROMISED = {"promised_at": (NOON + timedelta(minutes=15)).isoformat()}
WAITS = (
    (0, EventType.OPENED, CUSTOMER, {}),
    (0, EventType.HANDED_OFF, BOT, {"reason": "asked", "topic": "internet", **PROMISED}),
)
JOINED = (10, EventType.INCIDENT_JOINED, BOSS, {"incident": 1})
SOLVED = (100, EventType.SOLVED, BOSS, {"incident": 1})


def test_a_joined_case_is_nobodys_own_and_knows_its_incident() -> None:
    case = fold(life(*WAITS, JOINED))
    assert (case.state, case.owner_id, case.incident_id) == (State.WAITING_VENDOR, None, 1)
    assert (case.promised_at, case.lease_until, case.epoch) == (None, None, 2)


def test_who_leaves_has_the_place_he_had() -> None:
    case = fold(life(*WAITS, JOINED, (20, EventType.INCIDENT_LEFT, CUSTOMER, {"incident": 1, **PROMISED})))
    assert (case.state, case.incident_id, case.queued_at) == (State.QUEUED, None, NOON)
    assert case.promised_at is not None


def test_nobody_claims_a_case_that_waits_for_the_repair() -> None:
    claimed = (20, EventType.CLAIMED, IRINA, {"lease_until": NOON.isoformat()})
    with pytest.raises(NotPossibleError):
        fold(life(*WAITS, JOINED, claimed))


def test_who_had_it_before_is_known_after_the_repair() -> None:
    claimed = (5, EventType.CLAIMED, IRINA, {"lease_until": NOON.isoformat()})
    case = fold(life(*WAITS, claimed, JOINED, SOLVED, (110, EventType.REJECTED, CUSTOMER, {})))
    assert (case.state, case.last_agent_id, case.incident_id) == (State.REOPENED, 7, None)


def test_an_incident_is_no_measure_of_how_people_work() -> None:
    """Ten minutes in the queue, ninety until the repair, ten until the customer said yes."""
    log = life(*WAITS, JOINED, SOLVED, (110, EventType.CONFIRMED, CUSTOMER, {}))
    found = {fact.kind: fact.value for fact in facts(log, NOON + timedelta(days=1))}
    assert found[Kind.SOLUTION] == found[Kind.CLOCK_QUEUE] == 600
    assert found[Kind.CLOCK_VENDOR] == 90 * 60
    assert Kind.CLOSED_CONFIRMED in found
    never = {Kind.ACCEPTED, Kind.HANDLED, Kind.FIRST_REPLY_HUMAN, Kind.PROMISE_BROKEN, Kind.SOLUTION_BOT}
    assert not never & set(found)


def test_a_case_counts_once_for_each_incident_it_was_one_of() -> None:
    left = (20, EventType.INCIDENT_LEFT, CUSTOMER, {"incident": 1, **PROMISED})
    again = (30, EventType.INCIDENT_JOINED, BOSS, {"incident": 1})
    other = (40, EventType.INCIDENT_JOINED, BOSS, {"incident": 2})
    found = facts(life(*WAITS, JOINED, left, again, (35, *left[1:]), other), NOON + timedelta(days=1))
    assert sum(fact.kind is Kind.INCIDENT_JOINED for fact in found) == 2
