"""The tables of those who work on cases: what they can do, when they are there, what they were offered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema import Base


class AgentProfile(Base):
    """What an agent takes. Empty lists: everything; somebody without a row takes everything too.

    `shifts` are weekly hours in the support's time zone, as a supervisor wrote them. `duty` (on, break, off,
    or empty: as planned) is what he said himself, until `duty_until`. `works_here`: he works in his private
    chat with the bot; `case_id` is then the case that his next words go to. `reachable` is false while the
    bot cannot write to him, because he never started it or has blocked it. `given_at` is
    when he got his newest case.
    """

    __tablename__ = "agent_profiles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    skills: Mapped[list[Any]] = mapped_column(default=list)
    languages: Mapped[list[Any]] = mapped_column(default=list)
    lines: Mapped[list[Any]] = mapped_column(default=list)
    segments: Mapped[list[Any]] = mapped_column(default=list)
    case_limit: Mapped[int | None]
    shifts: Mapped[str] = mapped_column(default="")
    duty: Mapped[str] = mapped_column(default="")
    duty_until: Mapped[datetime | None]
    works_here: Mapped[bool] = mapped_column(default=False)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    reachable: Mapped[bool] = mapped_column(default=True)
    given_at: Mapped[datetime | None]


class Absence(Base):
    """Somebody is away: holiday, illness. `until` empty: until he says that he is back; `ended_at` is when
    he did."""

    __tablename__ = "absences"
    __table_args__ = (
        Index("ix_absences_person_id", "person_id"),
        Index("ix_absences_running", "since", sqlite_where=text("ended_at IS NULL"),
              postgresql_where=text("ended_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]


class Offer(Base):
    """A waiting case offered to an agent. `state`: open, taken, declined, expired, withdrawn. `epoch` is the
    case's: what was declined is not offered to him again while the case waits this time."""

    __tablename__ = "offers"
    __table_args__ = (
        Index("ix_offers_case_id", "case_id"),
        Index("ix_offers_open", "person_id", unique=True, sqlite_where=text("state = 'open'"),
              postgresql_where=text("state = 'open'")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    epoch: Mapped[int]
    state: Mapped[str] = mapped_column(default="open")
    why: Mapped[str] = mapped_column(Text, default="")
    offered_at: Mapped[datetime]
    until: Mapped[datetime]
    settled_at: Mapped[datetime | None]
