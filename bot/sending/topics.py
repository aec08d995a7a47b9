"""Topics of the agents' group that come, close, vanish, and a group that moves to another id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import structlog
from sqlalchemy import bindparam, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.sending.claims import OutboxRow
from handoff.case import HELD
from store.outbox import Action, Author, Outgoing, Priority, put
from store.schema import IS_UNCLAIMED, Case, Outbox, Person, Setting, Thread

_log = structlog.get_logger(__name__)
_ARE_OPEN = text("outbox.state IN ('pending', 'sending')")  # word for word as in the partial index

OUT = "desk_out:"
"""Settings with why the bot cannot work in a group, by the group's id."""


class Absence(StrEnum):
    """Why the bot cannot work in a group of the agents."""

    OUT = "out"  # thrown out, or the group is gone
    RIGHTS = "rights"  # no administrator any more, or one who may not make topics


_MOVED = "moved_chat:"
"""Settings with the id that a group has had since it became a supergroup, by its former id."""
_MOVED_TO = select(Setting.value).where(Setting.key == bindparam("key"))


def current(session: Session, chat_id: int) -> int:
    """The id that a group has now."""
    moved = session.scalar(_MOVED_TO, {"key": f"{_MOVED}{chat_id}"})
    return current(session, int(moved)) if moved is not None else chat_id


def desks(session: Session, configured: Iterable[int]) -> tuple[int, ...]:
    """The agents' groups, in the order of the settings, by the ids they have now."""
    return tuple(current(session, chat_id) for chat_id in configured)


def absence(session: Session, chat_id: int) -> Absence | None:
    """Why the bot cannot work in a group; None where it can."""
    mark = session.get(Setting, f"{OUT}{chat_id}")
    return Absence(mark.value) if mark is not None else None


def nobody_sees(session: Session, case_id: int, configured: Iterable[int]) -> bool:
    """Whether agents cannot see a case, because the bot cannot work in its group; of a case that has no topic
    yet, in any."""
    thread = open_thread(session, case_id)
    groups = (thread.chat_id,) if thread is not None else desks(session, configured)
    return bool(groups) and all(absence(session, group) for group in groups)


def hurry(session: Session, chat_id: int) -> None:
    """What waits for a group goes now: it takes messages again."""
    lanes = select(Outbox.lane).where(_ARE_OPEN, Outbox.chat_id == chat_id)
    cases = select(Thread.case_id).where(Thread.chat_id == chat_id)
    session.execute(
        update(Outbox)
        .where(
            _ARE_OPEN,
            Outbox.state == "pending",
            or_(Outbox.lane.in_(lanes), Outbox.chat_id.is_(None) & Outbox.case_id.in_(cases)),
        )
        .values(not_before=None)
        .execution_options(synchronize_session=False)
    )


def emptiest(session: Session, configured: Sequence[int]) -> int | None:
    """The group in which a new case is seen best: the one with the fewest open cases. None without any."""
    groups = desks(session, configured)
    groups = tuple(group for group in groups if absence(session, group) is None) or groups
    if len(groups) < 2:
        return next(iter(groups), None)
    shown = select(Thread.chat_id, func.count()).join(Case, Case.id == Thread.case_id)
    shown = shown.where(Thread.state == "open").group_by(Thread.chat_id)
    held = Case.owner_id.in_(select(Person.id)), Case.state.in_(HELD)
    load = dict.fromkeys(groups, 0)
    for condition in ((IS_UNCLAIMED,), held):
        for chat_id, count in session.execute(shown.where(*condition)):
            load[chat_id] = load.get(chat_id, 0) + count
    waiting = select(Outbox.chat_id, func.count()).where(
        _ARE_OPEN, Outbox.action == str(Action.CREATE_TOPIC), Outbox.chat_id.in_(groups)
    )
    for group, count in session.execute(waiting.group_by(Outbox.chat_id)):
        load[group or 0] += count
    return min(groups, key=lambda chat_id: load[chat_id])


def open_thread(session: Session, case_id: int) -> Thread | None:
    """The topic that shows a case now."""
    return session.scalar(
        select(Thread)
        .where(Thread.case_id == case_id, Thread.state == "open")
        .order_by(Thread.id.desc())
        .limit(1)
    )


def keep(session: Session, case_id: int, chat_id: int, external_id: int, now: datetime) -> bool:
    """Remember that a topic shows a case. False when it is known already: the topic's own message may reach
    the inbox before the answer to our call is settled. What else was known under this id is of the group's
    time before it moved, and its topics stayed behind."""
    if add(session, case_id, chat_id, external_id, now):
        return True
    known = session.scalars(
        select(Thread).where(Thread.chat_id == chat_id, Thread.external_id == external_id)
    ).one()
    if (known.case_id, known.state) == (case_id, "open"):
        return False
    known.case_id, known.state, known.created_at = case_id, "open", now
    session.flush()
    return True


def add(session: Session, case_id: int, chat_id: int, external_id: int, now: datetime) -> bool:
    """Write a topic down. False when it is known, be it since this moment by another transaction: the answer
    to our call and the topic's own message arrive together."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    new = dialect.insert(Thread).values(
        case_id=case_id, chat_id=chat_id, external_id=external_id, state="open", created_at=now
    )
    return session.scalar(new.on_conflict_do_nothing().returning(Thread.id)) is not None


def make_anew(session: Session, case_id: int, lane: str, now: datetime) -> bool:
    """Mark the topic of a case as gone and have it made anew before all else in this lane. False when that
    is under way already."""
    thread = open_thread(session, case_id)
    if thread is not None:
        thread.state = "gone"
        session.flush()
    generation = session.scalar(select(func.count()).where(Thread.case_id == case_id)) or 0
    made = put(
        session,
        Outgoing(
            key=f"topic:{case_id}:{generation}",
            lane=lane,
            rank=-1,
            action=Action.CREATE_TOPIC,
            author=Author.DESK,
            priority=Priority.LINE,
            chat_id=_last_group(session, case_id),
            case_id=case_id,
            payload={"topic": case_id, "name": _name(session, case_id)},
        ),
        now,
    )
    if made:
        _log.warning("a topic was deleted, making it anew", action="topic_gone", case_id=case_id)
    return made


def reopen(session: Session, row: OutboxRow, case_id: int, now: datetime) -> None:
    """Have a closed topic opened before this row is tried again."""
    put(
        session,
        Outgoing(
            key=f"reopen:{row.id}:{row.attempts}",
            lane=row.lane,
            rank=-1,
            action=Action.REOPEN_TOPIC,
            author=Author.DESK,
            priority=row.priority,
            case_id=row.case_id,
            payload={"topic": case_id},
        ),
        now,
    )


def migrate(session: Session, old: int, new: int, configured: Iterable[int]) -> None:
    """Follow a group to its new id: the setting, the rows that wait, the topics."""
    if old != new and old in desks(session, configured):
        session.merge(Setting(key=f"{_MOVED}{old}", value=str(new)))
    quietly = {"synchronize_session": False}
    session.execute(
        update(Outbox)
        .where(Outbox.chat_id == old, Outbox.state.in_(("pending", "sending")))
        .values(chat_id=new)
        .execution_options(**quietly)
    )
    session.execute(
        update(Thread).where(Thread.chat_id == old).values(chat_id=new).execution_options(**quietly)
    )
    _log.warning("a group became a supergroup", action="chat_migrated")


def _name(session: Session, case_id: int) -> str:
    """The name that the topic of a case was given last."""
    naming = (str(Action.CREATE_TOPIC), str(Action.EDIT_TOPIC))
    payloads = session.scalars(
        select(Outbox.payload)
        .where(Outbox.case_id == case_id, Outbox.action.in_(naming))
        .order_by(Outbox.id.desc())
    )
    return next((payload["name"] for payload in payloads if payload.get("name")), f"№ {case_id}")


def _last_group(session: Session, case_id: int) -> int | None:
    """The group in which the topic of a case was last."""
    return session.scalar(
        select(Thread.chat_id).where(Thread.case_id == case_id).order_by(Thread.id.desc()).limit(1)
    )
