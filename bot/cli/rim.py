"""Where errors of a command become words for who gave it: what is wrong, what to do, exit code 1."""

from __future__ import annotations

import os

import structlog
import typer
from sqlalchemy.engine import URL
from typer.core import TyperGroup

from bot import permissions
from bot.settings import Settings
from bot.settings_file import SettingsError
from store import faults
from store.copying import CopyRefusedError
from store.database import address

_log = structlog.get_logger(__name__)


class Rim(TyperGroup):
    """All commands. What goes wrong outside the program is said in a line or two; the traceback of it goes to
    the log with `--debug`. A fault of the program itself keeps its traceback."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Carry a command out. What it makes is its owner's alone."""
        before = os.umask(permissions.UMASK)
        try:
            return super().invoke(ctx)
        except Exception as error:
            said = explain(error)
            if said is None:
                raise
            if ctx.params.get("debug"):
                _log.error("a command failed", action="command_failed", exc_info=error)
            typer.echo(said, err=True)
            raise typer.Exit(1) from None
        finally:
            os.umask(before)


def explain(error: Exception) -> str | None:
    """What to tell the person; None for a fault of the program itself."""
    if isinstance(error, (SettingsError, CopyRefusedError)):
        return str(error)
    found = faults.explain(error, _address())
    return None if found is None else f"{found.what}\n{found.todo}"


def _address() -> URL | None:
    try:
        return address(Settings().database_url)
    except ValueError:  # wrong settings, which are told elsewhere
        return None
