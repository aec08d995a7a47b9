"""Mends slips of the finger against the words that the knowledge base itself uses."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents import letters, lexical

_WORD = re.compile(r"[^\W\d_]{5,}")
_LONG = 8  # letters from which two slips are forgiven
_LIKELIER = 0.35  # how much better the letters of an English word must fit than those of its misspelling


class Spelling:
    """The words of a knowledge base, by how often they are used."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._count = Counter(word for text in texts for word in lexical.words(text) if len(word) >= 4)
        self._words = sorted(self._count)
        self._mended = functools.lru_cache(maxsize=20_000)(self._mend)

    def mend(self, text: str) -> str:
        """The text with words that are none replaced by the nearest word of the knowledge base."""
        return _WORD.sub(lambda match: self._mended(match[0]), text)

    def _mend(self, word: str) -> str:
        if word in self._count or (not word.isascii() and letters.known_russian(word)):
            return word
        slips = 2 if len(word) >= _LONG and not word.isascii() else 1
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=5)
        if not near:
            return word
        best = min(near, key=lambda one: (one[1], one[0][0] != word[0], -self._count[one[0]], one[0]))[0]
        if word.isascii() and letters.likeness(best, "en") < letters.likeness(word, "en") + _LIKELIER:
            return word  # it may well be a word that the knowledge base does not use
        return best
