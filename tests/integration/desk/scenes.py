"""What scenes of the desk begin with: people of the team, buttons pressed on the newest case."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from bot.services import Services
from bot.settings import Settings
from bot.team import roles
from handoff import ledger
from handoff.case import EventType, State, fold
from store.database import Database
from store.schema import Case
from tests.integration.work.line import IRINA, PAVEL, Line

OLGA = 903


def line_with_people(database: Database, *people: int, about: Services | None = None) -> Line:
    """A line with Ирина, Павел and Ольга as agents."""
    line = Line(database, about)
    names = {IRINA: "Ирина", PAVEL: "Павел", OLGA: "Ольга"}
    with database.write() as session:
        for number in people or names:
            person = roles.add(session, number, line.now, names.get(number, ""))
            if roles.Role.AGENT not in person.roles:
                person.roles = [*person.roles, str(roles.Role.AGENT)]
    return line


def press(line: Line, verb: str, *more: object, agent: int = IRINA, case: Case | None = None) -> None:
    """An agent presses a button of a case (the newest), as it is now."""
    case = case or line.case()
    data = ":".join(str(part) for part in (verb, case.id, case.epoch, *more))
    line.agent_presses(agent, case.id * 10, data)
    line.work()


def note(line: Line, agent: int, text: str) -> None:
    """An agent writes a note in the topic of the newest case."""
    line.agent_says(agent, line.case().id * 10, text)
    line.work()


def events(line: Line, case_id: int | None = None) -> list[EventType]:
    """The kinds of events of a case (the newest)."""
    number = case_id or line.case().id
    return [event.type for event in line.read(lambda session: ledger.events(session, number))]


def of_number(line: Line, case_id: int) -> Case:
    """A case by its number."""
    found: Case = line.read(lambda session: session.get_one(Case, case_id))
    return found


def assert_folds(line: Line) -> None:
    """The rows of all cases are what their logs come to."""
    last = line.case().id
    for number in range(1, last + 1):
        log = line.read(partial(ledger.events, case_id=number))
        state = ledger.state_of(of_number(line, number))
        assert fold(log) == state
        assert isinstance(state.state, State)


def configured(services: Services, **changes: Any) -> Services:
    """The same services with other settings."""
    settings = Settings(_env_file=None, **(services.settings.model_dump() | changes))
    return replace(services, settings=settings, hours=settings.calendar)


def supervisor(line: Line, number: int) -> None:
    """Somebody who is told what goes wrong."""
    with line.database.write() as session:
        person = roles.add(session, number, line.now, "Мария")
        person.roles = [*person.roles, str(roles.Role.SUPERVISOR)]
