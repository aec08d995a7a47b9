"""Which lane a thread takes next."""

from __future__ import annotations

from bot.work.waiting_lanes import WaitingLanes


def lanes(*names: str) -> WaitingLanes:
    waiting = WaitingLanes()
    waiting.refill(names)
    return waiting


def test_the_lane_that_waits_longest_goes_first() -> None:
    waiting = lanes("old", "new")
    assert [waiting.take(), waiting.take(), waiting.take()] == ["old", "new", None]


def test_a_lane_is_in_no_two_hands() -> None:
    waiting = lanes("a", "b")
    assert waiting.take() == "a"
    assert waiting.refill(["a", "b"]) == 1
    assert [waiting.take(), waiting.take()] == ["b", None]


def test_a_lane_given_back_can_be_taken_again() -> None:
    waiting = lanes("a")
    assert waiting.take() == "a"
    assert waiting.give_back("a"), "no other waits"
    waiting.refill(["a"])
    assert waiting.take() == "a"


def test_who_gives_back_learns_that_others_wait() -> None:
    waiting = lanes("a", "b")
    assert waiting.take() == "a"
    assert not waiting.give_back("a")


def test_nothing_is_handed_out_after_the_end() -> None:
    waiting = lanes("a")
    waiting.close()
    assert waiting.refill(["b"]) == 0
    assert waiting.take() is None
