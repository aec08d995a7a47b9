"""Telegram's length limits. They count UTF-16 units of what is seen: tags are free, "&amp;" is one."""

from __future__ import annotations

import html as html_module
import re

TEXT = 4096
CAPTION = 1024
TOPIC_NAME = 128
PRESS_ANSWER = 200

_TOKEN = re.compile(r"<[^<>]*>|&#?\w+;|[^<&]+|[<&]")
_OPENING = re.compile(r"<([a-z-]+)")


def length(html: str) -> int:
    """How long Telegram finds this HTML."""
    return sum(_units(token) for token in _TOKEN.findall(html))


def plain(html: str) -> str:
    """The text without its formatting."""
    return "".join(
        "" if token.startswith("<") and token.endswith(">") else html_module.unescape(token)
        for token in _TOKEN.findall(html)
    )


def truncate(html: str, limit: int) -> str:
    """The HTML, ended with "…" where it is too long. Its tags stay balanced."""
    return html if length(html) <= limit else split(html, limit - 1)[0] + "…"


def split(html: str, limit: int) -> list[str]:
    """Pieces that each fit, cut at the end of a line or a word where there is one, with balanced tags."""
    if length(html) <= limit:
        return [html]
    pieces: list[str] = []
    open_tags: list[str] = []
    current: list[str] = []
    room = limit
    for token in _TOKEN.findall(html):
        rest = token
        while _units(rest) > room:
            head = _head(rest, room, fresh=room == limit)
            current.append(head)
            rest = rest[len(head) :].lstrip("\n ") if len(rest) > 1 and not rest.startswith("&") else rest
            pieces.append(_closed(current, open_tags))
            current, room = list(open_tags), limit
        _track(rest, open_tags)
        current.append(rest)
        room -= _units(rest)
    if _units_of(current):
        pieces.append(_closed(current, open_tags))
    return pieces


def _units(token: str) -> int:
    if token.startswith("<") and token.endswith(">"):
        return 0
    seen = html_module.unescape(token) if token.startswith("&") else token
    return len(seen.encode("utf-16-le", "surrogatepass")) // 2


def _units_of(tokens: list[str]) -> int:
    return sum(_units(token) for token in tokens)


def _head(text: str, room: int, *, fresh: bool) -> str:
    """The longest beginning that fits. On a piece already begun a word is not torn: it goes to the next."""
    if text.startswith("&"):
        return ""
    fitting, used = 0, 0
    for character in text:
        used += 2 if ord(character) > 0xFFFF else 1
        if used > room:
            break
        fitting += 1
    for separator in ("\n", " "):
        cut = text.rfind(separator, 0, fitting + 1)
        if cut > 0 and (not fresh or cut > fitting // 2):
            return text[:cut]
    return text[:fitting] if fresh else ""


def _track(token: str, open_tags: list[str]) -> None:
    if token.startswith("</"):
        if open_tags:
            open_tags.pop()
    elif token.startswith("<") and token.endswith(">"):
        open_tags.append(token)


def _closed(tokens: list[str], open_tags: list[str]) -> str:
    closing = [f"</{found[1]}>" for tag in reversed(open_tags) if (found := _OPENING.match(tag))]
    return "".join([*tokens, *closing])
