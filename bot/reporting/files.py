"""A report as a file: JSON, CSV and XLSX. Cells are safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from bot.reporting.lines import Unit, all_values
from bot.reporting.words import group_name, weekday
from handoff.metrics import Figures, Nps, Report, Share

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FORMATS = {
    Unit.COUNT: "#,##0",
    Unit.SHARE: "0.0%",
    Unit.SECONDS: "#,##0.0",
    Unit.GRADE: "0.00",
    Unit.POINTS: "0",
}


def as_json(report: Report, people: Mapping[int, str], language: str) -> str:
    """Everything, for programs. Shares are between 0 and 1, times in seconds."""
    by = report.by
    value: dict[str, Any] = {
        "since": report.period.since.isoformat(),
        "until": report.period.until.isoformat(),
        "by": by,
        "total": _plain(report.total),
        "groups": [
            {"key": key, "name": group_name(by, key, people, language), "figures": _plain(figures)}
            for key, figures in report.groups.items()
            if by is not None
        ],
        "load": [
            {"weekday": day, "hour": hour, "opened": opened, "queued": queued}
            for day, hours in enumerate(report.load)
            for hour, (opened, queued) in enumerate(hours)
            if opened or queued
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    if not is_dataclass(value):
        return value
    found = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return {"value": value.value, **found} if isinstance(value, Share | Nps) else found


def as_csv(report: Report, people: Mapping[int, str], language: str) -> str:
    """One row a group, the whole period first; columns are named as in the JSON, times in seconds."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    header = [value.name for _line, value in all_values(report.total)]
    writer.writerow([report.by or "period", *header])
    for name, figures in _columns(report, people, language):
        numbers = [_rounded(value.value) for _line, value in all_values(figures)]
        writer.writerow([safe(name), *numbers])
    return text.getvalue()


def as_xlsx(report: Report, people: Mapping[int, str], language: str) -> bytes:
    """A workbook: figures down, groups across; the load by hour and weekday on a sheet of its own."""
    book = Workbook(write_only=True)
    _figures_sheet(book, report, people, language)
    _load_sheet(book, report, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _columns(report: Report, people: Mapping[int, str], language: str) -> list[tuple[str, Figures]]:
    total = "total" if language == "en" else "всего"
    named = [(total, report.total)]
    if report.by is not None:
        named += [
            (group_name(report.by, key, people, language), figures) for key, figures in report.groups.items()
        ]
    return named


def _rounded(value: float | None) -> float | int | None:
    return round(value, 4) if isinstance(value, float) else value


def _figures_sheet(book: Workbook, report: Report, people: Mapping[int, str], language: str) -> None:
    sheet = book.create_sheet("Figures" if language == "en" else "Показатели")
    sheet.freeze_panes = "D2"
    for letter, width in zip("ABC", (36, 32, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    columns = _columns(report, people, language)
    titles = ("Figure", "Name", "Unit") if language == "en" else ("Показатель", "Имя", "Единица")
    sheet.append([_bold(sheet, title) for title in (*titles, *(safe(name) for name, _figures in columns))])
    rows = zip(*(all_values(figures) for _name, figures in columns), strict=True)
    for row in rows:
        line, first = row[0]
        cells: list[Any] = [line.title(language), first.name, str(first.unit)]
        for _line, value in row:
            cell = WriteOnlyCell(sheet, value=_rounded(value.value))
            cell.number_format = _FORMATS[value.unit]
            cells.append(cell)
        sheet.append(cells)


def _load_sheet(book: Workbook, report: Report, language: str) -> None:
    english = language == "en"
    sheet = book.create_sheet("Load" if english else "Нагрузка")
    titles = (
        ("Weekday", "Hour", "Opened", "Came into a queue")
        if english
        else ("День недели", "Час", "Открыто", "Пришло в очередь")
    )
    sheet.append([_bold(sheet, title) for title in titles])
    for day, hours in enumerate(report.load):
        for hour, (opened, queued) in enumerate(hours):
            sheet.append([weekday(day, language), hour, opened, queued])


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell
