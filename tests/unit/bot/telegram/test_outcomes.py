"""Each way a call can fail becomes the one value that says what to do."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TimedOut
from telegram.error import ChatMigrated as MigratedError

from bot.telegram import outcomes
from bot.telegram.outcomes import (
    Ambiguous,
    Blocked,
    ChatMigrated,
    FloodError,
    NotSent,
    Rejected,
    RetryAt,
    ServerError,
    TopicClosed,
    TopicGone,
    Unchanged,
    UnreadableAnswerError,
    UnsentError,
    translate,
)

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (BadRequest("Message thread not found"), TopicGone),
        (BadRequest("Topic_deleted"), TopicGone),
        (BadRequest("Topic_id_invalid"), TopicGone),
        (BadRequest("Topic_closed"), TopicClosed),
        (BadRequest("Message is not modified: specified new message content is exactly the same"), Unchanged),
        (BadRequest("Topic_not_modified"), Unchanged),
        (BadRequest("Query is too old and response timeout expired or query id is invalid"), Unchanged),
        (BadRequest("Chat not found"), Blocked),
        (BadRequest("Message text is empty"), Rejected),
        (Forbidden("Forbidden: bot was blocked by the user"), Blocked),
        (Forbidden("Forbidden: user is deactivated"), Blocked),
        (FloodError(0), RetryAt),
        (ServerError(502), Ambiguous),
        (ServerError(413), Rejected),
        (UnsentError("no connection"), NotSent),
        (UnreadableAnswerError("?"), Ambiguous),
        (NetworkError("the connection was lost"), Ambiguous),
        (TimedOut(), Ambiguous),
        (InvalidToken("Unauthorized"), NotSent),
        (Conflict("terminated by other getUpdates request"), NotSent),
    ],
)
def test_errors_and_their_values(error, kind):
    assert isinstance(translate(error, TOKEN), kind)


def test_flood_waits_at_least_a_second():
    assert translate(FloodError(0), TOKEN) == RetryAt(1.0)
    assert translate(FloodError(17), TOKEN) == RetryAt(17)


def test_migration_names_the_new_chat():
    assert translate(MigratedError(-100777), TOKEN) == ChatMigrated(-100777)


def test_invariant_11_a_reason_never_holds_the_token():
    error = NetworkError(f"cannot connect to https://api.telegram.org/bot{TOKEN}/sendMessage")
    outcome = translate(error, TOKEN)
    assert isinstance(outcome, outcomes.Ambiguous)
    assert TOKEN not in outcome.reason
    assert "sendMessage" in outcome.reason
