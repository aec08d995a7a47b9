"""A big support's database: closed cases with their logs, waiting ones, and what customers wrote."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from bench import history
from bench.batches import batched
from bench.history import stories
from bench.queue.repeat import repeat
from handoff.case import Event, EventType
from handoff.words import words_in
from kb import demo_company
from store.database import Database
from store.schema import Case, Customer, Message
from store.screen import CaseWord

_BATCH = 5_000
_DAYS = 365
_TOLD = 4_000
"""Closed cases that are told one by one; the others repeat them."""


def fill(database: Database, *, closed: int, waiting: int, now: datetime) -> None:
    """Write that past, and the waiting cases of the last hours before `now`."""
    told = min(closed, _TOLD)
    history.fill(database, told, first_day=now - timedelta(days=_DAYS), days=_DAYS - 2)
    _write_messages(database, now)
    with database.write() as session:
        repeat(session, told, closed)
    _wait(database, waiting, now)
    _write_messages(database, now, first=closed + 1)


def _wait(database: Database, waiting: int, now: datetime) -> None:
    """Cases that were handed to people and that nobody has taken yet."""
    told = (_until_handed_off(log) for log in stories(waiting * 4, first_day=now, days=1, agents=[1], seed=2))
    logs = [log for log in told if log][:waiting]
    begins = now - timedelta(hours=6)
    dice = random.Random(3)
    for log in logs:
        at = begins + timedelta(seconds=dice.uniform(0, 5 * 3600))
        ahead = at - log[0].at
        log[:] = [Event(event.type, event.at + ahead, event.actor, event.payload) for event in log]
    with database.read() as session:
        customers = session.scalars(select(Customer.id)).all()
    history.write(database, iter(logs), customers, seed=4)


def _until_handed_off(log: list[Event]) -> list[Event]:
    for number, event in enumerate(log, 1):
        if event.type is EventType.HANDED_OFF:
            return log[:number]
    return []


def _write_messages(database: Database, now: datetime, first: int = 1) -> None:
    """The first question of each case from this number on."""
    for batch in batched(_messages(database, now, first), _BATCH):
        with database.write() as session:
            session.execute(insert(Message), batch)
            found = (
                {"word": word, "case_id": one["case_id"]} for one in batch for word in words_in(one["text"])
            )
            session.execute(insert(CaseWord), list(found))


def _messages(database: Database, now: datetime, first: int) -> Iterator[dict[str, Any]]:
    questions = [phrasing.text for entry in demo_company.entries() for phrasing in entry.phrasings]
    dice = random.Random(5)
    with database.read() as session:
        last = session.scalar(select(func.max(Case.id))) or 0
        for low in range(first - 1, last, _BATCH):
            cases = session.execute(
                select(Case.id, Case.customer_id, Customer.external_id)
                .join(Customer, Customer.id == Case.customer_id)
                .where(Case.id > low, Case.id <= low + _BATCH)
            )
            for case_id, customer_id, chat_id in cases.all():
                yield {
                    "customer_id": customer_id,
                    "case_id": case_id,
                    "author_kind": "customer",
                    "text": f"{dice.choice(questions)}, договор {4_000_000 + case_id}",
                    "chat_id": chat_id,
                    "external_id": case_id,
                    "created_at": now,
                }
