"""The service level, worked out on paper: kept and broken deadlines, and which one holds for whom."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.calendar import Calendar
from handoff.case import Event
from handoff.metrics import Kind, Period, Share, Target, Targets, facts
from handoff.metrics.deadlines import Service
from handoff.metrics.live import due
from tests.unit.handoff.measured import of
from tests.unit.handoff.storylines import moment, story
from tests.unit.handoff.test_metrics_twice import logs


class TestServiceLevel:
    HOURS = Calendar.parse("09:00-18:00", "UTC")
    TARGETS = Targets(Target(timedelta(minutes=30), timedelta(minutes=10), timedelta(hours=2)), hours=HOURS)

    def test_a_night_does_not_count(self) -> None:
        log = story("""
            17:50 opened
            17:50 customer_wrote
            17:50 handed_off
            +1 09:10 claimed @7
            +1 09:15 agent_wrote @7
            +1 09:30 solved @7
            +1 09:40 confirmed
        """)
        # Working time to the first reply: 10 min in the evening, 15 in the morning: 25 of 30.
        # Queue and agent: 10 + 30 min of 2 h.
        found = of(log, targets=self.TARGETS)
        assert found.sla_first_reply == Share(1, 1)
        assert found.sla_solution == Share(1, 1)

    def test_broken_at_the_moment_the_time_is_over(self) -> None:
        log = story("17:50 opened\n17:50 handed_off\n+1 09:50 claimed @7\n+1 09:51 agent_wrote @7")
        # 10 min in the evening, 20 in the morning: over at 09:20, whether or not somebody answers later.
        until = Period(moment("00:00"), moment("+1 09:20"))
        past = Period(moment("00:00"), moment("+1 09:21"))
        assert of(log, period=until, targets=self.TARGETS).sla_first_reply == Share(0, 0)
        assert of(log, period=past, targets=self.TARGETS).sla_first_reply == Share(0, 1)
        assert of(log, targets=self.TARGETS).sla_first_reply == Share(0, 1)

    def test_next_replies(self) -> None:
        log = story("""
            10:00 opened
            10:00 handed_off
            10:01 claimed @7
            10:02 agent_wrote @7
            10:05 customer_wrote
            10:06 customer_wrote
            10:15 agent_wrote @7
            10:20 customer_wrote
            10:31 agent_wrote @7
        """)
        # 10:05 → 10:15 is ten minutes, kept; 10:20 → 10:31 is eleven, broken.
        found = of(log, targets=self.TARGETS)
        assert found.sla_next_reply == Share(1, 2)
        assert found.next_reply.mean == 630.0

    def test_a_menu_word_that_was_another_question_needs_no_reply(self) -> None:
        log = story("""
            10:00 opened
            10:00 handed_off
            10:01 claimed @7
            10:02 agent_wrote @7
            10:05 customer_wrote entry=tariffs
            10:06 candidate_chosen apart=tariffs
            10:20 customer_wrote
            10:21 customer_wrote entry=roaming
            10:22 candidate_chosen apart=roaming
            10:25 agent_wrote @7
        """)
        # 10:05 needs no word; 10:20 does, whatever was picked beside it: five minutes, kept.
        found = of(log, targets=self.TARGETS)
        assert found.sla_next_reply == Share(1, 1)
        assert found.next_reply.mean == 300.0

    def test_the_wait_for_confirmation_stops_the_clock(self) -> None:
        log = story("""
            10:00 opened
            10:00 handed_off
            10:10 claimed @7
            11:00 solved @7
            15:00 rejected
            15:10 claimed @7
            15:50 solved @7
            15:51 confirmed
        """)
        # 60 + 50 min of 2 h.
        assert of(log, targets=self.TARGETS).sla_solution == Share(1, 1)

    def test_written_as_text(self) -> None:
        read = Targets.parse("15/30/480; 2: -/-/960", self.HOURS)
        assert read.of(Service(1)) == Target(timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=8))
        assert read.of(Service(2)) == Target(None, None, timedelta(hours=16))
        assert Targets.parse("", self.HOURS).of(Service(1)) == Target()
        with pytest.raises(ValueError, match="is not like"):
            Targets.parse("soon", self.HOURS)

    def test_the_plan_the_line_and_urgency_choose_the_target(self) -> None:
        text = "60/-/-; 2: 50/-/-; vip: 40/-/-; vip 2: 30/-/-; urgent: 20/-/-; срочно vip: 10/-/-"
        read = Targets.parse(text, self.HOURS)

        def minutes(service: Service) -> int:
            target = read.of(service).first_reply
            assert target is not None
            return round(target.total_seconds() / 60)

        assert minutes(Service(1)) == 60
        assert minutes(Service(2, "gold")) == 50
        assert minutes(Service(1, "vip")) == 40
        assert minutes(Service(2, "vip")) == 30
        assert minutes(Service(2, urgent=True)) == 20
        assert minutes(Service(2, "vip", urgent=True)) == 10
        for wrong in ("1 2: 5/5/5", "vip gold: 5/5/5", "vip: 5/5", ": 5/5/5"):
            with pytest.raises(ValueError, match="“"):
                Targets.parse(wrong, self.HOURS)

    def test_the_plan_is_that_of_the_handoff_and_danger_is_urgent(self) -> None:
        targets = Targets.parse("60/-/-; vip: 10/-/-; urgent: 5/-/-", self.HOURS)
        lives = [
            story(f"10:00 opened\n10:00 handed_off {more}\n10:08 claimed @7\n10:08 agent_wrote @7")
            for more in ("segment=vip", "segment=", "segment=vip priority=200")
        ]
        # 8 min: within 10 and 60, not within 5.
        assert of(*lives, targets=targets).sla_first_reply == Share(2, 3)


class TestAsItStands:
    HOURS = Calendar.parse("09:00-18:00", "UTC")
    TARGETS = Targets.parse("30/10/120", HOURS)

    def test_a_deadline_is_near_when_a_fifth_of_its_time_is_left(self) -> None:
        log = story("17:50 opened\n17:50 handed_off")
        running, broken = due(log, moment("17:55"), self.TARGETS)
        # First reply: 30 min, 10 of them today: near after 24, at 09:14; over at 09:20 tomorrow.
        # Solution: 2 h: near after 96 min, at 10:26; over at 10:50.
        assert [(one.name, one.near_at, one.at) for one in running] == [
            ("first_reply", moment("+1 09:14"), moment("+1 09:20")),
            ("solution", moment("+1 10:26"), moment("+1 10:50")),
        ]
        assert broken == []

    def test_what_broke_stays_known_and_what_stands_still_is_not_due(self) -> None:
        log = story("""
            10:00 opened
            10:00 handed_off
            10:40 claimed @7
            10:41 agent_wrote @7
            10:42 customer_awaited @7
        """)
        running, broken = due(log, moment("12:00"), self.TARGETS)
        assert running == []  # the customer's turn: the two hours of the solution stand still
        assert [(one.name, one.at) for one in broken] == [("first_reply", moment("10:30"))]
        resumed = [*log, *story("12:00 work_resumed clock\n12:00 customer_wrote")]
        running, _broken = due(resumed, moment("12:00"), self.TARGETS)
        # 42 of 120 min are used; the next reply has 10.
        assert [(one.name, one.at) for one in running] == [
            ("next_reply", moment("12:10")),
            ("solution", moment("13:18")),
        ]


@settings(max_examples=60, deadline=None)
@given(log=logs(), minutes=st.integers(0, 300))
def test_a_warning_and_the_report_name_the_same_moment(log: list[Event], minutes: int) -> None:
    """If nothing more happens, a deadline breaks in the report when it was said to."""
    targets = TestAsItStands.TARGETS
    now = log[-1].at + timedelta(minutes=minutes)
    running, broken = due(log, now, targets)
    kinds = (Kind.FIRST_REPLY_BROKEN, Kind.NEXT_REPLY_BROKEN, Kind.SOLUTION_BROKEN)

    def broke(until: datetime) -> list[datetime]:
        return sorted(fact.at for fact in facts(log, until, targets) if fact.kind in kinds)

    assert broke(max(now, log[-1].at + timedelta(microseconds=1))) == sorted(one.at for one in broken)
    later = max((one.at for one in running), default=now) + timedelta(seconds=1)
    assert broke(later) == sorted(one.at for one in (*broken, *running))
