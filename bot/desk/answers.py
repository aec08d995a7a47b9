"""Answers to commands of the agents' side: where the command was written."""

from __future__ import annotations

from typing import Any

from bot.desk import team
from bot.inbound import Written
from bot.step import Keyboard, Step
from bot.texts import Html
from store.outbox import Action, Author, Priority, customer_lane


def reply(step: Step, written: Written, html: Html, keyboard: Keyboard | None = None) -> None:
    """Answer a command in the topic of a case, in General, or in the private chat it came from."""
    case = team.case_of_topic(step, written.chat_id, written.topic) if written.is_group else None
    if case is not None:
        step.desk_say(case, html, keyboard=keyboard)
        return
    post(step, written.chat_id, html, keyboard)


def post(step: Step, chat_id: int, html: Html, keyboard: Keyboard | None = None) -> None:
    """Write into General of a group, or into a private chat."""
    payload: dict[str, Any] = {"html": str(html)}
    if keyboard:
        payload["keyboard"] = keyboard
    private = chat_id > 0
    step.put(
        Action.SEND_TEXT,
        lane=customer_lane(chat_id) if private else f"general:{chat_id}",
        chat_id=chat_id,
        author=Author.SYSTEM if private else Author.DESK,
        priority=Priority.NOTICE,
        payload=payload,
    )
