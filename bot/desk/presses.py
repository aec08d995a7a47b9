"""The buttons of the agents' side: take, give back, solved, open again. The ownership epoch on each button
says which state it was made for; a button of an older state does nothing."""

from __future__ import annotations

from bot.customer import closing
from bot.desk import linking, ownership, team, topic
from bot.inbound import Pressed
from bot.step import Step
from handoff import ledger
from handoff.case import Actor, EventType, State
from store import inbox
from store.schema import Case, Customer, Person

_ANONYMOUS_ADMIN = 1087968824
"""The id behind which Telegram hides admins who stay anonymous."""


def on_press(step: Step, pressed: Pressed) -> None:
    """Do what a button in the agents' group says."""
    desk = step.services.desk_texts
    verb, *parts = pressed.data.split(":")
    if pressed.sender.id == _ANONYMOUS_ADMIN:
        step.answer_press(pressed.callback_id, desk.plain("press-anonymous"), alert=True)
        return
    case = _case(step, pressed, parts)
    if case is None or verb not in ("take", "release", "done", "reopen", "link"):
        step.answer_press(pressed.callback_id, desk.plain("press-old"))
        return
    agent = team.meet(step, pressed.sender)
    words = _act(step, verb, case, agent, argument=parts[1] if len(parts) > 1 else "")
    step.answer_press(pressed.callback_id, words)


def _case(step: Step, pressed: Pressed, parts: list[str]) -> Case | None:
    """The case a button speaks of, if it is shown in the topic where the button was pressed."""
    found = team.case_of_topic(step, pressed.chat_id, pressed.topic)
    if found is None or not parts or parts[0] != str(found.id):
        return None
    return ledger.locked(step.session, found.id)


def _act(step: Step, verb: str, case: Case, agent: Person, *, argument: str) -> str:
    """Carry out a press; returns the word that appears over the button."""
    desk = step.services.desk_texts
    if verb == "take":
        if case.owner_id == agent.id:
            return desk.plain("press-done")
        if ownership.claim(step, case, agent):
            return desk.plain("press-done")
        lost = case.state == State.OWNED
        return desk.plain("press-lost", agent=_owner(step, case)) if lost else desk.plain("press-old")
    if verb == "link":
        return desk.plain("press-noted" if linking.link(step, case, agent, argument) else "press-old")
    if argument != str(case.epoch):
        return desk.plain("press-old")
    if verb == "reopen":
        return _reopen(step, case, agent)
    if case.state != State.OWNED:
        return desk.plain("press-old")
    if case.owner_id != agent.id:
        return desk.plain("press-not-yours", agent=_owner(step, case))
    if verb == "release":
        ownership.release(step, case, agent)
    else:
        _solved(step, case, agent)
    return desk.plain("press-done")


def _solved(step: Step, case: Case, agent: Person) -> None:
    step.record(case, EventType.SOLVED, Actor("agent", agent.id))
    inbox.clear_timer(step.session, f"lease:{case.id}")
    closing.ask_whether_solved(step, step.session.get_one(Customer, case.customer_id), case)
    step.desk_say(case, step.services.desk_texts("desk-solved", agent=agent.name))
    linking.offer(step, case)
    topic.refresh_card(step, case)


def _reopen(step: Step, case: Case, agent: Person) -> str:
    """An agent opens a closed case again, and has it."""
    desk = step.services.desk_texts
    if case.state != State.CLOSED:
        return desk.plain("press-old")
    step.record(case, EventType.REOPENED, Actor("agent", agent.id))
    ownership.claim(step, case, agent)
    return desk.plain("press-done")


def _owner(step: Step, case: Case) -> str:
    return closing.last_agent(step, case) or step.services.desk_texts.plain("person-someone")
