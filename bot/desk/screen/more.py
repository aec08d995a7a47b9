"""«Ещё»: what is needed less often than the buttons of a card. A new choice is a line in the table."""

from __future__ import annotations

from bot.customer import closing
from bot.desk.cases import consulting, lines, merging, spam, transferring, vendor
from bot.desk.screen import menus, viewing
from bot.step import Step
from handoff.case import HELD
from store.schema import Case, Person


def on_more(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """Show the menu to the owner and to supervisors, and to everybody while nobody has the case. To a
    colleague one thing is left to do with a case that somebody has: to say that he looks."""
    refused = menus.refusal(step, case, agent, rest[0] if rest else "", unclaimed=True, supervised=True)
    if not refused:
        choices = [row for rows in ROWS for row in rows(step, case)]
        menus.show(step, case, [*choices, menus.back(step, case)])
    elif case.state in HELD and rest == [str(case.epoch)]:
        viewing.note(step, case, agent)
        owner = closing.last_agent(step, case) or step.services.desk_texts.plain("person-someone")
        return step.services.desk_texts.plain("press-looking", agent=owner)
    return refused


ROWS: tuple[menus.Rows, ...] = (
    viewing.rows,
    transferring.rows,
    lines.rows,
    consulting.rows,
    vendor.rows,
    merging.rows,
    spam.rows,
)
"""What the menu offers, from top to bottom."""
