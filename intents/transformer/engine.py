"""Runs a transformer in ONNX Runtime: texts to vectors, and to the vectors of their pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

_TOGETHER = 32  # texts in one run
_LONGEST = 1200  # signs; an answer's beginning says what it is about, and time grows with length
_ROOM = 512  # pieces in one run, padding included: memory grows with them


class Pieces(Protocol):
    """Cuts texts into pieces with numbers."""

    first: int
    last: int
    padding: int

    def numbers(self, text: str) -> list[int]:
        """The numbers of a text's pieces, without the marks at its beginning and end."""


Pool = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Vectors of texts, shape (texts, hidden), from those of their pieces and where there are any."""


class EngineError(RuntimeError):
    """ONNX Runtime cannot run this model."""


def session(model: bytes | str) -> Any:
    """A model, or the file of one, ready to run on the thread that asks. ImportError without ONNX Runtime."""
    import onnxruntime  # noqa: PLC0415 - optional, and loading it takes memory

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Texts differ in length, and buffers kept for each length would only grow.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    try:
        made = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        made._model_bytes = None  # kept for a change of provider: as much memory again as the weights
        return made
    except Exception as error:
        raise EngineError(f"ONNX Runtime: {error}") from error


class Transformer:
    """A graph with what it needs around it. Any number of threads may run it at once, each on its own core.

    `embed` gives the vectors of pieces from their numbers (texts, pieces); `longest` is how many pieces a
    text may have with its marks: what comes after is not read. `pool` makes one vector of those of
    the pieces: else their mean, at length 1.
    """

    def __init__(
        self,
        model: bytes,
        pieces: Pieces,
        embed: Callable[[np.ndarray], np.ndarray],
        hidden: int,
        longest: int,
        *,
        pool: Pool | None = None,
    ) -> None:
        self._session = session(model)
        self._pool = pool or (lambda tokens, mask: unit(mean(tokens, mask)))
        self._pieces, self._embed, self._longest = pieces, embed, longest
        self.hidden = hidden

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One vector for each text, shape (texts, hidden)."""
        found = np.zeros((len(texts), self.hidden), np.float32)
        for places, tokens, mask in self._runs(self._cut(texts)):
            found[places] = self._pool(tokens, mask)
        return found

    def encode_pieces(self, texts: Sequence[str], skipped: int) -> tuple[np.ndarray, list[np.ndarray]]:
        """The vectors that `encode` gives, and those of each text's pieces, of length 1, shape (pieces,
        hidden): without the marks and without the first `skipped` pieces, which are a prefix."""
        found = np.zeros((len(texts), self.hidden), np.float32)
        of_pieces = [np.zeros((0, self.hidden), np.float32)] * len(texts)
        for places, tokens, mask in self._runs(self._cut(texts)):
            found[places] = self._pool(tokens, mask)
            for place, some, count in zip(places, tokens, mask.sum(axis=1), strict=True):
                of_pieces[place] = unit(some[1 + skipped : count - 1])
        return found, of_pieces

    def observe(self, texts: Sequence[str], names: Sequence[str]) -> dict[str, np.ndarray]:
        """The largest absolute value at each place of some outputs over all texts."""
        largest: dict[str, np.ndarray] = {}
        for numbers in self._cut(texts):
            row = np.array([numbers])
            outputs = self._session.run(list(names), {"embedded": self._embed(row), "mask": _full(row)})
            for name, output in zip(names, outputs, strict=True):
                seen = np.abs(output[0]).max(axis=0)
                largest[name] = np.maximum(largest.get(name, seen), seen)
        return largest

    def prefix_length(self, prefix: str) -> int:
        """How many pieces a prefix takes that ends with a space."""
        return len(self._pieces.numbers(prefix.strip()))

    def _cut(self, texts: Sequence[str]) -> list[list[int]]:
        pieces, room = self._pieces, self._longest - 2
        return [[pieces.first, *pieces.numbers(text)[:room], pieces.last] for text in texts]

    def _runs(self, cut: list[list[int]]) -> Any:
        """Texts of one length run together, because a batch is as slow as its longest text: their places, the
        vectors of their pieces, and where there are any."""
        order = sorted(range(len(cut)), key=lambda place: len(cut[place]))
        while order:
            count = 1
            while count < min(_TOGETHER, len(order)) and len(cut[order[count]]) * (count + 1) <= _ROOM:
                count += 1
            places, order = order[:count], order[count:]
            numbers = np.full((count, len(cut[places[-1]])), self._pieces.padding, np.int64)
            mask = np.zeros(numbers.shape, np.int32)
            for row, place in enumerate(places):
                numbers[row, : len(cut[place])] = cut[place]
                mask[row, : len(cut[place])] = 1
            feed = {"embedded": self._embed(numbers), "mask": mask}
            yield places, self._session.run(["tokens"], feed)[0], mask


def _full(numbers: np.ndarray) -> np.ndarray:
    return np.ones(numbers.shape, np.int32)


def mean(tokens: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The mean of the vectors of each text's pieces."""
    total = np.einsum("tph,tp->th", tokens, mask.astype(np.float32))
    return np.asarray(total / np.maximum(mask.sum(axis=1, keepdims=True), 1), np.float32)


def plain(text: str) -> str:
    """What a C library can take: no zero byte, which would end the text, no half of a surrogate pair; and
    not more than says what a text is about."""
    return text[:_LONGEST].replace("\0", " ").encode("utf-8", "ignore").decode()


def unit(vectors: np.ndarray) -> np.ndarray:
    """The same directions at length 1."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
