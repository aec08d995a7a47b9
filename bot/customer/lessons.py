"""What a press of a customer teaches, kept for training with personal data masked."""

from __future__ import annotations

from bot.step import Step
from intents.privacy import mask
from kb.learning import Lesson, learn
from store.schema import Case


def learn_from(step: Step, case: Case, question: str, entry_id: str, origin: Lesson) -> None:
    """Keep what the press just recorded says of a question and an entry."""
    if question:
        key = f"case {case.id}: event {case.version}"
        learn(step.session, mask(question), entry_id, origin, key=key, now=step.now, case_id=case.id)
