"""Variables in answers: `{{ support_phone }}` stands for something that is said in one place.

What the company says of itself is kept once for all answers (`kb.values`); what is known of a customer and
his case is put in when the answer is shown: `{{ customer_name : друг }}`, with the words that stand in where
it is not known. That is the whole language.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from kb.problems import KnowledgeBaseError, Problem

OF_CUSTOMER = ("customer_name", "case_number")
"""Known only when the answer is shown."""
NAME_LIMIT = 40
VALUE_LIMIT = 300

_NAME = re.compile(r"[a-zа-яё][a-zа-яё0-9]*(?:_[a-zа-яё0-9]+)*")
_OPEN = re.compile(r"\{\{(?P<inside>[^{}]*)\}\}|\{\{|\}\}")


class UnknownVariableError(KnowledgeBaseError):
    """A text needs a value that nobody has given; it must not be shown. `name` says which."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no value for {{{{ {name} }}}}")


def is_name(text: str) -> bool:
    """Whether a variable can be called so: lower-case letters, digits and «_»."""
    return bool(_NAME.fullmatch(text)) and len(text) <= NAME_LIMIT


def names_in(text: str) -> tuple[str, ...]:
    """The variables of the company that a text uses, each once."""
    parts = (_parts(found["inside"]) for found in _OPEN.finditer(text) if found["inside"] is not None)
    return tuple(dict.fromkeys(name for name, _ in parts if name not in OF_CUSTOMER))


def problems_of(text: str, where: str) -> Iterator[Problem]:
    """What is wrong with the way a text writes its variables."""
    for found in _OPEN.finditer(text):
        written = found.group()
        name, otherwise = _parts(found["inside"] or "")
        if found["inside"] is None or not is_name(name):
            yield Problem("variable_form", where, {"value": written})
        elif name in OF_CUSTOMER and not otherwise:
            yield Problem("variable_fallback", where, {"value": name})


def unknown(texts: Mapping[str, str], known: Iterable[str]) -> Iterator[Problem]:
    """Variables that nobody has given a value, by the place they are used in."""
    names = set(known)
    for where, text in texts.items():
        for name in names_in(text):
            if name not in names:
                yield Problem("variable_unknown", where, {"value": name, "known": _listed(names)})


def filled(text: str, values: Mapping[str, str]) -> str:
    """Telegram HTML with the values in it, escaped. Raises UnknownVariableError where one is missing."""

    def value(found: re.Match[str]) -> str:
        name, otherwise = _parts(found["inside"] or "")
        said = values.get(name) or otherwise
        if not said:
            raise UnknownVariableError(name or found.group())
        return html.escape(html.unescape(said) if said is otherwise else said)

    return _OPEN.sub(value, text)


def without(text: str) -> str:
    """The text with its variables left out: for searching, and for comparing answers."""
    return _OPEN.sub("", text)


def _parts(inside: str) -> tuple[str, str]:
    """Name, and the words that stand in."""
    name, _, otherwise = inside.partition(":")
    return name.strip(), " ".join(otherwise.split())


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted((*names, *OF_CUSTOMER)))
