"""Who writes and presses on the agents' side."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bot.inbound import Sender
from bot.step import Step
from store.schema import Case, Person, Thread


def meet(step: Step, sender: Sender) -> Person:
    """The person behind a message in the agents' group. Whoever is let into that group is an agent."""
    person = step.session.scalar(
        select(Person).where(Person.channel == "telegram", Person.external_id == sender.id)
    )
    if person is None:
        person = _enter(step, sender)
    if (person.name, person.username) != (sender.name, sender.username):
        person.name, person.username = sender.name, sender.username
        step.session.flush()
    return person


def _enter(step: Step, sender: Sender) -> Person:
    """Several topics may meet one person for the first time at the same moment: only one row comes of it."""
    dialect = sqlite if step.session.get_bind().dialect.name == "sqlite" else postgresql
    step.session.execute(
        dialect.insert(Person)
        .values(
            channel="telegram",
            external_id=sender.id,
            name=sender.name,
            username=sender.username,
            roles=["agent"],
            created_at=step.now,
        )
        .on_conflict_do_nothing(index_elements=["channel", "external_id"])
    )
    return step.session.scalars(
        select(Person).where(Person.channel == "telegram", Person.external_id == sender.id)
    ).one()


def case_of_topic(step: Step, chat_id: int, topic: int | None) -> Case | None:
    """The case that a topic of the agents' group shows, or None for General and foreign topics."""
    if topic is None:
        return None
    return step.session.scalar(
        select(Case)
        .join(Thread, Thread.case_id == Case.id)
        .where(Thread.chat_id == chat_id, Thread.external_id == topic)
    )
