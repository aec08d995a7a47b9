"""Personal data in a text: found and masked, so that logs and cards never carry it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[\d@]")  # all of it has a digit or this sign; most texts have neither
_CARD = re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PASSPORT = re.compile(
    r"(?i)(?:паспорт\w*|passport)\D{0,20}?(\d{2}\s?\d{2}\s?(?:№|n|no\.?)?\s?\d{6}|[a-z]{0,2}\d{7,9})"
    r"|(?:серия)\D{0,5}(\d{2}\s?\d{2}\D{0,12}\d{6})|(?<!\d)(\d{2}\s\d{2}\s\d{6}|\d{4}\s\d{6})(?!\d)"
)
_PHONE = re.compile(
    r"(?<![\d\w])(?:\+\d[\d\s()-]{8,16}\d|[78][\s-]?\(?\d{3}\)?[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2}"
    r"|\(?\d{3}\)?[\s-]\d{3}[\s-]\d{2}[\s-]?\d{2})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One piece of personal data: its kind (`card`, `passport`, `phone`, `email`) and place in the text."""

    kind: str
    start: int
    end: int
    masked: str


def luhn(digits: str) -> bool:
    """Whether a string of digits carries a right card check digit (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def find(text: str) -> list[PersonalData]:
    """Every piece of personal data in the text, in order, without overlaps."""
    found: list[PersonalData] = []
    if not _MARK.search(text):
        return found

    def add(kind: str, start: int, end: int, masked: str) -> None:
        if all(end <= other.start or start >= other.end for other in found):
            found.append(PersonalData(kind, start, end, masked))

    for match in _EMAIL.finditer(text):
        name, _, host = match[0].partition("@")
        add("email", *match.span(), f"{name[0]}•••@{host}")
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if luhn(digits) and len(set(digits)) > 1:
            add("card", *match.span(), f"•••• {digits[-4:]}")
    for match in _PASSPORT.finditer(text):
        group = match.lastindex or 0
        add("passport", *match.span(group), "••••••")
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 10 <= len(digits) <= 15:
            add("phone", *match.span(), f"•••{digits[-2:]}")
    return sorted(found, key=lambda piece: piece.start)


def mask(text: str) -> str:
    """The text with card, passport and phone numbers and e-mail addresses masked."""
    for piece in reversed(find(text)):
        text = text[: piece.start] + piece.masked + text[piece.end :]
    return text
