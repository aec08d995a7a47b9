"""CSV as it really comes: from Russian Excel (`;`, cp1251), from Google (`,`, UTF-8), pasted (tab).

A cell that begins with `=` is a formula and refused. What begins with another sign that Excel would compute
(`+ - @`) is written with an apostrophe in front, and the apostrophe is taken off when read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from kb.formats import grid
from kb.formats.rows import ROWS_LIMIT, Sheet, refuse
from kb.problems import Problem

SEPARATOR = ";"
"""What we write: Excel in Russian opens it with a double click."""

_SEPARATORS = (";", ",", "\t")
_SAMPLE_ROWS = 20
_COMPUTED = re.compile(r"['=+\-@\t\r]")
_UTF16_PAGES = (0x00, 0x04, 0x20)  # Latin, Cyrillic, punctuation: the high bytes of UTF-16 without a mark
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def read(data: bytes) -> Sheet:
    """The rows of a CSV file. Raises `FileRefusedError`."""
    text = decode(data)
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r'"?sep=(.)"?\r?', first.strip("\ufeff"), re.IGNORECASE)
    skipped = 1 if named else 0
    body = rest if named else text
    separator = named[1] if named else _separator(body)
    return grid.sheet_of(_lines(body, separator, skipped), separator)


def write(table: Iterable[Sequence[str]]) -> bytes:
    """A CSV file for Excel: `;`, UTF-8 with a mark at the beginning."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=SEPARATOR)
    for row in table:
        writer.writerow([f"'{cell}" if _COMPUTED.match(cell) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def decode(data: bytes) -> str:
    """Text in UTF-8, UTF-16 or Windows-1251. Raises `FileRefusedError` for broken text, naming the line."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    for encoding, high_bytes in (("utf-16-le", data[1:400:2]), ("utf-16-be", data[:400:2])):
        if high_bytes and sum(byte in _UTF16_PAGES for byte in high_bytes) > 0.8 * len(high_bytes):
            return _decoded(data, encoding)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        whole = sum(map(len, _MULTIBYTE.findall(data)))
        if whole * 2 > sum(byte >= 0x80 for byte in data):  # mostly good UTF-8: the rest was damaged
            raise refuse("encoding_broken", line) from error
    text = _decoded(data, "cp1251")
    letters = [letter for letter in text if letter.isalpha() and not letter.isascii()]
    russian = sum("а" <= letter.lower() <= "я" or letter in "ёЁ" for letter in letters)
    if russian < 0.9 * len(letters):
        raise refuse("encoding_unknown")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise refuse("encoding_unknown") from error


def _separator(text: str) -> str:
    """The separator under which the first rows make most sense."""

    def sense(separator: str) -> tuple[int, int, int]:
        rows = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                rows.append(row)
                if len(rows) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            return (0, 0, 0)
        header = next((row for row in rows if any(row)), [])
        two = sum(len(row) == len(grid.BARE) for row in rows)
        return (grid.known_names(header) if len(header) > 1 else 0, two, len(header))

    return max(_SEPARATORS, key=sense)


def _lines(text: str, separator: str, skipped: int) -> Iterator[grid.Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1 + skipped
    try:
        for count, row in enumerate(reader):
            if count > ROWS_LIMIT:
                raise refuse("file_rows", limit=ROWS_LIMIT)
            yield _line(number, row)
            number = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise refuse("quote_open", number) from error


def _line(number: int, row: Sequence[str]) -> grid.Line:
    computed = (column for column, cell in enumerate(row, 1) if cell.startswith("="))
    formulas = (Problem("formula", f"{_letter(column)}{number}") for column in computed)
    cells = [cell[1:] if cell.startswith("'") and _COMPUTED.match(cell[1:]) else cell for cell in row]
    return grid.Line(number, cells, tuple(formulas))


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - 8 MB that only computed cells need

    return get_column_letter(column)
