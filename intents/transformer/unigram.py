"""Texts as the numbers of the pieces of a SentencePiece unigram model: the likeliest way to cut each word."""

from __future__ import annotations

import functools
import re
from itertools import accumulate

import numpy as np

from intents.transformer.packed import Vocabulary

_SPACE = "▁"  # begins a word; no piece reaches from one word into the next
_SPACES = re.compile(" {2,}")
_WORDS_KEPT = 20_000
_UNKNOWN = 10.0  # how much less likely than the unlikeliest piece an unknown sign is


class Unigram:
    """Cuts as SentencePiece does (Kudo 2018). Pieces are looked up by their hashes, four megabytes where a
    dictionary takes forty: of 64 bits, two of 250,000 are equal once in half a billion processes."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.first, self.last, self.padding = vocabulary.first, vocabulary.last, vocabulary.padding
        self._unknown = vocabulary.unknown
        self._replaced = str.maketrans({chr(sign): to for sign, to in vocabulary.replaced.items()})
        hashes = np.fromiter(map(hash, vocabulary.pieces), np.int64, len(vocabulary.pieces))
        self._order = np.argsort(hashes).astype(np.int32)
        self._hashes = hashes[self._order]
        self._scores = vocabulary.scores
        self._unlikely = float(vocabulary.scores.min()) - _UNKNOWN
        self._longest = max(len(piece.decode("utf-8", "ignore")) for piece in vocabulary.pieces)
        self._cut = functools.lru_cache(maxsize=_WORDS_KEPT)(self._cut_word)

    def numbers(self, text: str) -> list[int]:
        """The numbers of the text's pieces, without those that mark its beginning and end."""
        cleaned = _SPACES.sub(" ", text.translate(self._replaced))
        if not cleaned.startswith(" "):
            cleaned = f" {cleaned}"
        found: list[int] = []
        for word in cleaned.split(" ")[1:]:
            found += self._cut(_SPACE + word)
        return found

    def _cut_word(self, word: str) -> tuple[int, ...]:
        spans = [
            (start, end)
            for start in range(len(word))
            for end in range(start + 1, min(start + self._longest, len(word)) + 1)
        ]
        # Hashes of bytes: that of a string is the same for two letters as for the sign made of their codes.
        raw = word.encode()
        at = [0, *accumulate(len(sign.encode()) for sign in word)]
        wanted = np.fromiter((hash(raw[at[start] : at[end]]) for start, end in spans), np.int64, len(spans))
        places = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        known = np.flatnonzero(self._hashes[places] == wanted)
        pieces = self._order[places[known]]
        arrivals: list[list[tuple[int, int, float]]] = [[] for _ in range(len(word) + 1)]
        scores = self._scores[pieces].tolist()
        for span, piece, score in zip(known.tolist(), pieces.tolist(), scores, strict=True):
            if piece != self._unknown:
                start, end = spans[span]
                arrivals[end].append((start, piece, score))
        return self._likeliest(arrivals)

    def _likeliest(self, arrivals: list[list[tuple[int, int, float]]]) -> tuple[int, ...]:
        """The best way through the word; `arrivals` are the pieces that end at each place: begin, number,
        log-probability."""
        best, came = [0.0], [(0, 0)]
        for end in range(1, len(arrivals)):
            top, way = best[end - 1] + self._unlikely, (end - 1, self._unknown)
            for start, piece, score in arrivals[end]:
                if best[start] + score > top:
                    top, way = best[start] + score, (start, piece)
            best.append(top)
            came.append(way)
        found, at = [], len(arrivals) - 1
        while at > 0:
            at, piece = came[at]
            found.append(piece)
        return tuple(reversed(found))
