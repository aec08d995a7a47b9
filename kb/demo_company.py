"""The demo knowledge base that ships with the product: a fictional provider of internet, mobile and TV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kb.entry import Entry
from kb.formats import tree
from kb.formats.interpret import interpret
from kb.formats.rows import FileRefusedError

FOLDER = Path(__file__).parent / "demo"
PICTURES = FOLDER / "pictures"
_TOPICS = "topics.yaml"


@dataclass(frozen=True, slots=True)
class Topic:
    """What entries are about. `names` by language; `details` are needed before a handoff."""

    id: str
    names: Mapping[str, str]
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """Something an agent needs to know: its name and how to ask for it, by language."""

    key: str
    names: Mapping[str, str]
    questions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Company:
    """Whose knowledge base it is: names, topics, details, and the ids of the entries most asked."""

    names: Mapping[str, str]
    topics: tuple[Topic, ...]
    details: tuple[Detail, ...]
    most_asked: tuple[str, ...]


def company(folder: Path = FOLDER) -> Company:
    """Topics, details and the most asked entries, from `topics.yaml` of a folder."""
    kept = yaml.safe_load((folder / _TOPICS).read_text(encoding="utf-8"))
    return Company(
        names=kept["company"],
        topics=tuple(Topic(one["id"], one["name"], tuple(one.get("details", ()))) for one in kept["topics"]),
        details=tuple(Detail(key, one["name"], one["ask"]) for key, one in kept["details"].items()),
        most_asked=tuple(kept["most_asked"]),
    )


def entries(folder: Path = FOLDER) -> list[Entry]:
    """All entries of a folder of YAML files. Raises `FileRefusedError` naming the first faults."""
    found: list[Entry] = []
    for file in sorted(folder.glob("*.yaml")):
        if file.name == _TOPICS:
            continue
        reading = interpret(tree.read(file.read_text(encoding="utf-8")))
        if reading.problems:
            raise FileRefusedError(*reading.problems)
        found += [one.entry for one in reading.found]
    return found
