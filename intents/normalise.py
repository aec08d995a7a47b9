"""Reads a text as people write it: mends layout, translit, caps, stretched letters and glued words."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from intents import courtesies, layout, letters, privacy
from intents import language as languages
from intents.patterns import bounded

_URL = re.compile(r"https?://\S+|www\.\S+|(?<!\S)@\w+")
_SPACES = re.compile(r"\s+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_MARKS = re.compile(r"([!?.,;:()\-])\1+")
_CYRILLIC = re.compile(r"[а-яё]")
_LATIN = re.compile(r"[a-z]")
_SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")  # «к а к»
_CHUNK = re.compile(r"\S+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
# A letter more or less between two readings is chance; this much log-probability a letter is not.
_CLEAR = 0.7
_SURE = 2.0  # where every word could be English
_STRANGE = -3.9
_KNOWN = 1.5  # what a hit in the dictionary is worth, in log-probability a letter
_BEFORE_INFINITIVE = frozenset(
    ("как", "хочу", "можно", "надо", "нужно", "могу", "можете", "где", "куда", "буду")
)
_LONGEST = 4096  # signs, the longest Telegram message; the rest of a longer text is not read
_GLUED = range(9, 60)  # lengths of words that may be several ones glued together

# Short words that may stand between glued ones; longer ones are looked up in the dictionary.
_LITTLE_WORDS = """
а и в к с у о я не на по из за до от мы вы он ли же бы то где как кто что мой моя моё мне мои для или
при без под над это чем нет есть мою мое ваш вам вас нам нас все всё его её еще ещё уже
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())

_OPENING = re.compile(
    bounded(rf"^(?:(?:{courtesies.GREETING}|{courtesies.COURTESY})(?![\w'])[\s,.!?:;)(\-—–]*)+")
)
# each farewell as a whole: what takes several words must not be tried in all the ways to share them out
_CLOSING = re.compile(bounded(rf"(?:(?>[\s,.!?:;)(\-—–]+{courtesies.FAREWELL})(?!\w))+[\s,.!?:;)(]*$"))
_LEANING = re.compile(
    r"^(?:а|и|ну а|а если|а вот|а как|а что|а сколько|то есть|"
    r"and|what about|how about|and what about|but|or|also)\b"
)
_LEANING_WORDS = 6  # a longer question stands by itself


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it will be ranked: lower case, mended; with its language and what was mended."""

    text: str
    language: str
    layout: bool = False
    translit: bool = False


def clean(text: str) -> str:
    """The text without what never carries meaning: signs of control, emoji, links, caps, doubled marks."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).replace("\u0301", "")
    text = "".join(" " if unicodedata.category(sign) in _DROPPED else sign for sign in text)
    text = _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), text)
    text = _URL.sub(" ", text).lower().replace("ё", "е").replace("’", "'")
    return _SPACES.sub(" ", _MARKS.sub(r"\1", text)).strip()


_DROPPED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk"})


def read(text: str, usual: str = "") -> Reading:
    """Read a text: `usual` is the language the writer is known to use, for texts that do not tell."""
    neighbour = languages.neighbour(privacy.mask(text))
    if neighbour:  # its words are no misspelt Russian, and its Latin letters no translit
        return Reading(clean(privacy.mask(text)), neighbour)
    mended, layout_mended, translit_mended = _mend(text)
    return Reading(mended, languages.detect(mended, usual), layout_mended, translit_mended)


@functools.lru_cache(maxsize=1024)
def _mend(text: str) -> tuple[str, bool, bool]:
    """A text as it was meant; then whether the layout, and whether translit was mended."""
    cleaned = " ".join(
        _unglue_english(_shorten(match[0])) for match in _CHUNK.finditer(clean(privacy.mask(text)))
    )
    switched, layout_mended, translit_mended = _right_letters(cleaned)
    mended = " ".join(_mend_word(match[0]) for match in _CHUNK.finditer(switched))
    return mended, layout_mended, translit_mended


def core(text: str) -> str:
    """A mended text without the greeting, apology and thanks wrapped around the question, if any is left."""
    shorter = _CLOSING.sub("", _OPENING.sub("", text))
    return shorter.strip() if re.search(r"\w{2}", shorter) else text


def leans(text: str) -> bool:
    """Whether a mended text leans on the question before it: «а за границей?», "and abroad?"."""
    return bool(_LEANING.match(text)) and len(text.split()) <= _LEANING_WORDS


def _right_letters(text: str) -> tuple[str, bool, bool]:
    """Letters as they were meant; then whether the layout, and whether translit was mended."""
    cyrillic, latin = bool(_CYRILLIC.search(text)), bool(_LATIN.search(text))
    if cyrillic and not latin:
        as_latin = layout.to_latin_keys(text)
        if _fit(as_latin, "en") > _fit(text, "ru") + _CLEAR:
            return as_latin, True, False
        return text, False, False
    if latin and not cyrillic:
        readings = {
            "layout": (_fit(switched := layout.to_russian_keys(text), "ru"), switched),
            "translit": (_fit(spelled := layout.from_translit(text), "ru"), spelled),
        }
        best = max(readings, key=lambda name: readings[name][0])
        lead = readings[best][0] - _fit(text, "en")
        if lead > (_CLEAR if _strange_to_english(text) else _SURE):
            mended = readings[best][1]
            return mended if best == "layout" else _soften(mended), best == "layout", best == "translit"
        return text, False, False
    if cyrillic and latin:
        return _mixed(text)
    return text, False, False


def _strange_to_english(text: str) -> bool:
    """Whether any word has letters that English does not put together."""
    words = (_EDGES.sub("", match[0]) for match in _CHUNK.finditer(text))
    return any(word and word not in _ENGLISH and letters.likeness(word, "en") < _STRANGE for word in words)


def _soften(text: str) -> str:
    """Soft signs that translit leaves out: «болшое» → «большое», «хочу сменит» → «хочу сменить»."""
    words = text.split(" ")
    for place, word in enumerate(words):
        bare = _EDGES.sub("", word)
        wish = place > 0 and words[place - 1] in _BEFORE_INFINITIVE
        if wish and bare.endswith("т") and letters.known_russian(f"{bare}ь"):
            words[place] = word.replace(bare, f"{bare}ь")
        elif len(bare) > 3 and not letters.known_russian(bare):
            softer = (
                f"{bare[:n]}ь{bare[n:]}" for n in range(2, len(bare) + 1) if bare[n - 1] in "лнтсрдзвшм"
            )
            words[place] = word.replace(bare, next(filter(letters.known_russian, softer), bare))
    return " ".join(words)


def _mixed(text: str) -> tuple[str, bool, bool]:
    """In a text of both alphabets, only words that are surely mistyped change: names and brands stay."""
    mended = False

    def word(match: re.Match[str]) -> str:
        nonlocal mended
        chunk = match[0]
        bare = _EDGES.sub("", chunk)
        if not _LATIN.search(chunk) or _CYRILLIC.search(chunk) or len(bare) < 4:
            return chunk
        switched = layout.to_russian_keys(chunk)
        core_word = _EDGES.sub("", switched)
        if letters.known_russian(core_word) and letters.likeness(bare, "en") < -4.5:
            mended = True
            return switched
        return chunk

    return _CHUNK.sub(word, text), mended, False


def _fit(text: str, code: str) -> float:
    """How well a text fits a language, in log-probability a letter; dictionary words count for more."""
    total = size = 0.0
    for match in _CHUNK.finditer(text):
        word = _EDGES.sub("", match[0])
        if not word or word.isdigit():
            continue
        fit = letters.likeness(word, code)
        if (code == "ru" and letters.known_russian(word)) or (code == "en" and word in _ENGLISH):
            fit = max(fit + _KNOWN, -2.0)
        total += fit * len(word)
        size += len(word)
    return total / size if size else -9.0


# The commonest English words; the letters tell the rest.
_COMMON_ENGLISH = """
a i the to my is it in on of and for you me how do can what why not where when with your this that have
has was are be will would could should please help want need get got card order money account app phone
hi hello hey ok okay yes no thanks thank bye agent human refund payment pay delivery ship shipping
cancel change password login sign back from at up out if an or but any there does did don't won't can't
i'm it's what's return tv pin sim vpn gps url id faq sms usb pc mac ios android wifi bank work working
still bot talk real price cost hours open close free track status address email number code bill invoice
fee limit signal internet router set size sofa plan support person speak speed test roaming down turn
off tell wanna chat manager operator reset forgot lost broken charge charged
"""
_ENGLISH = frozenset(_COMMON_ENGLISH.split())


@functools.lru_cache(maxsize=20_000)
def _mend_word(chunk: str) -> str:
    chunk = _shorten(chunk)
    bare = _EDGES.sub("", chunk)
    if len(bare) in _GLUED and bare.isalpha() and _CYRILLIC.search(bare) and not letters.known_russian(bare):
        pieces = _split(bare, _may_stand)
        if pieces:
            return chunk.replace(bare, " ".join(pieces))
    return chunk


def _shorten(chunk: str) -> str:
    """«приииивет» → «привет», "sooon" → "soon": two letters where that is a word, else one."""
    if not _STRETCHED.search(chunk) or len(set(chunk)) == 1:
        return chunk
    twice, once = _STRETCHED.sub(r"\1\1", chunk), _STRETCHED.sub(r"\1", chunk)
    bare = _EDGES.sub("", twice)
    if _CYRILLIC.search(chunk):
        return twice if letters.known_russian(bare) else once
    better = letters.likeness(bare, "en") > letters.likeness(_EDGES.sub("", once), "en")
    return twice if better else once


def _split(word: str, may_stand: Callable[[str, bool], bool]) -> list[str]:
    """The fewest words that make up the glued one; empty where there is no such way."""
    ways: list[list[str] | None] = [[], *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 18), end):
            way, piece = ways[start], word[start:end]
            if way is None or not may_stand(piece, end == len(word)):
                continue
            known = ways[end]
            if known is None or len(way) + 1 < len(known):
                ways[end] = [*way, piece]
    return ways[-1] or []


def _may_stand(piece: str, last: bool) -> bool:
    """Whether a piece of a glued word is a Russian word; a preposition of one letter does not come last."""
    if piece in _LITTLE:
        return len(piece) > 1 or not last
    return len(piece) > 3 and letters.known_russian(piece)


def _may_stand_in_english(piece: str, last: bool) -> bool:
    return piece in _ENGLISH and (len(piece) > 1 or not last)


def _unglue_english(chunk: str) -> str:
    """ "howdoipay" → "how do i pay", by the commonest words alone."""
    if len(chunk) not in _GLUED or not chunk.isascii() or not chunk.isalpha():
        return chunk
    pieces = _split(chunk, _may_stand_in_english)
    return " ".join(pieces) if len(pieces) > 1 else chunk
