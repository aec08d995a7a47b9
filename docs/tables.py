"""Writes the tables of README and docs that follow from the code; `make docs` runs it, a test compares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli.main import app
from bot.settings import Settings
from handoff.case import TRANSITIONS, State

ROOT = Path(__file__).parents[1]


def settings_table() -> str:
    """Every setting: variable, default, meaning."""
    rows = ["| variable | default | what it does |", "|---|---|---|"]
    prefix = Settings.model_config.get("env_prefix", "")
    for name, field in Settings.model_fields.items():
        value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        default = "" if value in (None, "") else f"`{str(value).lower() if value is False else value}`"
        rows.append(f"| `{prefix}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


def commands_table() -> str:
    """Every command of `linezero`, with the first line of its help."""
    rows = ["| command | what it does |", "|---|---|"]
    rows += [f"| `linezero {name}` | {does} |" for name, does in commands()]
    return "\n".join(rows)


def commands() -> Iterator[tuple[str, str]]:
    """Name and purpose of each command, `db upgrade` and the like included."""
    yield from _commands_of(get_command(app), "")


def _commands_of(command: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(command, TyperGroup):
        for part, inner in command.commands.items():
            yield from _commands_of(inner, f"{name} {part}".strip())
    else:
        yield name, " ".join((command.help or "").split("\n\n")[0].split())


def transitions_table() -> str:
    """The life of a case: event, states it may happen in, state it leads to."""
    order = list(State)
    rows = ["| event | when the case is | then it is |", "|---|---|---|"]
    for event, (allowed, target) in TRANSITIONS.items():
        sources = ", ".join(state for state in order if state in allowed)
        rows.append(f"| `{event}` | {sources} | **{target or 'as before'}** |")
    return "\n".join(rows)


TABLES: dict[str, tuple[str, Callable[[], str]]] = {
    "settings": ("README.md", settings_table),
    "commands": ("README.md", commands_table),
    "transitions": ("docs/architecture.md", transitions_table),
}
"""Name of a table in its page (`<!-- name -->` … `<!-- /name -->`), the page, and what makes it."""


def with_table(page: str, name: str, table: str) -> str:
    """The page with this table in its place. Raises LookupError when the page has no such place."""
    place = re.compile(rf"(<!-- {name} -->\n).*?(\n?<!-- /{name} -->)", re.DOTALL)
    if not place.search(page):
        raise LookupError(f"no place for the table “{name}”")
    return place.sub(lambda found: f"{found[1]}{table}\n<!-- /{name} -->", page)


def write() -> None:
    """Bring all tables up to date."""
    for name, (file, make) in TABLES.items():
        path = ROOT / file
        path.write_text(with_table(path.read_text("utf-8"), name, make()), "utf-8")


if __name__ == "__main__":
    write()
