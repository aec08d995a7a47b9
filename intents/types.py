"""The values that understanding takes and gives. Plain data: no Telegram, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Decision(StrEnum):
    """What line zero should do with a question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    HANDOFF = "handoff"


class SignalKind(StrEnum):
    """What a text shows beside its topic."""

    HUMAN = "human"
    DANGER = "danger"
    ANNOYANCE = "annoyance"
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    SMALL_TALK = "small_talk"
    ACKNOWLEDGEMENT = "acknowledgement"
    OPENING = "opening"
    PERSONAL_DATA = "personal_data"
    SECOND_PROBLEM = "second_problem"


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal and the words of the text that raised it, as the customer wrote them.

    `detail` narrows the kind down: `money`, `health`, `legal`, `outage`, `theft` for danger;
    `card`, `passport`, `phone`, `email` for personal data (whose words are already masked);
    `thanks`, `solved`, `agreed`, `goodbye` for an acknowledgement, whose words are the whole text.
    An opening calls, greets or asks to ask, and says nothing yet of what it is about.
    """

    kind: SignalKind
    words: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What understanding has to know of one published entry.

    `titles` and `answers` map a language code (`ru`, `en`) to plain text without markup;
    `phrasings` are the ways customers ask it, in any language, without the titles.
    """

    entry_id: str
    titles: dict[str, str]
    answers: dict[str, str] = field(default_factory=dict)
    phrasings: tuple[str, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A question whose right entry is known from use: 👍, 👎, a chosen candidate, an agent's solution.

    `entry_id` None says that no entry answers it (a known refusal);
    `right` False says that `entry_id` was shown for it and was wrong.
    """

    text: str
    entry_id: str | None
    right: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may answer; `score` is the probability (0–1) that it is the right one."""

    entry_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Which phrasing carried the best candidate, and which words it shares with the question."""

    phrasing: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that understanding says of one question (the texts of one burst, joined).

    `text` is the question as written, `normalised` the reading that was ranked (layout and translit
    mended). `candidates` come best first, ten where there are that many. `confidence` is the probability
    that answering with the first candidate is right, out-of-scope questions included. `offered` are the
    entries to ask about where the decision is to clarify, and `probability_offered` how likely the right one
    is among them; `offer_from` is the least that this has to be.
    """

    text: str
    normalised: str
    language: str
    decision: Decision
    confidence: float
    candidates: tuple[Candidate, ...]
    signals: tuple[Signal, ...]
    explanation: Explanation = Explanation()
    offered: tuple[str, ...] = ()
    probability_offered: float = 0.0
    offer_from: float = 1.0

    def signal(self, kind: SignalKind) -> Signal | None:
        """The first signal of that kind, if the text raised one."""
        return next((signal for signal in self.signals if signal.kind is kind), None)

    @property
    def best(self) -> Candidate | None:
        """The most probable entry, if there is any."""
        return self.candidates[0] if self.candidates else None


class Model(Protocol):
    """A trained reader of questions: immutable, safe to call from several threads."""

    @property
    def version(self) -> str:
        """Names the training data and settings; equal data gives an equal version."""

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        """Read one question. `previous` is the customer's question before it, for follow-ups such as
        «а за границей?»; `language` is the customer's usual language, for texts too short to tell."""

    def understand_many(self, texts: Sequence[str]) -> list[Understanding]:
        """Read many independent questions, faster than one by one."""
