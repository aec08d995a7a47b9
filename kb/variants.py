"""The same question answered differently for different customers.

Entries for one segment (`Entry.segments`) stand beside those for everybody. Where both ask the same, they are
one entry for understanding, so that the ranking is not torn between them; who asks decides which one answers.
Two entries ask the same when one has a title or phrasing of the other, word for word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
        self, found: Understanding, segment: str, *, answer_from: float, clarify_from: float
    ) -> Understanding:
        """What was understood, with the variants for a customer of that segment.

        What is not for him goes, and its probability with it: the others are as probable as they would be if
        it did not exist. The answer to what he may not see is never replaced by the next best one unasked.
        """
        kept, gone = [], 0.0
        for candidate in found.candidates:
            variant = self.chosen(candidate.entry_id, segment)
            if variant is None:
                gone += candidate.score
            else:
                kept.append(Candidate(variant.id, candidate.score))
        if not gone:
            return replace(found, candidates=tuple(kept))
        rest = max(1.0 - gone, 1e-9)
        candidates = tuple(Candidate(one.entry_id, min(1.0, round(one.score / rest, 4))) for one in kept)
        best = self.chosen(found.candidates[0].entry_id, segment)
        sure = candidates[0].score if candidates else 0.0
        if best is not None:
            decision = Decision.ANSWER if sure >= answer_from else found.decision
        elif candidates and sure >= clarify_from > 0:
            decision = Decision.CLARIFY
        else:
            decision = Decision.HANDOFF
        return replace(found, candidates=candidates, confidence=sure, decision=decision)


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
