"""Fits the joining and the confidence of one company, from the shipped start and its own questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intents import confidence, joining, leaving_out, lexical
from intents.confidence import OUT_OF_SCOPE, Nearness
from intents.prior import Start
from intents.scoring import Scorer

_ENOUGH = 400  # own answerable questions from which thresholds are own: some twenty wrong among them
_SOME = 25  # own answerable questions from which weights move at all
_INSIDE = 0.25  # share of own questions that come no nearer to their entries than what counts as inside
USELESS = 0.5  # offers that may miss, where nobody said otherwise
_CAUTIOUS = 0.5  # wrong answers added when a threshold is chosen


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights and thresholds of a model: the confidence from which it answers, and the joint probability of
    candidates from which it offers them. `expected` is the share of answerable questions that is answered
    rightly at the threshold, by its own held-out questions; `careful`: there are too few of them;
    `without_answer` is the share of questions that are taken to have none."""

    joining: np.ndarray
    confidence: np.ndarray
    near: Nearness
    answer_from: float
    offer_from: float
    expected: float
    own_questions: int
    careful: bool
    without_answer: float = OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Evidence:
    """Questions of known outcome: phrasings left out, entries left out, foreign texts. `own_field` is the
    share of what has no answer that is taken to be about the company's own field."""

    left: leaving_out.Asked
    gone: leaving_out.Asked
    foreign: leaving_out.Asked
    own_field: float = confidence.OWN_FIELD


def sizes(texts: Sequence[str]) -> np.ndarray:
    """Numbers of words."""
    return np.array([len(lexical.words(text)) for text in texts], float)


def nobody_column(scorer: Scorer) -> int:
    """The column of questions that are known to have no answer; −1 without it."""
    return scorer.columns - 1 if scorer.nobody else -1


def start_weights(start: Start, scorer: Scorer) -> tuple[np.ndarray, np.ndarray]:
    """The shipped weights of joining and confidence for a knowledge base as rich as this one. Those for many
    phrasings lean on the regression: without one, those for few hold."""
    rich = 0.0 if scorer.regression is None else joining.richness(scorer.corpus.phrasings_per_entry)
    return joining.Weights(*start.joining).at(rich), joining.Weights(*start.confidence).at(rich)


def gather(
    scorer: Scorer, rough: np.ndarray, foreign: Sequence[str], foreign_vectors: np.ndarray | None
) -> Evidence:
    """Make the questions of known outcome."""
    left, gone = leaving_out.questions(scorer, rough)
    nothing = np.full(len(foreign), -1, np.int64)
    asked = leaving_out.ask(scorer, foreign, foreign_vectors, nothing, rough)
    if not len(gone.texts):
        return Evidence(left, gone, asked)
    # To a voice assistant, the weather is no foreign topic: what comes nearer to an entry than the questions
    # of entries left out usually do may well be one.
    far = (asked.task.features @ rough).max(axis=1)
    strange = far <= float(np.median((gone.task.features @ rough).max(axis=1)))
    own_field = confidence.OWN_FIELD
    if len(left.texts) >= _SOME:
        # How much comes as near as questions that have an answer tells how broad the field is.
        near = (left.task.features @ rough)[np.arange(len(left.texts)), left.task.right]
        own_field = confidence.own_field(float((far > np.quantile(near, _INSIDE)).mean()))
    return Evidence(left, gone, leaving_out.pick(asked, strange), own_field)


def observe(evidence: Evidence, weights: np.ndarray, near: Nearness, nobody: int) -> confidence.Outcomes:
    """The outcomes with the shares that customers' questions are taken to have."""
    out = confidence.OUT_OF_SCOPE
    parts = []
    for asked, weight in (
        (evidence.left, 1 - out),
        (evidence.gone, out * evidence.own_field),
        (evidence.foreign, out * (1 - evidence.own_field)),
    ):
        if len(asked.texts):
            shares = joining.probabilities(asked.task, weights)
            found = confidence.signs(asked.task, shares, near, sizes(asked.texts), nobody)
            parts.append(confidence.outcomes(asked.task, shares, found, weight, nobody))
    return confidence.together(parts)


def calibrate(scorer: Scorer, start: Start, target: float, useless: float, evidence: Evidence) -> Calibration:
    """Fit what depends on the company's own questions, as far as there are enough of them. `target` is the
    acceptable share of wrong answers among answers, `useless` of offers without the right entry."""
    weights, sure_weights = start_weights(start, scorer)
    nobody = nobody_column(scorer)
    own = len(evidence.left.texts)
    if own >= _SOME:
        weights = joining.adapt(evidence.left.task, weights)
    near = confidence.nearness(evidence.gone.task)
    answer_from = shipped_answer(start, target)
    offer_from = shipped_offer(start, useless)
    expected = 0.0
    if own >= _SOME:
        seen = observe(evidence, weights, near, nobody)
        sure_weights = confidence.adapt(seen, sure_weights)
        levels = confidence.probabilities(seen.signs, sure_weights)
        measured, expected = confidence.answer_threshold(levels[:, 0], seen, target, _CAUTIOUS)
        # With few questions of its own a company keeps to the stricter of the two; where its own would
        # silence it altogether, to the shipped one.
        if measured <= 1:
            shipped = max(measured, answer_from)
            # Phrasings left out are likelier to have a twin than what customers will write.
            blended = (own * measured + _ENOUGH * shipped) / (own + _ENOUGH)
            answer_from = blended if own >= _ENOUGH else shipped
        offer_from = confidence.offer_threshold(levels, seen, answer_from, useless)
    return Calibration(
        weights, sure_weights, near, answer_from, offer_from, expected, own, careful=own < _ENOUGH
    )


def shipped_answer(start: Start, target: float) -> float:
    """The confidence to answer for a company without questions of its own, between the recorded targets."""
    targets, thresholds = (np.array(column) for column in zip(*start.answers, strict=True))
    return float(np.interp(target, targets, thresholds))


def shipped_offer(start: Start, useless: float) -> float:
    """The joint probability to offer for a company without questions of its own."""
    shares, thresholds = (np.array(column) for column in zip(*start.offers, strict=True))
    return float(np.interp(useless, shares, thresholds))
