"""Two questions in one message, taken apart."""

from __future__ import annotations

import re

_ASKING = (
    r"(?:как\w*|где|куда|откуда|когда|почему|зачем|сколько|что|кто|чем|можно|нужно|надо|есть|будет|могу|хочу|"
    r"how|where|when|why|what|who|which|can|could|do|does|is|are|will|i want)"
)
_BETWEEN = re.compile(
    r"(?<=[?!.;\n])\s{1,12}(?=\S)|\n{1,12}|"
    rf"[\s,;]{{1,12}}(?:и|а|а также|и ещ[её]|а ещ[её]|ещ[её]|also|and|and also)\s{{1,12}}(?={_ASKING}\b)",
    re.IGNORECASE,
)
_STARTS = re.compile(rf"\W*{_ASKING}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that ask for nothing by themselves: «Что делать?», «Как быть?»
_EMPTY_WORDS = """
что как где куда когда почему зачем кто чем это мне нам вас вам меня ваш мой можно нужно надо делать быть
помогите пожалуйста подскажите скажите теперь тогда так уже еще ещё how what where when why who can could
you please the this that for help should now with
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def questions(text: str) -> tuple[str, ...]:
    """The two questions of a message; none where it asks one thing, or more than two, or tells a story
    before it asks."""
    found = [part.strip(" ,;\n") for part in _BETWEEN.split(text)]
    found = [part for part in found if part]
    return tuple(found) if len(found) == 2 and all(map(_asks, found)) else ()


def _asks(part: str) -> bool:
    """Whether a part is a question, and about something."""
    about = any(word not in _EMPTY for word in _WORD.findall(part.lower()))
    return about and (part.endswith("?") or bool(_STARTS.match(part)))
