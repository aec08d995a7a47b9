"""Invariant 4: every call ends delivered, failed with a reason, or unknown; the decision is pure."""

from __future__ import annotations

import pytest

from bot.sending.policy import MOST_AMBIGUOUS, MOST_ATTEMPTS, State, decide
from bot.telegram.outcomes import Ambiguous, Blocked, Delivered, NotSent, Rejected, RetryAt, Unchanged
from store.outbox import Action


def after(outcome, action=Action.SEND_TEXT, *, attempts=1, ambiguous=0, to_desk=False, dice=0.5):
    return decide(action, outcome, attempts=attempts, ambiguous=ambiguous, to_desk=to_desk, dice=dice)


@pytest.mark.parametrize("outcome", [Delivered((1,)), Unchanged("message is not modified")])
def test_done_is_done(outcome):
    assert after(outcome).state is State.SENT


def test_telegrams_wish_is_kept():
    decision = after(RetryAt(7))
    assert decision.state is State.PENDING
    assert 7 <= decision.wait < 7.5


def test_pauses_grow_and_end_after_about_a_day():
    waits = [after(NotSent("no network"), attempts=n).wait for n in range(1, MOST_ATTEMPTS)]
    assert waits[:4] == [1, 2, 4, 8]
    assert max(waits) == 300
    assert 22 < sum(waits) / 3600 < 26
    ended = after(NotSent("no network"), attempts=MOST_ATTEMPTS)
    assert ended.state is State.FAILED
    assert "no network" in ended.reason


@pytest.mark.parametrize(
    "action", [Action.SEND_TEXT, Action.SEND_PICTURE, Action.COPY, Action.EDIT_TEXT, Action.PIN]
)
def test_invariant_4_an_ambiguous_call_is_made_again(action):
    assert after(Ambiguous("time-out"), action).state is State.PENDING


def test_invariant_4_an_ambiguous_press_stays_unknown():
    assert after(Ambiguous("time-out"), Action.ANSWER_PRESS).state is State.UNKNOWN


def test_invariant_4_ambiguity_without_end_is_recorded_as_such():
    decision = after(Ambiguous("time-out"), ambiguous=MOST_AMBIGUOUS)
    assert decision.state is State.UNKNOWN
    assert "perhaps sent" in decision.reason


def test_an_ambiguous_topic_waits_for_its_own_message_first():
    assert after(Ambiguous("time-out"), Action.CREATE_TOPIC).wait >= 5


def test_a_refusal_is_final_for_a_customer():
    assert after(Rejected("message text is empty")).reason == "message text is empty"
    assert after(Blocked("bot was blocked by the user")).state is State.FAILED


def test_a_broken_group_is_waited_for_because_people_can_mend_it():
    assert after(Blocked("bot was kicked"), to_desk=True).state is State.PENDING
    refused = after(Rejected("not enough rights"), Action.CREATE_TOPIC, to_desk=True)
    assert refused.state is State.PENDING
    assert after(Rejected("message text is empty"), to_desk=True).state is State.FAILED
