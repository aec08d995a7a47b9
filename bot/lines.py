"""What people write, customers and agents alike, as it is kept: each line with what it answers, its files and
its earlier wordings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, select

from bot.inbound import Attachment, Written
from bot.step import Step
from store import copies, rows
from store.schema import Case, Copy, Message, MessageVersion


def keep(
    step: Step,
    written: Written,
    *,
    customer_id: int,
    case: Case | None,
    author_kind: str,
    author_id: int | None = None,
    answered: bool = True,
) -> Message:
    """Store a message. `answered` is false where it waits for line zero."""
    message = Message(
        customer_id=customer_id,
        case_id=case.id if case else None,
        author_kind=author_kind,
        author_id=author_id,
        kind=written.attachment.kind if written.attachment else "text",
        text=written.text,
        html=written.html,
        attachment=facts(written.attachment) if written.attachment else None,
        album=written.album,
        origin=written.origin.to_json(),
        reply_to_id=quoted_id(step, written),
        answered=answered,
        chat_id=written.chat_id,
        external_id=written.message_id,
        created_at=step.now,
    )
    rows.add(step.session, message)
    copies.keep(step.session, written.chat_id, written.message_id, message.id)
    return message


def facts(attachment: Attachment) -> dict[str, Any]:
    """What a message keeps of its attachment."""
    return {
        "file_id": attachment.file_id,
        "mark": attachment.mark,
        "name": attachment.name,
        "size": attachment.size,
        **attachment.facts,
    }


def is_other_file(message: Message, attachment: Attachment) -> bool:
    """Whether this is not the file that the message has. Telegram's id of a file may change by itself, its
    own mark does not; where none was kept yet, the ids are all there is."""
    kept = message.attachment or {}
    if not attachment.file_id:
        return False
    if kept.get("mark") and attachment.mark:
        return bool(kept["mark"] != attachment.mark)
    if kept.get("file_id"):
        return bool(kept["file_id"] != attachment.file_id)
    return message.kind != attachment.kind or (kept.get("name", ""), kept.get("size", 0)) != (
        attachment.name,
        attachment.size,
    )


def replacement(message: Message, html: str) -> dict[str, Any]:
    """The part of a call that puts the message's present file, with these words, in an older one's place."""
    return {
        "message_id": message.id,
        "kind": message.kind,
        "file_id": (message.attachment or {}).get("file_id", ""),
        "html": html,
    }


def quoted_id(step: Step, written: Written) -> int | None:
    """Which of our messages this one answers."""
    if written.reply_to is None:
        return None
    place = step.session.get(Copy, (written.chat_id, written.reply_to))
    return place.message_id if place is not None else None


def keep_version(step: Step, message: Message, written: Written) -> None:
    """Put the present wording aside as an earlier version, and take the new one."""
    number = step.session.scalar(
        select(func.count()).select_from(MessageVersion).where(MessageVersion.message_id == message.id)
    )
    step.session.execute(
        insert(MessageVersion).values(
            message_id=message.id,
            version=(number or 0) + 1,
            text=message.text,
            html=message.html,
            replaced_at=step.now,
        )
    )
    message.text, message.html, message.edited_at = written.text, written.html, step.now
    step.session.flush()
