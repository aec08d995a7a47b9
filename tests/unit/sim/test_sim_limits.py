"""Telegram's budgets on a clock that the test turns."""

import pytest

from sim.limits import Limits, Mode

USER, GROUP = 5, -100


def enforced() -> Limits:
    limits = Limits()
    limits.set_mode(Mode.ENFORCE)
    return limits


def test_off_means_no_limit() -> None:
    limits = Limits()
    assert all(limits.charge("sendMessage", {"chat_id": USER}, 0) is None for _ in range(1000))


def test_a_chat_takes_a_burst_then_one_a_second() -> None:
    limits = enforced()
    for _ in range(5):
        assert limits.charge("sendMessage", {"chat_id": USER}, 0) is None
    assert limits.charge("sendMessage", {"chat_id": USER}, 0) == 1
    assert limits.charge("sendMessage", {"chat_id": USER}, 1) is None
    assert limits.charge("sendMessage", {"chat_id": USER}, 1.5) == 1
    assert limits.violations == 2


def test_a_group_takes_twenty_in_a_sliding_minute() -> None:
    limits = enforced()
    for second in range(20):
        assert limits.charge("editMessageText", {"chat_id": GROUP}, second) is None
    assert limits.charge("createForumTopic", {"chat_id": GROUP}, 30) == 30
    assert limits.charge("createForumTopic", {"chat_id": GROUP}, 60.5) is None


def test_an_album_costs_what_it_holds() -> None:
    limits = enforced()
    for _ in range(2):
        assert limits.charge("copyMessages", {"chat_id": GROUP, "message_ids": list(range(10))}, 0) is None
    assert limits.charge("sendMessage", {"chat_id": GROUP}, 1) == 59


def test_thirty_a_second_over_all_chats() -> None:
    limits = enforced()
    refused = [limits.charge("sendMessage", {"chat_id": user}, 0) for user in range(1, 41)]
    assert refused.count(None) == 30
    assert limits.by_method == {"sendMessage": 10}


@pytest.mark.parametrize("method", ["sendChatAction", "answerCallbackQuery", "getChat", "setMessageReaction"])
def test_other_methods_are_free(method: str) -> None:
    limits = enforced()
    assert all(limits.charge(method, {"chat_id": GROUP}, 0) is None for _ in range(100))


def test_observing_counts_and_lets_pass() -> None:
    limits = Limits()
    limits.set_mode(Mode.OBSERVE)
    assert all(limits.charge("sendMessage", {"chat_id": USER}, 0) is None for _ in range(9))
    assert limits.to_json() == {"mode": "observe", "violations": 4, "by_method": {"sendMessage": 4}}
