"""The published knowledge base as the talk with a customer needs it: entries, topics, details."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from intents.types import Understanding
from kb import values
from kb.company import Company, Detail, Topic
from kb.entry import Entry
from kb.index import Index

_KEY_BYTES = 48


class Knowledge:
    """What the index knows, together with what the company says of its topics.

    `pictures` are the folders that the pictures of entries are named in.
    """

    def __init__(self, index: Index, company: Company, pictures: Sequence[Path]) -> None:
        self.index = index
        self.company = company
        self._pictures = pictures

    @property
    def model_version(self) -> str:
        """Names the model that answers now."""
        return self.index.model_version

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        """Read one question."""
        return self.index.understand(text, previous=previous, language=language)

    def entry(self, entry_id: str) -> Entry | None:
        """The published entry that is valid today, or None."""
        return self.index.entry(entry_id)

    def entries(self, topic_id: str) -> Sequence[Entry]:
        """The published entries of a topic."""
        return [entry for entry in self.index.snapshot.entries.values() if entry.topic == topic_id]

    def most_asked(self) -> Sequence[Entry]:
        """What customers ask most, for the first greeting."""
        return [entry for entry_id in self.company.most_asked if (entry := self.entry(entry_id))]

    def topics(self) -> Sequence[Topic]:
        """Topics that have something to say, in the company's order; topics nobody named come last."""
        used = dict.fromkeys(entry.topic for entry in self.index.snapshot.entries.values() if entry.topic)
        named = [topic for topic in self.company.topics if topic.id in used]
        known = {topic.id for topic in named}
        return [*named, *(Topic(topic_id, {}) for topic_id in used if topic_id not in known)]

    def topic(self, topic_id: str) -> Topic | None:
        """A topic by its id, or by the key that a button carries for it."""
        return next((one for one in self.topics() if topic_id in (one.id, topic_key(one.id))), None)

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
        paths = (folder / entry.picture for folder in self._pictures)
        return next((str(path) for path in paths if path.is_file()), "")


def topic_key(topic_id: str) -> str:
    """What a button can carry of a topic: Telegram gives it 64 bytes, and a topic may have a long name."""
    if len(topic_id.encode()) <= _KEY_BYTES:
        return topic_id
    return hashlib.sha256(topic_id.encode()).hexdigest()[:16]


def in_language(names: Mapping[str, str], language: str, otherwise: str = "") -> str:
    """The name in that language, or the first there is."""
    return names.get(language) or next(iter(names.values()), otherwise)
