"""All buttons of a card work in the agent's private chat, their menus under the card that stands there; and
an owner hears when a case leaves him without his doing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.team.roles import Role
from handoff import templates
from handoff.case import EventType, State
from store.database import Database
from store.schema import Note, Outbox
from tests.integration.work.line import IRINA, PAVEL, employ
from tests.integration.work.staffed import Staffed

BOSS = 903


@pytest.fixture
def line(sqlite_database: Database) -> Staffed:
    line = Staffed(sqlite_database)
    employ(sqlite_database, BOSS, role=Role.SUPERVISOR)
    with line.database.write() as session:
        templates.save(session, "Приветствие", {"ru": "Здравствуйте, {customer}!"}, by="тест", now=line.now)
    line.at_work_here()
    return line


def press(line: Staffed, verb: str, *more: object, agent: int = IRINA) -> None:
    """A button under the private card, as it is now."""
    case = line.case()
    line.presses(agent, ":".join(str(part) for part in ("desk", verb, case.id, case.epoch, *more)))
    line.work()


def menus(line: Staffed, chat_id: int | None) -> list[list[str]]:
    """The menus that were drawn, as the data of their buttons."""
    rows: list[dict[str, Any]] = line.read(
        lambda s: s.scalars(
            select(Outbox.payload)
            .where(
                Outbox.action == "edit_keyboard",
                Outbox.chat_id == chat_id if chat_id else Outbox.chat_id.is_(None),
            )
            .order_by(Outbox.id)
        ).all()
    )
    return [[one["data"] for row in payload["keyboard"] for one in row] for payload in rows]


def test_the_private_card_has_the_buttons_of_the_topic_and_its_menus_appear_under_it(line: Staffed) -> None:
    in_topic = [data for data in line.buttons_of(None) if data.split(":")[2:3] == [str(line.case().epoch)]]
    assert {f"desk:{data}" for data in in_topic[-6:]} <= set(line.buttons_of(IRINA)), in_topic
    for verb in ("more", "needs", "replies", "pass", "route"):
        press(line, verb, *([0] if verb == "replies" else []))
    drawn = menus(line, IRINA)
    assert [next(data.split(":")[1] for data in menu) for menu in drawn] == [
        "pass",
        "need",
        "draft",
        "pass",
        "route",
    ]
    assert all(data.startswith("desk:") and len(data.encode()) <= 64 for menu in drawn for data in menu)
    assert menus(line, None) == [], "the group pays nothing for it"
    press(line, "card")
    assert "desk:done:" in menus(line, IRINA)[-1][0]


def test_a_detail_is_asked_for_and_comes_onto_the_card(line: Staffed) -> None:
    press(line, "need", "phone")
    assert line.case().state == State.WAITING_CUSTOMER
    assert "просит уточнить" in line.sent_to(1)[-1]
    line.says(1, "+7 912 345-67-89")
    line.work()
    assert line.case().state == State.OWNED
    assert "+7 912 345-67-89" in line.sent_to(IRINA)


def test_a_template_is_looked_at_here_sent_and_repeated_in_the_topic(line: Staffed) -> None:
    press(line, "draft", "t1")
    assert "ещё не отправлен" in line.sent_to(IRINA)[-1]
    line.presses(IRINA, line.last_button(IRINA, "desk", "draftsend"))
    line.work()
    assert line.sent_to(1)[-1] == "Здравствуйте, Клиент!"
    assert any("Здравствуйте, Клиент!" in said for said in line.sent_to(None))


@pytest.mark.parametrize(
    ("verb", "more", "state"),
    [
        ("await", (), State.WAITING_CUSTOMER),
        ("vendor", (), State.WAITING_VENDOR),
        ("release", (), State.QUEUED),
        ("spam", (), State.CLOSED),
        ("done", (), State.SOLVED),
        ("line", (2, "expert", "high"), State.QUEUED),
    ],
)
def test_what_moves_the_case_moves_it_from_here_too(
    line: Staffed, verb: str, more: tuple[object, ...], state: State
) -> None:
    press(line, verb, *more)
    assert line.case().state == state
    assert not any("больше не у вас" in said for said in line.sent_to(IRINA)), "he did it himself"


def test_it_is_passed_to_a_colleague_and_what_he_writes_then_reaches_nobody(line: Staffed) -> None:
    press(line, "pass", line.person_id(PAVEL))
    assert line.owner() == PAVEL
    before = line.sent_to(1)
    line.says(IRINA, "ещё одно")
    line.work()
    assert line.sent_to(1) == before


def test_the_reason_of_an_escalation_is_written_as_a_note_here(line: Staffed) -> None:
    press(line, "line", 2, "words", "normal")
    line.says(IRINA, "// нужен доступ к биллингу")
    line.work()
    assert line.read(lambda s: s.scalars(select(Note.text)).all()) == ["нужен доступ к биллингу"]


def test_which_entry_would_have_answered_is_asked_here(line: Staffed) -> None:
    line.says(2, "не работает пароль")
    line.work()
    line.says(2, "позовите оператора")
    line.work()
    case = line.case()
    line.agent_presses(IRINA, line.topic(), f"take:{case.id}:{case.epoch}")
    line.presses(IRINA, f"me:case:{case.id}")
    line.work()
    press(line, "done")
    line.presses(IRINA, line.last_button(IRINA, "desk", "link", str(case.id)))
    line.work()
    assert line.words_over_buttons()[-1] == "Записал"


# -- a case leaves its owner


def lost(line: Staffed, external_id: int = IRINA) -> list[str]:
    return [said for said in line.sent_to(external_id) if "больше не у вас" in said]


def test_an_owner_hears_once_that_his_lease_is_over(line: Staffed) -> None:
    line.says(1, "вы тут?")
    line.work(seconds=3600)
    line.work(seconds=3600)
    assert line.case().state == State.QUEUED
    assert len(lost(line)) == 1
    assert "давно не было ответа" in lost(line)[0]


def test_a_supervisor_gives_anybodys_case_back_and_the_owner_is_told(line: Staffed) -> None:
    case = line.case()
    line.agent_presses(PAVEL, case.id * 10, f"release:{case.id}:{case.epoch}")
    line.work()
    assert line.owner() == IRINA, "a colleague may not"
    line.agent_presses(BOSS, case.id * 10, f"release:{case.id}:{case.epoch}")
    line.work()
    assert line.case().state == State.QUEUED
    released = next(event for event in line.events() if event.type is EventType.RELEASED)
    assert released.actor.id == line.person_id(BOSS)
    assert len(lost(line)) == 1
    assert "Клиент 903" in lost(line)[0] or "так решает" in lost(line)[0]


def test_a_supervisor_transfers_anybodys_case_to_a_person_a_topic_and_a_line(line: Staffed) -> None:
    case = line.case()
    line.agent_presses(BOSS, case.id * 10, f"pass:{case.id}:{case.epoch}")
    line.work()
    offered = {data.rpartition(":")[2] for data in menus(line, None)[-1]}
    assert str(line.person_id(PAVEL)) in offered
    assert str(line.person_id(IRINA)) not in offered, "she has it"
    line.agent_presses(BOSS, case.id * 10, f"pass:{case.id}:{case.epoch}:{line.person_id(PAVEL)}")
    line.work()
    assert line.owner() == PAVEL
    transferred = line.events()[-1]
    assert (transferred.type, transferred.actor.id) == (EventType.TRANSFERRED, line.person_id(BOSS))
    assert len(lost(line)) == 1
    line.agent_presses(BOSS, case.id * 10, f"line:{case.id}:{line.case().epoch}:2:expert:high")
    line.work()
    assert (line.case().line, line.owner()) == (2, None)
    assert (len(lost(line)), len(lost(line, PAVEL))) == (1, 1)


def test_a_supervisor_does_not_speak_in_the_owners_case(line: Staffed) -> None:
    case = line.case()
    before = line.sent_to(1)
    for verb in ("need", "draft", "done", "await", "vendor"):
        line.agent_presses(BOSS, case.id * 10, f"{verb}:{case.id}:{case.epoch}:phone")
    line.work()
    assert (line.sent_to(1), line.owner(), line.case().state) == (before, IRINA, State.OWNED)


def test_who_never_wrote_to_the_bot_is_called_in_the_topic(line: Staffed) -> None:
    line.profile(IRINA, reachable=False)
    case = line.case()
    line.agent_presses(BOSS, case.id * 10, f"release:{case.id}:{case.epoch}")
    line.work()
    assert lost(line) == []
    assert any(f"tg://user?id={IRINA}" in said and "больше не у вас" in said for said in line.sent_to(None))
