"""What every step of the work has at hand, built once by the composition root."""

from __future__ import annotations

from dataclasses import dataclass

from bot.editor.workshop import Workshop
from bot.knowledge import Knowledge, in_language
from bot.settings import Settings
from bot.texts import Texts, texts
from handoff.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, knowledge, hours, and what editors work with. Immutable, shared by all workers."""

    settings: Settings
    knowledge: Knowledge
    hours: Calendar
    workshop: Workshop

    @property
    def desk_texts(self) -> Texts:
        """The texts of the agents' group."""
        return texts(self.settings.desk_language)

    def company(self, language: str) -> str:
        """How the company is called in that language."""
        settings, names = self.settings, self.knowledge.company.names
        configured = settings.company_name_en if language == "en" else settings.company_name
        return configured or in_language(names, language)
