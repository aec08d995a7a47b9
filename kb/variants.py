"""The same question answered differently for different customers.

Entries for one segment (`Entry.segments`) stand beside those for everybody. Where both ask the same, they are
one entry for understanding, so that the ranking is not torn between them; who asks decides which one answers.
Two entries ask the same when one has a title or phrasing of the other, word for word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from intents import offering
from intents.types import Candidate, Decision, Document, Example, Understanding
from kb.entry import Entry
from kb.questions import key_of


@dataclass(frozen=True, slots=True)
class Variants:
    """Entries put together by what they ask. `heads` gives the entry that stands for each id, `members` all
    of a head, those for a segment first."""

    heads: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def head(self, entry_id: str) -> str:
        """The id under which understanding knows an entry."""
        return self.heads.get(entry_id, entry_id)

    def chosen(self, head: str, segment: str) -> Entry | None:
        """The variant for a customer of that segment; None where there is none for him."""
        return next((one for one in self.members.get(head, ()) if is_for(one, segment)), None)

    def documents(self) -> list[Document]:
        """The entries as understanding takes them: one document for all variants of a question."""
        return [_joined(head, members) for head, members in self.members.items()]

    def examples(self, examples: Iterable[Example]) -> list[Example]:
        """What is known from use, under the ids that understanding knows."""
        return [
            replace(one, entry_id=self.head(one.entry_id)) if one.entry_id is not None else one
            for one in examples
        ]

    def understanding(
        self, found: Understanding, segment: str, *, answer_from: float, offer_from: float
    ) -> Understanding:
        """What was understood, with the variants for a customer of that segment.

        What is not for him goes, and its probability with it: the others are as probable as they would be if
        it did not exist. The answer to what he may not see is never replaced by the next best one unasked.
        """
        chosen = {one.entry_id: self.chosen(one.entry_id, segment) for one in found.candidates}
        hidden = {entry_id for entry_id, variant in chosen.items() if variant is None}
        left = offering.without(found.candidates, hidden)
        own = tuple(Candidate(one.id, score) for one, score in _with(chosen, left))
        if not hidden:
            return replace(found, candidates=own, offered=_renamed(found.offered, chosen))
        first_is_hidden = found.candidates[0].entry_id in hidden
        sure = own[0].score if own else 0.0
        if not first_is_hidden and found.decision is Decision.ANSWER:
            answer_from = 0.0
        return offering.decide(
            replace(found, candidates=own, confidence=sure),
            1.01 if first_is_hidden else answer_from,
            offer_from,
        )


def _with(chosen: Mapping[str, Entry | None], left: Iterable[Candidate]) -> Iterable[tuple[Entry, float]]:
    """The variants of candidates, each with its probability."""
    return ((variant, one.score) for one in left if (variant := chosen[one.entry_id]) is not None)


def _renamed(offered: Iterable[str], chosen: Mapping[str, Entry | None]) -> tuple[str, ...]:
    """The variants of what is offered."""
    return tuple(variant.id for entry_id in offered if (variant := chosen[entry_id]) is not None)


def is_for(entry: Entry, segment: str) -> bool:
    """Whether an entry is for customers of a segment (empty: of none)."""
    return not entry.segments or segment in entry.segments


def of(entries: Sequence[Entry]) -> Variants:
    """Entries by what they ask. Without segments every entry stands for itself."""
    if not any(entry.segments for entry in entries):
        return Variants({}, {entry.id: (entry,) for entry in entries})
    heads: dict[str, str] = {}
    asked: dict[str, str] = {}
    members: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: (bool(one.segments), one.id)):  # those for everybody first
        keys = _keys(entry)
        known = (asked[key] for key in keys if key in asked) if entry.segments else iter(())
        head = next(known, entry.id)
        heads[entry.id] = head
        members.setdefault(head, []).append(entry)
        for key in keys:
            asked.setdefault(key, head)
    return Variants(
        heads,
        {head: tuple(sorted(some, key=lambda one: not one.segments)) for head, some in members.items()},
    )


def _keys(entry: Entry) -> list[str]:
    texts = (*entry.titles.values(), *(phrasing.text for phrasing in entry.phrasings))
    return [key for key in map(key_of, texts) if key]


def _joined(head: str, members: Sequence[Entry]) -> Document:
    if len(members) == 1:
        return members[0].to_document()
    first = next((one for one in members if one.id == head), members[0]).to_document()
    others = [one.to_document() for one in members if one.id != head]
    phrasings = dict.fromkeys(first.phrasings)
    for other in others:
        phrasings |= dict.fromkeys((*other.titles.values(), *other.phrasings))
    return replace(first, phrasings=tuple(phrasings))
