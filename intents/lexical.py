"""Likeness by words and letters: TF-IDF over word stems and character n-grams, BM25 over whole entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from intents import letters

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ENDING = re.compile(r"(?:'s|ing|ed|es|s|ly|e)$")
_BM25_LENGTH = 0.5  # how much long entries are held back; 0.75 suits articles, entries are short
_BM25_REPEAT = 1.2


def words(text: str) -> list[str]:
    """The words of a cleaned text, in order."""
    return _WORD.findall(text)


def stem(word: str) -> str:
    """A Russian word's dictionary form, an English word without its commonest endings."""
    if not word.isascii():
        return letters.lemma(word)
    if len(word) < 4:
        return word
    short = _ENDING.sub("", word)
    if len(short) < 3:
        return word
    if len(short) > 3 and short[-1] == short[-2] and short[-1] not in "ls":
        short = short[:-1]
    return f"{short[:-1]}i" if short[-1] == "y" and len(short) > 3 else short


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in words(text)]


def _word_grams(text: str) -> list[str]:
    found = stems(text)
    return found + [f"{first} {second}" for first, second in pairwise(found)]


class PhrasingIndex:
    """TF-IDF vectors of phrasings: half words (stems and pairs), half characters (2 to 5 in a word)."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = TfidfVectorizer(analyzer=_word_grams, sublinear_tf=True, dtype=np.float32)
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32
        )
        self.rows = sparse.hstack([self._words.fit_transform(texts), self._characters.fit_transform(texts)])
        self.rows = sparse.csr_matrix(self.rows) * np.float32(0.5**0.5)
        self._columns = sparse.csr_matrix(self.rows.T)

    def vectors(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Vectors of length 1 (shorter where the text has words that no phrasing has)."""
        parts = [self._words.transform(texts), self._characters.transform(texts)]
        return sparse.csr_matrix(sparse.hstack(parts)) * np.float32(0.5**0.5)

    def likeness(self, vectors: sparse.csr_matrix) -> np.ndarray:
        """Cosine of each vector with each phrasing, shape (vectors, phrasings)."""
        return np.asarray((vectors @ self._columns).toarray(), np.float32)


class EntryIndex:
    """BM25 over all that an entry says: titles, phrasings and answers.

    Scores are divided by what an entry that is all about the question's words would get, so they lie
    between 0 and about 1 and compare between questions.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        tokens = [stems(text) for text in texts]
        self._place = {word: n for n, word in enumerate(sorted({word for some in tokens for word in some}))}
        rows = [row for row, some in enumerate(tokens) for _ in some]
        columns = [self._place[word] for some in tokens for word in some]
        shape = (len(texts), max(1, len(self._place)))
        counts = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
        counts.sum_duplicates()
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        mean = max(1.0, float(lengths.mean())) if len(texts) else 1.0
        seen = np.bincount(counts.indices, minlength=shape[1])
        self._weight = np.log1p((len(texts) - seen + 0.5) / (seen + 0.5)).astype(np.float32)
        self._unknown = float(np.log1p(len(texts) + 0.5) * 2)
        held_back = 1 - _BM25_LENGTH + _BM25_LENGTH * np.repeat(lengths / mean, np.diff(counts.indptr))
        counts.data = counts.data / (counts.data + _BM25_REPEAT * held_back)
        self._columns = sparse.csr_matrix(counts.T.astype(np.float32))
        self._entries = len(texts)

    def knows(self, word: str) -> bool:
        """Whether any entry uses the word (as a stem)."""
        return word in self._place

    def scores(self, text: str) -> np.ndarray:
        """The score of each entry for the text, shape (entries,)."""
        asked = set(stems(text))
        places = [self._place[word] for word in sorted(asked & self._place.keys())]
        if not places:
            return np.zeros(self._entries, np.float32)
        weights = self._weight[places]
        best = float(weights.sum()) + self._unknown * 0.5 * (len(asked) - len(places))
        picked = self._columns[places]
        return np.asarray(picked.T @ weights, np.float32).ravel() / max(best, 1e-6)
