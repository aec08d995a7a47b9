"""A folder of Markdown files, one an entry (see `kb.formats.markdown`), with folders inside it or without.

Passed over are files of other kinds (pictures may lie beside the entries), README.md, and what begins with
«.» or «_». Links to other places are refused, so that nothing outside of the folder is ever read or written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kb.entry import Entry, tidied
from kb.formats import encoding, markdown
from kb.formats.interpret import interpret
from kb.formats.rows import ROWS_LIMIT, SIZE_LIMIT_MB, FileProblem, FileRefusedError, Row, Sheet, refuse
from kb.problems import Problem

SUFFIX = ".md"

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def read(folder: Path) -> Sheet:
    """The entries of a folder. What is wrong with one file is among the problems. Raises `FileRefusedError`
    where the folder cannot be read at all."""
    rows: list[Row] = []
    problems: list[FileProblem] = []
    notices: list[FileProblem] = []
    size = 0
    for path, name in _files(folder):
        if path.is_symlink():
            problems.append(FileProblem(0, Problem("symlink"), name))
            continue
        if not path.is_file():  # a pipe would wait for ever
            continue
        size += path.stat().st_size
        if size > SIZE_LIMIT_MB * 1_000_000:
            raise refuse("file_big", length=round(size / 1_000_000), limit=SIZE_LIMIT_MB)
        try:
            sheet = read_one(path)
        except FileRefusedError as error:
            problems += [FileProblem(one.line, one.problem, name) for one in error.problems]
            continue
        rows += [Row(row.line, row.cells, name) for row in sheet.rows]
        problems += [FileProblem(one.line, one.problem, name) for one in sheet.problems]
        notices += [FileProblem(one.line, one.problem, name) for one in sheet.notices]
    return Sheet(tuple(rows), whole=True, problems=tuple(problems), notices=tuple(notices))


def read_one(path: Path) -> Sheet:
    """The entry of one file. Raises `FileRefusedError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refuse("file_unreadable", value=error.strerror or "") from error
    decoded = encoding.decode(data)
    sheet = markdown.read(decoded.text, path.stem if _ID.fullmatch(path.stem) else "")
    return replace(sheet, notices=(*decoded.notices, *sheet.notices))


def write(entries: Iterable[Entry], folder: Path, *, if_there: Iterable[Entry] = ()) -> list[Path]:
    """Write each entry to its file, the one that holds it already where there is one, and tell which files
    have changed; those of `if_there` only where a file holds them. A file that says the same in another form
    is left alone, and so is every other file. Raises `FileRefusedError`."""
    folder.mkdir(parents=True, exist_ok=True)
    sheet = read(folder)
    there = {row.cells["id"]: row.file for row in sheet.rows}
    said = {one.entry.id: one.entry for one in interpret(sheet).found}
    taken = {name.casefold() for _, name in _files(folder)}
    changed = []
    for entry in (*entries, *(one for one in if_there if one.id in there)):
        if said.get(entry.id) == replace(tidied(entry), version=0):
            continue
        name = there.get(entry.id) or _free_name(entry.id, taken)
        taken.add(name.casefold())
        (folder / name).write_bytes(markdown.write(entry))
        changed.append(folder / name)
    return changed


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file that may hold an entry with its path inside the folder, in the order of names; links as well,
    so that they can be named."""
    if not folder.is_dir():
        raise refuse("folder_needed")
    count = 0
    for place, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted([*links, *(name for name in names if _is_entry(name))]):
            count += 1
            if count > ROWS_LIMIT:
                raise refuse("file_rows", limit=ROWS_LIMIT)
            path = Path(place) / name
            yield path, path.relative_to(folder).as_posix()


def _is_entry(name: str) -> bool:
    return name.lower().endswith(SUFFIX) and not name.startswith((".", "_")) and name.lower() != "readme.md"


def _unreadable(error: OSError) -> None:
    raise refuse("file_unreadable", value=error.strerror or "") from error


def _free_name(entry_id: str, taken: set[str]) -> str:
    """A name for a new file that no system confuses with another one."""
    stem = f"{entry_id}-" if _OF_WINDOWS.fullmatch(entry_id) or entry_id.lower() == "readme" else entry_id
    name, number = f"{stem}{SUFFIX}", 2
    while name.casefold() in taken:
        name, number = f"{stem}-{number}{SUFFIX}", number + 1
    return name
