"""Somebody in the agents' group who has no role: nothing he does there has any effect, he is told once how to
be let in, and the supervisors can let him in with one press."""

from __future__ import annotations

from bot.inbound import Sender
from bot.step import Step, button
from bot.team import roles
from bot.team.roles import Role
from bot.team.talk import Talk
from store.schema import Case, Person


def met(step: Step, sender: Sender, case: Case | None) -> None:
    """A stranger wrote or pressed in the topic of a case, or in General (`case` None)."""
    person = roles.add(step.session, sender.id, step.now, sender.name, sender.username)
    person.name, person.username = sender.name, sender.username
    once = f"stranger:{person.id}:{roles.changes(step.session, person)}"  # again after a role was taken
    supervisors = roles.holders(step, Role.SUPERVISOR)
    if case is not None:
        names = ", ".join(one.name for one in supervisors if one.name)
        key = "stranger-told" if supervisors else "stranger-nobody"
        texts = step.services.desk_texts
        values = {"who": names or texts.plain("person-someone")} if supervisors else {"id": str(sender.id)}
        step.desk_say(case, texts(key, name=sender.name, **values), key=once)
    for supervisor in supervisors:
        _ask(Talk(step, supervisor), person, once)


def _ask(talk: Talk, person: Person, once: str) -> None:
    name = person.name or str(person.external_id)
    grant = button(talk.texts.plain("stranger-button"), "team", "role", person.id, Role.AGENT, 1)
    ask = talk.texts("stranger-ask", name=name, username=person.username or "none")
    talk.say(ask, [[grant]], key=f"{once}:{talk.person.id}")
