"""Replies that were put before an agent: what became of them, and which of his own lines come from one."""

from __future__ import annotations

from rapidfuzz import fuzz
from sqlalchemy import select

from bot.step import Html, Step
from kb.markup import plain
from store.outbox import Action, Author, Priority
from store.schema import Case, Person
from store.screen import ReplyDraft

ENTRY, TEMPLATE = "entry", "template"
_ALIKE = 60
"""From this likeness on (0–100, words in any order) a line is an edited reply, not one of its own."""


def key(draft: ReplyDraft) -> str:
    """The key of the message that shows a draft."""
    return f"draft:{draft.id}"


def facts(draft: ReplyDraft, *, edited: bool = False) -> dict[str, object]:
    """What the log says of a line that came from a draft: from here learning and figures know it."""
    origin: dict[str, object] = {"edited": edited}
    if draft.source == ENTRY:
        return {"entry": draft.source_id, "version": draft.version, **origin}
    return {"template": int(draft.source_id), **origin}


def edited_from(step: Step, case: Case, agent: Person, text: str) -> dict[str, object]:
    """What the log says of an agent's own line that is a draft with changes; nothing for any other line."""
    open_ones = step.session.scalars(
        select(ReplyDraft)
        .where(ReplyDraft.case_id == case.id, ReplyDraft.person_id == agent.id, ReplyDraft.state == "open")
        .order_by(ReplyDraft.id.desc())
    ).all()
    for draft in open_ones:
        if fuzz.token_sort_ratio(text, plain(draft.html)) >= _ALIKE:
            settle(step, case, draft, "edited")
            return facts(draft, edited=True)
    return {}


def settle(step: Step, case: Case, draft: ReplyDraft, how: str) -> None:
    """What became of a draft (sent, edited, dropped); it says so in place."""
    draft.state = "dropped" if how == "dropped" else "sent"
    step.put(
        Action.EDIT_TEXT,
        lane=key(draft),
        author=Author.DESK,
        priority=Priority.NOTICE,
        case=case,
        payload={
            "sent_as": key(draft),
            "html": str(step.services.desk_texts("desk-draft-settled", how=how, reply=Html(draft.html))),
            "keyboard": [],
        },
    )
