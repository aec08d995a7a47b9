"""`linezero kb`: files of entries in and out."""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.app import load_demo, open_database
from bot.cli import kb_insight, kb_sync
from bot.cli.configured import settings as configured
from bot.cli.insight_tables import say
from kb import importing, library
from kb.differences import field_changes
from kb.entry import Status
from kb.formats import export as files
from kb.formats import folder
from kb.formats.interpret import Reading
from kb.formats.reading import read_file
from kb.formats.rows import FileRefusedError

app = typer.Typer(help="The knowledge base: entries from files and into files.", no_args_is_help=True)
kb_insight.add_to(app)
kb_sync.add_to(app)

MARKDOWN = "markdown"


class Language(StrEnum):
    """Languages a report can be in."""

    RU = "ru"
    EN = "en"


_File = Annotated[
    Path,
    typer.Argument(help="CSV, XLSX, YAML, JSON or Markdown, by the name; or a folder of Markdown files."),
]
_Language = Annotated[
    Language | None, typer.Option(help="Language of the report; LINEZERO_DESK_LANGUAGE unless said.")
]
_Hidden = Annotated[
    bool, typer.Option("--hidden", help="Read rows of a workbook that are hidden or struck out, too.")
]
_RetireMissing = Annotated[
    bool, typer.Option("--retire-missing", help="Take off published entries that are not in the file.")
]


@app.command("import")
def import_(  # noqa: PLR0917 - typer takes options by position
    file: _File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    retire_missing: _RetireMissing = False,
    hidden: _Hidden = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask at the terminal.")] = False,
    language: _Language = None,
) -> None:
    """Add and change entries from a file or folder: all of it, or nothing where there is an error."""
    settings = configured()
    spoken = language or settings.desk_language
    database = open_database(settings)
    report = importing.planned_import(database, file, retire_missing=retire_missing, hidden=hidden)
    asked = not dry_run and bool(report.changing) and not report.problems
    for line in report.lines(spoken, trial=not asked):
        typer.echo(line, err=bool(report.problems))
    if asked and sys.stdin.isatty() and not yes and not typer.confirm(_WORDS[spoken]["sure"]):
        asked = False
    if asked:
        report = importing.import_file(
            database, file, author=getpass.getuser(), now=datetime.now(UTC),
            retire_missing=retire_missing, hidden=hidden,
        )  # fmt: skip
        typer.echo(_WORDS[spoken]["done"] if report.written else report.lines(spoken)[-1])
    database.close()
    if report.problems:
        raise typer.Exit(1)


@app.command()
def diff(
    file: _File,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of lines.")] = False,
    language: _Language = None,
    hidden: _Hidden = False,
) -> None:
    """Say field by field how a file or folder differs from the knowledge base; nothing is written."""
    settings = configured()
    spoken = language or settings.desk_language
    database = open_database(settings)
    report = importing.planned_import(database, file, hidden=hidden)
    database.close()
    if report.problems:
        for line in report.lines(spoken):
            typer.echo(line, err=True)
        raise typer.Exit(1)
    if as_json:
        say(_as_data(report))
        return
    for line in report.lines(spoken):
        typer.echo(line)
    for entry in report.missing:
        typer.echo(f"{_WORDS[spoken]['missing']}: {entry.id} — {next(iter(entry.titles.values()))}")


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
    form: Annotated[
        str, typer.Option("--format", help=f"{', '.join(files.KINDS)}, {MARKDOWN}; by the name unless said.")
    ] = "",
    retired: Annotated[bool, typer.Option("--retired", help="Retired entries too.")] = False,
) -> None:
    """Write all entries into a file or a folder of Markdown files, which `import` reads without loss."""
    kind = form.lower() or file.suffix.lower().lstrip(".").replace("yml", "yaml")
    if not kind and file.is_dir():
        kind = MARKDOWN
    if kind not in (*files.KINDS, MARKDOWN):
        typer.echo(f"{file.name}: one of {', '.join(files.KINDS)} or --format {MARKDOWN} is needed", err=True)
        raise typer.Exit(1)
    settings = configured()
    database = open_database(settings)
    with database.read() as session:
        kept = library.standing(session)
    database.close()
    entries = [entry for entry in kept if retired or entry.status is not Status.RETIRED]
    gone = [entry for entry in kept if entry.status is Status.RETIRED]
    try:
        if kind == MARKDOWN:
            folder.write(entries, file, if_there=gone)
        else:
            file.write_bytes(files.write(entries, kind))
    except FileRefusedError as error:
        for one in error.problems:
            typer.echo(one.text(file.name, settings.desk_language), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(f"{file}: {error.strerror}", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{file}: {len(entries)}")


@app.command()
def check(file: _File, language: _Language = None, hidden: _Hidden = False) -> None:
    """Say what is wrong with a file or folder; nothing else is touched."""
    chosen = language or configured().desk_language
    try:
        reading = read_file(file, hidden=hidden)
    except FileRefusedError as error:
        reading = Reading((), whole=False, problems=error.problems, notices=())
    for one in (*reading.notices, *reading.problems):
        typer.echo(one.text(file.name, chosen), err=bool(reading.problems))
    if reading.problems:
        raise typer.Exit(1)
    if not reading.whole:
        for line in importing.sample_lines([one.entry for one in reading.found[: importing.SAMPLES]], chosen):
            typer.echo(line)
    typer.echo(f"{file.name}: {len(reading.found)} ✓")


def _as_data(report: importing.ImportReport) -> dict[str, object]:
    changing = [
        {
            "id": row.entry.id,
            "change": row.change,
            "file": row.file or report.file,
            "line": row.line,
            "fields": {
                field.name: {"before": field.before, "after": field.after}
                for field in (field_changes(row.before, row.entry) if row.before else ())
            },
        }
        for row in report.changing
    ]
    return {"entries": changing, "missing": [entry.id for entry in report.missing]}


_WORDS = {
    "ru": {"sure": "Записать?", "done": "Записано.", "missing": "нет в файле"},
    "en": {"sure": "Write it?", "done": "Written.", "missing": "not in the file"},
}
