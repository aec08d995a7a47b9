"""The HTML that Telegram shows: checked before an answer is kept, and taken off for searching.

Source of the rules: Bot API, "Formatting options", HTML style.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from html.parser import HTMLParser
from urllib.parse import urlsplit

from kb.problems import Problem

ALLOWED_TAGS = ("b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler")
"""The tags an answer may use; Telegram's synonyms (strong, em…) are written as these."""

_ALLOWED_ATTRIBUTES = {"a": {"href"}, "code": {"class"}, "blockquote": {"expandable"}}
_LINK_SCHEMES = {"https", "http", "tg", "mailto", "tel"}
_ENTITIES = {"lt", "gt", "amp", "quot"}
_NUMERIC_ENTITY = re.compile(r"[0-9]{1,7}|[xX][0-9a-fA-F]{1,6}")


def problems_of(markup: str, where: str = "") -> tuple[Problem, ...]:
    """Everything in `markup` that Telegram would refuse or show wrongly; empty when it is fine."""
    checker = _Checker(where)
    checker.feed(markup)
    checker.finish()
    return tuple(checker.problems)


def plain(markup: str) -> str:
    """The text that a reader sees: tags off, entities decoded, line breaks kept."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return "".join(reader.pieces)


def escape(text: str) -> str:
    """Plain text as Telegram HTML."""
    return html.escape(text, quote=False)


class _Reader(HTMLParser):
    """Collects the text between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Stay in the usual mode: an unclosed <script> must not swallow the rest of the text."""

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


class _Checker(HTMLParser):
    """Walks the markup once and notes what is wrong."""

    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=False)
        self.problems: list[Problem] = []
        self._where = where
        self._open: list[str] = []

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Stay in the usual mode: an unclosed <script> must not hide what follows it."""

    def finish(self) -> None:
        """End of the text: what is still open was never closed."""
        if "<" in self.rawdata:  # the parser is still waiting for the end of a tag
            self._note("markup_angle")
        self.close()
        for tag in self._open:
            self._note("markup_unclosed", value=tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            self._note("markup_forbidden", value=tag, allowed=", ".join(ALLOWED_TAGS))
            return
        self._open.append(tag)
        self._check_attributes(tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # Telegram knows no <b/>: it stays open

    def handle_endtag(self, tag: str) -> None:
        if tag not in ALLOWED_TAGS:
            return  # its opening was noted
        if self._open and self._open[-1] == tag:
            self._open.pop()
            return
        self._note("markup_crossed", value=tag)
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if "<" in data:
            self._note("markup_angle")

    def handle_entityref(self, name: str) -> None:
        if name not in _ENTITIES and f"{name};" in html5:  # an unknown one, as in R&D, stays text
            self._note("markup_entity", value=f"&{name};")

    def handle_charref(self, name: str) -> None:
        if not _NUMERIC_ENTITY.fullmatch(name):
            self._note("markup_entity", value=f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._note("markup_forbidden", value="!--", allowed=", ".join(ALLOWED_TAGS))

    def handle_decl(self, decl: str) -> None:
        self._note("markup_forbidden", value="!", allowed=", ".join(ALLOWED_TAGS))

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self._note("markup_forbidden", value="?", allowed=", ".join(ALLOWED_TAGS))

    def _check_attributes(self, tag: str, attributes: dict[str, str | None]) -> None:
        for name in attributes.keys() - _ALLOWED_ATTRIBUTES.get(tag, set()):
            self._note("markup_attribute", tag=tag, value=name)
        if tag == "a" and not _is_link(attributes.get("href") or ""):
            self._note("markup_link", value=attributes.get("href") or "")

    def _note(self, code: str, **values: object) -> None:
        problem = Problem(code, self._where, values)
        if problem not in self.problems:
            self.problems.append(problem)


def _is_link(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in _LINK_SCHEMES and bool(parts.netloc or parts.path)
