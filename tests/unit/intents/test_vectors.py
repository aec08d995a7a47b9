"""Vectors on disk can always be made anew, so no state of their file stops a training."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import structlog

from intents.vectors import UNREADABLE, VectorCache

TEXTS = [f"вопрос {number}" for number in range(300)]


class Counting:
    """An encoder that counts what it computes."""

    name, size = "counting", 64

    def __init__(self) -> None:
        self.made = 0

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        self.made += len(texts)
        numbers = [[float(len(text)), float(answer)] + [float(sum(map(ord, text)))] * 62 for text in texts]
        return np.array(numbers, np.float32)


def filled(folder: Path) -> tuple[Path, np.ndarray]:
    vectors = VectorCache(folder).encode(Counting(), TEXTS)
    return folder / "vectors.sqlite3", vectors


def half(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def garbage(file: Path) -> None:
    file.write_bytes(b"\x00\xff" * 5000)


def pages_overwritten(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)


def other_vectors(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE vector SET value = x'0102'")
    connection.close()


@pytest.mark.parametrize("hurt", [half, garbage, pages_overwritten, other_vectors])
def test_a_file_that_cannot_be_read_is_set_aside_and_made_anew(tmp_path: Path, hurt) -> None:
    file, vectors = filled(tmp_path)
    hurt(file)
    with structlog.testing.capture_logs() as logs:
        again = VectorCache(tmp_path).encode(Counting(), TEXTS)
    assert np.array_equal(again, vectors)
    (told,) = [log for log in logs if log["action"] == "cache_set_aside"]
    assert told["file"] == str(file)
    assert file.with_name(file.name + UNREADABLE).exists()
    later = Counting()
    assert np.array_equal(VectorCache(tmp_path).encode(later, TEXTS), vectors)
    assert later.made == 0, "the new file is used"


def test_where_nothing_can_be_kept_vectors_are_computed(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    encoder = Counting()
    with structlog.testing.capture_logs() as logs:
        vectors = VectorCache(tmp_path / "var").encode(encoder, TEXTS)
    assert (len(vectors), encoder.made) == (300, 300)
    assert [log["action"] for log in logs] == ["cache_unusable"], "said once, not for each chunk"
    (tmp_path / "var").unlink()
    VectorCache(tmp_path / "var").encode(encoder, TEXTS)
    (tmp_path / "var" / "vectors.sqlite3").unlink()
    (tmp_path / "var" / "vectors.sqlite3").mkdir()
    with structlog.testing.capture_logs() as logs:
        VectorCache(tmp_path / "var").encode(encoder, TEXTS)
    assert [log["action"] for log in logs] == ["cache_unusable"], "and again when it is news"


def test_a_file_that_became_a_folder_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "vectors.sqlite3").mkdir()
    assert len(VectorCache(tmp_path).encode(Counting(), TEXTS)) == 300
