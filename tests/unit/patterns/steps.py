"""Counts the steps of a backtracking match, as Python's own engine makes them but without its short cuts.

The engine gives no count of its own, and times say nothing on a busy machine. This walks the parsed pattern
the way `re` does: every test of a character and every way tried is a step. Short cuts that the engine takes
(literal prefixes, checks of the next character) make it faster than this says, never slower.
"""

from __future__ import annotations

import re
import re._constants as names  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Callable
from typing import Any

Then = Callable[[int], bool]
_CLASSES: dict[Any, Callable[[str], bool]] = {
    names.CATEGORY_DIGIT: str.isdecimal,
    names.CATEGORY_SPACE: str.isspace,
    names.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
}
_NEGATED = {
    names.CATEGORY_NOT_DIGIT: names.CATEGORY_DIGIT,
    names.CATEGORY_NOT_SPACE: names.CATEGORY_SPACE,
    names.CATEGORY_NOT_WORD: names.CATEGORY_WORD,
}
_REPEATS = (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT)
_SIGNS = (names.LITERAL, names.NOT_LITERAL, names.ANY, names.IN)


class TooManyStepsError(Exception):
    """More steps than were allowed."""


def count(pattern: str, flags: int, text: str, mode: str, most: int = 50_000_000) -> int:
    """Steps of going through a text. `mode`: `match` tries the beginning alone, `fullmatch` up to the end,
    anything else looks for every match in the text, as `finditer` and `sub` do."""
    return _Run(parser.parse(pattern, flags), text, most).steps_of(mode)


class _Run:
    def __init__(self, parsed: Any, text: str, most: int) -> None:
        self.flags = parsed.state.flags
        self.items, self.text, self.most, self.steps = list(parsed), text, most, 0
        self.groups: dict[int, tuple[int, int]] = {}
        self.end = 0

    def steps_of(self, mode: str) -> int:
        at = 0
        while at <= len(self.text):
            found = self.walk(self.items, 0, at, self._ends_whole if mode == "fullmatch" else self._ends)
            if mode in ("match", "fullmatch"):
                break
            at = max(self.end, at + 1) if found else at + 1
        return self.steps

    def _ends(self, at: int) -> bool:
        self.end = at
        return True

    def _ends_whole(self, at: int) -> bool:
        return at == len(self.text)

    def step(self) -> None:
        self.steps += 1
        if self.steps > self.most:
            raise TooManyStepsError

    def walk(self, items: Any, place: int, at: int, then: Then) -> bool:
        """Match the items from `place` on at a place of the text, then what follows them."""
        if place == len(items):
            return then(at)
        self.step()
        kind, value = items[place]

        def rest(now: int) -> bool:
            return self.walk(items, place + 1, now, then)

        if kind in _SIGNS:
            return at < len(self.text) and self.fits(kind, value, self.text[at]) and rest(at + 1)
        if kind in _REPEATS:
            return self.repeat(kind, value, at, rest)
        if kind is names.BRANCH:
            return any(self.walk(way, 0, at, rest) for way in value[1])
        if kind is names.SUBPATTERN:
            group, _, _, inner = value

            def close(now: int) -> bool:
                before = self.groups.get(group)
                self.groups[group] = (at, now)
                if rest(now):
                    return True
                self.groups.pop(group) if before is None else self.groups.update({group: before})
                return False

            return self.walk(inner, 0, at, close if group is not None else rest)
        if kind is names.AT:
            return self.stands(value, at) and rest(at)
        if kind in (names.ASSERT, names.ASSERT_NOT):
            return self.looks(value, at) is (kind is names.ASSERT) and rest(at)
        if kind is names.ATOMIC_GROUP:
            ends: list[int] = []
            return self.walk(value, 0, at, lambda now: not ends.append(now)) and rest(ends[0])  # type: ignore[func-returns-value]
        if kind is names.GROUPREF:
            start, end = self.groups.get(value, (0, -1))
            said = self.text[start:end]
            return end >= start and self.text.startswith(said, at) and rest(at + len(said))
        raise NotImplementedError(kind)

    def looks(self, value: Any, at: int) -> bool:
        direction, inner = value
        if direction >= 0:
            return self.walk(inner, 0, at, lambda _: True)
        back = at - inner.getwidth()[0]
        return back >= 0 and self.walk(inner, 0, back, lambda now: now == at)

    def repeat(self, kind: Any, value: Any, at: int, rest: Then) -> bool:
        least, most, inner = value
        if len(inner) == 1 and inner[0][0] in _SIGNS:
            return self._run_of_signs(kind, (least, int(most)), inner[0], at, rest)

        def again(done: int, begun: int) -> Then:
            def go_on(now: int) -> bool:
                return False if now == begun and done > least else turn(done, now)

            return go_on

        def turn(done: int, now: int) -> bool:
            self.step()
            if done < least:
                return self.walk(inner, 0, now, again(done + 1, now))
            if kind is names.MIN_REPEAT:
                return rest(now) or (done < most and self.walk(inner, 0, now, again(done + 1, now)))
            return (done < most and self.walk(inner, 0, now, again(done + 1, now))) or rest(now)

        return turn(0, at)

    def _run_of_signs(self, kind: Any, limits: tuple[int, int], sign: Any, at: int, rest: Then) -> bool:
        least, most = limits
        end, last = at, min(at + most, len(self.text))
        if kind is names.MIN_REPEAT:
            while True:
                self.step()
                if end - at >= least and rest(end):
                    return True
                if end >= last or not self.fits(*sign, self.text[end]):
                    return False
                end += 1
        while end < last and self.fits(*sign, self.text[end]):
            self.step()
            end += 1
        if kind is names.POSSESSIVE_REPEAT:
            return end - at >= least and rest(end)
        while end - at >= least:
            self.step()
            if rest(end):
                return True
            end -= 1
        return False

    def fits(self, kind: Any, value: Any, sign: str) -> bool:
        """Whether one character is what an item asks for."""
        return fits(kind, value, sign, self.flags)

    def stands(self, where: Any, at: int) -> bool:
        text, size = self.text, len(self.text)
        if where in (names.AT_BEGINNING, names.AT_BEGINNING_STRING):
            return at == 0 or bool(self.flags & re.MULTILINE and text[at - 1] == "\n")
        if where is names.AT_END_STRING:
            return at == size
        if where is names.AT_END:
            multiline = bool(self.flags & re.MULTILINE)
            return at == size or (text[at] == "\n" and (multiline or at == size - 1))
        word = _CLASSES[names.CATEGORY_WORD]
        edge = (at > 0 and word(text[at - 1])) != (at < size and word(text[at]))
        return edge is (where is names.AT_BOUNDARY)


def fits(kind: Any, value: Any, sign: str, flags: int = 0) -> bool:
    """Whether a character is what an item of a parsed pattern asks for."""
    signs = {sign, sign.lower(), sign.upper()} if flags & re.IGNORECASE else {sign}
    if kind is names.LITERAL:
        return chr(value) in signs
    if kind is names.NOT_LITERAL:
        return chr(value) not in signs
    if kind is names.ANY:
        return bool(flags & re.DOTALL) or sign != "\n"
    if kind is names.IN:
        negated = value[0][0] is names.NEGATE
        return any(_in(*one, signs) for one in value[negated:]) is not negated
    raise NotImplementedError(kind)


def _in(kind: Any, value: Any, signs: set[str]) -> bool:
    if kind is names.LITERAL:
        return chr(value) in signs
    if kind is names.RANGE:
        return any(value[0] <= ord(sign) <= value[1] for sign in signs if len(sign) == 1)
    negated = value in _NEGATED
    return any(_CLASSES[_NEGATED.get(value, value)](sign) is not negated for sign in signs)
