"""Who writes and presses on the agents' side."""

from __future__ import annotations

from sqlalchemy import select

from bot.inbound import Sender
from bot.step import Step
from bot.team import roles, strangers
from store.schema import Case, Person, Thread


def meet(step: Step, sender: Sender, case: Case | None) -> Person | None:
    """The agent (or supervisor) behind a message or a press in the agents' group, in the topic of `case` or
    in General. None for everybody else: whatever a stranger does has no effect."""
    person = roles.known(step, sender)
    if person is not None and roles.works_on_cases(person):
        return person
    strangers.met(step, sender, case)
    return None


def is_desk(step: Step, chat_id: int) -> bool:
    """Whether a chat is a group of ours: anybody may add the bot to a group of his own."""
    if chat_id in step.services.settings.desk_chats:
        return True
    known = select(Thread.id).where(Thread.chat_id == chat_id).limit(1)
    return step.session.scalar(known) is not None


def case_of_topic(step: Step, chat_id: int, topic: int | None) -> Case | None:
    """The case that a topic of the agents' group shows, or None for General and foreign topics."""
    if topic is None:
        return None
    return step.session.scalar(
        select(Case)
        .join(Thread, Thread.case_id == Case.id)
        .where(Thread.chat_id == chat_id, Thread.external_id == topic)
    )
