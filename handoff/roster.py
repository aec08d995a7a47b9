"""Who of the team is there: agents as routing sees them, read from the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from handoff import routing
from handoff.calendar import Calendar
from handoff.case import State
from handoff.routing import Agent, Duty, Presence, Waiting
from store.schema import IS_UNCLAIMED, Case, Customer, Person
from store.staff import Absence, AgentProfile, Offer

AGENT_ROLE = "agent"
_LOOKED_BACK = 50
"""Waiting cases of one priority that are looked through for one that fits."""


def agents(
    session: Session, now: datetime, hours: Calendar, *, limit: int | None = None, only: int | None = None
) -> list[Agent]:
    """Everybody with the role of an agent. `limit` is for those whose profile names none; `only` one
    person."""
    people = select(Person, AgentProfile).outerjoin(AgentProfile, AgentProfile.person_id == Person.id)
    if only is not None:
        people = people.where(Person.id == only)
    rows = [row for row in session.execute(people).all() if only or AGENT_ROLE in row.Person.roles]
    ids = [row.Person.id for row in rows]
    absent = set(session.scalars(select(Absence.person_id).where(*_is_absent(now))))
    at_work = _counts(session, ids)
    zone = str(hours.zone)
    return [
        _agent(
            row.Person.id,
            row.AgentProfile or AgentProfile(person_id=row.Person.id),
            zone,
            absent=row.Person.id in absent,
            open_cases=at_work.get(row.Person.id, 0),
            limit=limit,
        )
        for row in rows
    ]


def agent(
    session: Session, person_id: int, now: datetime, hours: Calendar, *, limit: int | None = None
) -> Agent | None:
    """One person as an agent, whatever roles he has; None for nobody."""
    return next(iter(agents(session, now, hours, limit=limit, only=person_id)), None)


def present(session: Session, now: datetime, hours: Calendar, *, limit: int | None = None) -> list[Agent]:
    """The agents to whom cases can go now."""
    everybody = agents(session, now, hours, limit=limit)
    return [one for one in everybody if routing.presence(one, now, hours) is Presence.HERE]


def present_count(session: Session, case: Case, now: datetime, hours: Calendar) -> int:
    """How many agents are there now who could do this case."""
    wanted = waiting(session, case)
    return sum(routing.fits(one, wanted) for one in present(session, now, hours))


def presence_of(session: Session, person_id: int, now: datetime, hours: Calendar) -> Presence:
    """Whether somebody is there, on a break, or gone; who is not of the team is gone."""
    one = agent(session, person_id, now, hours)
    return Presence.GONE if one is None else routing.presence(one, now, hours)


def is_present(session: Session, person_id: int, now: datetime, hours: Calendar) -> bool:
    """Whether a case can go to this person now."""
    return presence_of(session, person_id, now, hours) is Presence.HERE


# -- cases that wait


def waiting(session: Session, case: Case) -> Waiting:
    """A case as routing sees it."""
    segment = session.scalar(select(Customer.segment).where(Customer.id == case.customer_id)) or ""
    return _waiting(case, segment)


def unoffered(session: Session, *, most: int) -> list[Waiting]:
    """Waiting cases that no agent is being asked about, in the order of the queue."""
    offered = select(Offer.case_id).where(Offer.state == "open")
    return in_order(session, most, Case.id.not_in(offered))[:most]


def queue_for(session: Session, one: Agent) -> list[Waiting]:
    """The first waiting cases that fit an agent; his next one is the first of them."""
    return in_order(session, _LOOKED_BACK, *_fitting(one))


def in_order(session: Session, most: int, *only: ColumnElement[bool]) -> list[Waiting]:
    """The head of the queue, in the order in which cases are taken; `only` leaves cases out. Within one
    priority who came first is first, so that the first `most` of each priority, which are given, hold the
    first of all."""
    priorities = session.scalars(select(Case.priority).where(IS_UNCLAIMED).distinct()).all()
    found = []
    for priority in priorities:
        heads = (
            select(Case, Customer.segment)
            .join(Customer, Customer.id == Case.customer_id)
            .where(IS_UNCLAIMED, Case.priority == priority, *only)
            .order_by(Case.queued_at, Case.id)
            .limit(most)
        )
        found += [_waiting(row.Case, row.segment) for row in session.execute(heads).all()]
    return sorted(found, key=routing.order)


def _fitting(one: Agent) -> Iterator[ColumnElement[bool]]:
    """What `routing.fits` says, for the database."""
    if one.lines:
        yield Case.line.in_(one.lines)
    if one.skills:
        yield or_(Case.skill.in_(one.skills), Case.skill == "")
    if one.languages:
        yield or_(Case.language.in_(one.languages), Case.language == "")
    if one.segments:
        yield or_(Customer.segment.in_(one.segments), Customer.segment == "")


def _waiting(case: Case, segment: str) -> Waiting:
    return Waiting(
        id=case.id,
        queued_at=case.queued_at or case.opened_at,
        line=case.line,
        skill=case.skill,
        language=case.language,
        segment=segment,
        priority=case.priority,
        last_agent_id=case.last_agent_id,
    )


# -- the rest of an agent


def absence_of(session: Session, person_id: int, now: datetime) -> Absence | None:
    """The absence that somebody is in now."""
    return session.scalar(
        select(Absence).where(Absence.person_id == person_id, *_is_absent(now)).order_by(Absence.id.desc())
    )


def shifts_of(profile: AgentProfile | None, zone: str) -> Calendar | None:
    """The shifts of a profile; None where there are none."""
    return _calendar(profile.shifts, zone) if profile is not None and profile.shifts else None


def _is_absent(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Absence.since <= now,
        Absence.ended_at.is_(None),
        or_(Absence.until.is_(None), Absence.until > now),
    )


def _counts(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Cases at hand whose turn is the agent's; those that wait for the customer or a vendor take no time."""
    rows = session.execute(
        select(Case.owner_id, func.count())
        .where(Case.owner_id.in_(list(ids)), Case.state == State.OWNED)
        .group_by(Case.owner_id)
    )
    return {owner: count for owner, count in rows if owner is not None}


def _agent(
    person_id: int,
    profile: AgentProfile,
    zone: str,
    *,
    absent: bool,
    open_cases: int,
    limit: int | None,
) -> Agent:
    return Agent(
        id=person_id,
        skills=frozenset(profile.skills or ()),
        languages=frozenset(profile.languages or ()),
        lines=frozenset(profile.lines or ()),
        segments=frozenset(profile.segments or ()),
        limit=profile.case_limit if profile.case_limit is not None else limit,
        open_cases=open_cases,
        busy_since=profile.given_at,
        shifts=_calendar(profile.shifts, zone) if profile.shifts else None,
        duty=Duty(profile.duty or ""),
        duty_until=profile.duty_until,
        absent=absent,
    )


@lru_cache(maxsize=1024)
def _calendar(shifts: str, zone: str) -> Calendar:
    return Calendar.parse(shifts, zone)
