"""The board: one pinned message in General of each agents' group that shows the queue. It is looked at every
few seconds and edited only when it says something new."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.incidents.naming import topic_name
from bot.desk.screen import listing
from bot.sending import topics
from bot.step import Step, moment
from bot.texts import Html
from handoff import breaching, incidents
from handoff.board import Board, look
from store import inbox
from store.outbox import Action, Author, Priority
from store.schema import Outbox, Setting

TIMER = "board"
_SHOWN = 12
"""Waiting cases on the board; /queue shows more."""
_BREACHING = 3
_NOT_THERE = ("message to edit not found", "message can't be edited", "message_id_invalid")


@dataclass(frozen=True, slots=True)
class _Posted:
    """The board of a group: the row that sent it, the row that last changed it, and what it says."""

    chat_id: int
    number: int
    sent_as: str
    changed_as: str
    digest: str


def plan(session: Session, now: datetime) -> None:
    """Have the boards looked after from now on."""
    inbox.set_timer(session, TIMER, lane=TIMER, kind=TIMER, due_at=now)


def on_timer(step: Step, _payload: dict[str, Any]) -> None:
    """Bring each board up to date, and come again."""
    seconds = step.services.settings.board_seconds
    if not seconds:
        return
    text = render(step, look(step.session, most=_SHOWN))
    for configured in step.services.settings.desk_chats:
        _refresh(step, configured, text)
    inbox.set_timer(step.session, TIMER, lane=TIMER, kind=TIMER, due_at=step.now + timedelta(seconds=seconds))


def render(step: Step, board: Board) -> Html:
    """The queue in words. Times are clock times, so that it changes only when something has happened."""
    texts = step.services.desk_texts
    lines = [texts("board-title", count=board.count)]
    if board.oldest is not None and board.oldest.queued_at is not None:
        lines.append(texts("board-oldest", number=listing.number(step, board.oldest)))
    lines += _incidents(step)
    deadlines = _deadlines(step)
    if deadlines:
        lines.append(texts("board-breaching", list=Html("; ".join(deadlines))))
    elif board.due is not None and board.due != board.oldest:
        lines.append(texts("board-due", number=listing.number(step, board.due)))
    if board.waiting:
        lines += [Html(""), *(listing.line(step, case) for case in board.waiting)]
    rest = board.count - len(board.waiting)
    if rest > 0:
        lines.append(texts("board-rest", count=rest))
    if board.busy:
        people = ", ".join(f"{name} — {count}" for name, count in board.busy)
        lines += [Html(""), texts("board-busy", people=people)]
    return Html("\n".join(lines))


def _incidents(step: Step) -> list[Html]:
    """Open incidents, each with the number of cases that wait for the repair."""
    return [
        step.services.desk_texts(
            "incident-line", incident=str(one.id), topic=topic_name(step, one.topic), count=count
        )
        for one, count in incidents.all_open(step.session)
    ]


def _deadlines(step: Step) -> list[Html]:
    """The deadlines that end next: «№ 12 — первый ответ до 14:37»."""
    targets = step.services.settings.targets
    if not targets:
        return []
    found = breaching.next_ones(step.session, step.now, targets, most=_BREACHING)
    return [
        step.services.desk_texts(
            "board-breach",
            number=listing.number(step, case),
            what=one.name,
            time=moment(step, _to_second(one.at)),
        )
        for case, one in found
    ]


def _to_second(at: datetime) -> datetime:
    """Computed anew each time, a moment differs in its last digits; its clock time must not."""
    return (at + timedelta(milliseconds=500)).replace(microsecond=0)


def _refresh(step: Step, configured: int, text: Html) -> None:
    chat_id = topics.current(step.session, configured)
    key = f"board:{configured}"
    posted = _posted(step.session, key)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    if posted is None or posted.chat_id != chat_id or _is_gone(step.session, posted):
        number = posted.number + 1 if posted else 1
        _post(step, key, text, _Posted(chat_id, number, f"{key}:{number}", "", digest))
    elif posted.digest != digest:
        _change(step, key, text, posted, digest)


def _post(step: Step, key: str, text: Html, posted: _Posted) -> None:
    for action, about, row in (
        (Action.SEND_TEXT, {"html": str(text)}, posted.sent_as),
        (Action.PIN, {"sent_as": posted.sent_as}, f"{posted.sent_as}:pin"),
    ):
        step.put(
            action,
            lane=key,
            chat_id=posted.chat_id,
            author=Author.DESK,
            priority=Priority.DECORATION,
            payload=about,
            key=row,
        )
    _keep(step.session, key, posted)


def _change(step: Step, key: str, text: Html, posted: _Posted, digest: str) -> None:
    """Edit the message; a change that still waits says nothing any more."""
    step.supersede(key, Action.EDIT_TEXT, "a newer board")
    changed_as = f"{posted.sent_as}:{step.source}"
    step.put(
        Action.EDIT_TEXT,
        lane=key,
        chat_id=posted.chat_id,
        author=Author.DESK,
        priority=Priority.DECORATION,
        payload={"sent_as": posted.sent_as, "html": str(text)},
        key=changed_as,
    )
    _keep(step.session, key, _Posted(posted.chat_id, posted.number, posted.sent_as, changed_as, digest))


def _is_gone(session: Session, posted: _Posted) -> bool:
    """Whether somebody has deleted the message, or it never came to be. Telegram tells of no deletion: the
    next change finds out."""
    rows = session.execute(
        select(Outbox.key, Outbox.state, Outbox.error).where(
            Outbox.key.in_([posted.sent_as, posted.changed_as])
        )
    )
    return any(
        row.state in ("failed", "unknown")
        and (row.key == posted.sent_as or any(words in (row.error or "").lower() for words in _NOT_THERE))
        for row in rows
    )


def _posted(session: Session, key: str) -> _Posted | None:
    kept = session.get(Setting, key)
    return _Posted(**json.loads(kept.value)) if kept is not None else None


def _keep(session: Session, key: str, posted: _Posted) -> None:
    session.merge(Setting(key=key, value=json.dumps(asdict(posted))))
    session.flush()
