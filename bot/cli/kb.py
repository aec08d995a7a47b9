"""`linezero kb`: files of entries in and out."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.app import load_demo, open_database
from bot.cli import kb_insight
from bot.cli.configured import settings as configured
from kb import library
from kb.entry import Status
from kb.formats import export as files
from kb.formats.interpret import Reading
from kb.formats.reading import read_file
from kb.formats.rows import FileRefusedError
from kb.importing import import_file

app = typer.Typer(help="The knowledge base: entries from files and into files.", no_args_is_help=True)
kb_insight.add_to(app)


class Language(StrEnum):
    """Languages a report can be in."""

    RU = "ru"
    EN = "en"


_File = Annotated[Path, typer.Argument(help="CSV, XLSX, YAML or JSON; the kind is told by the name.")]
_Language = Annotated[
    Language | None, typer.Option(help="Language of the report; LINEZERO_DESK_LANGUAGE unless said.")
]


@app.command("import")
def import_(
    file: _File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    language: _Language = None,
) -> None:
    """Add and change entries from a file: all of it, or nothing where there is an error."""
    settings = configured()
    database = open_database(settings)
    report = import_file(database, file, author=getpass.getuser(), now=datetime.now(UTC), dry_run=dry_run)
    database.close()
    for line in report.lines(language or settings.desk_language):
        typer.echo(line, err=bool(report.problems))
    if report.problems:
        raise typer.Exit(1)


@app.command()
def demo() -> None:
    """Load the demo company into an empty knowledge base."""
    database = open_database(configured())
    loaded = load_demo(database)
    database.close()
    typer.echo(f"Loaded {loaded} entries." if loaded else "There are entries already; nothing was loaded.")


@app.command()
def export(
    file: _File,
    retired: Annotated[bool, typer.Option("--retired", help="Retired entries too.")] = False,
) -> None:
    """Write all entries into a file, which `import` reads back without loss."""
    kind = file.suffix.lower().lstrip(".").replace("yml", "yaml")
    if kind not in files.KINDS:
        typer.echo(f"{file.name}: one of {', '.join(files.KINDS)} is needed", err=True)
        raise typer.Exit(1)
    database = open_database(configured())
    with database.read() as session:
        kept = library.latest(session)
    database.close()
    entries = [entry for entry in kept if retired or entry.status is not Status.RETIRED]
    file.write_bytes(files.write(entries, kind))
    typer.echo(f"{file}: {len(entries)}")


@app.command()
def check(file: _File, language: _Language = None) -> None:
    """Say what is wrong with a file; nothing else is touched."""
    chosen = language or configured().desk_language
    try:
        reading = read_file(file)
    except FileRefusedError as error:
        reading = Reading((), whole=False, problems=error.problems, notices=())
    for one in (*reading.notices, *reading.problems):
        typer.echo(one.text(file.name, chosen), err=bool(reading.problems))
    if reading.problems:
        raise typer.Exit(1)
    typer.echo(f"{file.name}: {len(reading.found)} ✓")
