"""Markdown: one file an entry, as somebody keeps it in a folder under version control.

    ---
    id: return-goods
    topic: orders
    phrasings:
      ru:
        - хочу сдать обратно куртку
    ---

    # Как вернуть товар?

    Принесите товар с чеком в любой магазин **в течение 14 дней**.

    # How do I return a purchase?

    Bring it with the receipt to any shop **within 14 days**.

Between the lines `---` stands YAML with the fields that all formats have. A heading `#` is the question, what
follows it the answer; one more heading is the same in another language. Letters tell Russian from English;
`{de}` behind the question names any other. A heading `## Шаги` (or `## Steps`) begins the step-by-step guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from kb.entry import Entry
from kb.formats import emphasis, nested, tree
from kb.formats.columns import canonical
from kb.formats.rows import FileProblem, FileRefusedError, Row, Sheet, refuse
from kb.problems import Problem

_FENCE = "---"
_QUESTION = re.compile(r"#[ \t]+(?P<title>.*?)(?:[ \t]{0,20}\{(?P<language>[a-z]{2})\})?[ \t]{0,20}")
_PART = re.compile(r"##[ \t]+(?P<name>.+?)[ \t:]{0,20}")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_STEPS = {"ru": "Шаги", "en": "Steps"}
_BY_SECTION = frozenset({"question", "answer", "guide"})


def read(text: str, name: str = "") -> Sheet:
    """The one entry of a Markdown text; `name`, that of its file without the ending, is the id where the file
    gives none. Raises `FileRefusedError`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    front, begins = _front(lines)
    sheet = tree.sheet_of({}, [_fields(front)])
    if sheet.problems:
        raise FileRefusedError(*(_moved(one) for one in sheet.problems))
    cells = {"id": name, **sheet.rows[0].cells}
    problems = []
    for line, column, value in _sections(lines, begins, str(cells.get("language", "")).strip()):
        if not value.strip():
            continue
        if str(cells.get(column, "")).strip():
            problems.append(FileProblem(line, Problem("said_twice", column)))
        cells[column] = value
    row = Row(1, cells)
    return Sheet((row,), whole=True, problems=tuple(problems), notices=tuple(map(_moved, sheet.notices)))


def write(entry: Entry) -> bytes:
    """The file of an entry."""
    front = {name: value for name, value in nested.fields_of(entry).items() if name not in _BY_SECTION}
    languages = dict.fromkeys([*entry.titles, *entry.answers, *entry.guides])
    parts = [f"{_FENCE}\n{nested.as_yaml(front)}{_FENCE}"]
    for language in languages:
        title = entry.titles.get(language, "")
        named = "" if _guessed(title) == language and not title.endswith("}") else f" {{{language}}}"
        parts.append(f"# {title}{named}" if title else f"#{named}")
        if language in entry.answers:
            parts.append(emphasis.from_html(entry.answers[language]))
        if language in entry.guides:
            parts += [f"## {_STEPS.get(language, _STEPS['en'])}", emphasis.from_html(entry.guides[language])]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _front(lines: list[str]) -> tuple[str, int]:
    """The YAML on top, and the number of lines until behind it."""
    if lines[0].rstrip() != _FENCE:
        return "", 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            return "\n".join(lines[1:number]), number + 1
    raise refuse("front_open", 1)


def _fields(front: str) -> tuple[int, Any]:
    """The mapping that the YAML holds, with its line."""
    try:
        node = tree.composed(front)
    except FileRefusedError as error:
        raise FileRefusedError(*(_moved(one) for one in error.problems)) from error
    if node is None:
        return 1, {}
    if not isinstance(node, yaml.MappingNode):
        raise refuse("shape", 2, wanted="name: …")
    return 1, node


def _moved(found: FileProblem) -> FileProblem:
    """The same a line lower: the first line of the file is the fence."""
    return FileProblem(found.line + 1 if found.line else 0, found.problem)


def _sections(lines: list[str], begins: int, usual: str) -> Iterator[tuple[int, str, str]]:
    """Line, column and text of each question, answer and guide."""
    column, language, started = "answer", "", begins + 1
    kept: list[str] = []
    for number, line in enumerate([*lines[begins:], "# "], begins + 1):
        question, part = _QUESTION.fullmatch(f"{line} " if line == "#" else line), _PART.fullmatch(line)
        steps = part is not None and canonical(part["name"]) == "guide"
        if not question and not steps:
            kept.append(line)
            continue
        ending = f"_{language}" if language else ""
        yield started, f"{column}{ending}", emphasis.to_html("\n".join(kept).strip())
        kept, started = [], number
        column = "answer" if question else "guide"
        if question:
            language = question["language"] or usual or _guessed(question["title"])
            yield number, f"question_{language}", question["title"]


def _guessed(title: str) -> str:
    return "ru" if _CYRILLIC.search(title) else "en"
