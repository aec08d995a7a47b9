"""A command acts, and what is written beside it is said: by customers and by agents."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.customer.links import Link, UnusableLinkError, read, write
from handoff import ledger
from handoff.case import EventType, State
from handoff.package import build
from store.schema import Case, Customer, Message
from tests.integration.work.line import IRINA, QUESTION, Line, photo

COMPLAINT = "у меня дважды списали деньги"


def said(line: Line) -> list[str]:
    """What is kept of the customer."""
    return list(
        line.read(
            lambda s: s.scalars(
                select(Message.text).where(Message.author_kind == "customer").order_by(Message.id)
            )
        )
    )


@pytest.mark.parametrize("form", ["/human {}", "/human@linezero_bot {}", "/HUMAN, {}", "/human\n{}"])
def test_words_behind_a_call_for_a_person_go_along(line: Line, form: str) -> None:
    line.says(1, form.format(COMPLAINT))
    line.work(seconds=5)
    assert line.case().state == State.QUEUED
    assert said(line) == [COMPLAINT]
    assert line.read(lambda s: build(s, s.get(Case, 1)).question) == COMPLAINT
    assert any(COMPLAINT in one for one in line.sent_to(None))


def test_words_behind_a_call_reach_the_agent_who_has_the_case(line: Line) -> None:
    line.owned()
    line.says(1, f"/human {COMPLAINT}")
    line.work(seconds=5)
    assert COMPLAINT in line.sent_to(None)
    assert len({case.id for case in line.read(lambda s: list(s.scalars(select(Case))))}) == 1


@pytest.mark.parametrize("command", ["help", "status", "language", "start", "new"])
def test_words_behind_other_commands_are_answered(line: Line, command: str) -> None:
    line.says(1, f"/{command} {QUESTION}")
    line.work(seconds=5)
    assert said(line) == [QUESTION]
    assert any(data.startswith("up:") for data in line.buttons_of(1))


def test_a_new_question_in_the_same_breath_is_not_put_into_the_case_that_people_have(line: Line) -> None:
    line.owned()
    line.says(1, f"/new {QUESTION}")
    line.work(seconds=5)
    assert line.read(lambda s: s.scalar(select(Message.case_id).where(Message.text == QUESTION))) == 2
    assert any(data.startswith("up:2:") for data in line.buttons_of(1))


@pytest.mark.parametrize("text", ["/4417290 это мой номер", "/4417290", "/oplata не прошла", "/hlep"])
def test_what_is_no_command_is_words_in_a_case_that_people_have(line: Line, text: str) -> None:
    line.owned()
    line.says(1, text)
    line.work(seconds=5)
    assert text in line.sent_to(None)


def test_a_mistyped_command_gets_a_hint_and_is_kept(line: Line) -> None:
    line.says(1, "/hlep")
    line.work(seconds=5)
    assert said(line) == ["/hlep"]
    assert any("/help" in one for one in line.sent_to(1))
    assert line.case() is None


def test_a_command_of_other_bots_that_calls_for_a_person_is_understood(line: Line) -> None:
    line.says(1, "/operator")
    line.work(seconds=5)
    assert line.case().state == State.QUEUED


def test_a_command_under_a_picture_acts_and_the_picture_stays(line: Line) -> None:
    line.says(1, caption="/human вот чек", **photo())
    line.work(seconds=5)
    assert line.case().state == State.QUEUED
    kept = line.read(lambda s: s.scalars(select(Message).where(Message.author_kind == "customer")).one())
    assert (kept.kind, kept.text) == ("photo", "вот чек")


def test_command_and_words_in_one_burst(line: Line) -> None:
    line.says(1, COMPLAINT.replace("деньги", "плату"))
    line.says(1, "/human")
    line.says(1, "и ещё счёт не пришёл")
    line.work(seconds=5)
    assert line.case().id == 1
    shown = "\n".join(line.sent_to(None))
    assert "дважды списали плату" in shown
    assert "и ещё счёт не пришёл" in shown


def test_words_added_to_a_command_by_an_edit_are_said(line: Line) -> None:
    first = line.says(1, "/human")
    line.work()
    line.edits(1, first, f"/human {COMPLAINT}")
    line.work(seconds=5)
    assert COMPLAINT in line.sent_to(None)
    line.edits(1, first, f"/human {COMPLAINT}!")
    line.work(seconds=5)
    assert said(line) == [f"{COMPLAINT}!"]


def test_words_that_became_a_call_by_an_edit_call(line: Line) -> None:
    first = line.says(1, "/hlep")
    line.work()
    line.edits(1, first, "/human")
    line.work(seconds=5)
    assert line.case().state == State.QUEUED


# -- agents


def test_each_line_that_begins_with_a_slash_gets_its_notice(line: Line) -> None:
    topic = line.owned()
    for text in ("/privet сейчас проверю", "/privet ещё минуту", "/start здравствуйте, Мария"):
        line.agent_says(IRINA, topic, text)
        line.work()
    notices = [one for one in line.sent_to(None) if "клиенту она не ушла" in one]
    assert len(notices) == 3
    assert not any("проверю" in one or "Мария" in one for one in line.sent_to(1))


def test_words_beside_a_command_of_agents_are_not_lost_silently(line: Line) -> None:
    topic = line.owned()
    line.agent_says(IRINA, topic, "/my сейчас всё проверю")
    line.work()
    assert any("Слова после /my" in one for one in line.sent_to(None))


def test_an_unknown_command_of_an_agent_in_private_opens_no_case(line: Line) -> None:
    line.says(IRINA, "/privet сейчас проверю")
    line.work(seconds=5)
    assert line.case() is None
    assert any("Такой команды" in one for one in line.sent_to(IRINA))


# -- deep links


def test_a_link_to_an_entry_answers_it(line: Line) -> None:
    entry = line.worker._services.knowledge.most_asked("")[0].id
    line.says(1, f"/start {write(Link('entry', entry), '')}")
    line.work()
    chosen = line.read(lambda s: [e for e in ledger.events(s, 1) if e.type is EventType.CANDIDATE_CHOSEN])
    assert [event.payload["entry"] for event in chosen] == [entry]
    assert not any(data.startswith("entry:") for data in line.buttons_of(1))  # no menu


def test_a_link_that_opens_nothing_is_kept_and_shown_to_the_agents(line: Line) -> None:
    line.says(1, "/start june_mailing")
    line.work()
    assert line.read(lambda s: s.scalar(select(Customer.came_by))) == "june_mailing"
    assert any(data.startswith("entry:") for data in line.buttons_of(1))
    line.says(1, "/human")
    line.work()
    assert any("june_mailing" in one for one in line.sent_to(None))


def test_a_signed_link_puts_into_a_segment_and_a_made_up_one_does_not(line: Line) -> None:
    token = line.worker._services.settings.telegram_token.get_secret_value()
    good = write(Link("segment", "business"), token)
    for number, payload in ((1, good), (2, good[:-1] + ("A" if good[-1] != "A" else "B")), (3, "s-business")):
        line.says(number, f"/start {payload}")
    line.work()
    segments = line.read(lambda s: dict(s.execute(select(Customer.external_id, Customer.segment)).all()))
    assert segments == {1: "business", 2: "", 3: ""}


@pytest.mark.parametrize(
    "link", [Link("entry", "wifi.password"), Link("entry", "e" * 70), Link("segment", "ы")]
)
def test_what_no_link_can_hold_is_said(link: Link) -> None:
    with pytest.raises(UnusableLinkError):
        write(link, "1:x")


def test_a_link_is_read_back() -> None:
    for link in (Link("entry", "wifi-password"), Link("topic", "payments"), Link("segment", "vip-2")):
        assert read(write(link, "1:x"), "1:x") == link
