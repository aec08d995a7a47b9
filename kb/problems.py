"""What can be wrong with an entry or a file of entries, said so that an editor knows what to do.

Editors are not programmers: each problem has a code for programs and a sentence for people in
Russian and English, and each sentence ends with the way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.wording import TEXTS


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `code` for programs, `where` the field, `values` what the sentence mentions."""

    code: str
    where: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str = "ru") -> str:
        """The sentence for a person, in Russian or English; begins with where it is."""
        by_language = TEXTS[self.code]
        values = {
            name: value.text(language) if isinstance(value, Problem) else value
            for name, value in self.values.items()
        }
        sentence = by_language.get(language, by_language["en"]).format(**values)
        return f"{self.where}: {sentence}" if self.where else sentence


class KnowledgeBaseError(Exception):
    """Something with the knowledge base that a person has to put right."""


class InvalidEntryError(KnowledgeBaseError):
    """An entry cannot be kept as it is; `problems` says what to mend."""

    def __init__(self, entry_id: str, problems: tuple[Problem, ...]) -> None:
        self.entry_id = entry_id
        self.problems = problems
        super().__init__(f"{entry_id}: " + "; ".join(problem.text("en") for problem in problems))
