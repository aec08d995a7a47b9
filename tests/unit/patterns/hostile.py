"""Texts made to cost a pattern as much as they can, from the pattern itself and from what is known of old."""

from __future__ import annotations

import re._constants as names  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from typing import Any

from tests.unit.patterns.steps import fits

_SAMPLES = "a1 -я.@,:;/(<&_\n!?\"'=•№+*#~`[]{}|>\\$%^5Z0ж\t\xa0\u2009…—"
_OLD = (
    "a",
    "1",
    " ",
    "я",
    "a ",
    "1 ",
    "я ",
    "a.",
    "a@",
    "a-",
    ".",
    "-",
    "@",
    "\n",
    "<",
    "(",
    "1-",
    "я, ",
    "a/",
)
_OLD_FIRST = ("", "паспорт", "http://", "www.", "+", "/", "<a", "{", "[", "не ")
_BREAKERS = ("", "\x01", "!")


def texts(pattern: str, flags: int, size: int) -> Iterator[str]:
    """Texts of about `size` characters."""
    made = {unit * (size // len(unit)) for unit in _OLD}
    made |= {first + "a" * size for first in _OLD_FIRST}
    for before, unit in _pumps(list(parser.parse(pattern, flags)), flags, ""):
        if not unit:
            continue
        made.add((before + unit * size)[:size])
        made.add(((before + unit * 3) * size)[:size])
        made.add(before + (unit * size)[: size // 2] + (" " + unit) * (size // (2 * len(unit) + 2)))
    for text in sorted(made):
        for breaker in _BREAKERS:
            yield text + breaker


def _pumps(items: Any, flags: int, before: str) -> Iterator[tuple[str, str]]:
    """What stands before each repetition of a pattern, and what it repeats."""
    for place, (kind, value) in enumerate(items):
        here = before + "".join(_sample([one], flags) for one in items[:place])
        if kind in (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT):
            if value[1] > 8:
                yield here, _sample(value[2], flags)
                if (first := value[2][0])[0] in (names.IN, names.ANY, names.NOT_LITERAL):
                    yield from ((here, sign) for sign in "a1 -я." if fits(*first, sign, flags))
            yield from _pumps(value[2], flags, here)
        elif kind is names.SUBPATTERN:
            yield from _pumps(value[3], flags, here)
        elif kind is names.BRANCH:
            for way in value[1]:
                yield from _pumps(way, flags, here)
        elif kind is names.ATOMIC_GROUP:
            yield from _pumps(value, flags, here)
        elif kind in (names.ASSERT, names.ASSERT_NOT):
            yield from _pumps(value[1], flags, here)


def _sample(items: Any, flags: int) -> str:
    """A short text that an item is likely to match."""
    said = ""
    for kind, value in items:
        if kind is names.LITERAL:
            said += chr(value)
        elif kind in (names.IN, names.NOT_LITERAL, names.ANY):
            said += next((sign for sign in _SAMPLES if fits(kind, value, sign, flags)), _of(kind, value))
        elif kind in (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT):
            said += _sample(value[2], flags) * max(value[0], min(1, int(value[1])))
        elif kind is names.SUBPATTERN:
            said += _sample(value[3], flags)
        elif kind is names.BRANCH:
            said += _sample(value[1][0], flags)
        elif kind is names.ATOMIC_GROUP:
            said += _sample(value, flags)
    return said


def _of(kind: Any, value: Any) -> str:
    """A character of a class that has none of the usual ones."""
    for one, about in value if kind is names.IN else ():
        if one is names.LITERAL:
            return chr(about)
        if one is names.RANGE:
            return chr(about[0])
    return "a"
