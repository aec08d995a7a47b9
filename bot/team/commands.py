"""The commands that somebody's role adds to Telegram's menu, in his own chat with the bot alone."""

from __future__ import annotations

from bot.customer.commands import COMMANDS
from bot.step import Step
from bot.team import roles
from bot.team.roles import Role
from store.outbox import Action, Author, Priority
from store.schema import Person

OF_ROLES: dict[str, tuple[Role, ...]] = {
    "shift": (Role.AGENT,),
    "kb": (Role.EDITOR,),
    "templates": (Role.EDITOR, Role.SUPERVISOR),
    "team": (Role.SUPERVISOR,),
    "incident": (Role.SUPERVISOR,),
}
"""Commands, and whose they are."""


def offer(step: Step, person: Person, *, again: bool = False) -> None:
    """Put into his menu what he may do now, once for each change of his roles. `again` when he has written: a
    menu that was offered before he ever wrote to the bot did not reach him."""
    words = step.services.desk_texts
    own = [name for name, whose in OF_ROLES.items() if any(roles.has(person, role) for role in whose)]
    offered = [[name, words.plain(f"command-{name}")] for name in (*own, *COMMANDS)] if own else []
    changes = roles.changes(step.session, person)
    if not offered and not changes:
        return
    step.put(
        Action.OFFER_COMMANDS,
        lane=f"menu:{person.external_id}",
        chat_id=person.external_id,
        author=Author.SYSTEM,
        priority=Priority.DECORATION,
        payload={"commands": offered},
        key=f"menu{'-again' if again else ''}:{person.id}:{changes}:{len(own)}",
    )
