"""Who did what to an entry, and why where a reason was asked for. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from store.authoring import KbChange


@dataclass(frozen=True, slots=True)
class Signature:
    """Who does something at the command line, where people are known by name alone; when, and why. `facts`
    are figures that belong to it."""

    by: str
    at: datetime
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def note(
    session: Session, versions: Iterable[tuple[str, int | None]], action: str, signed: Signature
) -> None:
    """Write down what was done to entries (id and version)."""
    rows = [
        {
            "entry_id": entry_id,
            "version": version,
            "action": action,
            "reason": signed.reason,
            "facts": {"by": signed.by, **signed.facts},
            "at": signed.at,
        }
        for entry_id, version in versions
    ]
    if rows:
        session.execute(insert(KbChange), rows)
