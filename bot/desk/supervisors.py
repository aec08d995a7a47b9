"""What supervisors hear in their own chats, with a link to the case."""

from __future__ import annotations

from typing import Any

from bot.desk.screen import listing
from bot.step import Html, Keyboard, Step
from bot.team.roles import Role, holders
from bot.team.talk import Talk
from store.schema import Case


def tell(
    step: Step, html: str, *, key: str, keyboard: Keyboard | None = None, without: int | None = None
) -> bool:
    """Write to every supervisor but one, once for each `key`. False when there is nobody to tell."""
    people = [one for one in holders(step, Role.SUPERVISOR) if one.id != without]
    for person in people:
        Talk(step, person).say(html, keyboard, key=f"{key}:{person.id}")
    return bool(people)


def tell_of(step: Step, case: Case, key: str, *, once: str, **values: Any) -> bool:
    """Write the text `key` about a case, which it names as `case`."""
    return tell(step, step.services.desk_texts(key, case=link(step, case), **values), key=once)


def link(step: Step, case: Case) -> Html:
    """The number of a case, as a link where it has a topic."""
    number, thread = step.services.desk_texts("case-number", case=str(case.id)), step.thread(case)
    if thread is None:
        return number
    return Html(f'<a href="{listing.link_to(thread.chat_id, thread.external_id)}">{number}</a>')
