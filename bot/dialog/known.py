"""Details that a customer has given without being asked. Pure.

The keys are the usual ones of a knowledge base: `phone`, `contract_number`, `screenshot`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from intents import privacy

USUAL = ("phone", "contract_number", "order_number", "email", "screenshot")
"""Keys of the details that are recognised wherever they are said."""
_ORDER = re.compile(r"(?i)\b(?:заказ\w*|order)(?:\W+(?:номер|number|no))?\W{0,4}([a-zа-я]{0,3}-?\d{3,14})\b")
_CONTRACT = re.compile(r"(?i)\b(?:договор\w*|лиц\w*\s+сч[её]т\w*|л/с|contract|account)\D{0,14}?(\d{5,14})\b")


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the customer: its id, kind, text, and the phone of a shared contact."""

    message_id: int
    kind: str
    text: str
    phone: str = ""


def found_in(said: Iterable[Said], wanted: Iterable[str]) -> dict[str, tuple[str, int]]:
    """The wanted details that these messages hold: key to value and message id. The last one said counts."""
    keys = set(wanted)
    return {key: (value, one.message_id) for one in said for key, value in _in_message(one) if key in keys}


def _in_message(one: Said) -> Iterator[tuple[str, str]]:
    if one.phone:
        yield "phone", one.phone
    for piece in privacy.find(one.text):
        if piece.kind == "phone":
            yield "phone", one.text[piece.start : piece.end]
        elif piece.kind == "email":
            yield "email", one.text[piece.start : piece.end]
    for match in _CONTRACT.finditer(one.text):
        yield "contract_number", match[1]
    for match in _ORDER.finditer(one.text):
        yield "order_number", match[1]
    if one.kind == "photo":
        yield "screenshot", "[photo]"
