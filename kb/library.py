"""Entries in the database: their versions, which never change, and which of them answers.

All functions work inside the caller's transaction. A *mark* changes together with what customers can see,
so that every process that answers notices it (see `kb.index`).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from kb import variables
from kb.entry import Entry, Origin, Phrasing, Status, checked, texts_with_variables, tidied
from kb.problems import InvalidEntryError, KnowledgeBaseError, Problem
from store.authoring import KbVariable
from store.schema import KbEntry, KbVersion, Setting

REVISION = "kb_revision"
"""The mark that changes with what customers can see."""
LESSONS = "kb_lessons"
"""The mark that changes with what was learned from use."""
VALUES = "kb_values"
"""The mark that changes with the values of variables; nothing has to be trained for them."""

_IDS_A_QUERY = 500  # PostgreSQL and SQLite both limit the values of one statement
_IS_NEWEST = (KbVersion.entry_id == KbEntry.id) & (KbVersion.version == KbEntry.latest_version)


class UnknownEntryError(KnowledgeBaseError):
    """There is no such entry, or it has no such version."""


@dataclass(frozen=True, slots=True)
class VersionNote:
    """One version in the history of an entry: who wrote it, and when."""

    version: int
    author: str
    created_at: datetime


def published(session: Session, day: date | None = None) -> list[Entry]:
    """The entries that answer; on `day` only, where one is given."""
    answering = (KbEntry.status == Status.PUBLISHED) & (KbVersion.version == KbEntry.published_version)
    return [entry for entry in _entries(session, answering) if day is None or entry.valid_on(day)]


def latest(session: Session) -> list[Entry]:
    """Every entry in its newest wording, drafts and retired ones too."""
    return _entries(session, _IS_NEWEST)


def standing(session: Session) -> list[Entry]:
    """Every entry as it stands: published ones in the wording that answers, whatever somebody is writing over
    it; all others in their newest wording."""
    answers = (KbEntry.status == Status.PUBLISHED) & (KbVersion.version == KbEntry.published_version)
    return _entries(session, answers | ((KbEntry.status != Status.PUBLISHED) & _IS_NEWEST))


def stamp(session: Session) -> str:
    """A short mark of which wordings there are: it changes with every version, publishing and retiring."""
    columns = (KbEntry.id, KbEntry.status, KbEntry.latest_version, KbEntry.published_version)
    rows = session.execute(select(*columns).order_by(KbEntry.id)).all()
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()[:16]


def entry(session: Session, entry_id: str, version: int | None = None) -> Entry:
    """One entry, in its newest wording or in that of `version`. Raises `UnknownEntryError`."""
    row, wording = _wording(session, entry_id, version)
    return from_content(row.id, row.status, wording.version, wording.content)


def versions(session: Session, entry_id: str) -> list[VersionNote]:
    """The history of an entry, oldest first."""
    found = session.scalars(
        select(KbVersion).where(KbVersion.entry_id == entry_id).order_by(KbVersion.version)
    )
    return [VersionNote(row.version, row.author, row.created_at) for row in found]


def save(session: Session, wanted: Entry, *, author: str, now: datetime) -> Entry:
    """Keep an entry in the state it names; a changed wording becomes a new version.

    A draft of an entry that answers already leaves the published version answering. Returns the entry with
    its version. Nothing is written where nothing differs. Raises `InvalidEntryError`.
    """
    return save_all(session, [wanted], author=author, now=now)[0]


def save_all(session: Session, wanted: Iterable[Entry], *, author: str, now: datetime) -> list[Entry]:
    """Keep many entries in one transaction (see `save`), ten thousand in seconds."""
    entries = [checked(tidied(one)) for one in wanted]
    for entry_id, problem in without_value(session, entries):
        raise InvalidEntryError(entry_id, (problem,))
    rows, wordings = _kept(session, [one.id for one in entries])
    for one in entries:
        if one.id not in rows:
            rows[one.id] = KbEntry(
                id=one.id, status=Status.DRAFT, latest_version=0, created_at=now, changed_at=now
            )
            session.add(rows[one.id])
    session.flush()  # versions point at entries
    visible = False
    saved = []
    for one in entries:
        row, wording, kept = rows[one.id], wordings.get(one.id), content(one)
        if wording is None or wording.content != kept:
            row.latest_version += 1
            wording = wordings[one.id] = KbVersion(
                entry_id=one.id, version=row.latest_version, content=kept, author=author, created_at=now
            )
            session.add(wording)
        being_written = one.status in (Status.DRAFT, Status.REVIEW)
        if not (being_written and row.status == Status.PUBLISHED):
            visible |= _move(row, one.status, wording, now)
        saved.append(replace(one, version=wording.version))
    session.flush()
    if visible:
        touch(session, REVISION)
    return saved


def publish(session: Session, entry_id: str, *, now: datetime, version: int | None = None) -> Entry:
    """Let a version answer (the newest where none is named). Raises `UnknownEntryError`."""
    row, wording = _wording(session, entry_id, version)
    _show(session, row, Status.PUBLISHED, wording, now)
    return from_content(row.id, row.status, wording.version, wording.content)


def retire(session: Session, entry_id: str, *, now: datetime) -> None:
    """Take an entry away from customers; its versions stay. Raises `UnknownEntryError`."""
    row, wording = _wording(session, entry_id, None)
    _show(session, row, Status.RETIRED, wording, now)


def marks(session: Session) -> dict[str, str]:
    """The marks that are set: each is another one whenever there is something new of its kind."""
    wanted = Setting.key.in_((REVISION, LESSONS, VALUES))
    found = session.execute(select(Setting.key, Setting.value).where(wanted))
    return {row.key: row.value for row in found}


def without_value(session: Session, entries: Iterable[Entry]) -> Iterator[tuple[str, Problem]]:
    """Variables that entries use and nobody has given a value (see `kb.values`), each with the entry's id."""
    known: set[str] | None = None
    for one in entries:
        texts = texts_with_variables(one)
        if not any("{{" in text for text in texts.values()):
            continue
        if known is None:
            known = set(session.scalars(select(KbVariable.name)))
        for problem in variables.unknown(texts, known):
            yield one.id, problem


def touch(session: Session, mark: str) -> None:
    """Change a mark, so that every process that answers notices."""
    value = uuid.uuid4().hex  # no counter: two writers at once need no lock to make two new values
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Setting).values(key=mark, value=value)
    session.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def content(wanted: Entry) -> dict[str, Any]:
    """The wording of an entry as its version keeps it."""
    return {
        "titles": dict(wanted.titles),
        "answers": dict(wanted.answers),
        "topic": wanted.topic,
        "phrasings": [[one.text, one.language, one.origin.value] for one in wanted.phrasings],
        "tags": list(wanted.tags),
        "link": wanted.link,
        "picture": wanted.picture,
        "details": list(wanted.details),
        "guides": dict(wanted.guides),
        "files": list(wanted.files),
        "segments": list(wanted.segments),
        "valid_from": wanted.valid_from.isoformat() if wanted.valid_from else None,
        "valid_until": wanted.valid_until.isoformat() if wanted.valid_until else None,
    }


def from_content(entry_id: str, status: str, version: int, kept: dict[str, Any]) -> Entry:
    """The entry whose wording `content` gave."""
    return Entry(
        id=entry_id,
        titles=kept["titles"],
        answers=kept["answers"],
        topic=kept["topic"],
        phrasings=tuple(Phrasing(text, spoken, Origin(origin)) for text, spoken, origin in kept["phrasings"]),
        tags=tuple(kept["tags"]),
        link=kept["link"],
        picture=kept["picture"],
        details=tuple(kept["details"]),
        guides=kept["guides"],
        files=tuple(kept["files"]),
        segments=tuple(kept["segments"]),
        valid_from=_day(kept["valid_from"]),
        valid_until=_day(kept["valid_until"]),
        status=Status(status),
        version=version,
    )


def _entries(session: Session, wanted: ColumnElement[bool]) -> list[Entry]:
    """Entries with the version that the condition picks; plain columns, because there may be many."""
    found = session.execute(
        select(KbEntry.id, KbEntry.status, KbVersion.version, KbVersion.content)
        .join(KbVersion, KbVersion.entry_id == KbEntry.id)
        .where(wanted)
        .order_by(KbEntry.id)
    )
    return [from_content(*row) for row in found]


def _kept(session: Session, ids: Sequence[str]) -> tuple[dict[str, KbEntry], dict[str, KbVersion]]:
    """Entries of those ids, locked, and the newest wording of each."""
    rows: dict[str, KbEntry] = {}
    wordings: dict[str, KbVersion] = {}
    for start in range(0, len(ids), _IDS_A_QUERY):
        some = sorted(ids[start : start + _IDS_A_QUERY])
        locked = select(KbEntry).where(KbEntry.id.in_(some)).order_by(KbEntry.id).with_for_update()
        rows |= {row.id: row for row in session.scalars(locked)}
        newest = select(KbVersion).join(KbEntry, _IS_NEWEST).where(KbEntry.id.in_(some))
        wordings |= {wording.entry_id: wording for wording in session.scalars(newest)}
    return rows, wordings


def _wording(session: Session, entry_id: str, version: int | None) -> tuple[KbEntry, KbVersion]:
    row = session.get(KbEntry, entry_id)
    if row is None:
        raise UnknownEntryError(f"there is no entry {entry_id}")
    wording = session.get(KbVersion, (entry_id, version or row.latest_version))
    if wording is None:
        raise UnknownEntryError(f"{entry_id} has no version {version}")
    return row, wording


def _show(session: Session, row: KbEntry, status: Status, wording: KbVersion, now: datetime) -> None:
    if _move(row, status, wording, now):
        session.flush()
        touch(session, REVISION)


def _move(row: KbEntry, status: Status, wording: KbVersion, now: datetime) -> bool:
    """Set the state of an entry; True when customers can see the difference."""
    before = (row.status, row.published_version)
    row.status = status
    if status is Status.PUBLISHED:
        row.published_version = wording.version
        row.valid_from = _day(wording.content["valid_from"])
        row.valid_until = _day(wording.content["valid_until"])
    if before == (row.status, row.published_version):
        return False
    row.changed_at = now
    return Status.PUBLISHED in (status, before[0])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
