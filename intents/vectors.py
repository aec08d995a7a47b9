"""Vectors kept on disk by the content they were made of, so that a restart computes nothing again."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
import structlog

from intents.encoders import Encoder, Joined

UNREADABLE = ".unreadable"
"""How the name of a file ends that could not be read and was made anew; only the newest is kept."""
_log = structlog.get_logger(__name__)
_Found = TypeVar("_Found")
_BYTES = 4  # of a number in a vector
_CHUNK = 32  # texts encoded between two reports of progress: a second or two, as nothing can stop them
_LOOKED_UP = 500  # keys in one query; SQLite allows 999 parameters in old builds

_ONE_AT_A_TIME = threading.RLock()
"""The first model and a check before publishing want the same vectors: who comes second waits for a
chunk. Entered twice where the encoder itself remembers its vectors."""


_TOLD: set[str] = set()
"""Files of which it was said that nothing can be kept in them, until something is."""


class Progress(Protocol):
    """Told how far a stage of training is: a share from 0 to 1."""

    def __call__(self, stage: str, share: float, /) -> None: ...


def _key(encoder: Encoder, text: str, *, answer: bool) -> bytes:
    return hashlib.sha256(f"{encoder.name}\0{int(answer)}\0{text}".encode()).digest()[:16]


class Remembering:
    """An encoder that keeps every vector it was asked for: for measuring the same questions again."""

    def __init__(self, encoder: Encoder, cache: VectorCache) -> None:
        self._encoder, self._cache = encoder, cache
        self.name, self.size = encoder.name, encoder.size

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        """See `intents.encoders.Encoder.encode`."""
        return self._cache.encode(self._encoder, texts, answer=answer)


class VectorCache:
    """An SQLite file of vectors under the hash of encoder, role and text. Without a folder, nothing is kept.

    A connection is opened for each call: training runs now and then, in whatever thread. A file that cannot
    be read is no error worth failing for: vectors can always be computed.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "vectors.sqlite3" if folder else None

    def encode(
        self,
        encoder: Encoder,
        texts: Sequence[str],
        *,
        answer: bool = False,
        progress: Progress | None = None,
    ) -> np.ndarray:
        """Vectors of the texts, shape (texts, encoder.size); only unknown texts are computed. The parts of
        joined encoders are kept each by itself."""
        if isinstance(encoder, Joined):
            return encoder.join(
                [self.encode(part, texts, answer=answer, progress=progress) for part in encoder.parts]
            )
        keys = [_key(encoder, text, answer=answer) for text in texts]
        known = self._load(set(keys), encoder.size)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        # Texts of one length together: a batch is as slow as its longest text.
        todo = sorted(missing.items(), key=lambda item: len(item[1]))
        for start in range(0, len(todo), _CHUNK):
            known |= self._made(encoder, dict(todo[start : start + _CHUNK]), answer=answer)
            if progress:
                progress("vectors", min(1.0, (start + _CHUNK) / len(todo)))
        if not keys:
            return np.zeros((0, encoder.size), np.float32)
        return np.stack([known[key] for key in keys]).astype(np.float32)

    def missing(self, encoder: Encoder, texts: Sequence[str]) -> int:
        """How many vectors of questions are not known yet, in the part that has most to make."""
        if isinstance(encoder, Joined):
            return max(self.missing(part, texts) for part in encoder.parts)
        keys = {_key(encoder, text, answer=False) for text in texts}
        return len(keys) - len(self._load(keys, encoder.size))

    def _made(self, encoder: Encoder, chunk: dict[bytes, str], *, answer: bool) -> dict[bytes, np.ndarray]:
        """Vectors of a few texts, of which another thread may have made some meanwhile."""
        with _ONE_AT_A_TIME:
            known = self._load(set(chunk), encoder.size)
            missing = {key: text for key, text in chunk.items() if key not in known}
            fresh = encoder.encode(list(missing.values()), answer=answer) if missing else ()
            made = dict(zip(missing, fresh, strict=True))
            self._save(made)
        return known | made

    def _load(self, keys: set[bytes], size: int) -> dict[bytes, np.ndarray]:
        """Vectors of this size that are kept under these keys."""
        return self._with_file(lambda connection: _read(connection, keys, size), {})

    def _save(self, vectors: dict[bytes, np.ndarray]) -> None:
        rows = [(key, np.asarray(vector, np.float32).tobytes()) for key, vector in vectors.items()]

        def written(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
            _TOLD.discard(str(self._file))

        if rows:
            self._with_file(written, None)

    def _with_file(self, act: Callable[[sqlite3.Connection], _Found], otherwise: _Found) -> _Found:
        """What is done with the file. One that cannot be read is set aside and made anew; where nothing can
        be kept at all (a full disk, say), vectors are computed each time."""
        if self._file is None:
            return otherwise
        for _ in range(2):
            try:
                with closing(_open(self._file)) as connection:
                    return act(connection)
            except (sqlite3.OperationalError, OSError) as error:  # away or full: not the file's own fault
                if str(self._file) not in _TOLD:
                    _TOLD.add(str(self._file))
                    _log.warning(
                        "no vectors are kept", action="cache_unusable", file=str(self._file), error=str(error)
                    )
                return otherwise
            except sqlite3.DatabaseError as error:
                set_aside(self._file, error)
        return otherwise


def set_aside(file: Path, error: Exception) -> None:
    """Move a file that cannot be read out of the way, so that it is made anew. What is beside it goes too."""
    kept = file.with_name(f"{file.name}{UNREADABLE}")
    _log.error(
        "a file could not be read and is made anew",
        action="cache_set_aside",
        file=str(file),
        kept_as=str(kept),
        error=f"{type(error).__name__}: {error}",
    )
    with contextlib.suppress(FileNotFoundError):  # another thread was faster
        file.replace(kept)
    for beside in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + beside).unlink(missing_ok=True)


def _open(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=30)
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID"
        )
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _read(connection: sqlite3.Connection, keys: set[bytes], size: int) -> dict[bytes, np.ndarray]:
    wanted, found = sorted(keys), {}
    for start in range(0, len(wanted), _LOOKED_UP):
        some = wanted[start : start + _LOOKED_UP]
        marks = ",".join("?" * len(some))
        query = f"SELECT key, value FROM vector WHERE key IN ({marks})"  # noqa: S608 - marks alone
        for key, value in connection.execute(query, some):
            if not isinstance(value, bytes) or len(value) != size * _BYTES:
                raise sqlite3.DatabaseError("a vector of another size")
            found[key] = np.frombuffer(value, np.float32)
    return found
