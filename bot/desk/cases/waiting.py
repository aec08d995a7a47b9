"""The owner waits: for the customer, who is reminded once and then told that the case is closed, or for a
vendor. Meanwhile no lease runs, because his silence says nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.desk import calling
from bot.desk.cases import leases
from bot.desk.screen import topic
from bot.dialog.policy import is_pleasantry
from bot.step import Step, button
from handoff import ledger
from handoff.case import CLOCK, CUSTOMER, HELD, Actor, EventType, State
from handoff.patience import Due, Patience
from intents.acknowledgement import SOLVED, acknowledges
from store.schema import Case, Customer, Message, Person

TIMER = "waiting"
VENDOR_TIMER = "vendor"
_SAYS_NOTHING = frozenset({"sticker", "animation"})


# -- for the customer


def for_customer(step: Step, case: Case, agent: Person) -> None:
    """«Ждём клиента»: it is the customer's turn."""
    if case.state == State.WAITING_CUSTOMER:
        return
    told = _agent_spoke_last(step, case)
    step.record(case, EventType.CUSTOMER_AWAITED, Actor("agent", agent.id))
    if not told:
        customer = step.session.get_one(Customer, case.customer_id)
        step.notify(customer, step.texts(customer)("awaiting-you", case=str(case.id)), case)
    watch(step, case)
    topic.refresh_card(step, case)


def watch(step: Step, case: Case) -> None:
    """From now on the customer's silence is counted. For whoever has put a case into `waiting_customer`."""
    step.clear_timers(case, leases.TIMER)
    _look_again(step, case, since=step.now, reminded=False)


def said_more(step: Step, case: Case) -> None:
    """The owner has written again while he waits: the customer has the whole time once more."""
    if case.state == State.WAITING_CUSTOMER:
        watch(step, case)


def answered(step: Step, case: Case, message: Message) -> None:
    """They have written. An answer, or that it works, gives the case back to its owner; thanks do not."""
    news = says_something(message) or acknowledges(message.text) == SOLVED
    if case.state == State.WAITING_CUSTOMER and news:
        resume(step, case, CUSTOMER)
        calling.call_owner(step, case, "desk-customer-answered")


def says_something(message: Message) -> bool:
    """Whether a message is more than thanks, a greeting or a sticker."""
    if message.text:
        return not is_pleasantry(message.text)
    return message.kind not in _SAYS_NOTHING


def on_timer(step: Step, payload: dict[str, Any]) -> None:
    """Remind the customer, or close the case that he has left."""
    case = ledger.locked(step.session, payload["case_id"])
    if case.state != State.WAITING_CUSTOMER:
        return
    since, reminded = datetime.fromisoformat(payload["since"]), bool(payload["reminded"])
    match _patience(step).due(since, step.now, reminded=reminded):
        case Due.REMINDER:
            _remind(step, case)
            _look_again(step, case, since=since, reminded=True)
        case Due.CLOSING:
            _close(step, case)
        case Due.NOTHING:
            _look_again(step, case, since=since, reminded=reminded)


def _remind(step: Step, case: Case) -> None:
    customer = step.session.get_one(Customer, case.customer_id)
    texts = step.texts(customer)
    solved = button(texts.plain("button-solved-already"), "yes", case.id, case.epoch)
    step.notify(
        customer,
        texts("awaiting-reminder", case=str(case.id), days=_days_left(step)),
        case,
        keyboard=[[solved]],
    )


def _days_left(step: Step) -> int:
    """Whole days between the reminder and the closing, at least one."""
    patience = _patience(step)
    return max(round((patience.closing - patience.reminder) / timedelta(days=1)), 1)


def _close(step: Step, case: Case) -> None:
    """Nobody answered: closed without a confirmation, and the customer knows how to come back."""
    step.record(case, EventType.UNCONFIRMED, CLOCK, waited=True)
    customer = step.session.get_one(Customer, case.customer_id)
    step.notify(customer, step.texts(customer)("closed-unanswered", case=str(case.id)), case)
    step.desk_say(case, step.services.desk_texts("desk-closed-unanswered"))
    topic.refresh_card(step, case)


def _look_again(step: Step, case: Case, *, since: datetime, reminded: bool) -> None:
    due_at = _patience(step).next_look(since, step.now, reminded=reminded)
    step.set_timer(case, TIMER, due_at, since=since.isoformat(), reminded=reminded)


def _patience(step: Step) -> Patience:
    settings = step.services.settings
    return Patience(
        timedelta(hours=settings.awaiting_reminder_hours), timedelta(hours=settings.awaiting_close_hours)
    )


def _agent_spoke_last(step: Step, case: Case) -> bool:
    """Whether the customer has a word of the owner to answer."""
    for event in reversed(ledger.events(step.session, case.id)):
        if event.type is EventType.AGENT_WROTE:
            return True
        if event.type in (EventType.CUSTOMER_WROTE, EventType.CLAIMED, EventType.TRANSFERRED):
            return False
    return False


# -- for a vendor


def for_vendor(step: Step, case: Case, agent: Person) -> None:
    """A vendor works on it. The owner is reminded to ask how it goes."""
    step.record(case, EventType.VENDOR_AWAITED, Actor("agent", agent.id))
    forget(step, case)
    _ask_vendor_later(step, case)


def on_vendor_timer(step: Step, payload: dict[str, Any]) -> None:
    """The vendor has been silent for a while: the owner should ask."""
    case = ledger.locked(step.session, payload["case_id"])
    if case.state != State.WAITING_VENDOR:
        return
    hours = round((step.now - datetime.fromisoformat(payload["since"])) / timedelta(hours=1))
    calling.call_owner(step, case, "desk-vendor-reminder", hours=hours)
    _ask_vendor_later(step, case, since=payload["since"])


def _ask_vendor_later(step: Step, case: Case, since: str = "") -> None:
    due_at = step.now + timedelta(hours=step.services.settings.vendor_reminder_hours)
    step.set_timer(case, VENDOR_TIMER, due_at, since=since or step.now.isoformat())


# -- both


def resume(step: Step, case: Case, actor: Actor) -> None:
    """It is the owner's turn again, and his lease begins anew."""
    if case.state not in HELD or case.state == State.OWNED:
        return
    whom = "vendor" if case.state == State.WAITING_VENDOR else "customer"
    forget(step, case)
    leases.begin(step, case, EventType.WORK_RESUMED, actor, after=whom)
    topic.refresh_card(step, case)


def go_on(step: Step, case: Case, agent: Person) -> None:
    """«Продолжить» and «Вендор ответил»: the owner goes on by himself."""
    resume(step, case, Actor("agent", agent.id))


def forget(step: Step, case: Case) -> None:
    """No timer of an owner's case runs any more."""
    step.clear_timers(case, leases.TIMER, TIMER, VENDOR_TIMER)
