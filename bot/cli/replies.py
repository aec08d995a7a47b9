"""`linezero replies`: replies at hand («шаблоны») from a file and into a file."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_database
from bot.cli.configured import settings as configured
from handoff import templates
from handoff.templates import TemplateError
from kb.markup import problems_of

app = typer.Typer(help="Replies that agents have at hand.", no_args_is_help=True)

_File = Annotated[Path, typer.Argument(help="YAML, like docs/examples/replies.yaml.")]


@app.command("import")
def import_(file: _File) -> None:
    """Add and change replies from a YAML file: all of them, or none where there is an error."""
    settings = configured()
    try:
        found = templates.read_yaml(file.read_text(encoding="utf-8"))
        for name, texts in found:
            if any(problems_of(text, name) for text in texts.values()):
                raise TemplateError("markup", name)
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"{file}: cannot be read ({type(error).__name__})", err=True)
        raise typer.Exit(1) from None
    except TemplateError as error:
        typer.echo(f"{file}: {_SAYS[error.reason].format(error.detail)}", err=True)
        raise typer.Exit(1) from None
    database = open_database(settings)
    with database.write() as session:
        for name, texts in found:
            templates.save(session, name, texts, by=getpass.getuser(), now=datetime.now(UTC))
    database.close()
    typer.echo(f"{file}: {len(found)} ✓")


@app.command()
def export(file: _File) -> None:
    """Write all replies into a YAML file, which `import` reads back."""
    database = open_database(configured())
    with database.read() as session:
        kept = templates.all_templates(session)
    database.close()
    file.write_text(templates.write_yaml(kept), encoding="utf-8")
    typer.echo(f"{file}: {len(kept)}")


_SAYS = {
    "file": "not built like docs/examples/replies.yaml (at {})",
    "name": "a name has 1–60 characters in one line: “{}”",
    "empty": "“{}” has no text",
    "long": "“{}” is longer than a message may be",
    "unknown": "there is no variable “{}”; known are " + ", ".join(templates.VARIABLES),
    "markup": "Telegram cannot show the formatting of “{}”",
}
