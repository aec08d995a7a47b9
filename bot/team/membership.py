"""Who of the team is in the agents' groups. Roles go with the place there: who leaves, is banned or
restricted may do nothing until they are back, and their cases go on without them.

One of several groups is enough. Whom the settings name is a supervisor wherever they are; who never was in a
group works from outside, and stays so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bot.desk import supervisors
from bot.desk.cases import leaving
from bot.inbound import Membership
from bot.intake.lanes import desk_lane
from bot.sending import topics
from bot.step import Step
from bot.team import commands, roles
from bot.team.roles import LOST
from bot.team.talk import Talk
from store import inbox
from store.authoring import GroupMember, StaffChat
from store.outbox import customer_lane
from store.schema import Message, Outbox, Person

TIMER = "membership"


def on_update(step: Step, change: Membership) -> None:
    """Telegram tells that somebody came or left."""
    groups = topics.desks(step.session, step.services.settings.desk_chats)
    person = roles.of_telegram(step.session, change.user.id)
    if change.chat_id not in groups or person is None:
        return
    _keep(step.session, person, change.chat_id, present=change.present, at=step.now, known=change.was_present)
    _apply(step, person, groups)


# -- what Telegram answers when it is asked


def to_ask(session: Session) -> list[tuple[int, int]]:
    """Whose place has to be looked up: our id and Telegram's."""
    people = session.scalars(select(Person).where(Person.channel == "telegram").order_by(Person.id))
    return [(person.id, person.external_id) for person in people if person.roles or person.suspended]


def found(session: Session, person_id: int, places: dict[int, bool], asked_at: datetime) -> None:
    """Have what was found in each group looked at in a step of its own."""
    about = {"person_id": person_id, "places": [[chat, there] for chat, there in places.items()]}
    inbox.set_timer(
        session,
        f"{TIMER}:{person_id}",
        lane=desk_lane(next(iter(places))),
        kind=TIMER,
        due_at=asked_at,
        payload={**about, "asked_at": asked_at.isoformat()},
    )


def on_timer(step: Step, payload: dict[str, Any]) -> None:
    """Keep what was found, unless an update has told something newer since it was asked."""
    person = step.session.get_one(Person, payload["person_id"], with_for_update=True)
    asked_at = datetime.fromisoformat(payload["asked_at"])
    groups = topics.desks(step.session, step.services.settings.desk_chats)
    for chat_id, present in payload["places"]:
        row = step.session.get(GroupMember, (person.id, chat_id))
        if row is None or row.at <= asked_at:
            known = row is not None or _has_written(step.session, person, chat_id)
            _keep(step.session, person, chat_id, present=present, at=asked_at, known=known)
    _apply(step, person, groups)


def _keep(
    session: Session, person: Person, chat_id: int, *, present: bool, at: datetime, known: bool
) -> None:
    if present or known:
        session.merge(GroupMember(person_id=person.id, chat_id=chat_id, present=present, at=at))
        session.flush()


def _has_written(session: Session, person: Person, chat_id: int) -> bool:
    """Whether somebody answered a customer from this group once."""
    line = select(Message.id).where(
        Message.author_kind == "agent", Message.author_id == person.id, Message.chat_id == chat_id
    )
    return session.scalar(line.limit(1)) is not None


# -- what follows


def _apply(step: Step, person: Person, groups: Iterable[int]) -> None:
    places = step.session.scalars(
        select(GroupMember.present).where(
            GroupMember.person_id == person.id, GroupMember.chat_id.in_(list(groups))
        )
    ).all()
    if any(places) and person.suspended:
        roles.restore(step.session, person, step.now)
        _tell(step, person, "back", count=0)
    elif places and not any(places) and person.roles and not _is_named(step, person):
        roles.suspend(step.session, person, step.now)
        count = cut_off(step, person)
        _tell(step, person, "left", count=count)


def cut_off(step: Step, person: Person) -> int:
    """Somebody may not do anything any more: cases go back, and nothing that waits to be told reaches them.
    How many cases it was."""
    count = leaving.cut_off(step, person, None)
    step.session.execute(delete(StaffChat).where(StaffChat.person_id == person.id))
    drop_notices(step, person)
    return count


def drop_notices(step: Step, person: Person) -> None:
    """Drop what waits to be sent to somebody as one of the team; customers get theirs still."""
    others = select(Message.id).where(Message.id == Outbox.message_id, Message.chat_id != person.external_id)
    step.session.execute(
        update(Outbox)
        .where(
            Outbox.lane == customer_lane(person.external_id),
            Outbox.state == "pending",
            Outbox.case_id.is_(None),
            or_(Outbox.message_id.is_(None), others.exists()),
        )
        .values(state="dropped", error="not of the team any more", settled_at=step.now)
    )


def on_role_lost(step: Step, payload: dict[str, Any]) -> None:
    """A role was taken by the settings or on the server."""
    person = step.session.get_one(Person, payload["person_id"], with_for_update=True)
    commands.offer(step, person)
    if not person.roles:
        cut_off(step, person)
    else:
        leaving.cut_off(step, person, None)


def _is_named(step: Step, person: Person) -> bool:
    return person.external_id in step.services.settings.supervisor_ids


def _tell(step: Step, person: Person, what: str, *, count: int) -> None:
    """Supervisors and the person hear it; the menu shows what is left."""
    texts = step.services.desk_texts
    name = person.name or str(person.external_id)
    key = f"member:{person.id}:{roles.changes(step.session, person)}"
    supervisors.tell(
        step, texts("member-told", name=name, what=what, count=count), key=key, without=person.id
    )
    commands.offer(step, person)
    Talk(step, person).say(texts("member-own", what=what), key=f"{key}:own")


ACTS = {TIMER: on_timer, LOST: on_role_lost}
"""By the kind of the timer."""
