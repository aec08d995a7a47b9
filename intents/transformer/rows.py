"""A table of which few rows are wanted at a time, left in its file."""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import Any

import numpy as np


class Rows:
    """Rows of a table in a file, read when they are asked for.

    Not mapped into memory: a page that was touched once would count as the program's from then on, with
    fifteen others around it, and after a training the whole table would. What the system keeps of the file it
    can give to others at any time.
    """

    def __init__(self, file: Any, kind: type, shape: tuple[int, ...], start: int = 0) -> None:
        """`file` is an open file or a path; the table of this shape begins at byte `start`."""
        self._file = file.open("rb") if isinstance(file, Path) else file
        self._kind, self.shape, self._start = np.dtype(kind), shape, start
        self._size = self._kind.itemsize * int(np.prod(shape[1:]))
        weakref.finalize(self, self._file.close)
        self._mapped: np.ndarray | None = None
        if not hasattr(os, "pread"):  # Windows
            self._mapped = np.memmap(self._file, self._kind, "r", start, shape)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, wanted: np.ndarray | slice) -> np.ndarray:
        """Rows by their numbers, in the shape of the numbers. OSError where the file is shorter."""
        if self._mapped is not None:
            return np.asarray(self._mapped[wanted])
        if isinstance(wanted, slice):
            wanted = np.arange(*wanted.indices(len(self)))
        numbers, places = np.unique(wanted, return_inverse=True)
        if len(numbers) and not 0 <= numbers[0] <= numbers[-1] < len(self):
            raise IndexError(f"rows {numbers[0]} to {numbers[-1]} of {len(self)}")
        handle, size, start = self._file.fileno(), self._size, self._start
        raw = b"".join(os.pread(handle, size, start + number * size) for number in numbers.tolist())
        if len(raw) != size * len(numbers):
            raise OSError("a table ends too early")
        found = np.frombuffer(raw, self._kind).reshape(len(numbers), *self.shape[1:])
        return found[places.reshape(np.shape(wanted))]
