"""All texts that people read, by language, with the plural rules of Unicode (Project Fluent)."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("ru", "en")


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
        text, errors = self._bundle.format_pattern(
            message.value, {name: _escaped(value) for name, value in values.items()}
        )
        if errors:
            raise ValueError(f"text “{key}” in “{self.language}”: {errors[0]}")
        return Html(str(text))

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
