"""What the customer thinks of us: a rating with a comment, and now and then whether he would recommend us."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.customer import burst
from bot.desk import calling, supervisors
from bot.desk.screen import topic
from bot.step import Keyboard, Step, button
from handoff.case import CLOCK, CUSTOMER, EventType
from store import inbox
from store.schema import Case, CaseEvent, Customer, Message, Timer

LOW = 2
"""Ratings up to this one are told to the supervisors."""
_GOOD = 4
"""From this rating on it is asked whether the customer would recommend us."""
_PATIENCE = timedelta(minutes=10)
"""How long after «Оставить отзыв» the next message is taken as the comment."""
SCORES = range(11)


def ask_rating(step: Step, customer: Customer, case: Case, before: str) -> None:
    """Ask for a rating, below what else is to be said."""
    stars = [button("⭐" * number, "rate", case.id, number) for number in range(1, 6)]
    question = step.texts(customer)("rating-question")
    step.notify(customer, f"{before}\n\n{question}", case, keyboard=[stars[:2], stars[2:4], stars[4:]])


def rate(step: Step, customer: Customer, case: Case, rating: int) -> None:
    """Keep the customer's rating, 1–5; a second press changes it, and is not answered again."""
    first = case.rating is None
    step.record(case, EventType.RATED, CUSTOMER, rating=rating)
    if rating <= LOW:
        supervisors.tell_of(
            step,
            case,
            "desk-rated-low",
            once=f"case:{case.id}:rated",
            rating=rating,
            agent=calling.name_of(step, case.last_agent_id),
        )
    if first:
        _thank(step, customer, case, rating)
        step.desk_say(case, step.services.desk_texts("desk-rated", rating=str(rating)))
    topic.refresh_card(step, case)


def _thank(step: Step, customer: Customer, case: Case, rating: int) -> None:
    texts = step.texts(customer)
    said, keyboard = texts("rating-thanks", rating=rating), Keyboard()
    if rating >= _GOOD and _may_ask_recommendation(step, customer):
        step.record(case, EventType.RECOMMENDATION_ASKED, CLOCK)
        scores = [button(str(score), "nps", case.id, score) for score in SCORES]
        keyboard += [scores[:6], scores[6:]]
        said = texts("recommend-question", thanks=said, company=step.services.company(customer.language))
    keyboard.append([button(texts.plain("button-review"), "review", case.id)])
    step.notify(customer, said, case, keyboard=keyboard)


def _may_ask_recommendation(step: Step, customer: Customer) -> bool:
    """Whether it was long ago, or never, that this customer was asked."""
    days = step.services.settings.nps_days
    if not days:
        return False
    asked = step.session.scalar(
        select(CaseEvent.id)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(
            Case.customer_id == customer.id,
            CaseEvent.type == EventType.RECOMMENDATION_ASKED,
            CaseEvent.at > step.now - timedelta(days=days),
        )
        .limit(1)
    )
    return asked is None


def recommend(step: Step, customer: Customer, case: Case, score: int) -> bool:
    """Keep how likely the customer is to recommend us, 0–10. False when he has said so already."""
    said = select(CaseEvent.id).where(CaseEvent.case_id == case.id, CaseEvent.type == EventType.RECOMMENDED)
    if step.session.scalar(said.limit(1)) is not None:
        return False
    step.record(case, EventType.RECOMMENDED, CUSTOMER, score=score)
    step.notify(customer, step.texts(customer)("recommend-thanks"), case)
    return True


# -- the comment


def ask_comment(step: Step, customer: Customer, case: Case) -> None:
    """Take the next message as the comment, unless it comes late or is skipped."""
    texts = step.texts(customer)
    step.notify(
        customer,
        texts("review-question", low="yes" if (case.rating or 0) <= LOW else "no"),
        case,
        keyboard=[[button(texts.plain("button-skip"), "noreview", case.id)]],
    )
    step.set_chat_timer(customer, _key(customer), "review", step.now + _PATIENCE, case_id=case.id)


def skip_comment(step: Step, customer: Customer) -> None:
    """The customer says nothing more."""
    inbox.clear_timer(step.session, _key(customer))


def awaited(step: Step, customer: Customer) -> bool:
    """Whether the customer's next message is a comment."""
    waiting = step.session.get(Timer, _key(customer))
    return waiting is not None and waiting.due_at > step.now


def take_comment(step: Step, customer: Customer, message: Message) -> None:
    """Keep a message as the comment. One press makes a question of it, if it was meant as one."""
    case = step.session.get_one(Case, step.session.get_one(Timer, _key(customer)).payload["case_id"])
    inbox.clear_timer(step.session, _key(customer))
    message.case_id, message.answered = case.id, True
    step.record(case, EventType.RATING_COMMENTED, CUSTOMER, message=message.id, rating=case.rating)
    texts = step.texts(customer)
    was_question = button(texts.plain("button-was-question"), "wasask", case.id, message.id)
    step.notify(customer, texts("review-thanks"), case, keyboard=[[was_question]])
    said = step.services.desk_texts("desk-reviewed", text=message.text)
    step.desk_say(case, said)
    topic.carry_over(step, case, [message] if message.kind != "text" else [])
    if case.rating is not None and case.rating <= LOW:
        supervisors.tell_of(
            step, case, "desk-reviewed-low", once=f"case:{case.id}:review:{message.id}", text=message.text
        )


def was_question(step: Step, customer: Customer, message_id: int) -> bool:
    """The customer meant a question: it is answered as one. False when that was said before."""
    message = step.session.get(Message, message_id)
    if message is None or message.customer_id != customer.id or not message.answered:
        return False
    message.case_id, message.answered = None, False
    burst.wait_for_more(step, customer)
    return True


def _key(customer: Customer) -> str:
    return f"review:{customer.id}"
