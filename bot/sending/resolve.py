"""From our ids to Telegram's: where the messages, topics and earlier calls stand that a row speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from sqlalchemy import and_, select, text
from sqlalchemy.orm import Session

from bot.sending import places, topics
from bot.sending.claims import OutboxRow
from bot.telegram.calls import Call, Part
from store.origin import Origin
from store.outbox import Action
from store.schema import Inbox, Message, Outbox, Thread

_NEEDS_TARGET = frozenset(
    {
        Action.EDIT_TEXT,
        Action.EDIT_CAPTION,
        Action.EDIT_MEDIA,
        Action.EDIT_KEYBOARD,
        Action.REACT,
        Action.PIN,
    }
)
_OPEN = ("pending", "sending")
_ARE_OPEN = text("outbox.state IN ('pending', 'sending')")  # word for word as in the partial index


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the row speaks of is not there yet, but on its way. Look again in so many seconds."""

    reason: str
    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Impossible:
    """What the row speaks of will never be there."""

    reason: str


@dataclass(frozen=True, slots=True)
class TopicMissing:
    """The topic was deleted and nobody makes it anew yet."""

    case_id: int


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """The topic to be made exists: an attempt that seemed to fail has made it."""

    thread_id: int
    chat_id: int


Resolved = Call | Waiting | Impossible | TopicMissing | AlreadyThere


def resolve(session: Session, row: OutboxRow, desk: int | None) -> Resolved:
    """The call that a row stands for. `desk` is the agents' group for what is about no case."""
    chat_id = _chat_of(session, row, desk)
    if chat_id is None:
        return Waiting("no agents' group is set (LINEZERO_DESK_CHAT_ID)", seconds=10)
    thread: Thread | None = None
    case_id = row.payload.get("topic")
    if case_id is not None:
        thread = topics.open_thread(session, int(case_id))
        if row.action is Action.CREATE_TOPIC:
            if thread is not None:
                return AlreadyThere(thread.external_id, thread.chat_id)
            if row.ambiguous and _own_message_unread(session, int(case_id)):
                return Waiting("the topic exists, its own message is about to be read", 0.5)
        elif thread is None:
            return _without_topic(session, int(case_id))
        else:
            chat_id = thread.chat_id
    targets: tuple[int, ...] = ()
    if row.action is Action.COPY:
        targets = tuple(sorted(row.payload["external_ids"]))
    elif row.action in _NEEDS_TARGET:
        found = _targets(session, row, chat_id)
        if not isinstance(found, tuple):
            return found
        chat_id, targets = found
        if chat_id < 0 and topics.current(session, chat_id) != chat_id:
            return Impossible("the group has moved since, and left its messages behind")
    return Call(
        action=row.action,
        chat_id=chat_id,
        thread_id=thread.external_id if thread is not None else None,
        reply_to=_place_of_reply(session, row, chat_id),
        targets=targets,
        payload=row.payload,
        done=tuple(row.result.get("ids", ())),
        parts=_parts(session, row) if row.action is Action.COPY else (),
    )


def _parts(session: Session, row: OutboxRow) -> tuple[Part, ...]:
    """What we keep of the messages to copy, in the order of their ids in Telegram. A row of an older version,
    still waiting at an upgrade, may name them by their place in Telegram alone."""
    payload, ids = row.payload, row.payload.get("message_ids")
    place = and_(Message.chat_id == payload["from_chat_id"], Message.external_id.in_(payload["external_ids"]))
    which = place if ids is None else Message.id.in_(ids)
    found = session.scalars(select(Message).where(which).order_by(Message.external_id)).all()
    return tuple(
        Part(
            one.kind,
            one.html or escape(one.text, quote=False),
            (one.attachment or {}).get("file_id", ""),
            Origin.of(one.origin).is_elsewhere,
            one.attachment or {},
        )
        for one in found
    )


def _chat_of(session: Session, row: OutboxRow, desk: int | None) -> int | None:
    """Where a row goes: the chat it names, the group that shows its case, or the first group."""
    if row.chat_id is not None:
        return topics.current(session, row.chat_id) if row.chat_id < 0 else row.chat_id
    thread = topics.open_thread(session, row.case_id) if row.case_id is not None else None
    return thread.chat_id if thread is not None else desk


def _own_message_unread(session: Session, case_id: int) -> bool:
    """Whether the message that tells of a case's new topic waits in the inbox."""
    waiting = select(Inbox.id).where(
        Inbox.state == "pending",
        Inbox.lane.like("desk:%"),
        Inbox.body.like(f"%forum_topic_created%№ {case_id} %"),
    )
    return session.scalar(waiting.limit(1)) is not None


def _without_topic(session: Session, case_id: int) -> Resolved:
    making = session.scalars(
        select(Outbox.payload).where(_ARE_OPEN, Outbox.action == str(Action.CREATE_TOPIC))
    )
    if any(payload.get("topic") == case_id for payload in making):
        return Waiting("the topic is being made")
    if session.scalar(select(Thread.id).where(Thread.case_id == case_id).limit(1)) is not None:
        return TopicMissing(case_id)
    return Impossible("the case has no topic")


def _targets(session: Session, row: OutboxRow, chat_id: int) -> tuple[int, tuple[int, ...]] | Resolved:
    """The chat and the messages to change."""
    payload = row.payload
    if "sent_as" in payload:
        return _sent_as(session, payload["sent_as"])
    if "external_id" in payload:
        return chat_id, (int(payload["external_id"]),)
    message_id = int(payload["message_id"])
    if row.action is Action.REACT:
        original = session.get(Message, message_id)
        if original is None or original.chat_id is None or original.external_id is None:
            return Impossible("the message has no original place")
        return original.chat_id, (original.external_id,)
    found = places.find(session, message_id, chat_id)
    if found:
        return chat_id, found
    on_its_way = session.scalar(
        select(Outbox.id).where(_ARE_OPEN, Outbox.message_id == message_id, Outbox.id < row.id).limit(1)
    )
    return (
        Waiting("the message is on its way") if on_its_way else Impossible("the message is not in this chat")
    )


def _sent_as(session: Session, key: str) -> tuple[int, tuple[int, ...]] | Resolved:
    earlier = session.scalar(select(Outbox).where(Outbox.key == key))
    if earlier is None:
        return Impossible("what it speaks of was never written")
    result = earlier.result or {}
    if earlier.state == "sent" and result.get("ids"):
        return int(result["chat_id"]), tuple(result["ids"])
    if earlier.state in _OPEN:
        return Waiting("what it speaks of is on its way")
    return Impossible(f"what it speaks of was not delivered ({earlier.state})")


def _place_of_reply(session: Session, row: OutboxRow, chat_id: int) -> int | None:
    """The message to answer to; a reply whose message is not in the chat goes out as a plain message."""
    reply_to = row.payload.get("reply_to")
    if reply_to is None:
        return None
    found = places.find(session, int(reply_to), chat_id)
    return found[0] if found else None
