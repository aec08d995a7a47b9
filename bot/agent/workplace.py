"""Working in the private chat: one case at a time, its card and last lines, and what is written there goes to
its customer.

Which case that is, is always said: a button, or an answer to a message of the case. Whatever else is going on
in this chat (an entry being written, the team's menu) takes the case away first, so that no word meant for
something else can reach a customer.
"""

from __future__ import annotations

from sqlalchemy import select

from bot.desk import presses
from bot.desk.screen import card, mirror, private, topic
from bot.desk.writing import messages, repeating
from bot.inbound import Pressed, Written
from bot.step import Html, Keyboard, PrivateCard, Step, button
from bot.team import profiles
from bot.team.talk import Talk
from handoff import board, ledger
from handoff import package as packages
from handoff.case import HELD, UNCLAIMED, State
from store.outbox import customer_lane
from store.schema import Case, Copy, Message, Person

_MOST_CASES = 10
_OF_A_MESSAGE = frozenset({"heldsend", "helddrop", "draftsend", "draftcopy", "draftdrop", "link"})
"""Buttons under a message of its own, which no card takes the place of."""


def switch(talk: Talk) -> bool:
    """Begin or end working here. Whether he works here now."""
    profile = profiles.of(talk.step.session, talk.person)
    profile.works_here, profile.case_id = not profile.works_here, None
    talk.step.session.flush()
    if profile.works_here:
        choose(talk, "work-begun")
    else:
        talk.say(talk.texts("work-ended"))
    return profile.works_here


def choose(talk: Talk, key: str) -> None:
    """Say the text of `key`, with a button for each case he has."""
    cases = board.cases_of(talk.step.session, talk.person.id, most=_MOST_CASES)
    rows: Keyboard = [
        [
            button(
                f"{talk.texts.plain('case-number', case=str(one.case_id))} · {one.customer}",
                "me",
                "case",
                one.case_id,
            )
        ]
        for one in cases
    ]
    rows.append([button(talk.texts.plain("duty-button", what="next"), "me", "next")])
    talk.say(talk.texts(key, count=len(cases)), rows)


def enter(talk: Talk, case: Case) -> None:
    """From now on what he writes here goes to the customer of this case."""
    talk.expect_nothing()
    profile = profiles.of(talk.step.session, talk.person)
    profile.works_here, profile.case_id = True, case.id
    talk.step.session.flush()
    package = packages.build(talk.step.session, case)
    said = card.transcript(package, talk.step.services)
    if said:
        talk.say(said)
    talk.say(card.render(package, talk.step.services), _buttons(talk, case))
    talk.say(talk.texts("work-in", case=str(case.id), customer=_customer(talk, package)))


def show_card(talk: Talk, case: Case) -> None:
    """The card as it is now, in place of the one whose button was pressed."""
    package = packages.build(talk.step.session, case)
    talk.show(card.render(package, talk.step.services), _buttons(talk, case))


def _customer(talk: Talk, package: packages.Package) -> str:
    return package.customer or talk.texts.plain("customer-someone")


def _buttons(talk: Talk, case: Case) -> Keyboard:
    return private.marked(topic.buttons(talk.step, case))


def on_case_press(talk: Talk, pressed: Pressed, parts: list[str]) -> bool:
    """A button of a card that is shown here; its menus are drawn under this card. False for one that means
    nothing. It answers the press."""
    if len(parts) < 2 or parts[0] not in presses.ACTS or not parts[1].isdecimal():
        return False
    step, verb = talk.step, parts[0]
    found = step.session.get(Case, int(parts[1]))
    if found is None:
        return False
    case = ledger.locked(step.session, found.id)
    card_here = step.private_card = PrivateCard(talk.person, pressed.message_id)
    had_it = _has(talk.person, case)
    words = presses.act(step, case, talk.person, verb, parts[2:])
    step.answer_press(pressed.callback_id, words)
    if verb not in _OF_A_MESSAGE and not card_here.drawn:
        show_card(talk, case)
    if had_it and not _has(talk.person, case):
        _leave(talk, case)
    return True


def _has(person: Person, case: Case) -> bool:
    return case.owner_id == person.id and case.state in HELD


def _leave(talk: Talk, case: Case) -> None:
    """He has not got the case any more. What went on to others still takes his note, the reason of it."""
    profile = profiles.of(talk.step.session, talk.person)
    if profile.case_id == case.id:
        if case.state not in HELD | UNCLAIMED:
            profile.case_id = None
        choose(talk, "work-next")


# -- what is written here


def case_answered(step: Step, person: Person, written: Written) -> int | None:
    """The case of the message that he answers to, if it is a line of a customer's case shown here."""
    if written.reply_to is None:
        return None
    found = step.session.scalar(
        select(Message.case_id)
        .join(Copy, Copy.message_id == Message.id)
        .join(Case, Case.id == Message.case_id)
        .where(
            Copy.chat_id == written.chat_id,
            Copy.external_id == written.reply_to,
            Case.owner_id == person.id,
            Message.chat_id != written.chat_id,
        )
    )
    mine = step.session.scalar(
        select(Message.case_id).where(
            Message.chat_id == written.chat_id,
            Message.external_id == written.reply_to,
            Message.author_kind == "agent",
        )
    )
    return found or mine


def on_words(talk: Talk, written: Written, case_id: int | None) -> None:
    """A line for the customer of a case, or a note; without a case nothing is sent, and he is asked."""
    case = ledger.locked(talk.step.session, case_id) if case_id is not None else None
    if case is None:
        choose(talk, "work-whom")
        return
    if messages.is_note(talk.step, case, written):
        messages.note(talk.step, case, talk.person, written)
        said = talk.texts("work-note", agent=talk.person.name, text=written.text.strip())
        mirror.say(talk.step, case, Html(said))
        return
    refused = _refusal(talk, case)
    if refused is not None:
        profiles.of(talk.step.session, talk.person).case_id = None
        talk.say(refused)
        choose(talk, "work-whom")
        return
    if repeating.hold(talk.step, case, talk.person, written):
        return
    if case.state == State.SOLVED:
        messages.take_back(talk.step, case, talk.person)
    messages.answer(talk.step, case, talk.person, written, lane=customer_lane(written.chat_id))


def _refusal(talk: Talk, case: Case) -> Html | None:
    """Why a line does not go out: the case is not his (any more)."""
    if case.owner_id == talk.person.id and case.state in HELD | {State.SOLVED}:
        return None
    return talk.texts("work-not-yours", case=topic.mention(talk.step, case.id))


def on_edit(step: Step, written: Written) -> bool:
    """An edited line of an agent's. False when it is a customer's."""
    author = step.session.scalar(
        select(Message.author_kind).where(
            Message.chat_id == written.chat_id, Message.external_id == written.message_id
        )
    )
    if author != "agent":
        return False
    messages.on_edit(step, written)
    return True
