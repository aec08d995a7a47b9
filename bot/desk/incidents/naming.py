"""How a topic of an incident is called on the agents' side."""

from __future__ import annotations

from bot.knowledge import in_language
from bot.step import Step


def topic_name(step: Step, topic_id: str) -> str:
    """The name of a topic; its id once the knowledge base has none of it."""
    found = step.services.knowledge.topic(topic_id)
    return in_language(found.names, step.services.desk_texts.language, topic_id) if found else topic_id
