"""What is known after a run, from both sides: Telegram's (chats, calls, updates) and the database's, read
with plain SQL. Nothing here comes from the bot's own counting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from sim.control_client import ControlClient
from store.database import Database

Json = dict[str, Any]
FIRST_UPDATE = 100_000_001
"""The number that a local Telegram begins with."""
_PAGE = 5000


@dataclass(frozen=True, slots=True)
class Evidence:
    """Telegram's chats by id (messages as people see them), its calls and the number of its updates; the
    rows of the database; the moments when the bot was killed (Unix time)."""

    pushed: int
    pending: int
    chats: dict[int, list[Json]]
    desk: list[Json]
    calls: list[Json]
    inbox: list[Json]
    messages: list[Json]
    outbox: list[Json]
    cases: list[Json]
    events: list[Json]
    timers: list[Json]
    deaths: Sequence[float] = ()


async def gather(
    control: ControlClient,
    database: Database,
    *,
    desk: int,
    customers: Sequence[int],
    deaths: Sequence[float],
) -> Evidence:
    """Read everything. The bot should have ended before."""
    stats = await control.stats()
    rows = {name: _rows(database, query) for name, query in _QUERIES.items()}
    return Evidence(
        pushed=stats["updates"]["pushed"],
        pending=stats["updates"]["pending"],
        chats={chat_id: await _messages(control, chat_id) for chat_id in customers},
        desk=await _messages(control, desk),
        calls=await _calls(control),
        deaths=deaths,
        **rows,
    )


_QUERIES = {
    "inbox": "SELECT id, update_id, lane, state, error, handled_at FROM inbox ORDER BY id",
    "messages": "SELECT id, case_id, author_kind, text, chat_id, external_id, answered FROM messages"
    " ORDER BY id",
    "outbox": "SELECT id, key, lane, rank, author, action, chat_id, case_id, epoch, payload, state, attempts,"
    " ambiguous, error, result FROM outbox ORDER BY id",
    "cases": "SELECT id, customer_id, state, line, epoch, owner_id FROM cases ORDER BY id",
    "events": "SELECT case_id, seq, type, at, actor_kind, actor_id, payload FROM case_events"
    " ORDER BY case_id, seq",
    "timers": "SELECT key, kind, due_at FROM timers",
}
_JSON = ("payload", "result")


def _rows(database: Database, query: str) -> list[Json]:
    with database.read() as session:
        rows = [dict(row) for row in session.execute(text(query)).mappings()]
    for row in rows:
        for name in _JSON:
            if isinstance(row.get(name), str):  # SQLite keeps JSON as text
                row[name] = json.loads(row[name])
    return rows


async def _messages(control: ControlClient, chat_id: int) -> list[Json]:
    found: list[Json] = (await control.get(f"/control/chats/{chat_id}/messages"))["messages"]
    return found


async def _calls(control: ControlClient) -> list[Json]:
    calls: list[Json] = []
    while page := await control.journal(after=calls[-1]["seq"] if calls else 0, limit=_PAGE):
        calls += page
    return calls
