"""Lines 1–3 and the vendor: a case goes up with a cause and how critical it is, comes back with one, keeps
its number and its story; another line can be asked without giving the case away."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from bot.team import profiles, roles
from handoff import package as packages
from handoff.case import EventType, State
from handoff.package import Package
from store.database import Database
from store.outbox import Action
from store.schema import Outbox
from tests.integration.desk.scenes import OLGA, assert_folds, events, line_with_people, note, press
from tests.integration.work.line import IRINA, PAVEL, Line

HOUR = 3600.0


def package(line: Line) -> Package:
    found: Package = line.read(lambda session: packages.build(session, line.case()))
    return found


def owned(database: Database) -> Line:
    line = line_with_people(database)
    line.owned()
    return line


def menu(line: Line) -> list[str]:
    """The buttons that the card was given last."""
    wanted = select(Outbox.payload).where(Outbox.action == Action.EDIT_KEYBOARD).order_by(Outbox.id.desc())
    payload = line.read(lambda session: session.scalars(wanted).first())
    return [one["text"] for row in payload["keyboard"] for one in row]


def test_escalation_by_buttons_asks_why_and_how_critical(database: Database) -> None:
    line = owned(database)
    press(line, "more")
    assert "⬆️ На 2-ю линию" in menu(line)
    press(line, "line", 2)
    assert "нет прав или инструмента" in menu(line)
    press(line, "line", 2, "access")
    assert menu(line)[:4] == ["низкая", "обычная", "высокая", "критичная"]
    press(line, "line", 2, "access", "high")
    case = line.case()
    assert (case.state, case.line, case.criticality, case.owner_id) == (State.QUEUED, 2, "high", None)
    assert case.promised_at is not None
    told = line.sent_to(1)[-1]
    assert f"№ {case.id}" in told
    assert "Ответим" in told
    assert sum("специалистам, которые" in said for said in line.sent_to(1)) == 1
    assert "⬆️ Ирина передаёт обращение на 2-ю линию: нет прав или инструмента" in line.sent_to(None)[-1]
    press(line, "take", agent=PAVEL)
    assert (line.case().state, line.case().line) == (State.OWNED, 2)
    assert_folds(line)


def test_not_ours_goes_back_to_where_it_came_from_first_in_its_queue(database: Database) -> None:
    line = owned(database)
    press(line, "line", 2, "fault", "critical")
    press(line, "line", 3, "fault", "critical")  # it is no longer Ирина's: nothing happens
    assert line.case().line == 2
    press(line, "take", agent=PAVEL)
    press(line, "line", 3, "expert", "critical", agent=PAVEL)
    press(line, "notours", "not_ours", agent=OLGA)  # of line 3, who has not even taken it
    case = line.case()
    assert (case.line, case.state) == (2, State.QUEUED)
    assert case.priority >= 100
    press(line, "notours", "by_the_book", agent=PAVEL)
    assert line.case().line == 1
    press(line, "notours", "not_ours", agent=PAVEL)
    assert line.case().line == 1  # there is nowhere to send it
    assert [leg.cause for leg in package(line).way] == ["fault", "expert", "not_ours", "by_the_book"]
    assert_folds(line)


def test_the_cause_can_be_written_as_a_note(database: Database) -> None:
    line = owned(database)
    press(line, "line", 2, "words", "normal")
    note(line, IRINA, "// порт на коммутаторе показывает ошибки")
    (leg,) = package(line).way
    assert (leg.by, leg.from_line, leg.to_line) == ("Ирина", 1, 2)
    assert leg.words == "порт на коммутаторе показывает ошибки"


def test_the_package_grows_with_the_way_and_loses_nothing(database: Database) -> None:
    line = owned(database)
    line.says(1, "телефон +7 916 123-45-67, договор 4417")
    line.work()
    before = package(line)
    press(line, "line", 2, "access", "high")
    press(line, "take", agent=PAVEL)
    line.agent_says(PAVEL, line.case().id * 10, "Смотрю ваш порт")
    line.work()
    after = package(line)
    assert (after.case_id, after.question, after.reason) == (before.case_id, before.question, before.reason)
    assert after.lines[: len(before.lines)] == before.lines
    assert json.dumps(after.as_json(), ensure_ascii=False)


def test_danger_comes_before_what_came_back_and_before_what_is_critical(database: Database) -> None:
    line = owned(database)
    press(line, "release")
    line.says(2, "с карты прямо сейчас снимают деньги, помогите")
    line.work()
    first, second = line.read(lambda session: packages.build(session, line.case())), line.case()
    assert first.reason == "danger"
    assert second.priority > 100


# -- asking another line


def test_another_line_is_asked_and_answers_in_notes_while_the_owner_keeps_the_case(
    database: Database,
) -> None:
    line = owned(database)
    press(line, "ask", 2)
    note(line, IRINA, "// где видно, когда меняли тариф?")
    said = line.sent_to(None)[-1]
    assert "Ирина спрашивает 2-ю линию: где видно, когда меняли тариф?" in said
    assert f"tg://user?id={PAVEL}" in said
    note(line, PAVEL, "// в журнале договора")
    assert f"tg://user?id={IRINA}" in line.sent_to(None)[-1]
    case = line.case()
    assert (case.state, case.line) == (State.OWNED, 1)
    (advice,) = package(line).advice
    assert (advice.question, advice.answer, advice.by) == (
        "где видно, когда меняли тариф?",
        "в журнале договора",
        "Павел",
    )
    assert not any("тариф" in said or "журнале" in said for said in line.sent_to(1))
    assert events(line).count(EventType.CONSULT_ANSWERED) == 1
    note(line, PAVEL, "// и ещё одна мысль")
    assert events(line).count(EventType.CONSULT_ANSWERED) == 1


def test_a_question_in_one_line(database: Database) -> None:
    line = owned(database)
    topic = line.case().id * 10
    line.agent_says(IRINA, topic, "/ask 2 кто отвечает за роутеры?")
    line.agent_says(PAVEL, topic, "/ask 2 а я не владелец")
    line.agent_says(IRINA, topic, "/ask")
    line.work()
    said = line.sent_to(None)
    assert any("Ирина спрашивает 2-ю линию: кто отвечает за роутеры?" in one for one in said)
    assert any("только в обращении, которое ведёте вы" in one for one in said)
    assert "ваш вопрос" in said[-1]
    assert events(line).count(EventType.CONSULTED) == 1


# -- the vendor


def files(line: Line) -> dict[str, str]:
    wanted = select(Outbox.payload).where(Outbox.action == Action.SEND_FILE).order_by(Outbox.id)
    return {
        payload["name"]: payload["content"]
        for payload in line.read(lambda session: session.scalars(wanted).all())
    }


def test_the_vendor_gets_two_files_without_personal_data(database: Database) -> None:
    line = owned(database)
    line.says(1, "мой номер +7 916 123-45-67, почта maria@example.com, интернет пропадает каждый вечер")
    line.work()
    note(line, IRINA, "// клиент ворчит")
    press(line, "vendor")
    case = line.case()
    assert (case.state, case.lease_until) == (State.WAITING_VENDOR, None)
    data, words = files(line)[f"case-{case.id}.json"], files(line)[f"case-{case.id}.txt"]
    for content in (data, words):
        assert "пропадает каждый вечер" in content
        for secret in ("123-45-67", "maria@", "ворчит", "Клиент 1", "Ирина", "Павел"):
            assert secret not in content
    assert json.loads(data)["case"] == case.id
    assert "партнёра" in line.sent_to(1)[-1]


@pytest.mark.parametrize(
    ("personal", "hidden"),
    [
        ("карта 4111.1111.1111.1111", "4111.1111"),
        ("карта 4111\u20091111\u20091111\u20091111", "1111\u20091111"),
        ("карта 4111\n1111\n1111\n1111", "1111\n1111"),
        ("СНИЛС 112-233-445 95", "112-233"),
        ("звоните 8.912.345.67.89", "912.345"),
        ("живу на ул. Ленина, д. 5, кв. 12", "Ленина"),
    ],
)
def test_what_a_vendor_gets_is_masked_by_what_a_number_is(
    sqlite_database: Database, personal: str, hidden: str
) -> None:
    line = owned(sqlite_database)
    line.says(1, f"{personal}, заказ 12345678, договор 77123456, " + "интернет пропадает " * 180 + "конец")
    line.work()
    press(line, "vendor")
    case = line.case()
    data = json.loads(files(line)[f"case-{case.id}.json"])
    for content in (json.dumps(data, ensure_ascii=False), files(line)[f"case-{case.id}.txt"]):
        assert hidden.replace("\n", "\\n") not in content
        assert hidden not in content
        assert "12345678" in content
        assert "77123456" in content
        assert "конец" in content, "a long question goes whole"


def test_the_vendor_gets_what_the_customer_attached_within_limits_and_without_captions(
    sqlite_database: Database,
) -> None:
    line = owned(sqlite_database)
    pictures = [
        line.says(1, photo=[{"file_id": f"f{n}", "file_unique_id": f"u{n}", "width": 1, "height": 1}])
        for n in range(12)
    ]
    line.says(1, contact={"phone_number": "+79161234567", "first_name": "Мария"})
    line.work()
    press(line, "vendor")
    copies = line.read(
        lambda s: s.scalars(
            select(Outbox.payload).where(Outbox.action == Action.COPY).order_by(Outbox.id.desc())
        ).all()
    )
    assert copies[0]["external_ids"] == pictures[-10:], "the newest ten, in one call"
    assert copies[0]["bare"]
    said = line.read(
        lambda s: s.scalars(
            select(Outbox.payload).where(Outbox.action == Action.SEND_FILE).order_by(Outbox.id.desc())
        ).first()
    )["html"]
    assert "Вложения клиента ниже" in said
    assert "Более ранние (2)" in said


def test_the_vendors_clock_reminds_the_owner_until_the_vendor_has_answered(database: Database) -> None:
    line = owned(database)
    press(line, "vendor")
    line.work(25 * HOUR)
    assert "вендор молчит 25 часов" in line.sent_to(None)[-1]
    line.says(1, "ну что там?")
    line.work(24 * HOUR)
    assert line.case().state == State.WAITING_VENDOR
    assert "вендор молчит 49 часов" in line.sent_to(None)[-1]
    press(line, "resume")
    assert line.case().state == State.OWNED
    line.agent_says(IRINA, line.case().id * 10, "Партнёр заменил оборудование")
    line.work()
    line.work(20 * 60)
    assert line.case().owner_id is not None
    assert_folds(line)


def test_an_unknown_command_is_answered_each_time_and_never_reaches_the_customer(database: Database) -> None:
    line = owned(database)
    topic = line.case().id * 10
    before = line.sent_to(1)
    for _ in range(3):
        line.agent_says(IRINA, topic, "/solve now")
    line.work()
    assert sum("Команды /solve у меня нет" in said for said in line.sent_to(None)) == 3
    assert line.sent_to(1) == before


def test_a_case_waits_for_its_line_and_nobody_else_takes_it(database: Database) -> None:
    line = owned(database)
    with line.database.write() as session:
        for number, lines in ((IRINA, [1]), (PAVEL, [2])):
            person = roles.of_telegram(session, number)
            assert person is not None
            profiles.of(session, person).lines = lines
    press(line, "line", 2, "expert", "normal")
    press(line, "take")
    line.agent_says(IRINA, line.case().id * 10, "Я сама отвечу")
    line.work()
    assert (line.case().state, line.case().line) == (State.QUEUED, 2)
    assert "Я сама отвечу" not in line.sent_to(1)
    assert any("ждёт 2-ю линию" in said for said in line.sent_to(None))
    press(line, "take", agent=PAVEL)
    assert line.case().state == State.OWNED
