"""Pictures and files that editors send: kept as a file of ours, fetched by the sender after the step."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from bot.editor.steps import Refused
from bot.inbound import Attachment, Written
from bot.team.talk import Talk
from kb.entry import Entry
from store.outbox import Action

LARGEST = 20 * 1024 * 1024
"""Bytes; the Bot API hands out no larger file."""
_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True, slots=True)
class Kept:
    """The names under which what came with a message will be kept; both empty when nothing did."""

    picture: str = ""
    file: str = ""


def receive(talk: Talk, written: Written) -> Kept | Refused:
    """Keep what came with a message: a picture, or a document as a file to send along."""
    attachment = written.attachment
    if attachment is None:
        return Kept()
    ending = _ending(attachment)
    if not ending and attachment.kind != "document":
        return Refused("editor-not-a-file", {})
    if attachment.size > LARGEST:
        return Refused("editor-file-too-big", {})
    mark = f"tg-{hashlib.sha256(attachment.file_id.encode()).hexdigest()[:20]}"
    name = f"{mark}{ending}" if ending else f"{mark}-{file_name(attachment.name)}"
    talk.put(Action.KEEP_FILE, {"file_id": attachment.file_id, "path": str(_folder(talk) / name)})
    return Kept(picture=name) if ending else Kept(file=name)


def file_name(name: str) -> str:
    """The name of a document as customers will see it, without what no file may be called."""
    stem, ending = re.sub(r'[/\\|:*?"<>\x00-\x1f]+', " ", name).strip(" .").rpartition(".")[::2]
    plain = re.sub(r"[^A-Za-z0-9]", "", ending)[:10] or "bin"
    return f"{' '.join((stem or 'file').split())[:100]}.{plain}"


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
