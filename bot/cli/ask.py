"""`linezero ask`: what line zero would say to a question."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.app import build_index, load_demo, open_database
from bot.cli.configured import settings as configured


def ask(text: Annotated[str, typer.Argument(help="The question, as a customer would write it.")]) -> None:
    """Say what line zero would do with a question, and why."""
    settings = configured()
    database = open_database(settings)
    load_demo(database)
    index = build_index(settings, database)
    index.rebuild()
    found = index.understand(text)
    typer.echo(f"{found.decision}  {found.confidence:.0%}  ({found.language})")
    for candidate in found.candidates[:5]:
        typer.echo(f"  {candidate.score:6.1%}  {candidate.entry_id}")
    for signal in found.signals:
        typer.echo(f"  {signal.kind} {signal.detail} {', '.join(signal.words)}")
