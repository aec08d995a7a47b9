"""Entries as nested values, and as YAML: what YAML, JSON and the front matter of Markdown hold."""

from __future__ import annotations

from typing import Any

import yaml

from kb.entry import Entry, Status
from kb.formats.interpret import origin_marked
from kb.formats.tree import ANY_LANGUAGE

_LINE_WIDTH = 110


def fields_of(entry: Entry) -> dict[str, Any]:
    """An entry as nested values by the names of columns; what is empty is left out."""
    phrasings = {language or ANY_LANGUAGE: values for language, values in phrasings_of(entry).items()}
    found: dict[str, Any] = {
        "id": entry.id,
        "topic": entry.topic,
        "status": "" if entry.status is Status.PUBLISHED else entry.status.value,
        "question": dict(entry.titles),
        "answer": dict(entry.answers),
        "guide": dict(entry.guides),
        "phrasings": phrasings,
        "tags": list(entry.tags),
        "link": entry.link,
        "picture": entry.picture,
        "files": list(entry.files),
        "details": list(entry.details),
        "segments": list(entry.segments),
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else "",
        "valid_until": entry.valid_until.isoformat() if entry.valid_until else "",
    }
    return {name: value for name, value in found.items() if value}


def phrasings_of(entry: Entry) -> dict[str, list[str]]:
    """Phrasings by language, each with the mark of its origin."""
    found: dict[str, list[str]] = {}
    for phrasing in entry.phrasings:
        found.setdefault(phrasing.language, []).append(origin_marked(phrasing))
    return found


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks, as a person would write them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def as_yaml(value: Any) -> str:
    """Nested values as YAML."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_LINE_WIDTH)
    return text
