"""Which entries to offer where none is sure enough to be the answer: the fewest buttons that do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from intents import confidence
from intents.types import Candidate, Decision, Understanding

_LEFT = 0.1  # what is left of a near certainty says little of what else it could be


def choose(candidates: Sequence[Candidate], offer_from: float) -> tuple[tuple[str, ...], float]:
    """The entries to offer, the likeliest first, and the probability that the right one is among them; none
    where that stays under `offer_from`. The scores of candidates are probabilities of being the right one."""
    joint = np.full(confidence.BUTTONS, sum(one.score for one in candidates[: confidence.BUTTONS]))
    first = np.cumsum([one.score for one in candidates[: confidence.BUTTONS]])
    joint[: len(first)] = first
    count = min(int(confidence.buttons(joint[None])[0]), len(candidates))
    if not count or joint[count - 1] < offer_from or offer_from <= 0:
        return (), 0.0
    return tuple(one.entry_id for one in candidates[:count]), min(1.0, round(float(joint[count - 1]), 4))


def decide(found: Understanding, answer_from: float, offer_from: float) -> Understanding:
    """Answer when sure; else offer the fewest that hold the right entry likely enough; else hand over."""
    found = replace(found, offer_from=offer_from)
    if found.candidates and found.confidence >= answer_from:
        return replace(found, decision=Decision.ANSWER, offered=(), probability_offered=0.0)
    offered, probability = choose(found.candidates, offer_from)
    decision = Decision.CLARIFY if offered else Decision.HANDOFF
    return replace(found, decision=decision, offered=offered, probability_offered=probability)


def without(candidates: Sequence[Candidate], gone: Collection[str]) -> tuple[Candidate, ...]:
    """The candidates as probable as they are once it is known that some are not the right one."""
    mass = sum(one.score for one in candidates if one.entry_id in gone)
    rest = max(1.0 - mass, _LEFT)
    return tuple(
        Candidate(one.entry_id, min(1.0, round(one.score / rest, 4)))
        for one in candidates
        if one.entry_id not in gone
    )
