"""Yesterday's figures in the agents' group: once, at the hour, with a picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bench import history
from bot.desk.screen.summary import DailySummaries
from bot.intake.wakeup import Wakeup
from store.database import Database
from store.schema import Outbox

MOSCOW = ZoneInfo("Europe/Moscow")
NINE = datetime(2026, 11, 10, 9, tzinfo=MOSCOW)

At = Callable[[datetime], DailySummaries]


@pytest.fixture
def at(database: Database, tmp_path: Path) -> At:
    """The summaries of a team whose day is the one before, as they are at a moment."""
    history.fill(database, 300, first_day=datetime(2026, 11, 1, tzinfo=MOSCOW), days=9)
    return lambda moment: DailySummaries(
        database,
        hour=9,
        zone=MOSCOW,
        language="ru",
        folder=tmp_path / "summaries",
        sender_wakeup=Wakeup(),
        clock=lambda: moment.astimezone(UTC),
    )


def _posted(database: Database) -> list[Outbox]:
    with database.read() as session:
        return list(session.scalars(select(Outbox)))


def test_once_a_day_with_a_picture(database: Database, at: At) -> None:
    assert not at(NINE - timedelta(minutes=1)).post_if_due()
    assert at(NINE).post_if_due()
    assert not at(NINE).post_if_due()
    assert not at(NINE + timedelta(hours=5)).post_if_due()
    row, *others = _posted(database)
    assert not others
    assert (row.action, row.chat_id, row.case_id) == ("send_picture", None, None)
    assert "Первая линия, 09.11.2026" in row.payload["html"]
    assert "за неделю до этого" in row.payload["html"]
    assert Path(row.payload["path"]).read_bytes().startswith(b"\x89PNG")


def test_what_was_missed_is_told_at_the_next_start(database: Database, at: At) -> None:
    assert at(NINE + timedelta(hours=8)).post_if_due()
    assert [row.key for row in _posted(database)] == ["summary:2026-11-09"]


def test_nothing_happened_nothing_is_told(database: Database, at: At) -> None:
    assert not at(NINE + timedelta(days=30)).post_if_due()
    assert _posted(database) == []


def test_old_pictures_go(at: At, tmp_path: Path) -> None:
    folder = tmp_path / "summaries"
    folder.mkdir()
    (folder / "2026-10-01.png").write_bytes(b"")
    (folder / "2026-11-08.png").write_bytes(b"")
    assert at(NINE).post_if_due()
    assert sorted(file.name for file in folder.iterdir()) == ["2026-11-08.png", "2026-11-09.png"]
