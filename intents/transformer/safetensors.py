"""Reads weights in the format safetensors: a header in JSON, then numbers as they lie in memory.

The package of that name cannot give numbers of the kind bfloat16 without PyTorch, and the format is this
file long (https://github.com/huggingface/safetensors).
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np

_LENGTH = 8  # bytes of the header's length
_KINDS = {"F32": np.float32, "F16": np.float16, "BF16": np.uint16, "F64": np.float64, "I64": np.int64}


class DamagedFileError(Exception):
    """The file is not what the format says."""


class Weights:
    """The tensors of one or several files; each is read from disk when it is asked for."""

    def __init__(self, files: list[Path]) -> None:
        self._found: dict[str, tuple[np.ndarray, str]] = {}
        for file in files:
            try:
                self._read(file)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise DamagedFileError(f"{file.name} is damaged or was not copied whole") from error

    def _read(self, file: Path) -> None:
        data = np.memmap(file, np.uint8, "r")
        length = int.from_bytes(data[:_LENGTH].tobytes(), "little")
        header = json.loads(data[_LENGTH : _LENGTH + length].tobytes())
        body = data[_LENGTH + length :]
        for name, about in header.items():
            if name == "__metadata__" or about["dtype"] not in _KINDS:
                continue
            start, end = about["data_offsets"]
            kind = np.dtype(_KINDS[about["dtype"]])
            if end > len(body) or end - start != math.prod(about["shape"]) * kind.itemsize:
                raise ValueError(name)
            # Offsets need not be even, which a view would demand.
            tensor = np.ndarray(about["shape"], kind, body[start:end].data)
            self._found[name] = tensor, about["dtype"]

    def __contains__(self, name: str) -> bool:
        return name in self._found

    def __iter__(self) -> object:
        return iter(self._found)

    def __getitem__(self, name: str) -> np.ndarray:
        """A tensor in float32. KeyError where there is none of this name."""
        return self.rows(name, slice(None))

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of a tensor."""
        return self._found[name][0].shape

    def rows(self, name: str, wanted: slice) -> np.ndarray:
        """Some rows of a tensor in float32."""
        tensor, kind = self._found[name]
        part = tensor[wanted]
        if kind == "BF16":  # the upper half of a float32
            return np.asarray(part.astype(np.uint32) << 16, np.uint32).view(np.float32)
        return np.asarray(part, np.float32)
