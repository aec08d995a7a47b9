"""The published knowledge base as the talk with a customer needs it: entries, topics, details."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from intents import effort
from intents.model import TrainedModel
from intents.types import Understanding
from kb import values
from kb.company import Company, Detail, Topic
from kb.entry import Entry
from kb.index import Index

_KEY_BYTES = 48


class Knowledge:
    """What the index knows, together with what the company says of its topics.

    `pictures` are the folders that the pictures and files of entries are kept in.
    """

    def __init__(self, index: Index, company: Company, pictures: Sequence[Path]) -> None:
        self.index = index
        self.company = company
        self._pictures = pictures

    @property
    def model_version(self) -> str:
        """Names the model that answers now."""
        return self.index.model_version

    def understand(
        self, text: str, *, previous: str = "", language: str = "", segment: str | None = None
    ) -> Understanding:
        """Read one question of a customer of that segment (see `kb.variants`); None is for the team, which
        sees everything. Raises TooMuchEffortError inside a budget (`intents.effort`) that is used up."""
        snapshot = self.index.snapshot
        found = snapshot.model.understand(text, previous=previous, language=language)
        effort.check()
        if segment is None or not snapshot.state.variants.heads:
            return found
        answer_from, offer_from = (
            snapshot.model.thresholds if isinstance(snapshot.model, TrainedModel) else (1.0, 1.0)
        )
        return snapshot.state.variants.understanding(
            found, segment, answer_from=answer_from, offer_from=offer_from
        )

    def entry(self, entry_id: str) -> Entry | None:
        """The published entry that is valid today, or None."""
        return self.index.entry(entry_id)

    def entries(self, topic_id: str, segment: str) -> Sequence[Entry]:
        """The published entries of a topic for customers of a segment."""
        found = self.index.snapshot.state.variants
        chosen = (found.chosen(head, segment) for head in found.members)
        return [entry for entry in chosen if entry is not None and entry.topic == topic_id]

    def most_asked(self, segment: str) -> Sequence[Entry]:
        """What customers ask most, for the first greeting."""
        found = self.index.snapshot.state.variants
        return [
            entry
            for entry_id in self.company.most_asked
            if (entry := found.chosen(found.head(entry_id), segment))
        ]

    def topics(self) -> Sequence[Topic]:
        """Topics that have something to say, in the company's order; topics nobody named come last."""
        used = dict.fromkeys(entry.topic for entry in self.index.snapshot.entries.values() if entry.topic)
        named = [topic for topic in self.company.topics if topic.id in used]
        known = {topic.id for topic in named}
        return [*named, *(Topic(topic_id, {}) for topic_id in used if topic_id not in known)]

    def topic(self, topic_id: str) -> Topic | None:
        """A topic by its id, or by the key that a button carries for it."""
        return next((one for one in self.topics() if topic_id in (one.id, topic_key(one.id))), None)

    def shares(self, understanding: Understanding) -> dict[str, float]:
        """How likely each topic is: the probabilities of its entries together."""
        found: dict[str, float] = {}
        for candidate in understanding.candidates:
            entry = self.entry(candidate.entry_id)
            if entry is not None and entry.topic:
                found[entry.topic] = found.get(entry.topic, 0.0) + candidate.score
        return found

    def detail(self, key: str) -> Detail:
        """What a detail is called and how to ask for it; its key stands in where nobody said."""
        found = (detail for detail in self.company.details if detail.key == key)
        return next(found, Detail(key, {}, {}))

    def values(self, language: str) -> dict[str, str]:
        """What the variables of answers stand for in that language."""
        return values.in_language(self.index.snapshot.state.values, language)

    def picture(self, entry: Entry) -> str:
        """The path or address of an entry's picture, empty without one."""
        if not entry.picture or entry.picture.startswith("https://"):
            return entry.picture
        return self.kept(entry.picture)

    def files(self, entry: Entry) -> list[str]:
        """The paths of the files that go with an answer; those that are not there are left out."""
        return [path for path in map(self.kept, entry.files) if path]

    def kept(self, name: str) -> str:
        """The path of a kept picture or file, empty where it is not there."""
        paths = (folder / name for folder in self._pictures)
        return next((str(path) for path in paths if path.is_file()), "")


def topic_key(topic_id: str) -> str:
    """What a button can carry of a topic: Telegram gives it 64 bytes, and a topic may have a long name."""
    if len(topic_id.encode()) <= _KEY_BYTES:
        return topic_id
    return hashlib.sha256(topic_id.encode()).hexdigest()[:16]


def in_language(names: Mapping[str, str], language: str, otherwise: str = "") -> str:
    """The name in that language, or the first there is."""
    return names.get(language) or next(iter(names.values()), otherwise)
