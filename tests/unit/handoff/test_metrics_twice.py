"""Every figure computed a second time, in another way: by looking through the whole log for each of them.
Slow and simple where `handoff.metrics` is one walk; on any possible log both must say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.case import (
    BOT,
    CLOCK,
    CUSTOMER,
    HELD,
    TRANSITIONS,
    UNCLAIMED,
    Actor,
    CaseState,
    Event,
    EventType,
    State,
    apply,
    fold,
    opened,
)
from handoff.metrics import By, Kind, Period, facts, measure
from tests.unit.handoff.storylines import MIDNIGHT

QUEUEING = (
    EventType.HANDED_OFF,
    EventType.RELEASED,
    EventType.LEASE_EXPIRED,
    EventType.REJECTED,
    EventType.REOPENED,
    EventType.ROUTED,
    EventType.ESCALATED,
    EventType.SENT_BACK,
)
BOT_WORDS = (EventType.ANSWERED, EventType.CLARIFIED, EventType.DETAIL_ASKED)
ERRORS = (Kind.PROMISE_ERROR, Kind.LAST_PROMISE_ERROR)
PERSON_WORDS = (EventType.AGENT_WROTE, EventType.SOLVED)
PUT_AWAY = (EventType.MERGED, EventType.MARKED_SPAM)
CLOSINGS = (EventType.CONFIRMED, EventType.UNCONFIRMED, EventType.SELF_SERVED, *PUT_AWAY)
TAKEN = (EventType.CLAIMED, EventType.TRANSFERRED)
WAITS = (EventType.CUSTOMER_AWAITED, EventType.DETAIL_REQUESTED, EventType.VENDOR_AWAITED)
BY_AGENTS = (
    *WAITS, EventType.ROUTED, EventType.ESCALATED, EventType.SENT_BACK, EventType.TRANSFERRED,
    EventType.WORK_RESUMED, EventType.CONSULTED, EventType.CONSULT_ANSWERED, EventType.NOTED, *PUT_AWAY,
)  # fmt: skip
BOTS_TURN = (EventType.CUSTOMER_WROTE, EventType.NOT_HELPED, EventType.NONE_CHOSEN)
REACHED = (EventType.CUSTOMER_BLOCKED, EventType.CUSTOMER_RETURNED)
TYPES = (
    *QUEUEING, *BOT_WORDS, *PERSON_WORDS, *CLOSINGS, *BOTS_TURN,
    EventType.CLAIMED, EventType.LEASE_EXTENDED, EventType.RATED, EventType.HELPED, EventType.RESUMED,
    EventType.CUSTOMER_BLOCKED, EventType.CUSTOMER_RETURNED, EventType.UNDELIVERED, *BY_AGENTS,
)  # fmt: skip


def actor_of(kind: EventType, agent: int) -> Actor:
    if kind in (*BOT_WORDS, EventType.HANDED_OFF):
        return BOT
    if kind in (*PERSON_WORDS, EventType.CLAIMED, EventType.RELEASED, EventType.LEASE_EXTENDED, *BY_AGENTS):
        return Actor("agent", agent)
    return CLOCK if kind in (EventType.LEASE_EXPIRED, EventType.UNCONFIRMED) else CUSTOMER


def payload_of(kind: EventType, at: datetime, number: int, state: CaseState) -> dict[str, Any]:
    match kind:
        case EventType.TRANSFERRED:
            others = [agent for agent in (1, 2, 3) if agent != state.owner_id]
            return {"to": others[number % len(others)], "lease_until": at.isoformat()}
        case EventType.WORK_RESUMED:
            return {"lease_until": (at + timedelta(minutes=30)).isoformat()}
        case EventType.ROUTED:
            return {"skill": "billing"}
        case EventType.ESCALATED:
            return {"line": state.line + 1, "criticality": "high"}
        case EventType.SENT_BACK:
            return {"line": state.line - 1}
        case EventType.CONSULTED:
            return {"line": 2}
        case EventType.CONSULT_ANSWERED:
            return {"consult": 1}
        case EventType.HANDED_OFF:
            return {
                "reason": "asked",
                "topic": "tv",
                "promised_at": (at + timedelta(minutes=number)).isoformat(),
            }
        case EventType.RELEASED:
            return {"promised_at": (at + timedelta(minutes=number)).isoformat()}
        case EventType.CLAIMED | EventType.LEASE_EXTENDED:
            return {"lease_until": (at + timedelta(minutes=30)).isoformat()}
        case EventType.SELF_SERVED:
            return {"confirmed": number % 2 == 0}
        case EventType.RATED:
            return {"rating": number % 5 + 1}
    return {}


def possible(kind: EventType, state: CaseState) -> bool:
    """Whether it may happen, and a line is there to go to."""
    if (kind is EventType.ESCALATED and state.line == 3) or (kind is EventType.SENT_BACK and state.line == 1):
        return False
    return kind not in TRANSITIONS or state.state in TRANSITIONS[kind][0]


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """A possible life of a case: at each step one of the events that its state allows."""
    at = MIDNIGHT + timedelta(seconds=draw(st.integers(0, 3600)))
    log = [Event(EventType.OPENED, at, CUSTOMER)]
    state = opened(log[0])
    for _ in range(draw(st.integers(0, 40))):
        may = [kind for kind in TYPES if possible(kind, state)]
        kind = draw(st.sampled_from(may))
        at += timedelta(seconds=draw(st.integers(0, 5000)))
        number = draw(st.integers(0, 60))
        event = Event(kind, at, actor_of(kind, number % 3 + 1), payload_of(kind, at, number, state))
        state = apply(state, event)
        log.append(event)
    return log


def seconds(begin: datetime, end: datetime) -> float:
    return (end - begin).total_seconds()


def count(log: Iterable[Event], *kinds: EventType) -> int:
    return sum(event.type in kinds for event in log)


def first(log: Iterable[Event], *kinds: EventType) -> Event | None:
    return next((event for event in log if event.type in kinds), None)


def last(log: Sequence[Event], *kinds: EventType) -> Event | None:
    return first(reversed(log), *kinds)


def into_queues(log: list[Event]) -> list[Event]:
    """Without those that only move a waiting case to another skill: its wait goes on."""
    return [
        event
        for number, event in enumerate(log)
        if event.type is not EventType.ROUTED or fold(log[:number]).state not in UNCLAIMED
    ]


def waits_in_queue(log: list[Event]) -> list[float]:
    return [
        seconds(begun.at, event.at)
        for number, event in enumerate(log)
        if event.type in TAKEN
        and fold(log[:number]).state in UNCLAIMED
        and (begun := last(into_queues(log[:number]), *QUEUEING))
    ]


def handed_over(log: list[Event]) -> int:
    """How often whoever had the case gave it to somebody else or another skill."""
    return sum(
        event.type in (EventType.TRANSFERRED, EventType.ROUTED) and fold(log[:number]).state in HELD
        for number, event in enumerate(log)
    )


def held(log: list[Event]) -> list[float]:
    """How long each person had the case, as far as that has ended."""
    found: list[float] = []
    begun: datetime | None = None
    owner: int | None = None
    for number, event in enumerate(log):
        now = fold(log[: number + 1])
        has = now.owner_id if now.state in HELD else None
        if has != owner:
            if owner is not None and begun is not None:
                found.append(seconds(begun, event.at))
            begun, owner = event.at, has
    return found


def first_reply(log: list[Event], *kinds: EventType) -> list[float]:
    word = first(log, *kinds)
    if word is None:
        return []
    question = first(log[: log.index(word)], EventType.CUSTOMER_WROTE) or log[0]
    return [seconds(question.at, word.at)]


def escalations(log: list[Event]) -> list[int]:
    """Where line zero gave the case up: a handoff, or the first reopening of what it had closed itself."""
    return [
        number
        for number, event in enumerate(log)
        if event.type is EventType.HANDED_OFF
        or (event.type is EventType.REOPENED and fold(log[:number]).line == 0)
    ]


def replies_after_handoff(log: list[Event]) -> list[float]:
    found = []
    for number in escalations(log):
        until_next = next((n for n in escalations(log) if n > number), len(log))
        stretch = log[number + 1 : until_next]
        end = first(stretch, *PERSON_WORDS, *CLOSINGS)
        if end is not None and end.type in PERSON_WORDS:
            found.append(seconds(log[number].at, end.at))
    return found


def next_replies(log: list[Event]) -> list[float]:
    found: list[float] = []
    asked: datetime | None = None
    for number, event in enumerate(log):
        spoken = first(log[:number], *PERSON_WORDS)
        if event.type in PERSON_WORDS:
            found += [seconds(asked, event.at)] if asked else []
            asked = None
        elif event.type in CLOSINGS:
            asked = None
        elif event.type is EventType.CUSTOMER_WROTE and spoken and asked is None:
            with_people = fold(log[: number + 1]).state not in (State.ANSWERING, State.DETAILS)
            asked = event.at if with_people else None
    return found


def time_in(log: list[Event]) -> dict[Kind, float]:
    """Seconds by clock, from the state between each two events."""
    found = dict.fromkeys((kind for kind in Kind if kind.startswith("clock_")), 0.0)
    for number, (event, following) in enumerate(pairwise(log)):
        known = log[: number + 1]
        state = fold(known).state
        blocks = [
            e.type for e in known if e.type in (EventType.CUSTOMER_BLOCKED, EventType.CUSTOMER_RETURNED)
        ]
        turn = last(known, *BOTS_TURN, *BOT_WORDS)
        bots = following.actor == BOT and (turn is None or turn.type in BOTS_TURN)
        if state is State.CLOSED:
            clock = Kind.CLOCK_CLOSED
        elif blocks and blocks[-1] is EventType.CUSTOMER_BLOCKED:
            clock = Kind.CLOCK_BLOCKED
        elif state in (State.ANSWERING, State.DETAILS):
            clock = Kind.CLOCK_ZERO if bots else Kind.CLOCK_CUSTOMER
        else:
            clock = {
                State.QUEUED: Kind.CLOCK_QUEUE,
                State.REOPENED: Kind.CLOCK_QUEUE,
                State.WAITING_CUSTOMER: Kind.CLOCK_CUSTOMER,
                State.WAITING_VENDOR: Kind.CLOCK_VENDOR,
                State.OWNED: Kind.CLOCK_OWNED,
                State.SOLVED: Kind.CLOCK_CONFIRMATION,
            }[state]
        found[clock] += seconds(event.at, following.at)
    return found


def served_itself(log: list[Event]) -> bool:
    """Whether the last answer of line zero stood when the case was closed."""
    word = last(log, *BOT_WORDS, EventType.HELPED, EventType.NOT_HELPED, EventType.NONE_CHOSEN)
    return word is not None and word.type in (EventType.ANSWERED, EventType.HELPED)


def outcome(log: list[Event]) -> str:
    if fold(log).state is not State.CLOSED:
        return "open"
    number, closing = max((n, e) for n, e in enumerate(log) if e.type in CLOSINGS)
    if closing.type in PUT_AWAY:
        return "put away"
    if closing.type is not EventType.SELF_SERVED:
        return str(closing.type)
    if closing.payload["confirmed"]:
        return "served"
    return "silent" if served_itself(log[:number]) else "abandoned"


def total(times: Any) -> float:
    return round((times.mean or 0.0) * times.count, 3)


WHOLE = Period(MIDNIGHT - timedelta(days=1), MIDNIGHT + timedelta(days=30))


@given(logs())
@settings(max_examples=150, deadline=None)
def test_both_ways_say_the_same(log: list[Event]) -> None:
    figures = measure([log], WHOLE).total
    waits = waits_in_queue(log)
    assert total(figures.acceptance) == sum(waits[:1])
    assert total(figures.acceptance_again) == sum(waits[1:])
    assert figures.escalated.part == len(escalations(log))
    assert figures.returned == count(log, EventType.RELEASED, EventType.LEASE_EXPIRED)
    assert figures.ping_pong.part == (figures.returned >= 2)
    assert figures.transferred == handed_over(log)
    assert total(figures.handled) == sum(held(log))
    assert figures.escalated_further.part == count(log, EventType.ESCALATED)
    assert figures.sent_down == count(log, EventType.SENT_BACK)
    assert figures.escalated_further.whole == len(escalations(log)) + count(
        log, EventType.ESCALATED, EventType.SENT_BACK
    )
    assert total(figures.first_reply_bot) == sum(first_reply(log, *BOT_WORDS))
    assert total(figures.first_reply_human) == sum(first_reply(log, *PERSON_WORDS))
    assert total(figures.reply_after_handoff) == sum(replies_after_handoff(log))
    assert total(figures.next_reply) == sum(next_replies(log))
    assert figures.reopened.part == count(log, EventType.REOPENED, EventType.RESUMED)
    assert figures.reopened.whole == count(log, *CLOSINGS)
    assert figures.undelivered == count(log, EventType.UNDELIVERED)
    assert figures.blocked == count(log, EventType.CUSTOMER_BLOCKED)
    assert figures.rating == fold(log).rating


@given(logs())
@settings(max_examples=150, deadline=None)
def test_outcomes_and_clocks_say_the_same(log: list[Event]) -> None:
    figures, end, clocks = measure([log], WHOLE).total, outcome(log), time_in(log)
    assert figures.closed == (end != "open")
    assert figures.self_service.part == (end in ("served", "silent"))
    assert figures.self_service_confirmed.part == (end == "served")
    assert figures.abandoned.part == (end == "abandoned")
    assert figures.closed_unconfirmed.part == (end == "unconfirmed")
    people = any(event.type in TAKEN for event in log)
    solved = end in ("served", "silent", "confirmed", "unconfirmed")
    work = clocks[Kind.CLOCK_ZERO] + clocks[Kind.CLOCK_QUEUE] + clocks[Kind.CLOCK_OWNED]
    assert total(figures.solution) == (work if solved and people else 0)
    assert total(figures.solution_bot) == (work if solved and not people else 0)
    for clock, spent in clocks.items():
        if clock is not Kind.CLOCK_CLOSED:
            assert total(getattr(figures, str(clock))) == (spent if solved and people else 0)


@given(logs(), st.integers(0, 150_000))
@settings(max_examples=100, deadline=None)
def test_the_clocks_make_up_the_whole_life_of_a_solved_case(log: list[Event], end: int) -> None:
    until = MIDNIGHT + timedelta(seconds=end)
    found = facts(log, until)
    clocks = [fact.value for fact in found if fact.kind.startswith("clock_")]
    if clocks:
        closed_at = next(fact.at for fact in found if fact.kind is Kind.SOLUTION)
        later = [e.at for e in log if e.at < until and e.at > closed_at]
        assert sum(clocks) == seconds(log[0].at, max([closed_at, *later]))


@given(st.lists(logs(), max_size=6), st.sampled_from(list(By)))
@settings(max_examples=100, deadline=None)
def test_groups_and_days_add_up(all_logs: list[list[Event]], by: By) -> None:
    whole = measure(all_logs, WHOLE, by=by)
    for name in ("opened", "closed", "returned", "undelivered", "agent_messages"):
        assert sum(getattr(group, name) for group in whole.groups.values()) == getattr(whole.total, name)
    for name in ("acceptance", "next_reply", "solution", "clock_queue", "handled"):
        parts = [getattr(group, name) for group in whole.groups.values()]
        assert round(sum(map(total, parts)), 1) == round(total(getattr(whole.total, name)), 1)
        if name != "clock_queue" or by is not By.LINE:  # a case may wait on several lines
            assert sum(part.count for part in parts) == getattr(whole.total, name).count


@given(logs(), st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_what_comes_later_changes_no_past_report(log: list[Event], length: int) -> None:
    until = log[length].at if length < len(log) else log[-1].at + timedelta(seconds=1)
    period = Period(WHOLE.since, max(until, WHOLE.since + timedelta(days=1)))
    past = [event for event in log if event.at < period.until]
    assert measure([log], period) == measure([past] if past else [], period)


@given(logs())
@settings(max_examples=100, deadline=None)
def test_clocks_of_machines_may_differ_a_little(log: list[Event]) -> None:
    """An event that seems to come before the one it follows makes no time run backwards."""
    jumped = [
        replace(event, at=event.at - timedelta(seconds=3)) if number % 3 == 2 else event
        for number, event in enumerate(log)
    ]
    found = facts(jumped, WHOLE.until)
    assert all(fact.value >= 0 for fact in found if fact.kind not in ERRORS)
