"""`linezero run` and `linezero demo`: the bot itself."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator

import typer

from bot import belonging, logs
from bot.app import App, load_demo, open_database
from bot.cli.configured import settings as configured
from bot.demo import LocalTelegramError, give_roles, in_its_own_database, local_telegram
from bot.ending import stop_on_signals
from bot.intake.polling import UnknownTokenError
from bot.intake.webhook import ListenError
from bot.settings import Settings
from intents.encoders import EncoderError
from intents.vectors import Progress
from kb.company import CompanyFileError

_STEP = 0.2  # of the progress, between two lines


def run() -> None:
    """Serve customers: on Telegram with LINEZERO_TELEGRAM_TOKEN, on the local Telegram without."""
    settings = configured()
    if settings.telegram_token.get_secret_value():
        _until_stopped(_on_telegram(settings), settings)
    else:
        _until_stopped(_on_local_telegram(settings), settings)


def demo() -> None:
    """Serve on the local Telegram, whatever token is set: a page where you play customer and agent."""
    settings = configured()
    _until_stopped(_on_local_telegram(settings), settings)


def _until_stopped(serving: object, settings: Settings) -> None:
    logs.set_up(settings.log_level, as_json=settings.log_json, secrets=settings.secrets)
    try:
        asyncio.run(serving)  # type: ignore[arg-type]
    except* (
        UnknownTokenError,
        LocalTelegramError,
        CompanyFileError,
        EncoderError,
        ListenError,
        belonging.ForeignDatabaseError,
    ) as errors:
        for error in _each(errors):
            typer.echo(str(error), err=True)
        sys.exit(1)


def _each(errors: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    """The errors of a group and of the groups in it."""
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _each(error)
        else:
            yield error


def _progress() -> Progress:
    """Prints how far the first training is, where it takes long enough to wonder."""
    told, part = 0.0, 1

    def tell(stage: str, share: float) -> None:
        nonlocal told, part
        if stage != "vectors":
            return
        if share < told:  # the next encoder, or the sentences of answers
            told, part = 0.0, part + 1
        if share < 1.0 and share - told >= _STEP:
            told = share
            typer.echo(f"  reading entries, part {part}: {share:.0%}")

    return tell


async def _on_telegram(settings: Settings) -> None:
    app = App(settings, progress=_progress())
    stop_on_signals(app.stop)
    typer.echo("Line Zero is starting…")
    if app.knowledge_is_empty():
        typer.echo(
            "The knowledge base is empty, so everything goes to people. Fill it: linezero kb import FILE"
        )
    await app.run(lambda: typer.echo(f"Line Zero serves; it reads by {app.encoder}. Ctrl-C ends it."))
    typer.echo("Stopped.")


async def _on_local_telegram(settings: Settings) -> None:
    begun = time.monotonic()
    typer.echo("Preparing the database and the demo knowledge base…")
    settings = in_its_own_database(settings)
    database = open_database(settings)
    belonging.check(database, belonging.LOCAL)
    belonging.bind(database, belonging.LOCAL)
    loaded = load_demo(database)
    give_roles(database)
    database.close()
    if loaded:
        typer.echo(f"Loaded {loaded} entries.")
    typer.echo("Starting the local Telegram…")
    async with local_telegram(settings) as local:
        app = App(local, progress=_progress(), belongs_to=belonging.LOCAL)
        stop_on_signals(app.stop)
        typer.echo("Learning the knowledge base…")

        def ready() -> None:
            typer.echo(
                f"\n  Open {local.telegram_api_url}\n\n"
                "  Left: your customers' phones. Right: the agents' group.\n"
                f"  Reads by {app.encoder}.\n"
                f"  Ready after {time.monotonic() - begun:.1f} s. Ctrl-C ends it.\n"
            )

        await app.run(ready)
    typer.echo("Stopped.")
