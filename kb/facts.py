"""What an answer states so exactly that another answer can contradict it: sums, terms, hours, yes and no."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

_NUMBER = r"(?<![\d.,])(\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
_UNITS = {
    "₽": r"₽|руб(?:\.|л[а-яё]*)?|р\.|RUB|rubles?|roubles?",
    "$": r"\$|доллар[а-яё]*|USD|dollars?",
    "€": r"€|евро|EUR|euros?",
    "%": r"%|процент[а-яё]*|per ?cent",
    "min": r"минут[а-яё]*|мин\.?|minutes?|min\.?",
    "h": r"час(?:а|ов|у|ом)?|ч\.|hours?",
    "d": r"(?:(?:рабоч|календарн)[а-яё]+ )?(?:дн(?:я|ей|и|ям)|день)|сут(?:ки|ок)"
    r"|(?:(?:working|business) )?days?",
    "week": r"недел[а-яё]*|weeks?",
    "month": r"месяц[а-яё]*|мес\.?|months?",
    "year": r"год[а-яё]*|лет|years?",
    "Mbit/s": r"Мбит/с(?:ек)?|Мбит|Mbps|Mbit/s",
    "Gbit/s": r"Гбит/с(?:ек)?|Гбит|Gbps|Gbit/s",
    "GB": r"ГБ|Гб|гигабайт[а-яё]*|GB|gigabytes?",
}
_AMOUNTS = {
    unit: re.compile(rf"{_NUMBER}[ \u00a0]?(?:{names})(?![A-Za-zА-Яа-яё])", re.IGNORECASE)
    for unit, names in _UNITS.items()
}
_BEFORE = {unit: re.compile(rf"{re.escape(unit)}[ \u00a0]?{_NUMBER}") for unit in ("$", "€", "₽")}
_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_FREE = re.compile(r"\b(?:бесплатн[а-яё]*|free(?: of charge)?|at no cost)\b", re.IGNORECASE)
_NO = re.compile(
    r"^\W*(?:нет\b|нельзя\b|к сожалению\b|невозможно\b|no\b|unfortunately\b)"
    r"|\b(?:нельзя|невозможно|не получится|cannot|can't|not possible|is impossible)\b",
    re.IGNORECASE,
)
_YES = re.compile(r"^\W*(?:да\b|можно\b|конечно\b|yes\b|of course\b|you can\b|sure\b)", re.IGNORECASE)
_IS_FREE = frozenset({"0"})
_SENTENCE = re.compile(r"(?<=[.!?…])\s|\n")

Facts = Mapping[str, frozenset[str]]
"""By unit (`₽`, `d`, `clock`, `free`, `says`): the values that an answer states."""


def facts(answer: str) -> Facts:
    """The facts of a plain answer; the same unit in Russian and English is one."""
    found: dict[str, set[str]] = defaultdict(set)
    for patterns in (_AMOUNTS, _BEFORE):
        for unit, pattern in patterns.items():
            found[unit] |= {_number(match[1]) for match in pattern.finditer(answer)}
    found["clock"] = {f"{int(match[1])}:{match[2]}" for match in _CLOCK.finditer(answer)}
    if _FREE.search(answer) and not any(found[unit] - {"0"} for unit in ("₽", "$", "€")):
        for unit in ("₽", "$", "€"):
            found[unit].add("0")
    first = _SENTENCE.split(answer.strip(), 1)[0]
    if _NO.search(first):
        found["says"] = {"no"}
    elif _YES.search(first):
        found["says"] = {"yes"}
    return {unit: frozenset(values) for unit, values in found.items() if values}


def contradictions(mine: Facts, theirs: Facts) -> tuple[tuple[str, str, str], ...]:
    """Where both speak of the same unit and share no value: (unit, mine, theirs).

    «Бесплатно» beside a whole price list speaks of something else.
    """
    return tuple(
        (unit, ", ".join(sorted(mine[unit])), ", ".join(sorted(theirs[unit])))
        for unit in sorted(mine.keys() & theirs.keys())
        if _contradict(mine[unit], theirs[unit])
    )


def _contradict(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    if mine & theirs:
        return False
    return _IS_FREE not in (mine, theirs) or len(mine | theirs) == 2


def _number(text: str) -> str:
    """«1 500,00», «1,500» and «1500» are one number."""
    plain = re.sub(r"[ \u00a0\u202f]|,(?=\d{3}(?!\d))", "", text).replace(",", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
