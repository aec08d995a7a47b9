"""Writing down what became of a call, with everything that follows from it, in one transaction."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import CursorResult, Table, func, select, update
from sqlalchemy.orm import Session

from bot.sending import resolve
from bot.sending.claims import OutboxRow, still_ours
from bot.sending.policy import Decision, State, decide
from bot.telegram.client import Attempt
from bot.telegram.outcomes import (
    Ambiguous,
    ChatMigrated,
    Delivered,
    Outcome,
    RetryAt,
    TopicClosed,
    TopicGone,
)
from store.outbox import Action, Author, Outgoing, Priority, put
from store.schema import Copy, Message, Outbox, Setting, Thread

_log = structlog.get_logger(__name__)
_OUTBOX: Table = Outbox.__table__  # type: ignore[assignment]
_NEW_MESSAGES = frozenset({Action.SEND_TEXT, Action.SEND_PICTURE, Action.SEND_FILE, Action.COPY})


def _ignore_settled(session: Session, row: OutboxRow, outcome: Outcome) -> None:
    return None


def _ignore_topic(session: Session, case_id: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Hooks:
    """What others do in the transaction that settles a row.

    `on_settled` comes with each row that ends as sent, failed or unknown (`row.state` says which);
    `on_topic_gone` when a deleted topic is about to be made anew.
    """

    on_settled: Callable[[Session, OutboxRow, Outcome], None] = _ignore_settled
    on_topic_gone: Callable[[Session, int], None] = _ignore_topic


@dataclass(frozen=True, slots=True)
class Tried:
    """A claimed row, where it went, and what became of it."""

    row: OutboxRow
    chat_id: int
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Settling:
    """How to settle: the group as configured, hooks, and the seconds a new topic's own message may take."""

    desk: int | None
    hooks: Hooks
    reconcile: float = 5.0
    bare: bool = False  # only the row itself: for when the rest cannot be written


def settle(session: Session, tried: Tried, now: datetime, how: Settling) -> State | None:
    """Settle one attempt. None when the row was taken over by another process meanwhile."""
    row, outcome = tried.row, tried.attempt.outcome
    decision = _decide(session, tried, now, how)
    ids = list(tried.attempt.ids)
    result: dict[str, Any] | None = {"chat_id": tried.chat_id, "ids": ids} if ids else None
    ambiguous = row.ambiguous + isinstance(outcome, Ambiguous)
    waits = decision.state is State.PENDING
    written: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(_OUTBOX)
        .where(*still_ours(row))
        .values(
            state=str(decision.state),
            attempts=row.attempts + 1,
            ambiguous=ambiguous,
            not_before=now + timedelta(seconds=decision.wait) if waits and decision.wait else None,
            error=decision.reason,
            result=result,
            settled_at=None if waits else now,
        )
    )
    if written.rowcount != 1:
        _log.warning("a row was taken over", action="outbox_lease_lost", outbox_id=row.id)
        return None
    _tell(row, decision, outcome)
    if how.bare:
        return decision.state
    _keep_places(session, tried, now)
    if not waits:
        settled = replace(
            row,
            state=str(decision.state),
            attempts=row.attempts + 1,
            ambiguous=ambiguous,
            result=result or {},
        )
        how.hooks.on_settled(session, settled, outcome)
    return decision.state


def postpone(session: Session, row: OutboxRow, now: datetime, seconds: float, reason: str) -> None:
    """Put a claimed row back without having tried it."""
    session.execute(
        update(_OUTBOX)
        .where(*still_ours(row))
        .values(state="pending", not_before=now + timedelta(seconds=seconds), error=reason)
    )


def topic_gone(session: Session, case_id: int, lane: str, now: datetime, how: Settling) -> None:
    """Mark the topic of a case as gone and have it made anew before all else in this lane. Doing it twice
    makes one topic."""
    thread = resolve.open_thread(session, case_id)
    if thread is not None:
        thread.state = "gone"
        session.flush()
    generation = session.scalar(select(func.count()).where(Thread.case_id == case_id)) or 0
    names = session.execute(
        select(Outbox.payload)
        .where(
            Outbox.case_id == case_id,
            Outbox.action.in_((str(Action.CREATE_TOPIC), str(Action.EDIT_TOPIC))),
        )
        .order_by(Outbox.id.desc())
    ).scalars()
    name = next((payload["name"] for payload in names if payload.get("name")), f"№ {case_id}")
    made = put(
        session,
        Outgoing(
            key=f"topic:{case_id}:{generation}",
            lane=lane,
            rank=-1,
            action=Action.CREATE_TOPIC,
            author=Author.DESK,
            priority=Priority.LINE,
            case_id=case_id,
            payload={"topic": case_id, "name": name},
        ),
        now,
    )
    if made:
        _log.warning("a topic was deleted, making it anew", action="topic_gone", case_id=case_id)
        how.hooks.on_topic_gone(session, case_id)


def _decide(session: Session, tried: Tried, now: datetime, how: Settling) -> Decision:
    """The decision on the row; what an outcome changes beside the row is changed here."""
    row, outcome = tried.row, tried.attempt.outcome
    case_id = row.payload.get("topic")
    match outcome:
        case TopicGone() if case_id is not None and row.action in _NEW_MESSAGES:
            topic_gone(session, int(case_id), row.lane, now, how)
            return Decision(State.PENDING, reason="the topic was deleted")
        case TopicGone():
            return Decision(State.FAILED, reason="the topic was deleted")
        case TopicClosed() if case_id is not None:
            _reopen(session, row, int(case_id), now)
            return Decision(State.PENDING, reason="the topic was closed")
        case TopicClosed():
            return Decision(State.FAILED, reason="the topic is closed")
        case ChatMigrated(new_id=new_id):
            _migrate(session, tried.chat_id, new_id, how)
            return Decision(State.PENDING, reason="the group has a new id")
    return decide(
        row.action,
        outcome,
        attempts=row.attempts + 1,
        ambiguous=row.ambiguous + isinstance(outcome, Ambiguous),
        to_desk=tried.chat_id == resolve.desk_chat_id(session, how.desk),
        dice=random.random(),
        reconcile=how.reconcile,
    )


def _reopen(session: Session, row: OutboxRow, case_id: int, now: datetime) -> None:
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


def _migrate(session: Session, old: int, new: int, how: Settling) -> None:
    """Follow a group to its new id: all rows and topics that name the old one."""
    if old == resolve.desk_chat_id(session, how.desk):
        session.merge(Setting(key=resolve.DESK_KEY, value=str(new)))
    session.execute(
        update(Outbox)
        .where(Outbox.chat_id == old, Outbox.state.in_(("pending", "sending")))
        .values(chat_id=new)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Thread)
        .where(Thread.chat_id == old)
        .values(chat_id=new)
        .execution_options(synchronize_session=False)
    )
    _log.warning("a group became a supergroup", action="chat_migrated")


def _keep_places(session: Session, tried: Tried, now: datetime) -> None:
    """Remember where new messages stand, so that edits and replies find them."""
    row, outcome = tried.row, tried.attempt.outcome
    if row.action is Action.CREATE_TOPIC and isinstance(outcome, Delivered):
        keep_thread(session, int(row.payload["topic"]), tried.chat_id, outcome.ids[0], now)
        return
    if row.action not in _NEW_MESSAGES:
        return
    new = tried.attempt.ids[len(row.result.get("ids", ())) :]
    originals = _originals(session, row, len(new))
    for external_id, message_id in zip(new, originals, strict=True):
        if message_id is not None and session.get(Copy, (tried.chat_id, external_id)) is None:
            session.add(Copy(chat_id=tried.chat_id, external_id=external_id, message_id=message_id))


def _originals(session: Session, row: OutboxRow, count: int) -> list[int | None]:
    """Which of our messages each new one shows: of an album each its own, else all the row's."""
    if row.action is not Action.COPY:
        return [row.message_id] * count
    external_ids = sorted(row.payload["external_ids"])
    if len(external_ids) != count:  # Telegram left some out and does not say which
        _log.warning("not all could be copied", action="copy_incomplete", outbox_id=row.id)
        return [row.message_id] * count
    chat_id = row.payload["from_chat_id"]
    found = dict(
        session.execute(
            select(Message.external_id, Message.id).where(
                Message.chat_id == chat_id, Message.external_id.in_(external_ids)
            )
        )
        .tuples()
        .all()
    )
    return [found.get(external_id, row.message_id) for external_id in external_ids]


def keep_thread(session: Session, case_id: int, chat_id: int, external_id: int, now: datetime) -> bool:
    """Remember that a topic shows a case. False when it is known already: the topic's own message may reach
    the inbox before the answer to our call is settled."""
    known = session.scalar(
        select(Thread.id).where(Thread.chat_id == chat_id, Thread.external_id == external_id)
    )
    if known is not None:
        return False
    session.add(Thread(case_id=case_id, chat_id=chat_id, external_id=external_id, created_at=now))
    session.flush()
    return True


def _tell(row: OutboxRow, decision: Decision, outcome: Outcome) -> None:
    if decision.state is State.SENT or isinstance(outcome, RetryAt):
        return
    _log.warning(
        "a call did not succeed",
        action="outbox_" + ("retry" if decision.state is State.PENDING else str(decision.state)),
        outbox_id=row.id,
        call=str(row.action),
        outcome=type(outcome).__name__,
        reason=decision.reason,
        attempts=row.attempts + 1,
    )
