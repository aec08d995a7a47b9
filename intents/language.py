"""Which language a short text is written in."""

from __future__ import annotations

import re

_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def detect(text: str, usual: str = "") -> str:
    """The language code of a text; `usual` (or `ru`) where the text does not tell."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic > latin:
        return "ru"
    if latin:
        return "en"
    return usual or "ru"
