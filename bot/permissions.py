"""Customers' words and the token are the owner's alone to read: files 0600, folders 0700."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.settings import Settings
from bot.settings_file import FILE
from store.database import Database

UMASK = 0o077
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def mend(settings: Settings, database: Database) -> None:
    """Take from others what they could read or write. What is not ours stays so; the doctor names it."""
    for path in open_to_others(settings, database):
        with suppress(OSError):
            found = path.stat()
            if found.st_uid == os.geteuid():
                path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def open_to_others(settings: Settings, database: Database) -> list[Path]:
    """What is kept, and others than its owner may read or write."""
    if os.name != "posix":
        return []
    return [path for path in _kept(settings, database) if _is_open(path)]


def _is_open(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & _OTHERS)
    except OSError:
        return False


def _kept(settings: Settings, database: Database) -> Iterator[Path]:
    yield FILE
    file = database.file.path
    if file is not None:
        yield from (file.with_name(f"{file.name}{end}") for end in ("", "-wal", "-shm", "-journal"))
    folder = settings.data_dir
    if not folder.is_dir():
        return
    if _is_ours_alone(folder):
        yield folder
    yield from (inner for inner in (settings.pictures_dir, settings.tables_dir, folder / "summaries"))


def _is_ours_alone(folder: Path) -> bool:
    """Whether a folder was made for us: not the one we were started in, somebody's home, or one for all."""
    place = folder.resolve()
    here = Path.cwd()
    return (
        place not in (here, *here.parents, Path.home(), *Path.home().parents)
        and not place.stat().st_mode & stat.S_ISVTX
    )
