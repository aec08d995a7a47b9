"""The next move of line zero, decided from what it remembers and what it understood.

One clarification and one retry at most; a human is always one tap away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.dialog.memory import Memory
from handoff.case import Reason
from intents import language, offering
from intents.signals import read_signals
from intents.types import Decision, Signal, SignalKind, Understanding

_MOST_TIMES_SAID = 2
URGENT_SIGNALS = (SignalKind.HUMAN, SignalKind.DANGER)
"""What must not wait for the end of a burst."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Say what the entry says."""

    entry_id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Clarify:
    """Ask which of these entries is meant; `probability` is that the right one is among them."""

    entry_ids: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class HandOff:
    """Call a person."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Answer in kind: `greeting`, `thanks`, `goodbye` or `small_talk`."""

    kind: SignalKind


@dataclass(frozen=True, slots=True)
class AskAbout:
    """Ask what it is about: nothing of it was said."""


@dataclass(frozen=True, slots=True)
class CannotRead:
    """Say that an attachment was kept, and ask for words. `kind` is that of the attachment."""

    kind: str


@dataclass(frozen=True, slots=True)
class Both:
    """Two questions of one message: the first is answered, then the other one is seen to. Each comes with how
    it was understood."""

    first: Answer
    first_understood: Understanding
    then: Answer | Clarify | HandOff
    then_understood: Understanding


Move = Answer | Clarify | HandOff | SmallTalk | AskAbout | CannotRead | Both


class Met(StrEnum):
    """How things stood when the customer wrote: they wrote for the first time, had a problem before, are in a
    case, or were asked what it is about and have said nothing since."""

    FIRST = "first"
    BEFORE = "before"
    IN_CASE = "in_case"
    ASKED = "asked"


_PLEASANTRIES = (
    SignalKind.ACKNOWLEDGEMENT,
    SignalKind.SMALL_TALK,
    SignalKind.THANKS,
    SignalKind.GOODBYE,
    SignalKind.GREETING,
)


_ANSWERED_AS = {"thanks": SignalKind.THANKS, "solved": SignalKind.THANKS, "goodbye": SignalKind.GOODBYE}


def decide(
    memory: Memory,
    understanding: Understanding | None,
    attachments: tuple[str, ...] = (),
    parts: tuple[Understanding, ...] = (),
    met: Met = Met.IN_CASE,
) -> Move:
    """The next move. `understanding` is None when the customer sent no text at all; `attachments` are the
    kinds of what came with it; `parts` are two questions of one message by themselves."""
    if understanding is None:
        opening = None if set(attachments) - {"sticker"} or met is Met.BEFORE else _about_nothing(met)
        return opening or _without_words(attachments)
    if understanding.signal(SignalKind.HUMAN):
        return HandOff(Reason.ASKED)
    if understanding.signal(SignalKind.DANGER):
        return HandOff(Reason.DANGER)
    opening = _opening(memory, understanding, attachments, met)
    if opening is not None:
        return opening
    pleasantry = _pleasantry(understanding)
    if pleasantry is not None:
        return _without_words(attachments) if attachments else SmallTalk(pleasantry)
    return _about_both(memory, parts) or _about_question(memory, understanding)


def _opening(
    memory: Memory, understanding: Understanding, attachments: tuple[str, ...], met: Met
) -> AskAbout | HandOff | None:
    """What follows words that say nothing yet of what it is about. A sign in reply to an answer is about that
    answer; so is a call where the answer missed."""
    if set(attachments) - {"sticker"} or understanding.decision is Decision.ANSWER:
        return None
    greeted_again = met is Met.ASKED and _pleasantry(understanding) is SignalKind.GREETING
    if not understanding.signal(SignalKind.OPENING) and not greeted_again:
        return None
    if met is Met.BEFORE and understanding.signal(SignalKind.ACKNOWLEDGEMENT):
        return None
    if met is Met.IN_CASE:
        answered = memory.shown and not (memory.misses or memory.clarified)
        return AskAbout() if answered and re.search(r"[^\W\d_]", understanding.text) else None
    return _about_nothing(met)


def _about_nothing(met: Met) -> AskAbout | HandOff | None:
    if met is Met.ASKED:
        return HandOff(Reason.UNCLEAR)
    return None if met is Met.IN_CASE else AskAbout()


def _about_both(memory: Memory, parts: tuple[Understanding, ...]) -> Both | None:
    """Two questions of which one at least is sure by itself."""
    if len(parts) != 2:
        return None
    moves = [(_about_question(memory, part), part) for part in parts]
    moves.sort(key=lambda one: not isinstance(one[0], Answer))  # what is sure comes first, in its order
    (first, first_understood), (then, then_understood) = moves
    if not isinstance(first, Answer) or not isinstance(then, Answer | Clarify | HandOff):
        return None
    if isinstance(then, Answer):
        if then.entry_id == first.entry_id:
            return None
    elif isinstance(then, Clarify):
        others = tuple(one for one in then.entry_ids if one != first.entry_id)
        then = replace(then, entry_ids=others) if others else HandOff(Reason.UNKNOWN)
    return Both(first, first_understood, then, then_understood)


def _pleasantry(understanding: Understanding) -> SignalKind | None:
    """The kind of small talk that a text is, when nothing is asked beside it.

    One stray word («спасибо, бот») is no question either, unless an entry answers it.
    """
    acknowledged = understanding.signal(SignalKind.ACKNOWLEDGEMENT)
    if acknowledged:
        return _ANSWERED_AS.get(acknowledged.detail, SignalKind.ACKNOWLEDGEMENT)
    kind = next((kind for kind in _PLEASANTRIES if understanding.signal(kind)), None)
    if kind is None:
        return None
    stray = 0 if understanding.decision is Decision.ANSWER else 1
    return kind if _words_beside(understanding.text, understanding.signals, _PLEASANTRIES) <= stray else None


def is_pleasantry(text: str) -> bool:
    """Whether a text is nothing but a greeting, an acknowledgement and the like."""
    signals = read_signals(text)
    if any(signal.kind is SignalKind.ACKNOWLEDGEMENT for signal in signals):
        return True
    return bool(signals) and _words_beside(text, signals, _PLEASANTRIES) == 0


def is_about_something(understanding: Understanding) -> bool:
    """Whether a text says what the problem is, beside greeting and calling for a person."""
    kinds = (*_PLEASANTRIES, SignalKind.HUMAN)
    return _words_beside(understanding.text, understanding.signals, kinds) > 1


def without_call(text: str, signals: Iterable[Signal]) -> str:
    """A text without the words that call for a person, which say nothing of the problem."""
    return _beside(text, signals, (SignalKind.HUMAN,)).strip(" \n,.;:!—–-")


def _words_beside(text: str, signals: Iterable[Signal], kinds: tuple[SignalKind, ...]) -> int:
    """How many words a text has beside those that raised signals of these kinds."""
    return len(re.findall(r"\w+", _beside(text, signals, kinds)))


def _beside(text: str, signals: Iterable[Signal], kinds: tuple[SignalKind, ...]) -> str:
    rest = text.lower()
    for signal in signals:
        if signal.kind in kinds:
            for words in signal.words:
                rest = rest.replace(words.lower(), " ")
    return rest


def _without_words(attachments: tuple[str, ...]) -> Move:
    kinds = [kind for kind in attachments if kind != "sticker"]
    return CannotRead(kinds[0]) if kinds else SmallTalk(SignalKind.SMALL_TALK)


def _about_question(memory: Memory, understanding: Understanding) -> Move:
    if understanding.decision is not Decision.ANSWER and understanding.signal(SignalKind.SMALL_TALK):
        return SmallTalk(SignalKind.SMALL_TALK)
    missed = Reason.REJECTED if memory.misses else Reason.UNKNOWN
    best = understanding.best
    unread = understanding.language in language.NEIGHBOURS and understanding.decision is not Decision.ANSWER
    if understanding.decision is Decision.HANDOFF or best is None or unread:
        return HandOff(missed)
    if memory.shown.count(best.entry_id) >= _MOST_TIMES_SAID:
        return HandOff(Reason.REJECTED)  # whoever asks again after reading it twice needs something else
    if understanding.decision is Decision.ANSWER and best.entry_id not in memory.rejected:
        return Answer(best.entry_id, understanding.confidence)
    offered, probability = _offer(understanding, memory.rejected)
    if memory.clarified or not offered:
        return HandOff(Reason.REJECTED if memory.misses else Reason.UNCLEAR)
    if memory.misses > 1:
        return HandOff(Reason.REJECTED)
    return Clarify(offered, probability)


def _offer(understanding: Understanding, rejected: frozenset[str]) -> tuple[tuple[str, ...], float]:
    """The entries to ask about and how likely the right one is among them, without what was rejected."""
    if understanding.decision is Decision.CLARIFY and rejected.isdisjoint(understanding.offered):
        return understanding.offered, understanding.probability_offered
    return offering.choose(offering.without(understanding.candidates, rejected), understanding.offer_from)


def after_rejection(memory: Memory) -> HandOff | None:
    """What follows a 👎 or «Ничего из этого», which `memory` counts already: None asks the customer to say
    it in other words, once; a clarification that did not help and a second miss go to a person."""
    if memory.clarified and not memory.rejected:
        return HandOff(Reason.UNCLEAR)
    return HandOff(Reason.REJECTED) if memory.misses > 1 or memory.clarified else None
