"""Drafts: entries being written, kept after every step, so that a restart loses nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from bot.editor.steps import FROM_CARD, Field
from bot.step import Step
from kb import guide, library, variables
from kb.entry import ID_LIMIT, Entry, Status, texts_with_variables, title_in
from kb.formats.naming import id_from
from kb.problems import Problem
from store.authoring import KbChange, KbDraft
from store.schema import KbEntry, Person

WRITING = "writing"
REVIEW = "review"
_NO_ID = ""
_UNTITLED = "untitled"


def new(step: Step, person: Person, entry: Entry | None = None, *, at: Field = Field.QUESTION) -> KbDraft:
    """A new draft; of an entry that exists, or from what is known already (an entry without an id)."""
    known = entry or Entry(id=_NO_ID, titles={}, answers={})
    draft = KbDraft(
        person_id=person.id,
        state=WRITING,
        step=str(at),
        entry_id=known.id or None,
        base_version=known.version or None,
        content=library.content(known),
        created_at=step.now,
        updated_at=step.now,
    )
    step.session.add(draft)
    step.session.flush()
    return draft


def find(step: Step, draft_id: int) -> KbDraft | None:
    """A draft by its number, locked for this step."""
    return step.session.get(KbDraft, draft_id, with_for_update=True)


def may_see(draft: KbDraft, person: Person) -> bool:
    """Whether somebody may open a draft: its author, and everybody while it waits for a review."""
    return draft.person_id == person.id or draft.state == REVIEW


def of_person(step: Step, person: Person) -> list[KbDraft]:
    """Somebody's own drafts, the newest first."""
    return list(
        step.session.scalars(
            select(KbDraft).where(KbDraft.person_id == person.id).order_by(KbDraft.updated_at.desc())
        )
    )


def in_review(session: Session) -> list[KbDraft]:
    """What waits for somebody else's eyes, the oldest first."""
    return list(session.scalars(select(KbDraft).where(KbDraft.state == REVIEW).order_by(KbDraft.updated_at)))


def of_entry(step: Step, entry_id: str) -> list[KbDraft]:
    """All drafts that change an entry."""
    return list(step.session.scalars(select(KbDraft).where(KbDraft.entry_id == entry_id)))


def entry_of(draft: KbDraft) -> Entry:
    """The entry as written so far; its id is empty while it has none."""
    return library.from_content(
        draft.entry_id or _NO_ID, Status.DRAFT, draft.base_version or 0, draft.content
    )


def keep(step: Step, draft: KbDraft, entry: Entry) -> None:
    """Keep a changed wording; what was checked before holds no longer."""
    content = library.content(entry)
    if content == draft.content:
        return
    draft.content, draft.checked, draft.updated_at = content, None, step.now
    step.session.flush()


def problems_of(step: Step, entry: Entry, field: Field, language: str) -> list[Problem]:
    """What is wrong with a text just written: its guide, and variables that nobody has given a value."""
    if field not in _WITH_VARIABLES:
        return []
    where = f"{'guide' if field in FROM_CARD else 'answer'}_{language}"
    text = texts_with_variables(entry)[where]
    found = [*guide.problems_of(entry.guides)] if field in FROM_CARD else []
    found += variables.problems_of(text, where)
    found += [problem for _, problem in library.without_value(step.session, [entry])]
    return [replace(problem, where="") for problem in found if problem.where == where]


_WITH_VARIABLES = frozenset({Field.ANSWER, Field.OTHER_ANSWER, Field.GUIDE, Field.OTHER_GUIDE})


def go(step: Step, draft: KbDraft, field: Field) -> None:
    """Ask this next."""
    draft.step, draft.updated_at = str(field), step.now
    step.session.flush()


def title(draft: KbDraft, language: str) -> str:
    """What a draft is about; empty while nobody has said it."""
    return title_in(entry_of(draft), language)


def fingerprint(draft: KbDraft) -> str:
    """Names the wording of a draft and what it changes: a check of one wording says nothing of another."""
    kept: list[Any] = [draft.content, draft.entry_id, draft.base_version]
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def with_id(session: Session, draft: KbDraft) -> Entry:
    """The entry of a draft with the id that it will have: a new one gets one that nobody else has, made from
    its question."""
    entry = entry_of(draft)
    if draft.base_version is not None:
        return entry
    wanted = entry.id or id_from(title_in(entry, "ru") or _UNTITLED)
    found, number = wanted, 1
    while session.get(KbEntry, found) is not None:
        number += 1
        found = f"{wanted[: ID_LIMIT - 4]}-{number}"
    return replace(entry, id=found)


def note(
    step: Step, entry_id: str, person: Person | None, action: str, *, version: int | None = None,
    reason: str = "", **facts: Any,
) -> None:  # fmt: skip
    """Write down who did what to an entry."""
    step.session.execute(
        insert(KbChange).values(
            entry_id=entry_id,
            version=version,
            person_id=person.id if person else None,
            action=action,
            reason=reason,
            facts=facts,
            at=step.now,
        )
    )


def counts(step: Step, person: Person) -> tuple[int, int]:
    """How many drafts somebody has, and how many of all wait for a review."""
    own = step.session.scalar(select(func.count()).select_from(KbDraft).where(KbDraft.person_id == person.id))
    waiting = step.session.scalar(select(func.count()).select_from(KbDraft).where(KbDraft.state == REVIEW))
    return own or 0, waiting or 0
