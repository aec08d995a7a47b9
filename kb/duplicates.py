"""Near-duplicates and contradictions of an entry that is being written, named with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from intents.types import Decision, Model
from kb import markup
from kb.entry import Entry
from kb.facts import Facts, contradictions, facts
from kb.likeness import Space
from kb.questions import key_of
from kb.shared_words import shared

ALIKE = 0.5
"""From this likeness on two wordings are named as asking the same. `python -m bench.gaps.tune` chose it on
public training files: of a hundred wordings of new topics, one is named wrongly."""
_SAME_QUESTION = 0.7  # from here on other facts are a contradiction: three wrong of a thousand wordings
_SHARED = 0.5  # the weight of shared rare words in the likeness of two wordings; chosen with ALIKE
_LIKELY = 0.5  # the model finds it more probable than not that the other entry is the right one
_SAME_ANSWER = 0.9
_COMPARED = 400  # entries; with more of them, only those that the model thinks of


class Kind(StrEnum):
    """Why another entry is named, the gravest first."""

    CONTRADICTION = "contradiction"  # the same question, other facts
    SAME_WORDING = "same_wording"  # a wording is word for word the other's
    ANSWERED_ALREADY = "answered_already"  # who asks this already gets the other entry
    ALIKE = "alike"  # a wording means what one of the other's means
    SAME_ANSWER = "same_answer"  # the answers say the same
    LANGUAGES_DIFFER = "languages_differ"  # the entry itself states other facts in another language


_GRAVITY = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason to look at another entry. `mine` and `theirs` are the texts it is about, `score` how alike
    they are (0–1); `facts` are (unit, mine, theirs) where they contradict each other."""

    entry_id: str
    kind: Kind
    mine: str
    theirs: str
    score: float
    facts: tuple[tuple[str, str, str], ...] = ()


def find(
    entry: Entry, others: Mapping[str, Entry], space: Space, *, model: Model | None = None
) -> tuple[Finding, ...]:
    """Entries near to this one, the gravest reason of each, then the nearest first.

    `others` may hold the entry itself in an older version; it is not compared with. `model` is the one that
    answers now: it knows what customers would get, and which of many entries are worth comparing.
    """
    wordings = _wordings(entry)
    if not wordings:
        return ()
    said = _answered_already(entry, wordings, others, model)
    found = list(said)
    near = _worth_comparing(entry, wordings, others, model)
    found += _alike(entry, wordings, near, space)
    found += _within(entry)
    gravest: dict[str, Finding] = {}
    for one in sorted(found, key=lambda one: (_GRAVITY[one.kind], -one.score)):
        gravest.setdefault(one.entry_id, one)
    return tuple(gravest.values())


def _wordings(entry: Entry) -> list[str]:
    return list(dict.fromkeys([*entry.titles.values(), *(one.text for one in entry.phrasings)]))


def _answered_already(
    entry: Entry, wordings: Sequence[str], others: Mapping[str, Entry], model: Model | None
) -> Iterable[Finding]:
    """What customers get, or are probably offered, who ask in these words."""
    if model is None:
        return
    stated = _facts_of(entry)
    for wording, found in zip(wordings, model.understand_many(wordings), strict=True):
        best = found.best
        if best is None or best.entry_id == entry.id or best.entry_id not in others:
            continue
        answered = found.decision is Decision.ANSWER
        if not answered and best.score < _LIKELY:
            continue
        other = others[best.entry_id]
        theirs = found.explanation.phrasing or next(iter(other.titles.values()), "")
        differ = contradictions(stated, _facts_of(other)) if answered else ()
        kind = Kind.CONTRADICTION if differ else Kind.ANSWERED_ALREADY if answered else Kind.ALIKE
        yield Finding(other.id, kind, wording, theirs, best.score, differ)


def _worth_comparing(
    entry: Entry, wordings: Sequence[str], others: Mapping[str, Entry], model: Model | None
) -> list[Entry]:
    rest = [other for other in others.values() if other.id != entry.id]
    if model is None or len(rest) <= _COMPARED:
        return rest
    keys = {key_of(wording) for wording in wordings}
    thought_of = {
        candidate.entry_id for found in model.understand_many(wordings) for candidate in found.candidates
    }
    return [
        other for other in rest if other.id in thought_of or keys & {key_of(one) for one in _wordings(other)}
    ]


def _alike(entry: Entry, wordings: Sequence[str], near: Sequence[Entry], space: Space) -> Iterable[Finding]:
    theirs = [(other, wording) for other in near for wording in _wordings(other)]
    if not theirs:
        return
    alike = _likeness(wordings, [wording for _, wording in theirs], space)
    stated = _facts_of(entry)
    best: dict[str, tuple[float, str, str, bool]] = {}
    for place, (other, wording) in enumerate(theirs):
        row = int(alike[:, place].argmax())
        same = key_of(wordings[row]) == key_of(wording)
        score = 1.0 if same else float(alike[row, place])
        if other.id not in best or score > best[other.id][0]:
            best[other.id] = (score, wordings[row], wording, same)
    for other in near:
        score, mine, wording, same = best.get(other.id, (0.0, "", "", False))
        if score >= ALIKE:
            differ = contradictions(stated, _facts_of(other)) if score >= _SAME_QUESTION else ()
            kind = Kind.CONTRADICTION if differ else Kind.SAME_WORDING if same else Kind.ALIKE
            yield Finding(other.id, kind, mine, wording, score, differ)
    yield from _same_answers(entry, near, space)


def _likeness(mine: Sequence[str], theirs: Sequence[str], space: Space) -> np.ndarray:
    """How alike wordings are, shape (mine, theirs), 0 to 1."""
    vectors = space.vectors([*mine, *theirs])
    alike = vectors.alike(slice(0, len(mine)), slice(len(mine), None))
    return np.asarray((1 - _SHARED) * alike + _SHARED * shared(mine, theirs), np.float32)


def _same_answers(entry: Entry, near: Sequence[Entry], space: Space) -> Iterable[Finding]:
    mine = [markup.plain(answer) for answer in entry.answers.values()]
    theirs = [(other, markup.plain(answer)) for other in near for answer in other.answers.values()]
    if not mine or not theirs:
        return
    words = Space().vectors([*mine, *(answer for _, answer in theirs)])  # answers are compared by words
    alike = words.alike(slice(0, len(mine)), slice(len(mine), None))
    for place, (other, answer) in enumerate(theirs):
        row = int(alike[:, place].argmax())
        if alike[row, place] >= _SAME_ANSWER:
            yield Finding(other.id, Kind.SAME_ANSWER, mine[row], answer, float(alike[row, place]))


def _within(entry: Entry) -> Iterable[Finding]:
    """The same entry must state the same in each language."""
    stated = [(answer, facts(answer)) for answer in map(markup.plain, entry.answers.values())]
    for place, (mine, said) in enumerate(stated):
        for theirs, other in stated[place + 1 :]:
            differ = contradictions(said, other)
            if differ:
                yield Finding(entry.id, Kind.LANGUAGES_DIFFER, mine, theirs, 1.0, differ)


def _facts_of(entry: Entry) -> Facts:
    """The facts of all languages together."""
    stated: dict[str, frozenset[str]] = {}
    for answer in entry.answers.values():
        for unit, values in facts(markup.plain(answer)).items():
            stated[unit] = stated.get(unit, frozenset()) | values
    return stated
