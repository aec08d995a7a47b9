"""The outbox: calls to make, written in the transaction that decided them, made later by the sender."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.schema import Outbox


class Priority(IntEnum):
    """Who goes first when a budget is short; the smaller number wins."""

    PRESS = 0  # the little clock on a pressed button
    LINE = 1  # an agent's line to the customer, a customer's line to the agent
    ANSWER = 2  # line zero answers
    NOTICE = 3  # number, promise, who took the case
    DECORATION = 4  # cards, receipts, pins, names of topics
    BROADCAST = 5


class Author(StrEnum):
    """In whose name a call is made. Rows of the `BOT` are dropped once the ownership epoch moved on."""

    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"
    DESK = "desk"


class Action(StrEnum):
    """What to do, and what `payload` holds for it.

    Where a payload names one of our messages (`message_id`) or an earlier row (`sent_as`, its key), the
    sender looks up where that stands in the target chat. `topic` is the id of the case whose topic of the
    agents' group is meant.
    """

    SEND_TEXT = "send_text"  # html, keyboard?, reply_to? (message id), topic?, preview?
    SEND_PICTURE = "send_picture"  # path, html, keyboard?, topic?
    SEND_DOCUMENT = "send_document"  # path, name, html, keyboard?
    SEND_FILE = "send_file"  # name, content (text), html, topic?
    COPY = "copy"  # from_chat_id, external_ids, message_ids (ours, one for each), reply_to?, topic?
    EDIT_TEXT = "edit_text"  # message_id | sent_as, html, keyboard?
    EDIT_CAPTION = "edit_caption"  # message_id | sent_as, html, keyboard?
    EDIT_MEDIA = "edit_media"  # message_id, kind, file_id, html
    EDIT_KEYBOARD = "edit_keyboard"  # message_id | sent_as, keyboard
    KEEP_FILE = "keep_file"  # file_id, path: a file that was sent to us becomes a file of ours
    REACT = "react"  # message_id (its original place) | external_id, emoji
    PIN = "pin"  # sent_as
    ANSWER_PRESS = "answer_press"  # callback_id, text?, alert?
    OFFER_COMMANDS = "offer_commands"  # commands: [name, description] each; none: the usual ones again
    CREATE_TOPIC = "create_topic"  # topic, name
    EDIT_TOPIC = "edit_topic"  # topic, name
    CLOSE_TOPIC = "close_topic"  # topic
    REOPEN_TOPIC = "reopen_topic"  # topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One call to make.

    `key` makes it exist once, however often the step that writes it is repeated. Rows of one `lane` go out
    in order. `chat_id` None means the agents' group, whose id may change while the row waits.
    `keyboard` in the payload is a list of rows of {"text", "data" | "url"}.
    """

    key: str
    lane: str
    action: Action
    author: Author
    priority: Priority
    payload: dict[str, Any] = field(default_factory=dict)
    chat_id: int | None = None
    case_id: int | None = None
    epoch: int | None = None
    message_id: int | None = None
    rank: int = 0
    not_before: datetime | None = None


_GIVEN = (
    "key",
    "lane",
    "rank",
    "priority",
    "author",
    "action",
    "chat_id",
    "case_id",
    "epoch",
    "message_id",
    "payload",
    "not_before",
    "created_at",
    "state",
    "attempts",
    "ambiguous",
)


@functools.cache
def _put(dialect: str) -> Any:
    table: Any = Outbox.__table__
    if dialect == "sqlite":  # has one writer, so numbers are in the order of the commits
        statement: Any = sqlite.insert(table)
    else:
        # The number is taken once the lane is ours until the commit: who waits here gets a later one. In the
        # same statement, so that it costs no way to the server; a volatile function stays in its subquery.
        lane = func.hashtextextended(bindparam("lane", type_=table.c.lane.type), 0)
        held = select(func.pg_advisory_xact_lock(lane)).subquery("held")
        values = [bindparam(name, type_=table.c[name].type).label(name) for name in _GIVEN]
        statement = postgresql.insert(table).from_select(_GIVEN, select(*values).select_from(held))
    # returning, because a row count is not known on PostgreSQL
    return statement.on_conflict_do_nothing(index_elements=["key"]).returning(table.c.id)


def put(session: Session, outgoing: Outgoing, now: datetime) -> bool:
    """Write a call down. False when one with this key was written before, which then stays as it is.

    Until this transaction ends, nobody else writes into the lane: calls are numbered in the order in which
    the transactions that wrote them are committed. Two that wait for each other are told apart by the server,
    which has one of them give way (see `store.faults.is_deadlock`).
    """
    session.flush()
    written = session.connection().execute(
        _put(session.get_bind().dialect.name),
        {
            "key": outgoing.key,
            "lane": outgoing.lane,
            "rank": outgoing.rank,
            "priority": int(outgoing.priority),
            "author": str(outgoing.author),
            "action": str(outgoing.action),
            "chat_id": outgoing.chat_id,
            "case_id": outgoing.case_id,
            "epoch": outgoing.epoch,
            "message_id": outgoing.message_id,
            "payload": outgoing.payload,
            "not_before": outgoing.not_before,
            "created_at": now,
            "state": "pending",
            "attempts": 0,
            "ambiguous": 0,
        },
    )
    return written.first() is not None


def customer_lane(chat_id: int) -> str:
    """Everything a customer sees goes out in one order."""
    return f"chat:{chat_id}"


def topic_lane(case_id: int) -> str:
    """The topic of a case: its making, its card, its lines."""
    return f"topic:{case_id}"
