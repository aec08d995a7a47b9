"""Writing down what became of calls, with everything that follows from it, in one transaction."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.exc import DataError, IntegrityError, InvalidRequestError, ProgrammingError
from sqlalchemy.orm import Session

from bot.sending import places, topics
from bot.sending.claims import OutboxRow
from bot.sending.policy import Decision, State, decide
from bot.telegram.calls import Attempt
from bot.telegram.outcomes import (
    Ambiguous,
    Blocked,
    ChatMigrated,
    Delivered,
    NotSent,
    Outcome,
    Rejected,
    RetryAt,
    TopicClosed,
    TopicGone,
)
from store.outbox import Action
from store.schema import Outbox

_log = structlog.get_logger(__name__)
_OUTBOX: Table = Outbox.__table__  # type: ignore[assignment]

_LASTING = 9
"""Attempts that all found Telegram out of reach: some four minutes, by the pauses between them."""

# built once: each turn runs them
_STILL_SENDING = (
    select(_OUTBOX.c.id, _OUTBOX.c.claimed_at)
    .where(_OUTBOX.c.id.in_(bindparam("ids", expanding=True)), _OUTBOX.c.state == "sending")
    .with_for_update()
)
_WRITTEN = ("state", "attempts", "ambiguous", "not_before", "error", "result", "settled_at")
_WRITE = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("row_id"))
    .values({name: bindparam(f"new_{name}") for name in _WRITTEN})
)

# Faults of a hook itself. A database that is away is none: then the whole turn is done again.
_HOOK_FAULTS = (
    DataError,
    IntegrityError,
    InvalidRequestError,
    ProgrammingError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
)


def _ignore_settled(session: Session, row: OutboxRow, outcome: Outcome) -> None:
    return None


def _ignore_topic(session: Session, case_id: int) -> None:
    return None


def _always(row: OutboxRow) -> bool:
    return True


def _ignore_call(session: Session, chat_id: int, action: Action, outcome: Outcome) -> None:
    return None


def _ignore_wait(session: Session, row: OutboxRow) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Hooks:
    """What others do in the transaction that settles a row.

    `on_settled` comes with each row that ends as sent, failed or unknown (`row.state` says which) and that
    `concerns` it: each call has a savepoint of its own, and most rows are followed by nothing.
    `on_topic_gone` comes when a deleted topic is about to be made anew. `on_desk` comes with calls that show
    whether the bot can work in a group of the agents, `on_waiting` once with a row that has waited for
    minutes because Telegram is out of reach.
    """

    on_settled: Callable[[Session, OutboxRow, Outcome], None] = _ignore_settled
    on_topic_gone: Callable[[Session, int], None] = _ignore_topic
    concerns: Callable[[OutboxRow], bool] = _always
    on_desk: Callable[[Session, int, Action, Outcome], None] = _ignore_call
    on_waiting: Callable[[Session, OutboxRow], None] = _ignore_wait


@dataclass(frozen=True, slots=True)
class Tried:
    """A claimed row, where it went, and what became of it."""

    row: OutboxRow
    chat_id: int
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Settling:
    """How to settle: the groups as configured, hooks, and the seconds a new topic's own message may take."""

    desks: tuple[int, ...]
    hooks: Hooks
    reconcile: float = 5.0
    bare: bool = False  # only the row itself: for when what follows from it cannot be written


@dataclass(frozen=True, slots=True)
class _Settled:
    tried: Tried
    decision: Decision
    row: OutboxRow  # as it is from now on


def settle(session: Session, attempts: Sequence[Tried], now: datetime, how: Settling) -> None:
    """Settle attempts. Rows that another process took over meanwhile (their lease ran out) are left to it."""
    if not attempts:
        return
    ours = _still_ours(session, attempts)
    desks = topics.desks(session, how.desks)
    settled = [_settled(session, tried, desks, now, how) for tried in attempts if tried.row.id in ours]
    _write(session, settled, now)
    for one in settled:
        _tell(one)
    if how.bare:
        return
    _keep(session, settled, now)
    for one in settled:
        if one.decision.state is not State.PENDING and how.hooks.concerns(one.row):
            _call(session, one.row.id, how.hooks.on_settled, one.row, one.tried.attempt.outcome)
        elif one.row.attempts == _LASTING and isinstance(one.tried.attempt.outcome, (NotSent, Ambiguous)):
            _call(session, one.row.id, how.hooks.on_waiting, one.row)
    for chat_id, (action, outcome) in _of_desks(settled, desks).items():
        if isinstance(outcome, Delivered) and topics.absence(session, chat_id) is None:
            continue  # as nearly always
        _call(session, None, how.hooks.on_desk, chat_id, action, outcome)


def _of_desks(settled: list[_Settled], desks: tuple[int, ...]) -> dict[int, tuple[Action, Outcome]]:
    """For each group of the agents, the last call that shows whether the bot can work there."""
    shown: dict[int, tuple[Action, Outcome]] = {}
    for one in settled:
        outcome, action = one.tried.attempt.outcome, one.row.action
        if one.tried.chat_id in desks and (
            isinstance(outcome, (Blocked, Delivered))
            or (isinstance(outcome, Rejected) and action is Action.CREATE_TOPIC)
        ):
            shown[one.tried.chat_id] = action, outcome
    return shown


def postpone(session: Session, row: OutboxRow, now: datetime, seconds: float, reason: str) -> None:
    """Put a row back that was claimed in this transaction and not tried."""
    session.execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.id == row.id)
        .values(state=str(State.PENDING), not_before=now + timedelta(seconds=seconds), error=reason)
    )


def topic_gone(session: Session, case_id: int, lane: str, now: datetime, how: Settling) -> None:
    """Have a deleted topic made anew, and tell about it once."""
    if topics.make_anew(session, case_id, lane, now) and not how.bare:
        _call(session, None, how.hooks.on_topic_gone, case_id)


def _call(session: Session, outbox_id: int | None, hook: Callable[..., None], *about: Any) -> None:
    """Call a hook. One that fails leaves nothing behind, and makes no delivered message go out again."""
    try:
        with session.begin_nested():
            hook(session, *about)
    except _HOOK_FAULTS as error:
        _log.error(
            "a hook failed", action="outbox_hook_failed", outbox_id=outbox_id, error=type(error).__name__
        )


def _still_ours(session: Session, attempts: Sequence[Tried]) -> set[int]:
    claimed = {tried.row.id: tried.row.claimed_at for tried in attempts}
    rows = session.connection().execute(_STILL_SENDING, {"ids": list(claimed)})
    ours = {row.id for row in rows if row.claimed_at == claimed[row.id]}
    for lost in claimed.keys() - ours:
        _log.warning("a row was taken over", action="outbox_lease_lost", outbox_id=lost)
    return ours


def _settled(
    session: Session, tried: Tried, desks: tuple[int, ...], now: datetime, how: Settling
) -> _Settled:
    decision = _decide(session, tried, desks, now, how)
    row, ids = tried.row, tried.attempt.ids
    return _Settled(
        tried,
        decision,
        replace(
            row,
            state=str(decision.state),
            attempts=row.attempts + 1,
            ambiguous=row.ambiguous + isinstance(tried.attempt.outcome, Ambiguous),
            result={"chat_id": tried.chat_id, "ids": list(ids)} if ids else {},
        ),
    )


def _decide(session: Session, tried: Tried, desks: tuple[int, ...], now: datetime, how: Settling) -> Decision:
    """The decision on the row; what an outcome changes beside the row is changed here."""
    row, outcome = tried.row, tried.attempt.outcome
    case_id = row.payload.get("topic")
    match outcome:
        case TopicGone() if case_id is not None and row.action in places.NEW_MESSAGES:
            topic_gone(session, int(case_id), row.lane, now, how)
            return Decision(State.PENDING, reason="the topic was deleted")
        case TopicGone():
            return Decision(State.FAILED, reason="the topic was deleted")
        case TopicClosed() if case_id is not None:
            topics.reopen(session, row, int(case_id), now)
            return Decision(State.PENDING, reason="the topic was closed")
        case TopicClosed():
            return Decision(State.FAILED, reason="the topic is closed")
        case ChatMigrated(new_id=new_id):
            topics.migrate(session, tried.chat_id, new_id, how.desks)
            return Decision(State.PENDING, reason="the group has a new id")
    return decide(
        row.action,
        outcome,
        attempts=row.attempts + 1,
        ambiguous=row.ambiguous + isinstance(outcome, Ambiguous),
        to_desk=tried.chat_id in desks,
        dice=random.random(),
        reconcile=how.reconcile,
    )


def _write(session: Session, settled: list[_Settled], now: datetime) -> None:
    values: list[dict[str, Any]] = []
    for one in settled:
        waits = one.decision.state is State.PENDING
        later = now + timedelta(seconds=one.decision.wait) if waits and one.decision.wait else None
        values.append(
            {
                "row_id": one.row.id,
                "new_state": one.row.state,
                "new_attempts": one.row.attempts,
                "new_ambiguous": one.row.ambiguous,
                "new_not_before": later,
                "new_error": one.decision.reason,
                "new_result": one.row.result or None,
                "new_settled_at": None if waits else now,
            }
        )
    if values:
        session.connection().execute(_WRITE, values)


def _keep(session: Session, settled: list[_Settled], now: datetime) -> None:
    """Remember where new messages and topics are, so that edits and replies find them."""
    new: list[places.Place] = []
    for one in settled:
        row, tried = one.tried.row, one.tried
        if row.action is Action.CREATE_TOPIC and isinstance(tried.attempt.outcome, Delivered):
            topics.keep(session, int(row.payload["topic"]), tried.chat_id, tried.attempt.ids[0], now)
        new += places.of_delivery(session, row, tried.chat_id, tried.attempt.ids)
    places.keep(session, new)


def _tell(one: _Settled) -> None:
    outcome = one.tried.attempt.outcome
    if one.decision.state is State.SENT or isinstance(outcome, RetryAt):
        return
    _log.warning(
        "a call did not succeed",
        action="outbox_" + ("retry" if one.decision.state is State.PENDING else one.row.state),
        outbox_id=one.row.id,
        call=str(one.row.action),
        outcome=type(outcome).__name__,
        reason=one.decision.reason,
        attempts=one.row.attempts,
    )
