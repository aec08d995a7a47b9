"""What a file holds before it is understood, the same for every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.problems import KnowledgeBaseError, Problem

SIZE_LIMIT_MB = 50
UNPACKED_LIMIT_MB = 300
ROWS_LIMIT = 200_000

Cell = str | tuple[str, ...]
"""Text as it stands, or the values of a list where the format has lists."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A problem and the line of the file where it is; line 0 means the file as a whole. In a folder, `file`
    is the path of the file inside it."""

    line: int
    problem: Problem
    file: str = ""

    def text(self, file: str, language: str = "ru") -> str:
        """«faq.csv, строка 12: …» — the sentence for a person."""
        word = "строка" if language == "ru" else "line"
        named = f"{file}/{self.file}" if self.file else file
        place = f"{named}, {word} {self.line}" if self.line else named
        return f"{place}: {self.problem.text(language)}"


class FileRefusedError(KnowledgeBaseError):
    """The file cannot be read at all; `problems` says why."""

    def __init__(self, *problems: FileProblem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.text("file", "en") for problem in problems))


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as the file has it: values by canonical column (`question`, `answer_en`, `phrasings_ru`…)."""

    line: int
    cells: Mapping[str, Cell]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole file.

    `whole` says that each row describes its entry completely (YAML, JSON), so that what is absent is empty;
    in a table a missing column says nothing about the field. `problems` are rows that could not be read,
    `notices` what was passed over; `names` are the headers of the columns as the file has them.
    """

    rows: tuple[Row, ...]
    whole: bool
    problems: tuple[FileProblem, ...] = ()
    notices: tuple[FileProblem, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def refuse(code: str, line: int = 0, **values: object) -> FileRefusedError:
    """The error for a file that cannot be read at all."""
    return FileRefusedError(FileProblem(line, Problem(code, "", values)))


def split_lines(cell: str) -> list[str]:
    """The values of one cell: one a line, or in one line between «|»."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n") if "\n" in text else text.split("|")


def shorten(text: str, limit: int = 80) -> str:
    """The beginning of a text in one line, for a report."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit].rsplit(' ', 1)[0]}…"
