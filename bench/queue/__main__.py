"""`python -m bench.queue`: how long the desk takes with a million closed and 10,000 waiting cases."""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from pydantic import SecretStr

from bench.postgres import temporary_postgres
from bench.queue.desk import RACERS, Desk
from bench.queue.fill import fill
from bench.report import Table, machine, publish, show
from bot.app import build_index, build_services, load_demo
from bot.services import Services
from bot.settings import Settings
from kb import demo_company
from store import migrate
from store.database import Database


def parse() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.queue", description=__doc__)
    parser.add_argument("--closed", type=int, default=1_000_000)
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--databases", default="sqlite,postgres")
    parser.add_argument("--publish", action="store_true", help="write the table into docs/figures.md")
    return parser.parse_args()


def measure(name: str, url: str, options: argparse.Namespace, services: Services) -> list[tuple[str, ...]]:
    """The rows of one database."""
    database = Database(url)
    migrate.upgrade(database)
    load_demo(database)
    now = datetime.now(UTC)
    began = time.monotonic()
    fill(database, closed=options.closed, waiting=options.waiting, now=now)
    _analyse(database)
    print(f"{name}: filled in {time.monotonic() - began:.0f} s", flush=True)
    desk = Desk(database, services, now)
    rows: list[tuple[str, ...]] = [
        (name, step, f"{quantiles(taken, n=20)[9]:.1f}", f"{quantiles(taken, n=20)[18]:.1f}")
        for step, taken in desk.figures().items()
    ]
    winners = desk.race()
    rows.append((name, f"claim race of {RACERS}: winners", str(winners), ""))
    database.close()
    return rows


def _analyse(database: Database) -> None:
    """What PostgreSQL's autovacuum and SQLite's `optimize` do by themselves, done at once."""
    with database.write() as session:
        session.connection().exec_driver_sql("ANALYZE")


def _services(folder: Path) -> Services:
    database = Database(f"sqlite:///{folder / 'kb.db'}")
    migrate.upgrade(database)
    load_demo(database)
    settings = Settings(
        _env_file=None,
        telegram_token=SecretStr("1:x"),
        desk_chat_id=-1001,
        data_dir=folder,
        encoder="lexical",
        support_hours="24/7",
    )
    index = build_index(settings, database)
    index.rebuild()
    return build_services(settings, index, demo_company.company())


def main() -> None:
    """Fill, measure, print."""
    options = parse()
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(prefix="queue-") as made:
        folder = Path(made)
        services = _services(folder)
        if "sqlite" in options.databases:
            rows += measure("SQLite", f"sqlite:///{folder / 'queue.db'}", options, services)
        if "postgres" in options.databases:
            with temporary_postgres(folder / "postgres") as url:
                rows += measure("PostgreSQL", url, options, services)
    parts: list[Table | str] = [
        Table(("database", "step", "p50, ms", "p95, ms"), tuple(rows)),
        f"{options.closed:,} closed and {options.waiting:,} waiting cases. {machine()}",
    ]
    show(parts)
    if options.publish:
        publish("queue", "The queue at size", parts)


if __name__ == "__main__":
    main()
