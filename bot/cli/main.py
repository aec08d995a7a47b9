"""All commands of `linezero`, one module each."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.cli import (
    ask,
    customers,
    database,
    doctor,
    evaluate,
    health,
    kb,
    link,
    model,
    replies,
    report,
    run,
    team,
    variables,
)
from bot.cli.rim import Rim

app = typer.Typer(
    cls=Rim,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback must not show what is in the variables
    add_completion=False,
)
app.command("run")(run.run)
app.command("demo")(run.demo)
app.command("ask")(ask.ask)
app.command("evaluate")(evaluate.evaluate)
app.command("doctor")(doctor.doctor)
app.command("health")(health.health)
app.command("report")(report.report)
app.command("staffing")(report.staffing)
app.command("link")(link.link)
app.add_typer(kb.app, name="kb")
app.add_typer(customers.app, name="customers")
app.add_typer(variables.app, name="variables")
app.add_typer(team.app, name="team")
app.add_typer(model.app, name="model")
app.add_typer(replies.app, name="replies")
app.add_typer(database.app, name="db")


def _say_version(wanted: bool) -> None:
    if wanted:
        where = Path(__file__).parents[2]
        typer.echo(
            f"Line Zero {metadata.version('linezero')} (Python {platform.python_version()}, in {where})"
        )
        raise typer.Exit


@app.callback()
def _quietly(
    version: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Log where an error arose.")] = False,
) -> None:
    """Line Zero: a Telegram assistant in front of a support team."""
    logs.set_up("WARNING", as_json=False)  # `run` logs as the settings say
