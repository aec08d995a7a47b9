"""Cases in a list: one line each, with a link to the topic."""

from __future__ import annotations

from datetime import datetime

from bot.knowledge import in_language
from bot.step import Step, moment
from bot.texts import Html
from handoff.board import Listed
from handoff.case import HELD, UNCLAIMED, State

_SUPERGROUP = 1_000_000_000_000
"""Telegram puts «-100» before the id of a supergroup; its links go without."""


def link_to(chat_id: int, thread: int) -> str:
    """The address of a topic, for members of the group."""
    return f"https://t.me/c/{abs(chat_id) - _SUPERGROUP}/{thread}"


def number(step: Step, case: Listed) -> Html:
    """The number of a case, as a link where it has a topic."""
    shown = step.services.desk_texts("case-number", case=str(case.case_id))
    if case.chat_id is None or case.thread is None:
        return shown
    return Html(f'<a href="{link_to(case.chat_id, case.thread)}">{shown}</a>')


def line(step: Step, case: Listed) -> Html:
    """One line: number, customer, what it is about, and how it stands."""
    texts = step.services.desk_texts
    return texts(
        "list-line",
        number=number(step, case),
        customer=case.customer or texts.plain("customer-someone"),
        about=about(step, case),
        state=Html(_state(step, case)),
    )


def about(step: Step, case: Listed) -> str:
    """What a case is about: the topic, or else why it came to people."""
    texts = step.services.desk_texts
    topic = step.services.knowledge.topic(case.topic) if case.topic else None
    if topic is not None:
        return in_language(topic.names, texts.language, topic.id)
    return texts.plain("list-reason", reason=case.reason or "none")


def _state(step: Step, case: Listed) -> str:
    texts, state = step.services.desk_texts, State(case.state)
    if state in UNCLAIMED:
        since = texts("list-waiting", since=_when(step, case.queued_at))
        if case.promised_at is None:
            return since
        late = "yes" if case.promised_at <= step.now else "no"
        return f"{since}, {texts('list-promised', time=moment(step, case.promised_at), late=late)}"
    if state in HELD:
        return texts("list-held", state=str(state), agent=case.agent or texts.plain("person-someone"))
    return texts("list-state", state=str(state), since=_when(step, case.opened_at))


def _when(step: Step, at: datetime | None) -> str:
    return moment(step, at) if at else "—"
