"""How alike texts are, by meaning and by words together: from about 0 (nothing in common) to 1 (the same)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from intents import corpus, encoders, prior
from intents.lexical import PhrasingIndex
from intents.vectors import VectorCache

WORDS = 0.5
"""The share of common words in the likeness, beside meaning; chosen by `python -m bench.gaps.tune`."""

_ORDINARY = 50  # texts that the shipped mean of ordinary questions counts for


@dataclass(frozen=True, slots=True)
class Space:
    """Where texts are compared. Without an encoder, words alone decide."""

    encoder: encoders.Encoder | None = None
    cache: VectorCache = field(default_factory=lambda: VectorCache(None))
    words: float = WORDS

    @classmethod
    def of(cls, encoder: str, cache_dir: Path | None) -> Space:
        """The space of a setting (see `intents.encoders.make`), with vectors kept in `cache_dir`."""
        return cls(encoders.make(encoder, cache_dir), VectorCache(cache_dir))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Texts ready to be compared with each other."""
        cleaned = [corpus.text_of(text) or "…" for text in texts]
        rows = PhrasingIndex(cleaned).rows if cleaned else None
        if self.encoder is None or not cleaned:
            return Vectors(None, rows, 1.0)
        meaning = self.cache.encode(self.encoder, cleaned)
        meaning = meaning - self._centre(meaning)
        meaning = meaning / np.maximum(np.linalg.norm(meaning, axis=1, keepdims=True), 1e-6)
        return Vectors(meaning, rows, self.words)

    def _centre(self, meaning: np.ndarray) -> np.ndarray:
        """What all these texts have in common: a company's questions are all near to each other. Few texts
        are taken for ordinary questions."""
        usual = prior.load().centre
        if self.encoder is None or len(usual) != self.encoder.size or not encoders.is_e5(self.encoder):
            return (
                np.asarray(meaning.mean(axis=0)) if len(meaning) >= _ORDINARY else np.zeros(meaning.shape[1])
            )
        return np.asarray((meaning.sum(axis=0) + _ORDINARY * usual) / (len(meaning) + _ORDINARY), np.float32)


@dataclass(frozen=True, slots=True)
class Vectors:
    """Texts as vectors of meaning (None without an encoder) and of words."""

    meaning: np.ndarray | None
    rows: object
    words: float

    def alike(self, some: Sequence[int] | slice, others: Sequence[int] | slice) -> np.ndarray:
        """Likeness of some texts with others, by their places, shape (some, others), 0 to 1."""
        if self.rows is None:
            return np.zeros((0, 0), np.float32)
        rows = self.rows
        found = np.asarray((rows[some] @ rows[others].T).toarray(), np.float32)  # type: ignore[index]
        if self.meaning is not None:
            found = (1 - self.words) * (self.meaning[some] @ self.meaning[others].T) + self.words * found
        return np.clip(found, 0.0, 1.0)
