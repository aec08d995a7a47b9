"""What somebody of the team does in his private chat with the bot, for those rooms whose buttons begin with a
word of their own."""

from __future__ import annotations

from collections.abc import Callable

from bot.inbound import Inbound, Pressed, Written
from bot.step import Step
from bot.team import roles
from bot.team.roles import Role
from bot.team.talk import Talk
from store.schema import Person


def take(
    step: Step,
    inbound: Inbound,
    prefix: str,
    *,
    allowed: frozenset[Role],
    on_words: Callable[[Talk, Written], bool],
    on_press: Callable[[Talk, list[str]], bool],
) -> bool:
    """Handle words and presses of those with one of the allowed roles. False for everybody and all else.

    `on_words` says whether the words were meant for it; `on_press` gets what follows the prefix and says
    whether the button still means something.
    """
    match inbound:
        case Written(is_group=False, edited=False, sender=sender) if sender is not None:
            talk = _talk(step, roles.known(step, sender), allowed)
            return talk is not None and on_words(talk, inbound)
        case Pressed(is_group=False) if inbound.data.startswith(f"{prefix}:"):
            talk = _talk(step, roles.known(step, inbound.sender), allowed, inbound.message_id)
            if talk is None:
                return False
            known = on_press(talk, inbound.data.split(":")[1:])
            step.answer_press(inbound.callback_id, "" if known else talk.texts.plain("press-old"))
            return True
        case _:
            return False


def _talk(
    step: Step, person: Person | None, allowed: frozenset[Role], message_id: int | None = None
) -> Talk | None:
    if person is None or not any(roles.has(person, role) for role in allowed):
        return None
    return Talk(step, person, message_id)
