"""All texts that people read, by language, with the plural rules of Unicode (Project Fluent)."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("ru", "en")

_LONGEST = 1000
"""Characters of a value that the library puts in itself; it refuses more than 2,500, escaped."""
_PLACE = re.compile("\ue000(\\d{1,4})\ue001")
"""Stands for a longer value, which is put in afterwards. Nobody writes these characters."""


class Html(str):
    """Text that is Telegram-HTML already; any other text put into a message is escaped."""

    __slots__ = ()


class Texts:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        # isolation marks around numbers and names would show as boxes on some phones
        self._bundle = FluentBundle([language], use_isolating=False)
        for file in sorted((Path(__file__).parent / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))

    def __call__(self, key: str, **values: Any) -> Html:
        """The text of a key as Telegram-HTML.

        Raises KeyError for an unknown key, ValueError when a value that the text needs is missing.
        """
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        long: list[str] = []
        given = {name: self._given(value, long) for name, value in values.items()}
        text, errors = self._bundle.format_pattern(message.value, given)
        if errors:
            raise ValueError(f"text “{key}” in “{self.language}”: {errors[0]}")
        return Html(_PLACE.sub(lambda place: long[int(place[1])], str(text)) if long else str(text))

    @staticmethod
    def _given(value: Any, long: list[str]) -> Any:
        """A value as the library gets it: escaped, a long one as the place where it will be put."""
        escaped = _escaped(value)
        if not isinstance(escaped, str) or (len(escaped) <= _LONGEST and "\ue000" not in escaped):
            return escaped
        long.append(escaped)
        return f"\ue000{len(long) - 1}\ue001"

    def plain(self, key: str, **values: Any) -> str:
        """The text of a key for places without markup: buttons, names of topics."""
        return html.unescape(self(key, **values))

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return self._bundle.has_message(key)


def _escaped(value: Any) -> Any:
    return (
        html.escape(value, quote=False) if isinstance(value, str) and not isinstance(value, Html) else value
    )


@cache
def texts(language: str) -> Texts:
    """The texts of a language; Russian where there is no such language."""
    return Texts(language if language in LANGUAGES else "ru")
