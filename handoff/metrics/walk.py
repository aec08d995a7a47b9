"""The walk along one case's log that finds its facts. Pure: events in, facts out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile

from handoff.case import HELD, TRANSITIONS, UNCLAIMED, CaseState, Event, EventType, State, apply, opened
from handoff.metrics.clocks import BOTS_TURN, CUSTOMERS_TURN, LINE_ZERO, PEOPLES_TURN, running
from handoff.metrics.deadlines import Deadline, Running, Service, Targets
from handoff.metrics.facts import SOLVED, WORK_CLOCKS, Fact, Kind
from handoff.urgency import DANGER

_NO_TARGETS = Targets()
_COUNTED = {
    EventType.UNDELIVERED: Kind.UNDELIVERED,
    EventType.ASKED_AGAIN: Kind.ASKED_AGAIN,
    EventType.RATING_COMMENTED: Kind.RATING_COMMENTED,
    EventType.RECOMMENDED: Kind.RECOMMENDED,
}
"""Events that are counted and change nothing else; what was prevented did not happen."""


def facts(log: Iterable[Event], until: datetime, targets: Targets = _NO_TARGETS) -> list[Fact]:
    """The facts of one case, as its log (in order) stood at `until`."""
    known = takewhile(lambda event: event.at < until, log)
    first = next(known, None)
    if first is None:
        return []
    walk = Walk(first, targets)
    for event in known:
        walk.step(event)
    return walk.finish(until)


class Walk:
    """Where one case stands along its log."""

    def __init__(self, first: Event, targets: Targets) -> None:
        self.case = opened(first)
        self.at = first.at
        self.due = Running(targets)
        self.broken: list[tuple[Deadline, datetime]] = []
        self.plan = ""
        self.found: list[Fact] = []
        self.clocks: dict[tuple[Kind, int], float] = defaultdict(float)
        self.topic = ""
        self.blocked = False
        self.bots_turn = True
        self.bot_replied = self.human_replied = False
        self.helpful = False  # line zero's last answer stands unrejected
        self.asked_at: datetime | None = None  # the customer's first message
        self.handed_at: datetime | None = None  # line zero gave it up, and no person has spoken yet
        self.unanswered_since: datetime | None = None  # after a person's word
        self.picked = ""  # the entry of the menu that alone is unanswered
        self.promise: datetime | None = None  # the first one that no word has answered yet
        self.last_promise: datetime | None = None  # the last one
        self.since = first.at  # when the present stay in the queue or with a person began
        self.accepted = False
        self.joined = set[int]()  # mass incidents it was one of
        self.returns = 0
        self.closing: Fact | None = None
        self.rating: Fact | None = None
        self.note(Kind.OPENED)

    def note(self, kind: Kind, value: float = 1.0, *, at: datetime | None = None) -> None:
        """A fact about the case as it stands."""
        agent = self.case.owner_id if self.case.owner_id is not None else self.case.last_agent_id
        self.found.append(Fact(kind, at or self.at, value, self.case.line, "", agent))

    def step(self, event: Event) -> None:
        """One event further."""
        at = max(event.at, self.at)  # two machines' clocks may differ a little
        self.pass_time(at, ended_by_bot=event.actor.kind == "bot")
        before = self.case
        if event.type in TRANSITIONS:
            self.case = apply(before, event)
        self.plan = event.payload.get("segment", self.plan)
        if _place(self.case) != _place(before):
            self._moved(before, event)
        if event.payload.get("promised_at"):
            self._promised(datetime.fromisoformat(event.payload["promised_at"]))
        self._said(event)

    def finish(self, until: datetime) -> list[Fact]:
        """The log ends here: what is still running, and what is final."""
        if self.case.state is not State.CLOSED:
            self.pass_time(until, ended_by_bot=False)
        self._break_promises(until)
        if self.closing is not None:
            self._close_for_good(self.closing)
        if self.rating is not None:
            self.found.append(self.rating)
        topic = self.case.topic or self.topic
        return [fact._replace(topic=topic) for fact in self.found] if topic else self.found

    def service(self) -> Service:
        """What decides which targets hold now."""
        urgent = self.case.priority >= DANGER or self.case.criticality == "critical"
        return Service(self.case.line, self.plan, urgent)

    # -- time

    def clock(self, *, ended_by_bot: bool = False) -> Kind:
        """The clock that has been running since the last event."""
        return running(
            self.case.state, blocked=self.blocked, bots_turn=self.bots_turn, ended_by_bot=ended_by_bot
        )

    def pass_time(self, at: datetime, *, ended_by_bot: bool) -> None:
        """Let the clocks run until a moment."""
        clock = self.clock(ended_by_bot=ended_by_bot)
        if at > self.at:
            self.clocks[clock, self.case.line] += (at - self.at).total_seconds()
            if clock in PEOPLES_TURN:
                for deadline, broke_at in self.due.run(self.at, at, self.case.line):
                    self.broken.append((deadline, broke_at))
                    self.note(deadline.broken, at=broke_at)
        self.at = at

    # -- moves

    def _moved(self, before: CaseState, event: Event) -> None:
        after = self.case
        if before.state is State.CLOSED:
            self._reopened()
        if event.type is EventType.INCIDENT_JOINED:
            self._joined(event.payload["incident"])
            self.promise = self.last_promise = None  # what he is told now takes its place
        had_owner = before.state in HELD and before.owner_id is not None
        if had_owner and (after.state not in HELD or after.owner_id != before.owner_id):
            self._left_owner(before, event)
        if before.state in LINE_ZERO and after.state not in LINE_ZERO | {State.CLOSED}:
            self._handed_off()
        elif before.line != after.line:
            self._changed_line(before)
        if after.state in UNCLAIMED:
            if before.state not in UNCLAIMED or before.line != after.line:  # another skill: the wait goes on
                self._queued()
        elif after.state in HELD and before.state in UNCLAIMED and after.owner_id is not None:
            self._accepted()
        elif after.state in HELD and before.owner_id != after.owner_id:
            self.since = self.at
        elif after.state is State.CLOSED:
            self._closed(event, before)

    def _joined(self, incident: int) -> None:
        if incident not in self.joined:  # however often it leaves and comes back
            self.note(Kind.INCIDENT_JOINED)
        self.joined.add(incident)

    def _accepted(self) -> None:
        waited = (self.at - self.since).total_seconds()
        if not self.accepted:
            self.note(Kind.ACCEPTED, waited)
        elif waited > 0:  # an agent who takes his case back in the same moment has not let it wait
            self.note(Kind.ACCEPTED_AGAIN, waited)
        self.accepted = True
        self.since = self.at

    def _left_owner(self, before: CaseState, event: Event) -> None:
        held = (self.at - self.since).total_seconds()
        self.found.append(Fact(Kind.HANDLED, self.at, held, before.line, "", before.owner_id))
        self.since = self.at
        if event.type in (EventType.TRANSFERRED, EventType.ROUTED):
            self.note(Kind.TRANSFERRED)
        elif event.type in (EventType.RELEASED, EventType.LEASE_EXPIRED):
            self.found.append(Fact(Kind.RETURNED, self.at, 1.0, before.line, "", before.owner_id))
            self.returns += 1
            if self.returns == 2:
                self.note(Kind.PING_PONG)

    def _handed_off(self) -> None:
        self.found.append(Fact(Kind.HANDED_OFF, self.at))
        self.handed_at = self.at
        self.note(Kind.ARRIVED)
        self.due.reply("first_reply", self.service(), self.at)

    def _changed_line(self, before: CaseState) -> None:
        if before.line == 0 and self.case.line > 0:  # solved by line zero, reopened for people
            self._handed_off()
            return
        kind = Kind.ESCALATED if self.case.line > before.line else Kind.SENT_DOWN
        self.found.append(Fact(kind, self.at, 1.0, before.line, "", before.last_agent_id))
        self.note(Kind.ARRIVED)

    def _queued(self) -> None:
        self.note(Kind.QUEUED)
        self.since = self.at
        self.due.solution(self.service(), self.at)

    def _closed(self, event: Event, before: CaseState) -> None:
        kind = {
            EventType.CONFIRMED: Kind.CLOSED_CONFIRMED,
            EventType.UNCONFIRMED: Kind.CLOSED_UNCONFIRMED,
            EventType.SELF_SERVED: self._kind_of_self_service(event),
        }.get(event.type, Kind.CLOSED_OTHERWISE)
        self.closing = Fact(kind, self.at, 1.0, before.line, "", before.last_agent_id)
        self._break_promises(self.at)
        self.handed_at = self.unanswered_since = None
        kept = self.due.closed()
        if kind is not Kind.CLOSED_OTHERWISE:
            self.found += [self.closing._replace(kind=each.kept, line=each.line) for each in kept]

    def _kind_of_self_service(self, event: Event) -> Kind:
        if event.payload.get("confirmed"):
            return Kind.SELF_SERVED_CONFIRMED
        return Kind.SELF_SERVED_SILENT if self.helpful else Kind.ABANDONED

    def _reopened(self) -> None:
        self.note(Kind.REOPENED)
        if self.closing is not None:
            self.found.append(self.closing._replace(kind=Kind.CLOSING_UNDONE))
            self.closing = None
        if self.case.line > 0:
            self.due.reply("first_reply", self.service(), self.at)

    def _close_for_good(self, closing: Fact) -> None:
        """The closing stands: only now the case has a time to solution."""
        self.found.append(closing)
        if closing.kind not in SOLVED:
            return
        work = sum(seconds for (clock, _line), seconds in self.clocks.items() if clock in WORK_CLOCKS)
        if not self.accepted and not self.joined:
            self.found.append(closing._replace(kind=Kind.SOLUTION_BOT, value=work))
            return
        self.found.append(closing._replace(kind=Kind.SOLUTION, value=work))
        for (clock, line), seconds in self.clocks.items():
            self.found.append(closing._replace(kind=clock, value=seconds, line=line))

    # -- words

    def _said(self, event: Event) -> None:
        if event.type in BOTS_TURN | CUSTOMERS_TURN:
            self.bots_turn = event.type in BOTS_TURN
        match event.type:
            case EventType.CUSTOMER_WROTE:
                self._customer_wrote(event)
            case EventType.ANSWERED | EventType.CLARIFIED | EventType.DETAIL_ASKED:
                self._bot_spoke(event)
            case EventType.CANDIDATE_CHOSEN if event.payload.get("apart"):
                self._set_apart(event.payload["apart"])
            case EventType.HELPED | EventType.NOT_HELPED | EventType.NONE_CHOSEN:
                self.helpful = event.type is EventType.HELPED
            case EventType.AGENT_WROTE:
                self.note(Kind.AGENT_WROTE)
                self._person_spoke()
            case EventType.SOLVED if not event.payload.get("incident"):
                self._person_spoke()
            case EventType.CUSTOMER_BLOCKED:
                self.blocked = True
                self.promise = self.last_promise = None  # nobody could keep it
                self.note(Kind.BLOCKED)
            case EventType.CUSTOMER_RETURNED:
                self.blocked = False
            case EventType.DEADLINE_MISSED if event.payload.get("deadline") == "unanswered":
                self.note(Kind.UNANSWERED_DAY)
            case EventType.RATED:
                self.note(Kind.RATED, float(event.payload["rating"]))
                self.rating = self.found.pop()
            case plain if plain in _COUNTED and not event.payload.get("prevented"):
                self.note(_COUNTED[plain], float(event.payload.get("score", 1)))

    def _customer_wrote(self, event: Event) -> None:
        self.note(Kind.CUSTOMER_WROTE)
        if self.asked_at is None:
            written = event.payload.get("written_at")
            self.asked_at = datetime.fromisoformat(written) if written else self.at
            # a case begins when the burst has ended: line zero was waiting for its end since the first word
            self.clocks[Kind.CLOCK_ZERO, self.case.line] += self._waited_since_question()
        if self.human_replied and self.unanswered_since is None and self.case.state not in LINE_ZERO:
            self.unanswered_since, self.picked = self.at, event.payload.get("entry", "")
            self.due.reply("next_reply", self.service(), self.at)
        elif event.payload.get("entry") != self.picked:
            self.picked = ""

    def _set_apart(self, entry: str) -> None:
        """What he picked from the menu is another question: where nothing else waits here, nothing does."""
        if self.unanswered_since is not None and self.picked == entry:
            self.unanswered_since = None
            self.due.not_needed("next_reply")

    def _bot_spoke(self, event: Event) -> None:
        if not self.bot_replied:
            self.bot_replied = True
            self.note(Kind.FIRST_REPLY_BOT, self._waited_since_question())
        self.helpful = event.type is EventType.ANSWERED
        if self.helpful:
            self.note(Kind.ANSWERED)
            self.topic = event.payload.get("topic", "") or self.topic

    def _person_spoke(self) -> None:
        if not self.human_replied:
            self.human_replied = True
            self.note(Kind.FIRST_REPLY_HUMAN, self._waited_since_question())
        if self.handed_at is not None:
            self.note(Kind.REPLY_AFTER_HANDOFF, (self.at - self.handed_at).total_seconds())
        if self.unanswered_since is not None:
            self.note(Kind.NEXT_REPLY, (self.at - self.unanswered_since).total_seconds())
        if self.promise is not None and self.last_promise is not None:
            self.note(Kind.PROMISE_ERROR, (self.at - self.promise).total_seconds())
            self.note(Kind.LAST_PROMISE_ERROR, (self.at - self.last_promise).total_seconds())
            if self.promise >= self.at:
                self.note(Kind.PROMISE_KEPT)
            if self.last_promise >= self.at:
                self.note(Kind.LAST_PROMISE_KEPT)
        self._break_promises(self.at)
        self.handed_at = self.unanswered_since = None
        for deadline in self.due.replied():
            self.note(deadline.kept)

    def _promised(self, moment: datetime) -> None:
        """The customer was told a time: the first one is what he counts on, the last one what he knows."""
        if self.promise is None:
            self.promise = moment
        else:
            self.note(Kind.PROMISE_CHANGED)
        self.last_promise = moment

    def _break_promises(self, until: datetime) -> None:
        """Those that were over before a moment are broken; none is open any more."""
        if self.promise is not None and self.promise < until:
            self.note(Kind.PROMISE_BROKEN, at=self.promise)
        if self.last_promise is not None and self.last_promise < until:
            self.note(Kind.LAST_PROMISE_BROKEN, at=self.last_promise)
        self.promise = self.last_promise = None

    def _waited_since_question(self) -> float:
        return max((self.at - (self.asked_at or self.case.opened_at)).total_seconds(), 0.0)


def _place(case: CaseState) -> tuple[State, int, int | None]:
    return case.state, case.line, case.owner_id
