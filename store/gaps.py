"""Tables of gaps: topics that customers ask about and no entry answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema import Base


class KbGap(Base):
    """A gap and what an editor decided about it.

    `state`: open, snoozed, drafted, people_only, answered, merged. `title` is empty until somebody names it.
    A merged gap points at the one that took it in; a drafted or answered one names its entry. Rows stay.
    """

    __tablename__ = "kb_gaps"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="open")
    title: Mapped[str] = mapped_column(Text, default="")
    snoozed_until: Mapped[datetime | None]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("kb_gaps.id"))
    entry_id: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class KbGapQuestion(Base):
    """A question of a gap, with personal data masked. `key` is the digest of its words without case and
    blanks: the same question belongs to one gap only."""

    __tablename__ = "kb_gap_questions"
    __table_args__ = (Index("ix_kb_gap_questions_gap_id", "gap_id"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    gap_id: Mapped[int] = mapped_column(ForeignKey("kb_gaps.id"))
    text: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]
