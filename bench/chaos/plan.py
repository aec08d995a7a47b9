"""How big a chaos run is."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(r"\b([kan])(\d+)x(\d+)(e\d+)?\b")
"""Every line carries one, so that it is found wherever it arrives: k a customer's, a an agent's, n a note;
the person's number, x, the number of the line, and e with a number after an edit."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`seconds` is how long customers write; the rest of the run is catching up and checking."""

    customers: int = 500
    messages: int = 10_000
    kills: int = 20
    frosts: int = 6  # of the database
    seconds: float = 360.0
    agents: int = 6
    seed: int = 1
    calm: float = 3.0  # s between storms, about
    patience: float = 180.0  # s to catch up after the last message


def tokens(text: str) -> list[str]:
    """The tokens of a text, in order."""
    return [found.group(0) for found in TOKEN.finditer(text)]
