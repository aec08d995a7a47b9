"""One question-and-answer of the knowledge base, and what makes it fit to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from intents.types import Document
from kb import guide, markup, variables
from kb.problems import InvalidEntryError, Problem

ID_LIMIT = 48
"""An id travels in the data of a Telegram button (64 bytes) together with what the button does."""
TITLE_LIMIT = 300
ANSWER_LIMIT = 3500
"""Telegram's 4,096 characters a message, less room for a greeting line and a template's values."""
PHRASING_LIMIT = 1000
PHRASINGS_LIMIT = 5000
TAG_LIMIT = 64
TOPIC_LIMIT = 64
SEGMENT_LIMIT = 32
FILES_LIMIT = 5
INTRODUCTION_LIMIT = 1500
"""Characters of an answer that stands above the first step of a guide, in one message with it."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DETAIL = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}")
_PICTURE_NAME = re.compile(r"[\w-][\w.-]*\.(?:png|jpe?g|webp)", re.IGNORECASE)
_FILE_NAME = re.compile(r"[^\s./\\|:*?\"<>][^/\\|:*?\"<>\n]{0,150}\.[A-Za-z0-9]{1,10}")
_SEGMENT = re.compile(r"[a-zа-яё0-9]+(?:[-_][a-zа-яё0-9]+)*")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]\S*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Status(StrEnum):
    """How far an entry has come; only `PUBLISHED` is shown to customers."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    RETIRED = "retired"


class Origin(StrEnum):
    """Where a phrasing came from."""

    EDITOR = "editor"
    IMPORT = "import"
    CUSTOMER = "customer"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way customers ask the question; `language` may be empty where nobody said it."""

    text: str
    language: str = ""
    origin: Origin = Origin.EDITOR


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and its answer, in one or more languages.

    `id` is the intent and never changes. `titles` and `answers` map a language code to text; answers
    are Telegram HTML and may hold variables (see `kb.variables`). `guides` are the step-by-step guide in each
    language, as text (see `kb.guide`); the answer is then what is said before its first step. `picture` names
    a file beside the knowledge base or an https address, `files` are sent along with the answer. `details`
    are the keys of what an agent needs to know before he can help (`contract_number`, `address`…).
    `segments` are the customers that the entry is for; it is for all of them when there are none.
    The entry is valid from `valid_from` to `valid_until`, both days included. `version` is 0 until it
    is kept, and grows with every change.
    """

    id: str
    titles: Mapping[str, str]
    answers: Mapping[str, str]
    topic: str = ""
    phrasings: tuple[Phrasing, ...] = ()
    tags: tuple[str, ...] = ()
    link: str = ""
    picture: str = ""
    details: tuple[str, ...] = ()
    guides: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    status: Status = Status.PUBLISHED
    version: int = 0

    def valid_on(self, day: date) -> bool:
        """Whether the entry holds on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        ended = self.valid_until is not None and self.valid_until < day
        return begun and not ended

    def to_document(self) -> Document:
        """What understanding needs of the entry: plain text without markup."""
        return Document(
            entry_id=self.id,
            titles=dict(self.titles),
            answers={language: self._searched(language) for language in (*self.answers, *self.guides)},
            phrasings=tuple(phrasing.text for phrasing in self.phrasings),
            topic=self.topic,
        )

    def _searched(self, language: str) -> str:
        """What the entry says in a language, guide included, as plain text."""
        answer = markup.plain(variables.without(self.answers.get(language, "")))
        steps = guide.plain(variables.without(self.guides.get(language, "")))
        return "\n".join(text for text in (answer, steps) if text)


def tidied(entry: Entry) -> Entry:
    """The same entry in its one canonical form, so that equal entries compare equal.

    Stray blanks and empty texts are gone, each phrasing is one line and there once, and phrasings stand by
    language, otherwise in their order.
    """
    phrasings = (replace(one, text=" ".join(one.text.split())) for one in entry.phrasings)
    unique = dict.fromkeys(one for one in phrasings if one.text)
    return replace(
        entry,
        titles={language: " ".join(text.split()) for language, text in entry.titles.items() if text.strip()},
        answers={language: _lines(text) for language, text in entry.answers.items() if text.strip()},
        phrasings=tuple(sorted(unique, key=lambda one: one.language)),
        tags=tuple(dict.fromkeys(entry.tags)),
        details=tuple(dict.fromkeys(entry.details)),
        guides={
            language: guide.tidied(_lines(text), language)
            for language, text in entry.guides.items()
            if text.strip()
        },
        files=tuple(dict.fromkeys(entry.files)),
        segments=tuple(dict.fromkeys(segment.strip().lower() for segment in entry.segments)),
    )


def _lines(text: str) -> str:
    """Every kind of line break as the usual one."""
    return "\n".join(text.strip().splitlines())


def answer_in(entry: Entry, language: str) -> str:
    """The answer in the customer's language, or the nearest there is (see `text_in`)."""
    return text_in(entry.answers, language)


def title_in(entry: Entry, language: str) -> str:
    """The title in the customer's language, or the nearest there is (see `text_in`)."""
    return text_in(entry.titles, language)


def guide_in(entry: Entry, language: str) -> str:
    """The guide in the customer's language, or the nearest there is; empty without one."""
    return text_in(entry.guides, language)


def text_in(texts: Mapping[str, str], language: str) -> str:
    """The wanted language, else English for those who do not read Russian, else Russian, else the first.

    Empty when there is no text at all.
    """
    order = (language, "ru", "en") if language in {"be", "kk", "uk", ""} else (language, "en", "ru")
    for wanted in order:
        if texts.get(wanted):
            return texts[wanted]
    return next((text for text in texts.values() if text), "")


def problems_of(entry: Entry) -> tuple[Problem, ...]:
    """Everything that keeps the entry from being kept; empty when it is fine."""
    return (
        *_problems_of_id(entry.id),
        *_problems_of_texts(entry),
        *_problems_of_phrasings(entry),
        *_problems_of_guides(entry),
        *_problems_of_variables(entry),
        *_problems_of_extras(entry),
        *_problems_of_lists(entry),
    )


def checked(entry: Entry) -> Entry:
    """The entry itself; raises `InvalidEntryError` with every problem named."""
    if problems := problems_of(entry):
        raise InvalidEntryError(entry.id, problems)
    return entry


def _problems_of_id(entry_id: str) -> Iterator[Problem]:
    if not entry_id:
        yield Problem("id_missing", "id")
    elif len(entry_id) > ID_LIMIT or not _ID.fullmatch(entry_id):
        yield Problem("id_form", "id", {"value": entry_id, "limit": ID_LIMIT})


def _problems_of_texts(entry: Entry) -> Iterator[Problem]:
    if not any(title.strip() for title in entry.titles.values()):
        yield Problem("title_missing", "question")
    if not any(answer.strip() for answer in entry.answers.values()):
        yield Problem("answer_missing", "answer")
    for name, texts, limit in (
        ("question", entry.titles, TITLE_LIMIT),
        ("answer", entry.answers, ANSWER_LIMIT),
    ):
        for language, text in texts.items():
            where = f"{name}_{language}"
            if not _LANGUAGE.fullmatch(language):
                yield Problem("language_form", name, {"value": language})
            yield from _problems_of_text(text, where, limit)
            if name == "answer":
                yield from markup.problems_of(text, where)


def _problems_of_text(text: str, where: str, limit: int) -> Iterator[Problem]:
    if len(text) > limit:
        yield Problem("too_long", where, {"length": len(text), "limit": limit})
    if found := _CONTROL.search(text):
        yield Problem("control_character", where, {"value": f"U+{ord(found.group()):04X}"})


def _problems_of_phrasings(entry: Entry) -> Iterator[Problem]:
    if len(entry.phrasings) > PHRASINGS_LIMIT:
        values = {"length": len(entry.phrasings), "limit": PHRASINGS_LIMIT}
        yield Problem("phrasings_many", "phrasings", values)
    for phrasing in entry.phrasings:
        if not phrasing.text.strip():
            yield Problem("phrasing_empty", "phrasings")
        if phrasing.language and not _LANGUAGE.fullmatch(phrasing.language):
            yield Problem("language_form", "phrasings", {"value": phrasing.language})
        yield from _problems_of_text(phrasing.text, "phrasings", PHRASING_LIMIT)


def _problems_of_guides(entry: Entry) -> Iterator[Problem]:
    for language, text in entry.guides.items():
        if not _LANGUAGE.fullmatch(language):
            yield Problem("language_form", "guide", {"value": language})
        yield from _problems_of_text(text, f"guide_{language}", guide.GUIDE_LIMIT)
    yield from guide.problems_of(entry.guides)
    for language, text in entry.answers.items() if entry.guides else ():
        if len(text) > INTRODUCTION_LIMIT:
            values = {"length": len(text), "limit": INTRODUCTION_LIMIT}
            yield Problem("guide_introduction", f"answer_{language}", values)


def _problems_of_variables(entry: Entry) -> Iterator[Problem]:
    for where, text in texts_with_variables(entry).items():
        yield from variables.problems_of(text, where)
    plain = (*entry.titles.values(), *(phrasing.text for phrasing in entry.phrasings))
    if any("{{" in text for text in plain):
        yield Problem("variable_place", "question")


def texts_with_variables(entry: Entry) -> dict[str, str]:
    """The texts of an entry that may hold variables, by the place they stand in."""
    answers = {f"answer_{language}": text for language, text in entry.answers.items()}
    return answers | {f"guide_{language}": text for language, text in entry.guides.items()}


def _problems_of_extras(entry: Entry) -> Iterator[Problem]:
    if entry.link and not _WEB_ADDRESS.fullmatch(entry.link):
        yield Problem("link_form", "link", {"value": entry.link})
    if entry.picture and not (
        _PICTURE_NAME.fullmatch(entry.picture) or _WEB_ADDRESS.fullmatch(entry.picture)
    ):
        yield Problem("picture_form", "picture", {"value": entry.picture})
    if len(entry.topic) > TOPIC_LIMIT or "\n" in entry.topic or _CONTROL.search(entry.topic):
        yield Problem("topic_form", "topic", {"value": entry.topic, "limit": TOPIC_LIMIT})
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        yield Problem("dates_order", "valid_until", {"since": entry.valid_from, "until": entry.valid_until})


def is_segment(text: str) -> bool:
    """Whether a segment can be called so."""
    return bool(_SEGMENT.fullmatch(text)) and len(text) <= SEGMENT_LIMIT


def _problems_of_lists(entry: Entry) -> Iterator[Problem]:
    for detail in entry.details:
        if not _DETAIL.fullmatch(detail):
            yield Problem("detail_form", "details", {"value": detail})
    for tag in entry.tags:
        if not tag.strip() or len(tag) > TAG_LIMIT or re.search(r"[,;|\n]", tag):
            yield Problem("tag_form", "tags", {"value": tag, "limit": TAG_LIMIT})
    for segment in entry.segments:
        if not is_segment(segment):
            yield Problem("segment_form", "segments", {"value": segment, "limit": SEGMENT_LIMIT})
    for name in entry.files:
        if not _FILE_NAME.fullmatch(name) or _CONTROL.search(name):
            yield Problem("file_form", "files", {"value": name})
    if len(entry.files) > FILES_LIMIT:
        yield Problem("files_many", "files", {"length": len(entry.files), "limit": FILES_LIMIT})
