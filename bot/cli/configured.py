"""The settings for a command."""

from __future__ import annotations

import typer

from bot import settings_file
from bot.settings import Settings


def settings() -> Settings:
    """Read the settings. Names that do nothing are warned of. Raises SettingsError, of which the person is
    told where all errors are."""
    found = settings_file.read()
    for line in settings_file.misspelt():
        typer.echo(f"Warning: {line}", err=True)
    return found
