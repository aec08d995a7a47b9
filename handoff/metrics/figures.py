"""Figures: what the facts of a period come to, in total and group by group."""

from __future__ import annotations

import math
import statistics
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from handoff.case import Event
from handoff.metrics.deadlines import Targets
from handoff.metrics.facts import ALL_CLOCKS, CLOSINGS, Fact, Kind
from handoff.metrics.period import By, Key, Period, key_of
from handoff.metrics.walk import facts


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None when there is nothing to take a share of."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds; None where `count` is 0. `p90`: nine of ten were not longer."""

    count: int
    mean: float | None
    median: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class PromiseError:
    """How far people's first word was from the promised moment, in seconds; `mean` above zero is late."""

    count: int
    mean: float | None
    p90_abs: float | None


@dataclass(frozen=True, slots=True)
class Nps:
    """Answers to «would you recommend us», 0–10: promoters say 9–10, detractors 0–6."""

    count: int
    promoters: int
    detractors: int

    @property
    def value(self) -> float | None:
        """Promoters − detractors per hundred answers, −100…100; None without answers."""
        return 100 * (self.promoters - self.detractors) / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one group. `docs/supervisors.md` defines each with its formula and an example."""

    opened: int
    closed: int
    customer_messages: int
    agent_messages: int
    bot_answers: int
    incident_cases: int

    self_service: Share
    self_service_confirmed: Share
    abandoned: Share
    escalated: Share
    escalated_further: Share
    sent_down: int

    acceptance: Times
    acceptance_again: Times
    returned: int
    ping_pong: Share
    transferred: int
    handled: Times

    first_reply_bot: Times
    first_reply_human: Times
    reply_after_handoff: Times
    next_reply: Times

    solution: Times
    solution_bot: Times
    clock_zero: Times
    clock_queue: Times
    clock_owned: Times
    clock_customer: Times
    clock_vendor: Times
    clock_confirmation: Times
    clock_blocked: Times

    closed_unconfirmed: Share
    reopened: Share

    sla_first_reply: Share
    sla_next_reply: Share
    sla_solution: Share

    rating: float | None
    rated: Share
    satisfied: Share
    commented: Share
    nps: Nps

    promise_kept: Share
    promise_error: PromiseError
    promise_changed: int
    last_promise_kept: Share
    last_promise_error: PromiseError
    unanswered_day: int

    asked_again: Share
    undelivered: int
    blocked: int


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period. `load[weekday][hour]` counts opened cases and cases that came into a queue."""

    period: Period
    by: By | None
    total: Figures
    groups: Mapping[Key, Figures]
    load: tuple[tuple[tuple[int, int], ...], ...]


class Tally:
    """Facts, counted and kept as numbers: eight bytes for each time."""

    def __init__(self) -> None:
        self._values: dict[Kind, array[float]] = {kind: array("d") for kind in Kind}

    def add(self, fact: Fact) -> None:
        """One more fact."""
        self._values[fact.kind].append(fact.value)

    def count(self, *kinds: Kind) -> int:
        """How many facts of these kinds there are."""
        return sum(len(self._values[kind]) for kind in kinds)

    def share(self, part: Iterable[Kind], rest: Iterable[Kind]) -> Share:
        """Facts of some kinds among those and the rest."""
        counted = self.count(*part)
        return Share(counted, counted + self.count(*rest))

    def times(self, kind: Kind) -> Times:
        """Mean, median and 90 % quantile of a kind."""
        values = sorted(self._values[kind])
        if not values:
            return Times(0, None, None, None)
        return Times(len(values), statistics.fmean(values), statistics.median(values), quantile(values, 0.9))

    def values(self, kind: Kind) -> array[float]:
        """All values of a kind."""
        return self._values[kind]

    def figures(self) -> Figures:
        """What it all comes to."""
        return _figures(self)


def quantile(ordered: list[float], share: float) -> float:
    """The smallest value that `share` of all values do not exceed (nearest rank)."""
    return ordered[max(math.ceil(len(ordered) * share) - 1, 0)]


def measure(
    logs: Iterable[Iterable[Event]],
    period: Period,
    *,
    by: By | None = None,
    targets: Targets | None = None,
) -> Report:
    """The report of a period from the logs of the cases, each in order, one case at a time.

    Events at and after the end of the period are not looked at: the report of a past period never changes.
    """
    targets = targets or Targets()
    total, groups = Tally(), dict[Key, Tally]()
    load = [[[0, 0] for _hour in range(24)] for _day in range(7)]
    key = key_of(by, period.zone) if by else None
    for log in logs:
        found = [fact for fact in facts(log, period.until, targets) if fact.at >= period.since]
        for fact in _of_one_case(found, lambda _fact: None):
            total.add(fact)
        if key is not None:
            for fact in _of_one_case(found, key):
                groups.setdefault(key(fact), Tally()).add(fact)
        for fact in found:
            if fact.kind in (Kind.OPENED, Kind.QUEUED):
                local = fact.at.astimezone(period.zone)
                load[local.weekday()][local.hour][fact.kind is Kind.QUEUED] += 1
    return Report(
        period,
        by,
        total.figures(),
        {name: groups[name].figures() for name in sorted(groups, key=_order)},
        tuple(tuple((opened, queued) for opened, queued in day) for day in load),
    )


def _of_one_case(found: Iterable[Fact], key: Callable[[Fact], Key]) -> list[Fact]:
    """The facts of a case, each clock summed up over the lines that fall into one group: so the clocks of a
    mean case make up its time to solution."""
    others = [fact for fact in found if fact.kind not in ALL_CLOCKS]
    clocks: dict[tuple[Kind, Key], Fact] = {}
    for fact in found:
        if fact.kind in ALL_CLOCKS:
            known = clocks.get((fact.kind, key(fact)))
            summed = fact._replace(value=fact.value + known.value) if known else fact
            clocks[fact.kind, key(fact)] = summed
    return others + list(clocks.values())


def _order(key: Key) -> tuple[bool, int, str]:
    """Numbers by size, texts by letter, what has no name last."""
    return (key is None or key == "", key if isinstance(key, int) else 0, str(key))


def _figures(tally: Tally) -> Figures:
    count, times, share = tally.count, tally.times, tally.share
    ratings = tally.values(Kind.RATED)
    closings = count(*CLOSINGS, Kind.CLOSING_UNDONE)
    served = (Kind.SELF_SERVED_CONFIRMED, Kind.SELF_SERVED_SILENT)
    decided = count(*served, Kind.ABANDONED, Kind.HANDED_OFF)
    return Figures(
        opened=count(Kind.OPENED),
        closed=count(*CLOSINGS),
        customer_messages=count(Kind.CUSTOMER_WROTE),
        agent_messages=count(Kind.AGENT_WROTE),
        bot_answers=count(Kind.ANSWERED),
        incident_cases=count(Kind.INCIDENT_JOINED),
        self_service=Share(count(*served), decided),
        self_service_confirmed=Share(count(Kind.SELF_SERVED_CONFIRMED), count(*served)),
        abandoned=Share(count(Kind.ABANDONED), decided),
        escalated=Share(count(Kind.HANDED_OFF), decided),
        escalated_further=Share(count(Kind.ESCALATED), count(Kind.ARRIVED)),
        sent_down=count(Kind.SENT_DOWN),
        acceptance=times(Kind.ACCEPTED),
        acceptance_again=times(Kind.ACCEPTED_AGAIN),
        returned=count(Kind.RETURNED),
        ping_pong=Share(count(Kind.PING_PONG), count(Kind.ACCEPTED)),
        transferred=count(Kind.TRANSFERRED),
        handled=times(Kind.HANDLED),
        first_reply_bot=times(Kind.FIRST_REPLY_BOT),
        first_reply_human=times(Kind.FIRST_REPLY_HUMAN),
        reply_after_handoff=times(Kind.REPLY_AFTER_HANDOFF),
        next_reply=times(Kind.NEXT_REPLY),
        solution=times(Kind.SOLUTION),
        solution_bot=times(Kind.SOLUTION_BOT),
        clock_zero=times(Kind.CLOCK_ZERO),
        clock_queue=times(Kind.CLOCK_QUEUE),
        clock_owned=times(Kind.CLOCK_OWNED),
        clock_customer=times(Kind.CLOCK_CUSTOMER),
        clock_vendor=times(Kind.CLOCK_VENDOR),
        clock_confirmation=times(Kind.CLOCK_CONFIRMATION),
        clock_blocked=times(Kind.CLOCK_BLOCKED),
        closed_unconfirmed=share((Kind.CLOSED_UNCONFIRMED,), (Kind.CLOSED_CONFIRMED,)),
        reopened=Share(count(Kind.REOPENED), closings),
        sla_first_reply=share((Kind.FIRST_REPLY_KEPT,), (Kind.FIRST_REPLY_BROKEN,)),
        sla_next_reply=share((Kind.NEXT_REPLY_KEPT,), (Kind.NEXT_REPLY_BROKEN,)),
        sla_solution=share((Kind.SOLUTION_KEPT,), (Kind.SOLUTION_BROKEN,)),
        rating=statistics.fmean(ratings) if ratings else None,
        rated=Share(len(ratings), count(Kind.CLOSED_CONFIRMED)),
        satisfied=Share(sum(rating >= 4 for rating in ratings), len(ratings)),
        commented=Share(count(Kind.RATING_COMMENTED), len(ratings)),
        nps=_nps(tally.values(Kind.RECOMMENDED)),
        promise_kept=share((Kind.PROMISE_KEPT,), (Kind.PROMISE_BROKEN,)),
        promise_error=_promise_error(tally.values(Kind.PROMISE_ERROR)),
        promise_changed=count(Kind.PROMISE_CHANGED),
        last_promise_kept=share((Kind.LAST_PROMISE_KEPT,), (Kind.LAST_PROMISE_BROKEN,)),
        last_promise_error=_promise_error(tally.values(Kind.LAST_PROMISE_ERROR)),
        unanswered_day=count(Kind.UNANSWERED_DAY),
        asked_again=Share(count(Kind.ASKED_AGAIN), count(Kind.ACCEPTED)),
        undelivered=count(Kind.UNDELIVERED),
        blocked=count(Kind.BLOCKED),
    )


def _promise_error(errors: array[float]) -> PromiseError:
    return PromiseError(
        len(errors),
        statistics.fmean(errors) if errors else None,
        quantile(sorted(map(abs, errors)), 0.9) if errors else None,
    )


def _nps(scores: array[float]) -> Nps:
    return Nps(len(scores), sum(score >= 9 for score in scores), sum(score <= 6 for score in scores))
