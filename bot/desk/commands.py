"""Commands in the agents' group. A new command is a line in the table at the end."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import team
from bot.inbound import Written
from bot.step import Step
from store.schema import Person

Act = Callable[[Step, Written, Person, str], None]
"""What a command does: the message, who wrote it, the words after the command."""


def on_command(step: Step, written: Written) -> None:
    """Carry out a command of the agents' group. Who stays anonymous is nobody."""
    if written.sender is not None:
        rest = written.text.partition(" ")[2].strip()
        ACTS[written.command](step, written, team.meet(step, written.sender), rest)


ACTS: dict[str, Act] = {}
"""By the name of the command."""
