"""What an agent can do beyond the first buttons of a card. A menu takes the place of the card's buttons, so
that choosing costs the group no message; the first button of a menu leads back."""

from __future__ import annotations

from collections.abc import Callable

from bot.customer import closing
from bot.desk.screen import private, topic
from bot.step import Keyboard, Step, button
from bot.team import roles
from bot.team.roles import Role
from handoff.case import HELD, UNCLAIMED
from store.outbox import Action, Author, Priority
from store.schema import Case, Person

Rows = Callable[[Step, Case], Keyboard]


def show(step: Step, case: Case, rows: Keyboard) -> None:
    """Put buttons under the card, in the chat where a button of it was pressed. The card stays as it is."""
    if step.private_card is not None:
        private.draw(step, step.private_card, rows)
        return
    key = topic.card_key(step, case)
    if key is None:
        return
    lane = f"card:{case.id}"
    step.supersede(lane, Action.EDIT_KEYBOARD, "a newer menu")
    step.put(
        Action.EDIT_KEYBOARD,
        lane=lane,
        author=Author.DESK,
        priority=Priority.NOTICE,
        case=case,
        payload={"sent_as": key, "keyboard": rows},
    )


def back(step: Step, case: Case) -> list[dict[str, str]]:
    """The way back to the buttons of the card."""
    return [button(step.services.desk_texts.plain("desk-button-back"), "card", case.id, case.epoch)]


def refusal(
    step: Step, case: Case, agent: Person, epoch: str, *, unclaimed: bool = False, supervised: bool = False
) -> str:
    """Why a button does nothing for this agent: it is of an older state, or the case is somebody else's.
    Empty where it may be pressed; `unclaimed` lets everybody press it while the case waits in a queue,
    `supervised` lets supervisors press it whoever has the case."""
    desk = step.services.desk_texts
    if epoch != str(case.epoch) or case.state not in HELD | UNCLAIMED:
        return desk.plain("press-old")
    if case.state in UNCLAIMED:
        return "" if unclaimed else desk.plain("press-old")
    if case.owner_id != agent.id and not (supervised and roles.has(agent, Role.SUPERVISOR)):
        owner = closing.last_agent(step, case) or desk.plain("person-someone")
        return desk.plain("press-not-yours", agent=owner)
    return ""


def on_card(step: Step, case: Case, _agent: Person, rest: list[str]) -> str:
    """«Назад»: the buttons of the card again."""
    if rest[:1] == [str(case.epoch)]:
        show(step, case, topic.buttons(step, case))
    return ""
