"""`linezero kb replay | gaps | health | lessons | withdraw`: what real questions say of the entries."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.app import build_index, open_database
from bot.cli.configured import settings as configured
from bot.cli.insight_tables import SHOWN, gap_lines, gap_table, replay_json, replay_lines, say, share, table
from bot.editor.links import dead_links
from bot.settings import Settings
from bot.training import trainer_of
from intents.privacy import mask_outside
from intents.vectors import VectorCache
from kb import gaps as gap_book
from kb import health as entry_health
from kb import learning, library
from kb import replay as rehearsal
from kb.entry import Entry
from kb.formats import export as files
from kb.formats.reading import read_file
from kb.formats.rows import FileRefusedError
from kb.gaps import TO_DO, GapState
from kb.index import Index
from kb.likeness import Space
from kb.problems import KnowledgeBaseError
from kb.questions import real_questions
from store.database import Database

_LINKS = 200

_AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
_Days = Annotated[int, typer.Option("--days", min=1, help="How many days back.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to `linezero kb`."""
    for command in (replay, gaps, health, lessons, withdraw):
        app.command()(command)


def replay(
    file: Annotated[Path | None, typer.Argument(help="Entries that would be published.")] = None,
    *,
    entry: Annotated[
        list[str] | None, typer.Option(help="Id whose newest version would be published.")
    ] = None,
    retire: Annotated[list[str] | None, typer.Option(help="Id that would be retired.")] = None,
    days: _Days = 180,
    limit: Annotated[int, typer.Option(min=1, help="Questions at most, the newest.")] = 10_000,
    table: Annotated[Path | None, typer.Option("--csv", help="Write every moved question here.")] = None,
    as_json: _AsJson = False,
) -> None:
    """Answer real questions with and without a change. Ends with 1 where something would be lost."""
    settings = configured()
    database = open_database(settings)
    index = _trained(settings, database)
    publish = _from_file(file, settings) if file else []
    with database.read() as session:
        publish += [_existing(session, entry_id) for entry_id in entry or ()]
        asked = real_questions(session, datetime.now(UTC) - timedelta(days=days), limit=limit)
    change = rehearsal.Change(tuple(publish), tuple(retire or ()))
    found = rehearsal.rehearse(
        index.snapshot, change, trainer_of(settings), asked,
        target_error=settings.target_error, vectors=VectorCache(settings.data_dir),
    )  # fmt: skip
    database.close()
    if table:
        table.write_bytes(rehearsal.as_csv(found))
    say(replay_json(found) if as_json else replay_lines(found))
    if found.verdict is rehearsal.Verdict.BLOCKED:
        raise typer.Exit(1)


def gaps(
    *,
    show: Annotated[int | None, typer.Option(help="Number of a gap to show with agents' replies.")] = None,
    draft: Annotated[int | None, typer.Option(help="Number of a gap to write a draft from, as YAML.")] = None,
    snooze: Annotated[int | None, typer.Option(help="Number of a gap to hide for --days.")] = None,
    people_only: Annotated[int | None, typer.Option(help="Number of a gap that no entry may answer.")] = None,
    reopen: Annotated[int | None, typer.Option(help="Number of a gap whose decision is taken back.")] = None,
    merge: Annotated[
        str | None, typer.Option(help="Numbers of gaps that become the first one: 3,7,9.")
    ] = None,
    all_states: Annotated[bool, typer.Option("--all", help="Snoozed and settled ones too.")] = False,
    days: _Days = 28,
    as_json: _AsJson = False,
) -> None:
    """What customers ask about and no entry answers, the costliest first."""
    settings = configured()
    database = open_database(settings)
    now, by, period = datetime.now(UTC), getpass.getuser(), timedelta(days=days)
    space = Space.of(settings.encoder, settings.data_dir)
    if merge is None and not any((show, draft, snooze, people_only, reopen)):
        model = _trained(settings, database).snapshot.model
        gap_book.refresh(database, space, now=now, model=model)
    with _clear_errors(), database.write() as session:
        if snooze is not None:
            gap_book.snooze(session, snooze, now + period, by=by, now=now)
        if people_only is not None:
            gap_book.for_people_only(session, people_only, by=by, now=now)
        if reopen is not None:
            gap_book.reopen(session, reopen, by=by, now=now)
        if merge:
            into, *others = _numbers(merge)
            gap_book.merge(session, others, into, by=by, now=now)
    with _clear_errors(), database.read() as session:
        if draft is not None:
            written = files.write([gap_book.draft_from(session, draft, now=now, space=space)], "yaml")
            typer.echo(written.decode(), nl=False)
        elif show is not None:
            _show_gap(session, show, now, period, space, as_json=as_json)
        else:
            states = frozenset(GapState) - {GapState.MERGED} if all_states else TO_DO
            found = gap_book.listed(session, now=now, period=period, states=states, space=space)
            say([asdict(gap) for gap in found] if as_json else gap_table(found))
    database.close()


def _show_gap(
    session: Session, gap_id: int, now: datetime, period: timedelta, space: Space, *, as_json: bool
) -> None:
    gap = gap_book.one(session, gap_id, now=now, period=period, space=space)
    replies = gap_book.replies(session, gap_id)
    effect = gap_book.effect(session, gap_id, now=now)
    told = {**asdict(gap), "replies": [*map(asdict, replies)], "effect": asdict(effect) if effect else None}
    say(told if as_json else gap_lines(gap, replies, effect))


def health(
    days: _Days = 28,
    links: Annotated[bool, typer.Option("--links", help="Ask the web whether links still work.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Links asked at most.")] = _LINKS,
    as_json: _AsJson = False,
) -> None:
    """How customers take each answer, the most rejected first."""
    settings = configured()
    database = open_database(settings)
    snapshot = _trained(settings, database).snapshot
    with database.read() as session:
        since = datetime.now(UTC) - timedelta(days=days)
        found = entry_health.check(
            session, snapshot.entries, since=since, model=snapshot.model,
            vectors=VectorCache(settings.data_dir),
        )  # fmt: skip
    database.close()
    named = entry_health.links(snapshot.entries.values()) if links else {}
    dead = dead_links(list(named)[:limit]) if named else {}
    if as_json:
        say(
            {
                **asdict(found),
                "dead_links": {one: {"fault": dead[one], "entries": named[one]} for one in dead},
            }
        )
        return
    rows = [
        (one.entry_id, one.shown, one.helped, one.rejected, one.human, share(one.share_rejected),
         share(one.confidence), f"{one.changed_at:%Y-%m-%d}" if one.changed_at else "",
         "" if one.unused is None else len(one.unused), " ".join(language for language, _ in one.missing))
        for one in found.entries
    ]  # fmt: skip
    header = ("entry", "shown", "👍", "👎", "human", "rejected", "sure", "changed", "unused", "missing")
    typer.echo(table(header, rows))
    for one in found.entries:
        if one.unused:
            typer.echo(f"{one.entry_id}: unused: {' | '.join(one.unused)}")
    for pair in found.rivals[:SHOWN]:
        typer.echo(
            f"{pair.first} ~ {pair.second}: close {pair.close}, mistaken {pair.mistaken}: {pair.example}"
        )
    for address, fault in dead.items():
        typer.echo(f"{address}: {fault} ({', '.join(named[address])})")
    if len(named) > limit:
        typer.echo(f"{len(named) - limit} links were not asked: raise --limit", err=True)


def lessons(
    entry: Annotated[str | None, typer.Argument(help="Id of an entry; all of them without one.")] = None,
    limit: Annotated[int, typer.Option(min=1)] = 50,
    as_json: _AsJson = False,
) -> None:
    """What use has taught, newest first."""
    database = open_database(configured())
    with database.read() as session:
        found = learning.lessons(session, entry, limit=limit)
    database.close()
    if as_json:
        say([asdict(one) for one in found])
        return
    rows = [
        (one.id, f"{one.created_at:%Y-%m-%d}", one.origin, one.example.entry_id or "—",
         "withdrawn" if one.withdrawn_at else "", mask_outside(one.example.text))
        for one in found
    ]  # fmt: skip
    typer.echo(table(("id", "day", "origin", "entry", "", "question"), rows))


def withdraw(example: Annotated[int, typer.Argument(help="Id of the lesson.")]) -> None:
    """Let a lesson teach no longer."""
    database = open_database(configured())
    with database.write() as session:
        done = learning.withdraw(session, example, by=getpass.getuser(), now=datetime.now(UTC))
    database.close()
    typer.echo(f"{example}: withdrawn" if done else f"{example}: there is none that teaches", err=not done)
    if not done:
        raise typer.Exit(1)


def _trained(settings: Settings, database: Database) -> Index:
    index = build_index(settings, database)
    if not index.rebuild():
        typer.echo(f"Training failed: {index.failure}", err=True)
        sys.exit(1)
    return index


def _from_file(file: Path, settings: Settings) -> list[Entry]:
    """The entries of a file; ends the program naming its faults."""
    try:
        reading = read_file(file)
    except FileRefusedError as error:
        problems = error.problems
    else:
        problems = reading.problems
        if not problems:
            return [found.entry for found in reading.found]
    for problem in problems:
        typer.echo(problem.text(file.name, settings.desk_language), err=True)
    sys.exit(1)


def _existing(session: Session, entry_id: str) -> Entry:
    with _clear_errors():
        return library.entry(session, entry_id)


def _numbers(text: str) -> list[int]:
    """«3, 7,9» as numbers; at least two."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 2 or not all(part.isdecimal() for part in parts):
        raise typer.BadParameter("give at least two numbers of gaps, as in 3,7")
    return [int(part) for part in parts]


@contextmanager
def _clear_errors() -> Iterator[None]:
    """What a person has to put right is said in one line."""
    try:
        yield
    except KnowledgeBaseError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
