"""«Смотрю»: two people must not read the same case without knowing of each other."""

from __future__ import annotations

from typing import Any

from bot.desk.screen import menus, topic
from bot.step import Keyboard, Step, button
from handoff import ledger, viewers
from store import inbox
from store.outbox import topic_lane
from store.schema import Case, Person

TIMER = "viewers"


def rows(step: Step, case: Case) -> Keyboard:
    """The button in the menu of a case; it is for those who read along in its topic."""
    if step.private_card is not None:
        return []
    return [[button(step.services.desk_texts.plain("desk-button-look"), "look", case.id)]]


def on_look(step: Step, case: Case, agent: Person, _rest: list[str]) -> str:
    """Look, or look away. The buttons come back at once; what the card says may wait."""
    menus.on_card(step, case, agent, [str(case.epoch)])
    if viewers.look_away(step.session, case.id, agent.id):
        topic.refresh_card(step, case)
    else:
        note(step, case, agent)
    return step.services.desk_texts.plain("press-done")


def note(step: Step, case: Case, agent: Person) -> None:
    """Somebody looks at a case: the card says so for ten minutes."""
    viewers.look(step.session, case.id, agent.id, step.now)
    inbox.set_timer(
        step.session,
        f"{TIMER}:{case.id}",
        lane=topic_lane(case.id),
        kind=TIMER,
        due_at=step.now + viewers.LASTS,
        payload={"case_id": case.id},
    )
    topic.refresh_card(step, case)


def on_timer(step: Step, payload: dict[str, Any]) -> None:
    """Ten minutes have passed."""
    case = ledger.locked(step.session, payload["case_id"])
    viewers.forget(step.session, case.id, step.now)
    topic.refresh_card(step, case)
