"""How each answer does, and the editors' week."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from intents.training import train
from kb import digest, gaps, health, library
from kb.entry import Entry, Phrasing
from kb.likeness import Space
from store.database import Database
from tests.integration.kb.asked import NOON, Asked, agent

NOW = NOON + timedelta(days=1)
MOSCOW = ZoneInfo("Europe/Moscow")


def test_answers_that_customers_keep_rejecting_come_first(
    database: Database, pay: Entry, office: Entry
) -> None:
    with database.write() as session:
        library.save_all(session, [pay, office], author="a", now=NOON)
        for number in range(6):
            asked = Asked(session, f"как платить {number}").answered("pay", 0.8)
            if number < 4:
                asked.rejected("pay")
            if number == 0:
                asked.handed_off("rejected")
        Asked(session, "where is your office", language="en").answered("office").helped("office")
        Asked(session, "где офис").answered("office").helped("office")
    with database.read() as session:
        entries = {one.id: one for one in library.published(session)}
        found = health.check(session, entries)
    sick, well = found.entries
    assert (sick.entry_id, sick.shown, sick.rejected, sick.helped, sick.human) == ("pay", 6, 4, 0, 1)
    assert sick.share_rejected == 1
    assert sick.confidence == pytest.approx(0.2)
    assert sick.changed_at == NOON
    assert sick.missing == ()
    assert (well.helped, well.share_rejected, well.missing) == (2, 0, (("en", 1),))
    assert well.unused is None


def test_phrasings_that_nobody_uses_are_named(database: Database, pay: Entry, office: Entry) -> None:
    pay = replace(pay, phrasings=(Phrasing("как заплатить"), Phrasing("реквизиты для перевода")))
    model = train([pay.to_document(), office.to_document()], encoder="lexical")
    with database.write() as session:
        for number in range(25):
            Asked(session, f"как заплатить за интернет {number}").answered("pay")
    with database.read() as session:
        found = health.check(session, {"pay": pay, "office": office}, model=model)
    assert {one.entry_id: one.unused for one in found.entries} == {
        "pay": ("реквизиты для перевода",),
        "office": None,
    }


def test_entries_that_steal_from_each_other_are_named(database: Database, pay: Entry, office: Entry) -> None:
    with database.write() as session:
        asked = Asked(session, "привет мир")
        asked.question("платить в офисе", candidates=[("pay", 0.5), ("office", 0.4), ("gone", 0.39)])
        asked.answered("pay").rejected("pay").answered("office").helped("office")
        Asked(session, "x").question("как платить", candidates=[("pay", 0.9), ("office", 0.02)])
    with database.read() as session:
        found = health.check(session, {"pay": pay, "office": office})
    assert found.rivals == (health.Rivals("office", "pay", 1, 1, "платить в офисе"),)


def test_links_of_entries(pay: Entry, office: Entry) -> None:
    linked = replace(
        pay,
        link="https://example.com/pay",
        answers={"ru": 'См. <a href="https://example.com/a?b=1&amp;c=2">тут</a> и https://example.com/pay.'},
    )
    assert health.links([linked, replace(office, link="https://example.com/pay")]) == {
        "https://example.com/a?b=1&c=2": ("pay",),
        "https://example.com/pay": ("pay", "office"),
    }


def test_every_link_has_its_turn() -> None:
    addresses = [f"https://example.com/{number}" for number in range(7)]
    days = [health.in_turn(addresses, 3, NOW.date() + timedelta(days=day)) for day in range(7)]
    assert {len(one) for one in days} == {3}
    assert {address for one in days[:3] for address in one} == set(addresses)
    assert health.in_turn(addresses, 10, NOW.date()) != []
    assert sorted(health.in_turn(addresses, 10, NOW.date())) == addresses
    assert health.in_turn([], 3, NOW.date()) == []


def test_the_week_of_the_editors(database: Database, pay: Entry) -> None:
    with database.write() as session:
        library.save_all(session, [pay], author="a", now=NOON)
        irina = agent(session)
        Asked(session, "как платить").answered("pay").helped("pay")
        Asked(session, "как платить", at=NOON - timedelta(days=2)).answered("pay").rejected("pay")
        Asked(session, "верните деньги").handed_off().solved_by(irina, "Вернули, проверьте счёт сейчас.", 10)
        Asked(session, "верните деньги", at=NOON - timedelta(days=9)).handed_off()
    gaps.refresh(database, Space(), now=NOW)
    with database.read() as session:
        found = digest.weekly(session, now=NOW, entries={"pay": pay}, zone=MOSCOW)
    assert found.week == digest.Counts(asked=3, answered=1, rejected=1, people=1, minutes=10)
    assert found.week.share_answered == pytest.approx(1 / 3)
    assert found.before.people == 1
    assert [day.isoformat() for day, _ in found.days] == [f"2026-11-{day}" for day in range(14, 22)]
    assert sum(counts.asked for _, counts in found.days) == 3
    assert (found.open_gaps, found.new_gaps) == (2, 2)
    assert found.gaps[0].minutes == pytest.approx(10)
    assert [one.entry_id for one in found.worst] == ["pay"]
    picture = digest.chart(found, digest.ChartTexts("Вопросы недели", "отвечено", "отклонено", "ушло людям"))
    assert picture.startswith(b"\x89PNG")


def test_a_week_without_questions_has_a_chart_too(database: Database) -> None:
    with database.read() as session:
        found = digest.weekly(session, now=NOW, entries={}, zone=MOSCOW)
    assert found.week.share_answered is None
    assert digest.chart(found).startswith(b"\x89PNG")
