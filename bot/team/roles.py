"""Roles of people: looked up at every command and press, given and taken with a record of who did it."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import insert, select

from bot.inbound import Sender
from bot.step import Step
from store.authoring import RoleChange
from store.schema import Person


class Role(StrEnum):
    """What somebody of the team may do."""

    AGENT = "agent"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"


def known(step: Step, sender: Sender) -> Person | None:
    """The person of the team behind a sender; None for everybody else.

    Whom the settings name as a supervisor is one from the first word on, and an editor too.
    """
    person = step.session.scalar(
        select(Person).where(Person.channel == "telegram", Person.external_id == sender.id)
    )
    if sender.id in step.services.settings.supervisor_ids:
        person = person or add(step, sender.id, sender.name, sender.username)
        if Role.SUPERVISOR not in person.roles:
            change(step, person, Role.SUPERVISOR, granted=True, by=None)
            change(step, person, Role.EDITOR, granted=True, by=None)
    if person is not None and sender.name:
        person.name, person.username = sender.name, sender.username
    return person


def add(step: Step, external_id: int, name: str, username: str | None = None) -> Person:
    """Somebody new, without any role yet."""
    person = Person(external_id=external_id, name=name, username=username, roles=[], created_at=step.now)
    step.session.add(person)
    step.session.flush()
    return person


def has(person: Person | None, role: Role) -> bool:
    """Whether somebody has a role now."""
    return person is not None and role in person.roles


def holders(step: Step, role: Role) -> list[Person]:
    """Everybody who has a role, by name."""
    people = step.session.scalars(select(Person).order_by(Person.name, Person.id))
    return [person for person in people if role in person.roles]


def may_lose(step: Step, person: Person, role: Role) -> bool:
    """Whether a role can be taken: whom the settings name stays, and one supervisor has to be left."""
    if role is not Role.SUPERVISOR:
        return True
    if person.external_id in step.services.settings.supervisor_ids:
        return False
    return any(other.id != person.id for other in holders(step, Role.SUPERVISOR))


def change(step: Step, person: Person, role: Role, *, granted: bool, by: Person | None) -> None:
    """Give or take a role, and write down who did it (`by` None: the settings)."""
    if granted == (role in person.roles):
        return
    rest = [one for one in person.roles if one != role]
    person.roles = [*rest, str(role)] if granted else rest
    step.session.flush()
    step.session.execute(
        insert(RoleChange).values(
            person_id=person.id, role=str(role), granted=granted, by_id=by.id if by else None, at=step.now
        )
    )


def last_change(step: Step, person: Person) -> RoleChange | None:
    """The newest change of somebody's roles."""
    return step.session.scalar(
        select(RoleChange).where(RoleChange.person_id == person.id).order_by(RoleChange.id.desc()).limit(1)
    )
