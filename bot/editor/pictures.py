"""Pictures that editors send: kept as a file of ours, fetched by the sender after the step."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.editor.steps import Refused
from bot.inbound import Attachment, Written
from bot.team.talk import Talk
from kb.entry import Entry
from store.outbox import Action

LARGEST = 20 * 1024 * 1024
"""Bytes; the Bot API hands out no larger file."""
_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")


def receive(talk: Talk, written: Written) -> str | Refused:
    """The name under which a message's picture will be kept; empty when it has none."""
    attachment = written.attachment
    if attachment is None:
        return ""
    ending = _ending(attachment)
    if not ending:
        return Refused("editor-not-a-picture", {})
    if attachment.size > LARGEST:
        return Refused("editor-picture-too-big", {})
    name = f"tg-{hashlib.sha256(attachment.file_id.encode()).hexdigest()[:20]}{ending}"
    talk.put(Action.KEEP_FILE, {"file_id": attachment.file_id, "path": str(_folder(talk) / name)})
    return name


def path(talk: Talk, entry: Entry) -> str:
    """Where the picture of an entry is or, when it was sent a moment ago, will be."""
    if not entry.picture:
        return ""
    return talk.step.services.knowledge.picture(entry) or str(_folder(talk) / entry.picture)


def files(talk: Talk, entry: Entry) -> list[str]:
    """Where the files of an entry are or, when they were sent a moment ago, will be."""
    kept = talk.step.services.knowledge.kept
    return [kept(name) or str(_folder(talk) / name) for name in entry.files]


def _ending(attachment: Attachment) -> str:
    if attachment.kind == "photo":
        return ".jpg"
    ending = Path(attachment.name).suffix.lower()
    return ending if attachment.kind == "document" and ending in _ENDINGS else ""


def _folder(talk: Talk) -> Path:
    return talk.step.services.settings.pictures_dir.absolute()
