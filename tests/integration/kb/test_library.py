"""Entries and their versions in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from kb import demo_company, library
from kb.entry import Entry, Status, tidied
from kb.problems import InvalidEntryError
from store.database import Database
from store.schema import KbVersion

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_what_is_kept_comes_back_whole(database: Database, pay: Entry) -> None:
    dated = replace(
        pay, valid_from=date(2026, 1, 1), details=("phone",), tags=("деньги",), link="https://x.y"
    )
    with database.write() as session:
        library.save(session, dated, author="мария", now=NOW)
    with database.read() as session:
        assert library.entry(session, "pay") == tidied(replace(dated, version=1))
        assert library.published(session) == [tidied(replace(dated, version=1))]


def test_the_demo_can_be_kept_and_read(database: Database) -> None:
    demo = demo_company.entries()
    with database.write() as session:
        demo_company.load(session, NOW)
    with database.read() as session:
        kept = {entry.id: replace(entry, version=0) for entry in library.latest(session)}
    assert kept == {entry.id: tidied(entry) for entry in demo}


def test_a_changed_wording_is_a_new_version_and_the_old_one_stays(database: Database, pay: Entry) -> None:
    with database.write() as session:
        library.save(session, pay, author="a", now=NOW)
    changed = replace(pay, answers={"ru": "Наличными."})
    with database.write() as session:
        assert library.save(session, changed, author="b", now=NOW).version == 2
    with database.read() as session:
        assert library.entry(session, "pay", 1).answers == pay.answers
        assert library.entry(session, "pay").answers == {"ru": "Наличными."}
        assert [(note.version, note.author) for note in library.versions(session, "pay")] == [
            (1, "a"),
            (2, "b"),
        ]


def test_keeping_the_same_again_writes_nothing(database: Database, pay: Entry) -> None:
    with database.write() as session:
        library.save(session, pay, author="a", now=NOW)
        before = library.marks(session)
    with database.write() as session:
        assert library.save(session, pay, author="b", now=NOW).version == 1
    with database.read() as session:
        assert library.marks(session) == before
        assert len(session.scalars(select(KbVersion)).all()) == 1


def test_a_draft_of_a_published_entry_leaves_the_published_wording_answering(
    database: Database, pay: Entry
) -> None:
    with database.write() as session:
        library.save(session, pay, author="a", now=NOW)
    draft = replace(pay, answers={"ru": "Ещё не решили."}, status=Status.DRAFT)
    with database.write() as session:
        library.save(session, draft, author="a", now=NOW)
    with database.read() as session:
        assert library.published(session)[0].answers == pay.answers
        assert library.latest(session)[0].answers == {"ru": "Ещё не решили."}
    with database.write() as session:
        library.publish(session, "pay", now=NOW)
    with database.read() as session:
        assert library.published(session)[0].answers == {"ru": "Ещё не решили."}


def test_an_earlier_version_can_be_brought_back(database: Database, pay: Entry) -> None:
    with database.write() as session:
        library.save(session, pay, author="a", now=NOW)
        library.save(session, replace(pay, answers={"ru": "Ошибка."}), author="a", now=NOW)
        library.publish(session, "pay", version=1, now=NOW)
    with database.read() as session:
        assert library.published(session)[0].version == 1


def test_a_draft_and_a_retired_entry_answer_nobody(database: Database, pay: Entry, office: Entry) -> None:
    with database.write() as session:
        library.save(session, replace(pay, status=Status.DRAFT), author="a", now=NOW)
        library.save(session, office, author="a", now=NOW)
        library.retire(session, "office", now=NOW)
    with database.read() as session:
        assert library.published(session) == []
        assert {entry.id: entry.status for entry in library.latest(session)} == {
            "pay": Status.DRAFT,
            "office": Status.RETIRED,
        }


def test_the_mark_changes_with_what_customers_see_and_only_then(database: Database, pay: Entry) -> None:
    seen = []
    steps = [
        lambda session: library.save(session, replace(pay, status=Status.DRAFT), author="a", now=NOW),
        lambda session: library.publish(session, "pay", now=NOW),
        lambda session: library.publish(session, "pay", now=NOW),
        lambda session: library.retire(session, "pay", now=NOW),
    ]
    for step in steps:
        with database.write() as session:
            step(session)
            seen.append(library.marks(session).get(library.REVISION))
    assert [seen[0] is None, seen[1] != seen[0], seen[2] == seen[1], seen[3] != seen[2]] == [True] * 4


def test_an_entry_with_a_fault_is_not_kept(database: Database, pay: Entry) -> None:
    with pytest.raises(InvalidEntryError), database.write() as session:
        library.save(session, replace(pay, answers={"ru": "<script>"}), author="a", now=NOW)
    with database.read() as session:
        assert library.latest(session) == []


def test_what_is_not_there_is_said(database: Database, pay: Entry) -> None:
    with database.write() as session:
        library.save(session, pay, author="a", now=NOW)
        with pytest.raises(library.UnknownEntryError):
            library.entry(session, "nothing")
        with pytest.raises(library.UnknownEntryError):
            library.publish(session, "pay", version=7, now=NOW)
