"""What a customer says to «Решено» without pressing a button. Pure."""

from __future__ import annotations

import re

from intents.signals import read_signals
from intents.types import SignalKind

_DECLINES = re.compile(r"(?i)\W{0,9}(?:нет|не|no|nope)\b")
_WITHOUT_WORDS = frozenset({"sticker", "animation"})


def is_solved(text: str, kind: str = "text") -> bool | None:
    """True for a yes, False for a no or a new question, None where neither is said (a sticker, a greeting).

    `kind` is that of the message: a picture is something to look at, and so no yes.
    """
    if kind in _WITHOUT_WORDS and not text:
        return None
    if kind != "text":
        return False
    signals = {signal.kind: signal for signal in read_signals(text)}
    acknowledged = signals.get(SignalKind.ACKNOWLEDGEMENT)
    if acknowledged is not None:
        if acknowledged.detail != "solved" and _DECLINES.match(text):
            return None  # «нет, спасибо» declines something, who knows what
        return True if acknowledged.detail != "goodbye" else None
    polite = SignalKind.GREETING in signals and len(text.split()) <= 2 and "?" not in text
    says_no = re.search(r"[\w?👎😡🤬😠👿💢😢😭]", text)
    return None if polite or not says_no else False
