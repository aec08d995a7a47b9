"""Replay: the questions that customers really asked, answered with and without a change of the entries.

The change is tried on a model trained on the changed entries, beside the one that answers customers now;
nothing is published. What would go wrong is named before a customer sees it.
"""

from __future__ import annotations

import csv
import io
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from intents.privacy import mask_outside
from intents.types import Example
from intents.vectors import VectorCache
from kb import variants
from kb.entry import Entry
from kb.index import Snapshot, Train
from kb.questions import Question, key_of
from kb.reactions import Reaction, encoder_of, reactions


class Move(StrEnum):
    """How the reaction to a question changes."""

    GAINED = "gained"  # is answered now
    FLIPPED = "flipped"  # gets another answer
    WEAKENED = "weakened"  # its answer is only offered, among others
    LOST = "lost"  # is not answered any more


class Verdict(StrEnum):
    """Whether the change may be published."""

    CLEAR = "clear"
    LOOK = "look"  # nothing is known to be lost, but somebody should look
    BLOCKED = "blocked"  # only with a reason


class Concern(StrEnum):
    """Why a change is blocked or wants a look."""

    KNOWN_ANSWER = "known_answer"  # blocks: an answer known to be right goes away
    ANSWER_LOST = "answer_lost"  # blocks: questions were answered and no longer are
    KNOWN_WRONG = "known_wrong"  # blocks: an answer known to be wrong, or meant for people, would be given
    PROMISE = "promise"  # blocks: more wrong answers are expected than were promised
    FLIPPED = "flipped"
    WEAKENED = "weakened"


_BLOCKING = frozenset({Concern.KNOWN_ANSWER, Concern.ANSWER_LOST, Concern.KNOWN_WRONG, Concern.PROMISE})


@dataclass(frozen=True, slots=True)
class Change:
    """What would be published (new or changed entries) and retired (ids).

    `settles` are questions that the change is made for: that no entry answered them is no longer held
    against it.
    """

    publish: tuple[Entry, ...] = ()
    retire: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()

    @property
    def touched(self) -> frozenset[str]:
        """The ids of the entries that change."""
        return frozenset((*(entry.id for entry in self.publish), *self.retire))

    def entries(self, before: Mapping[str, Entry]) -> dict[str, Entry]:
        """The entries after it. What is published answers, whatever its dates say."""
        after = dict(before) | {entry.id: entry for entry in self.publish}
        return {entry_id: entry for entry_id, entry in after.items() if entry_id not in self.retire}

    def examples(self, before: Sequence[Example]) -> list[Example]:
        """What training learns from after it: without refusals of what is now answered."""
        answered = self.answered_keys()
        return [one for one in before if one.entry_id is not None or key_of(one.text) not in answered]

    def answered_keys(self) -> frozenset[str]:
        """The questions that the change says it answers."""
        texts = [*self.settles]
        for entry in self.publish:
            texts += [*entry.titles.values(), *(phrasing.text for phrasing in entry.phrasings)]
        return frozenset(map(key_of, texts))


@dataclass(frozen=True, slots=True)
class Moved:
    """A question to which the reaction changes.

    From use: `known` are entries known to be right, `known_wrong` those known to be wrong, and `for_people`
    says that no entry answers it.
    """

    text: str
    times: int
    move: Move
    before: Reaction
    after: Reaction
    known: frozenset[str] = frozenset()
    known_wrong: frozenset[str] = frozenset()
    for_people: bool = False


@dataclass(frozen=True, slots=True)
class Loser:
    """An entry that gives questions away: to another entry, or to nobody (`to` is empty)."""

    entry_id: str
    to: str
    times: int
    questions: int


@dataclass(frozen=True, slots=True)
class Replay:
    """The outcome. `questions` are different ones, `times` all askings; the shares count askings.

    `error_before` and `error_after` are the expected shares of wrong answers among all answers: what is known
    from use counts as it is, the rest by its confidence. `target_error` is what was promised.
    """

    questions: int
    times: int
    answered_before: int
    answered_after: int
    error_before: float
    error_after: float
    target_error: float
    moved: tuple[Moved, ...]
    losers: tuple[Loser, ...]
    concerns: Mapping[Concern, int]
    seconds: float = 0.0
    note: str = field(default="", compare=False)

    @property
    def verdict(self) -> Verdict:
        """Blocks on loss; see `Concern`."""
        if _BLOCKING & self.concerns.keys():
            return Verdict.BLOCKED
        return Verdict.LOOK if self.concerns else Verdict.CLEAR

    def of(self, move: Move) -> tuple[Moved, ...]:
        """The questions that moved this way, most asked first."""
        return tuple(one for one in self.moved if one.move is move)

    @property
    def promise_kept(self) -> bool:
        """Whether the expected share of wrong answers stays within what was promised."""
        return Concern.PROMISE not in self.concerns


def rehearse(
    now: Snapshot,
    change: Change,
    train: Train,
    questions: Sequence[Question],
    *,
    target_error: float = 0.05,
    vectors: VectorCache | None = None,
) -> Replay:
    """Answer the questions with the model of this moment and with one trained on the changed entries.

    `vectors` keeps the questions' vectors, which makes the next replay fast. Publishes nothing.
    """
    begun = time.monotonic()
    changed = variants.of(tuple(change.entries(now.entries).values()))
    after = train(changed.documents(), changed.examples(change.examples(now.state.examples)))
    before = now.model
    if encoder_of(before) != encoder_of(after):  # the first model after a start is a quick one
        before = train(now.state.documents, now.state.lessons)
    texts = [question.text for question in questions]
    return compare(
        questions,
        reactions(before, texts, vectors),
        reactions(after, texts, vectors),
        change=change,
        examples=changed.examples(now.state.examples),
        target_error=target_error,
        begun=begun,
    )


def compare(
    questions: Sequence[Question],
    before: Sequence[Reaction],
    after: Sequence[Reaction],
    *,
    change: Change = Change(),
    examples: Iterable[Example] = (),
    target_error: float = 0.05,
    begun: float | None = None,
) -> Replay:
    """Compare two reactions to each question. `examples` are what is known from use."""
    known = _Known(examples, change)
    moved: list[Moved] = []
    for question, was, becomes in zip(questions, before, after, strict=True):
        move = _move(was, becomes)
        if move is not None:
            key = key_of(question.text)
            moved.append(
                Moved(question.text, question.times, move, was, becomes, known.right[key],
                      known.wrong[key], key in known.refused)
            )  # fmt: skip
    moved.sort(key=lambda one: (-one.times, one.text))
    times = [question.times for question in questions]
    keys = [key_of(question.text) for question in questions]
    error_before, error_after = (known.error(keys, times, some) for some in (before, after))
    return Replay(
        questions=len(questions),
        times=sum(times),
        answered_before=sum(n for n, one in zip(times, before, strict=True) if one.answers),
        answered_after=sum(n for n, one in zip(times, after, strict=True) if one.answers),
        error_before=error_before,
        error_after=error_after,
        target_error=target_error,
        moved=tuple(moved),
        losers=_losers(moved),
        concerns=_concerns(moved, error_before, error_after, target_error),
        seconds=time.monotonic() - begun if begun is not None else 0.0,
    )


def _move(before: Reaction, after: Reaction) -> Move | None:
    if not before.answers:
        return Move.GAINED if after.answers else None
    if after.answers:
        return Move.FLIPPED if after.entry_id != before.entry_id else None
    return Move.WEAKENED if before.entry_id in after.offered else Move.LOST


class _Known:
    """What use has shown about questions, by their keys; refusals that the change is made for are dropped."""

    def __init__(self, examples: Iterable[Example], change: Change) -> None:
        self.right: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        self.wrong: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        self.refused: set[str] = set()
        settled = change.answered_keys()
        for example in examples:
            key = key_of(example.text)
            if example.entry_id is None:
                if key not in settled:
                    self.refused.add(key)
            elif example.right:
                self.right[key] |= {example.entry_id}
            else:
                self.wrong[key] |= {example.entry_id}

    def error(self, keys: Sequence[str], times: Sequence[int], reacted: Sequence[Reaction]) -> float:
        """The expected share of wrong answers among all answers; 0 where nothing is answered."""
        wrong = answered = 0.0
        for key, count, one in zip(keys, times, reacted, strict=True):
            if one.answers:
                answered += count
                wrong += count * self._doubt(key, one)
        return wrong / answered if answered else 0.0

    def _doubt(self, key: str, one: Reaction) -> float:
        if one.entry_id in self.right[key]:
            return 0.0
        if self.right[key] or key in self.refused or one.entry_id in self.wrong[key]:
            return 1.0
        return 1 - one.confidence


def _losers(moved: Iterable[Moved]) -> tuple[Loser, ...]:
    lost: dict[tuple[str, str], list[Moved]] = defaultdict(list)
    for one in moved:
        if one.move is not Move.GAINED:
            to = one.after.entry_id if one.after.entry_id != one.before.entry_id else ""
            lost[one.before.entry_id, to].append(one)
    found = [Loser(*pair, sum(one.times for one in some), len(some)) for pair, some in lost.items()]
    return tuple(sorted(found, key=lambda loser: (-loser.times, loser.entry_id, loser.to)))


def _concerns(
    moved: Iterable[Moved], error_before: float, error_after: float, target: float
) -> dict[Concern, int]:
    """Each concern with the number of askings it is about."""
    found: dict[Concern, int] = defaultdict(int)
    for one in moved:
        concern = _concern(one)
        if concern is not None:
            found[concern] += one.times
    if error_after > target and error_after > error_before:
        found[Concern.PROMISE] = 1
    return dict(found)


def _concern(one: Moved) -> Concern | None:
    if one.after.answers and (one.for_people or one.after.entry_id in one.known_wrong):
        return Concern.KNOWN_WRONG
    if one.move is Move.GAINED:
        return None
    if one.before.entry_id in one.known_wrong or one.for_people:
        return None  # customers rejected that answer: nothing is lost
    if one.before.entry_id in one.known:
        return Concern.KNOWN_ANSWER
    return {
        Move.LOST: Concern.ANSWER_LOST,
        Move.WEAKENED: Concern.WEAKENED,
        Move.FLIPPED: None if one.after.entry_id in one.known else Concern.FLIPPED,
    }[one.move]


_COLUMNS = ("move", "times", "question", "before", "entry_before", "sure_before",
            "after", "entry_after", "sure_after", "known_right")  # fmt: skip


def as_csv(replay: Replay) -> bytes:
    """All moved questions as a table that Excel opens: UTF-8 with a mark, semicolons, no formulas."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(_COLUMNS)
    for one in replay.moved:
        table.writerow(
            [
                one.move,
                one.times,
                _harmless(mask_outside(one.text)),
                one.before.decision,
                one.before.entry_id,
                f"{one.before.confidence:.2f}",
                one.after.decision,
                one.after.entry_id,
                f"{one.after.confidence:.2f}",
                ", ".join(sorted(one.known)),
            ]
        )
    return text.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """A customer's words never become a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line[:1] in "=+-@" else line
