"""The tables of what agents have on their screen: who looks at a case, replies at hand, lines held back, and
the words that cases are found by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema import Base


class CaseViewer(Base):
    """Somebody looks at a case, until `until`. Telegram tells nobody what is read: he said so himself."""

    __tablename__ = "case_viewers"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    until: Mapped[datetime]


class ReplyTemplate(Base):
    """A reply that is kept ready («шаблон»). `texts` maps a language code to Telegram HTML with variables."""

    __tablename__ = "reply_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed_by: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]


class ReplyDraft(Base):
    """A reply put before an agent, to be sent or edited. `source` is `entry` or `template`, `source_id` and
    `version` say which. `state`: open, sent, dropped."""

    __tablename__ = "reply_drafts"
    __table_args__ = (Index("ix_reply_drafts_case_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str]
    source_id: Mapped[str]
    version: Mapped[int] = mapped_column(default=0)
    html: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(default="open")
    created_at: Mapped[datetime]


class HeldLine(Base):
    """An agent's line that asks for what is known already. It waits for a press. `written` is the message as
    it came, `repeats` what it asks for. `state`: open, sent, dropped."""

    __tablename__ = "held_lines"
    __table_args__ = (
        Index("ix_held_lines_place", "chat_id", "external_id"),
        Index("ix_held_lines_open", "case_id", sqlite_where=text("state = 'open'"),
              postgresql_where=text("state = 'open'")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    chat_id: Mapped[int]
    external_id: Mapped[int]
    written: Mapped[dict[str, Any]] = mapped_column(default=dict)
    repeats: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(default="open")
    created_at: Mapped[datetime]


class CaseWord(Base):
    """A word that a case is found by: of its customer's name, of what he wrote; without its ending, in small
    letters. Ordered by bytes, so that the beginning of a word finds it through the key on both databases."""

    __tablename__ = "case_words"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- read by SQLAlchemy as declared

    word: Mapped[str] = mapped_column(
        String().with_variant(String(collation="C"), "postgresql"), primary_key=True
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
