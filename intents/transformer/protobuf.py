"""Writes ONNX models: the few messages of its protocol buffers that a graph of known make needs.

The `onnx` package would bring 40 MB and two more dependencies for these lines. The numbers are those of
onnx.proto3 (https://github.com/onnx/onnx), which never change.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import numpy as np

_VARINT, _BYTES, _FLOAT = 0, 2, 5
_TYPES = {np.dtype(np.float32): 1, np.dtype(np.uint8): 2, np.dtype(np.int8): 3, np.dtype(np.int32): 6,
          np.dtype(np.int64): 7}  # fmt: skip
_ATTRIBUTE_FLOAT, _ATTRIBUTE_INT, _ATTRIBUTE_STRING, _ATTRIBUTE_INTS = 1, 2, 3, 7
_FORMAT = 8  # of the file, as of ONNX 1.10
_OPERATORS = (("", 17), ("com.microsoft", 1))

Attribute = float | int | str | Sequence[int]


def _varint(number: int) -> bytes:
    number &= (1 << 64) - 1
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)
    return bytes(found)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | _BYTES) + _varint(len(value)) + value


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _attribute(name: str, value: Attribute) -> bytes:
    head = _text(1, name)
    if isinstance(value, float):
        kind, body = _ATTRIBUTE_FLOAT, _varint(2 << 3 | _FLOAT) + struct.pack("<f", value)
    elif isinstance(value, int):
        kind, body = _ATTRIBUTE_INT, _number(3, value)
    elif isinstance(value, str):
        kind, body = _ATTRIBUTE_STRING, _text(4, value)
    else:
        kind, body = _ATTRIBUTE_INTS, b"".join(_number(8, one) for one in value)
    return head + body + _number(20, kind)


def node(
    operator: str, inputs: Iterable[str], outputs: Iterable[str], domain: str = "", **attributes: Attribute
) -> bytes:
    """One step of the graph; an empty name leaves an optional input out."""
    return b"".join([
        *(_text(1, name) for name in inputs),
        *(_text(2, name) for name in outputs),
        _text(4, operator),
        *(_bytes(5, _attribute(name, value)) for name, value in attributes.items()),
        _text(7, domain),
    ])  # fmt: skip


def tensor(name: str, value: np.ndarray) -> bytes:
    """A constant."""
    dimensions = b"".join(_number(1, size) for size in value.shape)
    data = np.ascontiguousarray(value).tobytes()
    return dimensions + _number(2, _TYPES[value.dtype]) + _text(8, name) + _bytes(9, data)


def value(name: str, kind: type, dimensions: Sequence[int | str]) -> bytes:
    """An input or output of the graph; a dimension with a name is any number."""
    sizes = b"".join(
        _bytes(1, _text(2, size) if isinstance(size, str) else _number(1, size)) for size in dimensions
    )
    kind_of = _number(1, _TYPES[np.dtype(kind)]) + _bytes(2, sizes)
    return _text(1, name) + _bytes(2, _bytes(1, kind_of))


def model(
    nodes: Iterable[bytes], constants: Iterable[bytes], inputs: Iterable[bytes], outputs: Iterable[bytes]
) -> bytes:
    """The whole file. Weights are copied once alone: they are most of it."""
    parts: list[bytes] = []
    for field, those in ((1, nodes), (2, [b"encoder"]), (5, constants), (11, inputs), (12, outputs)):
        for one in those:
            parts += [_varint(field << 3 | _BYTES) + _varint(len(one)), one]
    operators = [_bytes(8, _text(1, name) + _number(2, number)) for name, number in _OPERATORS]
    size = _varint(7 << 3 | _BYTES) + _varint(sum(map(len, parts)))
    return b"".join([_number(1, _FORMAT), size, *parts, *operators])
