"""«Мои обращения»: each open case with its number, state, place and promise."""

from __future__ import annotations

from sqlalchemy import select

from bot.customer import closing, talks, when
from bot.dialog.memory import remember
from bot.knowledge import in_language
from bot.step import Html, Keyboard, Step
from bot.texts import Texts
from handoff import ledger, queue
from handoff.case import OPEN_STATES, EventType, State
from intents.privacy import mask
from store.schema import Case, Customer

_CLOSED_SHOWN = 3
_SUMMARY_LIMIT = 60


def overview(step: Step, customer: Customer) -> Html:
    """The customer's open cases, and the last closed ones."""
    texts = step.texts(customer)
    of_customer = select(Case).where(Case.customer_id == customer.id).order_by(Case.id.desc())
    open_cases = step.session.scalars(of_customer.where(Case.state.in_(list(OPEN_STATES)))).all()
    closed = step.session.scalars(of_customer.where(Case.state == State.CLOSED).limit(_CLOSED_SHOWN)).all()
    parts: list[str] = [texts("status-title")]
    if not open_cases:
        parts.append(texts("status-empty"))
    for case in (*open_cases, *closed):
        parts.append(
            texts(
                "status-line",
                case=str(case.id),
                summary=_summary(step, case),
                state=_state(step, texts, case),
            )
        )
    return Html("\n\n".join(parts))


def buttons(step: Step, customer: Customer) -> Keyboard | None:
    """Where he has several open cases: a button for each, to go on talking about it."""
    cases = talks.open_cases(step, customer)
    return talks.buttons(step, customer, cases) if len(cases) > 1 else None


def _summary(step: Step, case: Case) -> str:
    questions = [
        event.payload["question"]
        for event in ledger.events(step.session, case.id)
        if event.type is EventType.UNDERSTOOD and event.payload.get("about")
    ]
    text = " ".join(mask(questions[-1]).split()) if questions else ""
    return text if len(text) <= _SUMMARY_LIMIT else text[: _SUMMARY_LIMIT - 1] + "…"


def _state(step: Step, texts: Texts, case: Case) -> Html:
    match State(case.state):
        case State.ANSWERING:
            return texts("status-answering")
        case State.DETAILS:
            asked = remember(ledger.events(step.session, case.id)).asked_detail
            names = step.services.knowledge.detail(asked).names
            return texts("status-details", detail=in_language(names, texts.language, asked))
        case State.QUEUED | State.REOPENED:
            return texts(
                "status-queued", ahead=queue.ahead_of(step.session, case), promise=_promise(step, texts, case)
            )
        case State.WAITING_VENDOR if case.incident_id:
            return texts("status-incident")
        case State.OWNED | State.WAITING_CUSTOMER | State.WAITING_VENDOR:
            key = {
                State.WAITING_CUSTOMER: "status-waiting-customer",
                State.WAITING_VENDOR: "status-waiting-vendor",
            }.get(State(case.state), "status-owned")
            return texts(key, agent=closing.last_agent(step, case) or texts.plain("person-someone"))
        case State.SOLVED:
            return texts("status-solved")
        case State.CLOSED:
            closed = case.closed_at or case.opened_at
            return texts("status-closed", date=f"{closed.astimezone(step.services.hours.zone):%d.%m.%Y}")


def _promise(step: Step, texts: Texts, case: Case) -> Html:
    if case.promised_at is None:
        return texts("status-promise-none")
    key = "status-promise-late" if case.promised_at < step.now else "status-promise"
    return texts(key, until=when.by(step, texts, case.promised_at))
