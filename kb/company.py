"""What the company says of its topics: names, what an agent needs to know, what is asked most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


class CompanyFileError(Exception):
    """The company file cannot be used; the text names the file and says what is wrong."""


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
    """Whose knowledge base it is: names, topics, details, and the ids of the entries most asked. Without a
    file there is none of it, and topics go by their ids."""

    names: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()
    details: tuple[Detail, ...] = ()
    most_asked: tuple[str, ...] = ()


def read_company(file: Path) -> Company:
    """Read a company file (YAML; `kb/demo/topics.yaml` is an example). Raises CompanyFileError."""
    try:
        kept: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        return Company(
            names=kept["company"],
            topics=tuple(
                Topic(one["id"], one["name"], tuple(one.get("details", ()))) for one in kept["topics"]
            ),
            details=tuple(
                Detail(key, one["name"], one["ask"]) for key, one in kept.get("details", {}).items()
            ),
            most_asked=tuple(kept.get("most_asked", ())),
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CompanyFileError(f"{file}: cannot be read ({type(error).__name__})") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise CompanyFileError(f"{file}: not built like kb/demo/topics.yaml (at {error})") from error
