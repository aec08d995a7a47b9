"""What every step of the work has at hand, built once by the composition root."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.settings import Settings
from bot.texts import Texts, texts
from handoff.promise import Hours
from intents.types import Understanding
from kb.entry import Entry


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the knowledge base. `details` are asked before a handoff about it; topics that customers
    ask about most come first and show as buttons."""

    id: str
    names: dict[str, str]
    details: tuple[str, ...] = ()
    most_asked: bool = False

    def name(self, language: str) -> str:
        """The name in that language, or in the first there is."""
        return self.names.get(language) or next(iter(self.names.values()), self.id)


class Knowledge(Protocol):
    """The published knowledge base as the talk with a customer needs it."""

    @property
    def model_version(self) -> str: ...

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding: ...

    def entry(self, entry_id: str) -> Entry | None:
        """The published entry that is valid today, or None."""

    def entries(self, topic: str) -> Sequence[Entry]:
        """The published entries of a topic."""

    def topics(self) -> Sequence[Topic]: ...

    def topic(self, topic_id: str) -> Topic | None: ...


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, knowledge and hours. Immutable, shared by all workers."""

    settings: Settings
    knowledge: Knowledge
    hours: Hours

    @property
    def desk_texts(self) -> Texts:
        """The texts of the agents' group."""
        return texts(self.settings.desk_language)

    def company(self, language: str) -> str:
        """How the company is called in that language."""
        return self.settings.company_name_en if language == "en" else self.settings.company_name
