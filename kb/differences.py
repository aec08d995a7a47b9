"""How two wordings of an entry differ, field by field, for a person to read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from kb.entry import Entry, tidied
from kb.formats.nested import fields_of

_SHORT = 60  # characters of a value that fits behind an arrow


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field by the name that files call it (`answer_ru`, `phrasings_en`, `valid_until`). A list has one
    value a line."""

    name: str
    before: str
    after: str

    def lines(self) -> Iterator[str]:
        """«link: … → …» where it is short, else the lines that went (-) and came (+)."""
        if all(len(text) <= _SHORT and "\n" not in text for text in (self.before, self.after)):
            yield f"{self.name}: {self.before or '—'} → {self.after or '—'}"
            return
        yield f"{self.name}:"
        compared = difflib.ndiff(self.before.splitlines(), self.after.splitlines())
        yield from (f"  {line}" for line in compared if line.startswith(("- ", "+ ")) and line[2:].strip())


def field_changes(before: Entry, after: Entry) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of files."""
    old, new = _flat(before), _flat(after)
    names = dict.fromkeys([*new, *old])
    return tuple(
        FieldChange(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name) != new.get(name)
    )


def _flat(entry: Entry) -> dict[str, str]:
    """Text of each field that is not empty, by its name and language."""
    found: dict[str, str] = {}
    for name, value in {**fields_of(tidied(entry)), "status": entry.status.value}.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        for language, text in parts:
            key = f"{name}_{language}" if language else name
            found[key] = "\n".join(text) if isinstance(text, list) else text
    return found
