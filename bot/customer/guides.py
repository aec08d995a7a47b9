"""Step-by-step guides as the customer meets them: one message that changes with each press.

The state decides, not the button: a press of an old step, of a guide that was changed meanwhile or of a case
that people have is answered kindly and does nothing. Each step done is an event, so that a restart loses
nothing and the agent sees what was checked.
"""

from __future__ import annotations

from bot.customer import closing, guide_view, lessons, wording
from bot.customer.handoff import ask_or_hand_off
from bot.dialog import guiding
from bot.dialog.memory import remember
from bot.step import Html, Keyboard, Step
from handoff import ledger
from handoff.case import BOT, CUSTOMER, HUMAN_STATES, EventType, Reason, State
from handoff.guides import Press, Walk
from kb import guide as guides
from kb import library
from kb.entry import Entry, guide_in
from kb.learning import Lesson
from kb.markup import plain
from store.outbox import Action, Author, Priority
from store.schema import Case, Customer, Message

_ASKED_AGAIN = 1
"""How often the present step is shown again to who asks the same once more."""


# -- beginning and going on ------------------------------------------------------------------------


def begin(step: Step, customer: Customer, case: Case, entry: Entry, confidence: float) -> None:
    """Show what the entry says, and the first step below it."""
    fill, texts = wording.filler_for(step, customer, case), step.texts(customer)
    walk = Walk(answer=case.version + 1, entry_id=entry.id, version=entry.version, message=0)
    place = guide_view.Place(walk, entry, guides.parse(guide_in(entry, customer.language)).first)
    first = fill(place.step.text)
    if customer.language not in entry.guides and customer.language in entry.answers:
        first = wording.other_language(texts, first)
    html = Html(f"{wording.wording(entry, texts, fill)}\n\n{first}")
    if picture := step.services.knowledge.picture(entry):
        step.say(customer, "", case=case, picture=picture)
    for file in step.services.knowledge.files(entry):
        step.say(customer, "", case=case, document=file)
    message = step.say(customer, html, case=case, keyboard=guide_view.buttons(texts, case, place))
    closing.answered(step, case, entry, confidence, guide=True, message=message.id)


def go_on_with(step: Step, customer: Customer, case: Case, entry: Entry) -> bool:
    """Show the present step again to who asks, in the middle of a guide, for what the guide is about; whoever
    asks that once more gets a person. False where he is in no such guide."""
    walk = guiding.open_walk(ledger.events(step.session, case.id))
    place = _place(step, customer, walk) if walk else None
    if walk is None or place is None or walk.entry_id != entry.id:
        return False
    if walk.asked >= _ASKED_AGAIN:
        ask_or_hand_off(step, customer, case, Reason.GUIDED, None)
    else:
        _show_below(step, customer, case, asked=True)
    return True


def continue_button(step: Step, customer: Customer, case: Case) -> Keyboard:
    """The way back into a guide that a question has interrupted; no row where there is none."""
    walk = guiding.open_walk(ledger.events(step.session, case.id))
    if walk is None or _place(step, customer, walk) is None:
        return []
    return [[guide_view.walk_button(case, walk, step.texts(customer).plain("guide-continue"), guiding.SHOW)]]


def written_out(step: Step, customer: Customer, case: Case, text: str) -> int | None:
    """The number of the button that was written instead of pressed, where nothing was said since."""
    events = ledger.events(step.session, case.id)
    walk = guiding.open_walk(events)
    if walk is None or case.state != State.ANSWERING or not guiding.is_last_said(events, walk):
        return None
    place = _place(step, customer, walk)
    return guiding.chosen_by_words(place.step, text) if place else None


def take_written(step: Step, customer: Customer, case: Case, number: int) -> None:
    """Do what the button would have done; the next step comes below what was written."""
    place = _place(step, customer, _newest(step, case))
    if place is not None:
        _choose(step, customer, case, place, number, in_place=False)


# -- presses ---------------------------------------------------------------------------------------


def on_press(step: Step, customer: Customer, case: Case, parts: list[str]) -> str:
    """Do what a button of a guide says; returns the words that appear over it. `parts` are the number of the
    answer, how often the guide had moved when the button was shown, and what was pressed."""
    texts = step.texts(customer)
    if len(parts) != 3 or not (parts[0].isdecimal() and parts[1].isdecimal()):
        return texts.plain("press-old")
    if case.state != State.ANSWERING:
        people = case.state in HUMAN_STATES or case.state == State.DETAILS
        return texts.plain("guide-people" if people else "guide-closed")
    walk = guiding.open_walk(ledger.events(step.session, case.id))
    if walk is None or walk.answer != int(parts[0]):
        return texts.plain("guide-newer" if walk else "press-old")
    place = _place(step, customer, walk)
    if place is None:
        return texts.plain("guide-changed")
    what = parts[2]
    if what == guiding.SHOW:
        _show_below(step, customer, case)
    elif walk.presses != int(parts[1]):
        twice = walk.presses == int(parts[1]) + 1 and what == str(walk.last)
        return "" if twice else texts.plain("guide-done")
    elif what == guiding.BACK and walk.done:
        _back(step, customer, case, place)
    elif what.isdecimal() and int(what) < len(place.step.options):
        _choose(step, customer, case, place, int(what), in_place=True)
    else:
        return texts.plain("press-old")
    return ""


def _choose(
    step: Step, customer: Customer, case: Case, place: guide_view.Place, number: int, *, in_place: bool
) -> None:
    option = place.step.options[number]
    question = guide_view.question(place, wording.filler_for(step, customer, case))
    over = guiding.ends(option)
    step.record(
        case,
        EventType.GUIDE_STEP,
        CUSTOMER,
        press=str(Press.CHOSEN),
        answer=place.walk.answer,
        entry=place.entry.id,
        version=place.walk.version,
        step=place.step.key,
        option=number,
        question=question,
        choice=option.label,
        to=option.to,
        ends=over,
    )
    if over:
        _end(step, customer, case, place.entry, solved=option.to == guides.SOLVED)
    elif in_place:
        _edit(step, customer, case)
    else:
        _show_below(step, customer, case)
    if case.state == State.ANSWERING:
        closing.close_when_idle(step, case)


def _end(step: Step, customer: Customer, case: Case, entry: Entry, *, solved: bool) -> None:
    """The guide came to its end: solved, or people go on with what was checked."""
    events = ledger.events(step.session, case.id)
    walk = _newest(step, case)
    _rewrite(step, customer, case, guide_view.trail(step.texts(customer), walk.done), [])
    if not solved:
        ask_or_hand_off(step, customer, case, Reason.GUIDED, None)
        return
    step.record(case, EventType.HELPED, CUSTOMER, entry=entry.id, answer=walk.answer)
    lessons.learn_from(step, case, remember(events).question, entry.id, Lesson.THUMBS_UP)
    closing.close_self_served(step, customer, case)


def _back(step: Step, customer: Customer, case: Case, place: guide_view.Place) -> None:
    step.record(
        case,
        EventType.GUIDE_STEP,
        CUSTOMER,
        press=str(Press.BACK),
        answer=place.walk.answer,
        entry=place.entry.id,
        version=place.walk.version,
    )
    _edit(step, customer, case)


def _show_below(step: Step, customer: Customer, case: Case, *, asked: bool = False) -> None:
    """The present step as a new message, further down in the chat. `asked`: for it was asked for again."""
    walk = _newest(step, case)
    shown = _shown(step, customer, case)
    if shown is None:
        return
    step.drop_keyboard(customer, message_id=walk.message)
    message = step.say(customer, shown[0], case=case, keyboard=shown[1])
    step.record(
        case,
        EventType.GUIDE_STEP,
        BOT,
        press=str(Press.SHOWN),
        answer=walk.answer,
        entry=walk.entry_id,
        version=walk.version,
        message=message.id,
        asked=asked,
    )
    closing.close_when_idle(step, case)


def _edit(step: Step, customer: Customer, case: Case) -> None:
    """Put the present step in place of the one before it."""
    shown = _shown(step, customer, case)
    if shown is not None:
        _rewrite(step, customer, case, *shown)


def _shown(step: Step, customer: Customer, case: Case) -> tuple[Html, Keyboard] | None:
    """The present step and its buttons."""
    place, texts = _place(step, customer, _newest(step, case)), step.texts(customer)
    if place is None:
        return None
    fill = wording.filler_for(step, customer, case)
    return guide_view.step_text(texts, place, fill), guide_view.buttons(texts, case, place)


def _rewrite(step: Step, customer: Customer, case: Case, html: Html, keyboard: Keyboard) -> None:
    message = step.session.get_one(Message, _newest(step, case).message)
    message.text, message.html = plain(html), str(html)
    step.chat_put(
        customer,
        Action.EDIT_TEXT,
        author=Author.BOT,
        priority=Priority.ANSWER,
        case=case,
        payload={"message_id": message.id, "html": str(html), "keyboard": keyboard},
    )


# -- where the customer stands -----------------------------------------------------------------------


def _newest(step: Step, case: Case) -> Walk:
    return guiding.newest_walk(ledger.events(step.session, case.id))


def _place(step: Step, customer: Customer, walk: Walk) -> guide_view.Place | None:
    """Where the walk stands, if its guide is still the one that answers."""
    entry = step.services.knowledge.entry(walk.entry_id)
    if entry is None or not entry.guides:
        return None
    if entry.version != walk.version:
        begun = library.entry(step.session, walk.entry_id, walk.version)
        if begun.guides != entry.guides:
            return None
    present = guiding.step_of(guides.parse(guide_in(entry, customer.language)), walk)
    return guide_view.Place(walk, entry, present) if present else None
