"""`python -m bench.throughput`: line zero beside an echo bot, one table."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from bench import report
from bench.processes import Program, local_telegram
from bench.serve import READY
from bench.throughput import echo, load
from bot.app import load_demo
from kb import demo_company
from sim.people import People
from sim.server import DEFAULT_TOKEN
from store import migrate
from store.database import Database
from store.schema import Case, Customer

CEILING = 30.0
"""Messages a second that Telegram lets a bot send."""
STEPS = (60.0, 90.0, 120.0, 160.0, 200.0, 250.0, 300.0, 400.0, 500.0)


@dataclass(slots=True)
class Result:
    """What was measured of one bot."""

    name: str
    start: float = 0.0
    restart: float = 0.0
    at_ceiling: load.Measured | None = None
    again: load.Measured | None = None  # the same customers write once more
    steps: list[load.Measured] = field(default_factory=list)
    peak: float = 0.0

    @property
    def highest(self) -> load.Measured | None:
        """The highest rate that was held."""
        held = [step for step in ([self.at_ceiling] if self.at_ceiling else []) + self.steps if step.held]
        return held[-1] if held else None


def parse(arguments: list[str]) -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.throughput", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="how long each rate is kept up")
    parser.add_argument("--encoders", default="lexical,e5", help="which of line zero's readers, by commas")
    parser.add_argument("--most", type=float, default=500, help="the highest rate to try")
    parser.add_argument("--publish", action="store_true", help="write the table into docs/figures.md")
    return parser.parse_args(arguments)


async def measure(name: str, arguments: list[str], ready: str, options: argparse.Namespace) -> Result:
    """Measure one bot on a local Telegram of its own."""
    print(f"\n{name}", flush=True)
    result = Result(name)
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        async with local_telegram(folder / "telegram.log", "--bounded") as address:
            people = People(address)
            desk = await people.group("Поддержка", ["Ирина"])
            bot = Program(
                arguments, ready, folder / "bot.log", env=_settings(address, folder, desk.chat_id, name)
            )
            _prepare(folder)
            try:
                await _measure(bot, people, result, options, folder)
            finally:
                if not bot.ended:
                    await bot.stop()
                await people.close()
    return result


async def _measure(
    bot: Program, people: People, result: Result, options: argparse.Namespace, folder: Path
) -> None:
    questions = _questions()
    await bot.start()  # the first start may make what later ones find ready
    await load.first_reply(people, questions[0], time.time())
    await bot.stop()
    began = time.time()
    await bot.start()
    result.start = await load.first_reply(people, questions[0], began)
    killed = time.time()
    await bot.kill()
    await bot.start()
    result.restart = await load.first_reply(people, questions[0], killed)

    async def drive(rate: float, seconds: float) -> load.Measured:
        customers = await load.newcomers(people, round(rate * seconds))
        return await load.drive(people, bot, rate, customers, questions)

    await drive(CEILING, 5)  # caches are warm from here on
    customers = await load.newcomers(people, round(CEILING * options.seconds))
    result.at_ceiling = await load.drive(people, bot, CEILING, customers, questions)
    _tell(result.at_ceiling)
    with_people = _with_people(folder)  # to these line zero says nothing more
    again = [customer for customer in customers if customer.chat_id not in with_people]
    result.again = await load.drive(people, bot, CEILING, again, questions[1:])
    _tell(result.again)
    for rate in STEPS:
        if rate > options.most:
            break
        step = await drive(rate, options.seconds / 2)
        result.steps.append(step)
        _tell(step)
        if not step.held:
            break
    result.peak = bot.usage().peak


def _prepare(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    migrate.upgrade(database)
    load_demo(database)
    database.close()


def _with_people(folder: Path) -> set[int]:
    """The chats of customers whose case line zero has handed over."""
    database = Database(f"sqlite:///{folder / 'bench.db'}")
    with database.read() as session:
        has_case = select(Customer.external_id).join(Case, Case.customer_id == Customer.id)
        found = set(session.scalars(has_case.where(Case.line > 0)))
    database.close()
    return found


def _settings(address: str, folder: Path, desk: int, name: str) -> dict[str, str]:
    return {
        "LINEZERO_TELEGRAM_TOKEN": DEFAULT_TOKEN,
        "LINEZERO_TELEGRAM_API_URL": address,
        "LINEZERO_DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "LINEZERO_DESK_CHAT_ID": str(desk),
        "LINEZERO_DATA_DIR": str(folder),
        "LINEZERO_SUPPORT_HOURS": "24/7",
        "LINEZERO_ENCODER": name.rpartition(" ")[2],
        "LINEZERO_BURST_SECONDS": "0",
        "LINEZERO_LOG_LEVEL": "WARNING",
        "LINEZERO_MODE": "polling",
    }


def _questions() -> list[str]:
    """Russian phrasings of the demo knowledge base, several of each entry."""
    entries = demo_company.entries()
    asked = [[one.text for one in entry.phrasings if one.language == "ru"] for entry in entries]
    return [texts[at] for at in range(3) for texts in asked if len(texts) > at]


def _tell(step: load.Measured) -> None:
    print(
        f"  {step.rate:5.0f}/s  answered {step.answered}/{step.sent}  p50 / p95 / p99 {_quantiles(step)} ms"
        f"  {step.cpu_ms:.1f} ms CPU a message{'' if step.held else '  NOT HELD'}",
        flush=True,
    )


def table(results: list[Result]) -> report.Table:
    """Side by side."""
    held = [result.highest for result in results]
    quiet = [result.at_ceiling for result in results]
    again = [result.again for result in results]
    rows: list[tuple[str, ...]] = [
        ("messages a second held", *(f"{step.rate:.0f}" if step else "–" for step in held)),
        ("CPU ms a message at 30/s", *(f"{step.cpu_ms:.1f}" if step else "–" for step in quiet)),
        (
            "CPU ms a message at 30/s, customers who wrote before",
            *(f"{step.cpu_ms:.1f}" if step else "–" for step in again),
        ),
        ("CPU ms a message at the highest rate", *(f"{step.cpu_ms:.1f}" if step else "–" for step in held)),
        ("reply at 30/s, ms: p50 / p95 / p99", *(_quantiles(step) for step in quiet)),
        ("reply at 30/s to customers who wrote before, ms", *(_quantiles(step) for step in again)),
        ("reply at the highest rate, ms: p50 / p95 / p99", *(_quantiles(step) for step in held)),
        ("memory at most, MB", *(f"{result.peak:.0f}" for result in results)),
        ("start to first reply, s", *(f"{result.start:.1f}" for result in results)),
        ("SIGKILL to next reply, s", *(f"{result.restart:.1f}" for result in results)),
    ]
    return report.Table(("", *(result.name for result in results)), tuple(rows))


def _quantiles(step: load.Measured | None) -> str:
    return f"{_ms(step.p50)} / {_ms(step.p95)} / {_ms(step.p99)}" if step else "–"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


async def _all(options: argparse.Namespace) -> list[Result]:
    results = [await measure("echo", ["-m", "bench.throughput.echo"], echo.READY, options)]
    for encoder in options.encoders.split(","):
        results.append(await measure(f"line zero, {encoder}", ["-m", "bench.serve"], READY, options))
    return results


def main() -> None:
    """Measure and print."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the programs under way end with us
    options = parse(sys.argv[1:])
    results = asyncio.run(_all(options))
    how = (
        "Bot, local Telegram and customers share the machine. Each message comes from a new customer in "
        "his own chat, but for the lines that say otherwise; line zero keeps an inbox, a case, its events "
        "and an outbox, reads the question and answers it. The wait for the end of a burst is 0 and the "
        "budgets are off. A rate is held when no reply is missing and 95 of 100 come within "
        f"{load.TOO_SLOW:g} s."
    )
    report.show([table(results), how])
    if options.publish:
        report.publish("throughput", "Running", [f"`make bench`; {report.machine()}.", table(results), how])


if __name__ == "__main__":
    main()
