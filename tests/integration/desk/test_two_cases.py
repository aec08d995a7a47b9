"""Two open cases of one customer are possible and kept apart; duplicates are merged; spam is put away without
losing anybody."""

from __future__ import annotations

from sqlalchemy import select

from handoff import package as packages
from handoff.case import EventType, State
from store.database import Database
from store.outbox import Action
from store.schema import Message, Outbox
from tests.integration.desk.scenes import (
    assert_folds,
    events,
    line_with_people,
    note,
    of_number,
    press,
)
from tests.integration.work.line import IRINA, PAVEL, Line, photo

QUESTION = "как сменить пароль"


def two_with_people(database: Database) -> Line:
    """Case 1 is with Ирина, case 2 waits; the customer last wrote in case 2."""
    line = line_with_people(database)
    line.owned()
    line.presses(1, "new")
    line.says(1, "позовите оператора, пришёл неверный счёт")
    line.work(seconds=5)
    assert line.case().id == 2
    line.topic_of(2)
    return line


def said_in(line: Line, case_id: int) -> list[str]:
    """What the customer's messages of a case say."""
    wanted = select(Message.text).where(Message.case_id == case_id, Message.author_kind == "customer")
    found: list[str] = line.read(lambda session: session.scalars(wanted.order_by(Message.id)).all())
    return list(found)


def last_to(line: Line, case_id: int) -> str:
    """The customer's message that was last carried into a topic."""
    wanted = select(Outbox).where(Outbox.action == Action.COPY, Outbox.case_id == case_id)
    row = line.read(lambda session: session.scalars(wanted.order_by(Outbox.id.desc())).first())
    text: str = line.read(lambda session: session.get_one(Message, row.payload["message_ids"][0]).text)
    return text


def test_another_question_runs_beside_the_first(database: Database) -> None:
    line = two_with_people(database)
    first, second = of_number(line, 1), of_number(line, 2)
    assert (first.state, second.state) == (State.OWNED, State.QUEUED)
    assert second.previous_case_id == 1
    assert "пришёл неверный счёт" in said_in(line, 2)[0]
    assert len(said_in(line, 1)) == 1
    assert any("№ 1 всё остаётся в силе" in said for said in line.sent_to(1))
    cards = line.read(lambda session: packages.build(session, first).open_cases)
    assert cards == (2,)
    assert_folds(line)


def test_line_zero_answers_the_second_question_while_people_have_the_first(
    database: Database, plain: object
) -> None:
    line = line_with_people(database)
    line.owned()
    line.says(1, "/new")
    line.says(1, QUESTION)
    line.work(seconds=5)
    case = line.case()
    assert case.id == 2
    assert case.line == 0
    assert of_number(line, 1).state == State.OWNED


def test_the_talk_goes_on_where_it_is(database: Database) -> None:
    line = two_with_people(database)
    line.says(1, "в счёте за ноябрь")
    line.work()
    assert last_to(line, 2) == "в счёте за ноябрь"
    assert not any("К какому обращению" in said for said in line.sent_to(1))


def test_a_quoted_message_decides(database: Database) -> None:
    line = two_with_people(database)
    first = line.read(
        lambda session: session.scalars(
            select(Message.external_id).where(Message.case_id == 1, Message.author_kind == "customer")
        ).first()
    )
    quoted = {"message_id": first, "date": 0, "chat": {"id": 1, "type": "private"}}
    line.says(1, "это я про первое", reply_to_message=quoted)
    line.work()
    assert last_to(line, 1) == "это я про первое"
    line.says(1, "и ещё про него же")
    line.work()
    assert last_to(line, 1) == "и ещё про него же"


def unclear(database: Database) -> Line:
    """Ирина has just written in case 1, while the customer was talking in case 2."""
    line = two_with_people(database)
    line.work(60)
    line.agent_says(IRINA, 10, "Проверьте, горит ли лампочка?")
    line.work(60)
    line.says(1, "не горит")
    line.work()
    return line


def test_what_is_unclear_is_asked_once_and_waits(database: Database) -> None:
    line = unclear(database)
    line.says(1, "совсем")
    line.work()
    assert sum("К какому обращению" in said for said in line.sent_to(1)) == 1
    assert said_in(line, 1)[1:] == said_in(line, 2)[1:] == []
    line.presses(1, "which:1")
    line.work()
    assert said_in(line, 1)[1:] == ["не горит", "совсем"]
    assert last_to(line, 1) == "совсем"
    line.says(1, "и кабель целый")
    line.work()
    assert last_to(line, 1) == "и кабель целый"
    assert sum("К какому обращению" in said for said in line.sent_to(1)) == 1
    assert_folds(line)


def test_who_does_not_choose_is_heard_where_he_was_asked(database: Database) -> None:
    line = unclear(database)
    line.work(61)
    assert last_to(line, 1) == "не горит"
    assert not line.read(
        lambda session: session.scalars(
            select(Message.id).where(Message.case_id.is_(None), Message.author_kind == "customer")
        ).all()
    )


def test_what_waits_goes_first_where_only_one_case_is_left(database: Database) -> None:
    line = unclear(database)
    press(line, "take")
    press(line, "spam")
    assert of_number(line, 2).state == State.CLOSED
    line.says(1, "и кабель целый")
    line.work()
    assert said_in(line, 1)[1:] == ["не горит", "и кабель целый"]
    assert last_to(line, 1) == "и кабель целый"


def test_an_album_for_one_case_is_not_lost_for_a_word_about_the_other(database: Database) -> None:
    line = two_with_people(database)
    line.presses(1, "which:1")
    line.work()
    line.says(1, media_group_id="a", **photo(1))
    line.says(1, media_group_id="a", **photo(2))
    line.work()
    line.presses(1, "which:2")
    line.says(1, "а счёт так и не исправили")
    line.work(seconds=5)
    assert last_to(line, 2) == "а счёт так и не исправили"
    wanted = select(Outbox.payload).where(Outbox.action == Action.COPY, Outbox.case_id == 1)
    copies = line.read(lambda session: session.scalars(wanted).all())
    assert [len(copy["message_ids"]) for copy in copies] == [2]


def test_the_answer_may_be_a_third_question(database: Database) -> None:
    line = unclear(database)
    line.presses(1, "which:0")
    line.work(seconds=5)
    assert line.case().id == 3
    assert said_in(line, 3) == ["не горит"]


def test_thanks_need_no_choice(database: Database) -> None:
    line = two_with_people(database)
    line.work(60)
    line.agent_says(IRINA, 10, "Готово, проверьте")
    line.work(60)
    line.says(1, "спасибо")
    line.work()
    assert last_to(line, 1) == "спасибо"
    assert not any("К какому обращению" in said for said in line.sent_to(1))


def test_the_customer_sees_which_case_an_agent_writes_about(database: Database) -> None:
    line = two_with_people(database)
    line.work(60)
    line.agent_says(IRINA, 10, "Проверьте, горит ли лампочка?")
    line.agent_says(IRINA, 10, "Она слева")
    line.work()
    said = line.sent_to(1)[-3:]
    assert said == ["По обращению № 1:", "Проверьте, горит ли лампочка?", "Она слева"]


def test_status_lists_both_and_leads_to_each(database: Database) -> None:
    line = two_with_people(database)
    line.says(1, "/status")
    line.work()
    listed = line.sent_to(1)[-1]
    assert "№ 1" in listed
    assert "№ 2" in listed
    assert {"which:1", "which:2"} <= set(line.buttons_of(1))
    line.presses(1, "which:1")
    line.says(1, "пишу про первое")
    line.work()
    assert last_to(line, 1) == "пишу про первое"


def test_what_is_not_his_cannot_be_chosen(database: Database) -> None:
    line = two_with_people(database)
    line.says(2, "позовите оператора")
    line.work()
    line.presses(2, "which:1")
    line.says(2, "алло")
    line.work()
    assert len(said_in(line, 1)) == 1


# -- merging


def test_merging_a_duplicate_tells_each_side_once(database: Database) -> None:
    line = two_with_people(database)
    line.says(1, "скриншот", photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}])
    line.work()
    before = len(line.sent_to(1))
    line.agent_says(PAVEL, 20, "/merge 1")
    line.work()
    assert of_number(line, 2).state == State.CLOSED
    assert of_number(line, 2).confirmed is None
    assert [said for said in line.sent_to(1)[before:] if "об одном и том же" in said] == line.sent_to(1)[
        before:
    ]
    package = line.read(lambda session: packages.build(session, of_number(line, 1)))
    assert package.merged == (2,)
    assert any("неверный счёт" in one.text for one in package.lines)
    line.says(1, "так что со счётом?")
    line.work()
    assert last_to(line, 1) == "так что со счётом?"
    assert events(line, 1)[-1] is not EventType.MERGED
    assert_folds(line)


def test_a_reply_to_the_duplicate_goes_where_it_went_on(database: Database) -> None:
    line = two_with_people(database)
    press(line, "merge", 1, agent=PAVEL)
    quoted = line.read(
        lambda session: session.scalars(
            select(Message.external_id).where(Message.case_id == 2, Message.author_kind == "customer")
        ).first()
    )
    reply = {"message_id": quoted, "date": 0, "chat": {"id": 1, "type": "private"}}
    line.says(1, "вот об этом", reply_to_message=reply)
    line.work()
    assert last_to(line, 1) == "вот об этом"


def test_only_open_cases_of_the_same_customer_are_merged(database: Database) -> None:
    line = two_with_people(database)
    line.says(2, "позовите оператора")
    line.work()
    for words in ("/merge 3", "/merge 2", "/merge", "/merge 77", "/merge один"):
        line.agent_says(PAVEL, 20, words)
    line.work()
    assert of_number(line, 2).state == State.QUEUED
    press(line, "merge", 3, agent=PAVEL, case=of_number(line, 2))
    assert of_number(line, 2).state == State.QUEUED


def test_a_duplicate_that_was_none_is_opened_again(database: Database) -> None:
    line = two_with_people(database)
    press(line, "merge", 1, agent=PAVEL)
    press(line, "reopen", agent=PAVEL)
    assert of_number(line, 2).state == State.OWNED
    assert line.read(lambda session: packages.build(session, of_number(line, 1))).merged == ()
    assert_folds(line)


# -- spam


def test_spam_is_closed_without_a_word_and_calls_nobody_any_more(database: Database, plain: object) -> None:
    line = Line(database, plain)  # type: ignore[arg-type]
    line_with_people(database)
    line.owned()
    before = line.sent_to(1)
    press(line, "spam")
    case = line.case()
    assert (case.state, case.confirmed) == (State.CLOSED, None)
    assert line.sent_to(1) == before
    line.says(1, "заработок в интернете без вложений")
    line.work(seconds=5)
    assert line.case().line == 0  # nobody was called
    assert "Если нужен человек, нажмите кнопку" in line.sent_to(1)[-1]
    line.says(1, QUESTION)
    line.work(seconds=5)
    assert EventType.ANSWERED in events(line)  # line zero answers as ever


def test_who_was_taken_for_spam_by_mistake_still_gets_a_person(database: Database, plain: object) -> None:
    line = Line(database, plain)  # type: ignore[arg-type]
    line_with_people(database)
    line.owned()
    press(line, "spam")
    line.says(1, "позовите оператора, это ошибка")
    line.work(seconds=5)
    assert (line.case().id, line.case().state) == (2, State.QUEUED)


def test_spam_is_undone_by_opening_again(database: Database, plain: object) -> None:
    line = Line(database, plain)  # type: ignore[arg-type]
    line_with_people(database)
    line.owned()
    press(line, "spam")
    line.work(60)
    press(line, "reopen")
    assert line.case().state == State.OWNED
    press(line, "done")
    line.presses(1, f"yes:{line.case().id}:{line.case().epoch}")
    line.work()
    line.says(1, "не работает телевизор")
    line.work(seconds=5)
    assert line.case().state in (State.OWNED, State.REOPENED)  # as for everybody
    note(line, IRINA, "// не спам")
    assert_folds(line)
