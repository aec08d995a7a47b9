"""What the customer presses. A press may arrive twice, or on an old message: the state decides, not the
button, and every press gets its little clock stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.customer import (
    answering,
    asked,
    asking,
    choosing,
    closing,
    commands,
    details,
    feedback,
    guide_view,
    guides,
    picking,
    profile,
    talks,
)
from bot.customer.handoff import ask_or_hand_off
from bot.customer.lessons import learn_from
from bot.desk.cases import waiting
from bot.desk.incidents import joining
from bot.dialog import policy
from bot.dialog.memory import remember
from bot.inbound import Pressed
from bot.knowledge import in_language
from bot.step import Step, button
from handoff import ledger
from handoff.case import CUSTOMER, HUMAN_STATES, Event, EventType, Reason, State
from kb.entry import title_in
from kb.learning import Lesson
from store.outbox import Author
from store.schema import Case, Copy, Customer

_MOST_QUESTIONS = 40
"""Questions of a topic shown as buttons; Telegram takes 100, a person reads fewer."""


def on_press(step: Step, pressed: Pressed) -> None:
    """Do what a button of the customer's chat says."""
    customer = profile.meet(step, pressed.sender)
    verb, *parts = pressed.data.split(":")
    handler = _WITHOUT_CASE.get(verb)
    if handler is not None:
        step.answer_press(pressed.callback_id)
        handler(step, customer, parts[0] if parts else "")
        return
    case = _case(step, customer, parts)
    if case is not None and verb == guide_view.VERB:
        step.answer_press(pressed.callback_id, guides.on_press(step, customer, case, parts[1:]))
        return
    in_case = _IN_CASE.get(verb)
    if case is None or in_case is None or not in_case(step, customer, case, parts[1:], pressed):
        step.answer_press(pressed.callback_id, step.texts(customer).plain("press-old"))
        return
    step.answer_press(pressed.callback_id)


def on_opinion(step: Step, customer: Customer, pressed: Pressed) -> None:
    """A reaction stands for one of the buttons of a case; where that applies no more, nothing happens."""
    verb, *parts = pressed.data.split(":")
    case = _case(step, customer, parts)
    if case is not None:
        _IN_CASE[verb](step, customer, case, parts[1:], pressed)


def _case(step: Step, customer: Customer, parts: list[str]) -> Case | None:
    """The case a button speaks of, if it is this customer's."""
    if not parts or not parts[0].isdecimal():
        return None
    case = step.session.get(Case, int(parts[0]))
    if case is None or case.customer_id != customer.id:
        return None
    return ledger.locked(step.session, case.id)


# -- buttons that belong to no case


def open_topic(step: Step, customer: Customer, topic_id: str) -> None:
    """Show the questions of a topic."""
    topic = step.services.knowledge.topic(topic_id)
    if topic is None:
        commands.start(step, customer)
        return
    texts = step.texts(customer)
    rows = [
        [button(title_in(entry, customer.language), "entry", entry.id)]
        for entry in step.services.knowledge.entries(topic.id, customer.segment)[:_MOST_QUESTIONS]
    ]
    rows.append([button(texts.plain("button-back"), "topics")])
    step.say(
        customer,
        texts("topic-questions", topic=in_language(topic.names, customer.language, topic.id)),
        case=profile.open_case_of(step, customer),
        keyboard=rows,
        author=Author.SYSTEM,  # the menu works in every state, as commands do
    )


def open_entry(step: Step, customer: Customer, entry_id: str) -> None:
    """Answer a question that was picked from a list."""
    entry = step.services.knowledge.entry(entry_id)
    case = profile.open_case_of(step, customer)
    if entry is None:
        commands.start(step, customer)
        return
    if case is not None and case.state in HUMAN_STATES:
        picking.add(step, customer, case, entry)
        return
    if case is None:
        case = profile.new_case(step, customer)
    step.record(case, EventType.CANDIDATE_CHOSEN, CUSTOMER, entry=entry.id, menu=True)
    answering.answer(step, customer, case, entry.id, 1.0)


def _human(step: Step, customer: Customer, case_id: str) -> None:
    asking.for_human(step, customer, int(case_id) if case_id.isdecimal() else None)


def _topics(step: Step, customer: Customer, _argument: str) -> None:
    commands.show_topics(step, customer)


def _new(step: Step, customer: Customer, _argument: str) -> None:
    talks.begin_new(step, customer)


_WITHOUT_CASE: dict[str, Callable[[Step, Customer, str], None]] = {
    "topic": open_topic,
    "entry": open_entry,
    "human": _human,
    "language": commands.choose_language,
    "topics": _topics,
    "new": _new,
    "which": choosing.on_chosen,
}


# -- buttons of a case: each says whether it still applied


def _reaction(
    step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed, *, helped: bool
) -> bool:
    answered = _event(step, case, parts, EventType.ANSWERED)
    if answered is None or case.state != State.ANSWERING:
        return False
    entry_id = answered.payload["entry"]
    kind = EventType.HELPED if helped else EventType.NOT_HELPED
    reacted = (
        event
        for event in ledger.events(step.session, case.id)
        if event.type in (EventType.HELPED, EventType.NOT_HELPED)
    )
    if any(event.payload.get("answer") == int(parts[0]) for event in reacted):
        return False
    log = ledger.events(step.session, case.id)
    question = remember(log[: int(parts[0])]).question
    step.record(case, kind, CUSTOMER, entry=entry_id, answer=int(parts[0]))
    _drop_buttons(step, customer, pressed)
    learn_from(step, case, question, entry_id, Lesson.THUMBS_UP if helped else Lesson.THUMBS_DOWN)
    if helped:
        if not _is_open_beside(log[int(parts[0]) :]):
            closing.close_self_served(step, customer, case)
    elif answered.payload.get("guide"):  # whoever did all its steps has said enough
        ask_or_hand_off(step, customer, case, Reason.GUIDED, None)
    else:
        _after_rejection(step, customer, case)
    return True


def _is_open_beside(later: Sequence[Event]) -> bool:
    """Whether another question of the same message waits after an answer: an answer without a word on it, or
    an offer of which nothing was chosen."""
    answers = sum(event.type in (EventType.ANSWERED, EventType.CLARIFIED) for event in later)
    settled = (EventType.HELPED, EventType.NOT_HELPED, EventType.CANDIDATE_CHOSEN, EventType.NONE_CHOSEN)
    return answers > sum(event.type in settled for event in later)


def _up(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    return _reaction(step, customer, case, parts, pressed, helped=True)


def _down(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    return _reaction(step, customer, case, parts, pressed, helped=False)


def _after_rejection(step: Step, customer: Customer, case: Case) -> None:
    memory = remember(ledger.events(step.session, case.id))
    move = policy.after_rejection(memory)
    if move is not None:
        ask_or_hand_off(step, customer, case, move.reason, None)
        return
    texts = step.texts(customer)
    step.say(
        customer,
        texts("rephrase"),
        case=case,
        keyboard=[[button(texts.plain("button-human"), "human", case.id)]],
    )
    closing.close_when_idle(step, case)


def _pick(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    """A candidate of a clarification."""
    clarified = _open_clarification(step, case, parts)
    number = int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else -1
    if clarified is None or not 0 <= number < len(clarified.payload["candidates"]):
        return False
    entry_id = clarified.payload["candidates"][number]
    question = remember(ledger.events(step.session, case.id)[: int(parts[0])]).question
    step.record(case, EventType.CANDIDATE_CHOSEN, CUSTOMER, entry=entry_id)
    _drop_buttons(step, customer, pressed)
    learn_from(step, case, question, entry_id, Lesson.CHOSEN)
    answering.answer(step, customer, case, entry_id, 1.0)
    return True


def _none(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    """«Ничего из этого»."""
    if _open_clarification(step, case, parts) is None:
        return False
    step.record(case, EventType.NONE_CHOSEN, CUSTOMER)
    _drop_buttons(step, customer, pressed)
    _after_rejection(step, customer, case)
    return True


def _open_clarification(step: Step, case: Case, parts: list[str]) -> Event | None:
    """The clarification that a button belongs to, unless the talk has gone on since."""
    clarified = _event(step, case, parts, EventType.CLARIFIED)
    if clarified is None or case.state != State.ANSWERING:
        return None
    later = ledger.events(step.session, case.id)[int(parts[0]) :]
    gone_on = (EventType.CANDIDATE_CHOSEN, EventType.NONE_CHOSEN, EventType.ANSWERED, EventType.CLARIFIED)
    return None if any(event.type in gone_on for event in later) else clarified


def _skip(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    asked = _event(step, case, parts, EventType.DETAIL_ASKED)
    if asked is None or case.state != State.DETAILS:
        return False
    if not details.skip(step, customer, case, asked.payload["detail"]):
        return False
    _drop_buttons(step, customer, pressed)
    return True


def _leave(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    """A detail that an agent asked for is left out."""
    if not parts or not asked.leave_out(step, case, parts[0]):
        return False
    _drop_buttons(step, customer, pressed)
    return True


def _apart(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    """«Это другой вопрос», under a question of the menu that went to people."""
    picked = _event(step, case, parts, EventType.CUSTOMER_WROTE)
    entry = step.services.knowledge.entry(picked.payload.get("entry", "")) if picked else None
    if entry is None or not picking.set_apart(step, customer, case, entry):
        return False
    _drop_buttons(step, customer, pressed)
    return True


def _yes(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    if case.state not in (State.SOLVED, State.WAITING_CUSTOMER) or parts[:1] != [str(case.epoch)]:
        return False
    waiting.forget(step, case)
    closing.confirm(step, customer, case)
    _drop_buttons(step, customer, pressed)
    return True


def _no(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    if case.state != State.SOLVED or not parts or parts[0] != str(case.epoch):
        return False
    closing.not_solved(step, customer, case)
    _drop_buttons(step, customer, pressed)
    return True


def _other(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    """«У меня другое», under the news of a mass incident."""
    if parts[:1] != [str(case.epoch)] or not joining.leave(step, customer, case, CUSTOMER):
        return False
    _drop_buttons(step, customer, pressed)
    return True


def _rate(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    if case.state != State.CLOSED or not parts or parts[0] not in {"1", "2", "3", "4", "5"}:
        return False
    if case.rating != int(parts[0]):
        feedback.rate(step, customer, case, int(parts[0]))
        _drop_buttons(step, customer, pressed)
    return True


def _review(step: Step, customer: Customer, case: Case, _parts: list[str], _pressed: Pressed) -> bool:
    """«Оставить отзыв»."""
    if case.state != State.CLOSED or case.rating is None:
        return False
    feedback.ask_comment(step, customer, case)
    return True


def _no_review(step: Step, customer: Customer, _case: Case, _parts: list[str], pressed: Pressed) -> bool:
    feedback.skip_comment(step, customer)
    _drop_buttons(step, customer, pressed)
    return True


def _was_question(step: Step, customer: Customer, _case: Case, parts: list[str], pressed: Pressed) -> bool:
    if not parts or not parts[0].isdecimal() or not feedback.was_question(step, customer, int(parts[0])):
        return False
    _drop_buttons(step, customer, pressed)
    return True


def _recommend(step: Step, customer: Customer, case: Case, parts: list[str], pressed: Pressed) -> bool:
    scores = {str(score): score for score in feedback.SCORES}
    if not parts or parts[0] not in scores or not feedback.recommend(step, customer, case, scores[parts[0]]):
        return False
    _drop_buttons(step, customer, pressed)
    return True


_IN_CASE: dict[str, Callable[[Step, Customer, Case, list[str], Pressed], bool]] = {
    "up": _up,
    "down": _down,
    "pick": _pick,
    "none": _none,
    "skip": _skip,
    "leave": _leave,
    "apart": _apart,
    "yes": _yes,
    "no": _no,
    "other": _other,
    "rate": _rate,
    "review": _review,
    "noreview": _no_review,
    "wasask": _was_question,
    "nps": _recommend,
}


def _event(step: Step, case: Case, parts: list[str], kind: EventType) -> Event | None:
    if not parts or not parts[0].isdecimal():
        return None
    event = ledger.event_at(step.session, case.id, int(parts[0]))
    return event if event is not None and event.type is kind else None


def _drop_buttons(step: Step, customer: Customer, pressed: Pressed) -> None:
    place = step.session.get(Copy, (pressed.chat_id, pressed.message_id))
    if place is not None:
        step.drop_keyboard(customer, message_id=place.message_id)
    else:  # pressed before its delivery was written down
        step.drop_keyboard(customer, external_id=pressed.message_id)
