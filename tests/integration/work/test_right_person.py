"""Getting it to the right person: pull, push, limits, transfer. Complaints 4, 16 and 18; practice S9."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from bot.desk.cases import taking
from bot.step import Step
from bot.team import roles
from handoff import ledger, roster, routing
from handoff.case import BOT, EventType, State, fold
from handoff.ledger import Event
from store.database import Database
from store.schema import Case, CaseEvent, Customer, Outbox, Person
from store.staff import Offer
from tests.e2e.interleavings import NOON
from tests.integration.work.line import IRINA, PAVEL, employ
from tests.integration.work.staffed import Staffed, services_set

BOSS = 903


def handed_off(line: Staffed, customer: int = 1, words: str = "позовите оператора") -> int:
    line.says(customer, words)
    line.work()
    return line.case().id


@pytest.fixture
def pull(sqlite_database: Database) -> Staffed:
    return Staffed(sqlite_database)


@pytest.fixture
def push(sqlite_database: Database) -> Staffed:
    line = Staffed(sqlite_database, routing="push", offer_seconds=60)
    employ(sqlite_database, BOSS, role=roles.Role.SUPERVISOR)
    return line


# -- pull


def test_next_gives_the_case_that_fits_and_not_the_first_one(pull: Staffed) -> None:
    russian = handed_off(pull, 1)
    pull.says(2, "I want to talk to a human agent please")
    pull.work()
    english = pull.case().id
    pull.profile(IRINA, languages=["en"])
    pull.says(IRINA, "/next")
    pull.work()
    assert (pull.owner(english), pull.owner(russian)) == (IRINA, None)
    pull.says(IRINA, "/next")
    pull.work()
    assert "Подходящих обращений в очереди нет" in pull.sent_to(IRINA)[-1]


def test_vip_customers_stand_ahead_and_the_event_says_why(pull: Staffed) -> None:
    first = handed_off(pull, 1)
    with pull.database.write() as session:
        session.add(Customer(external_id=2, segment="vip", created_at=pull.now))
    vip = handed_off(pull, 2)
    handed = next(event for event in pull.events(vip) if event.type is EventType.HANDED_OFF)
    assert (handed.payload["priority"], handed.payload["urgency"]) == (60, ["segment"])
    pull.says(IRINA, "/next")
    pull.says(PAVEL, "/next")
    pull.work()
    assert (pull.owner(vip), pull.owner(first)) == (IRINA, PAVEL)


def test_a_claim_above_the_limit_is_refused_kindly_and_a_supervisor_may(sqlite_database: Database) -> None:
    line = Staffed(sqlite_database, case_limit=1)
    employ(sqlite_database, BOSS, role=roles.Role.SUPERVISOR)
    topic = line.owned(1)
    second = handed_off(line, 2)
    topic = line.topic_of(second)
    line.agent_presses(IRINA, topic, f"take:{second}:{line.case().epoch}")
    line.work()
    assert line.owner(second) is None
    assert line.words_over_buttons()[-1].startswith("Пока нельзя")
    assert any("больше по вашему лимиту нельзя" in said for said in line.sent_to(None))
    line.agent_presses(BOSS, topic, f"take:{second}:{line.case().epoch}")
    third = handed_off(line, 3)
    line.agent_presses(BOSS, line.topic_of(third), f"take:{third}:{line.case().epoch}")
    line.work()
    assert (line.owner(second), line.owner(third)) == (BOSS, BOSS)


@pytest.mark.parametrize("skill", ["", "billing", "mobile"])
@pytest.mark.parametrize("takes", [[], ["billing"], ["mobile", "billing"]])
def test_the_database_and_the_policy_agree_on_what_fits(
    database: Database, skill: str, takes: list[str]
) -> None:
    line = Staffed(database)
    case_id = waiting_case(line, skill)
    line.profile(IRINA, skills=takes)
    with database.read() as session:
        agent = roster.agent(session, line.person_id(IRINA), line.now, line.worker._services.hours)
        assert agent is not None
        case = roster.waiting(session, session.get_one(Case, case_id))
        listed = [one.id for one in roster.queue_for(session, agent)]
    assert (case_id in listed) == routing.fits(agent, case)


def waiting_case(line: Staffed, skill: str = "") -> int:
    with line.database.write() as session:
        customer = Customer(external_id=500, created_at=NOON)
        session.add(customer)
        session.flush()
        case = ledger.open_case(session, customer.id, language="ru", now=NOON)
        payload = {"reason": "asked", "skill": skill}
        ledger.record(session, case, Event(EventType.HANDED_OFF, NOON, BOT, payload))
        return case.id


def test_complaint_18_of_twenty_who_take_the_next_at_once_one_wins(database: Database) -> None:
    line = Staffed(database)
    case_id = waiting_case(line)
    people = range(100, 120)
    employ(database, *people)
    services, together, won = services_set(), threading.Barrier(len(people)), []

    def reach(external_id: int) -> None:
        together.wait()
        with database.write() as session:
            step = Step(session, NOON, f"next:{external_id}", services)
            person = roles.of_telegram(session, external_id)
            assert person is not None
            case, _said = taking.take_next(step, person)
            if case is not None:
                won.append(external_id)

    threads = [threading.Thread(target=reach, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert line.owner(case_id) == won[0]
    with database.read() as session:
        claims = session.scalars(select(CaseEvent).where(CaseEvent.type == "claimed")).all()
    assert len(claims) == 1


# -- push


def offers(line: Staffed) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = line.read(
        lambda session: [
            (external_id, state)
            for external_id, state in session.execute(
                select(Person.external_id, Offer.state)
                .join(Person, Person.id == Offer.person_id)
                .order_by(Offer.id)
            )
        ]
    )
    return found


def test_a_case_is_offered_to_the_best_one_who_takes_it(push: Staffed) -> None:
    handed_off(push)
    assert offers(push) == [(IRINA, "open")]
    assert "Для вас обращение" in push.sent_to(IRINA)[-1]
    push.presses(IRINA, push.last_button(IRINA, "offer", "take"))
    push.work()
    assert (push.owner(), offers(push)) == (IRINA, [(IRINA, "taken")])
    assert "Ирина на связи" in push.sent_to(1)[-1]
    assert fold(push.events()) == ledger.state_of(push.case())


def test_who_cannot_is_followed_by_the_next_one_and_then_a_supervisor_hears_of_it_once(
    push: Staffed,
) -> None:
    handed_off(push)
    push.presses(IRINA, push.last_button(IRINA, "offer", "pass"))
    push.work()
    assert offers(push) == [(IRINA, "declined"), (PAVEL, "open")]
    push.work(seconds=61)
    assert offers(push)[-1] == (PAVEL, "expired")
    for _ in range(3):
        push.work(seconds=30)
    assert push.case().state == State.QUEUED, "it stays in the open queue"
    assert len([said for said in push.sent_to(BOSS) if "некому взять" in said]) == 1
    kinds = [event.type for event in push.events() if event.type.startswith("offer")]
    assert kinds == [
        EventType.OFFERED, EventType.OFFER_DECLINED, EventType.OFFERED, EventType.OFFER_EXPIRED,
    ]  # fmt: skip


def test_nobody_is_offered_two_cases_at_once_and_a_full_plate_gets_none(push: Staffed) -> None:
    push.profile(PAVEL, case_limit=1)
    for customer in (1, 2, 3):
        handed_off(push, customer)
    assert offers(push) == [(IRINA, "open"), (PAVEL, "open")]
    for agent in (IRINA, PAVEL):
        push.presses(agent, push.last_button(agent, "offer", "take"))
    push.work()
    push.work(seconds=21)
    assert offers(push)[2:] == [(IRINA, "open")]


def test_a_case_taken_in_the_topic_ends_its_offer(push: Staffed) -> None:
    case_id = handed_off(push)
    push.agent_presses(PAVEL, push.topic(), f"take:{case_id}:{push.case().epoch}")
    push.work()
    assert offers(push) == [(IRINA, "withdrawn")]
    push.presses(IRINA, push.last_button(IRINA, "offer", "take"))
    push.work()
    assert push.words_over_buttons()[-1] == "Это предложение уже не действует"
    assert push.owner() == PAVEL


def test_another_s_offer_cannot_be_taken_with_a_made_up_button(push: Staffed) -> None:
    handed_off(push)
    push.presses(PAVEL, push.last_button(IRINA, "offer", "take"))
    push.presses(77, push.last_button(IRINA, "offer", "take"))
    push.work()
    assert (push.owner(), offers(push)) == (None, [(IRINA, "open")])


def test_complaint_4_an_agent_whom_the_bot_cannot_write_to_is_called_in_the_topic(push: Staffed) -> None:
    push.profile(IRINA, reachable=False)
    push.profile(PAVEL, duty="off")
    handed_off(push)
    assert offers(push) == [(IRINA, "open")]
    assert any("это обращение для вас" in said for said in push.sent_to(None))
    assert push.sent_to(IRINA) == []


def test_an_offer_survives_a_restart(push: Staffed) -> None:
    handed_off(push)
    again = Staffed(push.database, routing="push", offer_seconds=60)
    again.now = push.now
    again.work(seconds=61)
    assert offers(again) == [(IRINA, "expired"), (PAVEL, "open")]


# -- transfer


def test_s9_one_button_gives_the_case_to_a_colleague_and_the_customer_is_told_once(pull: Staffed) -> None:
    topic = pull.owned()
    case = pull.case()
    pull.agent_presses(IRINA, topic, f"pass:{case.id}:{case.epoch}")
    pull.work()
    pavel = next(data for data in pull.buttons_of(None) if data.startswith(f"pass:{case.id}:{case.epoch}:"))
    before = len(pull.sent_to(1))
    pull.agent_presses(IRINA, topic, pavel)
    pull.agent_presses(IRINA, topic, pavel)
    pull.work()
    assert pull.owner() == PAVEL
    assert [said for said in pull.sent_to(1)[before:] if "ведёт Павел" in said] == pull.sent_to(1)[before:]
    assert "передаёт вам обращение" in pull.sent_to(PAVEL)[-1]
    lease = pull.case().lease_until
    assert lease is not None
    assert lease > pull.now
    pull.agent_says(PAVEL, topic, "Здравствуйте, продолжаю")
    pull.agent_says(IRINA, topic, "я ещё здесь")
    pull.work()
    assert pull.sent_to(1)[-1] == "Здравствуйте, продолжаю"


def test_a_case_goes_to_the_queue_of_another_topic(pull: Staffed) -> None:
    topic = pull.owned()
    case = pull.case()
    pull.agent_presses(IRINA, topic, f"route:{case.id}:{case.epoch}")
    pull.work()
    pull.agent_presses(IRINA, topic, pull.last_button(None, f"route:{case.id}:{case.epoch}:"))
    pull.work()
    assert pull.case().state == State.QUEUED
    assert pull.case().skill
    assert "специалисту по этой теме" in pull.sent_to(1)[-1]


def test_only_the_owner_passes_a_case_on(pull: Staffed) -> None:
    topic = pull.owned()
    case = pull.case()
    pull.agent_presses(PAVEL, topic, f"pass:{case.id}:{case.epoch}:{pull.person_id(PAVEL)}")
    pull.work()
    assert pull.owner() == IRINA


def test_ownership_is_a_lease_after_a_transfer_too(pull: Staffed) -> None:
    """Complaint 16: assigned to somebody absent."""
    topic = pull.owned()
    case = pull.case()
    pull.agent_presses(IRINA, topic, f"pass:{case.id}:{case.epoch}:{pull.person_id(PAVEL)}")
    pull.work(seconds=31 * 60)
    assert pull.case().state == State.QUEUED


def test_push_all_the_way_timeout_refusal_limit_absence_and_then_anybody_takes_it(push: Staffed) -> None:
    """Offered and not answered, offered and declined, nobody left: it waits in the open queue, where anybody
    takes it. Meanwhile who is full, away or on a break is not asked, and nobody is asked twice."""
    full, away, late = 904, 905, 906
    employ(push.database, full, away, late)
    push.profile(full, case_limit=0)
    push.profile(late, duty="break")
    push.says(away, "/absent")
    push.work()
    push.presses(away, push.last_button(away, "me", "away", "today"))
    push.work()
    case_id = handed_off(push)
    assert offers(push) == [(IRINA, "open")]
    push.work(seconds=61)
    assert offers(push) == [(IRINA, "expired"), (PAVEL, "open")]
    assert "время вышло" in edited(push, IRINA)
    push.presses(IRINA, push.last_button(IRINA, "offer", "take"))
    push.work()
    assert push.owner() is None, "too late is too late"
    push.presses(PAVEL, push.last_button(PAVEL, "offer", "pass"))
    push.work()
    push.work(seconds=40)
    assert offers(push) == [(IRINA, "expired"), (PAVEL, "declined")]
    assert len([said for said in push.sent_to(BOSS) if "некому взять" in said]) == 1
    push.says(late, "/shift")
    push.work()
    push.presses(late, push.last_button(late, "me", "start"))
    push.work()
    push.work(seconds=21)
    assert offers(push)[2:] == [(late, "open")], "who comes back is asked"
    push.says(IRINA, "/next")
    push.work()
    assert (push.owner(case_id), offers(push)[2:]) == (IRINA, [(late, "withdrawn")])
    assert "уже взяли" in edited(push, late)
    case = push.case()
    push.agent_presses(IRINA, push.topic(), f"release:{case.id}:{case.epoch}")
    push.work()
    asked_again = offers(push)[3:]
    assert len(asked_again) == 1
    assert asked_again[0] in [(IRINA, "open"), (late, "open"), (PAVEL, "open")], "a new wait, asked anew"
    assert {full, away} & {who for who, _how in offers(push)} == set()
    assert fold(push.events()) == ledger.state_of(push.case())


def edited(line: Staffed, external_id: int) -> str:
    """What the last change of a message in somebody's private chat says."""
    rows = line.read(
        lambda s: s.scalars(
            select(Outbox.payload)
            .where(Outbox.chat_id == external_id, Outbox.action == "edit_text")
            .order_by(Outbox.id)
        ).all()
    )
    return str(rows[-1]["html"])
