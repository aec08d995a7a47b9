"""Promises on questions whose share without an answer nobody has told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from intents import label_shift
from intents.confidence import BUTTONS, HELD, LEVELS, OUT_OF_SCOPE
from intents.labelled import UnreadableFileError, read_texts
from intents.training import train
from intents.types import Document


def log_of(share: float, count: int = 3000, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Honest probabilities, under the share that is taken for granted, that each of `count` questions has an
    answer, where this share of them has none; and whether it has one."""
    chance = np.random.default_rng(seed)
    answered = chance.uniform(size=count) >= share
    sign = np.where(answered, 1.0, -1.0) + chance.normal(scale=1.2, size=count)
    odds = np.exp(2 * sign / 1.2**2) * (1 - OUT_OF_SCOPE) / OUT_OF_SCOPE
    return odds / (1 + odds), answered


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.72])
def test_the_share_without_an_answer_shows_without_labels(share: float) -> None:
    held, _ = log_of(share)
    assert label_shift.share_without_answer(held) == pytest.approx(share, abs=0.05)


def test_few_questions_move_the_share_carefully() -> None:
    held, _ = log_of(0.05, count=200)
    few = label_shift.share_without_answer(held)
    many = label_shift.share_without_answer(log_of(0.05)[0])
    assert OUT_OF_SCOPE > few > many


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7])
def test_moved_probabilities_and_thresholds_keep_the_promise(share: float) -> None:
    held, answered = log_of(share)
    levels = np.repeat(held[:, None], LEVELS, axis=1)
    moved = label_shift.move(levels, label_shift.share_without_answer(held))
    threshold = label_shift.answer_from(moved[:, 0], 0.1)
    given = moved[:, 0] >= threshold
    assert given.any()
    assert 0.06 <= 1 - answered[given].mean() <= 0.14
    offered = moved[:, BUTTONS - 1] >= label_shift.offer_from(moved, 1.01, 0.3)
    assert 1 - answered[offered].mean() <= 0.35


def test_what_is_likelier_wrong_than_right_is_never_said() -> None:
    assert label_shift.answer_from(np.array([0.99] * 100 + [0.3]), 0.5) >= 0.5


def test_the_same_share_changes_nothing() -> None:
    levels = np.linspace(0.1, 0.9, LEVELS)[None]
    assert (label_shift.move(levels, OUT_OF_SCOPE) == levels).all()
    assert (label_shift.move(levels, 0.2)[:, HELD] > levels[:, HELD]).all()


def test_a_short_log_and_words_alone_leave_the_model_as_it_is() -> None:
    model = train(
        [Document("a", {"ru": "Как вернуть товар?"}), Document("b", {"ru": "Где мой заказ?"})],
        encoder="lexical",
    )
    assert model.adapted(["вернуть"] * 10) is model
    assert model.adapted(["вернуть"] * 300) is model


def test_a_log_is_lines_or_a_column(tmp_path: Path) -> None:
    lines, table, empty = tmp_path / "log.txt", tmp_path / "log.csv", tmp_path / "empty.txt"
    lines.write_text("Где заказ?\n\n Как, скажите, вернуть? \n", "utf-8")
    table.write_text('text,when\n"Где, заказ?",1\nВернуть,2\n', "utf-8")
    empty.write_text("\n", "utf-8")
    assert read_texts(lines) == ["Где заказ?", "Как, скажите, вернуть?"]
    assert read_texts(table) == ["Где, заказ?", "Вернуть"]
    with pytest.raises(UnreadableFileError, match="no questions"):
        read_texts(empty)
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_texts(tmp_path / "missing.txt")
