"""Texts typed with the wrong keyboard layout, and Russian written in Latin letters."""

from __future__ import annotations

import re

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?@#$^&"
_RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?'
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)

# People write Russian in Latin letters by ear, so several spellings stand for one letter. Longest first.
_SOUNDS = {
    "shch": "щ", "sch": "щ", "yo": "ё", "jo": "ё", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш",
    "yu": "ю", "ju": "ю", "iu": "ю", "ya": "я", "ja": "я", "ia": "ия", "ye": "е", "je": "е", "iy": "ий",
    "ij": "ий", "yj": "ый", "yi": "ый", "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф",
    "g": "г", "h": "х", "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "х", "y": "ы", "z": "з",
    "'": "ь", "4": "ч", "6": "ш",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(map(re.escape, _SOUNDS), key=len, reverse=True)), re.I | re.A)
_VOWEL_Y = re.compile(r"([aeiou])y(?![aeou])", re.IGNORECASE)


def to_russian_keys(text: str) -> str:
    """What the same keys give with the Russian layout on: `ghbdtn` → «привет»."""
    return text.translate(_TO_RUSSIAN)


def to_latin_keys(text: str) -> str:
    """What the same keys give with the English layout on: «руддщ» → `hello`."""
    return text.translate(_TO_LATIN)


def from_translit(text: str) -> str:
    """Russian that was written in Latin letters: `gde moj zakaz` → «где мой заказ».

    A `y` after a vowel is «й»; soft and hard signs are kept only where an apostrophe stands for them.
    """
    text = _VOWEL_Y.sub(lambda match: match[1] + "j", text)
    return _SOUND.sub(lambda match: _SOUNDS.get(match[0].lower(), match[0]), text)
