"""Writing an entry, step by step: what is asked in which order, and what each message means. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kb import guide, markup
from kb.entry import ANSWER_LIMIT, PHRASING_LIMIT, TITLE_LIMIT, Entry, Origin, Phrasing, is_segment


class Field(StrEnum):
    """What can be asked; `ORDER` says what is asked one after another. `CARD` is the end: everything at once,
    to look at and to change."""

    QUESTION = "question"
    ANSWER = "answer"
    EXTRAS = "extras"
    PHRASINGS = "phrasings"
    TOPIC = "topic"
    OTHER_QUESTION = "other_question"
    OTHER_ANSWER = "other_answer"
    DETAILS = "details"
    VALIDITY = "validity"
    GUIDE = "guide"
    OTHER_GUIDE = "other_guide"
    SEGMENTS = "segments"
    CARD = "card"


FROM_CARD = frozenset({Field.GUIDE, Field.OTHER_GUIDE, Field.SEGMENTS})
"""What few entries have: asked for on the card alone, not on the way to it."""
ORDER = tuple(field for field in Field if field not in FROM_CARD)
REQUIRED = frozenset({Field.QUESTION, Field.ANSWER, Field.OTHER_ANSWER})
BY_BUTTONS = frozenset({Field.TOPIC, Field.DETAILS, Field.CARD})
"""Steps whose buttons say everything; a message written there is taken as nothing."""


def after(field: Field, entry: Entry, other: str) -> Field:
    """The step that follows; the answer in the other language is asked only where there is its question."""
    if field in FROM_CARD:
        translated = field is Field.GUIDE and entry.guides and entry.titles.get(other)
        return Field.OTHER_GUIDE if translated else Field.CARD
    following = ORDER[min(ORDER.index(field) + 1, len(ORDER) - 1)]
    if following is Field.OTHER_ANSWER and not entry.titles.get(other):
        return Field.DETAILS
    return following


def before(field: Field, entry: Entry, other: str) -> Field:
    """The step that came before; the first has none."""
    if field in FROM_CARD:
        return Field.CARD
    earlier = ORDER[max(ORDER.index(field) - 1, 0)]
    if earlier is Field.OTHER_ANSWER and not entry.titles.get(other):
        return Field.OTHER_QUESTION
    return earlier


@dataclass(frozen=True, slots=True)
class Given:
    """What an editor sent: the text, the same as Telegram HTML, and the names of a kept picture and file."""

    text: str = ""
    html: str = ""
    picture: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a message cannot be taken: the key of a text, and its values."""

    key: str
    values: Mapping[str, str | int]


def take(field: Field, entry: Entry, given: Given, *, own: str, other: str, today: date) -> Entry | Refused:
    """The entry with what was sent as `field`. `own` is the first language, `other` the second."""
    match field:
        case Field.QUESTION:
            return _title(entry, given, own)
        case Field.OTHER_QUESTION:
            return _title(entry, given, other)
        case Field.ANSWER:
            return _answer(entry, given, own)
        case Field.OTHER_ANSWER:
            return _answer(entry, given, other)
        case Field.EXTRAS:
            return _extras(entry, given)
        case Field.PHRASINGS:
            return _phrasings(entry, given)
        case Field.VALIDITY:
            return _validity(entry, given, today)
        case Field.GUIDE:
            return _guide(entry, given, own)
        case Field.OTHER_GUIDE:
            return _guide(entry, given, other)
        case Field.SEGMENTS:
            return _segments(entry, given)
        case _:
            return Refused("editor-press-button", {})


def without(field: Field, entry: Entry, other: str) -> Entry:
    """The entry with nothing in a field."""
    match field:
        case Field.EXTRAS:
            return replace(entry, picture="", link="", files=())
        case Field.GUIDE:
            return replace(entry, guides={})
        case Field.OTHER_GUIDE:
            return replace(entry, guides={one: text for one, text in entry.guides.items() if one != other})
        case Field.SEGMENTS:
            return replace(entry, segments=())
        case Field.PHRASINGS:
            return replace(entry, phrasings=())
        case Field.TOPIC:
            return replace(entry, topic="")
        case Field.DETAILS:
            return replace(entry, details=())
        case Field.VALIDITY:
            return replace(entry, valid_from=None, valid_until=None)
        case Field.OTHER_QUESTION | Field.OTHER_ANSWER:
            return replace(
                entry,
                titles={one: text for one, text in entry.titles.items() if one != other},
                answers={one: text for one, text in entry.answers.items() if one != other},
            )
        case _:
            return entry


def _title(entry: Entry, given: Given, language: str) -> Entry | Refused:
    title = " ".join(given.text.split())
    if not title:
        return Refused("editor-need-text", {})
    if len(title) > TITLE_LIMIT:
        return Refused("editor-too-long", {"length": len(title), "limit": TITLE_LIMIT})
    return replace(entry, titles={**entry.titles, language: title})


def _answer(entry: Entry, given: Given, language: str) -> Entry | Refused:
    if not given.text.strip():
        return Refused("editor-need-text", {})
    if len(given.html) > ANSWER_LIMIT:
        return Refused("editor-too-long", {"length": len(given.html), "limit": ANSWER_LIMIT})
    html = _kept_markup(given)
    changed = replace(entry, answers={**entry.answers, language: html})
    return _with_files(changed, given)


def _with_files(entry: Entry, given: Given) -> Entry:
    files = (*entry.files, given.file) if given.file else entry.files
    return replace(entry, picture=given.picture or entry.picture, files=tuple(dict.fromkeys(files)))


def _guide(entry: Entry, given: Given, language: str) -> Entry | Refused:
    """A guide as a few lines of text; formatting that goes over several steps is left out."""
    if not given.text.strip():
        return Refused("editor-need-text", {})
    html = given.html or markup.escape(given.text)
    crossed = any(problem.code == "guide_markup" for problem in guide.problems_of({language: html}))
    text = guide.tidied(markup.escape(given.text) if crossed else html, language)
    return replace(entry, guides={**entry.guides, language: text})


def _segments(entry: Entry, given: Given) -> Entry | Refused:
    found = tuple(
        dict.fromkeys(one.strip().lower() for one in re.split(r"[,;\n]", given.text) if one.strip())
    )
    wrong = next((one for one in found if not is_segment(one)), "")
    if not found or wrong:
        return Refused("editor-bad-segment", {"segment": wrong or "—"})
    return replace(entry, segments=found)


def _kept_markup(given: Given) -> str:
    """The formatting as sent; plain text where Telegram gave something that an answer may not hold."""
    html = given.html or markup.escape(given.text)
    return markup.escape(given.text) if markup.problems_of(html) else html


def _extras(entry: Entry, given: Given) -> Entry | Refused:
    link = given.text.strip()
    if link and not re.match(r"https?://", link):
        link = f"https://{link}" if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", link) else link
    if not (given.picture or given.file or link):
        return Refused("editor-need-extras", {})
    if link and not re.fullmatch(r"https?://[^\s/.]+\.\S+", link):
        return Refused("editor-bad-link", {"link": link})
    return replace(_with_files(entry, given), link=link or entry.link)


def _phrasings(entry: Entry, given: Given) -> Entry | Refused:
    """One a line; marks of lists at the beginning are no part of them."""
    lines = [re.sub(r"^\s*(?:[-–—•*]|\d{1,2}[.)])\s+", "", line).strip() for line in given.text.splitlines()]
    found = [line for line in lines if line]
    if not found:
        return Refused("editor-need-text", {})
    longest = max(map(len, found))
    if longest > PHRASING_LIMIT:
        return Refused("editor-too-long", {"length": longest, "limit": PHRASING_LIMIT})
    known = {one.text.casefold() for one in entry.phrasings}
    new = [Phrasing(line, origin=Origin.EDITOR) for line in found if line.casefold() not in known]
    return replace(entry, phrasings=(*entry.phrasings, *dict.fromkeys(new)))


def _validity(entry: Entry, given: Given, today: date) -> Entry | Refused:
    try:
        since, until = read_days(given.text, today)
    except ValueError:
        return Refused("editor-bad-days", {})
    return replace(entry, valid_from=since, valid_until=until)


_DAY = r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?"


def read_days(text: str, today: date) -> tuple[date | None, date | None]:
    """«с 01.12.2026 по 15.01.2027», «01.12 – 15.01», «до 31.12» or «с 5.12» as the first and the last day.

    A year that is not said is the next in which the day comes. Raises ValueError for anything else.
    """
    words = " ".join(text.lower().split())
    if found := re.fullmatch(rf"(?:с |from )?{_DAY} ?(?:по|до|to|until|[-–—]) ?{_DAY}\.?", words):
        since = _day(found.groups()[:3], today)
        until = _day(found.groups()[3:], since)
        if until < since:
            raise ValueError
        return since, until
    if found := re.fullmatch(rf"(?:с|from|since) {_DAY}\.?", words):
        return _day(found.groups(), today), None
    if found := re.fullmatch(rf"(?:до|по|to|until) {_DAY}\.?", words):
        return None, _day(found.groups(), today)
    raise ValueError


def _day(parts: tuple[str | None, ...], not_before: date) -> date:
    day, month, year = parts
    assert day is not None and month is not None  # noqa: S101, PT018 -- the pattern has them
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    found = date(not_before.year, int(month), int(day))
    return found if found >= not_before else date(not_before.year + 1, int(month), int(day))
