"""The tables of those who run the team and write the knowledge base; what answers is in `schema`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema import Base


class RoleChange(Base):
    """Who gave a person of the team a role or took it away. `by_id` empty: no person did, and `origin` says
    what: settings, owner (of the agents' group), group (left or entered again), server (a command)."""

    __tablename__ = "role_changes"
    __table_args__ = (Index("ix_role_changes_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    granted: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    origin: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class GroupMember(Base):
    """Whether somebody of the team is in an agents' group, as Telegram said `at` last. Who was never
    seen there has no row."""

    __tablename__ = "group_members"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(primary_key=True)
    present: Mapped[bool]
    at: Mapped[datetime]


class StaffChat(Base):
    """What the next message of somebody of the team means in the private chat with the bot. `expects` names
    it (the wording of a draft, words to search for, a reason…), `about` holds what it is for."""

    __tablename__ = "staff_chats"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    expects: Mapped[str]
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]


class KbDraft(Base):
    """An entry being written in Telegram. `content` is all that was said so far, `step` what is asked next;
    `state`: writing, review. `entry_id` and `base_version` name the published wording it changes, or are
    empty. `checked` is what the check before publishing found; `remark` what a reviewer wants changed."""

    __tablename__ = "kb_drafts"
    __table_args__ = (Index("ix_kb_drafts_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(default="writing")
    step: Mapped[str]
    entry_id: Mapped[str | None]
    base_version: Mapped[int | None]
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    checked: Mapped[dict[str, Any] | None]
    remark: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class KbChange(Base):
    """Who did what to an entry, and why where a reason was asked for. Rows are only ever added."""

    __tablename__ = "kb_changes"
    __table_args__ = (Index("ix_kb_changes_entry_id", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[str]
    version: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    action: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]


class KbTable(Base):
    """A table of entries that an editor sent in Telegram and that nobody has decided on yet. `path` is where
    the file is kept; `checked` what it would do, as it was shown."""

    __tablename__ = "kb_tables"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    path: Mapped[str] = mapped_column(default="")
    checked: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]


class KbVariable(Base):
    """Something that answers mention and that is kept once: `{{ name }}` stands for it. `texts` maps a
    language code to plain text; the empty code is every language."""

    __tablename__ = "kb_variables"

    name: Mapped[str] = mapped_column(primary_key=True)
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed_by: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]


class SegmentMember(Base):
    """To which segment somebody belongs, also before he has written for the first time. `key` is an id of
    the channel (`telegram:1234`), a name (`@maria`) or a phone in digits (`phone:79001234567`)."""

    __tablename__ = "segment_members"

    key: Mapped[str] = mapped_column(primary_key=True)
    segment: Mapped[str]
