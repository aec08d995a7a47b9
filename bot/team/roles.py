"""Roles of people: looked up at every command and press, given and taken with a record of who did it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from bot.inbound import Sender
from bot.step import Step
from store import inbox
from store.authoring import GroupMember, RoleChange
from store.schema import Person


class Role(StrEnum):
    """What somebody of the team may do."""

    AGENT = "agent"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"


class Origin(StrEnum):
    """What gave or took a role where no person did."""

    SETTINGS = "settings"
    OWNER = "owner"
    GROUP = "group"
    SERVER = "server"


LOST = "role_lost"
"""The kind of the timer that returns the cases of somebody whose role was taken outside of a step."""
_STRANGERS = "strangers"
"""Where a session keeps the ids that are nobody's of the team."""

# built once: every message runs it
_OF_TELEGRAM = select(Person).where(Person.channel == "telegram", Person.external_id == bindparam("id"))


def known(step: Step, sender: Sender) -> Person | None:
    """The person of the team behind a sender; None for everybody else.

    Whom the settings name as a supervisor is one from the first word on, and an editor too.
    """
    if sender.id in step.services.settings.supervisor_ids:
        appoint(step.session, sender.id, step.now, Origin.SETTINGS)
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


def appoint(session: Session, external_id: int, now: datetime, origin: Origin) -> None:
    """Make somebody a supervisor and an editor, because the settings say so or the group is theirs."""
    person = add(session, external_id, now)
    if Role.SUPERVISOR not in person.roles:
        for role in (Role.SUPERVISOR, Role.EDITOR):
            set_role(session, person, role, now, granted=True, origin=origin)
    elif origin is Origin.SETTINGS:  # written down before origins were
        session.execute(
            update(RoleChange)
            .where(RoleChange.person_id == person.id, RoleChange.by_id.is_(None), RoleChange.origin == "")
            .where(RoleChange.role.in_((str(Role.SUPERVISOR), str(Role.EDITOR))))
            .values(origin=origin)
        )


def end_settings(session: Session, named: Collection[int], now: datetime) -> None:
    """Roles from the settings end with the setting; those that people gave stay."""
    last = select(func.max(RoleChange.id)).group_by(RoleChange.person_id, RoleChange.role)
    given = select(RoleChange.person_id, RoleChange.role).where(
        RoleChange.id.in_(last), RoleChange.granted, RoleChange.origin == Origin.SETTINGS
    )
    for person_id, role in session.execute(given).all():
        person = session.get_one(Person, person_id)
        if person.external_id not in named:
            take_away(session, person, Role(role), now, Origin.SETTINGS)


def take_away(session: Session, person: Person, role: Role, now: datetime, origin: Origin) -> None:
    """Take a role outside of a step; the cases go back in a step of their own."""
    set_role(session, person, role, now, granted=False, origin=origin)
    about = {"person_id": person.id}
    inbox.set_timer(session, f"{LOST}:{person.id}", lane="team", kind=LOST, due_at=now, payload=about)


def works_on_cases(person: Person | None) -> bool:
    """Whether somebody may take cases: an agent, or a supervisor who helps out."""
    return has(person, Role.AGENT) or has(person, Role.SUPERVISOR)


def is_team(person: Person | None) -> bool:
    """Whether somebody has any role here."""
    return person is not None and bool(person.roles)


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
    """Give or take a role, and write down who did it."""
    set_role(step.session, person, role, step.now, granted=granted, by=by)


def set_role(
    session: Session,
    person: Person,
    role: Role,
    now: datetime,
    *,
    granted: bool,
    by: Person | None = None,
    origin: Origin | None = None,
) -> None:
    """Give or take a role, and write down who did it and when (`by` None: no person, but the `origin`).

    A role given to somebody who has left the group gives back the others too: whoever gives it wants them to
    work from outside.
    """
    if granted and person.suspended:
        allow_outside(session, person, now, by=by)
    if not granted:
        person.suspended = [one for one in person.suspended if one != role]
    if granted == (role in person.roles):
        session.flush()
        return
    rest = [one for one in person.roles if one != role]
    person.roles = [*rest, str(role)] if granted else rest
    _write_down(session, person, [role], now, granted=granted, by=by, origin=origin)


def suspend(session: Session, person: Person, now: datetime) -> None:
    """Put all roles of somebody aside who has left the group."""
    roles, person.roles = person.roles, []
    person.suspended = [*person.suspended, *(one for one in roles if one not in person.suspended)]
    _write_down(session, person, roles, now, granted=False, origin=Origin.GROUP)


def restore(
    session: Session,
    person: Person,
    now: datetime,
    *,
    by: Person | None = None,
    origin: Origin = Origin.GROUP,
) -> None:
    """Give back the roles that were put aside."""
    roles, person.suspended = person.suspended, []
    person.roles = [*person.roles, *(one for one in roles if one not in person.roles)]
    _write_down(session, person, roles, now, granted=True, by=by, origin=None if by else origin)


def allow_outside(session: Session, person: Person, now: datetime, *, by: Person | None = None) -> None:
    """Somebody who has left the group works on without it, as one who never was in it."""
    session.execute(delete(GroupMember).where(GroupMember.person_id == person.id))
    restore(session, person, now, by=by, origin=Origin.SERVER)


def _write_down(
    session: Session,
    person: Person,
    roles: Iterable[str],
    now: datetime,
    *,
    granted: bool,
    by: Person | None = None,
    origin: Origin | None = None,
) -> None:
    session.flush()
    about: dict[str, Any] = {
        "person_id": person.id,
        "granted": granted,
        "by_id": by.id if by else None,
        "at": now,
    }
    about["origin"] = str(origin or "")
    for role in roles:
        session.execute(insert(RoleChange).values(role=str(role), **about))


def changes(session: Session, person: Person) -> int:
    """How often somebody's roles were changed."""
    return session.scalar(select(func.count()).where(RoleChange.person_id == person.id)) or 0


def last_change(step: Step, person: Person) -> RoleChange | None:
    """The newest change of somebody's roles."""
    return step.session.scalar(
        select(RoleChange).where(RoleChange.person_id == person.id).order_by(RoleChange.id.desc()).limit(1)
    )
