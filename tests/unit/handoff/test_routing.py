"""Getting a case to the right person: properties of the policy, and the plain cases by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.calendar import Calendar
from handoff.case import HEAD_OF_QUEUE, Reason
from handoff.routing import (
    Agent,
    Duty,
    Presence,
    Waiting,
    Why,
    best,
    fits,
    has_room,
    next_for,
    presence,
    turn,
)
from handoff.urgency import DANGER, parse_segments, urgency

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
HOURS = Calendar.parse("09:00-21:00", "UTC")
SKILLS, LANGUAGES, SEGMENTS = ("billing", "technical", "complaints"), ("ru", "en"), ("vip", "business")


def some(of: tuple[object, ...]) -> st.SearchStrategy[frozenset[object]]:
    return st.frozensets(st.sampled_from(of))


moments = st.integers(0, 600).map(lambda minutes: NOON - timedelta(minutes=minutes))
agents = st.builds(
    Agent,
    id=st.integers(1, 30),
    skills=some(SKILLS),
    languages=some(LANGUAGES),
    lines=some((1, 2, 3)),
    segments=some(SEGMENTS),
    limit=st.none() | st.integers(0, 4),
    open_cases=st.integers(0, 5),
    busy_since=st.none() | moments,
)
cases = st.builds(
    Waiting,
    id=st.integers(1, 1000),
    queued_at=moments,
    line=st.integers(1, 3),
    skill=st.sampled_from(("", *SKILLS)),
    language=st.sampled_from(("", *LANGUAGES)),
    segment=st.sampled_from(("", *SEGMENTS)),
    priority=st.integers(0, 99) | st.sampled_from((HEAD_OF_QUEUE, DANGER)),
    last_agent_id=st.none() | st.integers(1, 30),
)
teams = st.lists(agents, max_size=8, unique_by=lambda one: one.id)
queues = st.lists(cases, max_size=12, unique_by=lambda one: one.id)


# -- who gets a case


@given(teams, cases)
def test_the_best_one_fits_and_has_room_and_nobody_fitting_is_passed_over(
    team: list[Agent], case: Waiting
) -> None:
    able = [one for one in team if fits(one, case) and has_room(one)]
    choice = best(team, case)
    assert (choice is None) == (not able)
    if choice is not None:
        chosen = next(one for one in team if one.id == choice.agent_id)
        assert chosen in able
        if choice.why is not Why.LAST_AGENT:
            assert chosen.open_cases == min(one.open_cases for one in able)


@given(teams, cases)
def test_the_order_in_which_agents_are_listed_decides_nothing(team: list[Agent], case: Waiting) -> None:
    assert best(team, case) == best(reversed(team), case)


@given(teams, cases)
def test_who_had_the_case_before_gets_it_again_where_he_can(team: list[Agent], case: Waiting) -> None:
    before = next((one for one in team if one.id == case.last_agent_id), None)
    if before is not None and fits(before, case) and has_room(before):
        choice = best(team, case)
        assert choice is not None
        assert (choice.agent_id, choice.why) == (before.id, Why.LAST_AGENT)


@given(cases, st.integers(1, 30))
def test_a_profile_without_anything_fits_everything(case: Waiting, person: int) -> None:
    assert fits(Agent(person), case)
    assert best([Agent(person)], case) is not None


@given(agents, cases)
def test_a_case_that_says_nothing_of_itself_fits_everybody_on_its_line(one: Agent, case: Waiting) -> None:
    plain = Waiting(case.id, case.queued_at, line=case.line)
    assert fits(one, plain) == (not one.lines or case.line in one.lines)


@pytest.mark.parametrize(
    ("agent", "misfit"),
    [
        (Agent(1, lines=frozenset({2})), True),
        (Agent(1, skills=frozenset({"technical"})), True),
        (Agent(1, languages=frozenset({"en"})), True),
        (Agent(1, segments=frozenset({"business"})), True),
        (Agent(1, skills=frozenset({"billing", "technical"}), languages=frozenset({"ru"})), False),
    ],
)
def test_line_skill_language_and_segment_are_respected(agent: Agent, misfit: bool) -> None:
    case = Waiting(1, NOON, line=1, skill="billing", language="ru", segment="vip")
    assert fits(agent, case) is not misfit


def test_of_two_with_as_many_cases_the_one_who_has_waited_longer_is_next() -> None:
    early, late = Agent(1, busy_since=NOON - timedelta(hours=1)), Agent(2, busy_since=NOON)
    choice = best([late, early], Waiting(1, NOON))
    assert choice is not None
    assert (choice.agent_id, choice.why) == (1, Why.LONGEST_IDLE)


# -- which case is next


@given(agents, queues)
def test_the_next_case_fits_and_no_other_fitting_one_stands_before_it(
    one: Agent, queue: list[Waiting]
) -> None:
    fitting = [case for case in queue if fits(one, case)]
    following = next_for(one, queue)
    assert (following is None) == (not fitting)
    if following is not None:
        assert all(turn(following) <= turn(case) for case in fitting)


@given(cases, cases)
def test_nobody_is_overtaken_for_ever(early: Waiting, late: Waiting) -> None:
    """Whoever is neither in danger nor back again is overtaken by 99 minutes at most."""
    if early.priority < HEAD_OF_QUEUE and late.priority < HEAD_OF_QUEUE:
        ahead = early.queued_at + timedelta(minutes=99) < late.queued_at
        assert not (ahead and turn(late) < turn(early))


def test_danger_comes_first_then_what_came_back_then_the_urgent_then_who_came_first() -> None:
    queue = [
        Waiting(1, NOON - timedelta(minutes=50)),
        Waiting(2, NOON - timedelta(minutes=1), priority=60),
        Waiting(3, NOON, priority=HEAD_OF_QUEUE),
        Waiting(4, NOON, priority=DANGER),
        Waiting(5, NOON - timedelta(hours=3)),
    ]
    assert [case.id for case in sorted(queue, key=turn)] == [4, 3, 5, 2, 1]


@given(st.sampled_from(Reason), st.lists(st.sampled_from(("danger", "annoyance", "human"))), st.booleans())
def test_danger_is_more_urgent_than_all_else_and_says_why(
    reason: Reason, signals: list[str], vip: bool
) -> None:
    found = urgency(reason, signals, "vip" if vip else "", {"vip": 60})
    in_danger = reason is Reason.DANGER or "danger" in signals
    assert (found.priority >= DANGER) == in_danger
    assert in_danger or found.priority < HEAD_OF_QUEUE
    assert bool(found.because) == (found.priority > 0)
    assert ("segment" in found.because) == vip


def test_segments_are_read_and_mistakes_are_named() -> None:
    assert parse_segments("vip=60, business = 30") == {"vip": 60, "business": 30}
    assert parse_segments("") == {}
    for wrong in ("vip", "vip=x", "=3", "vip=100"):
        with pytest.raises(ValueError, match="is not like vip=60"):
            parse_segments(wrong)


# -- who is there

SHIFTS = Calendar.parse("пн-пт 13-22", "UTC")


@pytest.mark.parametrize(
    ("agent", "at", "expected"),
    [
        (Agent(1), NOON, Presence.HERE),
        (Agent(1), NOON.replace(hour=23), Presence.CLOSED),
        (Agent(1, shifts=SHIFTS), NOON, Presence.GONE),
        (Agent(1, shifts=SHIFTS), NOON.replace(hour=14), Presence.HERE),
        (Agent(1, shifts=SHIFTS, duty=Duty.ON, duty_until=NOON.replace(hour=13)), NOON, Presence.HERE),
        (Agent(1, duty=Duty.BREAK), NOON, Presence.BREAK),
        (Agent(1, duty=Duty.OFF), NOON, Presence.GONE),
        (Agent(1, duty=Duty.OFF, duty_until=NOON), NOON, Presence.HERE),
        (Agent(1, absent=True, duty=Duty.ON), NOON, Presence.GONE),
    ],
)
def test_who_is_there(agent: Agent, at: datetime, expected: Presence) -> None:
    assert presence(agent, at, HOURS) is expected
