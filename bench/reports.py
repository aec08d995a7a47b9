"""What a report costs on a long history: processor time and memory for a day, a month and all of it.

    python -m bench.reports --cases 1000000 --database sqlite:///var/history.db --publish

A database that holds a history already is measured as it is.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from datetime import date, timedelta

from sqlalchemy import func, select

from bench import history
from bench.report import Table, machine, publish, show
from handoff.metrics import By, Period, logs, measure
from store import migrate
from store.database import Database
from store.schema import Case, CaseEvent

_DAYS = 365


def main() -> None:
    """Fill the database if it is empty, and measure."""
    parser = argparse.ArgumentParser(description="Processor time and memory of a report.")
    parser.add_argument("--cases", type=int, default=100_000, help="how long a history to make")
    parser.add_argument("--database", default="sqlite:///var/history.db")
    parser.add_argument("--publish", action="store_true", help="write the table into docs/figures.md")
    options = parser.parse_args()
    database = Database(options.database)
    migrate.upgrade(database)
    last = date(2026, 11, 21)
    first = last - timedelta(days=_DAYS - 1)
    zone = history.HOURS.zone
    with database.read() as session:
        empty = session.scalar(select(Case.id).limit(1)) is None
    if empty:
        begins = Period.of_days(first, first, zone).since
        history.fill(database, options.cases, first_day=begins, days=_DAYS)
    periods = {
        "a day": (Period.of_days(last - timedelta(days=60), last - timedelta(days=60), zone), None),
        "a month": (Period.of_days(last - timedelta(days=90), last - timedelta(days=60), zone), By.AGENT),
        "a year": (Period.of_days(first, last, zone), By.DAY),
    }
    rows = [_measured(database, name, period, by) for name, (period, by) in periods.items()]
    table = Table(("report", "split by", "cases opened", "processor time, s", "peak memory, MB"), tuple(rows))
    parts: list[Table | str] = [_history(database), table, machine()]
    database.close()
    show(parts)
    if options.publish:
        publish("reports", "Reports over a long history", parts)


def _history(database: Database) -> str:
    with database.read() as session:
        cases = session.scalar(select(func.count()).select_from(Case))
        events = session.scalar(select(func.count()).select_from(CaseEvent))
    return f"{cases:,} cases with {events:,} events on {'SQLite' if database.is_sqlite else 'PostgreSQL'}."


def _measured(database: Database, name: str, period: Period, by: By | None) -> tuple[str, ...]:
    begun = time.process_time()
    with database.read() as session:
        found = measure(logs(session, period), period, by=by)
    spent = time.process_time() - begun
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # Linux counts in KB, macOS in bytes
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return name, str(by or "—"), f"{found.total.opened:,}", f"{spent:.1f}", f"{peak:.0f}"


if __name__ == "__main__":
    main()
