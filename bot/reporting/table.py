"""A report in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.reporting.lines import SECTIONS, Line
from bot.reporting.words import full, group_name, short
from handoff.metrics import Figures, Report

_GROUP_COLUMNS = (
    ("opened", "открыто", "opened"),
    ("closed", "закрыто", "closed"),
    ("self_service", "само", "self-serv."),
    ("escalated", "ER 0→1", "ER 0→1"),
    ("acceptance", "принятие", "acceptance"),
    ("reply_after_handoff", "ответ", "reply"),
    ("solution", "MTTR", "MTTR"),
    ("promise_kept", "обещания", "promises"),
    ("satisfied", "оценки 4–5", "rated 4–5"),
    ("reopened", "снова", "reopened"),
    ("returned", "возвраты", "returns"),
)
"""What a split report shows beside each group; files hold everything."""


def show(report: Report, people: Mapping[int, str], language: str, console: Console) -> None:
    """Print a report: all figures of the period, then the main ones of each group."""
    console.print(_whole(report, language))
    if report.by is not None:
        console.print(_split(report, people, language))


def heading(report: Report) -> str:
    """What period the report is about."""
    first, last = report.period.since, report.period.until
    if first.time() == last.time():
        return f"{first:%d.%m.%Y} – {last - timedelta(days=1):%d.%m.%Y}"
    return f"{first:%d.%m.%Y %H:%M} – {last:%d.%m.%Y %H:%M}"


def _whole(report: Report, language: str) -> Table:
    english = language == "en"
    table = Table(title=heading(report), title_justify="left", box=SIMPLE)
    table.caption = "Times are medians." if english else "Время — медиана."
    table.caption_justify = "left"
    table.add_column("Figure" if english else "Показатель")
    table.add_column("Value" if english else "Значение", justify="right")
    table.add_column("Details" if english else "Подробнее")
    for section in SECTIONS:
        shown = [line for line in section.lines if _is_known(line, report.total)]
        if not shown:
            continue
        table.add_section()
        table.add_row(f"[bold]{section.title(language)}[/bold]")
        for line in shown:
            table.add_row(line.title(language), *full(line, report.total, language))
    return table


def _split(report: Report, people: Mapping[int, str], language: str) -> Table:
    assert report.by is not None  # noqa: S101 -- the caller looked
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("")
    for _name, ru, en in _GROUP_COLUMNS:
        table.add_column(en if language == "en" else ru, justify="right")
    for key, figures in report.groups.items():
        cells = [short(Line(name, ru, en), figures, language) for name, ru, en in _GROUP_COLUMNS]
        table.add_row(escape(group_name(report.by, key, people, language)), *cells)
    return table


def _is_known(line: Line, figures: Figures) -> bool:
    """Times and shares of nothing are left out; a count of nothing is a figure."""
    found = getattr(figures, line.name)
    return not (found is None or getattr(found, "count", 1) == 0 or getattr(found, "whole", 1) == 0)
