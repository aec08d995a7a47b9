"""The settings for a command, or a clear word about what is wrong with them."""

from __future__ import annotations

import sys

import typer
from pydantic import ValidationError

from bot.settings import Settings


def settings() -> Settings:
    """Read the settings; ends the program with a message for each fault."""
    try:
        return Settings()
    except ValidationError as error:
        for fault in error.errors(include_input=False, include_url=False):
            name = "_".join(str(part) for part in fault["loc"]).upper()
            typer.echo(f"LINEZERO_{name}: {fault['msg']}" if name else fault["msg"], err=True)
        sys.exit(2)
