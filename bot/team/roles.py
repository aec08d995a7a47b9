"""Roles of people: looked up at every command and press, given and taken with a record of who did it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from bot.inbound import Sender
from bot.step import Step
from store.authoring import RoleChange
from store.schema import Person


class Role(StrEnum):
    """What somebody of the team may do."""

    AGENT = "agent"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"


_STRANGERS = "strangers"
"""Where a session keeps the ids that are nobody's of the team."""

# built once: every message runs it
_OF_TELEGRAM = select(Person).where(Person.channel == "telegram", Person.external_id == bindparam("id"))


def known(step: Step, sender: Sender) -> Person | None:
    """The person of the team behind a sender; None for everybody else.

    Whom the settings name as a supervisor is one from the first word on, and an editor too.
    """
    if sender.id in step.services.settings.supervisor_ids:
        appoint(step.session, sender.id, step.now)
    person = of_telegram(step.session, sender.id)
    if person is not None and sender.name:
        person.name, person.username = sender.name, sender.username
    return person


def of_telegram(session: Session, external_id: int) -> Person | None:
    """The person behind an id of Telegram, whatever roles he has. Each step asks several times; that somebody
    is nobody is looked up once."""
    strangers: set[int] = session.info.setdefault(_STRANGERS, set())
    if external_id in strangers:
        return None
    person = session.scalar(_OF_TELEGRAM, {"id": external_id})
    if person is None:
        strangers.add(external_id)
    return person


def add(
    session: Session, external_id: int, now: datetime, name: str = "", username: str | None = None
) -> Person:
    """The person behind an id of Telegram; somebody new has no role yet."""
    person = of_telegram(session, external_id)
    if person is None:
        person = Person(external_id=external_id, name=name, username=username, roles=[], created_at=now)
        session.add(person)
        session.flush()
        session.info[_STRANGERS].discard(external_id)
    return person


def appoint(session: Session, external_id: int, now: datetime) -> None:
    """Make somebody a supervisor and an editor, because the settings or the owner of the group say so."""
    person = add(session, external_id, now)
    if Role.SUPERVISOR not in person.roles:
        for role in (Role.SUPERVISOR, Role.EDITOR):
            set_role(session, person, role, now, granted=True)


def works_on_cases(person: Person | None) -> bool:
    """Whether somebody may take cases: an agent, or a supervisor who helps out."""
    return has(person, Role.AGENT) or has(person, Role.SUPERVISOR)


def has(person: Person | None, role: Role) -> bool:
    """Whether somebody has a role now."""
    return person is not None and role in person.roles


def holders(step: Step, role: Role) -> list[Person]:
    """Everybody who has a role, by name."""
    return having(step.session, role)


def having(session: Session, role: Role) -> list[Person]:
    """Everybody who has a role, by name."""
    people: Iterable[Person] = session.scalars(select(Person).order_by(Person.name, Person.id))
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
    set_role(step.session, person, role, step.now, granted=granted, by=by)


def set_role(
    session: Session, person: Person, role: Role, now: datetime, *, granted: bool, by: Person | None = None
) -> None:
    """Give or take a role, and write down who did it and when (`by` None: who runs the program)."""
    if granted == (role in person.roles):
        return
    rest = [one for one in person.roles if one != role]
    person.roles = [*rest, str(role)] if granted else rest
    session.flush()
    session.execute(
        insert(RoleChange).values(
            person_id=person.id, role=str(role), granted=granted, by_id=by.id if by else None, at=now
        )
    )


def changes(session: Session, person: Person) -> int:
    """How often somebody's roles were changed."""
    return session.scalar(select(func.count()).where(RoleChange.person_id == person.id)) or 0


def last_change(step: Step, person: Person) -> RoleChange | None:
    """The newest change of somebody's roles."""
    return step.session.scalar(
        select(RoleChange).where(RoleChange.person_id == person.id).order_by(RoleChange.id.desc()).limit(1)
    )
