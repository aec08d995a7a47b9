"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass

OK, WARNING, FAULT = "ok", "warning", "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its `level` (ok, warning, fault), what was found, and what to do about it."""

    name: str
    level: str
    what: str
    what_to_do: str = ""
