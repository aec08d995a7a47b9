"""All tables, in the order a message meets them: inbox, people, cases, messages, desk, outbox, knowledge."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, MetaData, String, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from store.types import BigId, JsonValue, UtcDateTime


class Base(DeclarativeBase):
    """Constraint names are fixed, so that migrations can name them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 -- read by SQLAlchemy as declared
        datetime: UtcDateTime,
        dict[str, Any]: JsonValue,
        list[Any]: JsonValue,
        int: BigId,
        str: String,
    }


# -- what comes in ---------------------------------------------------------------------------------


class Inbox(Base):
    """One update of a channel, stored before the channel is told that we have it.

    `id` is the order of arrival; `update_id` is only a key. `state`: pending, done, quarantined.
    Rows of one `lane` (a customer's chat, a topic of the desk) are handled one at a time, in order.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        Index("ix_inbox_pending", "lane", "id", sqlite_where=text("state = 'pending'"),
              postgresql_where=text("state = 'pending'")),
        Index("ix_inbox_received", "received_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int] = mapped_column(unique=True)
    lane: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]


class Lane(Base):
    """A row to lock while a lane is worked on, so that two machines never handle one chat at once."""

    __tablename__ = "lanes"

    key: Mapped[str] = mapped_column(primary_key=True)


class Timer(Base):
    """Something to do later in a lane: the end of a burst or an album, a lease, a confirmation."""

    __tablename__ = "timers"
    __table_args__ = (Index("ix_timers_due_at", "due_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    lane: Mapped[str]
    kind: Mapped[str]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)


# -- people ----------------------------------------------------------------------------------------


class Customer(Base):
    """Somebody who asks. `channel` and `external_id` say where he is reached. `current_case_id` is the case
    that he chose to talk about at `current_since`, where he has several: 0 for a new one.
    `came_by` is what the last deep link said (`/start …`)."""

    __tablename__ = "customers"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(default="telegram")
    external_id: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    username: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="ru")
    language_chosen: Mapped[bool] = mapped_column(default=False)
    segment: Mapped[str] = mapped_column(default="")
    came_by: Mapped[str] = mapped_column(default="", server_default="")
    current_case_id: Mapped[int | None]
    current_since: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Person(Base):
    """Somebody of the team. `roles`: agent, editor, supervisor, as they hold now; `suspended` are those that
    come back with their place in the agents' group."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(default="telegram")
    external_id: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    username: Mapped[str | None]
    roles: Mapped[list[Any]] = mapped_column(default=list)
    suspended: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]


# -- cases -----------------------------------------------------------------------------------------


IS_UNCLAIMED = text("cases.state IN ('queued', 'reopened')")
"""Cases that wait for an agent, in the words of the partial index: SQLite uses the index only then."""


class Case(Base):
    """The present state of one problem: a fold over its events, kept for quick reading.

    The id is the number that the customer sees. `version` is the sequence number of the last event.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_customer_id_state", "customer_id", "state"),
        Index("ix_cases_queue", "line", "priority", "queued_at", sqlite_where=IS_UNCLAIMED,
              postgresql_where=IS_UNCLAIMED),
        Index("ix_cases_owner_id_state", "owner_id", "state"),
        Index("ix_cases_incident", "incident_id", sqlite_where=text("incident_id IS NOT NULL"),
              postgresql_where=text("incident_id IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    version: Mapped[int] = mapped_column(default=0)
    state: Mapped[str]
    line: Mapped[int] = mapped_column(default=0)
    owner_kind: Mapped[str] = mapped_column(default="bot")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    last_agent_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    epoch: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    topic: Mapped[str] = mapped_column(default="")
    skill: Mapped[str] = mapped_column(default="")
    criticality: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="ru")
    reason: Mapped[str] = mapped_column(default="")
    priority: Mapped[int] = mapped_column(default=0)
    promised_at: Mapped[datetime | None]
    incident_id: Mapped[int | None]
    queued_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    solved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    confirmed: Mapped[bool | None]
    rating: Mapped[int | None]
    previous_case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))


class CaseEvent(Base):
    """One thing that happened in a case. Rows are only ever added."""

    __tablename__ = "case_events"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        Index("ix_case_events_at", "at"),
        Index("ix_case_events_type_at", "type", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    seq: Mapped[int]
    type: Mapped[str]
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[int | None]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)


# -- messages --------------------------------------------------------------------------------------


class Message(Base):
    """One line of the talk with a customer: by the customer, line zero (`bot`), an agent, or a notice
    (`system`). An album is several rows with one `album`. The text is the newest version. Small talk
    belongs to no case. `answered` is false while a customer's line waits for line zero.

    `html` keeps the formatting; `chat_id` and `external_id` say where it was written, and are empty for
    lines of line zero, whose places are in `copies` as soon as they are delivered. `origin`: whose words they
    are and what they answer, where that is more than a message of ours (`store/origin.py`).
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("chat_id", "external_id"),
        Index("ix_messages_case_id_id", "case_id", "id"),
        Index("ix_messages_album", "album"),
        Index("ix_messages_open", "customer_id", "id", sqlite_where=text("NOT answered"),
              postgresql_where=text("NOT answered")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    author_kind: Mapped[str]
    author_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(default="text")
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    attachment: Mapped[dict[str, Any] | None]
    album: Mapped[str | None]
    origin: Mapped[dict[str, Any] | None]
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    chat_id: Mapped[int | None]
    external_id: Mapped[int | None]
    answered: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]


UNANSWERED = text("NOT messages.answered")
"""Lines that wait for line zero, in the words of the partial index: SQLite uses the index only then."""


class MessageVersion(Base):
    """What a message said before an edit; version 1 is the first wording."""

    __tablename__ = "message_versions"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    replaced_at: Mapped[datetime]


class Copy(Base):
    """Where a message stands in a chat: the original and each copy. It carries edits and replies over."""

    __tablename__ = "copies"
    __table_args__ = (Index("ix_copies_message_id", "message_id"),)

    chat_id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))


class Note(Base):
    """What agents say among themselves. Another table and another type than messages, on purpose:
    the outbox cannot carry one to a customer."""

    __tablename__ = "notes"
    __table_args__ = (Index("ix_notes_case_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class Thread(Base):
    """A topic of the agents' group that shows a case. `state`: open, gone. A deleted topic leaves its row,
    so that what still points at the old one is understood. Telegram lists no topics: this is the only map."""

    __tablename__ = "threads"
    __table_args__ = (
        UniqueConstraint("chat_id", "external_id"),
        Index("ix_threads_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    chat_id: Mapped[int]
    external_id: Mapped[int]
    card_external_id: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="open")
    created_at: Mapped[datetime]


class Setting(Base):
    """Small facts that outlive a restart: the agents' group after a migration, the knowledge revision."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)


# -- what goes out ---------------------------------------------------------------------------------


class Outbox(Base):
    """One call to make. `state`: pending, sending, sent, failed, unknown, dropped.

    Rows of one `lane` go out in the order (`rank`, `id`). `author`: `bot` rows are dropped when the case's
    ownership epoch has moved on; `agent`, `system` (notices) and `desk` (the agents' side) are not.
    `chat_id` is empty for the agents' group, which is looked up when the row is sent.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_open", "lane", "rank", "id", sqlite_where=text("state IN ('pending', 'sending')"),
              postgresql_where=text("state IN ('pending', 'sending')")),
        Index("ix_outbox_case_id", "case_id"),
        Index("ix_outbox_settled_at", "settled_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    lane: Mapped[str]
    rank: Mapped[int] = mapped_column(default=0)
    priority: Mapped[int]
    author: Mapped[str]
    action: Mapped[str]
    chat_id: Mapped[int | None]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    epoch: Mapped[int | None]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    ambiguous: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    result: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    settled_at: Mapped[datetime | None]


# -- knowledge -------------------------------------------------------------------------------------


class KbEntry(Base):
    """An entry of the knowledge base. `status`: draft, review, published, retired. Its wording is in the
    versions; `published_version` is the one that answers."""

    __tablename__ = "kb_entries"

    id: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(default="draft")
    latest_version: Mapped[int] = mapped_column(default=1)
    published_version: Mapped[int | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    review_due: Mapped[date | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class KbVersion(Base):
    """One wording of an entry. Versions are only ever added, never changed."""

    __tablename__ = "kb_versions"

    entry_id: Mapped[str] = mapped_column(ForeignKey("kb_entries.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    author: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class TrainingExample(Base):
    """A question whose right (or wrong) entry is known from use. `origin`: thumbs_up, thumbs_down, chosen,
    linked, refused. `entry_id` empty: no entry answers it. Withdrawn ones stay, but teach nothing."""

    __tablename__ = "training_examples"
    __table_args__ = (Index("ix_training_examples_entry_id", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[str | None]
    right: Mapped[bool] = mapped_column(default=True)
    origin: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    key: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
