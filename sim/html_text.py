"""Telegram's HTML: text with tags to plain text with entities, and its errors for bad markup.

The rules and the error texts are those of tdlib's ``parse_html``; offsets in errors are bytes, offsets of
entities are UTF-16 units.
"""

import html
import re
from dataclasses import dataclass, field

from sim import utf16
from sim.errors import bad_request
from sim.wire import Json

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_REFERENCE = re.compile(r"&(?:#(\d{1,8})|#x([0-9a-fA-F]{1,8})|(lt|gt|amp|quot));")
_SPECIAL = re.compile(r"[<&]")
_MENTION = re.compile(r"tg://user\?id=(\d{1,18})")
_NAME_END = re.compile(r"[\s>]")
_ATTRIBUTE = re.compile(r"\s*([^\s=>/\"']+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.\-]+)))?")


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int


@dataclass(slots=True)
class _Parser:
    source: str
    parts: list[str] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    offset: int = 0

    def run(self) -> tuple[str, list[Json]]:
        position = 0
        while position < len(self.source):
            if self.source[position] == "<":
                position = self._tag(position)
            elif reference := _REFERENCE.match(self.source, position):
                self._text(_decode(reference))
                position = reference.end()
            else:
                special = _SPECIAL.search(self.source, position + 1)
                end = special.start() if special else len(self.source)
                self._text(self.source[position:end])
                position = end
        if self.stack:
            raise self._error(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.parts), self.entities

    def _text(self, text: str) -> None:
        self.parts.append(text)
        self.offset += utf16.length(text)

    def _error(self, text: str) -> Exception:
        return bad_request(f"can't parse entities: {text}")

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode())}"

    def _tag(self, begin: int) -> int:
        """Read one start or end tag; the position after it."""
        closing = self.source.startswith("</", begin)
        start = begin + (2 if closing else 1)
        end = _NAME_END.search(self.source, start)
        if end is None:
            raise self._error(f"Unclosed {'end' if closing else 'start'} tag {self._at(begin)}")
        name = self.source[start : end.start()].lower()
        return self._end(name, begin, end.start()) if closing else self._start(name, begin, end.start())

    def _start(self, name: str, begin: int, position: int) -> int:
        if name not in _TAGS:
            raise self._error(f'Unsupported start tag "{name}" {self._at(begin)}')
        attributes: dict[str, str] = {}
        while True:
            while position < len(self.source) and self.source[position].isspace():
                position += 1
            if position >= len(self.source):
                raise self._error(f"Unclosed start tag {self._at(begin)}")
            if self.source[position] == ">":
                break
            found = _ATTRIBUTE.match(self.source, position)
            if found is None:
                raise self._error(f'Empty attribute name in the tag "{name}" {self._at(begin)}')
            value = next((group for group in found.groups()[1:] if group is not None), "")
            attributes[found.group(1).lower()] = html.unescape(value)
            position = found.end()
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error(f'Tag "span" must have class "tg-spoiler" {self._at(begin)}')
        self.stack.append(_Open(name, attributes, self.offset))
        return position + 1

    def _end(self, name: str, begin: int, position: int) -> int:
        if not self.stack:
            raise self._error(f"Unexpected end tag {self._at(begin)}")
        while position < len(self.source) and self.source[position].isspace():
            position += 1
        if position >= len(self.source) or self.source[position] != ">":
            raise self._error(f"Unclosed end tag {self._at(begin)}")
        opened = self.stack.pop()
        if name and name != opened.tag:
            found = f'expected "</{opened.tag}>", found "</{name}>"'
            raise self._error(f"Unmatched end tag {self._at(begin)}, {found}")
        self._close(opened)
        return position + 1

    def _close(self, opened: _Open) -> None:
        """Turn a finished tag into an entity; an empty one gives none."""
        size = self.offset - opened.offset
        if not size:
            return
        entity: Json = {"type": _TAGS[opened.tag], "offset": opened.offset, "length": size}
        match opened.tag:
            case "a":
                url = opened.attributes.get("href", "")
                if not url:
                    return
                if mentioned := _MENTION.fullmatch(url):  # the server knows the name; it is not in the text
                    entity |= {
                        "type": "text_mention",
                        "user": {"id": int(mentioned[1]), "is_bot": False, "first_name": ""},
                    }
                else:
                    entity["url"] = url
            case "tg-emoji":
                entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
            case "blockquote" if "expandable" in opened.attributes:
                entity["type"] = "expandable_blockquote"
            case "code" if self._inside_pre(opened):
                language = opened.attributes.get("class", "").removeprefix("language-")
                if language:
                    self.stack[-1].attributes["language"] = language
                return
            case "pre" if "language" in opened.attributes:
                entity["language"] = opened.attributes["language"]
        self.entities.append(entity)

    def _inside_pre(self, opened: _Open) -> bool:
        return bool(self.stack) and self.stack[-1].tag == "pre" and self.stack[-1].offset == opened.offset


def _decode(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x10FFFF else ""


def parse(source: str) -> tuple[str, list[Json]]:
    """Plain text and its entities; raises Telegram's 400 for bad markup."""
    return _Parser(source).run()
