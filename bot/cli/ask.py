"""`linezero ask`: what line zero would do with a question, for people and for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.app import build_index, load_demo, open_database
from bot.cli.configured import settings as configured
from bot.settings import Settings
from bot.training import trainer_of
from intents.types import Understanding
from kb.formats.reading import read_file
from kb.formats.rows import FileRefusedError
from kb.reactions import reaction

_SHOWN = 5

Understand = Callable[[str], Understanding]


def ask(
    text: Annotated[str | None, typer.Argument(help="The question, as a customer would write it.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A text file with one question a line.")] = None,
    kb: Annotated[
        Path | None,
        typer.Option("--kb", help="Answer from this file of entries alone; the database stays untouched."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a question.")] = False,
) -> None:
    """Say what line zero would do with a question, and why."""
    if (text is None) == (file is None):
        raise typer.BadParameter("give one question, or --file with questions")
    settings = configured()
    understand = _from_file(settings, kb) if kb else _from_database(settings)
    show = _as_json if as_json else _as_text
    for question in [text] if text is not None else _questions(file):
        typer.echo(show(understand(question)))


def _questions(file: Path | None) -> Iterator[str]:
    try:
        lines = (file or Path()).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"{file}: cannot be read as UTF-8 text ({type(error).__name__})", err=True)
        sys.exit(1)
    return (line.strip() for line in lines if line.strip())


def _from_database(settings: Settings) -> Understand:
    database = open_database(settings)
    load_demo(database)
    index = build_index(settings, database)
    if not index.rebuild():
        typer.echo(f"Training failed: {index.failure}", err=True)
        sys.exit(1)
    return index.understand


def _from_file(settings: Settings, file: Path) -> Understand:
    """A model of the entries of a file, in memory."""
    try:
        # entries that customers would not see like this are good enough to be asked
        reading = read_file(file, check=False)
    except FileRefusedError as error:
        for problem in error.problems:
            typer.echo(problem.text(file.name, settings.desk_language), err=True)
        sys.exit(1)
    today = datetime.now(UTC).date()
    documents = [found.entry.to_document() for found in reading.found if found.entry.valid_on(today)]
    return trainer_of(settings)(documents, []).understand


def _as_json(found: Understanding) -> str:
    does = reaction(found)
    value: dict[str, Any] = {
        "question": found.text,
        "decision": str(does.decision),
        "entry": found.best.entry_id if found.best else None,
        "confidence": round(found.confidence, 4),
        "candidates": [
            {"entry": candidate.entry_id, "score": round(candidate.score, 4)}
            for candidate in found.candidates
        ],
        "offered": list(does.offered),
        "probability_offered": round(found.probability_offered, 4) if does.offered else 0.0,
        "language": found.language,
        "signals": [
            {"kind": str(signal.kind), "detail": signal.detail, "words": list(signal.words)}
            for signal in found.signals
        ],
        "explanation": {
            "read_as": found.normalised,
            "phrasing": found.explanation.phrasing,
            "words": list(found.explanation.words),
        },
    }
    return json.dumps(value, ensure_ascii=False)


def _as_text(found: Understanding) -> str:
    does = reaction(found)
    lines = [f"{found.text}", f"  {does.decision}, {found.confidence:.0%} sure, language {found.language}"]
    lines += [f"  {candidate.score:6.1%}  {candidate.entry_id}" for candidate in found.candidates[:_SHOWN]]
    if does.offered:
        lines.append(f"  offered ({found.probability_offered:.0%}): {', '.join(does.offered)}")
    for signal in found.signals:
        detail = f" ({signal.detail})" if signal.detail else ""
        lines.append(f"  signal: {signal.kind}{detail}: {', '.join(signal.words)}")
    if found.explanation.phrasing:
        words = ", ".join(found.explanation.words) or "no word in common"
        lines.append(f"  nearest phrasing: {found.explanation.phrasing} ({words})")
    return "\n".join(lines)
