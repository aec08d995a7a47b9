"""«Спам»: the case is closed without a word. Line zero goes on answering what the knowledge base holds, and
whoever asks for a person by name still gets one: a mistake must not lose a customer. «Открыть снова» undoes
it."""

from __future__ import annotations

from bot.desk.cases import waiting
from bot.desk.screen import menus, topic
from bot.step import Keyboard, Step, button
from handoff.case import Actor, EventType
from store.schema import Case, Person


def rows(step: Step, case: Case) -> Keyboard:
    """The button."""
    return [[button(step.services.desk_texts.plain("desk-button-spam"), "spam", case.id, case.epoch)]]


def on_spam(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """Put the case away; anybody may while nobody has it."""
    desk = step.services.desk_texts
    refused = menus.refusal(step, case, agent, rest[0] if rest else "", unclaimed=True, supervised=True)
    if refused:
        return refused
    waiting.forget(step, case)
    step.record(case, EventType.MARKED_SPAM, Actor("agent", agent.id))
    step.desk_say(case, desk("desk-spam", agent=agent.name))
    topic.refresh_card(step, case)
    return desk.plain("press-done")
