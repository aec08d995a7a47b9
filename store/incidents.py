"""The table of mass incidents: one fault that many customers report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema import Base


class Incident(Base):
    """A fault that many customers report. `stage`: noticed, open, repaired, passed; of a topic one is
    noticed or open.

    `texts` maps a language code to the Telegram HTML that customers get; `version` grows with each change of
    it, so that a button sends only what was looked at. Its cases carry its id, see `cases.incident_id`.
    """

    __tablename__ = "incidents"
    __table_args__ = (
        Index("ix_incidents_topic", "topic", "id"),
        Index("ix_incidents_live", "topic", unique=True, sqlite_where=text("stage IN ('noticed', 'open')"),
              postgresql_where=text("stage IN ('noticed', 'open')")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str]
    stage: Mapped[str] = mapped_column(default="noticed")
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=0)
    noticed_at: Mapped[datetime]
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    declared_at: Mapped[datetime | None]
    repaired_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    repaired_at: Mapped[datetime | None]
