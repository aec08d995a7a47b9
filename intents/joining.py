"""The small trained model that joins the measures: a choice among entries (a conditional logit).

P(entry | question) is the softmax over the entries of a weighted sum of the measures. The weights come from
public sets (`intents/prior`) and move as far as the company's own data bear it: their prior is a Gaussian.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from intents.scoring import Measure

_KEPT = 20  # candidates of a question that training looks at, by a rough order
_STIFFNESS = 4.0  # how many times its own value a weight is unlikely to move, as 1/σ² of the relative change
# How strongly the weights of entries with a title alone are held even. Questions about a title and about a
# detail of the answer want other weights, and companies differ in which they get: even weights serve both.
_EVEN = 0.006
_RICH = 2.6  # log2 of the phrasings an entry has where more of them change the weights no further


def richness(phrasings_per_entry: float) -> float:
    """From 0 (a title alone) to 1 (six phrasings and more): which of the weights apply."""
    return float(np.clip(np.log2(max(phrasings_per_entry, 1.0)) / _RICH, 0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Task:
    """Questions to one knowledge base: features (questions, candidates, measures) and the right candidate.

    Candidates that do not exist have a very low mask; `right` is −1 where no candidate is; `columns` are the
    numbers of the candidates' entries.
    """

    features: np.ndarray
    mask: np.ndarray
    right: np.ndarray
    columns: np.ndarray


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the measures where entries are `poor` (a title alone) and `rich` (many phrasings)."""

    poor: np.ndarray
    rich: np.ndarray

    def at(self, rich: float) -> np.ndarray:
        """The weights between the two."""
        return (1 - rich) * self.poor + rich * self.rich


def probabilities(task: Task, weights: np.ndarray) -> np.ndarray:
    """P(entry | question) of the candidates, shape (questions, candidates)."""
    scores = task.features @ weights + task.mask
    scores -= scores.max(axis=1, keepdims=True)
    shares = np.exp(scores)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def shortlist(
    features: np.ndarray,
    weights: np.ndarray,
    right: np.ndarray | None = None,
    absent: np.ndarray | None = None,
) -> Task:
    """Keep the candidates that matter: the right column (if it is not −1) always, `absent` ones last."""
    scores = features @ weights.astype(np.float32)
    row = np.arange(len(scores))[:, None]
    if absent is not None:
        scores[absent] = -np.inf
    place = np.full(len(scores), -1, np.int64)
    if right is not None:
        known = np.flatnonzero(right >= 0)
        scores[known, right[known]] = np.inf
    kept = min(_KEPT, scores.shape[1])
    chosen = np.argpartition(-scores, kept - 1, axis=1)[:, :kept]
    if right is not None:
        place[known] = (chosen == right[:, None]).argmax(axis=1)[known]
    mask = np.zeros(chosen.shape)
    if absent is not None:
        mask[absent[row, chosen]] = -1e9
    return Task(features[row, chosen].astype(np.float64), mask, place, chosen)


def log_loss(task: Task, weights: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean negative log-probability of the right candidates and its gradient."""
    scores = task.features @ weights + task.mask
    scores -= scores.max(axis=1, keepdims=True)
    shares = np.exp(scores)
    shares /= shares.sum(axis=1, keepdims=True)
    row = np.arange(len(task.right))
    chosen = task.features[row, task.right]
    gradient = (np.einsum("qc,qcm->qm", shares, task.features) - chosen).mean(axis=0)
    return float(-np.log(np.maximum(shares[row, task.right], 1e-12)).mean()), gradient


def adapt(task: Task, start: np.ndarray) -> np.ndarray:
    """Weights for one company: the prior's, moved by its own questions as far as their number bears it. What
    counts nothing in the prior goes on counting nothing."""
    scale = np.where(start == 0, 0.0, np.maximum(np.abs(start), 0.5))
    count = len(task.right)

    def loss(moved: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = log_loss(task, start + moved * scale)
        return value * count + _STIFFNESS * float(
            moved @ moved
        ) / 2, gradient * scale * count + _STIFFNESS * moved

    found = optimize.minimize(
        loss, np.zeros(len(start)), jac=True, method="L-BFGS-B", options={"maxiter": 60}
    )
    return np.asarray(start + found.x * scale)


def fit(tasks: list[tuple[float, Task]]) -> Weights:
    """The prior's weights from many knowledge bases, each with its richness; each counts the same."""
    size = len(Measure)
    ridge = np.repeat([_EVEN, 0.0001], size)

    def loss(both: np.ndarray) -> tuple[float, np.ndarray]:
        poor, rich = both[:size], both[size:]
        total, gradient = float(ridge @ both**2) / 2, ridge * both
        for share, task in tasks:
            value, slope = log_loss(task, (1 - share) * poor + share * rich)
            total += value / len(tasks)
            gradient = gradient + np.r_[(1 - share) * slope, share * slope] / len(tasks)
        return total, gradient

    start = np.tile([10.0, 5.0, 3.0, 1.0, 2.0, 1.0, 2.0, 1.0, 1.0], 2)
    # No measure of likeness may count against an entry. Where phrasings are many the nearest one has nothing
    # to add to the regression, which has seen them all: it makes probabilities better and the first place
    # worse (by 1.2 points for words and half a point to two for meaning, on parts of the training files of
    # BANKING77, CLINC150 and HWU64 with five and ten phrasings). Words in common only tell how sure.
    bounds: list[tuple[float, float | None]] = [(0, None)] * (2 * size)
    for measure in (Measure.COVERS, Measure.COVERED):
        bounds[measure] = (0, 0)
    for measure in (Measure.MEANING, Measure.WORDS, Measure.COVERS, Measure.COVERED):
        bounds[size + measure] = (0, 0)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return Weights(found[:size] * _sharpness(tasks, found[:size]), found[size:])


def _sharpness(tasks: list[tuple[float, Task]], poor: np.ndarray) -> float:
    """How many times the weights fit best: held even, they are too small for probabilities."""
    alone = [task for share, task in tasks if share == 0.0]

    def loss(times: float) -> float:
        return sum(log_loss(task, poor * times)[0] for task in alone)

    return float(optimize.minimize_scalar(loss, bounds=(0.5, 8.0), method="bounded").x) if alone else 1.0
