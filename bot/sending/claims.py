"""Taking rows of the outbox: which could go, and the statement that takes them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Row, Table, and_, bindparam, case, exists, or_, select, text, update
from sqlalchemy.orm import Session

from store.outbox import Action, Author, Priority
from store.schema import Case, Outbox
from store.types import UtcDateTime

LEASE = timedelta(seconds=60)
"""A row that was claimed longer ago is nobody's any more: no attempt takes as long."""

_OUTBOX: Table = Outbox.__table__  # type: ignore[assignment]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A row of the outbox, as it was read. In hooks, `state` is what it has just become."""

    id: int
    key: str
    lane: str
    rank: int
    priority: Priority
    author: Author
    action: Action
    chat_id: int | None
    case_id: int | None
    epoch: int | None
    message_id: int | None
    payload: dict[str, Any]
    state: str
    attempts: int
    ambiguous: int
    result: dict[str, Any]
    created_at: datetime
    claimed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row at the head of its lane; `chat_id` 0 stands for an agents' group that nobody has set. `urgency`
    is the highest priority that waits in the lane: what stands in the way of a line goes as fast as the line.
    """

    id: int
    chat_id: int
    action: Action
    urgency: Priority


# Here and below the condition of the partial index is written out: SQLite uses the index only then.
_CANDIDATES = text(
    """
    SELECT * FROM (
    SELECT o.id, o.action,
           COALESCE(o.chat_id,
                    (SELECT t.chat_id FROM threads t
                     WHERE t.case_id = o.case_id AND t.state = 'open' ORDER BY t.id DESC LIMIT 1),
                    :desk) AS chat_id,
           (SELECT MIN(q.priority) FROM outbox q
            WHERE q.lane = o.lane AND q.state IN ('pending', 'sending')) AS urgency
    FROM outbox o
    WHERE o.state IN ('pending', 'sending') AND o.state = 'pending'
      AND (o.not_before IS NULL OR o.not_before <= :now)
      AND NOT EXISTS (SELECT 1 FROM outbox p
                      WHERE p.lane = o.lane AND p.state IN ('pending', 'sending')
                        AND (p.rank, p.id) < (o.rank, o.id))
      AND NOT EXISTS (SELECT 1 FROM outbox s
                      WHERE s.lane = o.lane AND s.state IN ('pending', 'sending') AND s.state = 'sending')
    ) found
    WHERE found.action IN ('react', 'answer_press') OR found.chat_id NOT IN :closed
    ORDER BY found.urgency, found.id
    LIMIT :most
    """
).bindparams(
    bindparam("now", type_=UtcDateTime()),
    bindparam("desk", type_=BigInteger()),
    bindparam("closed", expanding=True),
)


def candidates(
    session: Session,
    now: datetime,
    *,
    desk: int | None = None,
    closed: Collection[int] = (),
    most: int = 500,
) -> list[Candidate]:
    """Rows that could go now: the head of each lane in which nothing is being sent, most urgent first.

    What names no chat goes where the case's topic is, and otherwise to `desk`. Groups whose budget is spent
    are `closed`: a long queue there must not fill the list and hide the customers' chats.
    """
    about = {"now": now, "most": most, "desk": desk or 0, "closed": list(closed)}
    return [
        Candidate(row.id, row.chat_id, Action(row.action), Priority(row.urgency))
        for row in session.connection().execute(_CANDIDATES, about)
    ]


def _claiming() -> Any:
    epoch_now = select(Case.epoch).where(Case.id == _OUTBOX.c.case_id).scalar_subquery()
    outdated = and_(_OUTBOX.c.author == str(Author.BOT), _OUTBOX.c.epoch < epoch_now)
    busy = _OUTBOX.alias("busy")
    return (
        update(_OUTBOX)
        .where(
            _OUTBOX.c.id.in_(bindparam("ids", expanding=True)),
            _OUTBOX.c.state == "pending",
            ~exists().where(
                text("busy.state IN ('pending', 'sending')"),
                busy.c.lane == _OUTBOX.c.lane,
                busy.c.state == "sending",
            ),
        )
        .values(
            state=case((outdated, "dropped"), else_="sending"),
            claimed_at=bindparam("now"),
            claimed_by=bindparam("name"),
            settled_at=case((outdated, bindparam("now", type_=UtcDateTime())), else_=None),
        )
        .returning(*_OUTBOX.c)
    )


_CLAIM = _claiming()  # built once: building it costs more than running it


def claim(session: Session, ids: Collection[int], now: datetime, name: str) -> list[OutboxRow]:
    """Take rows by compare-and-set: those that another process took first are not in the result.

    The same statement drops what line zero wrote under an older ownership epoch, so that nothing of it can
    slip out between a look and the taking. Dropped rows are in the result too, with that state.
    """
    if not ids:
        return []
    values = {"ids": list(ids), "now": now, "name": name}
    rows = [outbox_row(row) for row in session.connection().execute(_CLAIM, values)]
    return sorted(rows, key=lambda row: (row.priority, row.id))


def stranded(
    session: Session,
    now: datetime,
    name: str,
    in_flight: Collection[int],
    *,
    has_ended: Callable[[str], bool] = lambda _name: False,
    most: int = 1000,
) -> list[OutboxRow]:
    """Rows being sent by nobody: ours that are not in flight, those of a process that `has_ended`, and those
    whose lease ran out.

    On PostgreSQL they are locked, and those that another process is just looking at are left to it.
    """
    sending = text("outbox.state IN ('pending', 'sending')"), _OUTBOX.c.state == "sending"
    senders = session.scalars(select(_OUTBOX.c.claimed_by).where(*sending).distinct())
    dead = [sender for sender in senders if sender and sender != name and has_ended(sender)]
    ours = and_(_OUTBOX.c.claimed_by == name, _OUTBOX.c.id.not_in(in_flight))
    lapsed = (
        _OUTBOX.c.claimed_at < now - LEASE,
        _OUTBOX.c.claimed_at > now + LEASE,
    )  # of a clock since set back
    statement = (
        select(*_OUTBOX.c)
        .where(*sending, or_(ours, _OUTBOX.c.claimed_by.in_(dead), *lapsed))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [outbox_row(row) for row in session.execute(statement)]


def outbox_row(row: Row[Any]) -> OutboxRow:
    """The value of a database row."""
    return OutboxRow(
        id=row.id,
        key=row.key,
        lane=row.lane,
        rank=row.rank,
        priority=Priority(row.priority),
        author=Author(row.author),
        action=Action(row.action),
        chat_id=row.chat_id,
        case_id=row.case_id,
        epoch=row.epoch,
        message_id=row.message_id,
        payload=row.payload or {},
        state=row.state,
        attempts=row.attempts,
        ambiguous=row.ambiguous,
        result=row.result or {},
        created_at=row.created_at,
        claimed_at=row.claimed_at,
    )
