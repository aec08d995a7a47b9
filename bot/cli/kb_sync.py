"""`linezero kb sync`: a folder of Markdown files, in git for example, is the source of truth."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import build_index, open_database
from bot.cli.configured import settings as configured
from bot.editor.report import facts as figures
from bot.editor.report import sentence
from bot.settings import Settings
from bot.texts import texts
from bot.training import trainer_of
from intents.vectors import VectorCache
from kb import importing, syncing
from kb.importing import ImportReport
from kb.journal import Signature
from kb.markup import plain
from kb.questions import real_questions
from kb.replay import Replay, rehearse
from store.database import Database

_SHORTEST_REASON = 10


def add_to(app: typer.Typer) -> None:
    """Add this command to `linezero kb`."""
    app.command()(sync)


def sync(
    place: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of Markdown files.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Do it in spite of a loss.")] = False,
    reason: Annotated[str, typer.Option(help="Why; needed with --force, stays in the history.")] = "",
    author: Annotated[str, typer.Option(help="Who wrote it; the user at the terminal unless said.")] = "",
    reviewed_by: Annotated[
        str, typer.Option(help="Who looked at it; needed where publishing takes two persons.")
    ] = "",
) -> None:
    """Make the knowledge base what a folder says: add, change, and retire what is gone from it."""
    settings = configured()
    words = _WORDS[settings.desk_language]
    signer = author or getpass.getuser()
    if force and len(reason.strip()) < _SHORTEST_REASON:
        raise typer.BadParameter(words["reason"])
    if not place.is_dir():
        typer.echo(f"{place}: {words['folder']}", err=True)
        raise typer.Exit(1)
    database = open_database(settings)
    try:
        report = importing.planned_import(database, place, retire_missing=True)
        for line in report.lines(settings.desk_language, trial=dry_run):
            typer.echo(line, err=bool(report.problems))
        if report.problems:
            raise typer.Exit(1)
        alone = settings.two_person_publishing and reviewed_by.strip() in ("", signer)
        if alone and report.changing and not dry_run:
            raise typer.BadParameter(words["reviewed"])
        replay = _rehearsed(settings, database, report)
        if replay is not None:
            entries = {row.entry.id: row.entry for row in report.planned}
            typer.echo(plain(sentence(texts(settings.desk_language), entries.get, replay)))
        blocked = syncing.is_blocked(report, replay)
        if blocked:
            typer.echo(words["most" if syncing.retires_most(report) else "lost"], err=True)
        if dry_run or (blocked and not force):
            raise typer.Exit(int(blocked))
        if report.changing:
            told = figures(replay) if replay else {}
            told |= {"reviewed_by": reviewed_by} if reviewed_by else {}
            signed = Signature(signer, datetime.now(UTC), reason.strip() if blocked else "", told)
            _done(database, place, report, signed, words)
    finally:
        database.close()


def _rehearsed(settings: Settings, database: Database, report: ImportReport) -> Replay | None:
    """Real questions answered with and without the change; None where customers would see no difference."""
    change = syncing.rehearsed(report)
    if change is None:
        return None
    index = build_index(settings, database)
    if not index.rebuild():
        typer.echo(f"Training failed: {index.failure}", err=True)
        raise typer.Exit(1)
    with database.read() as session:
        asked = real_questions(session)
    return rehearse(
        index.snapshot, change, trainer_of(settings), asked,
        target_error=settings.target_error, vectors=VectorCache(settings.data_dir),
    )  # fmt: skip


def _done(
    database: Database, place: Path, report: ImportReport, signed: Signature, words: dict[str, str]
) -> None:
    try:
        syncing.apply(database, place, report, signed)
    except syncing.OvertakenError as error:
        typer.echo(words["overtaken"], err=True)
        raise typer.Exit(1) from error
    typer.echo(words["done"])


_WORDS = {
    "ru": {
        "folder": "нужна папка с файлами .md",
        "reason": "напишите в --reason, почему это нужно: причина останется в истории",
        "reviewed": "публикация вдвоём: назовите в --reviewed-by, кто посмотрел изменения",
        "lost": "Клиенты потеряют ответы: ничего не записано. Исправьте статьи или дайте --force --reason.",
        "most": "Больше половины статей исчезнет: та ли это папка? Если да, дайте --force --reason.",
        "overtaken": "Пока шла проверка, статьи или файлы изменились. Запустите ещё раз.",
        "done": "Готово.",
    },
    "en": {
        "folder": "a folder with .md files is needed",
        "reason": "say in --reason why: it stays in the history",
        "reviewed": "publishing takes two persons: name in --reviewed-by who looked at the changes",
        "lost": "Customers would lose answers: nothing was written. Mend entries, or use --force --reason.",
        "most": "More than half of the entries would go: is it this folder? If so, use --force --reason.",
        "overtaken": "Entries or files changed during the check. Run it again.",
        "done": "Done.",
    },
}
