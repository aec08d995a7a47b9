"""Several lines of a customer as one message of his topic, where the group's budget is short: all topics of a
group share 20 calls a minute, and a line must not wait behind ten others of the same person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from html import escape

from sqlalchemy import Table, select, text, tuple_, update
from sqlalchemy.orm import Session

from bot.sending.claims import OutboxRow
from bot.telegram import limits
from store.outbox import Action
from store.schema import Message, Outbox

_OUTBOX: Table = Outbox.__table__  # type: ignore[assignment]
_ARE_OPEN = text("outbox.state IN ('pending', 'sending')")  # word for word as in the partial index
_MOST = 30
_ROOM = 3500
_EDITS = (Action.EDIT_TEXT, Action.EDIT_CAPTION, Action.EDIT_MEDIA)
MARK = "🗣"


def join(session: Session, row: OutboxRow, now: datetime) -> OutboxRow:
    """The claimed row of a line, with the lines in it that wait right behind; they are settled with it.

    Only plain lines are joined: no attachments, no replies, none that a waiting edit speaks of. The row
    stays as it is when nothing can be joined, or when it may have been sent already.
    """
    if row.action is not Action.COPY or "topic" not in row.payload or row.ambiguous or row.result:
        return row
    waiting = session.scalars(
        select(Outbox)
        .where(
            _ARE_OPEN,
            Outbox.lane == row.lane,
            Outbox.state == "pending",
            tuple_(Outbox.rank, Outbox.id) > tuple_(row.rank, row.id),
        )
        .order_by(Outbox.rank, Outbox.id)
        .limit(_MOST)
    ).all()
    edited = {one.payload.get("message_id") for one in waiting if one.action in _EDITS}
    lines = _plain_lines(session, row.payload, edited)
    found: list[Outbox] = []
    for one in waiting if lines else ():
        more = (
            _plain_lines(session, one.payload, edited, row.payload.get("head"))
            if one.action == Action.COPY
            else []
        )
        if not more or sum(limits.length(line) for line in (*lines, *more)) > _ROOM:
            break
        lines += more
        found.append(one)
    return _joined(session, row, found, lines, now) if found else row


def _joined(
    session: Session, row: OutboxRow, found: list[Outbox], lines: list[str], now: datetime
) -> OutboxRow:
    ids = [one.id for one in found]
    taken = session.execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.id.in_(ids), _OUTBOX.c.state == "pending")
        .values(state="sent", settled_at=now, result={"joined": row.id})
        .returning(_OUTBOX.c.id)
    ).all()
    if len(taken) != len(ids):  # cannot be while this lane is being sent; then each goes for itself
        session.execute(
            update(_OUTBOX)
            .where(_OUTBOX.c.id.in_([one.id for one in taken]))
            .values(state="pending", settled_at=None, result=None)
        )
        return row
    message_ids = [*row.payload["message_ids"], *(i for one in found for i in one.payload["message_ids"])]
    payload = {
        **row.payload,
        "message_ids": message_ids,
        "html": "\n".join(lines),
        "keyboard": [],
    }
    session.execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.id == row.id)
        .values(action=str(Action.SEND_TEXT), payload=payload, message_id=message_ids[-1])
    )
    return replace(row, action=Action.SEND_TEXT, payload=payload, message_id=message_ids[-1])


def _plain_lines(
    session: Session, payload: dict[str, object], edited: set[object], above: object = None
) -> list[str]:
    """What a line says, as HTML; nothing for one that cannot be joined. The head that stands `above` is not
    said again."""
    ids = payload.get("message_ids")
    if (
        not isinstance(ids, list)
        or len(ids) != 1
        or payload.keys() & {"reply_to", "quote"}
        or ids[0] in edited
    ):
        return []
    message = session.get(Message, ids[0])
    if message is None or message.kind != "text" or not message.text:
        return []
    head = payload.get("head")
    head = f"{MARK} " if not head or head == above else head
    return [f"{head}{message.html or escape(message.text, quote=False)}"]
