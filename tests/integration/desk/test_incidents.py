"""Mass incidents: who joins, who does not, and that nobody is forgotten or told twice."""

from __future__ import annotations

from bot.services import Services
from bot.team.roles import Role
from handoff.case import EventType, State
from store.database import Database
from store.schema import Case
from tests.e2e.interleavings import services
from tests.integration.desk.scenes import assert_folds, configured, events, of_number, press
from tests.integration.work.line import IRINA, Line, employ

BOSS = 990
TEXT = "Вход в кабинет не работает, чиним."


def line_of(database: Database, plain: Services, customers: int = 3, **settings: object) -> Line:
    """A line where so many customers make an incident, with a supervisor."""
    line = Line(database, configured(plain, incident_customers=customers, **settings))
    employ(database, BOSS, role=Role.SUPERVISOR)
    return line


def reports(line: Line, *customers: int) -> None:
    """Customers whom the answer does not help ask for a person; their topic is that of the answer."""
    for customer in customers:
        line.says(customer, "забыл пароль от кабинета")
        line.work(3)
        line.says(customer, "позовите оператора")
        line.work(3)


def declare(line: Line) -> None:
    """The supervisor declares what he was told of."""
    line.presses(BOSS, button_of(line, "declare"))
    line.work()
    line.says(BOSS, TEXT)
    line.work()
    line.says(BOSS, "The account page is down, we are on it.")
    line.work()
    line.presses(BOSS, button_of(line, "open"))
    line.work(10)


def button_of(line: Line, verb: str) -> str:
    """The newest button of a kind in the supervisor's chat."""
    return [data for data in line.buttons_of(BOSS) if data.startswith(f"incident:{verb}:")][-1]


def other_button(line: Line, customer: int) -> str:
    return [data for data in line.buttons_of(customer) if data.startswith("other:")][-1]


def heard(line: Line, chat: int | None, words: str) -> int:
    return sum(words in said for said in line.sent_to(chat))


def states(line: Line) -> list[str]:
    return [of_number(line, number).state for number in range(1, line.case().id + 1)]


def test_supervisors_hear_of_a_group_once_and_nothing_else_happens(
    database: Database, plain: Services
) -> None:
    line = line_of(database, plain)
    reports(line, 1, 2)
    assert heard(line, BOSS, "Похоже на аварию") == 0
    reports(line, 3, 4, 5)
    assert heard(line, BOSS, "Похоже на аварию") == 1
    assert heard(line, BOSS, "обратились 3 клиента") == 1
    assert set(states(line)) == {State.QUEUED}
    line.work(60 * 60)
    reports(line, 6, 7, 8)  # the wave had fallen to nothing: a new one
    assert heard(line, BOSS, "Похоже на аварию") == 2


def test_off_is_off(database: Database, plain: Services) -> None:
    line = line_of(database, plain, customers=0)
    reports(line, 1, 2, 3)
    assert line.sent_to(BOSS) == []


def test_each_is_told_once_and_a_case_with_an_owner_stays_his(database: Database, plain: Services) -> None:
    line = line_of(database, plain)
    reports(line, 1)
    line.topic()
    press(line, "take")
    reports(line, 2, 3)
    declare(line)
    assert states(line) == [State.OWNED, State.WAITING_VENDOR, State.WAITING_VENDOR]
    assert [heard(line, customer, TEXT) for customer in (1, 2, 3)] == [0, 1, 1]
    assert heard(line, None, "объявлена авария № 1") == 1
    press(line, "join", 1, case=of_number(line, 1))
    assert heard(line, 1, TEXT) == 1
    assert of_number(line, 1).incident_id == 1
    line.work(3600)
    assert heard(line, 2, TEXT) == 1
    assert_folds(line)
    line.presses(BOSS, button_of(line, "fixed"))
    line.work(10)
    assert set(states(line)) == {State.SOLVED}
    assert [heard(line, customer, "заработало?") for customer in (1, 2, 3)] == [1, 1, 1]
    case = of_number(line, 1)
    line.presses(1, f"no:{case.id}:{case.epoch}")
    line.work()
    assert of_number(line, 1).owner_id is not None, "back to the agent who knows it"
    assert_folds(line)


def test_who_asks_for_a_person_or_is_in_danger_gets_one(database: Database, plain: Services) -> None:
    line = line_of(database, plain)
    reports(line, 1, 2, 3)
    declare(line)
    line.says(1, "ну когда уже")
    line.says(2, "мне нужен живой человек")
    line.says(3, "у меня украли деньги с карты")
    line.work()
    assert states(line) == [State.WAITING_VENDOR, State.QUEUED, State.QUEUED]
    assert of_number(line, 3).priority > of_number(line, 2).priority
    line.work(60)
    assert states(line)[1:] == [State.QUEUED, State.QUEUED], "not joined again"
    assert heard(line, 2, "Ответим") == 2  # before the incident, and now


def test_mine_is_different_works_once_and_the_next_case_is_not_joined(
    database: Database, plain: Services
) -> None:
    line = line_of(database, plain)
    reports(line, 1, 2, 3)
    declare(line)
    before = of_number(line, 1).queued_at
    pressed = other_button(line, 1)
    line.presses(1, pressed)
    line.presses(1, pressed)
    line.work(10)
    case = of_number(line, 1)
    assert (case.state, case.incident_id, case.queued_at) == (State.QUEUED, None, before)
    assert events(line, 1).count(EventType.INCIDENT_LEFT) == 1
    reports(line, 4)
    assert heard(line, 4, TEXT) == 1
    assert heard(line, 4, "Ответим") == 0
    assert EventType.INCIDENT_JOINED in events(line, 4)
    assert_folds(line)


def test_an_agent_takes_a_case_out_and_writing_into_it_says_how(database: Database, plain: Services) -> None:
    line = line_of(database, plain)
    reports(line, 1, 2, 3)
    topic = line.topic_of(3)
    declare(line)
    line.agent_says(IRINA, topic, "Здравствуйте!")
    line.work()
    assert heard(line, 3, "Здравствуйте!") == 0
    assert heard(line, None, "Не авария, в очередь") == 1
    case: Case = of_number(line, 3)
    press(line, "unjoin", case=case)
    assert of_number(line, 3).state == State.QUEUED
    line.agent_says(IRINA, topic, "Здравствуйте!")
    line.work()
    assert heard(line, 3, "Здравствуйте!") == 1


def test_after_the_repair_the_same_wave_is_no_news(database: Database, plain: Services) -> None:
    line = line_of(database, plain)
    reports(line, 1, 2, 3)
    declare(line)
    line.presses(BOSS, button_of(line, "fixed"))
    line.presses(BOSS, button_of(line, "fixed"))
    line.work(10)
    reports(line, 4)
    assert heard(line, BOSS, "Похоже на аварию") == 1
    assert heard(line, 4, TEXT) == 0
    assert heard(line, 1, "заработало?") == 1
    line.work(25 * 3600)
    assert states(line)[:3] == [State.CLOSED] * 3
    assert of_number(line, 1).confirmed is False


def test_only_what_was_looked_at_is_sent_and_only_by_a_supervisor(
    database: Database, plain: Services
) -> None:
    line = line_of(database, plain)
    reports(line, 1, 2, 3)
    line.presses(BOSS, button_of(line, "declare"))
    line.work()
    line.says(BOSS, "Первый текст")
    line.work()
    line.presses(BOSS, button_of(line, "skip"))
    line.work()
    first = button_of(line, "open")
    line.presses(BOSS, button_of(line, "edit"))
    line.work()
    line.says(BOSS, TEXT)
    line.work()
    line.presses(BOSS, first)
    line.presses(IRINA, "incident:open:1:2")
    line.work(10)
    assert set(states(line)) == {State.QUEUED}
    line.says(IRINA, "/incident")
    line.work()
    assert heard(line, IRINA, "объявляют супервизоры") == 1


def test_the_command_of_the_group_goes_on_in_private(database: Database, plain: Services) -> None:
    line = line_of(database, plain, customers=0)
    reports(line, 1)
    line.agent_says(BOSS, line.topic(), "/incident")
    line.work()
    assert heard(line, None, "в вашем личном чате") == 1
    topic = of_number(line, 1).skill
    line.presses(BOSS, f"incident:topic:{topic}")
    line.work()
    line.says(BOSS, TEXT)
    line.work()
    line.presses(BOSS, button_of(line, "skip"))
    line.work()
    assert heard(line, BOSS, "получит 1 клиент") == 1
    line.presses(BOSS, button_of(line, "open"))
    line.work(10)
    assert heard(line, 1, TEXT) == 1


# -- the topic is not certain: a call for a person beside the question

NO_INTERNET = (
    "нет интернета дома, позовите человека",
    "пропал интернет дома, позовите оператора",
    "дома нет интернета, дайте живого человека",
    "интернет дома пропал и не появляется, хочу оператора!",
    "Позовите оператора. Нет интернета дома",
)
OTHERS = (
    "пришёл неверный счёт, позовите человека",
    "почему такой большой счёт за интернет, позовите оператора",
    "хочу расторгнуть договор, позовите человека",
    "позовите человека",
)


def asks(line: Line, customer: int, text: str) -> Case:
    """A customer of the demo company writes one message; gives his case."""
    line.says(customer, text)
    line.work(3)
    return line.case()


def test_who_calls_for_a_person_in_the_same_breath_is_counted_and_joins(database: Database) -> None:
    line = line_of(database, services(), customers=5)
    topics = set()
    for customer, text in enumerate(NO_INTERNET, 1):
        line.work(5 * 60)
        topics.add(asks(line, customer, text).topic)
    assert topics == {"internet", ""}, "certain of most, and never of another"
    assert heard(line, BOSS, "Похоже на аварию: Домашний интернет") == 1
    assert heard(line, BOSS, "обратились 5 клиентов") == 1
    assert not any("позовите" in said for said in line.sent_to(BOSS)), "words of the fault, not of the call"
    declare(line)
    assert states(line) == [State.WAITING_VENDOR] * 5
    joined = asks(line, 6, "опять пропал интернет дома, соедините с оператором")
    assert (joined.state, joined.incident_id) == (State.WAITING_VENDOR, 1)
    assert heard(line, 6, TEXT) == 1
    for customer, text in enumerate(OTHERS, 7):
        assert asks(line, customer, text).state == State.QUEUED
        assert heard(line, customer, TEXT) == 0
    assert heard(line, BOSS, "Похоже на аварию") == 1
    assert_folds(line)


def test_a_press_on_call_a_person_says_what_was_asked_before(database: Database) -> None:
    line = line_of(database, services(), customers=2)

    def calls(customer: int) -> Case:
        asks(line, customer, "нет интернета дома")
        line.presses(customer, [one for one in line.buttons_of(customer) if one.startswith("human:")][-1])
        line.work(3)
        return line.case()

    assert [calls(customer).topic for customer in (1, 2)] == ["", ""], "two topics are likely"
    assert heard(line, BOSS, "Похоже на аварию: Домашний интернет") == 1
    declare(line)
    assert calls(3).state == State.WAITING_VENDOR
    assert heard(line, 3, TEXT) == heard(line, 3, "Если вы писали о другом") == 1


def test_an_agent_who_has_such_a_case_is_offered_to_join_it(database: Database) -> None:
    line = line_of(database, services(), customers=3)
    asks(line, 1, NO_INTERNET[0])
    line.topic()
    press(line, "take")
    for customer in (2, 3):
        asks(line, customer, NO_INTERNET[customer])
    declare(line)
    press(line, "join", 1, case=of_number(line, 1))
    assert of_number(line, 1).incident_id == 1
    assert heard(line, 1, TEXT) == 1


def test_a_case_that_an_agent_gave_another_topic_is_of_that_topic(database: Database) -> None:
    line = line_of(database, services(), customers=3)
    for customer in (1, 2, 3):
        asks(line, customer, NO_INTERNET[customer])
    line.topic_of(1)
    press(line, "take", case=of_number(line, 1))
    press(line, "route", case=of_number(line, 1))
    chosen = [data for data in line.buttons_of(None) if data.startswith("route:") and data.count(":") == 3]
    others = [one.id for one in services().knowledge.topics() if one.id != of_number(line, 1).skill]
    assert len(chosen) == len(others)
    line.agent_presses(IRINA, 10, chosen[others.index("tv")])
    line.work()
    assert of_number(line, 1).skill == "tv"
    declare(line)
    assert states(line) == [State.QUEUED, State.WAITING_VENDOR, State.WAITING_VENDOR]


def test_who_says_none_of_these_is_believed(database: Database) -> None:
    line = line_of(database, services(), customers=1)
    asks(line, 1, NO_INTERNET[0])
    declare(line)
    asks(line, 2, "нет интернета дома")
    none = [data for data in line.buttons_of(2) if data.startswith("none:")]
    assert none, "the demo model asks which question is meant"
    line.presses(2, none[-1])
    line.work(3)
    line.says(2, "позовите оператора")
    line.work(3)
    assert line.case().state == State.QUEUED
    assert heard(line, 2, TEXT) == 0
