"""What a customer says to «Решено» without pressing a button. Pure."""

from __future__ import annotations

import re

from intents.signals import read_signals
from intents.types import SignalKind

_MOST_WORDS = 7
_YES = re.compile(
    r"\b(?:да|ага|угу|ок|окей|ok(?:ay)?|yes|yep|sure|реш(?:ено|или|ена|илось)|получилось|заработал\w*|"
    r"работает|работают|помогло|помогли|починили|исправили|всё в порядке|все в порядке|"
    r"solved|fixed|works|working|it worked|all good)\b|[👍👌🙏💯✅🎉🔥]|❤",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:не|нет|неа|ни|никак|но|однако|снова|опять|ещё|еще|no|nope|not|but|still|again|isn.t|doesn.t|didn.t)\b"
    r"|[👎?]",
    re.IGNORECASE,
)
_WITHOUT_WORDS = frozenset({"sticker", "animation"})
_AGAINST = frozenset({SignalKind.ANNOYANCE, SignalKind.DANGER, SignalKind.HUMAN})


def is_solved(text: str, kind: str = "text") -> bool | None:
    """True for a yes, False for a no or a new question, None where neither is said (a sticker, a greeting).

    `kind` is that of the message: a picture is something to look at, and so no yes.
    """
    if kind in _WITHOUT_WORDS and not text:
        return None
    kinds = {signal.kind for signal in read_signals(text)}
    if kind != "text" or _NO.search(text) or kinds & _AGAINST:
        return False
    words = len(text.split())
    if words <= _MOST_WORDS and (SignalKind.THANKS in kinds or _YES.search(text)):
        return True
    polite = bool(kinds & {SignalKind.GREETING, SignalKind.GOODBYE}) and words <= 2
    return None if polite or not re.search(r"\w", text) else False
