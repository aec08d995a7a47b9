"""What a customer's line says of a detail that somebody has just asked for in his own words. Pure.

Made to be right when it finds something: a line that may be anything else gives nothing, because the agent
sees it anyway, and a wrong value on the card is worse than none.
"""

from __future__ import annotations

import re

_LONGEST = {"address": 200}
_SHORT = 80
_LATER = re.compile(
    r"(?i)\b(?:сейчас|щас|секунд\w*|минут\w*|подожд\w*|ищу|посмотр\w+|найду|уточню|позже|потом|напишу|пришлю"
    r"|не (?:знаю|помню|скажу)|нет|moment|wait|sec(?:ond)?|minutes?|later|look(?:ing)?|no"
    r"|don.t (?:know|have))\b"
)
"""He does not answer yet, or not at all."""
_PHONE = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){5,14}")
_EMAIL = re.compile(r"[^\s@,;<>]{1,64}@[^\s@,;<>.]{1,63}(?:\.[^\s@,;<>.]{1,63}){1,6}(?<=\w\w)")
_NUMBER = re.compile(r"(?<![\w+])(?:[A-Za-zА-Яа-яЁё]{1,4}[-\s]?)?\d(?:[\s-]?\d){2,18}(?!\w)")
_PICTURES = frozenset({"photo", "document"})


def value_of(key: str, text: str, kind: str = "text") -> str:
    """The value that a line gives for the detail `key`; empty where it is no answer to the question."""
    if key == "screenshot":
        return f"[{kind}]" if kind in _PICTURES else ""
    said = " ".join(text.split())
    if key == "phone":
        return _found(_PHONE, said)
    if key == "email":
        return _found(_EMAIL, said)
    if key.endswith("_number"):
        return _found(_NUMBER, said)
    if not said or "?" in said or len(said) > _LONGEST.get(key, _SHORT) or _LATER.search(said):
        return ""
    has_letter, has_digit = any(one.isalpha() for one in said), any(one.isdigit() for one in said)
    if key == "address":
        return said if has_letter and has_digit else ""
    if key.endswith("_date"):
        return said if has_digit else ""
    return said if has_letter else ""


def _found(pattern: re.Pattern[str], said: str) -> str:
    match = pattern.search(said)
    return match[0].strip() if match else ""
