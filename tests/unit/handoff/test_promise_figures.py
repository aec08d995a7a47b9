"""How honest promises were, worked out on paper: the first time told, and the last."""

from __future__ import annotations

import pytest

from handoff.metrics import Period, Share
from tests.unit.handoff.measured import LONG, of
from tests.unit.handoff.storylines import moment, story


class TestPromises:
    def test_kept_broken_and_how_far_off(self) -> None:
        late = story("""
            10:00 opened
            10:00 handed_off promised=10:15
            10:05 claimed @7
            10:25 agent_wrote @7
        """)
        found = of(LONG, late)
        # LONG: promised 09:17:00, answered 09:20:01: broken, +181 s. The second promise 10:00:00, answered
        # 09:50:01: kept, −599 s. LATE: promised 10:15, answered 10:25: broken, +600 s.
        assert found.promise_kept == Share(1, 3)
        assert found.promise_error.count == 3
        assert found.promise_error.mean == pytest.approx((181 - 599 + 600) / 3)
        assert found.promise_error.p90_abs == 600.0

    def test_a_new_promise_does_not_excuse_the_first(self) -> None:
        log = story("""
            10:00 opened
            10:00 handed_off promised=10:15
            10:10 claimed @7
            10:40 lease_expired promised=10:55
            10:50 claimed @8
            10:51 agent_wrote @8
        """)
        # Nobody had answered before 10:15; 36 min late, whatever was said at 10:40.
        found = of(log)
        assert found.promise_kept == Share(0, 1)
        assert found.promise_error.mean == 36 * 60

    def test_nobody_answered_at_all(self) -> None:
        log = story("10:00 opened\n10:00 handed_off promised=10:15")
        assert of(log).promise_kept == Share(0, 1)
        before = Period(moment("00:00"), moment("10:10"))
        assert of(log, period=before).promise_kept == Share(0, 0)

    def test_who_blocked_the_bot_cannot_be_answered(self) -> None:
        log = story("10:00 opened\n10:00 handed_off promised=10:15\n10:05 customer_blocked")
        found = of(log)
        assert found.promise_kept == Share(0, 0)
        assert found.blocked == 1

    def test_the_first_time_told_and_the_last_are_measured_apart(self) -> None:
        log = story("""
            10:00 opened
            10:00 handed_off promised=10:15
            10:12 promised promised=10:40
            10:35 claimed @7
            10:36 agent_wrote @7
        """)
        found = of(log)
        # First: 10:15, answered 10:36, 21 min late. Last: 10:40, four minutes to spare.
        assert (found.promise_kept, found.promise_error.mean) == (Share(0, 1), 21 * 60)
        assert (found.last_promise_kept, found.last_promise_error.mean) == (Share(1, 1), -4 * 60)
        assert found.promise_changed == 1

    def test_the_last_one_can_be_broken_too(self) -> None:
        log = story("10:00 opened\n10:00 handed_off promised=10:15\n10:12 promised promised=10:40")
        found = of(log)
        assert found.promise_kept == found.last_promise_kept == Share(0, 1)
        until = of(log, period=Period(moment("00:00"), moment("10:30")))
        assert (until.promise_kept, until.last_promise_kept) == (Share(0, 1), Share(0, 0))
