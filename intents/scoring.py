"""How well each entry fits a question, by several measures side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np

from intents import kernel, lexical
from intents.corpus import NOBODY, Corpus
from intents.lexical import Coverage, EntryIndex, PhrasingIndex, Vector
from intents.spelling import Spelling

# Past this many numbers in the regression's weights it would cost more time and memory than it brings:
# entries with a phrasing or two are found by likeness alone.
_MOST_WEIGHTS = 12_000_000
EXACT = 4000  # rows up to which a regression is fitted in double precision, for answers about rows left out
_PRIOR_ROWS = 50  # rows that the shipped mean vector counts for beside the company's own


class Measure(IntEnum):
    """A column of the features of a candidate."""

    REGRESSION = 0
    MEANING = 1  # best cosine with a row of the entry
    WORDS = 2  # best lexical cosine with a row of the entry
    ANSWER = 3  # cosine of meaning with the answer
    ENTRY = 4  # BM25 of title and answer
    PASSAGE = 5  # best cosine of meaning with a piece of the answer
    SAID = 6  # BM25 of the best piece of title and answer
    COVERS = 7  # share of a row's words that the question has, best row
    COVERED = 8  # share of the question's words that a row has, best row


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions in the form that measuring needs: the stems of each, meaning (rows of unit length), words."""

    stems: Sequence[Sequence[str]]
    meaning: np.ndarray | None
    words: Sequence[Vector]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Cosines of questions with rows, shape (questions, rows) each; `meaning` None without an encoder.
    `covers` and `covered` are the shares of words in common, see `intents.lexical.Coverage`."""

    meaning: np.ndarray | None
    words: np.ndarray
    covers: np.ndarray
    covered: np.ndarray

    def forget(self, question: int, rows: np.ndarray) -> None:
        """Leave rows out for a question: they are like nothing."""
        for shares in (self.words, self.covers, self.covered):
            shares[question, rows] = 0.0
        if self.meaning is not None:
            self.meaning[question, rows] = -1.0


@dataclass(frozen=True, slots=True)
class Meanings:
    """The encoder's vectors of a corpus' rows, answers and passages; `centre` is the mean vector of ordinary
    questions, where it is known."""

    rows: np.ndarray
    answers: np.ndarray
    passages: np.ndarray
    centre: np.ndarray | None


class Scorer:
    """Measures questions against a corpus. Immutable once made.

    There are no `meanings` without an encoder; `words` is the index of the rows, if there is one already.
    """

    def __init__(
        self,
        corpus: Corpus,
        meanings: Meanings | None,
        words: PhrasingIndex | None = None,
    ) -> None:
        self.corpus = corpus
        entry = np.array([row.entry for row in corpus.rows], np.int64)
        self.nobody = bool((entry == NOBODY).any())
        # NOBODY's rows come first; its column is the last one.
        self.entry = np.where(entry == NOBODY, len(corpus.ids), entry)
        self.columns = len(corpus.ids) + self.nobody
        self.words = words or PhrasingIndex([row.text for row in corpus.rows])
        self.spelling = Spelling([row.text for row in corpus.rows] + [text for _, text in corpus.answers])
        # Rows of one column stand together: where each run of them begins, and which column it is.
        self._starts = np.flatnonzero(np.diff(self.entry, prepend=-1))
        self._runs = self.entry[self._starts]
        bounds = pairwise([*self._starts.tolist(), len(entry)])
        self.rows_of = {column: slice(*run) for column, run in zip(self._runs.tolist(), bounds, strict=True)}
        self._mean: np.ndarray | None = None
        self.meaning: np.ndarray | None = None
        if meanings is not None:
            total, count = meanings.rows.sum(axis=0), len(meanings.rows)
            if meanings.centre is not None:
                total, count = total + _PRIOR_ROWS * meanings.centre, count + _PRIOR_ROWS
            self._mean = total / count
            self.meaning = self._centred(meanings.rows)
            self._answers = self._centred(meanings.answers)
            self._passages = self._centred(meanings.passages)
        self._answer_entry = np.array([entry for entry, _ in corpus.answers], np.int64)
        self._passage_entry = np.array([entry for entry, _ in corpus.passages], np.int64)
        about: list[list[str]] = [[] for _ in corpus.ids]
        for row in corpus.rows:
            if row.title and row.entry != NOBODY:
                about[row.entry].append(row.text)
        for number, text in corpus.answers:
            about[number].append(text)
        self.entries = EntryIndex([" ".join(texts) for texts in about])
        self.coverage = Coverage([row.text for row in corpus.rows])
        self._said = np.array([entry for entry, _ in _said(corpus)], np.int64)
        self.said = EntryIndex([text for _, text in _said(corpus)])
        self.ridge = kernel.ridge(corpus.phrasings_per_entry)
        self.regression: kernel.KernelRidge | None = None
        if len(corpus.rows) * self.columns <= _MOST_WEIGHTS and len(corpus.ids) > 1:
            self.regression = kernel.KernelRidge(self._own(), self.entry, self.columns, self.ridge)

    def _dot(self, meaning: np.ndarray | None) -> np.ndarray | None:
        return None if meaning is None or self.meaning is None else meaning @ self.meaning.T

    def _own(self) -> np.ndarray:
        """The kernel of the rows with each other, made in stripes: a few of its size at once would be most of
        the memory of a training. Only the upper half is filled."""
        count = len(self.entry)
        found = np.empty((count, count), np.float64 if count <= EXACT else np.float32)
        for start, words in self.words.stripes():
            part = slice(start, start + len(words))
            meaning = None if self.meaning is None else self.meaning[part] @ self.meaning[start:].T
            found[part, start:] = kernel.similarity(meaning, words)
        return found

    def _centred(self, vectors: np.ndarray) -> np.ndarray:
        moved = vectors - self._mean
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6), np.float32)

    def questions(self, texts: Sequence[str], vectors: np.ndarray | None) -> Questions:
        """Make questions ready for measuring; `vectors` are the encoder's, None without one."""
        meaning = None if self.meaning is None or vectors is None else self._centred(vectors)
        stems = [lexical.stems(text) for text in texts]
        words = [self.words.vector(text, found) for text, found in zip(texts, stems, strict=True)]
        return Questions(stems, meaning, words)

    def likeness(self, asked: Questions) -> Likeness:
        """Cosines with every row."""
        covers, covered = (np.empty((len(asked.stems), len(self.entry)), np.float32) for _ in range(2))
        for place, stems in enumerate(asked.stems):
            covers[place], covered[place] = self.coverage.of(stems)
        return Likeness(self._dot(asked.meaning), self.words.likeness(asked.words), covers, covered)

    def regress(self, alike: Likeness) -> np.ndarray | None:
        """The regression's scores, shape (questions, columns); None where there is no regression."""
        if self.regression is None:
            return None
        return self.regression.predict(kernel.similarity(alike.meaning, alike.words))

    def measure(self, asked: Questions, alike: Likeness, regressed: np.ndarray | None) -> np.ndarray:
        """Features, shape (questions, columns, measures). Rows to leave out are forgotten in `alike`."""
        found = np.zeros((len(asked.stems), self.columns, len(Measure)), np.float32)
        if regressed is not None:
            found[:, :, Measure.REGRESSION] = regressed
        found[:, :, Measure.WORDS] = self._best(alike.words, 0.0)
        found[:, :, Measure.COVERS] = self._best(alike.covers, 0.0)
        found[:, :, Measure.COVERED] = self._best(alike.covered, 0.0)
        if alike.meaning is not None and asked.meaning is not None:
            found[:, :, Measure.MEANING] = self._best(alike.meaning, -1.0)
            for measure, entry, vectors in (
                (Measure.ANSWER, self._answer_entry, self._answers),
                (Measure.PASSAGE, self._answer_entry, self._answers),
                (Measure.PASSAGE, self._passage_entry, self._passages),
            ):
                if len(entry):
                    np.maximum.at(found[:, :, measure].T, entry, (asked.meaning @ vectors.T).T)
        for place, stems in enumerate(asked.stems):
            found[place, : len(self.corpus.ids), Measure.ENTRY] = self.entries.scores(stems)
            np.maximum.at(found[place, :, Measure.SAID], self._said, self.said.scores(stems))
        return found

    def _best(self, alike: np.ndarray, floor: float) -> np.ndarray:
        best = np.full((len(alike), self.columns), floor, np.float32)
        if len(self.entry):
            best[:, self._runs] = np.maximum.reduceat(alike, self._starts, axis=1)
        return np.maximum(best, floor)


def _said(corpus: Corpus) -> list[tuple[int, str]]:
    """What entries say, piece by piece: titles, and what follows them in the answer."""
    titles = [(row.entry, row.text) for row in corpus.rows if row.title and row.entry != NOBODY]
    whole = {entry for entry, _ in corpus.passages}
    answers = [(entry, text) for entry, text in corpus.answers if entry not in whole]
    return titles + answers + list(corpus.passages)
