"""What line zero promised of its answers, beside what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.questions import Asking

ENOUGH = 20
"""Answers of known outcome from which a share says something."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Of a period: `answers` whose outcome is known, the wrong share that their confidences `promised`, and
    the `real` one. An answer was right where the customer said that it helped, wrong where they rejected
    it or a person was needed after it; of who said nothing, nothing is known."""

    answers: int
    promised: float
    real: float

    @property
    def is_enough(self) -> bool:
        """Whether there are enough of them to compare."""
        return self.answers >= ENOUGH


NOTHING = Promise(0, 0.0, 0.0)


def outcome(asking: Asking, entry_id: str) -> bool | None:
    """Whether an entry that was shown was right; None where nobody said."""
    if asking.helped == entry_id:
        return True
    if entry_id in asking.rejected or (asking.handed_off and asking.shown[-1:] == (entry_id,)):
        return False
    return None


def kept(asked: Iterable[Asking]) -> Promise:
    """Promised and real error of the answers that line zero gave because it was sure."""
    doubts, wrong = [], 0
    for asking in asked:
        if asking.decision != "answer" or not asking.shown:
            continue
        right = outcome(asking, asking.shown[0])
        if right is not None:
            doubts.append(1 - asking.confidence)
            wrong += not right
    count = len(doubts)
    return Promise(count, sum(doubts) / count if count else 0.0, wrong / count if count else 0.0)
