"""`python -m bench.chaos`: one run, its verdict, exit status 1 when a promise was broken."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench import report
from bench.chaos.plan import Plan
from bench.chaos.run import Run, run
from bench.chaos.verdict import Figure, judge
from bench.postgres import temporary_postgres


def parse(arguments: list[str]) -> argparse.Namespace:
    """Command line."""
    default = Plan()
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--customers", type=int, default=default.customers)
    parser.add_argument("--messages", type=int, default=default.messages)
    parser.add_argument("--kills", type=int, default=default.kills)
    parser.add_argument("--frosts", type=int, default=default.frosts, help="times the database freezes")
    parser.add_argument("--seconds", type=float, default=default.seconds, help="how long customers write")
    parser.add_argument("--patience", type=float, default=default.patience, help="seconds to catch up")
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--calm", type=float, default=default.calm, help="seconds between Telegram's faults")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--keep", type=Path, help="folder for the database and the logs")
    parser.add_argument("--publish", action="store_true", help="write the table into docs/figures.md")
    return parser.parse_args(arguments)


def tables(played: Run, figures: list[Figure]) -> list[report.Table | str]:
    """The verdict, and what the run consisted of."""
    evidence = played.evidence
    verdict = report.Table(
        ("promise", "found", ""),
        tuple((one.name, one.value, "ok" if one.good else "BROKEN") for one in figures),
    )
    topics = sum("forum_topic_created" in message for message in evidence.desk)
    failed = Counter(
        f"{row['action']}: {row['error']}" for row in evidence.outbox if row["state"] in ("failed", "unknown")
    )
    scope = [
        ("customers' messages", str(played.messages)),
        ("customers' edits, presses", f"{played.edits}, {played.presses}"),
        ("cases, topics", f"{len(evidence.cases)}, {topics}"),
        ("agents' lines, presses of «Взять»", f"{played.agents_lines}, {played.claims}"),
        ("calls of the bot", str(len(evidence.calls))),
        ("faults that struck", ", ".join(f"{kind} {count}" for kind, count in sorted(played.faults.items()))),
        ("attempts with an unknown outcome", str(sum(row["ambiguous"] for row in evidence.outbox))),
        ("kills, frosts of the database", f"{len(evidence.deaths)}, {played.frosts}"),
        ("seconds in all, to catch up after the last kill", f"{played.seconds:.0f}, {played.caught_up:.0f}"),
        ("what catching up takes", "processor time: Telegram's limits and our budgets are off in this run"),
        *((f"ended without arriving: {reason}", str(count)) for reason, count in failed.most_common(8)),
    ]
    return [verdict, report.Table(("the run", ""), tuple(scope))]


def main() -> None:
    """Run and judge."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the programs under way end with us
    options = parse(sys.argv[1:])
    plan = Plan(
        customers=options.customers,
        messages=options.messages,
        kills=options.kills,
        frosts=options.frosts,
        seconds=options.seconds,
        patience=options.patience,
        seed=options.seed,
        calm=options.calm,
    )
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chaos-") as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        if options.database == "postgres":
            with temporary_postgres(folder / "postgres") as url:
                played = _play(plan, url, folder, begun)
        else:
            played = _play(plan, f"sqlite:///{folder / 'chaos.db'}", folder, begun)
    figures = judge(played.evidence)
    parts = tables(played, figures)
    report.show(parts)
    broken = [figure for figure in figures if not figure.good]
    for figure in broken:
        print(f"\n{figure.name}: {len(figure.bad)}", *figure.bad[:8], sep="\n  ")
    if options.publish and not broken:
        database = {"sqlite": "SQLite", "postgres": "PostgreSQL"}[options.database]
        command = f"`make chaos` (seed {plan.seed}, {database}); {report.machine()}."
        report.publish("chaos", "Chaos", [command, *parts])
    sys.exit(1 if broken else 0)


def _play(plan: Plan, url: str, folder: Path, begun: float) -> Run:
    return asyncio.run(
        run(plan, url, folder, lambda words: print(f"{time.monotonic() - begun:6.0f} s  {words}", flush=True))
    )


if __name__ == "__main__":
    main()
