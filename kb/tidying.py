"""Answers as companies have them on their sites or in spreadsheets, made into Telegram's HTML.

What is right already is left as it is to the letter. Nothing dangerous is hidden: scripts, frames and
event handlers stay in the text, so that the check after it names them.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from html.parser import HTMLParser

from kb import markup

_SYNONYMS = {"strong": "b", "em": "i", "ins": "u", "strike": "s", "del": "s", "q": "i"}
_BLOCKS = {"p", "div", "section", "article", "table", "ul", "ol"}
_LINES = {"tr", "dt", "dd"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_DROPPED = {"span", "font", "tbody", "thead", "html", "body", "small", "big", "center", "td", "th", "dl"}
_OF_WORD = {"xml", "style"}
"""What Word puts around and behind a text; nothing of it is meant for a reader."""
_WORD_BULLET = re.compile(r"^[·§\uf0b7\uf0a7][ \xa0\t]+", re.MULTILINE)
_HARMLESS = {"class", "style", "id", "target", "rel", "title", "dir", "lang", "align", "width", "height"}


def tidy(text: str) -> str:
    """`text` as Telegram HTML; unchanged where it is that already."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not markup.problems_of(text):
        return text
    tidier = _Tidier()
    tidier.feed(_escape_bare_angles(text))
    tidier.close()
    lines = re.sub(r"(?<![ \t])[ \t]+\n", "\n", "".join(tidier.pieces))
    lines = _WORD_BULLET.sub("• ", lines)
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _escape_bare_angles(text: str) -> str:
    """`<` that begins no tag («скорость < 10») is text."""
    return re.sub(r"<(?![a-zA-Z/!?][^<]*>)", "&lt;", text)


class _Tidier(HTMLParser):
    """Writes the same text again with Telegram's tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self._numbers: list[int] = []
        self._unseen: list[str] = []

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Stay in the usual mode: what a script holds must be seen by the check."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = _SYNONYMS.get(tag, tag)
        if tag in _OF_WORD:
            self._unseen.append(tag)
        if self._unseen or _is_of_word(tag):
            return
        expected = _HARMLESS.union(_KEPT.get(name, ()))
        if any(key not in expected for key, _ in attrs):
            self._as_written()
        elif name in markup.ALLOWED_TAGS:
            kept = [(key, value) for key, value in attrs if key in _KEPT.get(name, ())]
            self.pieces.append(f"<{name}{''.join(map(_attribute, kept))}>")
        elif name in ("meta", "link"):
            return
        elif name == "br":
            self.pieces.append("\n")
        elif name in _BLOCKS:
            self._list_begins(name)
            self.pieces.append("\n\n" if name not in ("ul", "ol") else "\n")
        elif name in _LINES:
            self.pieces.append("\n")
        elif name in _HEADINGS:
            self.pieces.append("\n\n<b>")
        elif name == "li":
            self.pieces.append(f"\n{self._bullet()} ")
        elif name not in _DROPPED:
            self._as_written()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "hr"):
            self.pieces.append("\n")
        elif _is_of_word(tag) or self._unseen or tag in ("meta", "link"):
            return
        else:
            self._as_written()

    def handle_endtag(self, tag: str) -> None:
        name = _SYNONYMS.get(tag, tag)
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if name in ("ul", "ol") and self._numbers:
            self._numbers.pop()
        if name in markup.ALLOWED_TAGS:
            self.pieces.append(f"</{name}>")
        elif name in _BLOCKS:
            self.pieces.append("\n\n")
        elif name in _HEADINGS:
            self.pieces.append("</b>\n\n")
        elif name in ("td", "th"):
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)

    def handle_entityref(self, name: str) -> None:
        if name in ("lt", "gt", "amp", "quot") or f"{name};" not in html5:
            semicolon = ";" if f"{name};" in html5 else ""
            self.pieces.append(f"&{name}{semicolon}")
        else:
            self.pieces.append(markup.escape(unescape(f"&{name};")).replace("\xa0", " "))

    def handle_charref(self, name: str) -> None:
        self.pieces.append(markup.escape(unescape(f"&#{name};")).replace("\xa0", " "))

    def handle_comment(self, data: str) -> None:
        """A comment was never meant for the reader."""

    def unknown_decl(self, data: str) -> None:
        """Word's `<![if …]>` neither."""

    def handle_pi(self, data: str) -> None:
        """Nor its `<?xml …>`."""

    def _as_written(self) -> None:
        self.pieces.append(self.get_starttag_text() or "")

    def _list_begins(self, name: str) -> None:
        if name in ("ul", "ol"):
            self._numbers.append(0 if name == "ol" else -1)

    def _bullet(self) -> str:
        if not self._numbers or self._numbers[-1] < 0:
            return "•"
        self._numbers[-1] += 1
        return f"{self._numbers[-1]}."


_KEPT = {"a": ("href",), "code": ("class",), "blockquote": ("expandable",)}


def _is_of_word(tag: str) -> bool:
    """Whether it is one of Word's own tags: `<o:p>`, `<w:sdt>`, `<st1:place>`."""
    return ":" in tag


def _attribute(pair: tuple[str, str | None]) -> str:
    key, value = pair
    return f" {key}" if value is None else f' {key}="{markup.escape(value).replace(chr(34), "&quot;")}"'
