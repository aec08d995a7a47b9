"""One worksheet as a person sees it: what cells show, merged cells in each of their rows, addresses behind
words; what is struck out or hidden is no answer, and is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from kb.formats import encoding, grid
from kb.formats.columns import base_of
from kb.formats.displayed import displayed
from kb.formats.rows import ROWS_LIMIT, FileProblem, refuse, shorten
from kb.problems import Problem

_COLUMNS_LIMIT = 500
_SHORT_LINK = 60  # words that are a link; a longer text gets its address behind it


class SheetReader:
    """The filled rows of a worksheet as `lines`, and `notices` of what was left out of them."""

    def __init__(self, sheet: Any, *, hidden: bool) -> None:
        self._sheet = sheet
        self._hidden = hidden
        self._rows = self._filled()
        self._joined = self._spread_merged()
        texts = [str(cell.value) for row in self._rows.values() for cell in row.values()]
        self._garbled = encoding.is_garbled("\n".join(texts))
        self._russian = any(_is_russian(cell.value) for row in self._rows.values() for cell in row.values())
        self._columns: list[str | None] = []
        self.notices: list[FileProblem] = []
        self._left_columns = set() if hidden else self._hidden_columns()
        self.lines = [line for line in self._lines() if not line.blank]

    def _filled(self) -> dict[int, dict[int, Any]]:
        """Cells with a value by row and column, wherever the file says that its table ends."""
        rows: dict[int, dict[int, Any]] = defaultdict(dict)
        for (row, column), cell in sorted(self._sheet._cells.items()):  # iter_rows would make cells up
            if cell.value is not None and column <= _COLUMNS_LIMIT:
                rows[row][column] = cell
        if rows and max(rows) > ROWS_LIMIT:
            raise refuse("file_rows", limit=ROWS_LIMIT)
        return dict(rows)

    def _spread_merged(self) -> set[int]:
        """Give each row of merged cells what they show; the rows that are one merged cell are returned."""
        joined = set()
        for area in self._sheet.merged_cells.ranges:
            shown = self._rows.get(area.min_row, {}).get(area.min_col)
            if shown is None:
                continue
            if area.min_row == area.max_row and len(self._rows[area.min_row]) == 1:
                joined.add(area.min_row)
            for row in range(area.min_row + 1, min(area.max_row, ROWS_LIMIT) + 1):
                if row in self._rows:
                    self._rows[row].setdefault(area.min_col, shown)
        return joined

    def _hidden_columns(self) -> set[int]:
        """Columns that are hidden; Excel writes neighbours as one range."""
        found: set[int] = set()
        for dimension in self._sheet.column_dimensions.values():
            if dimension.hidden and dimension.min and dimension.max:
                found.update(range(dimension.min, min(dimension.max, _COLUMNS_LIMIT) + 1))
        for column in sorted(found):
            cell = next((cells[column] for cells in self._rows.values() if column in cells), None)
            if cell is not None:
                self._tell(cell.row, "column_hidden", cell)
        return found

    def _lines(self) -> Iterator[grid.Line]:
        for number, cells in self._rows.items():
            if not self._hidden and self._is_hidden(number):
                self._tell(number, "row_hidden", next(iter(cells.values())))
                continue
            if not self._hidden and all(_is_struck(cell) for cell in cells.values()):
                self._tell(number, "row_struck", next(iter(cells.values())))
                continue
            yield self._line(number, cells)

    def _is_hidden(self, number: int) -> bool:
        dimension = self._sheet.row_dimensions.get(number)
        return bool(dimension is not None and (dimension.hidden or dimension.height == 0))

    def _line(self, number: int, cells: dict[int, Any]) -> grid.Line:
        texts: list[str] = [""] * max(cells)
        problems: list[Problem] = []
        struck = False
        for column, cell in cells.items():
            if column in self._left_columns:
                continue
            if not self._hidden and _is_struck(cell):
                self._tell(number, "cell_struck", cell)
                struck |= self._base(column) in grid.BARE
                continue
            faults: list[Problem] = []
            texts[column - 1] = self._text(number, column, cell, faults)
            if not self._columns or self._base(column):  # a column that is passed over may hold anything
                problems += faults
        if not self._columns and grid.is_header(texts):
            self._columns = grid.columns_of(texts)
        # An entry without its question or answer is no entry: the notice says what became of it.
        return grid.Line(
            number, [] if struck else texts, () if struck else tuple(problems), number in self._joined
        )

    def _base(self, column: int) -> str:
        """What a column holds, without its language; empty before the header and for unknown columns."""
        named = self._columns[column - 1] if column <= len(self._columns) else None
        return base_of(named or "")

    def _text(self, number: int, column: int, cell: Any, problems: list[Problem]) -> str:
        where = f"{get_column_letter(column)}{number}"
        if cell.data_type == "f":
            problems.append(Problem("formula", where))
            return ""
        if cell.data_type == "e":
            problems.append(Problem("cell_error", where, {"value": cell.value}))
            return ""
        value = self._plain(number, cell)
        if isinstance(value, date) and self._base(column) in ("valid_from", "valid_until"):
            return value.isoformat().removesuffix("T00:00:00")
        shown = displayed(value, cell.number_format, russian=self._russian)
        if shown is None:
            problems.append(Problem("cell_format", where, {"value": shorten(str(value))}))
            return ""
        text = unescape(shown).replace("\r\n", "\n")
        if self._garbled or encoding.is_garbled(text):
            text = encoding.mended(text)
        return self._linked(number, column, cell, text)

    def _plain(self, number: int, cell: Any) -> Any:
        """The value; of a text with formats of its own, the parts that are not struck out."""
        if not isinstance(cell.value, CellRichText):
            return cell.value
        struck = [
            isinstance(part, TextBlock) and part.font.strike and not self._hidden for part in cell.value
        ]
        gone = [str(part) for part, out in zip(cell.value, struck, strict=True) if out]
        if gone:
            self.notices.append(
                FileProblem(number, Problem("words_struck", "", {"value": shorten("".join(gone))}))
            )
        return "".join(str(part) for part, out in zip(cell.value, struck, strict=True) if not out)

    def _linked(self, number: int, column: int, cell: Any, text: str) -> str:
        """The text with the address behind it, where customers can use it."""
        link = cell.hyperlink
        address = (link.target or "") if link is not None else ""
        if link is None or not text or number == min(self._rows):
            return text
        base = self._base(column)
        if not address or (base not in ("answer", "link") and self._columns):
            self._tell(number, "link_lost", cell)
            return text
        if base == "link":
            return address
        if address.rstrip("/") in text or text.strip() == address.removeprefix("mailto:").removeprefix(
            "tel:"
        ):
            return text
        if len(text) <= _SHORT_LINK and "\n" not in text and "<" not in text:
            return f'<a href="{escape(address)}">{escape(text, quote=False)}</a>'
        return f"{text}\n{address}"

    def _tell(self, number: int, code: str, cell: Any) -> None:
        where = {"value": shorten(str(cell.value)), "cell": f"{get_column_letter(cell.column)}{number}"}
        self.notices.append(FileProblem(number, Problem(code, "", where)))


def _is_struck(cell: Any) -> bool:
    if isinstance(cell.value, CellRichText):
        parts = [part for part in cell.value if str(part).strip()]
        return bool(parts) and all(isinstance(part, TextBlock) and part.font.strike for part in parts)
    return bool(cell.font is not None and cell.font.strike)


def _is_russian(value: Any) -> bool:
    return isinstance(value, str) and any("а" <= letter <= "я" for letter in value.lower())
