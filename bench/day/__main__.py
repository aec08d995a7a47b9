"""`make day`: 2,000 customers and 12 agents on shifts, one simulated day and the morning after."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from rich.console import Console

import bot.logs
from bench.day.run import Day, live
from bench.report import Table, machine, publish, show
from bot.reporting import table


def parse() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.day", description=__doc__)
    parser.add_argument("--customers", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--routing", choices=("pull", "push"), default="pull")
    parser.add_argument("--keep", type=Path, help="an empty folder for the database of the day")
    parser.add_argument("--publish", action="store_true", help="write the tables into docs/figures.md")
    return parser.parse_args()


def told(day: Day, options: argparse.Namespace) -> list[Table | str]:
    """The day in tables."""
    rows = tuple(
        (one.name, _number(one.said), _number(one.counted), "yes" if one.equal else "NO")
        for one in day.compared
    )
    promises = (
        ("calls made", f"{day.calls:,}"),
        ("calls over a limit of Telegram", str(day.over_limits)),
        ("calls refused with 429", str(day.refused)),
        ("waiting at midnight, told a time next morning", str(day.for_the_morning)),
        ("waiting at midnight without such a time, or to the very end", str(day.forgotten)),
        ("customers' lines without any reaction", str(day.unanswered)),
        ("calls written down and never made", str(day.unsent)),
    )
    still_open = ", ".join(f"{state} {count}" for state, count in sorted(day.open_at_end.items()))
    return [
        f"{options.customers:,} customers, 12 agents in two groups, routing {options.routing}.",
        Table(("figure", "report", "recount", "equal"), rows),
        Table(("the day", "found"), promises),
        f"Open at the end, 18 hours after the day: {still_open or 'nothing'}. "
        f"Took {day.seconds:.0f} s, {day.cpu:.0f} s of processor time. {machine()}",
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}" if float(value).is_integer() else f"{value:.1f}"


def main() -> None:
    """Live through the day, print the report and its check; the status is 1 when something is wrong."""
    options = parse()
    bot.logs.set_up("WARNING", as_json=False)
    with tempfile.TemporaryDirectory(prefix="day-") as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        day = asyncio.run(live(options.customers, options.seed, folder, options.routing))
    table.show(day.report, {}, "en", Console())
    parts = told(day, options)
    show(parts)
    if options.publish:
        push = options.routing == "push"
        publish("day-push" if push else "day", "A simulated day" + (", offered" if push else ""), parts)
    if wrong := day.wrong():
        raise SystemExit("\n".join(wrong))


if __name__ == "__main__":
    main()
