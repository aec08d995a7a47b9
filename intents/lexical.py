"""Likeness by words and letters: TF-IDF over word stems and character n-grams, BM25 over whole entries."""

from __future__ import annotations

import copy
import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

import numpy as np
from scipy import sparse

from intents import letters

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ENDING = re.compile(r"(?:'s|ing|ed|es|s|ly|e)$")
_BM25_LENGTH = 0.5  # how much long entries are held back; 0.75 suits articles, entries are short
_BM25_REPEAT = 1.2
_COMMON = 0.05  # terms in more than this share of the phrasings are multiplied as a dense matrix
_STRIPE = 512
_WORDS_KEPT = 5000  # words whose pieces are kept at hand: half a kilobyte each

Vector = tuple[np.ndarray, np.ndarray]
"""Places and weights of the terms of one text."""


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


def _pairs(found: Sequence[str]) -> list[str]:
    """Stems, and stems with their neighbour."""
    return [*found, *(f"{first} {second}" for first, second in pairwise(found))]


def _character_grams(word: str) -> list[str]:
    """Two to five neighbouring characters of a word, whose edges are spaces; a shorter word is one piece."""
    found: list[str] = []
    edged = f" {word} "
    for size in range(2, 6):
        if len(edged) <= size:
            found.append(edged)
            break
        found += [edged[at : at + size] for at in range(len(edged) - size + 1)]
    return found


def _rarities(texts: Sequence[Sequence[str]], first: int = 0) -> tuple[dict[str, int], np.ndarray]:
    """The terms of some texts, numbered from `first`, and how much each tells: smoothed inverse frequency."""
    seen = Counter(term for terms in texts for term in set(terms))
    places = {term: number for number, term in enumerate(sorted(seen), first)}
    among = np.array([seen[term] for term in places], np.float64)
    return places, np.log((1 + len(texts)) / (1 + among)) + 1


class _Postings:
    """Which texts use a term, and how much: read for the few terms of a question, this takes a fraction of
    the time of a product of sparse matrices, and gives the same to the last bit."""

    def __init__(self, rows: sparse.csr_matrix) -> None:
        columns = rows.tocsc()
        self._bounds = columns.indptr.astype(np.intp)
        self._texts, self._shares = columns.indices, columns.data

    def add(self, found: np.ndarray, places: np.ndarray, weights: np.ndarray) -> None:
        """Add to the texts' scores what these terms bring, each counting by its weight."""
        starts = self._bounds[places]
        counts = self._bounds[places + 1] - starts
        at = np.repeat(starts - np.cumsum(counts) + counts, counts)
        at += np.arange(len(at))
        np.add.at(found, self._texts[at], self._shares[at] * np.repeat(weights, counts))


class PhrasingIndex:
    """TF-IDF vectors of phrasings: half words (stems and pairs), half characters (2 to 5 in a word).

    Counts are damped and rarities smoothed by the formulas of scikit-learn's TfidfVectorizer, which takes a
    millisecond to look a single question over before it counts anything.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        found = [stems(text) for text in texts]
        self._words, words_tell = _rarities([_pairs(some) for some in found])
        grams = [list(chain.from_iterable(map(_character_grams, text.split()))) for text in texts]
        self._characters, characters_tell = _rarities(grams, len(self._words))
        self._rarity = np.concatenate([words_tell, characters_tell])
        self._pieces = functools.lru_cache(maxsize=_WORDS_KEPT)(self._pieces_of)
        vectors = [self.vector(text, some) for text, some in zip(texts, found, strict=True)]
        ends = np.cumsum([0, *(len(places) for places, _ in vectors)])
        places = np.concatenate([np.zeros(0, np.intp), *(places for places, _ in vectors)])
        weights = np.concatenate([np.zeros(0, np.float32), *(weights for _, weights in vectors)])
        self._keep(sparse.csr_matrix((weights, places, ends), shape=(len(texts), len(self._rarity))))

    def _keep(self, rows: sparse.csr_matrix) -> None:
        self.rows = rows
        self._postings = _Postings(rows)

    def part(self, kept: np.ndarray) -> PhrasingIndex:
        """An index of some of the phrasings, with the weights that the terms have among all."""
        some = copy.copy(self)
        some._keep(self.rows[kept])
        return some

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        known = self._characters
        return tuple(known[gram] for gram in _character_grams(word) if gram in known)

    def vector(self, text: str, found: Sequence[str]) -> Vector:
        """The vector of a text with these stems, of length 1 (shorter where it has words that no phrasing
        has)."""
        words = Counter(self._words[term] for term in _pairs(found) if term in self._words)
        grams = Counter(chain.from_iterable(map(self._pieces, text.split())))
        size = len(words) + len(grams)
        places = np.fromiter(chain(words, grams), np.intp, size)
        counts = np.fromiter(chain(words.values(), grams.values()), np.float64, size)
        weights = (1 + np.log(counts)) * self._rarity[places]
        for half in (weights[: len(words)], weights[len(words) :]):
            half /= max(math.sqrt(half @ half), 1e-12)  # noqa: PLW2901 - in place
        return places, weights.astype(np.float32) * np.float32(0.5**0.5)

    def row(self, number: int) -> Vector:
        """The vector of a phrasing."""
        part = slice(*self.rows.indptr[number : number + 2])
        return self.rows.indices[part], self.rows.data[part]

    def likeness(self, vectors: Sequence[Vector]) -> np.ndarray:
        """Cosine of each vector with each phrasing, shape (vectors, phrasings)."""
        found = np.zeros((len(vectors), self.rows.shape[0]), np.float32)
        for line, (places, weights) in zip(found, vectors, strict=True):
            self._postings.add(line, places, weights)
        return found

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


class Coverage:
    """How much of a phrasing a question has, and how much of the question the phrasing has, in words by how
    rare they are. A near twin («как добавить», «в каком формате добавить») lacks the word that matters."""

    def __init__(self, texts: Sequence[str]) -> None:
        found = [set(stems(text)) for text in texts]
        self._places, self._rarity = _rarities([sorted(some) for some in found])
        self._strange = float(np.log(1 + len(texts)) + 1)
        rows = [row for row, some in enumerate(found) for _ in some]
        columns = [self._places[word] for some in found for word in some]
        shape = (len(texts), max(1, len(self._places)))
        shares = sparse.csr_matrix((self._rarity[columns].astype(np.float32), (rows, columns)), shape=shape)
        self._totals = np.maximum(np.asarray(shares.sum(axis=1)).ravel(), 1e-6).astype(np.float32)
        self._postings = _Postings(shares)

    def of(self, found: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """For a question of these stems: the share of each phrasing that it has, and the share of it that
        each phrasing has."""
        asked = set(found)
        known = [self._places[word] for word in sorted(asked) if word in self._places]
        common = np.zeros(len(self._totals), np.float32)
        places = np.array(known, np.intp)
        self._postings.add(common, places, np.ones(len(places), np.float32))
        total = float(self._rarity[places].sum()) + self._strange * (len(asked) - len(places))
        return common / self._totals, common / np.float32(max(total, 1e-6))


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
        self._postings = _Postings(counts.astype(np.float32))
        self._entries = len(texts)

    def knows(self, word: str) -> bool:
        """Whether any entry uses the word (as a stem)."""
        return word in self._place

    def scores(self, found: Sequence[str]) -> np.ndarray:
        """The score of each entry for a text of these stems, shape (entries,)."""
        asked = set(found)
        known = sorted(asked & self._place.keys())
        places = np.fromiter(map(self._place.__getitem__, known), np.intp, len(known))
        weights = self._weight[places]
        best = float(weights.sum()) + self._unknown * 0.5 * (len(asked) - len(places))
        scores = np.zeros(self._entries, np.float32)
        self._postings.add(scores, places, weights)
        return scores / np.float32(max(best, 1e-6))
