"""The day in a few lines and a picture, for the supervisors."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from bot.reporting.lines import Unit
from bot.reporting.words import number
from handoff.metrics import DailySummary, Figures

_COLOURS = ("#4a7ab5", "#d9822b")


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of the summary; `better` says which way is good: 1 up, −1 down, 0 neither."""

    ru: str
    en: str
    field: str
    unit: Unit
    better: int


_TOLD = (
    _Told("Решено без людей", "Solved without people", "self_service.value", Unit.SHARE, 1),
    _Told("Передано людям", "Given to people", "escalated.part", Unit.COUNT, 0),
    _Told("Ждали оператора", "Waited for an agent", "acceptance.median", Unit.SECONDS, -1),
    _Told("Ответ после передачи", "Reply after the handoff", "reply_after_handoff.median", Unit.SECONDS, -1),
    _Told("Решение с людьми", "Solved by people in", "solution.median", Unit.SECONDS, -1),
    _Told("Обещания выдержаны", "Promises kept", "promise_kept.value", Unit.SHARE, 1),
    _Told("Оценок 4–5", "Ratings 4–5", "satisfied.value", Unit.SHARE, 1),
    _Told("Открыто снова", "Reopened", "reopened.part", Unit.COUNT, 0),
    _Told("Не доставлено", "Not delivered", "undelivered", Unit.COUNT, 0),
)


def as_text(summary: DailySummary, language: str) -> str:
    """The day in lines, as plain text: each figure, and where there is one, that of the week before."""
    english = language == "en"
    day, figures, week = summary.day, summary.figures, summary.week_before
    title = f"Line Zero, {day:%d.%m.%Y}" if english else f"Первая линия, {day:%d.%m.%Y}"
    opened, closed = (number(value, Unit.COUNT, language) for value in (figures.opened, figures.closed))
    lines = [
        title,
        "",
        f"Cases: {opened} opened, {closed} closed"
        if english
        else f"Обращения: открыто {opened}, закрыто {closed}",
    ]
    lines += [line for told in _TOLD if (line := _line(told, figures, week, language))]
    return "\n".join(lines)


def _line(told: _Told, figures: Figures, week: Figures, language: str) -> str:
    now, before = _value(figures, told.field), _value(week, told.field)
    if now is None or (told.unit is Unit.COUNT and not now):
        return ""
    english = language == "en"
    line = f"{told.en if english else told.ru}: {number(now, told.unit, language)}"
    if told.unit is Unit.COUNT or before is None:
        return line
    was = number(before, told.unit, language)
    mark = _mark(now, before, told.better)
    return f"{line} {mark} ({'the week before' if english else 'за неделю до этого'} {was})".replace(
        "  ", " "
    )


def _mark(now: float, before: float, better: int) -> str:
    """An arrow where a figure has moved by a tenth or more; a warning where that is for the worse."""
    if abs(now - before) < 0.1 * max(abs(before), 1e-9):
        return ""
    up = now > before
    return ("↑" if up else "↓") + ("" if (1 if up else -1) == better else " ⚠️")


def _value(figures: Figures, field: str) -> float | None:
    found: Any = figures
    for name in field.split("."):
        found = getattr(found, name)
    return None if found is None else float(found)


def as_picture(summary: DailySummary, language: str) -> bytes:
    """A PNG of 1280 × 640: how many cases were opened and how many came to people, hour by hour."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - heavy, only pictures need it
    from matplotlib.figure import Figure  # noqa: PLC0415

    english = language == "en"
    figure = Figure(figsize=(12.8, 6.4), layout="constrained")
    axes: Any = figure.add_subplot()
    names = ("opened", "came to people") if english else ("открыто", "пришло к людям")
    for at, name in enumerate(names):
        heights = [hour[at] for hour in summary.by_hour]
        axes.bar(
            [hour + (at - 0.5) * 0.4 for hour in range(24)], heights, 0.4, label=name, color=_COLOURS[at]
        )
    axes.set_title(
        f"Cases by hour, {summary.day:%d.%m.%Y}"
        if english
        else f"Обращения по часам, {summary.day:%d.%m.%Y}",
        fontsize=18,
    )
    axes.set_xticks(range(0, 24, 2), [f"{hour:02}:00" for hour in range(0, 24, 2)], fontsize=13)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(axis="y", labelsize=13)
    axes.set_xlim(-0.6, 23.6)
    axes.grid(axis="y", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=14, frameon=False)
    picture = io.BytesIO()
    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(picture)
    return picture.getvalue()
