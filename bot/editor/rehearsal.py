"""The check before publishing, outside of any transaction: with many questions it takes seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from bot.editor import drafts
from bot.knowledge import Knowledge
from kb.entry import Status, tidied
from kb.questions import real_questions
from kb.replay import Change, Replay, rehearse
from store.authoring import KbDraft

_NEW = "new-entry"


@dataclass(frozen=True, slots=True)
class Checked:
    """What publishing a draft would do. `fingerprint` names the wording that was checked."""

    draft_id: int
    fingerprint: str
    entry_id: str
    replay: Replay


def rehearsed(session: Session, knowledge: Knowledge, payload: dict[str, Any]) -> Checked | None:
    """Answer the customers' questions with and without a draft; None when it is gone."""
    draft = session.get(KbDraft, payload["draft"])
    if draft is None:
        return None
    entry = tidied(replace(drafts.entry_of(draft), status=Status.PUBLISHED))
    entry = entry if entry.id else replace(entry, id=_NEW)
    index = knowledge.index
    replay = rehearse(
        index.snapshot,
        Change(publish=(entry,)),
        index.trainer,
        real_questions(session),
        target_error=payload["target_error"],
    )
    return Checked(draft.id, drafts.fingerprint(draft), entry.id, replay)
