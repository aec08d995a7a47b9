"""What a text shows beside its topic: asks for a human, danger, annoyance, small talk, personal data."""

from __future__ import annotations

import functools
import re

from rapidfuzz.distance import OSA

from intents import letters, normalise, privacy
from intents.acknowledgement import acknowledges
from intents.opening import opens
from intents.signal_rules import NO_THANKS, RULES, SPELLED, VETOES
from intents.types import Signal, SignalKind

_WORD = re.compile(r"[^\W\d_]{5,}")
_ANGRY = re.compile("[😠😡🤬👿💢]")
_MARKS = " \t.,;:!?)(-—·"
_KEPT = 4  # words of one signal that are kept; the first say it


def read_signals(text: str, *, language: str = "") -> tuple[Signal, ...]:
    """The signals of one text, the urgent ones first. Pure; takes a fraction of a millisecond.

    `language` is the customer's usual one, for texts too short to tell. Layout, translit and common
    misspellings are mended first, so the words kept are those that were meant.
    """
    return _read(text, language)


@functools.lru_cache(maxsize=256)  # one message is asked for its signals several times on its way
def _read(text: str, language: str) -> tuple[Signal, ...]:
    found = _personal_data(text)
    reading = _spelled(normalise.read(text, language).text)
    written = _Written(text, reading)
    mended = reading
    for veto in VETOES:
        mended = veto.sub(lambda match: "·" * len(match[0]), mended)
    for kind, detail, pattern in RULES:
        words = tuple(
            dict.fromkeys(said for match in pattern.finditer(mended) if (said := written.words(match)))
        )
        if words and not (kind is SignalKind.THANKS and NO_THANKS.search(mended)):
            found.append(Signal(kind, words[:_KEPT], detail))
    angry = tuple(dict.fromkeys(_ANGRY.findall(text)))
    if angry and not any(signal.kind is SignalKind.ANNOYANCE for signal in found):
        found.append(Signal(SignalKind.ANNOYANCE, angry))
    how = acknowledges(text) or acknowledges(reading)
    if how and not {signal.kind for signal in found} & _AGAINST:
        found.append(Signal(SignalKind.ACKNOWLEDGEMENT, (text.strip(),), how))
    if opens(text) or opens(reading):
        found.append(Signal(SignalKind.OPENING, (text.strip(),)))
    return tuple(sorted(_consistent(found), key=lambda signal: _ORDER.index(signal.kind)))


_AGAINST = {SignalKind.DANGER, SignalKind.HUMAN, SignalKind.ANNOYANCE}
_ORDER = (
    SignalKind.DANGER,
    SignalKind.HUMAN,
    SignalKind.ANNOYANCE,
    SignalKind.PERSONAL_DATA,
    SignalKind.SECOND_PROBLEM,
    SignalKind.GREETING,
    SignalKind.THANKS,
    SignalKind.GOODBYE,
    SignalKind.SMALL_TALK,
    SignalKind.ACKNOWLEDGEMENT,
    SignalKind.OPENING,
)


def _personal_data(text: str) -> list[Signal]:
    kinds: dict[str, list[str]] = {}
    for piece in privacy.find(text):
        kinds.setdefault(piece.kind, []).append(piece.masked)
    return [Signal(SignalKind.PERSONAL_DATA, tuple(masked), kind) for kind, masked in kinds.items()]


class _Written:
    """Finds what the customer wrote for a place in the mended text, where words match one to one."""

    def __init__(self, text: str, mended: str) -> None:
        self._words = text.split()
        self._parallel = len(self._words) == len(mended.split())

    def words(self, match: re.Match[str]) -> str:
        """The words behind a match, as written; as mended where spaces were mended too."""
        said = match[0].strip(_MARKS)
        if not self._parallel or not said:
            return said
        first = match.string[: match.start() + match[0].index(said)].count(" ")
        return " ".join(self._words[first : first + said.count(" ") + 1]).strip(_MARKS)


def _consistent(found: list[Signal]) -> list[Signal]:
    """«ты бот?» is a question about the bot, not a call for a person, even where a person is named in it."""
    about = [signal for signal in found if signal.kind is SignalKind.SMALL_TALK]
    asked = " ".join(word for signal in about for word in signal.words)
    return [
        signal
        for signal in found
        if signal.kind is not SignalKind.HUMAN or not all(word in asked for word in signal.words)
    ]


@functools.lru_cache(maxsize=2048)
def _spelled(text: str) -> str:
    """The text with misspelt signal words mended."""
    return _WORD.sub(lambda match: _mend(match[0]), text)


@functools.lru_cache(maxsize=20_000)
def _mend(word: str) -> str:
    """A signal word for a misspelling of it that is no word itself; one slip, two in long words."""
    if word in SPELLED or (not word.isascii() and letters.known_russian(word)):
        return word
    slips = 2 if len(word) >= 8 else 1
    near = [(OSA.distance(word, known, score_cutoff=slips), known) for known in SPELLED]
    distance, best = min(near)
    return best if distance <= slips and word.isascii() == best.isascii() and word[0] == best[0] else word
