"""Rows a few thousand at a time, for what writes in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` rows, the last one perhaps shorter. `itertools.batched` comes with Python 3.12."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch
