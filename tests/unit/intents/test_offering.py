"""Which entries are offered, and how many."""

from __future__ import annotations

import numpy as np
import pytest

from intents import calibration, confidence, offering
from intents.confidence import HELD, LEVELS, Outcomes
from intents.training import train
from intents.types import Candidate, Decision, Understanding
from kb import demo_company


def candidates(*scores: float) -> tuple[Candidate, ...]:
    return tuple(Candidate(f"entry-{place}", score) for place, score in enumerate(scores))


@pytest.mark.parametrize(
    ("scores", "buttons"),
    [
        ((0.5, 0.4, 0.02, 0.01, 0.01), 2),
        ((0.3, 0.25, 0.25, 0.01, 0.01), 3),
        ((0.2, 0.2, 0.2, 0.18, 0.02), 4),
        ((0.15, 0.14, 0.14, 0.13, 0.12), 5),
        ((0.4, 0.1), 2),
        ((0.4,), 1),
    ],
)
def test_the_fewest_buttons_are_offered_that_do(scores: tuple[float, ...], buttons: int) -> None:
    entries, probability = offering.choose(candidates(*scores), 0.3)
    assert entries == tuple(f"entry-{place}" for place in range(buttons))
    assert probability == pytest.approx(sum(scores[:buttons]), abs=1e-4)


def test_what_is_too_unlikely_is_not_offered() -> None:
    assert offering.choose(candidates(0.1, 0.05, 0.02), 0.3) == ((), 0.0)
    assert offering.choose((), 0.3) == ((), 0.0)


def test_an_answer_offers_nothing_and_neither_does_a_handoff() -> None:
    found = Understanding("?", "?", "ru", Decision.HANDOFF, 0.8, candidates(0.8, 0.1), ())
    answered = offering.decide(found, 0.7, 0.3)
    asked = offering.decide(found, 0.9, 0.3)
    given_up = offering.decide(found, 0.9, 0.95)
    assert (answered.decision, answered.offered, answered.probability_offered) == (Decision.ANSWER, (), 0.0)
    assert (asked.decision, asked.offered) == (Decision.CLARIFY, ("entry-0", "entry-1"))
    assert (given_up.decision, given_up.offered) == (Decision.HANDOFF, ())


def test_what_cannot_be_the_right_one_leaves_its_share_to_all_else() -> None:
    left = offering.without(candidates(0.5, 0.2, 0.1), {"entry-0"})
    assert [(one.entry_id, one.score) for one in left] == [("entry-1", 0.4), ("entry-2", 0.2)]


def test_probabilities_grow_with_the_number_of_candidates_and_no_candidate_beats_one_before_it() -> None:
    chance = np.random.default_rng(3)
    found = confidence.probabilities(
        chance.normal(size=(200, LEVELS, confidence.SIGNS)),
        chance.normal(size=(LEVELS, confidence.SIGNS)),
    )
    steps = np.diff(found[:, :HELD], axis=1, prepend=0.0)
    assert (steps >= -1e-12).all()
    assert (np.diff(steps, axis=1) <= 1e-12).all()
    assert (found[:, HELD] >= found[:, HELD - 1]).all()


def test_the_share_of_useless_offers_decides_how_many_are_made() -> None:
    """Questions whose joint probability is what it says it is: at one useless offer in two nearly all are
    offered, at one in ten only the likely ones, and the promise is kept."""
    chance = np.random.default_rng(5)
    joint = chance.uniform(size=4000)
    levels = np.column_stack([joint / 2, *[joint] * (LEVELS - 1)])
    hit = chance.uniform(size=len(joint)) < joint
    right = np.column_stack([np.zeros(len(joint), bool), *[hit] * (LEVELS - 1)])
    seen = Outcomes(np.zeros((len(joint), LEVELS, 1)), right, np.ones(len(joint)))
    shares = []
    for useless in (0.1, 0.3, 0.5):
        threshold = confidence.offer_threshold(levels, seen, 1.01, useless)
        offered = joint >= threshold
        shares.append(float(offered.mean()))
        assert 1 - hit[offered].mean() == pytest.approx(useless, abs=0.02)
    assert shares == sorted(shares)
    assert shares[0] == pytest.approx(0.2, abs=0.03)


def test_more_useless_offers_are_allowed_and_more_is_offered() -> None:
    documents = [entry.to_document() for entry in demo_company.entries()]
    questions = ("сменить тариф", "пароль", "тарифы", "про деньги", "роутер", "а телевизор?", "скидки")
    offers = []
    for useless in (0.1, calibration.USELESS, 0.8):
        model = train(documents, encoder="lexical", useless_offers=useless)
        offers.append(sum(bool(found.offered) for found in model.understand_many(questions)))
    assert offers == sorted(offers)
    assert offers[0] < offers[-1]


def test_the_scores_of_candidates_are_what_is_promised_of_an_offer() -> None:
    model = train([entry.to_document() for entry in demo_company.entries()], encoder="lexical")
    for found in model.understand_many(("сменить тариф", "пароль", "тарифы", "сколько это стоит", "хм")):
        scores = [one.score for one in found.candidates]
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) <= 1.001
        assert found.confidence == pytest.approx(scores[0], abs=1e-4)
        if found.decision is Decision.CLARIFY:
            assert found.offered == tuple(one.entry_id for one in found.candidates[: len(found.offered)])
            assert found.probability_offered == pytest.approx(sum(scores[: len(found.offered)]), abs=1e-3)
