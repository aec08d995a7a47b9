"""Invariant 12: an update that cannot be understood becomes a row like any other."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.updates import incoming

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
KINDS = st.sampled_from(["message", "callback_query", "edited_message", "my_chat_member"])


def test_an_update_is_kept_word_for_word():
    update = {"update_id": 5, "message": {"chat": {"id": 7, "type": "private"}, "text": "Ёжик"}}
    row = incoming(update)
    assert (row.update_id, row.lane, row.error) == (5, "chat:7", None)
    assert json.loads(row.body) == update


@pytest.mark.parametrize(
    "update", [None, [], "text", {}, {"update_id": "5"}, {"update_id": 2**70}, {"update_id": True}]
)
def test_invariant_12_what_has_no_id_is_set_aside_under_one_of_its_own(update):
    row = incoming(update)
    assert row.error
    assert -(2**63) <= row.update_id < 0
    assert row == incoming(update)


def test_half_a_character_can_be_stored():
    row = incoming({"update_id": 5, "message": {"chat": {"id": 7, "type": "private"}, "text": "\ud83d"}})
    assert row.body.encode()
    assert json.loads(row.body)["message"]["text"] == "\ud83d"


@given(KINDS, JSON)
def test_invariant_12_nothing_that_telegram_could_send_raises(kind, value):
    assert incoming({"update_id": 1, kind: value}).update_id == 1
    incoming(value)
