"""Complaint 5: whatever the reason of a handoff, its package says what was asked, tried, collected and
promised, and the card shows it. One scenario for each reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.desk.writing.aftermath import Aftermath
from bot.sending import claims
from bot.services import Services
from bot.telegram.outcomes import Blocked
from handoff import package as packages
from handoff.case import Reason, State
from handoff.package import Package
from intents.signals import read_signals
from intents.types import Candidate, Decision, Understanding
from kb import demo_company
from store.database import Database
from store.schema import Case, Customer, Outbox
from tests.integration.work.line import IRINA, Line, services_with

ENTRIES = sorted(entry.id for entry in demo_company.entries())


class Scripted:
    """A model that does what the first word of a question says."""

    version = "scripted"

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        if "сломать" in text:
            raise RuntimeError("broken")
        decision = (
            Decision.ANSWER
            if "ответь" in text
            else Decision.CLARIFY
            if "уточни" in text
            else Decision.HANDOFF
        )
        first = "internet-none" if "по шагам" in text else ENTRIES[0]
        candidates = () if "незнакомое" in text else (Candidate(first, 0.7), Candidate(ENTRIES[1], 0.2))
        return Understanding(
            text=text,
            normalised=text,
            language="ru",
            decision=decision,
            confidence=0.9,
            candidates=candidates,
            signals=read_signals(text),
            offered=(first, ENTRIES[1]) if decision is Decision.CLARIFY and candidates else (),
            probability_offered=0.9,
        )

    def understand_many(self, texts: Any) -> list[Understanding]:
        return [self.understand(text) for text in texts]


@pytest.fixture(scope="module")
def about() -> Services:
    return services_with(Scripted())


@pytest.fixture
def line(sqlite_database: Database, about: Services) -> Line:
    return Line(sqlite_database, about)


def _ask(line: Line, text: str) -> None:
    line.says(1, text)
    line.work(seconds=3)


def _press(line: Line, start: str) -> None:
    line.presses(1, next(one for one in reversed(line.buttons_of(1)) if one.startswith(start)))
    line.work()


def _asked(line: Line) -> None:
    _ask(line, "ответь про интернет")
    _press(line, "human:")


def _danger(line: Line) -> None:
    _ask(line, "незнакомое: у меня украли деньги с карты")


def _unknown(line: Line) -> None:
    _ask(line, "незнакомое мне дело")


def _unclear(line: Line) -> None:
    _ask(line, "уточни про интернет")
    _press(line, "none:")


def _rejected(line: Line) -> None:
    _ask(line, "ответь про интернет")
    _press(line, "down:")
    _ask(line, "незнакомое и совсем другое")


def _failed(line: Line) -> None:
    line.says(1, "сломать интернет")
    for _ in range(10):
        line.work(seconds=5)


def _unreadable(line: Line) -> None:
    line.says(1, voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
    line.work(seconds=3)
    _press(line, "human:")


def _guided(line: Line) -> None:
    _ask(line, "ответь по шагам")
    for _ in range(4):  # each time the first button, down to «человек»
        line.presses(1, next(one for one in _newest_buttons(line) if one.startswith("guide:")))
        line.work()


def _newest_buttons(line: Line) -> list[str]:
    wanted = select(Outbox.payload).where(Outbox.chat_id == 1).order_by(Outbox.id.desc())
    payloads = line.read(lambda session: session.scalars(wanted).all())
    newest = next(one["keyboard"] for one in payloads if one.get("keyboard"))
    return [button["data"] for row in newest for button in row if "data" in button]


SCENES: dict[Reason, tuple[Callable[[Line], None], str, dict[str, Any]]] = {
    Reason.ASKED: (_asked, "ответь про интернет", {"tried": 1}),
    Reason.DANGER: (_danger, "незнакомое: у меня украли деньги с карты", {"signals": 2}),
    Reason.UNKNOWN: (_unknown, "незнакомое мне дело", {}),
    Reason.UNCLEAR: (_unclear, "уточни про интернет", {"clarified": 1, "understood": 2}),
    Reason.REJECTED: (_rejected, "незнакомое и совсем другое", {"tried": 1}),
    Reason.FAILED: (_failed, "сломать интернет", {}),
    Reason.GUIDED: (_guided, "ответь по шагам", {"checked": 4}),
    Reason.UNREADABLE: (_unreadable, "", {"attachments": 1}),
}


def package_of(line: Line) -> Package:
    found: Package = line.read(lambda session: packages.build(session, session.get_one(Case, 1)))
    return found


def card_of(line: Line) -> str:
    wanted = select(Outbox.payload).where(Outbox.key == "case:1:card:1")
    return str(line.read(lambda session: session.scalar(wanted))["html"])


def test_there_is_a_scene_for_every_reason() -> None:
    assert set(SCENES) == set(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_the_package_is_complete(line: Line, reason: Reason) -> None:
    scene, question, holds = SCENES[reason]
    scene(line)
    for _ in range(3):  # details are asked for some topics; people get the case without them
        if line.case().state == State.DETAILS:
            _press(line, "skip:")
    assert line.case().state == State.QUEUED
    package, card = package_of(line), card_of(line)
    assert package.reason == reason
    assert package.question == question
    assert (package.customer, package.language) == ("Клиент 1", "ru")
    assert package.promised_at is not None
    assert package.queued_at is not None
    assert package.lines[0].author == "customer"
    for name, count in holds.items():
        assert len(getattr(package, name)) == count, name
    assert package.as_json()["reason"] == str(reason)
    assert "№ 1" in card
    assert (question or "Вложения") in card
    assert "Почему к людям" in card
    assert "Обещали ответить" in card
    if package.tried:
        assert "Уже ответили" in card
    if reason is Reason.REJECTED:
        assert package.tried[0].reaction == "rejected"
        assert "👎" in card
    if reason is Reason.DANGER:
        assert "🔴" in card


def test_what_was_said_unasked_is_collected_whatever_the_reason(line: Line) -> None:
    _ask(line, "позовите человека, мой договор 12345678, телефон +7 912 345-67-89")
    assert package_of(line).details == {"contract_number": "12345678", "phone": "+7 912 345-67-89"}
    assert "номер договора: 12345678" in card_of(line)


def test_one_card_however_much_happens(line: Line) -> None:
    topic = line.owned()
    for number in range(5):
        line.says(1, f"строка {number}")
        line.agent_says(IRINA, topic, f"ответ {number}")
        line.work()
    sent = select(func.count()).select_from(Outbox)
    cards = sent.where(Outbox.key.like("case:1:card:%"), Outbox.action == "send_text")
    assert line.read(lambda session: session.scalar(cards)) == 1
    waiting = sent.where(Outbox.lane == "card:1", Outbox.action == "edit_text", Outbox.state == "pending")
    assert line.read(lambda session: session.scalar(waiting)) <= 1


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (
            "Forbidden: bot was blocked by the user",
            "🚫 Клиент заблокировал бота: сообщения до него не доходят",
        ),
        (
            "Forbidden: user is deactivated",
            "🚫 Клиент удалил свой аккаунт в Telegram: сообщения до него не доходят",
        ),
    ],
)
def test_complaint_10_who_cannot_be_reached_is_told_once_and_stands_on_the_card(
    line: Line, about: Services, reason: str, told: str
) -> None:
    topic = line.owned()
    line.agent_says(IRINA, topic, "вы здесь?")
    line.work()
    aftermath = Aftermath(about, lambda: line.now)
    with line.database.write() as session:
        wanted = select(Outbox).where(Outbox.chat_id == 1).order_by(Outbox.id.desc()).limit(1)
        number = session.scalars(wanted).one().id
        session.execute(update(Outbox).where(Outbox.id == number).values(state="failed"))
        row = claims.outbox_row(session.execute(select(*Outbox.__table__.c).where(Outbox.id == number)).one())
        for _ in range(2):
            aftermath.on_settled(session, row, Blocked(reason))
    assert line.sent_to(None).count(told) == 1
    assert package_of(line).unreachable == ("deleted" if "deactivated" in reason else "blocked")
    shown = select(Outbox.payload).where(Outbox.lane == "card:1", Outbox.action == "edit_text")
    last = line.read(lambda session: session.scalars(shown.order_by(Outbox.id.desc())).first())
    assert ("аккаунт удалён" if "deactivated" in reason else "бот заблокирован") in last["html"]
    assert line.read(lambda session: session.get_one(Customer, 1).blocked_at) is not None
