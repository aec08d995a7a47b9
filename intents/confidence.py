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

BUTTONS = 5
"""Candidates that may be offered."""
LEVELS = BUTTONS + 1
"""What is estimated: that the right entry is the first, among the first two … five; that there is one."""
HELD = BUTTONS
SIGNS = 20
# The first of them compare the best candidates with the others. They alone are fitted to own questions: how
# near a question comes by itself is learned from real questions of public sets, as own held-out phrasings,
# which lack their nearest neighbour, teach it wrongly (3 points of answers less at 5 % wrong).
_RELATIVE = 9
# Of all that customers ask, this share is taken to have no answer in the knowledge base; of it, this share is
# about the company's own field (the hard part), the rest is about something else altogether.
OUT_OF_SCOPE = 0.4
OWN_FIELD = 0.8
_BROAD, _LEAST_OWN = 4.0, 0.2
_STIFFNESS = 6.0
_ENOUGH = 0.9  # joint probability at which no further button is wanted
_NEARLY = 0.9  # … or this share of what five would reach
_LEADS = [Measure.MEANING, Measure.WORDS, Measure.ENTRY]  # signs whether the best candidate leads in them


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
    """Signs of certainty, shape (questions, LEVELS, SIGNS). `shares` are the candidates' probabilities,
    `sizes` the numbers of words of questions; `nobody` is the column of those known to have no answer, −1
    without it."""
    row = np.arange(len(shares))
    refused = task.columns == nobody
    among = np.where(refused, 0.0, shares)
    top = among.argmax(axis=1)
    best = among[row, top]
    features = task.features[row, top]
    real = task.mask > -1
    regressed = np.where(real, task.features[:, :, Measure.REGRESSION], -1.0)
    regressed[row, top] = -1.0
    highest = np.where(real[:, :, None], task.features, -9.0).max(axis=1)
    falling = np.zeros((len(shares), LEVELS + 1))
    kept = min(shares.shape[1], LEVELS + 1)
    falling[:, :kept] = -np.sort(-among, axis=1)[:, :kept]
    together = np.clip(falling[:, :LEVELS].cumsum(axis=1), 1e-3, 1 - 1e-3)
    unanswered = np.where(refused, shares, 0.0).sum(axis=1)
    found = np.empty((len(shares), LEVELS, SIGNS))
    # Of the first candidates against the others: _RELATIVE columns.
    found[:, :, 0] = np.log(together / (1 - together)) / 4
    found[:, :, 1] = (
        np.clip(np.log(np.maximum(best, 1e-4)[:, None] / np.maximum(falling[:, 1:], 1e-4)), 0, 8) / 4
    )
    rest = np.empty((len(shares), SIGNS - 2))
    rest[:, 0] = features[:, Measure.REGRESSION] * 2
    rest[:, 1] = (features[:, Measure.REGRESSION] - regressed.max(axis=1)) * 2
    rest[:, 2:5] = (features >= highest - 1e-6)[:, _LEADS]
    rest[:, 5] = unanswered * 2
    rest[:, 6] = 1
    # Of how near the candidate is by itself.
    rest[:, 7:15] = features[:, Measure.MEANING :] * 2
    spread = (features[:, Measure.MEANING : Measure.ANSWER] - near.mean) / near.spread
    rest[:, 15:17] = np.clip(spread, -4, 4) / 2
    rest[:, 17] = 1 / np.maximum(sizes, 1)
    found[:, :, 2:] = rest[:, None, :]
    return found


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Held-out questions: their signs, which levels were right, shape (questions, LEVELS), and how much each
    counts."""

    signs: np.ndarray
    right: np.ndarray
    weight: np.ndarray


def outcomes(task: Task, shares: np.ndarray, found: np.ndarray, weight: float, nobody: int) -> Outcomes:
    """Outcomes of the questions of a task; `weight` is what all of them count together."""
    shares = np.where(task.columns == nobody, 0.0, shares)
    known = task.right >= 0
    own = np.where(known, shares[np.arange(len(shares)), task.right], 2.0)
    place = (shares > own[:, None]).sum(axis=1)
    right = known[:, None] & (place[:, None] < np.arange(1, LEVELS + 1))
    right[:, HELD] = known
    return Outcomes(found, right, np.full(len(right), weight / max(1, len(right))))


def together(parts: Sequence[Outcomes]) -> Outcomes:
    """All outcomes in one."""
    return Outcomes(
        np.concatenate([part.signs for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )


def probabilities(found: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Probability of each level for each row of signs, shape (questions, LEVELS). It grows with the number of
    candidates, by less and less: none is likelier than one that stands before it."""
    apart = np.maximum.accumulate(special.expit(np.einsum("qls,ls->ql", found, weights)), axis=1)
    first = apart[:, :1]
    more = np.minimum(-np.sort(-np.diff(apart[:, :BUTTONS], axis=1), axis=1), first)
    among = first + np.cumsum(more, axis=1)
    return np.hstack([first, among, np.maximum(apart[:, HELD:], among[:, -1:])])


def _log_loss(seen: Outcomes, level: int, weights: np.ndarray) -> tuple[float, np.ndarray]:
    found = seen.signs[:, level]
    scores = found @ weights
    right = seen.right[:, level].astype(float)
    value = np.logaddexp(0, scores) - right * scores
    return float(seen.weight @ value), found.T @ (seen.weight * (special.expit(scores) - right))


def adapt(seen: Outcomes, start: np.ndarray) -> np.ndarray:
    """The prior's weights moved by the company's own outcomes as far as their number bears it; those of
    nearness stay."""
    count = len(seen.right)
    moving = np.arange(SIGNS) < _RELATIVE
    scale = count / max(seen.weight.sum(), 1e-9)
    return np.stack([line + _moved(seen, level, line, moving, scale) for level, line in enumerate(start)])


def _moved(seen: Outcomes, level: int, start: np.ndarray, moving: np.ndarray, scale: float) -> np.ndarray:
    def loss(moved: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = _log_loss(seen, level, start + moved)
        gradient = np.where(moving, gradient * scale + _STIFFNESS * moved, 0.0)
        return value * scale + _STIFFNESS * float(moved @ moved) / 2, gradient

    zero = np.zeros(len(start))
    return np.asarray(optimize.minimize(loss, zero, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x)


def fit(tasks: list[tuple[float, Outcomes]], *, ridge: float = 0.0005) -> Weights:
    """The prior's weights, shape (LEVELS, SIGNS) each, from the outcomes at many knowledge bases, each with
    its richness."""
    levels = [_fitted(tasks, level, ridge) for level in range(LEVELS)]
    return Weights(np.stack([poor for poor, _ in levels]), np.stack([rich for _, rich in levels]))


def _fitted(tasks: list[tuple[float, Outcomes]], level: int, ridge: float) -> tuple[np.ndarray, np.ndarray]:
    def loss(both: np.ndarray) -> tuple[float, np.ndarray]:
        poor, rich = both[:SIGNS], both[SIGNS:]
        total, gradient = ridge * float(both @ both) / 2, ridge * both
        for share, seen in tasks:
            value, slope = _log_loss(seen, level, (1 - share) * poor + share * rich)
            each = 1 / (len(tasks) * seen.weight.sum())
            total += value * each
            gradient = gradient + np.r_[(1 - share) * slope, share * slope] * each
        return total, gradient

    zero = np.zeros(2 * SIGNS)
    found = optimize.minimize(loss, zero, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return found[:SIGNS], found[SIGNS:]


def answer_threshold(sure: np.ndarray, seen: Outcomes, target: float, cautious: float) -> tuple[float, float]:
    """The lowest confidence at which the share of wrong answers stays under `target`, and the share of
    answerable questions that is then answered rightly. `cautious` wrong answers are added.

    Wrong answers are taken as two parts those counted and one part those that confidence expects: a single
    odd question among the surest must not silence a small knowledge base.
    """
    order = np.argsort(-sure, kind="stable")
    weight = seen.weight[order] * (len(order) / max(seen.weight.sum(), 1e-9))
    right = np.cumsum(weight * seen.right[order, 0])
    answered = np.cumsum(weight)
    wrong = (2 * (answered - right) + np.cumsum(weight * (1 - sure[order]))) / 3
    kept = np.flatnonzero((wrong + cautious) / np.maximum(answered + cautious, 1e-9) <= target)
    if not len(kept):
        return 1.01, 0.0
    last = kept[-1]
    after = sure[order[last + 1]] if last + 1 < len(order) else sure[order[last]]
    answerable = float((weight * seen.right[order, HELD]).sum())
    return float((sure[order[last]] + after) / 2), float(right[last] / max(answerable, 1e-9))


def buttons(levels: np.ndarray) -> np.ndarray:
    """How many candidates to offer: the fewest, two at least, of which one is likely enough the right one, or
    that come near to what the most of them would reach. `levels` as `probabilities` gives them."""
    enough = np.minimum(_ENOUGH, _NEARLY * levels[:, BUTTONS - 1])
    return np.asarray(2 + (levels[:, 1 : BUTTONS - 1] < enough[:, None]).sum(axis=1))


def offer_threshold(levels: np.ndarray, seen: Outcomes, answer_from: float, useless: float) -> float:
    """The joint probability from which candidates are offered where none is sure enough to answer, so that
    the share of offers without the right entry stays under `useless`. Misses are counted as wrong answers
    are in `answer_threshold`."""
    row = np.arange(len(levels))
    count = buttons(levels)
    joint, hit = levels[row, count - 1], seen.right[row, count - 1]
    order = np.argsort(-joint, kind="stable")
    order = order[levels[order, 0] < answer_from]
    weight = seen.weight[order] * (len(levels) / max(seen.weight.sum(), 1e-9))
    offered = np.cumsum(weight)
    missed = (2 * np.cumsum(weight * ~hit[order]) + np.cumsum(weight * (1 - joint[order]))) / 3
    kept = np.flatnonzero(missed / np.maximum(offered, 1e-9) <= useless)
    return float(joint[order[kept[-1]]]) if len(kept) else 1.01
