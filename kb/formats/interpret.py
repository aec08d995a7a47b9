"""From the rows of a file to entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from kb import entry as entries
from kb import markup, tidying
from kb.entry import Entry, Origin, Phrasing, Status
from kb.formats import encoding
from kb.formats.columns import base_of, language_of
from kb.formats.naming import id_from
from kb.formats.rows import Cell, FileProblem, Row, Sheet, shorten, split_lines
from kb.problems import Problem

_ORIGIN = re.compile(rf"\[({'|'.join(Origin)})\] ?(.*)", re.DOTALL)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_DATE_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M",
               "%d.%m.%Y %H:%M:%S")  # fmt: skip
_LOST_SIGN = re.compile(r"\d ?[ \xa0]\?(?!\w)|(?<![\w?!.])\?(?=[\d\w])|\w \? \w")


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of the file, its line, and which columns the file fills (`says`). In a folder, `file` is the
    path of the file inside it.

    `named` is false when the file gives no id and it was made from the question.
    """

    line: int
    entry: Entry
    says: frozenset[str]
    named: bool = True
    file: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that could be understood of a file, and all that could not. `found` is only to be kept when there
    are no problems."""

    found: tuple[Found, ...]
    whole: bool
    problems: tuple[FileProblem, ...]
    notices: tuple[FileProblem, ...]


def interpret(sheet: Sheet, *, check: bool = True) -> Reading:
    """Entries of a sheet, each checked; ids that occur twice are problems.

    With `check` false faults of entries are passed over, and rows of one id become phrasings of the first.
    """
    found: dict[str, Found] = {}
    first: dict[str, Row] = {}
    problems = list(sheet.problems)
    for row in sheet.rows:
        one, faults = _Interpreter(row).entry()
        if check:
            faults += (*entries.problems_of(one.entry), *unreadable(one.entry))
            if one.entry.id in first:
                faults += (_twice(one.entry.id, first[one.entry.id]),)
            elif one.entry.id:
                first[one.entry.id] = row
            problems += [FileProblem(row.line, _named(fault, sheet.names), row.file) for fault in faults]
            if not faults:
                found[one.entry.id] = one
        elif one.entry.titles:
            found[one.entry.id] = _joined(found[one.entry.id], one) if one.entry.id in found else one
    if not sheet.rows and not problems:
        problems.append(FileProblem(0, Problem("file_empty")))
    problems.sort(key=lambda problem: (problem.file, problem.line))
    notices = (*sheet.notices, *_lost_signs(found.values()))
    return Reading(tuple(found.values()), sheet.whole, tuple(problems), notices)


def _named(fault: Problem, names: Mapping[str, str]) -> Problem:
    """The same fault with its column called as the file calls it."""
    column = next((name for name in (fault.where, base_of(fault.where)) if name in names), "")
    return replace(fault, where=names[column]) if column else fault


def unreadable(entry: Entry) -> tuple[Problem, ...]:
    """Texts that read as words in no language: published, they would be nonsense."""
    spoken = [(f"question_{language}", text) for language, text in entry.titles.items()]
    spoken += [(f"answer_{language}", markup.plain(text)) for language, text in entry.answers.items()]
    spoken += [("phrasings", "\n".join(phrasing.text for phrasing in entry.phrasings))]
    found = [(where, text) for where, text in spoken if encoding.is_garbled(text)]
    if not found and encoding.is_garbled("\n".join(text for _, text in spoken)):
        found = spoken[:1]
    return tuple(Problem("garbled", where, {"value": shorten(text)}) for where, text in found)


def _lost_signs(found: Iterable[Found]) -> Iterator[FileProblem]:
    """Question marks that stand where an old encoding had no sign: «350 ?» for «350 ₽»."""
    for one in found:
        for text in map(markup.plain, one.entry.answers.values()):
            if lost := _LOST_SIGN.search(text):
                shown = shorten(text[max(0, lost.start() - 20) : lost.end() + 20])
                yield FileProblem(one.line, Problem("sign_lost", "", {"value": shown}), one.file)
                break


def _twice(entry_id: str, first: Row) -> Problem:
    if first.file:
        return Problem("id_twice_in_folder", "id", {"value": entry_id, "place": first.file})
    return Problem("id_twice", "id", {"value": entry_id, "place": first.line})


def _joined(first: Found, later: Found) -> Found:
    """The later row's question as one more way to ask the first one."""
    asked = (Phrasing(title, language) for language, title in later.entry.titles.items())
    merged = replace(first.entry, phrasings=(*first.entry.phrasings, *asked, *later.entry.phrasings))
    return replace(first, entry=entries.tidied(merged))


def origin_marked(phrasing: Phrasing) -> str:
    """The phrasing as files carry it: `[customer] …` where it is not an editor's own."""
    if phrasing.origin is not Origin.EDITOR or _ORIGIN.match(phrasing.text):
        return f"[{phrasing.origin}] {phrasing.text}"
    return phrasing.text


@dataclass(slots=True)
class _Interpreter:
    """Reads one row and notes its faults."""

    row: Row
    faults: list[Problem] = field(default_factory=list)

    def entry(self) -> tuple[Found, tuple[Problem, ...]]:
        titles = {language: _one_line(text) for language, text in self._texts("question")}
        answers = {language: tidying.tidy(text) for language, text in self._texts("answer")}
        given = _one_line(self._text("id"))
        made = entries.tidied(
            Entry(
                id=given or id_from(next(iter(titles.values()), "")) if given or titles else "",
                titles=titles,
                answers=answers,
                topic=_one_line(self._text("topic")),
                phrasings=tuple(self._phrasings()),
                tags=tuple(_values(self.row.cells.get("tags", ""), ",;|\n")),
                link=self._text("link").strip(),
                picture=self._text("picture").strip(),
                details=tuple(_values(self.row.cells.get("details", ""), ",;|\n ")),
                guides={language: tidying.tidy(text) for language, text in self._texts("guide")},
                files=tuple(_values(self.row.cells.get("files", ""), "|\n")),
                segments=tuple(_values(self.row.cells.get("segments", ""), ",;|\n")),
                valid_from=self._date("valid_from"),
                valid_until=self._date("valid_until"),
                status=self._status(),
            )
        )
        says = frozenset(self.row.cells)
        return Found(self.row.line, made, says, bool(given), self.row.file), tuple(self.faults)

    def _texts(self, base: str) -> Iterator[tuple[str, str]]:
        """Language and text of each filled column of that name, the row's own language first."""
        seen: dict[str, str] = {}
        for column in sorted(filter(lambda column: base_of(column) == base, self.row.cells), key=len):
            text = self._text(column).strip()
            if not text:
                continue
            language = language_of(column) or self._own_language(text)
            if seen.setdefault(language, text) != text:
                self.faults.append(Problem("said_twice", column))
        yield from seen.items()

    def _own_language(self, text: str) -> str:
        """What the column `language` says, else the language of the question's letters."""
        said = self._text("language").strip().lower()
        question = self._text("question") or text
        return said or ("ru" if _CYRILLIC.search(question) else "en")

    def _phrasings(self) -> Iterator[Phrasing]:
        for column in self.row.cells:
            if base_of(column) != "phrasings":
                continue
            for text in _values(self.row.cells[column], None):
                marked = _ORIGIN.fullmatch(text)
                origin, words = (Origin(marked[1]), marked[2]) if marked else (Origin.EDITOR, text)
                yield Phrasing(words, language_of(column), origin)

    def _date(self, column: str) -> date | None:
        text = self._text(column).strip()
        for form in _DATE_FORMS if text else ():
            try:
                moment = datetime.strptime(text, form)
            except ValueError:
                continue
            if moment.time() != time():
                self.faults.append(Problem("date_hour", column, {"value": text}))
            return moment.date()
        if text:
            self.faults.append(Problem("date_form", column, {"value": text}))
        return None

    def _status(self) -> Status:
        text = self._text("status").strip().lower()
        if text and text not in set(Status):
            self.faults.append(Problem("status_form", "status", {"value": text}))
        return Status(text) if text in set(Status) else Status.PUBLISHED

    def _text(self, column: str) -> str:
        cell = self.row.cells.get(column, "")
        if isinstance(cell, tuple):
            self.faults.append(Problem("shape", column, {"wanted": "text"}))
            return ""
        return cell.replace("\r\n", "\n").replace("\r", "\n")


def _values(cell: Cell, separators: str | None) -> list[str]:
    """Values of a list cell. Phrasings (`separators` None) stand one a line, or between «|» in one line."""
    if isinstance(cell, tuple):
        parts = list(cell)
    elif separators is None:
        parts = split_lines(cell)
    else:
        parts = re.split(f"[{re.escape(separators)}]", cell)
    return [line for line in map(_one_line, parts) if line]


def _one_line(text: str) -> str:
    return " ".join(text.split())
