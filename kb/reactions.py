"""What line zero would do with a question by itself, without what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from intents.language import NEIGHBOURS
from intents.model import TrainedModel
from intents.types import Decision, Model, SignalKind, Understanding
from intents.vectors import VectorCache


@dataclass(frozen=True, slots=True)
class Reaction:
    """What line zero does with a question. `entry_id` is the answer, or the likeliest entry where it does
    not answer; `offered` are the entries that it asks about."""

    decision: Decision
    entry_id: str
    confidence: float
    offered: tuple[str, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether the customer gets an answer."""
        return self.decision is Decision.ANSWER


def reactions(model: Model, texts: Sequence[str], vectors: VectorCache | None = None) -> list[Reaction]:
    """What line zero would do with each text, by itself."""
    return [reaction(found) for found in understood(model, texts, vectors)]


def understood(model: Model, texts: Sequence[str], vectors: VectorCache | None = None) -> list[Understanding]:
    """Read many texts; `vectors` keeps what they mean, for the next time."""
    if vectors is not None and isinstance(model, TrainedModel):
        model = model.remembering(vectors)
    with threadpool_limits(1, user_api="blas"):  # many small products: threads would only wait for each other
        return model.understand_many(texts)


def reaction(found: Understanding) -> Reaction:
    """What line zero does with what it understood: who asks for a person or is in danger gets one,
    and so does who writes in a language that line zero does not read, unless it is sure."""
    best = found.best.entry_id if found.best else ""
    unread = found.language in NEIGHBOURS and found.decision is not Decision.ANSWER
    to_people = unread or found.signal(SignalKind.HUMAN) or found.signal(SignalKind.DANGER) or not best
    decision = Decision.HANDOFF if to_people else found.decision
    return Reaction(decision, best, found.confidence, () if to_people else found.offered)


def encoder_of(model: Model) -> str:
    """The name of a model's encoder; empty where it does not tell."""
    return model.report.encoder if isinstance(model, TrainedModel) else ""
