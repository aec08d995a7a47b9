"""The command line `linezero`."""

from bot.cli.main import app

__all__ = ["app"]
