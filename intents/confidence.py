"""Confidence that means something: the probability that answering with the best candidate is right.

A logistic regression over signs of certainty. Its weights come from public sets; the company's own held-out
questions move them as far as their number bears it. Thresholds follow from the acceptable share of wrong
answers, with questions that have no answer taken into account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from intents.joining import Task, Weights
from intents.scoring import Measure

SIGNS = 16
# The first of them compare the best candidate with the others. They alone are fitted to own questions: how
# near a question comes by itself is learned from real questions of public sets, as own held-out phrasings,
# which lack their nearest neighbour, teach it wrongly (3 points of answers less at 5 % wrong).
_RELATIVE = 9
# Of all that customers ask, this share is taken to have no answer in the knowledge base; of it, this share is
# about the company's own field (the hard part), the rest is about something else altogether.
OUT_OF_SCOPE = 0.45
OWN_FIELD = 0.8
_BROAD, _LEAST_OWN = 4.0, 0.2
_STIFFNESS = 6.0
_LEADS = [Measure.MEANING, Measure.WORDS, Measure.ENTRY]  # signs whether the best candidate leads in them
_TOP = 3  # candidates that a clarification offers


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near the phrasings of one entry come to the other entries: the mean and the spread of each measure,
    meaning and words.

    A bank's questions are all alike, a voice assistant's are not: how near is near depends on it.
    """

    mean: tuple[float, float]
    spread: tuple[float, float]


def own_field(broad: float) -> float:
    """The share of questions without an answer that is about the company's own field, where this share of
    everyday texts comes as near to the entries as the field's own questions do: what a shop does not hold
    is mostly asked of shops, what a general assistant does not hold may be anything."""
    return float(np.clip(OWN_FIELD - _BROAD * broad, _LEAST_OWN, OWN_FIELD))


def nearness(gone: Task) -> Nearness:
    """Measured on questions of entries left out; with few of them, close to what is usual."""

    def measured(measure: Measure, usual: tuple[float, float]) -> tuple[float, float]:
        best = gone.features[:, :, measure].max(axis=1) if len(gone.right) else np.zeros(0)
        weight = len(best) / (len(best) + 20)
        mean = weight * (best.mean() if len(best) else 0) + (1 - weight) * usual[0]
        spread = weight * (best.std() if len(best) else 0) + (1 - weight) * usual[1]
        return float(mean), float(max(spread, 0.02))

    meaning, words = measured(Measure.MEANING, (0.5, 0.15)), measured(Measure.WORDS, (0.2, 0.1))
    return Nearness((meaning[0], words[0]), (meaning[1], words[1]))


def signs(task: Task, shares: np.ndarray, near: Nearness, sizes: np.ndarray, nobody: int) -> np.ndarray:
    """Signs of certainty, shape (questions, SIGNS). `shares` are the candidates' probabilities, `sizes` the
    numbers of words of questions; `nobody` is the column of those known to have no answer, −1 without it."""
    row = np.arange(len(shares))
    refused = task.columns == nobody
    among = np.where(refused, 0.0, shares)
    top = among.argmax(axis=1)
    best = among[row, top]
    others = shares.copy()
    others[row, top] = 0.0
    second = others.max(axis=1)
    features = task.features[row, top]
    real = task.mask > -1
    regressed = np.where(real, task.features[:, :, Measure.REGRESSION], -1.0)
    regressed[row, top] = -1.0
    highest = np.where(real[:, :, None], task.features, -9.0).max(axis=1)
    clipped = np.minimum(np.maximum(best, 1e-3), 1 - 1e-3)
    found = np.empty((len(shares), SIGNS))
    # Of one candidate against the others: _RELATIVE columns.
    found[:, 0] = np.log(clipped / (1 - clipped)) / 4
    lead = np.log(np.maximum(best, 1e-4) / np.maximum(second, 1e-4))
    found[:, 1] = np.minimum(np.maximum(lead, 0), 8) / 4
    found[:, 2] = features[:, Measure.REGRESSION] * 2
    found[:, 3] = (features[:, Measure.REGRESSION] - regressed.max(axis=1)) * 2
    found[:, 4:7] = (features >= highest - 1e-6)[:, _LEADS]
    found[:, 7] = np.where(refused, shares, 0.0).sum(axis=1) * 2
    found[:, 8] = 1
    # Of how near the candidate is by itself.
    found[:, 9:13] = features[:, Measure.MEANING :] * 2
    spread = (features[:, Measure.MEANING : Measure.ANSWER] - near.mean) / near.spread
    found[:, 13:15] = np.minimum(np.maximum(spread, -4), 4) / 2
    found[:, 15] = 1 / np.maximum(sizes, 1)
    return found


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Held-out questions: their signs, whether the best candidate was right, whether the right one was
    among the best three, and how much each counts."""

    signs: np.ndarray
    right: np.ndarray
    near: np.ndarray
    weight: np.ndarray


def outcomes(task: Task, shares: np.ndarray, found: np.ndarray, weight: float, nobody: int) -> Outcomes:
    """Outcomes of the questions of a task; `weight` is what all of them count together."""
    shares = np.where(task.columns == nobody, 0.0, shares)
    order = np.argsort(-shares, axis=1)
    known = task.right >= 0
    right = known & (order[:, 0] == task.right)
    near = known & (order[:, :_TOP] == task.right[:, None]).any(axis=1)
    return Outcomes(found, right, near, np.full(len(right), weight / max(1, len(right))))


def together(parts: Sequence[Outcomes]) -> Outcomes:
    """All outcomes in one."""
    return Outcomes(
        np.concatenate([part.signs for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.near for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )


def confidence(found: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Probability of being right for each row of signs."""
    return np.asarray(special.expit(found @ weights))


def _log_loss(seen: Outcomes, weights: np.ndarray) -> tuple[float, np.ndarray]:
    scores = seen.signs @ weights
    right = seen.right.astype(float)
    value = np.logaddexp(0, scores) - right * scores
    return float(seen.weight @ value), seen.signs.T @ (seen.weight * (special.expit(scores) - right))


def adapt(seen: Outcomes, start: np.ndarray) -> np.ndarray:
    """The prior's weights moved by the company's own outcomes as far as their number bears it; those of
    nearness stay."""
    count = len(seen.right)
    moving = np.arange(len(start)) < _RELATIVE
    scale = count / max(seen.weight.sum(), 1e-9)

    def loss(moved: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = _log_loss(seen, start + moved)
        gradient = np.where(moving, gradient * scale + _STIFFNESS * moved, 0.0)
        return value * scale + _STIFFNESS * float(moved @ moved) / 2, gradient

    found = optimize.minimize(
        loss, np.zeros(len(start)), jac=True, method="L-BFGS-B", options={"maxiter": 80}
    )
    return np.asarray(start + found.x)


def fit(tasks: list[tuple[float, Outcomes]], *, ridge: float = 0.0005) -> Weights:
    """The prior's weights from the outcomes at many knowledge bases, each with its richness."""

    def loss(both: np.ndarray) -> tuple[float, np.ndarray]:
        poor, rich = both[:SIGNS], both[SIGNS:]
        total, gradient = ridge * float(both @ both) / 2, ridge * both
        for share, seen in tasks:
            value, slope = _log_loss(seen, (1 - share) * poor + share * rich)
            each = 1 / (len(tasks) * seen.weight.sum())
            total += value * each
            gradient = gradient + np.r_[(1 - share) * slope, share * slope] * each
        return total, gradient

    found = optimize.minimize(
        loss, np.zeros(2 * SIGNS), jac=True, method="L-BFGS-B", options={"maxiter": 400}
    )
    return Weights(found.x[:SIGNS], found.x[SIGNS:])


def answer_threshold(sure: np.ndarray, seen: Outcomes, target: float, cautious: float) -> tuple[float, float]:
    """The lowest confidence at which the share of wrong answers stays under `target`, and the share of
    answerable questions that is then answered rightly. `cautious` wrong answers are added.

    Wrong answers are taken as two parts those counted and one part those that confidence expects: a single
    odd question among the surest must not silence a small knowledge base.
    """
    order = np.argsort(-sure, kind="stable")
    weight = seen.weight[order] * (len(order) / max(seen.weight.sum(), 1e-9))
    right = np.cumsum(weight * seen.right[order])
    answered = np.cumsum(weight)
    wrong = (2 * (answered - right) + np.cumsum(weight * (1 - sure[order]))) / 3
    kept = np.flatnonzero((wrong + cautious) / np.maximum(answered + cautious, 1e-9) <= target)
    if not len(kept):
        return 1.01, 0.0
    last = kept[-1]
    after = sure[order[last + 1]] if last + 1 < len(order) else sure[order[last]]
    answerable = float((weight * seen.near[order]).sum())
    return float((sure[order[last]] + after) / 2), float(right[last] / max(answerable, 1e-9))


def clarify_threshold(sure: np.ndarray, seen: Outcomes, above: float, wanted: float = 0.5) -> float:
    """The confidence from which, below `above`, the right entry is among the first three in at least half of
    the cases (by isotonic regression)."""
    below = sure < above
    if not below.any() or not seen.near[below].any():
        return above
    rising = np.argsort(sure[below], kind="stable")
    near, weight = seen.near[below][rising].astype(float), seen.weight[below][rising]
    fitted = optimize.isotonic_regression(near, weights=weight).x
    kept = sure[below][rising][fitted >= wanted]
    return float(kept.min()) if len(kept) else above
