"""Mass incidents: many customers report one fault. When to say so, and which cases belong together.

Nothing is joined without a person's decision; here is only counted and looked up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from handoff import words
from handoff.case import HELD, EventType
from store.incidents import Incident
from store.schema import IS_UNCLAIMED, Case, CaseEvent, Customer, Message

LIKELY = 0.25
"""A case may belong to a topic of this probability. Three in four would be something else on an ordinary day;
but while something is broken, far more ask about it than the probabilities were measured with."""


class Stage(StrEnum):
    """Where an incident stands."""

    NOTICED = "noticed"  # supervisors were told, or one of them is writing the text for customers
    OPEN = "open"  # declared: cases of its topic join
    REPAIRED = "repaired"
    PASSED = "passed"  # never declared, and the cases have grown few again


@dataclass(frozen=True, slots=True)
class Rule:
    """So many customers with one topic within this time may be an incident. 0: never."""

    customers: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Handed:
    """A case that line zero gave to people, and the topics it may belong to."""

    case_id: int
    customer_id: int
    at: datetime
    topics: tuple[str, ...] = ()


class Verdict(StrEnum):
    """What a new case on a topic means."""

    NOTHING = "nothing"
    NOTICED = "noticed"  # as many as it takes, and nobody knows yet
    PASSED = "passed"  # supervisors were told of earlier ones, which have grown few since


def group(handed: Iterable[Handed], now: datetime, rule: Rule) -> tuple[Handed, ...]:
    """The newest case of each customer within the time of the rule, oldest first."""
    newest: dict[int, Handed] = {}
    for one in sorted(handed, key=lambda one: (one.at, one.case_id)):
        if now - rule.within < one.at <= now:
            newest[one.customer_id] = one
    return tuple(sorted(newest.values(), key=lambda one: (one.at, one.case_id)))


def likely(shares: Mapping[str, float]) -> tuple[str, ...]:
    """The topics that a question may belong to, the likeliest first; `shares` are their probabilities."""
    return tuple(topic for topic in sorted(shares, key=lambda one: -shares[one]) if shares[topic] >= LIKELY)


def topics_of(skill: str, handed_off: Mapping[str, Any]) -> tuple[str, ...]:
    """The topics that a case may belong to: its own, or the likely ones as long as it has none. `handed_off`
    is what the event of its handoff carries."""
    return (skill,) if skill else tuple(handed_off.get("likely", ()))


def counted(handed: Iterable[Handed], topic: str, known: Mapping[str, Incident]) -> list[Handed]:
    """The cases that count for a topic. What may belong to another incident that people know of (`known`: the
    newest of each topic), or came before its repair, is explained by that one."""
    return [
        one
        for one in handed
        if topic in one.topics
        and not any(_explains(known[other], one, topic) for other in one.topics if other in known)
    ]


def _explains(incident: Incident, one: Handed, topic: str) -> bool:
    if incident.repaired_at is not None:
        return one.at <= incident.repaired_at  # what the repair has ended begins nothing new
    return incident.topic != topic


def judge(customers: int, rule: Rule, *, known: bool) -> Verdict:
    """What so many customers at once mean. Once told (`known`), a group is not told again before it has
    fallen to half of what it takes: a count that swings around the limit is one group."""
    if not rule.customers:
        return Verdict.NOTHING
    if known:
        return Verdict.PASSED if customers <= rule.customers // 2 else Verdict.NOTHING
    return Verdict.NOTICED if customers >= rule.customers else Verdict.NOTHING


_SHORTEST = 4
_MOST_WORDS = 5


def typical_words(said: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The words that most customers used, those of the most customers first. `said`: what each one wrote.
    Forms of a word are one, shown as most wrote it; short words and what only one wrote are left out."""
    customers: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for texts in said:
        found = {word for text in texts for word in _spoken(text)}
        for word in found:
            forms[words.stem(word)][word] += 1
        customers.update({words.stem(word) for word in found})
    often = sorted(
        (stem for stem in customers if customers[stem] > 1), key=lambda one: (-customers[one], one)
    )
    return tuple(forms[stem].most_common(1)[0][0] for stem in often[:_MOST_WORDS])


def _spoken(text: str) -> set[str]:
    cleaned = "".join(one if one.isalpha() else " " for one in text.casefold().replace("ё", "е"))
    return {word for word in cleaned.split() if len(word) >= _SHORTEST}


# -- looking up

_HANDED_OFF = and_(CaseEvent.case_id == Case.id, CaseEvent.type == EventType.HANDED_OFF)


def handed_since(session: Session, since: datetime) -> list[Handed]:
    """Cases that line zero gave to people after a moment."""
    rows = session.execute(
        select(CaseEvent.case_id, Case.customer_id, CaseEvent.at, Case.skill, CaseEvent.payload)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.type == EventType.HANDED_OFF, CaseEvent.at > since)
    )
    return [
        Handed(case_id, customer_id, at, topics_of(skill, payload))
        for case_id, customer_id, at, skill, payload in rows
    ]


def words_of(session: Session, handed: Iterable[Handed], clean: Callable[[str], str]) -> tuple[str, ...]:
    """The typical words of these cases. `clean` leaves of a text what says something of the problem."""
    said: dict[int, list[str]] = defaultdict(list)
    lines = select(Message.customer_id, Message.text).where(
        Message.case_id.in_([one.case_id for one in handed]), Message.author_kind == "customer"
    )
    for customer_id, text in session.execute(lines):
        said[customer_id].append(clean(text))
    return typical_words(said.values())


def latest(session: Session, topic: str) -> Incident | None:
    """The newest incident of a topic, whatever became of it."""
    return session.scalar(
        select(Incident).where(Incident.topic == topic).order_by(Incident.id.desc()).limit(1)
    )


def recent(session: Session, handed: Iterable[Handed], since: datetime) -> dict[str, Incident]:
    """The newest incident of each topic of these cases, of those that are not over or were repaired after a
    moment."""
    topics = {topic for one in handed for topic in one.topics}
    recent = or_(Incident.stage.in_([Stage.NOTICED, Stage.OPEN]), Incident.repaired_at > since)
    found = select(Incident).where(Incident.topic.in_(topics), recent).order_by(Incident.id)
    return {one.topic: one for one in session.scalars(found)}


def notice(session: Session, topic: str, now: datetime) -> Incident | None:
    """Write down that a topic may have an incident. None where another step was faster."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    written = session.execute(
        dialect.insert(Incident)
        .values(topic=topic, stage=str(Stage.NOTICED), texts={}, version=0, noticed_at=now)
        .on_conflict_do_nothing()
        .returning(Incident.id)
    ).first()
    return session.get_one(Incident, written[0]) if written is not None else None


def open_of(session: Session, topics: Sequence[str]) -> Incident | None:
    """The open incident of the first of these topics that has one. It stays open until this transaction ends,
    so that no case joins one that is being called repaired."""
    if not topics:
        return None
    wanted = select(Incident).where(Incident.topic.in_(topics), Incident.stage == Stage.OPEN)
    found = {one.topic: one for one in session.scalars(wanted.with_for_update(read=True))}
    return next((found[topic] for topic in topics if topic in found), None)


def all_open(session: Session) -> list[tuple[Incident, int]]:
    """Open incidents, oldest first, each with the number of cases that wait for its end."""
    found = session.scalars(select(Incident).where(Incident.stage == Stage.OPEN).order_by(Incident.id)).all()
    return [(one, count_of(session, one)) for one in found]


def count_of(session: Session, incident: Incident) -> int:
    """How many cases wait for the end of an incident."""
    return session.scalar(select(func.count()).select_from(Case).where(*_of(incident))) or 0


def cases_of(session: Session, incident: Incident, *, most: int) -> list[int]:
    """The first cases that wait for the end of an incident."""
    return list(session.scalars(select(Case.id).where(*_of(incident)).order_by(Case.id).limit(most)))


def waiting_for(session: Session, topic: str, *, since: datetime | None = None) -> list[tuple[int, int]]:
    """Cases in the queue that may belong to a topic and join its incident, oldest first, each with its
    customer.

    Left out are other dangers, customers whom nothing reaches, and what has joined `since` then: nobody who
    has left is joined again."""
    found = (
        select(Case.id, Case.customer_id, Case.skill, CaseEvent.payload)
        .join(CaseEvent, _HANDED_OFF)
        .join(Customer, Customer.id == Case.customer_id)
        .where(IS_UNCLAIMED, Case.skill.in_((topic, "")), Customer.blocked_at.is_(None))
        .order_by(Case.id, CaseEvent.seq)
    )
    if since is not None:
        joined = select(CaseEvent.id).where(
            CaseEvent.case_id == Case.id, CaseEvent.type == EventType.INCIDENT_JOINED, CaseEvent.at >= since
        )
        found = found.where(~joined.correlate(Case).exists())
    waiting, kept_out = {}, set()
    for case_id, customer_id, skill, payload in session.execute(found):
        if topic in topics_of(skill, payload):
            waiting[case_id] = customer_id
        if is_other_danger(payload.get("signals", [])):
            kept_out.add(case_id)
    return [(case_id, customer) for case_id, customer in waiting.items() if case_id not in kept_out]


def is_other_danger(signals: Iterable[Sequence[object]]) -> bool:
    """Whether signals of a case ([kind, detail, words] each) show a danger that is no outage: lost money, a
    threat to health, a court. Such a case needs a person, whatever else is broken."""
    return any(kind == "danger" and detail != "outage" for kind, detail, *_words in signals)


def has_left(session: Session, customer_id: int, since: datetime | None) -> bool:
    """Whether a customer has said since then that his question is another one."""
    left = (
        select(CaseEvent.id)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(Case.customer_id == customer_id, CaseEvent.type == EventType.INCIDENT_LEFT)
    )
    return session.scalar(left.where(CaseEvent.at >= since).limit(1)) is not None


def owned_ones(session: Session, topic: str) -> list[int]:
    """Cases that may belong to a topic and that an agent has: whether they join is for him to say."""
    rows = session.execute(
        select(Case.id, Case.skill, CaseEvent.payload)
        .outerjoin(CaseEvent, _HANDED_OFF)
        .where(Case.state.in_(HELD), Case.skill.in_((topic, "")), Case.owner_id.is_not(None))
        .where(Case.incident_id.is_(None))
        .order_by(Case.id)
    )
    found = (case_id for case_id, skill, payload in rows if topic in topics_of(skill, payload or {}))
    return list(dict.fromkeys(found))


def topics_of_case(session: Session, case: Case) -> tuple[str, ...]:
    """The topics that a case may belong to."""
    wanted = select(CaseEvent.payload).where(
        CaseEvent.case_id == case.id, CaseEvent.type == EventType.HANDED_OFF
    )
    return topics_of(case.skill, session.scalar(wanted.order_by(CaseEvent.seq.desc()).limit(1)) or {})


def _of(incident: Incident) -> tuple[ColumnElement[bool], ...]:
    return Case.incident_id == incident.id, Case.state.in_(HELD)
