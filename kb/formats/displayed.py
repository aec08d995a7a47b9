"""What a cell of a workbook shows, told from its value and number format: 0.15 with `0%` is «15%».

The common formats of tables of questions and answers are shown as Excel would in the language of the table;
anything else is for the editor to write as text, as guessing would publish what nobody saw.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

_LITERAL = re.compile(
    r'"([^"]{0,40})"|\\(.)|\[\$([^\]-]{0,20})(?:-[0-9A-Fa-f,]{1,12})?\]|_.|\*.|\[[^\]]{0,20}\]'
)
_NUMBER = re.compile(r"(?P<before>[^#0?]{0,60})(?P<digits>[#0?][#0?,. ]{0,60})(?P<after>[^#0?]{0,60})")
_GENERAL_DIGITS = 11  # Excel shows longer ones as 1.23E+11
_SHORT_DATES = {BUILTIN_FORMATS[14], "m/d/yy", "mm-dd-yy"}
"""Formats that stand for «the short date of this computer»."""
_DATE_PARTS = re.compile(r"yyyy|yy|d{3,4}|dd|d|m{3,5}|mm|m|hh|h|ss|[./:, -]+", re.IGNORECASE)
_DIGITS_OF_PARTS = 2
_HELD = "\x00"


def displayed(value: Any, number_format: str, *, russian: bool) -> str | None:
    """The text that a cell shows, in a table in Russian or in English; None where it cannot be told."""
    if value is None:
        return ""
    form = (number_format or "General").split(";")[0]
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime | date | time):
        return _moment(value, form, russian=russian)
    if isinstance(value, int | float):
        return _number(value, form, russian=russian)
    return None


def _number(value: float, form: str, *, russian: bool) -> str | None:
    if form in ("General", "@", "Основной"):
        return _general(value, russian=russian)
    if is_date_format(form):
        return None
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(next((group for group in found.groups() if group is not None), ""))
        return _HELD

    pattern = _NUMBER.fullmatch(_LITERAL.sub(keep, form))
    if pattern is None or re.search(r"[A-Za-zА-Яа-я/]", pattern["before"] + pattern["after"]):
        return None
    before, after = ("".join(literals.pop(0) if sign == _HELD else sign for sign in pattern[side])
                     for side in ("before", "after"))  # fmt: skip
    digits = pattern["digits"].rstrip()
    after = f"{pattern['digits'][len(digits) :]}{after}"
    number = _digits(value * 100 ** (before + after).count("%"), digits, russian=russian)
    if number is None:
        return None
    sign = "-" if number.startswith("-") else ""
    return f"{sign}{before}{number.removeprefix('-')}{after}".strip()


def _digits(value: float, pattern: str, *, russian: bool) -> str | None:
    """The number itself: places behind the point, groups of thousands, leading zeros."""
    whole, _, behind = pattern.partition(".")
    if _HELD in pattern or whole.endswith(",") or "?" in pattern:
        return None
    places, least = len(behind.strip()), behind.count("0")
    text = f"{abs(value):.{places}f}"
    integer, _, fraction = text.partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    integer = integer.zfill(whole.count("0"))
    if "," in whole or " " in whole.strip():
        integer = f"{int(integer):,}".replace(",", "\xa0" if russian else ",")
    sign = "-" if value < 0 and float(text) else ""
    return f"{sign}{integer}{(',' if russian else '.') + fraction if fraction else ''}"


def _general(value: float, *, russian: bool) -> str | None:
    if isinstance(value, float) and not value.is_integer():
        text = f"{value:.10g}"
        return None if "e" in text else text.replace(".", "," if russian else ".")
    whole = str(int(value))
    return whole if len(whole.lstrip("-")) <= _GENERAL_DIGITS else None


def _moment(value: datetime | date | time, form: str, *, russian: bool) -> str | None:
    form = re.sub(r"\[\$[^\]]{0,20}\]|\\", "", form).strip()
    if form in _SHORT_DATES or (form == "General" and isinstance(value, date)):
        form = "dd.mm.yyyy" if russian else "m/d/yyyy"
    parts = _DATE_PARTS.findall(form.lower())
    if "".join(parts) != form.lower():
        return None
    shown, clock = "", False
    for part in parts:
        clock = part[0] in "hs" or (clock and part[0] not in "dy")
        piece = _part(value, part, clock=clock)
        if piece is None:
            return None
        shown += piece
    return shown.strip()


def _part(value: datetime | date | time, part: str, *, clock: bool) -> str | None:
    """One part of a moment; `m` is a minute beside hours, and a month else."""
    if part[0] not in "ydmhs":
        return part
    if part[0] in "dm" and len(part) > _DIGITS_OF_PARTS:
        return None  # a name of a day or month
    names = {"y": "year", "d": "day", "h": "hour", "s": "second", "m": "minute" if clock else "month"}
    number = getattr(value, names[part[0]], None)
    if number is None:
        return None
    return f"{number % 100:02d}" if part == "yy" else str(number).zfill(len(part))
