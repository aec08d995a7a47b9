"""All commands of `linezero`, one module each."""

from __future__ import annotations

import typer

from bot.cli import ask, database, run

app = typer.Typer(
    help="Line Zero: a Telegram assistant in front of a support team.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback must not show what is in the variables
    add_completion=False,
)
app.command("run")(run.run)
app.command("demo")(run.demo)
app.command("ask")(ask.ask)
app.add_typer(database.app, name="db")
