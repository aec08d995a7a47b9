"""Questions whose outcome is known, made from the knowledge base itself.

A phrasing left out is a question that has an answer; a whole entry left out makes its phrasings questions on
a topic that the knowledge base does not hold; foreign texts are about something else altogether.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intents import lexical
from intents.corpus import NOBODY
from intents.joining import Task, shortlist
from intents.scoring import Measure, Questions, Scorer

_MOST = 800  # questions of a kind; more make no figure better
_BUDGET = 4_000_000  # questions × entries
_BATCH = 128


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions with their shortlisted candidates. `right` is −1 where no entry answers."""

    task: Task
    answerable: np.ndarray
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Absent:
    """For one question: rows that are not there, and the column that is not, if any."""

    row: int
    rows: np.ndarray
    column: int


def questions(scorer: Scorer, rough: np.ndarray, seed: int = 0) -> tuple[Asked, Asked]:
    """Phrasings left out (answerable) and entries left out (not). `rough` are weights for the shortlist."""
    chance = np.random.default_rng(seed)
    rows = scorer.corpus.rows
    sizes = np.bincount(scorer.entry, minlength=scorer.columns)
    most = max(40, min(_MOST, _BUDGET // max(1, scorer.columns)))
    own = [n for n, row in enumerate(rows) if row.entry != NOBODY]
    positive = [n for n in own if not rows[n].title and sizes[rows[n].entry] > 1]
    places = np.arange(len(rows))
    left = [_Absent(n, np.array([n]), -1) for n in _some(positive, most, chance)]
    gone = [
        _Absent(n, places[scorer.rows_of[rows[n].entry]], rows[n].entry) for n in _some(own, most, chance)
    ]
    scores = {}
    if scorer.regression is not None:
        for item in left:
            scores[item.row, -1] = scorer.regression.without(item.rows)[0]
        for item in gone:
            if (item.row, item.column) not in scores:
                found = scorer.regression.without(item.rows)
                scores |= {(int(n), item.column): line for n, line in zip(item.rows, found, strict=True)}
    return _measure(scorer, left, scores, rough), _measure(scorer, gone, scores, rough)


def _some(rows: list[int], most: int, chance: np.random.Generator) -> list[int]:
    return sorted(chance.permutation(np.array(rows, np.int64))[:most].tolist())


def _measure(
    scorer: Scorer,
    items: Sequence[_Absent],
    scores: dict[tuple[int, int], np.ndarray],
    rough: np.ndarray,
) -> Asked:
    parts = [
        _batch(scorer, items[start : start + _BATCH], scores, rough) for start in range(0, len(items), _BATCH)
    ]
    answerable = np.array([item.column < 0 for item in items], bool)
    return Asked(join(parts), answerable, tuple(scorer.corpus.rows[n.row].text for n in items))


def _batch(
    scorer: Scorer,
    items: Sequence[_Absent],
    scores: dict[tuple[int, int], np.ndarray],
    rough: np.ndarray,
) -> Task:
    asked_rows = np.array([item.row for item in items], np.int64)
    meaning = None if scorer.meaning is None else scorer.meaning[asked_rows]
    texts = tuple(scorer.corpus.rows[n].text for n in asked_rows)
    words = [scorer.words.row(n) for n in asked_rows]
    asked = Questions([lexical.stems(text) for text in texts], meaning, words)
    alike = scorer.likeness(asked)
    absent = np.zeros((len(items), scorer.columns), bool)
    for place, item in enumerate(items):
        alike.forget(place, item.rows)
        if item.column >= 0:
            absent[place, item.column] = True
    regressed = np.stack([scores[item.row, item.column] for item in items]) if scores else None
    features = scorer.measure(asked, alike, regressed)
    right = np.array([-1 if item.column >= 0 else scorer.entry[item.row] for item in items], np.int64)
    return shortlist(features, rough, right, absent)


def ask(
    scorer: Scorer, texts: Sequence[str], vectors: np.ndarray | None, right: np.ndarray, rough: np.ndarray
) -> Asked:
    """Other questions whose right columns are known (−1 where no entry answers)."""
    parts = []
    for start in range(0, len(texts), _BATCH):
        some = slice(start, start + _BATCH)
        asked = scorer.questions(texts[some], None if vectors is None else vectors[some])
        alike = scorer.likeness(asked)
        features = scorer.measure(asked, alike, scorer.regress(alike))
        parts.append(shortlist(features, rough, right[some]))
    return Asked(join(parts), right >= 0, tuple(texts))


def pick(asked: Asked, kept: np.ndarray) -> Asked:
    """Some of the questions."""
    task = asked.task
    some = Task(task.features[kept], task.mask[kept], task.right[kept], task.columns[kept])
    texts = tuple(text for text, keep in zip(asked.texts, kept, strict=True) if keep)
    return Asked(some, asked.answerable[kept], texts)


def join(tasks: Sequence[Task]) -> Task:
    """Several tasks with equal numbers of candidates as one."""
    if not tasks:
        empty = np.zeros((0, 1))
        return Task(np.zeros((0, 1, len(Measure))), empty, np.zeros(0, np.int64), empty.astype(np.int64))
    return Task(
        np.concatenate([task.features for task in tasks]),
        np.concatenate([task.mask for task in tasks]),
        np.concatenate([task.right for task in tasks]),
        np.concatenate([task.columns for task in tasks]),
    )
