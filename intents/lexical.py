"""Likeness by words and letters: TF-IDF over word stems and character n-grams, BM25 over whole entries."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

from intents import letters

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ENDING = re.compile(r"(?:'s|ing|ed|es|s|ly|e)$")
_BM25_LENGTH = 0.5  # how much long entries are held back; 0.75 suits articles, entries are short
_BM25_REPEAT = 1.2
_COMMON = 0.05  # terms in more than this share of the phrasings are multiplied as a dense matrix
_STRIPE = 512


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


def _character_grams(text: str) -> list[str]:
    """Two to five neighbouring characters of a word, whose edges are spaces; a shorter word is one piece."""
    found: list[str] = []
    for word in text.split():
        edged = f" {word} "
        for size in range(2, 6):
            if len(edged) <= size:
                found.append(edged)
                break
            found += [edged[at : at + size] for at in range(len(edged) - size + 1)]
    return found


class _Terms:
    """The terms of some texts and how much each tells: TF-IDF with damped counts and smoothed rarity.

    The formulas are those of scikit-learn's TfidfVectorizer, which takes a millisecond to look a single
    question over before it counts anything.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        seen = Counter(term for terms in texts for term in set(terms))
        self._place = {term: number for number, term in enumerate(sorted(seen))}
        among = np.array([seen[term] for term in self._place], np.float64)
        self._rarity = np.log((1 + len(texts)) / (1 + among)) + 1

    def __len__(self) -> int:
        return len(self._place)

    def vector(self, terms: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Places and weights of a text's terms; the weights have length 1, or there are none."""
        count = Counter(self._place[term] for term in terms if term in self._place)
        places = np.fromiter(count.keys(), np.int32, len(count))
        weights = (1 + np.log(np.fromiter(count.values(), np.float64, len(count)))) * self._rarity[places]
        return places, weights / max(float(np.sqrt(weights @ weights)), 1e-12)


class PhrasingIndex:
    """TF-IDF vectors of phrasings: half words (stems and pairs), half characters (2 to 5 in a word)."""

    def __init__(self, texts: Sequence[str]) -> None:
        words, characters = [_word_grams(text) for text in texts], [_character_grams(text) for text in texts]
        self._words = _Terms(words)
        self._characters = _Terms(characters)
        self._keep(self._weighed(words, characters))

    def _keep(self, rows: sparse.csr_matrix) -> None:
        self.rows = rows
        self._columns = sparse.csr_matrix(rows.T)

    def part(self, kept: np.ndarray) -> PhrasingIndex:
        """An index of some of the phrasings, with the weights that the terms have among all."""
        some = copy.copy(self)
        some._keep(self.rows[kept])
        return some

    def vectors(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Vectors of length 1 (shorter where the text has words that no phrasing has)."""
        return self._weighed(map(_word_grams, texts), map(_character_grams, texts))

    def _weighed(self, words: Iterable[list[str]], characters: Iterable[list[str]]) -> sparse.csr_matrix:
        places: list[np.ndarray] = []
        weights: list[np.ndarray] = []
        ends = [0]
        for some_words, some_characters in zip(words, characters, strict=True):
            first, first_weigh = self._words.vector(some_words)
            second, second_weigh = self._characters.vector(some_characters)
            places += [first, second + np.int32(len(self._words))]
            weights += [first_weigh, second_weigh]
            ends.append(ends[-1] + len(first) + len(second))
        shape = (len(ends) - 1, len(self._words) + len(self._characters))
        if not places:
            return sparse.csr_matrix(shape, dtype=np.float32)
        data = np.concatenate(weights, dtype=np.float32, casting="same_kind") * np.float32(0.5**0.5)
        return sparse.csr_matrix((data, np.concatenate(places), ends), shape=shape)

    def likeness(self, vectors: sparse.csr_matrix) -> np.ndarray:
        """Cosine of each vector with each phrasing, shape (vectors, phrasings)."""
        if vectors.shape[0] == 1:  # half the time of a product of matrices
            return np.asarray(self._columns[vectors.indices].T @ vectors.data, np.float32)[None]
        return np.asarray((vectors @ self._columns).toarray(), np.float32)

    def stripes(self) -> Iterator[tuple[int, np.ndarray]]:
        """Cosines of the phrasings with each other, some rows at a time: the number of the first one, and
        their cosines with it and all that follow. A few frequent terms make most of the work of a product of
        sparse matrices, and a dense one does it in a fifth of the time."""
        seen = np.bincount(self.rows.indices, minlength=self.rows.shape[1])
        common = seen > _COMMON * self.rows.shape[0]
        dense = self.rows[:, np.flatnonzero(common)].toarray()
        rare = self.rows[:, np.flatnonzero(~common)]
        for start in range(0, self.rows.shape[0], _STRIPE):
            part = slice(start, start + _STRIPE)
            found = dense[part] @ dense[start:].T
            found += (rare[part] @ rare[start:].T).toarray()
            yield start, found


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
        best = float(self._weight[places].sum()) + self._unknown * 0.5 * (len(asked) - len(places))
        found = np.zeros(self._entries, np.float32)
        bounds, entries, shares = self._columns.indptr, self._columns.indices, self._columns.data
        for place in places:  # a question has few words: this is quicker than a product
            used = slice(bounds[place], bounds[place + 1])
            found[entries[used]] += self._weight[place] * shares[used]
        return found / np.float32(max(best, 1e-6))
