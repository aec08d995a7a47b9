"""Any file of entries: what kind it is, whether it may be read, and what is in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kb.formats import comma_separated, encoding, folder, json_text, markdown, tree
from kb.formats.interpret import Reading, interpret
from kb.formats.rows import SIZE_LIMIT_MB, Sheet, refuse

KINDS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "json",
    ".md": "markdown",
}
_ZIP = b"PK\x03\x04"


def read_file(path: Path, *, check: bool = True, hidden: bool = False) -> Reading:
    """The entries of a file (see `read`) or of a folder of Markdown files. Raises `FileRefusedError` where
    there is nothing to be read."""
    if path.is_dir():
        return interpret(folder.read(path), check=check)
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT_MB * 1_000_000:
            raise refuse("file_big", length=round(size / 1_000_000), limit=SIZE_LIMIT_MB)
        if path.suffix.lower() == folder.SUFFIX:
            return interpret(folder.read_one(path), check=check)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise refuse("file_missing") from error
    except OSError as error:
        raise refuse("file_unreadable", value=error.strerror or "") from error
    return read(data, path.suffix, check=check, hidden=hidden)


def read(data: bytes, suffix: str, *, check: bool = True, hidden: bool = False) -> Reading:
    """The entries of a file's content; `suffix` is that of its name.

    With `check` false, entries that could not be shown (too long, broken markup, id twice) are taken all the
    same: good enough to search in, not to publish. With `hidden`, hidden and struck-out rows of a workbook
    are read like the others. Raises `FileRefusedError`.
    """
    if len(data) > SIZE_LIMIT_MB * 1_000_000:
        raise refuse("file_big", length=round(len(data) / 1_000_000), limit=SIZE_LIMIT_MB)
    return interpret(_sheet(data, suffix.lower(), hidden=hidden), check=check)


def _sheet(data: bytes, suffix: str, *, hidden: bool) -> Sheet:
    kind = KINDS.get(suffix)
    if kind is None:
        raise refuse("file_kind", value=suffix)
    if kind == "xlsx" or data.startswith(_ZIP):
        from kb.formats import workbook  # noqa: PLC0415 - 8 MB that only these files need

        return workbook.read(data, hidden=hidden)
    if kind == "csv":
        return comma_separated.read(data)
    decoded = encoding.decode(data)
    readers = {"yaml": tree.read, "json": json_text.read, "markdown": markdown.read}
    sheet = readers[kind](decoded.text)
    return replace(sheet, notices=(*decoded.notices, *sheet.notices))
