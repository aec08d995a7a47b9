"""The values of variables (see `kb.variables`), kept once for all answers.

All functions work inside the caller's transaction. A new value is in the answers a moment after it (see
`kb.index`), without any training.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from kb import library, variables
from kb.entry import Entry, text_in, texts_with_variables
from kb.problems import KnowledgeBaseError, Problem
from store.authoring import KbVariable

EVERY_LANGUAGE = ""
"""The language code of a value that is the same in all of them."""


class ValueRefusedError(KnowledgeBaseError):
    """A value cannot be kept; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.text("en"))


def everything(session: Session) -> dict[str, dict[str, str]]:
    """All variables: name to texts by language, in the order of names."""
    found = session.execute(select(KbVariable.name, KbVariable.texts).order_by(KbVariable.name))
    return {row.name: dict(sorted(row.texts.items())) for row in found}


def in_language(kept: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    """The values as a customer of that language reads them."""
    return {
        name: texts.get(language) or texts.get(EVERY_LANGUAGE) or text_in(texts, language)
        for name, texts in kept.items()
    }


def put(session: Session, name: str, texts: Mapping[str, str], *, author: str, now: datetime) -> None:
    """Keep the value of a variable; a language that `texts` does not name keeps what it has.

    Raises ValueRefusedError.
    """
    given = {language: " ".join(text.split()) for language, text in texts.items()}
    _check(name, given)
    row = session.get(KbVariable, name)
    if row is None:
        session.add(KbVariable(name=name, texts=given, changed_by=author, changed_at=now))
    else:
        row.texts, row.changed_by, row.changed_at = {**row.texts, **given}, author, now
    session.flush()
    library.touch(session, library.VALUES)


def _check(name: str, texts: Mapping[str, str]) -> None:
    if not variables.is_name(name):
        raise ValueRefusedError(Problem("variable_name", "", {"value": name}))
    if name in variables.OF_CUSTOMER:
        raise ValueRefusedError(Problem("variable_own", "", {"value": name}))
    for language, text in texts.items():
        if language and (len(language) != 2 or not language.isalpha()):
            raise ValueRefusedError(Problem("language_form", name, {"value": language}))
        if not text:
            raise ValueRefusedError(Problem("variable_empty", "", {"value": name}))
        if len(text) > variables.VALUE_LIMIT:
            values = {"length": len(text), "limit": variables.VALUE_LIMIT}
            raise ValueRefusedError(Problem("too_long", name, values))
        if "{{" in text or "}}" in text:
            raise ValueRefusedError(Problem("variable_form", name, {"value": text}))


def remove(session: Session, name: str, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Forget a variable. Where entries use it nothing is done, and their ids are returned."""
    users = users_of(name, entries)
    row = session.get(KbVariable, name)
    if row is not None and not users:
        session.delete(row)
        session.flush()
        library.touch(session, library.VALUES)
    return users


def users_of(name: str, entries: Iterable[Entry]) -> tuple[str, ...]:
    """The ids of the entries that use a variable."""
    return tuple(
        entry.id
        for entry in entries
        if any(name in variables.names_in(text) for text in texts_with_variables(entry).values())
    )


# -- files -----------------------------------------------------------------------------------------


def read_file(file: Path) -> dict[str, dict[str, str]]:
    """The variables of a YAML file: `name: text`, or `name: {ru: …, en: …}`. Raises ValueRefusedError."""
    try:
        kept: Any = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- safe
    except OSError as error:
        raise ValueRefusedError(Problem("file_unreadable", "", {"value": error.strerror})) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise ValueRefusedError(Problem("syntax", "", {"value": type(error).__name__})) from error
    if not isinstance(kept, dict):
        raise ValueRefusedError(Problem("shape", "", {"wanted": "name: text"}))
    found = {name: _texts(name, value) for name, value in kept.items()}
    for name, texts in found.items():
        _check(name, texts)
    return found


def _texts(name: str, value: Any) -> dict[str, str]:
    texts = value if isinstance(value, dict) else {EVERY_LANGUAGE: value}
    if not texts or not all(isinstance(text, str) for text in texts.values()):
        raise ValueRefusedError(Problem("shape", str(name), {"wanted": "ru: …, en: …"}))
    return {str(language): " ".join(text.split()) for language, text in texts.items()}


def as_yaml(found: Mapping[str, Mapping[str, str]]) -> bytes:
    """Variables as a file that `read_file` reads back."""
    plain = {
        name: texts[EVERY_LANGUAGE] if list(texts) == [EVERY_LANGUAGE] else dict(texts)
        for name, texts in found.items()
    }
    text: str = yaml.safe_dump(plain, allow_unicode=True, sort_keys=True, width=1000)
    return text.encode("utf-8")
