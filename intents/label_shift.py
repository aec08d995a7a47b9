"""How many questions have no answer, told by the questions themselves, without a label on any of them.

A model takes for granted that `confidence.OUT_OF_SCOPE` of the questions have none. Where a log shows another
share, the probabilities move with it (Saerens, Latinne and Decaestecker 2002: expectation maximisation
over the confidences), and the thresholds are those that keep the promises on such questions.
"""

from __future__ import annotations

import numpy as np

from intents.confidence import BUTTONS, HELD, OUT_OF_SCOPE, buttons

FEWEST = 200
"""Questions of a log from which it says something."""
_LEAST, _MOST = 0.02, 0.95  # shares of questions without an answer that are believed
_ROUNDS = 200
_CARE = 200  # questions that the share taken for granted counts for beside those of the log
_LEAST_SURE = 0.5  # what is likelier wrong than right is never said, however well the rest goes


def share_without_answer(held: np.ndarray) -> float:
    """The share of questions that have no answer, from the probabilities that each has one."""
    share = OUT_OF_SCOPE
    for _ in range(_ROUNDS):
        moved = float(1 - _moved(held, share).mean())
        if abs(moved - share) < 1e-5:
            break
        share = moved
    care = _CARE / (_CARE + len(held)) / 2
    return float(np.clip((1 - care) * share + care * OUT_OF_SCOPE, _LEAST, _MOST))


def _moved(held: np.ndarray, share: float) -> np.ndarray:
    answered, without = (1 - share) / (1 - OUT_OF_SCOPE), share / OUT_OF_SCOPE
    return np.asarray(held * answered / (held * answered + (1 - held) * without))


def move(levels: np.ndarray, share: float) -> np.ndarray:
    """Probabilities of each level where this share of the questions has no answer. What holds an answer
    changes with the share; which of the candidates it is, does not."""
    if share == OUT_OF_SCOPE:
        return levels
    held = np.clip(levels[:, HELD:], 1e-9, 1 - 1e-9)
    return np.asarray(levels * (_moved(held, share) / held))


def answer_from(sure: np.ndarray, target: float) -> float:
    """The lowest confidence at which the expected share of wrong answers stays under `target`."""
    falling = -np.sort(-sure)
    wrong = np.cumsum(1 - falling) / np.arange(1, len(falling) + 1)
    kept = np.flatnonzero(wrong <= target)
    return max(float(falling[kept[-1]]), _LEAST_SURE) if len(kept) else 1 - target


def offer_from(levels: np.ndarray, above: float, useless: float) -> float:
    """The lowest joint probability at which the expected share of useless offers stays under `useless`, among
    questions that are not answered from `above` on."""
    asked = levels[levels[:, 0] < above]
    if not len(asked):
        return 1 - useless
    joint = -np.sort(-asked[np.arange(len(asked)), np.minimum(buttons(asked), BUTTONS) - 1])
    missed = np.cumsum(1 - joint) / np.arange(1, len(joint) + 1)
    kept = np.flatnonzero(missed <= useless)
    return float(joint[kept[-1]]) if len(kept) else 1 - useless
