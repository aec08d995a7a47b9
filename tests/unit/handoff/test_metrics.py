"""Figures worked out on paper. The working stands beside each story."""

from __future__ import annotations

from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from handoff.case import State
from handoff.metrics import By, Nps, Period, Share
from handoff.metrics.clocks import running
from tests.unit.handoff.measured import GAVE_UP, HELPED, LONG, SILENT, of, report
from tests.unit.handoff.storylines import moment, story


class TestLineZero:
    def test_self_service_and_its_confirmed_part(self) -> None:
        found = of(HELPED, SILENT, GAVE_UP, LONG)
        # Line zero decided four cases: served HELPED and SILENT, lost GAVE_UP, gave LONG to people.
        assert found.self_service == Share(2, 4)
        assert found.self_service_confirmed == Share(1, 2)
        assert found.abandoned == Share(1, 4)
        assert found.escalated == Share(1, 4)
        assert (found.opened, found.closed) == (4, 4)

    def test_twelve_idle_hours_are_the_customers_and_not_time_to_solution(self) -> None:
        # HELPED 3 s, SILENT 5 s until the answer; what came later is nobody's work.
        found = of(HELPED, SILENT)
        assert found.solution_bot.mean == 4.0
        assert found.solution_bot.count == 2
        assert found.solution.count == 0

    def test_first_reply_of_the_bot(self) -> None:
        # 3, 5, 2 and 4 s: mean 14 / 4, median between 3 and 4, nine of ten within 5.
        found = of(HELPED, SILENT, GAVE_UP, LONG).first_reply_bot
        assert (found.count, found.mean, found.median, found.p90) == (4, 3.5, 3.5, 5.0)

    def test_a_thank_you_after_the_answer_starts_no_clock(self) -> None:
        log = story("""
            10:00:00 opened
            10:00:00 customer_wrote
            10:00:05 answered
            10:01:00 customer_wrote
            22:01:00 self_served confirmed=no clock
        """)
        assert of(log).solution_bot.mean == 5.0

    def test_the_wait_counts_from_when_the_customer_wrote(self) -> None:
        # A burst is put into a case when it ends; the message itself came 2 s earlier.
        log = story("""
            10:00:02 opened
            10:00:02 customer_wrote
            10:00:03 answered
            10:01:00 self_served confirmed=yes
        """)
        log[1].payload["written_at"] = moment("10:00:00").isoformat()
        # 2 s until the burst had ended and 1 s until the answer; then it was the customer's turn.
        assert (of(log).first_reply_bot.mean, of(log).solution_bot.mean) == (3.0, 3.0)


class TestPeople:
    def test_acceptance_returns_and_later_waits(self) -> None:
        found = of(LONG)
        # handed off 09:02:01 → claimed 09:12:01: 600 s. Later waits: 300 s after the return,
        # 300 s after «не решено».
        assert (found.acceptance.count, found.acceptance.mean) == (1, 600.0)
        assert (found.acceptance_again.count, found.acceptance_again.mean) == (2, 300.0)
        assert found.returned == 1
        assert found.ping_pong == Share(0, 1)

    def test_first_reply_of_a_person_and_the_next_ones(self) -> None:
        found = of(LONG)
        # First: 09:00:00 → 09:20:01 is 1201 s; from the handoff 1080 s.
        assert found.first_reply_human.mean == 1201.0
        assert found.reply_after_handoff.mean == 1080.0
        # Next: 09:30:01 → 09:50:01 is 1200 s; 10:30:01 → 10:55:01, a solution without words, 1500 s.
        assert (found.next_reply.count, found.next_reply.mean) == (2, 1350.0)

    def test_time_to_solution_keeps_the_waits_apart(self) -> None:
        found = of(LONG)
        # Line zero: 4 s to the answer and 1 s from the 👎 to the handoff.
        assert found.clock_zero.mean == 5.0
        # Queue: 600 + 300 + 300 s.
        assert found.clock_queue.mean == 1200.0
        # With an agent: 09:12:01–09:40:01, 09:45:01–10:00:01, 10:35:01–10:55:01: 28 + 15 + 20 min.
        assert found.clock_owned.mean == 63 * 60
        # Solved and not yet confirmed: 30 + 30 min. The customer read the answer for 116 s.
        assert found.clock_confirmation.mean == 3600.0
        assert found.clock_customer.mean == 116.0
        # MTTR: 5 + 1200 + 3780 s. All clocks together: 09:00:00 → 11:25:01, 8701 s.
        assert found.solution.mean == 4985.0
        assert 4985 + 3600 + 116 == 8701

    def test_how_long_one_agent_had_it(self) -> None:
        # 28, 15 and 20 min: median 20.
        assert of(LONG).handled.median == 1200.0

    def test_ratings_count_once_a_case_with_the_last_press(self) -> None:
        found = of(LONG)
        assert (found.rating, found.satisfied, found.rated) == (5.0, Share(1, 1), Share(1, 1))

    def test_a_word_after_solved_is_no_second_wait(self) -> None:
        # The agent goes on writing: the case is his again in the same moment.
        log = story("""
            10:00 opened
            10:00 customer_wrote
            10:01 handed_off
            10:02 claimed @7
            10:03 solved @7
            10:05 rejected @7
            10:05 claimed @7
            10:06 agent_wrote @7
        """)
        assert of(log).acceptance_again.count == 0

    def test_questions_that_the_package_answers(self) -> None:
        log = story("""
            10:00 opened
            10:00 handed_off
            10:05 claimed @7
            10:06 asked_again @7
        """)
        assert of(log, LONG).asked_again == Share(1, 2)

    def test_the_second_return_is_ping_pong(self) -> None:
        log = story("""
            10:00 opened
            10:01 handed_off
            10:02 claimed @7
            10:03 released @7
            10:04 claimed @8
            10:34 lease_expired
            10:35 claimed @7
            10:36 released @7
        """)
        found = of(log)
        assert (found.returned, found.ping_pong) == (3, Share(1, 1))


class TestReopening:
    LOG = story("""
        09:00 opened
        09:00 customer_wrote
        09:00 handed_off
        09:10 claimed @7
        09:20 agent_wrote @7
        09:30 solved @7
        09:40 confirmed
        +2 09:40 reopened
        +2 09:40 customer_wrote
        +2 09:45 claimed @7
        +2 09:55 solved @7
        +2 10:00 confirmed
    """)

    def test_two_days_closed_are_not_time_to_solution(self) -> None:
        found = of(self.LOG)
        # Queue 10 + 5 min, agent 20 + 10 min.
        assert found.solution.mean == 45 * 60
        assert found.clock_owned.mean == 30 * 60

    def test_the_case_counts_as_closed_once(self) -> None:
        found = of(self.LOG)
        # One case closed, of two closings one was undone.
        assert (found.opened, found.closed, found.reopened) == (1, 1, Share(1, 2))

    def test_a_past_report_does_not_change(self) -> None:
        first_day = Period.of_days(date(2026, 11, 2), date(2026, 11, 2), UTC)
        before = of(self.LOG[:7], period=first_day)
        assert of(self.LOG, period=first_day) == before
        assert (before.closed, before.reopened.part, before.solution.mean) == (1, 0, 30 * 60)

    def test_self_service_that_came_back_is_an_escalation(self) -> None:
        log = [*HELPED, *story("12:00 reopened\n12:00 customer_wrote\n12:10 claimed @7\n12:20 solved @7")]
        found = of(log)
        assert found.self_service == Share(0, 1)
        assert found.escalated == Share(1, 1)

    def test_closed_unconfirmed_counts_apart(self) -> None:
        log = story("""
            09:00 opened
            09:00 handed_off
            09:10 claimed @7
            09:20 solved @7
            +1 09:20 unconfirmed
        """)
        found = of(log, LONG)
        assert found.closed_unconfirmed == Share(1, 2)
        # The day of waiting for the customer is not in the time to solution: 20 min.
        assert found.solution.mean == (20 * 60 + 4985) / 2


class TestOpinions:
    def test_would_they_recommend_us(self) -> None:
        # 10, 9 praise; 8, 7 neither; 6, 0 blame: (2 − 2) ÷ 6. Without the nought: (2 − 1) ÷ 5 = +20.
        lives = [
            story(f"10:00 opened\n10:00 handed_off\n10:10 recommended score={score}")
            for score in (10, 9, 8, 7, 6, 0)
        ]
        assert of(*lives).nps == Nps(6, 2, 2)
        assert of(*lives).nps.value == 0
        assert of(*lives[:-1]).nps.value == 20.0
        assert of(LONG).nps.value is None

    def test_ratings_with_a_comment(self) -> None:
        log = [*LONG, *story("12:00 rating_commented")]
        assert of(log, TestReopening.LOG).commented == Share(1, 1)

    def test_days_without_an_answer(self) -> None:
        log = story("""
            10:00 opened
            10:00 handed_off
            +1 10:10 deadline_missed deadline=unanswered
            +1 10:20 deadline_missed deadline=first_reply
            +2 10:10 deadline_missed deadline=unanswered
        """)
        assert of(log).unanswered_day == 2


class TestGroups:
    def test_every_fact_belongs_to_who_had_the_case_then(self) -> None:
        by_agent = report(LONG, by=By.AGENT).groups
        # 7 waited for 600 s and gave back; 8 took it twice after 300 s and solved it.
        assert by_agent[7].acceptance.mean == 600.0
        assert by_agent[7].returned == 1
        assert by_agent[8].acceptance_again.count == 2
        assert by_agent[8].solution.count == 1
        assert list(by_agent) == [7, 8, None]

    def test_by_line_and_topic(self) -> None:
        by_line = report(HELPED, LONG, by=By.LINE).groups
        assert (by_line[0].closed, by_line[1].closed) == (1, 1)
        by_topic = report(HELPED, LONG, by=By.TOPIC).groups
        assert (by_topic["tv"].opened, by_topic["billing"].opened) == (1, 1)

    def test_days_are_those_of_the_time_zone(self) -> None:
        log = story("22:30 opened\n22:30 customer_wrote")
        moscow = Period.of_days(date(2026, 11, 2), date(2026, 11, 3), ZoneInfo("Europe/Moscow"))
        assert list(report(log, period=moscow, by=By.DAY).groups) == ["2026-11-03"]
        assert list(report(log, period=moscow, by=By.HOUR).groups) == [1]
        assert report(log, period=moscow).load[1][1] == (1, 0)

    def test_load_counts_what_came(self) -> None:
        found = report(HELPED, LONG)
        assert found.load[0][10] == (1, 1)  # HELPED opened; LONG back in the queue at 10:30
        assert found.load[0][9] == (1, 2)  # LONG opened, handed off, returned
        assert sum(opened for day in found.load for opened, _ in day) == found.total.opened

    def test_nothing_gives_nothing(self) -> None:
        found = of()
        assert (found.opened, found.self_service.value, found.rating, found.solution.mean) == (
            0,
            None,
            None,
            None,
        )


class TestPeriods:
    def test_a_period_ends_after_it_begins(self) -> None:
        with pytest.raises(ValueError, match="after it begins"):
            Period(moment("10:00"), moment("10:00"))

    def test_moments_need_a_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            Period(moment("10:00").replace(tzinfo=None), moment("11:00").replace(tzinfo=None))

    def test_what_was_before_is_not_counted(self) -> None:
        later = Period(moment("10:00"), moment("12:00"))
        # Of LONG the period has the second solution's end, not its opening.
        found = of(LONG, period=later)
        assert (found.opened, found.closed, found.acceptance.count, found.acceptance_again.count) == (
            0,
            1,
            0,
            1,
        )


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_clock(state: State) -> None:
    """A state added to the life of a case has to say whose time it is."""
    assert running(state, blocked=False, bots_turn=True, ended_by_bot=True).startswith("clock_")
