"""Which encoding a text is in, told by what reads as words; and text that somebody decoded wrongly before.

Detectors of encodings guess from bytes and are unsure of a table with a dozen short cells. Here each
possible reading is judged as a reader would: by the Russian dictionary and the letters of Russian words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intents import letters
from kb.formats.rows import FileProblem, refuse
from kb.problems import Problem

_RUSSIAN = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
"""Encodings of one byte a letter, the commonest first: it wins where two read equally well."""
_NAMES = {"cp1251": "Windows-1251", "koi8-r": "KOI8-R", "cp866": "DOS (866)", "mac-cyrillic": "Mac Cyrillic",
          "iso8859-5": "ISO 8859-5"}  # fmt: skip
_MISTAKES = (
    ("cp1251", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("koi8-r", "utf-8"), ("cp866", "utf-8"),
    ("cp1252", "cp1251"), ("latin-1", "cp1251"), ("koi8-r", "cp1251"), ("cp866", "cp1251"),
    ("cp1251", "koi8-r"), ("cp1252", "koi8-r"), ("latin-1", "koi8-r"), ("cp1251", "cp866"),
)  # fmt: skip
"""What text is taken for by mistake, and what it was."""
_UTF16_PAGES = (0x00, 0x04, 0x20)  # Latin, Cyrillic, punctuation: the high bytes of UTF-16 without a mark
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN_WORD = re.compile(r"[а-яё]+|[А-ЯЁ]+|(?:[А-ЯЁ]+[а-яё]+)+")
_TELLING = re.compile(r"[a-zA-Z\u00aa-\u00ff\u0152-\u0192\u0400-\u045f\u0490\u0491]+")
"""Letters that wrong encodings of Russian are made of; other scripts tell nothing."""
_OTHER_CYRILLIC = {
    "uk": set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    "be": set("абвгдеёжзійклмнопрстуўфхцчшыьэюя"),
    "kk": set("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"),
    "tt": set("аәбвгдеёжҗзийклмнңоөпрстуүфхһцчшщъыьэюя"),
    "uz": set("абвгғдеёжзийкқлмнопрстуўфхҳцчшъьэюя"),
}
_TYPICAL = -3.0
"""The mean log-probability of letters from which a word looks Russian (see `intents.letters.likeness`)."""
_GOOD, _BAD = 0.7, 0.4
"""Shares of a text that read as Russian: from the first on it is fine, below the second it is not."""
_BETTER = 0.5  # what another reading has to read as, and how much better than the text does
_TIMES = 2  # how often a text may have been decoded wrongly in a row
_LONG_ENOUGH = 3
_WORDS_OF_MARKS = re.compile(r"\?{3}[ ,]{1,9}\?{2}|\w\?{2,20}\w")
_USUAL = set("«»„“”‘’—–−…№₽€£°©®™•·×±½¼¾²³§\xa0\u2009\u202f\u200b\u00ad→←↑↓✓✔")
_ODD = re.compile(r"[\x80-\xff\u2500-\u259f\u0400-\u040f\u0450-\u045f\u2018-\u203a\u0152-\u0178\u02c6\u02dc"
                  r"\u20ac\u2122\u2116\u0490\u0491]")  # fmt: skip
_BOXES = re.compile(r"[\x80-\x9f\u2500-\u259f]")
_GLUED = re.compile(r"(?<![\w«„“(])[—–‘“„](?=[а-яё])")
"""Signs that hold an encoding together where letters are meant; a dash glued to a small letter is one."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and what an editor should know of how it was read."""

    text: str
    notices: tuple[FileProblem, ...] = ()


def decode(data: bytes) -> Decoded:
    """Text in UTF-8, UTF-16 or an old Russian encoding. Raises `FileRefusedError` for broken text, naming
    the line, and for what reads as words in no encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(_decoded(data, "utf-16"))
    for encoding, high_bytes in (("utf-16-le", data[1:400:2]), ("utf-16-be", data[:400:2])):
        if high_bytes and sum(byte in _UTF16_PAGES for byte in high_bytes) > 0.8 * len(high_bytes):
            return Decoded(_decoded(data, encoding))
    try:
        return _once_wrong(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        whole = sum(map(len, _MULTIBYTE.findall(data)))
        if whole * 2 > sum(byte >= 0x80 for byte in data):  # mostly good UTF-8: the rest was damaged
            raise refuse("encoding_broken", line) from error
    return _of_one_byte(data)


def mended(text: str) -> str:
    """Text that was decoded wrongly, once or twice, as it was meant; any other text as it is."""
    before = _sense(text)
    if text.isascii() or before > _BAD:
        return text
    readings = {text}
    for _ in range(_TIMES):
        readings = {again for reading in readings for again in _readings(reading)}
        best = max(sorted(readings), key=_sense, default=text)
        if _sense(best) >= max(_BETTER, before + _BETTER) and _is_russian(best):
            return best
    return text


def is_garbled(text: str) -> bool:
    """Whether a text does not read as words: letters of a wrong encoding, or question marks in their place.

    Judged from three words on, so that brands and abbreviations pass; a language of the neighbours, written
    in its own letters, is no garbling.
    """
    if "\ufffd" in text or _WORDS_OF_MARKS.search(text):
        return True
    marks = text.count("?")
    if marks > _LONG_ENOUGH and marks * 2 > len(re.sub(r"\s", "", text)):
        return True
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    bad = [word for word in words if _reads(word) is False]
    boxes = len(_BOXES.findall(text))
    if len(bad) + boxes < _LONG_ENOUGH or _sense(text) > _BAD:
        return False
    if (sum(map(len, bad)) + boxes) * 2 < sum(map(len, words)):
        return False
    found = {letter for letter in text.lower() if "\u0400" <= letter <= "\u04ff"}
    return not any(found <= alphabet for alphabet in _OTHER_CYRILLIC.values() if found - set(_RU))


_RU = letters.ALPHABETS["ru"] + "ё"


def _once_wrong(text: str) -> Decoded:
    """Good UTF-8 that holds what was decoded wrongly before it was saved: as a whole, or in some lines."""
    whole = mended(text) if is_garbled(text) else text
    if whole == text:
        lines = text.splitlines(keepends=True)
        whole = "".join(mended(line) if is_garbled(line) else line for line in lines)
    return Decoded(text) if whole == text else Decoded(whole, (_notice("encoding_mended"),))


def _of_one_byte(data: bytes) -> Decoded:
    readings = [(encoding, _attempt(data, encoding)) for encoding in _RUSSIAN]
    good = [(encoding, text) for encoding, text in readings if text is not None]
    encoding, text = max(good, key=lambda one: _sense(one[1]), default=("", ""))
    if _sense(text) < _GOOD or not _is_russian(text):
        raise refuse("encoding_unknown")
    told = () if encoding == _RUSSIAN[0] else (_notice("encoding_old", value=_NAMES[encoding]),)
    return Decoded(text, told)


def _notice(code: str, **values: object) -> FileProblem:
    return FileProblem(0, Problem(code, "", values))


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise refuse("encoding_unknown") from error


def _readings(text: str) -> Iterator[str]:
    """What the text may have been, had it been decoded wrongly once."""
    for taken_for, encoding in _MISTAKES:
        try:
            data = text.encode(taken_for)
        except UnicodeEncodeError:
            continue
        if (reading := _attempt(data, encoding)) is not None:
            yield reading


def _sense(text: str) -> float:
    """How much of a text reads as Russian, from 0 to 1: letters of Russian words among all letters that
    tell, and the odd signs between them. 1 where nothing tells."""
    good = bad = 0
    for word in _WORD.findall(text):
        reads = _reads(word)
        if reads is not None:
            good, bad = good + reads * len(word), bad + (not reads) * len(word)
    odd = sum(1 for sign in _ODD.findall(text) if sign not in _USUAL and not sign.isalpha())
    odd += len(_GLUED.findall(text))
    told = good + bad + odd
    return good / told if told else 1.0


def _is_russian(text: str) -> bool:
    """Whether most of the Russian letters of a text stand in words that the dictionary holds; shorter ones
    than three letters are found in anything."""
    words = [word for word in _WORD.findall(text) if len(word) > 2 and _RUSSIAN_WORD.fullmatch(word)]
    known = sum(len(word) for word in words if letters.known_russian(word.lower()))
    return known > _LONG_ENOUGH and known * 2 >= sum(map(len, words))


def _reads(word: str) -> bool | None:
    """Whether a word reads as Russian; None where that tells nothing: Latin words, single letters."""
    if len(word) == 1 or not _TELLING.fullmatch(word) or sum(map(str.isascii, word)) * 2 >= len(word):
        return None
    if not _RUSSIAN_WORD.fullmatch(word):
        return False
    plain = word.lower()
    return letters.known_russian(plain) or letters.likeness(plain, "ru") > _TYPICAL
