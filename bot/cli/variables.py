"""`linezero variables`: what many answers mention and what is said once."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_database
from bot.cli.configured import settings as configured
from kb import library, values
from kb.values import EVERY_LANGUAGE, ValueRefusedError

app = typer.Typer(help="Variables of answers: {{ support_phone }} and the like.", no_args_is_help=True)


@app.command("list")
def list_(
    file: Annotated[Path | None, typer.Option("--to", help="Write them into this YAML file instead.")] = None,
) -> None:
    """All variables with their values and the number of answers that use each."""
    database = open_database(configured())
    with database.read() as session:
        found, entries = values.everything(session), library.published(session)
    database.close()
    if file is not None:
        file.write_bytes(values.as_yaml(found))
        typer.echo(f"{file}: {len(found)}")
        return
    for name, texts in found.items():
        said = "; ".join(f"{language}: {text}" if language else text for language, text in texts.items())
        typer.echo(f"{name} = {said} ({len(values.users_of(name, entries))})")


@app.command("set")
def set_(
    name: Annotated[str, typer.Argument(help="Its name, or a YAML file with many: `name: text`.")],
    value: Annotated[str, typer.Argument(help="The new value.")] = "",
    language: Annotated[str, typer.Option(help="For this language only: ru or en.")] = EVERY_LANGUAGE,
) -> None:
    """Give a variable its value, or many from a file; every answer follows at once."""
    settings = configured()
    database = open_database(settings)
    try:
        found = values.read_file(Path(name)) if Path(name).is_file() else {name: {language: value}}
        with database.write() as session:
            for one, texts in found.items():
                values.put(session, one, texts, author=getpass.getuser(), now=datetime.now(UTC))
    except ValueRefusedError as error:
        typer.echo(f"{name}: {error.problem.text(settings.desk_language)}", err=True)
        raise typer.Exit(1) from error
    finally:
        database.close()
    typer.echo(f"{len(found)} ✓")


@app.command("remove")
def remove(name: str) -> None:
    """Forget a variable that no answer uses."""
    database = open_database(configured())
    with database.write() as session:
        users = values.remove(session, name, library.published(session))
    database.close()
    if users:
        typer.echo(f"{name} is used by {', '.join(users)}; nothing was changed", err=True)
        raise typer.Exit(1)
