"""`linezero link`: links into the bot that open a question, a subject or the door of a segment."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.configured import settings as configured
from bot.customer.links import Link, UnusableLinkError, write


def link(
    kind: Annotated[str, typer.Argument(help="entry, topic or segment.")],
    name: Annotated[str, typer.Argument(help="Its id, or the name of the segment.")],
    bot: Annotated[str, typer.Option(help="The name of the bot, for the whole address.")] = "",
) -> None:
    """Make a link into the bot: to a question, a subject, or one that puts people into a segment."""
    if kind not in ("entry", "topic", "segment"):
        typer.echo(f"“{kind}” is nothing to link to: entry, topic or segment", err=True)
        raise typer.Exit(1)
    token = configured().telegram_token.get_secret_value()
    if kind == "segment" and not token:
        typer.echo(
            "a link to a segment is signed with the bot's token: set LINEZERO_TELEGRAM_TOKEN", err=True
        )
        raise typer.Exit(1)
    try:
        payload = write(Link(kind, name), token)
    except UnusableLinkError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"https://t.me/{bot.removeprefix('@') or '<bot>'}?start={payload}")
