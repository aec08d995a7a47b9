"""The buttons of the agents' side: take, give back, solved, open again. The ownership epoch on each button
says which state it was made for; a button of an older state does nothing."""

from __future__ import annotations

from collections.abc import Callable

from bot.customer import closing
from bot.desk import team
from bot.desk.cases import (
    consulting,
    lines,
    losing,
    merging,
    ownership,
    spam,
    taking,
    transferring,
    vendor,
    waiting,
)
from bot.desk.incidents import joining
from bot.desk.screen import menus, more, topic, viewing
from bot.desk.writing import held, linking, replies, requesting
from bot.inbound import Pressed
from bot.step import Step
from bot.team import roles
from bot.team.roles import Role
from handoff import ledger
from handoff.case import HELD, UNCLAIMED, Actor, EventType, State
from store.schema import Case, Customer, Person

_ANONYMOUS_ADMIN = 1087968824
"""The id behind which Telegram hides admins who stay anonymous."""


Act = Callable[[Step, Case, Person, list[str]], str]
"""What a button does: case, who pressed, what else the button carries; returns the word that appears over
the button."""


def on_press(step: Step, pressed: Pressed) -> None:
    """Do what a button in the agents' group says."""
    desk = step.services.desk_texts
    verb, *parts = pressed.data.split(":")
    if pressed.sender.id == _ANONYMOUS_ADMIN:
        step.answer_press(pressed.callback_id, desk.plain("press-anonymous"), alert=True)
        return
    case = _case(step, pressed, parts)
    if case is None or verb not in ACTS:
        step.answer_press(pressed.callback_id, desk.plain("press-old"))
        return
    agent = team.meet(step, pressed.sender, case)
    if agent is None:
        step.answer_press(pressed.callback_id, desk.plain("press-stranger"), alert=True)
        return
    step.pressed = True
    step.answer_press(pressed.callback_id, act(step, case, agent, verb, parts[1:]))


def act(step: Step, case: Case, agent: Person, verb: str, rest: list[str]) -> str:
    """Do what a button says; gives the word over it. Whose case it was is told when a colleague took it."""
    owner = case.owner_id if case.state in HELD else None
    words = ACTS[verb](step, case, agent, rest)
    if owner is not None and owner != agent.id and not (case.owner_id == owner and case.state in HELD):
        losing.tell(step, case, owner, "closed" if case.state == State.CLOSED else "taken", by=agent.name)
    return words


def _case(step: Step, pressed: Pressed, parts: list[str]) -> Case | None:
    """The case a button speaks of, if it is shown in the topic where the button was pressed."""
    found = team.case_of_topic(step, pressed.chat_id, pressed.topic)
    if found is None or not parts or parts[0] != str(found.id):
        return None
    return ledger.locked(step.session, found.id)


def owners(act: Callable[[Step, Case, Person], None], *, supervised: bool = False) -> Act:
    """A button that only the owner may press (where it is `supervised`, supervisors too), and only while the
    case is in the state it was made for."""

    def checked(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
        desk = step.services.desk_texts
        if rest != [str(case.epoch)] or case.state not in HELD:
            return desk.plain("press-old")
        if case.owner_id != agent.id and not (supervised and roles.has(agent, Role.SUPERVISOR)):
            return desk.plain("press-not-yours", agent=_owner(step, case))
        act(step, case, agent)
        return desk.plain("press-done")

    return checked


def _take(step: Step, case: Case, agent: Person, _rest: list[str]) -> str:
    desk = step.services.desk_texts
    if case.owner_id == agent.id or taking.claim(step, case, agent):
        return desk.plain("press-done")
    if case.state in UNCLAIMED:
        return desk.plain("press-full")
    lost = case.state in HELD
    return desk.plain("press-lost", agent=_owner(step, case)) if lost else desk.plain("press-old")


def _link(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    linked = linking.link(step, case, agent, rest[0] if rest else "")
    return step.services.desk_texts.plain("press-noted" if linked else "press-old")


def _solved(step: Step, case: Case, agent: Person) -> None:
    step.record(case, EventType.SOLVED, Actor("agent", agent.id))
    waiting.forget(step, case)
    closing.ask_whether_solved(step, step.session.get_one(Customer, case.customer_id), case)
    step.desk_say(case, step.services.desk_texts("desk-solved", agent=agent.name))
    linking.offer(step, case)
    topic.refresh_card(step, case)


def _reopen(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """An agent opens a closed case again, and has it."""
    desk = step.services.desk_texts
    if rest != [str(case.epoch)] or case.state != State.CLOSED:
        return desk.plain("press-old")
    step.record(case, EventType.REOPENED, Actor("agent", agent.id))
    ownership.claim(step, case, agent)
    return desk.plain("press-done")


def _owner(step: Step, case: Case) -> str:
    return closing.last_agent(step, case) or step.services.desk_texts.plain("person-someone")


ACTS: dict[str, Act] = {
    "take": _take,
    "release": owners(ownership.release, supervised=True),
    "done": owners(_solved),
    "await": owners(waiting.for_customer),
    "resume": owners(waiting.go_on),
    "more": more.on_more,
    "card": menus.on_card,
    "pass": transferring.on_pass,
    "route": transferring.on_route,
    "line": lines.on_line,
    "notours": lines.on_not_ours,
    "vendor": vendor.on_vendor,
    "ask": consulting.on_ask,
    "merge": merging.on_merge,
    "spam": spam.on_spam,
    "join": joining.on_join,
    "unjoin": joining.on_unjoin,
    "reopen": _reopen,
    "link": _link,
    "look": viewing.on_look,
    "needs": requesting.on_needs,
    "need": requesting.on_need,
    "replies": replies.on_replies,
    "draft": replies.on_draft,
    "draftsend": replies.on_send,
    "draftcopy": replies.on_copy,
    "draftdrop": replies.on_drop,
    "heldsend": held.on_send,
    "helddrop": held.on_drop,
}
"""What each button of the agents' side does, by the first word of its data."""
