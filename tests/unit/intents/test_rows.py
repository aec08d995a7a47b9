"""Tables that stay in their files."""

from pathlib import Path

import numpy as np
import pytest

from intents.transformer.rows import Rows


def test_rows_are_those_of_the_table(tmp_path: Path) -> None:
    table = np.arange(60, dtype=np.float16).reshape(10, 3, 2)
    file = tmp_path / "table.bin"
    file.write_bytes(b"head" + table.tobytes())
    rows = Rows(file, np.float16, table.shape, 4)
    for wanted in (np.array([3, 0, 3]), np.array([[9, 1], [1, 1]]), np.zeros(0, np.int64), slice(2, 5)):
        np.testing.assert_array_equal(rows[wanted], table[wanted])
    with pytest.raises(IndexError):
        rows[np.array([10])]


def test_a_file_that_ends_too_early_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "table.bin"
    file.write_bytes(bytes(20))
    with pytest.raises(OSError, match="too early"):
        Rows(file, np.float32, (4, 2))[np.array([3])]


def test_a_table_in_a_file_is_not_counted_as_memory_of_the_program(tmp_path: Path) -> None:
    file = tmp_path / "table.bin"
    file.write_bytes(bytes(4096))
    Rows(file, np.uint8, (1024, 4))[np.arange(1024)]
    maps = Path("/proc/self/maps")
    if maps.exists():
        assert str(file) not in maps.read_text()
