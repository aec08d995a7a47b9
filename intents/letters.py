"""How much a word looks like English or Russian: letter statistics and the Russian dictionary."""

from __future__ import annotations

import functools
import threading
from pathlib import Path

import numpy as np
import pymorphy3

FILE = Path(__file__).parent / "prior" / "letters.npz"
# A space stands for the edge of a word.
ALPHABETS = {"en": " abcdefghijklmnopqrstuvwxyz", "ru": " абвгдежзийклмнопрстуфхцчшщъыьэюя"}
_PLACES = {code: {letter: n for n, letter in enumerate(letters)} for code, letters in ALPHABETS.items()}
_STRANGE = -6.0  # the log-probability given to a sign outside of the alphabet
_lock = threading.Lock()


@functools.cache
def _tables() -> dict[str, np.ndarray]:
    with np.load(FILE) as file:
        return {code: file[code].astype(np.float32) / -16 for code in ALPHABETS}


@functools.cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@functools.lru_cache(maxsize=50_000)
def likeness(word: str, code: str) -> float:
    """Mean log-probability of the letters of a lower-case word: about −2 fits the language, −5 does not."""
    places, table = _PLACES[code], _tables()[code]
    marked = [places.get(letter) for letter in f"  {word.replace('ё', 'е')} "]
    total = 0.0
    for first, second, third in zip(marked, marked[1:], marked[2:], strict=False):
        known = first is not None and second is not None and third is not None
        total += float(table[first, second, third]) if known else _STRANGE
    return total / (len(marked) - 2)


@functools.lru_cache(maxsize=50_000)
def known_russian(word: str) -> bool:
    """Whether the Russian dictionary holds the lower-case word (in any of its forms)."""
    with _lock:
        return bool(_analyzer().word_is_known(word))


@functools.lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of a lower-case Russian word; any other word as it is."""
    if not ("а" <= word[:1] <= "я" or word[:1] == "ё"):
        return word
    with _lock:
        return str(_analyzer().parse(word)[0].normal_form).replace("ё", "е")
