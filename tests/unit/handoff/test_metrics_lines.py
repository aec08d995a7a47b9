"""Figures of cases that went through several lines and hands, worked out on paper."""

from __future__ import annotations

import pytest

from handoff.metrics import By, Share
from tests.unit.handoff.measured import HELPED, LONG, of, report
from tests.unit.handoff.storylines import story

# Line 1, up to line 2, back to line 1, a vendor, a question to the customer, solved.
STAIRS = story("""
    10:00 opened
    10:00 customer_wrote
    10:00 handed_off
    10:10 claimed @7
    10:30 escalated @7 line=2 criticality=high
    10:50 claimed @8
    11:20 sent_back @8 line=1
    11:25 claimed @7
    11:30 vendor_awaited @7
    12:30 work_resumed @7
    12:40 customer_awaited @7
    13:10 work_resumed @7
    13:25 solved @7
    13:40 confirmed
""")


class TestLines:
    def test_escalation_rates_from_line_to_line(self) -> None:
        found = report(STAIRS, LONG, HELPED, by=By.LINE)
        # 0 → 1: line zero decided three cases, gave two to people.
        assert found.total.escalated == Share(2, 3)
        # Arrivals: STAIRS at line 1 (10:00), line 2 (10:30), line 1 (11:20); LONG at line 1 (09:02): four, of
        # which one went further up and one back down.
        assert (found.total.escalated_further, found.total.sent_down) == (Share(1, 4), 1)
        # 1 → 2: of the three arrivals at line 1, one. 2 → 3: of one arrival, none; line 2 sent it back.
        assert found.groups[1].escalated_further == Share(1, 3)
        assert (found.groups[2].escalated_further, found.groups[2].sent_down) == (Share(0, 1), 1)

    def test_clocks_of_each_line_and_waiting_apart(self) -> None:
        found = report(STAIRS, by=By.LINE)
        first, second = found.groups[1], found.groups[2]
        # Line 1: queue 10:00–10:10 and 11:20–11:25; agent 10:10–10:30, 11:25–11:30, 12:30–12:40, 13:10–13:25.
        assert (first.clock_queue.mean, first.clock_owned.mean) == (15 * 60, 50 * 60)
        # Line 2: queue 10:30–10:50, agent 10:50–11:20.
        assert (second.clock_queue.mean, second.clock_owned.mean) == (20 * 60, 30 * 60)
        # Nobody's work: vendor 11:30–12:30, customer 12:40–13:10, confirmation 13:25–13:40.
        waits = first.clock_vendor.mean, first.clock_customer.mean, first.clock_confirmation.mean
        assert waits == (60 * 60, 30 * 60, 15 * 60)
        # MTTR: 15 + 50 + 20 + 30 = 115 min; with the waits 115 + 60 + 30 + 15 = 220 = 10:00–13:40.
        assert found.total.solution.mean == 115 * 60
        # All lines together, the clocks of one case make up its MTTR: 35 + 80 min.
        whole = found.total
        assert (whole.clock_queue.count, whole.clock_queue.mean, whole.clock_owned.mean) == (1, 2100, 4800)

    def test_time_to_acceptance_on_each_line(self) -> None:
        found = report(STAIRS, by=By.LINE)
        # First taken after 10 min; again on line 2 after 20, on line 1 after 5.
        assert (found.total.acceptance.count, found.total.acceptance.mean) == (1, 600.0)
        assert found.groups[2].acceptance_again.mean == 1200.0
        assert found.groups[1].acceptance_again.mean == 300.0
        # Up and down are no returns to the queue.
        assert (found.total.returned, found.total.ping_pong) == (0, Share(0, 1))


class TestHands:
    LOG = story("""
        10:00 opened
        10:00 handed_off
        10:05 claimed @7
        10:15 transferred @7 to=8
        10:45 transferred @8 to=7
        11:00 solved @7
        11:00 confirmed
    """)

    def test_passed_from_hand_to_hand(self) -> None:
        found = of(self.LOG)
        # 7 had it for 10 min, 8 for 30, 7 for 15; it waited once, 5 min.
        assert found.transferred == 2
        assert (found.handled.count, found.handled.median) == (3, 15 * 60)
        assert (found.acceptance.mean, found.acceptance_again.count) == (300.0, 0)
        assert found.returned == 0

    def test_each_agent_has_his_own_stretch(self) -> None:
        by_agent = report(self.LOG, by=By.AGENT).groups
        assert (by_agent[7].handled.mean, by_agent[8].handled.mean) == (12.5 * 60, 30 * 60)


class TestManyCases:
    @staticmethod
    def solved_after(minutes: int, rating: int = 0) -> list:
        rated = f"\n13:01 rated rating={rating}" if rating else ""
        return story(f"""
            10:00 opened
            10:00 customer_wrote
            10:00 handed_off
            10:00 claimed @7
            {10 + minutes // 60}:{minutes % 60:02d} solved @7
            13:00 confirmed
        """) + story(rated)

    def test_the_mean_and_the_median_of_the_time_to_solution(self) -> None:
        found = of(*(self.solved_after(minutes) for minutes in (10, 20, 30, 120))).solution
        # Mean (10 + 20 + 30 + 120) ÷ 4 = 45 min; median between 20 and 30; nine of ten: the fourth.
        assert (found.mean, found.median, found.p90) == (45 * 60, 25 * 60, 120 * 60)

    def test_what_customers_think(self) -> None:
        lives = [self.solved_after(10, rating) for rating in (5, 5, 4, 2, 0)]
        found = of(*lives)
        # Four of five rated: (5 + 5 + 4 + 2) ÷ 4; satisfied (4 or 5) three of the four.
        assert found.rating == pytest.approx(4.0)
        assert (found.rated, found.satisfied) == (Share(4, 5), Share(3, 4))

    def test_a_customer_who_cannot_be_reached_stops_every_clock(self) -> None:
        log = story("""
            10:00 opened
            10:00 handed_off
            10:10 customer_blocked
            11:10 customer_returned
            11:20 claimed @7
            11:30 solved @7
            11:30 confirmed
        """)
        found = of(log)
        # Queue 10 + 10 min, blocked 60, agent 10: solved in 30 min of work.
        assert (found.clock_queue.mean, found.clock_blocked.mean) == (20 * 60, 60 * 60)
        assert found.solution.mean == 30 * 60

    def test_what_could_not_be_delivered(self) -> None:
        log = story(
            "10:00 opened\n10:00 handed_off\n10:05 claimed @7\n10:06 agent_wrote @7\n10:06 undelivered"
        )
        assert (of(log).undelivered, of(log).agent_messages) == (1, 1)
