"""Which lane an update goes to."""

from __future__ import annotations

import pytest

from bot.intake.lanes import lane

PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -1001, "type": "supergroup"}


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ({"message": {"chat": PRIVATE}}, "chat:7"),
        ({"edited_message": {"chat": PRIVATE}}, "chat:7"),
        ({"my_chat_member": {"chat": PRIVATE}}, "chat:7"),
        ({"message_reaction": {"chat": PRIVATE}}, "chat:7"),
        ({"callback_query": {"message": {"chat": PRIVATE}}}, "chat:7"),
        ({"message": {"chat": GROUP, "is_topic_message": True, "message_thread_id": 5}}, "desk:-1001:5"),
        (
            {"edited_message": {"chat": GROUP, "is_topic_message": True, "message_thread_id": 5}},
            "desk:-1001:5",
        ),
        ({"message": {"chat": GROUP}}, "desk:-1001:0"),
        ({"message_reaction": {"chat": GROUP}}, "desk:-1001:0"),
        ({"my_chat_member": {"chat": GROUP}}, "desk:-1001:0"),
        ({"callback_query": {"data": "inline"}}, "misc"),
        ({"message": {"chat": {"id": -5, "type": "channel"}}}, "misc"),
        ({"poll": {"id": "1"}}, "misc"),
        ({"something_new": {"chat": PRIVATE}}, "misc"),
    ],
)
def test_lane_of_an_update(update, expected):
    assert lane({"update_id": 1, **update}) == expected


def test_a_reply_in_general_is_not_taken_for_a_topic():
    reply = {"chat": GROUP, "message_thread_id": 99, "reply_to_message": {"message_id": 99}}
    assert lane({"message": reply}) == "desk:-1001:0"


@pytest.mark.parametrize(
    "update",
    [
        {"message": "hello"},
        {"message": {}},
        {"message": {"chat": {"id": "seven", "type": "private"}}},
        {"callback_query": {"message": {"chat": None}}},
        {"message": {"chat": GROUP, "is_topic_message": True}},
    ],
)
def test_an_update_that_is_not_built_right_is_refused(update):
    with pytest.raises(ValueError, match=r"."):
        lane(update)
