"""Telegram's limits are kept, lines go first, and one chat's trouble is its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.sending.budgets import UNLIMITED, Budgets, Limits, cost
from store.outbox import Action, Priority

GROUP = -1001
LINE, ANSWER, DECORATION, BROADCAST = (
    Priority.LINE,
    Priority.ANSWER,
    Priority.DECORATION,
    Priority.BROADCAST,
)


def spend(budgets: Budgets, now: float, chat_id: int, priority: Priority) -> int:
    """Send until the budget says no; how many went."""
    count = 0
    while budgets.wait(now, chat_id, priority, 1) == 0 and count < 1000:
        budgets.take(now, chat_id, 1)
        count += 1
    return count


def test_a_chat_takes_a_short_burst_and_then_one_a_second():
    budgets = Budgets(Limits())
    assert spend(budgets, 0.0, 7, LINE) == 4
    assert budgets.wait(0.0, 7, LINE, 1) == 1.0
    assert spend(budgets, 1.0, 7, LINE) == 1
    assert spend(budgets, 100.0, 7, LINE) == 4


def test_a_group_takes_twenty_a_minute():
    budgets = Budgets(Limits())
    assert spend(budgets, 0.0, GROUP, LINE) == 20
    assert spend(budgets, 59.0, GROUP, LINE) == 0
    assert spend(budgets, 61.0, GROUP, LINE) == 20


def test_the_bot_takes_thirty_a_second():
    budgets = Budgets(Limits())
    for chat_id in range(1, 31):
        assert budgets.wait(0.0, chat_id, LINE, 1) == 0
        budgets.take(0.0, chat_id, 1)
    assert budgets.wait(0.0, 31, LINE, 1) > 0
    assert budgets.wait(1.1, 31, LINE, 1) == 0


def test_decoration_leaves_room_for_lines():
    budgets = Budgets(Limits())
    assert spend(budgets, 0.0, GROUP, DECORATION) == 12
    assert spend(budgets, 0.0, GROUP, LINE) == 8


def test_broadcasts_never_fill_the_second():
    budgets = Budgets(Limits())
    went = sum(spend(budgets, 0.0, chat_id, BROADCAST) for chat_id in range(1, 50))
    assert went == 15
    assert budgets.wait(0.0, 99, ANSWER, 1) == 0


def test_presses_and_reactions_cost_nothing_edits_and_albums_do():
    assert cost(Action.ANSWER_PRESS, {}) == cost(Action.REACT, {}) == 0
    assert cost(Action.EDIT_TEXT, {}) == cost(Action.CREATE_TOPIC, {}) == 1
    assert cost(Action.COPY, {"external_ids": [1, 2, 3]}) == 3
    budgets = Budgets(Limits())
    spend(budgets, 0.0, GROUP, LINE)
    assert budgets.wait(0.0, GROUP, DECORATION, 0) == 0


def test_a_429_pauses_that_chat_alone():
    budgets = Budgets(Limits())
    budgets.pause(0.0, GROUP, 30)
    assert budgets.wait(0.0, GROUP, LINE, 1) == 30
    assert budgets.wait(0.0, GROUP, LINE, 0) == 30
    assert budgets.wait(0.0, 7, LINE, 1) == 0


def test_three_chats_refused_at_once_mean_the_whole_bot():
    budgets = Budgets(Limits())
    for chat_id in (1, 2, 3):
        budgets.pause(0.0, chat_id, 2)
    assert budgets.wait(0.0, 4, LINE, 1) == 2
    assert budgets.wait(2.0, 4, LINE, 1) == 0


def test_three_refusals_of_one_chat_do_not():
    budgets = Budgets(Limits())
    for _ in range(3):
        budgets.pause(0.0, 1, 2)
    assert budgets.wait(0.0, 4, LINE, 1) == 0


def test_an_album_goes_when_there_is_room_for_all_of_it():
    budgets = Budgets(Limits())
    for _ in range(15):
        budgets.take(0.0, GROUP, 1)
    assert budgets.wait(0.0, GROUP, LINE, 10) > 0
    assert budgets.wait(0.0, GROUP, LINE, 5) == 0


def test_what_was_not_sent_is_given_back():
    budgets = Budgets(Limits())
    spend(budgets, 0.0, GROUP, LINE)
    budgets.give_back(GROUP, 1)
    assert budgets.wait(0.0, GROUP, LINE, 1) == 0


def test_without_limits_nothing_waits_but_a_refused_chat():
    budgets = Budgets(UNLIMITED)
    assert spend(budgets, 0.0, 7, BROADCAST) == spend(budgets, 0.0, GROUP, BROADCAST) == 1000
    budgets.pause(0.0, 7, 3)
    assert budgets.wait(0.0, 7, LINE, 1) == 3


@given(
    st.lists(
        st.tuples(st.floats(0, 5), st.sampled_from([GROUP, -1002, 1, 2]), st.sampled_from(Priority)),
        max_size=150,
    )
)
def test_whatever_comes_the_limits_hold(calls):
    budgets = Budgets(Limits())
    now, sent = 0.0, []
    for pause, chat_id, priority in calls:
        now += pause
        now += budgets.wait(now, chat_id, priority, 1)
        if budgets.wait(now, chat_id, priority, 1) < 1e-3:
            budgets.take(now, chat_id, 1)
            sent.append((now, chat_id))
    for at, chat_id in sent:
        assert sum(1 for other, _ in sent if at <= other < at + 1) <= 30
        if chat_id < 0:
            assert sum(1 for other, chat in sent if chat == chat_id and at <= other < at + 60) <= 20
