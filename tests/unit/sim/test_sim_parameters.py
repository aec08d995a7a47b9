"""The table of methods is the Bot API's, as python-telegram-bot 22.8 knows it."""

import inspect
import re

import pytest
from telegram import Bot

from sim import parameters
from sim.errors import ApiError
from sim.methods import HANDLERS

OF_THE_LIBRARY = {
    "self",
    "read_timeout",
    "write_timeout",
    "connect_timeout",
    "pool_timeout",
    "api_kwargs",
    "filename",
    "allow_sending_without_reply",
    "reply_to_message_id",
    "disable_web_page_preview",
}
"""Parameters of the library's methods that are not the Bot API's: it folds them into others."""

LIBRARY_ONLY = {"sendLocation": {"location"}, "sendContact": {"contact"}}
CAPTION_OF_ALBUM = {"caption", "parse_mode", "caption_entities"}


def library_parameters(method: str) -> set[str]:
    name = re.sub("([A-Z])", lambda found: "_" + found[1].lower(), method)
    known = set(inspect.signature(getattr(Bot, name)).parameters) - OF_THE_LIBRARY
    known -= LIBRARY_ONLY.get(method, set())
    return known - CAPTION_OF_ALBUM if method == "sendMediaGroup" else known


@pytest.mark.parametrize("method", sorted(parameters.METHODS))
def test_parameters_are_those_of_the_bot_api(method: str) -> None:
    ours = set(parameters.TABLE[method])
    known = library_parameters(method)
    assert known - ours <= {"suggested_post_parameters", "message_effect_id"}
    assert ours - known <= {"business_connection_id", "message_effect_id", "suggested_post_parameters"}


def test_every_method_of_the_table_is_served() -> None:
    assert set(HANDLERS) == set(parameters.METHODS)


def test_method_names_ignore_case() -> None:
    assert parameters.method_named("SENDmessage") == "sendMessage"
    with pytest.raises(ApiError, match="method not found") as caught:
        parameters.method_named("sendLove")
    assert caught.value.code == 404


def test_values_get_their_types() -> None:
    given = {"chat_id": "-100", "text": "1", "disable_notification": "true", "entities": "[]"}
    bound = parameters.bind("sendMessage", given)
    assert bound == {"chat_id": -100, "text": "1", "disable_notification": True, "entities": []}
    assert parameters.bind("getChat", {"chat_id": "@name"}) == {"chat_id": "@name"}


@pytest.mark.parametrize(
    ("method", "given", "error"),
    [
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendMessage", {"text": "?"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "", "text": "?"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1, "text": "?", "x": 1}, 'unknown parameter "x" of sendMessage'),
        ("sendMessage", {"chat_id": 1, "text": "?", "reply_markup": "{"}, "can't parse reply markup JSON"),
        ("sendMessage", {"chat_id": 1, "text": "?", "reply_markup": "[]"}, "must be an object"),
        ("sendLocation", {"chat_id": 1, "latitude": "x", "longitude": 1}, "must be a number"),
        ("getChatMember", {"chat_id": 1, "user_id": "x"}, "must be an integer"),
        ("sendMessage", {"chat_id": 1, "text": "?", "message_effect_id": "1"}, "not modelled"),
    ],
)
def test_bad_calls(method: str, given: dict[str, object], error: str) -> None:
    with pytest.raises(ApiError, match=re.escape(error)):
        parameters.bind(method, given)
