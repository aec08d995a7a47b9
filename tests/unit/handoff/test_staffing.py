"""How many people are needed: Erlang C beside its textbook formula, a queue played through, and the log."""

from __future__ import annotations

import heapq
import math
import random
from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.calendar import Calendar
from handoff.metrics import Period
from handoff.staffing import Aim, demand, people_needed, plan, taken_within, waiting_share
from tests.unit.handoff.storylines import story

ALWAYS = Calendar.parse("24/7", "UTC")
BY_DAY = Calendar.parse("09:00-18:00", "UTC")
WEEK = Period.of_days(date(2026, 11, 2), date(2026, 11, 8), UTC)


def textbook(people: int, load: float) -> float:
    """Erlang C as it is printed: A^N/N! · N/(N−A), over itself and the sum of A^i/i! up to N−1."""
    top = load**people / math.factorial(people) * people / (people - load)
    return top / (sum(load**i / math.factorial(i) for i in range(people)) + top)


@given(st.integers(1, 60), st.floats(0.01, 0.99))
def test_the_recursion_is_the_textbook_formula(people: int, busy: float) -> None:
    assert waiting_share(people, people * busy) == pytest.approx(textbook(people, people * busy), rel=1e-9)


def test_ten_erlangs_and_fourteen_people() -> None:
    # 200 cases an hour of 180 s each keep 10 people busy. With 14 people, by the tables of Erlang C, 17.4 %
    # wait, and 88.8 % are taken within 20 s: 1 − 0.174 · e^(−4 · 20 / 180) = 1 − 0.174 · 0.641 = 0.888.
    assert waiting_share(14, 10.0) == pytest.approx(0.174, abs=0.0005)
    assert taken_within(14, 10.0, 180, 20) == pytest.approx(0.888, abs=0.0005)
    assert people_needed(200, 180, Aim(20, 0.8, occupancy=1.0)) == 14


def test_one_person_is_the_simplest_queue() -> None:
    # With one person as many wait as he is busy: 6 cases an hour of 5 min are half of his time.
    assert waiting_share(1, 0.5) == pytest.approx(0.5)


def test_too_few_people_never_catch_up() -> None:
    assert waiting_share(10, 10.0) == 1.0
    assert taken_within(10, 10.0, 180, 1e6) == 0.0


def test_people_may_not_be_busy_all_the_time() -> None:
    # Ten are at work on average. An hour's patience is content with 11; not busier than 85 %: 10 / 0.85 → 12.
    assert people_needed(200, 180, Aim(3600, 0.8, occupancy=1.0)) == 11
    assert people_needed(200, 180, Aim(3600, 0.8)) == 12


def test_no_cases_need_nobody() -> None:
    assert people_needed(0, 180, Aim(20, 0.8)) == 0


def test_an_aim_out_of_reach_is_said() -> None:
    with pytest.raises(ValueError, match="not enough"):
        people_needed(1e6, 3600, Aim(20, 0.8))


@pytest.mark.parametrize(("people", "load"), [(3, 2.0), (6, 4.0), (12, 10.0)])
def test_a_queue_played_through_says_the_same(people: int, load: float) -> None:
    """First come, first served, with people who are free or not: 60,000 cases."""
    dice, handling, seconds = random.Random(5), 300.0, 120.0
    free_at, now, taken, cases = [0.0] * people, 0.0, 0, 60_000
    for _ in range(cases):
        now += dice.expovariate(load / handling)
        begun = max(now, heapq.heappop(free_at))
        taken += begun - now <= seconds
        heapq.heappush(free_at, begun + dice.expovariate(1 / handling))
    assert taken / cases == pytest.approx(taken_within(people, load, handling, seconds), abs=0.02)


class TestDemand:
    LOG = story("""
        10:00 opened
        10:10 handed_off
        10:20 claimed @7
        10:50 solved @7
    """)
    SAME_TIME = story("""
        10:30 opened
        10:30 handed_off
        10:40 claimed @7
        11:00 solved @7
    """)
    AT_NIGHT = story("""
        20:00 opened
        20:00 handed_off
        +1 09:10 claimed @8
        +1 09:30 solved @8
    """)

    def test_cases_by_hour_of_the_week(self) -> None:
        found = demand([self.LOG, self.SAME_TIME], WEEK, ALWAYS)
        assert found.arrivals == {(0, 10): 2.0}
        two_weeks = Period(WEEK.since, WEEK.until + timedelta(days=7))
        assert demand([self.LOG, self.SAME_TIME], two_weeks, ALWAYS).arrivals == {(0, 10): 1.0}

    def test_two_cases_at_a_time_keep_a_person_busy_once(self) -> None:
        # 10:20–10:50 and 10:40–11:00: busy for 40 min with two cases, 20 min each.
        assert demand([self.LOG, self.SAME_TIME], WEEK, ALWAYS).handling == 1200.0

    def test_what_comes_at_night_is_there_in_the_morning(self) -> None:
        assert demand([self.AT_NIGHT], WEEK, BY_DAY).arrivals == {(1, 9): 1.0}

    def test_a_holiday_brings_no_work_to_its_own_hours(self) -> None:
        """Two Mondays, the second one off: what comes on it is there on Tuesday, and two cases on the first
        Monday are two an hour, not one."""
        hours = Calendar.parse("09:00-18:00", "UTC", days_off="2026-11-09")
        on_holiday = story("+7 10:00 opened\n+7 10:00 handed_off\n+8 09:10 claimed @8\n+8 09:30 solved @8")
        two_weeks = Period(WEEK.since, WEEK.until + timedelta(days=7))
        found = demand([self.LOG, self.SAME_TIME, on_holiday], two_weeks, hours)
        assert found.arrivals == {(0, 10): 2.0, (1, 9): 0.5}

    def test_one_line_only(self) -> None:
        assert demand([self.LOG], WEEK, ALWAYS, line=2).cases == 0

    def test_a_plan_has_every_hour_of_the_week(self) -> None:
        needs = plan(demand([self.LOG, self.SAME_TIME], WEEK, ALWAYS), Aim(300, 0.8))
        assert len(needs) == 168
        busiest = needs[10]
        # Two an hour of 20 min: 2/3 at work on average. One would be busy for 67 % of the time, 67 % wait;
        # two: 1 − 0.1667 · e^(−1.333 · 300 / 1200) = 0.881.
        assert (busiest.weekday, busiest.hour, busiest.people) == (0, 10, 2)
        assert busiest.within == pytest.approx(0.881, abs=0.001)
        assert sum(need.people for need in needs) == 2
