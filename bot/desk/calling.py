"""A line in the topic of a case that calls somebody of the team by name, so that his Telegram tells him."""

from __future__ import annotations

from typing import Any

from bot.step import Step
from bot.texts import Html
from kb.markup import escape
from store.schema import Case, Person


def name_of(step: Step, person_id: int | None) -> Html:
    """Somebody of the team, as a link that Telegram notifies of; «специалист» for nobody."""
    person = step.session.get(Person, person_id) if person_id else None
    if person is None:
        return Html(escape(step.services.desk_texts.plain("person-someone")))
    return Html(f'<a href="tg://user?id={person.external_id}">{escape(person.name)}</a>')


def call_owner(step: Step, case: Case, key: str, **values: Any) -> None:
    """Tell whoever has or had the case; the text of `key` names him as `agent`."""
    named = name_of(step, case.owner_id or case.last_agent_id)
    step.desk_say(case, step.services.desk_texts(key, agent=named, **values))
