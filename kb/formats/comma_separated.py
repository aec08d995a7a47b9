"""CSV as it really comes: from Russian Excel (`;`, cp1251), from Google (`,`, UTF-8), pasted (tab).

A cell that begins with `=` is a formula and refused. What begins with another sign that Excel would compute
(`+ - @`) is written with an apostrophe in front, and the apostrophe is taken off when read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from kb.formats import encoding, grid
from kb.formats.rows import ROWS_LIMIT, FileProblem, Sheet, refuse, shorten
from kb.problems import Problem

SEPARATOR = ";"
"""What we write: Excel in Russian opens it with a double click."""

_SEPARATORS = (";", ",", "\t")
_SAMPLE_ROWS = 20
_CUT = re.compile(r"[+-]?\d[.,]?\d{0,15}[eEеЕ][+]\d{2,3}")
_COMPUTED = re.compile(r"['=+\-@\t\r]")


def read(data: bytes) -> Sheet:
    """The rows of a CSV file. Raises `FileRefusedError`."""
    decoded = encoding.decode(data)
    text = decoded.text
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r'"?sep=(.)"?\r?', first.strip("\ufeff"), re.IGNORECASE)
    skipped = 1 if named else 0
    body = rest if named else text
    separator = named[1] if named else _separator(body)
    lines, notices = _rows(body, separator, skipped, decoded.notices)
    return grid.sheet_of(lines, separator, notices)


def write(table: Iterable[Sequence[str]]) -> bytes:
    """A CSV file for Excel: `;`, UTF-8 with a mark at the beginning."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=SEPARATOR)
    for row in table:
        writer.writerow([f"'{cell}" if _COMPUTED.match(cell) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


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
    """Rows with the number of the line where each begins. Raises `_QuotesError` where quotes do not fit."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1 + skipped
    try:
        for count, row in enumerate(reader):
            if count > ROWS_LIMIT:
                raise refuse("file_rows", limit=ROWS_LIMIT)
            yield _line(number, row)
            number = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise _QuotesError(number) from error


class _QuotesError(Exception):
    """The row that begins in this line has quotation marks that do not fit."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def _rows(
    text: str, separator: str, skipped: int, notices: tuple[FileProblem, ...]
) -> tuple[list[grid.Line], tuple[FileProblem, ...]]:
    """All rows, and notices. Where quotes do not fit, those inside of cells are taken as text, and it is said
    how such a row was read. Raises `FileRefusedError` where a quote is never closed."""
    try:
        return list(_lines(text, separator, skipped)), notices
    except _QuotesError as error:
        first = error.line
    for pairs in (True, False):
        mended, places = _inner_quotes_doubled(text, separator, pairs=pairs)
        try:
            lines = list(_lines(mended, separator, skipped))
        except _QuotesError:
            continue
        odd = {max(line.number for line in lines if line.number <= place + skipped) for place in places}
        told = (_quotes_inside(line) for line in lines if line.number in odd)
        return lines, (*notices, *told)
    raise refuse("quote_open", first)


def _quotes_inside(line: grid.Line) -> FileProblem:
    shown = next((cell for cell in line.cells if '"' in cell), "")
    return FileProblem(line.number, Problem("quotes_inside", "", {"value": shorten(shown)}))


def _inner_quotes_doubled(text: str, separator: str, *, pairs: bool) -> tuple[str, list[int]]:
    """The text with each quotation mark doubled that neither begins nor ends its cell, and their lines:
    «"Нажмите "Плюс" внизу"», as many programs write it. With `pairs`, two marks before the end of a cell are
    a doubled one; without, they are a mark of the text and the end."""
    ends = ("", separator, "\n", "\r")
    pieces: list[str] = []
    places: list[int] = []
    quoted, at, line = False, 0, 1
    while at < len(text):
        sign, after = text[at], text[at + 1 : at + 2]
        line += sign == "\n"
        width = 1
        if sign == '"' and not quoted:
            quoted = at == 0 or text[at - 1] in ends
        elif sign == '"' and after == '"' and (pairs or text[at + 2 : at + 3] not in ends):
            width = 2
        elif sign == '"' and after in ends:
            quoted = False
        elif sign == '"':
            pieces.append(sign)
            places.append(line)
        pieces.append(text[at : at + width])
        at += width
    return "".join(pieces), places


def _line(number: int, row: Sequence[str]) -> grid.Line:
    computed = (column for column, cell in enumerate(row, 1) if cell.startswith("="))
    faults = [Problem("formula", f"{_letter(column)}{number}") for column in computed]
    cut = (column for column, cell in enumerate(row, 1) if is_cut(cell))
    faults += [
        Problem("number_cut", f"{_letter(column)}{number}", {"value": row[column - 1]}) for column in cut
    ]
    cells = [cell[1:] if cell.startswith("'") and _COMPUTED.match(cell[1:]) else cell for cell in row]
    return grid.Line(number, cells, tuple(faults))


def is_cut(cell: str) -> bool:
    """Whether Excel shortened a long number and its last digits are gone: `7,90012E+10`."""
    return bool(_CUT.fullmatch(cell.strip()))


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - 8 MB that only computed cells need

    return get_column_letter(column)
