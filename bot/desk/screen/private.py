"""Buttons of a case in an agent's private chat: those of its topic, and what they show appears here."""

from __future__ import annotations

from bot.step import Html, Keyboard, PrivateCard, Step
from bot.team.talk import Talk
from store.outbox import Action, Author, Priority
from store.schema import Case

PREFIX = "desk"
"""What the data of these buttons begins with in a private chat."""


def marked(rows: Keyboard) -> Keyboard:
    """Buttons of a topic as they are in a private chat."""
    return [
        [{**one, "data": f"{PREFIX}:{one['data']}"} if "data" in one else one for one in row] for row in rows
    ]


def draw(step: Step, card: PrivateCard, rows: Keyboard) -> None:
    """Put buttons under the card whose button was pressed."""
    card.drawn = True
    step.chat_put(
        card.person,
        Action.EDIT_KEYBOARD,
        author=Author.SYSTEM,
        priority=Priority.ANSWER,
        payload={"external_id": card.message_id, "keyboard": marked(rows)},
    )


def say(
    step: Step,
    case: Case,
    html: Html,
    *,
    keyboard: Keyboard | None = None,
    key: str | None = None,
    priority: Priority = Priority.NOTICE,
) -> None:
    """Write where the button was pressed: into the private chat, else into the topic."""
    card = step.private_card
    if card is None:
        step.desk_say(case, html, keyboard=keyboard, key=key, priority=priority)
    else:
        Talk(step, card.person).say(html, marked(keyboard) if keyboard else None, key=key)
