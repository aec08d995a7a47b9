"""Commands in the agents' group. A new command is a line in the table at the end."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import team
from bot.inbound import Written
from bot.step import Step
from store.schema import Person

Act = Callable[[Step, Written, Person, str], None]
"""What a command does: the message, who wrote it, the words after the command."""


def on_command(step: Step, written: Written) -> bool:
    """Carry out a command of the agents' group; False when it is none of ours."""
    act = ACTS.get(written.command)
    if act is None or written.sender is None:
        return False
    rest = written.text.partition(" ")[2].strip()
    act(step, written, team.meet(step, written.sender), rest)
    return True


ACTS: dict[str, Act] = {}
"""By the name of the command."""
