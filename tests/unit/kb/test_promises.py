"""What was promised of answers, beside what became of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kb import promises
from kb.health import EntryHealth
from kb.promises import Promise
from kb.questions import Asking

ASKED = Asking("вопрос", "ru", datetime(2026, 12, 1, tzinfo=UTC), 1, "answer", 0.9, shown=("a",))


def test_only_answers_of_known_outcome_count() -> None:
    found = promises.kept(
        [
            replace(ASKED, helped="a"),
            replace(ASKED, rejected=frozenset({"a"})),
            replace(ASKED, confidence=0.8, handed_off="asked"),
            ASKED,  # nobody said anything
            replace(ASKED, decision="clarify", helped="a"),  # chosen by the customer, not promised
        ]
    )
    assert found.answers == 3
    assert found.promised == pytest.approx((0.1 + 0.1 + 0.2) / 3)
    assert found.real == pytest.approx(2 / 3)
    assert not found.is_enough


def test_nothing_is_promised_of_nothing() -> None:
    assert promises.kept([]) == Promise(0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("answers", "promised", "wrong", "worse"),
    [
        (20, 0.05, 5, True),
        (20, 0.05, 2, False),
        (4, 0.05, 2, False),
        (100, 0.1, 12, False),
        (100, 0.1, 20, True),
    ],
)
def test_an_entry_is_worse_than_promised_where_chance_does_not_explain_it(
    answers: int, promised: float, wrong: int, *, worse: bool
) -> None:
    promise = Promise(answers, promised, wrong / answers)
    health = EntryHealth("a", answers, 0, wrong, 0, 1 - promised, None, None, (), promise)
    assert health.worse_than_promised is worse
