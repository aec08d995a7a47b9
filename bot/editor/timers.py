"""The editors' timers: the check before publishing."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.editor import publishing, rehearsal
from bot.editor.rehearsal import Checked
from bot.knowledge import Knowledge
from bot.step import Step

KINDS = frozenset({publishing.CHECK})


def prepare(session: Session, knowledge: Knowledge, payload: dict[str, Any]) -> Checked | None:
    """What takes too long for a transaction."""
    return rehearsal.rehearsed(session, knowledge, payload)


def handle(step: Step, payload: dict[str, Any], found: object) -> None:
    """The step of one timer."""
    if isinstance(found, Checked):
        publishing.on_checked(step, payload["person"], found)


def give_up(step: Step, payload: dict[str, Any]) -> None:
    """The step of a timer broke again and again."""
    publishing.checking_failed(step, payload)
