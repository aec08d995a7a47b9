"""Keeps what a pattern may cost in hand: no repetition in it goes on for ever."""

from __future__ import annotations

import re

_LETTERS = 40  # the longest word that is read; longer ones are no words
_SIGNS = 12
_WORDS = 6
_ANYTHING = 60
_ENDLESS = re.compile(r"(?<!\\)(\\[wWdDsS]|\]|\.|\))([*+])(?![+])")


def bounded(pattern: str) -> str:
    """The pattern with an end to each repetition: of a word after so many letters, of signs, of a group.

    Patterns read better with `\\w*` in them, but a backtracking engine pays for each place of the text with
    all that the repetitions there could take in: a text made for it costs the square of its length.
    """

    def end(match: re.Match[str]) -> str:
        most = {"]": _SIGNS, ")": _WORDS, ".": _ANYTHING, r"\s": _SIGNS, r"\W": _SIGNS}.get(
            match[1], _LETTERS
        )
        return f"{match[1]}{{{0 if match[2] == '*' else 1},{most}}}"

    return _ENDLESS.sub(end, pattern)
