"""Taking cases from the queue: the limit of what one agent works on, and «Взять следующее»."""

from __future__ import annotations

from bot.desk import answers
from bot.desk.cases import ownership
from bot.desk.screen import topic
from bot.inbound import Written
from bot.step import Html, Step
from bot.team import roles
from bot.team.roles import Role
from handoff import ledger, roster, routing
from handoff.case import UNCLAIMED
from handoff.routing import Agent
from store.schema import Case, Person


def as_agent(step: Step, person: Person) -> Agent:
    """Somebody of the team as routing sees him."""
    settings = step.services.settings
    found = roster.agent(
        step.session, person.id, step.now, step.services.hours, limit=settings.limit_of_cases
    )
    return found or Agent(person.id)


def too_many(step: Step, person: Person) -> Html | None:
    """What an agent is told who has as many cases as he may have; None where he may take one more. A
    supervisor may always."""
    if roles.has(person, Role.SUPERVISOR):
        return None
    agent = as_agent(step, person)
    if routing.has_room(agent):
        return None
    return step.services.desk_texts("taking-full", count=agent.open_cases)


def take_next(step: Step, person: Person) -> tuple[Case | None, Html]:
    """Give somebody the case that is next for him. The case, or None, and what to tell him."""
    texts = step.services.desk_texts
    full = too_many(step, person)
    if full is not None:
        return None, full
    agent = as_agent(step, person)
    waiting = roster.queue_for(step.session, agent)
    while (following := routing.next_for(agent, waiting)) is not None:
        case = ledger.locked(step.session, following.id)
        if case.state in UNCLAIMED and ownership.claim(step, case, person):
            return case, texts("taking-done", case=topic.mention(step, case.id))
        waiting = [one for one in waiting if one.id != following.id]  # somebody was faster
    return None, texts("taking-nothing")


def on_next(step: Step, written: Written, person: Person, _words: str) -> None:
    """/next: the case that fits best, without looking for it."""
    _case, said = take_next(step, person)
    answers.reply(step, written, said)


def claim(step: Step, case: Case, person: Person) -> bool:
    """Claim a waiting case by hand, in its topic. False when somebody has it, when it waits for a line
    that is not his, or when he has too many, which he is told."""
    if case.state not in UNCLAIMED:
        return False
    agent = as_agent(step, person)
    if agent.lines and case.line not in agent.lines and not roles.has(person, Role.SUPERVISOR):
        said = step.services.desk_texts("taking-other-line", line=case.line)
        step.desk_say(case, said, key=f"case:{case.id}:line:{case.epoch}:{person.id}")
        return False
    full = too_many(step, person)
    if full is not None:
        step.desk_say(case, full, key=f"case:{case.id}:full:{case.epoch}:{person.id}")
        return False
    return ownership.claim(step, case, person)
