"""Push: a waiting case is offered to the best agent who is free, to the next one after a while, and stays in
the open queue when nobody can take it.

All of it happens in one lane, one step at a time, so that nobody is offered two cases at once. Each change of
a case that may matter sets a timer there (`Step.record`); the step looks at the whole queue and needs no
memory of its own.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.desk import calling, supervisors
from bot.desk.screen import topic
from bot.step import ROUTING, Html, Step, button
from bot.team import profiles
from bot.team.talk import Talk
from handoff import ledger, roster, routing
from handoff import package as packages
from handoff.case import CLOCK, UNCLAIMED, Actor, EventType
from handoff.routing import Agent, Choice, Waiting
from intents.privacy import mask
from store import inbox
from store.outbox import Action
from store.schema import Case, Person
from store.staff import Offer

_MOST = 200
"""Waiting cases looked at in one step; nobody has as many agents who are free."""
_LOOK_AGAIN = timedelta(seconds=20)
_QUESTION = 300
OFFER = f"{ROUTING}:offer:"
"""Keys of timers at whose moment an offer ends."""


def on_timer(step: Step, _payload: dict[str, Any]) -> None:
    """Settle what became of offers, and make new ones."""
    if step.services.settings.routing != "push":
        return
    _settle(step)
    if not _offer_all(step, roster.unoffered(step.session, most=_MOST)):
        inbox.set_timer(
            step.session,
            f"{ROUTING}:again",
            lane=ROUTING,
            kind=ROUTING,
            due_at=step.now + _LOOK_AGAIN,
            payload={},
        )


# -- offers that are over


def _settle(step: Step) -> None:
    for offer in step.session.scalars(select(Offer).where(Offer.state == "open").order_by(Offer.id)).all():
        case = ledger.locked(step.session, offer.case_id)
        if case.state not in UNCLAIMED or case.epoch != offer.epoch:
            _end(step, offer, "taken" if case.owner_id == offer.person_id else "withdrawn", case)
        elif offer.until <= step.now:
            step.record(case, EventType.OFFER_EXPIRED, CLOCK, to=offer.person_id, offer=offer.id)
            _end(step, offer, "expired", case)


def _end(step: Step, offer: Offer, state: str, case: Case) -> None:
    """An offer is over; the message with its buttons says how it ended."""
    offer.state, offer.settled_at = state, step.now
    step.session.flush()
    person = step.session.get_one(Person, offer.person_id)
    said = step.services.desk_texts("offer-over", case=topic.mention(step, case.id), how=state)
    Talk(step, person).put(Action.EDIT_TEXT, {"sent_as": _key(offer), "html": str(said), "keyboard": []})


def withdraw(step: Step, person: Person) -> None:
    """Somebody does not work on cases any more: what they are being asked about goes to the next one."""
    for offer in step.session.scalars(
        select(Offer).where(Offer.state == "open", Offer.person_id == person.id)
    ).all():
        _end(step, offer, "withdrawn", ledger.locked(step.session, offer.case_id))
        step.route(f"withdrawn:{offer.id}")


# -- new offers


def _offer_all(step: Step, waiting: list[Waiting]) -> bool:
    """Offer cases to agents, first those whose turn it is. Whether all are offered."""
    if not waiting:
        return True
    settings = step.services.settings
    present = roster.present(step.session, step.now, step.services.hours, limit=settings.limit_of_cases)
    busy = set(step.session.scalars(select(Offer.person_id).where(Offer.state == "open")))
    free = {one.id: one for one in present if one.id not in busy}
    asked = _asked(step, waiting)
    left = 0
    for case in waiting:
        choice = routing.best((one for one in free.values() if one.id not in asked[case.id]), case)
        if choice is None:
            left += 1
            _warn_if_hopeless(step, case, present, asked[case.id])
        elif _offer(step, ledger.locked(step.session, case.id), choice):
            del free[choice.agent_id]
    return not left


def _asked(step: Step, waiting: list[Waiting]) -> dict[int, set[int]]:
    """Who has been asked about each case since it waits."""
    found: dict[int, set[int]] = {case.id: set() for case in waiting}
    rows = step.session.execute(
        select(Offer.case_id, Offer.person_id)
        .join(Case, Case.id == Offer.case_id)
        .where(Offer.case_id.in_(found), Offer.epoch == Case.epoch)
    )
    for case_id, person_id in rows:
        found[case_id].add(person_id)
    return found


def _offer(step: Step, case: Case, choice: Choice) -> bool:
    """Offer a case to somebody. False when somebody has just taken it."""
    if case.state not in UNCLAIMED:
        return False
    until = step.now + timedelta(seconds=step.services.settings.offer_seconds)
    offer = Offer(
        case_id=case.id,
        person_id=choice.agent_id,
        epoch=case.epoch,
        why=str(choice.why),
        offered_at=step.now,
        until=until,
    )
    step.session.add(offer)
    step.session.flush()
    step.record(
        case,
        EventType.OFFERED,
        CLOCK,
        to=choice.agent_id,
        offer=offer.id,
        why=str(choice.why),
        until=until.isoformat(),
    )
    inbox.set_timer(step.session, f"{OFFER}{offer.id}", lane=ROUTING, kind=ROUTING, due_at=until, payload={})
    person = step.session.get_one(Person, choice.agent_id)
    if profiles.of(step.session, person).reachable:
        _write(step, offer, case, person)
    else:
        _call_in_topic(step, offer, case, person)
    return True


def _write(step: Step, offer: Offer, case: Case, person: Person) -> None:
    texts = step.services.desk_texts
    keyboard = [
        [
            button(texts.plain("offer-button-take"), "offer", "take", offer.id),
            button(texts.plain("offer-button-pass"), "offer", "pass", offer.id),
        ]
    ]
    Talk(step, person).say(_essentials(step, offer, case), keyboard, key=_key(offer))


def _essentials(step: Step, offer: Offer, case: Case) -> Html:
    """What an agent has to know to say yes: number, customer, question, reason, and why him."""
    package, texts = packages.build(step.session, case), step.services.desk_texts
    question = " ".join(mask(package.question).split())
    return texts(
        "offer",
        case=topic.mention(step, case.id),
        customer=package.customer or texts.plain("customer-someone"),
        question=question[:_QUESTION] or texts.plain("offer-no-words"),
        reason=package.reason,
        language=package.language,
        segment=package.segment or "none",
        why=offer.why,
        minutes=max(1, round((offer.until - step.now).total_seconds() / 60)),
    )


def _call_in_topic(step: Step, offer: Offer, case: Case, person: Person) -> None:
    """Telegram lets a bot write only to who has started it: call the agent where he reads."""
    said = step.services.desk_texts("offer-in-topic", agent=calling.name_of(step, person.id))
    step.desk_say(case, said, key=f"{_key(offer)}:topic")


def _warn_if_hopeless(step: Step, waiting: Waiting, present: list[Agent], asked: set[int]) -> None:
    """Nobody who is there can do it, or all who can have said no: supervisors hear of it once."""
    if any(routing.fits(one, waiting) and one.limit != 0 and one.id not in asked for one in present):
        return  # busy, and free again some day
    if not step.services.hours.are_open(step.now):
        return
    case = step.session.get_one(Case, waiting.id)
    supervisors.tell_of(
        step, case, "offer-nobody", once=f"offer:nobody:{case.id}:{case.epoch}", skill=case.skill or "none"
    )


# -- what the agent says


def open_offer(step: Step, person: Person, number: str) -> Offer | None:
    """The offer that a button speaks of, if it is his and still open."""
    offer = step.session.get(Offer, int(number), with_for_update=True) if number.isdecimal() else None
    return offer if offer is not None and offer.person_id == person.id and offer.state == "open" else None


def taken(step: Step, offer: Offer) -> None:
    """«Беру», and the case is his."""
    offer.state, offer.settled_at = "taken", step.now
    step.session.flush()


def decline(step: Step, offer: Offer) -> None:
    """«Не могу»: the next one is asked."""
    case = ledger.locked(step.session, offer.case_id)
    step.record(case, EventType.OFFER_DECLINED, Actor("agent", offer.person_id), offer=offer.id)
    offer.state, offer.settled_at = "declined", step.now
    step.session.flush()
    step.route(f"declined:{offer.id}")


def not_reached(step: Step, key: str) -> bool:
    """An offer could not be written to its agent. False when the call was none."""
    number = key.removeprefix("offer:")
    if number == key or not number.isdecimal():
        return False
    offer = step.session.get(Offer, int(number))
    if offer is not None and offer.state == "open":
        person = step.session.get_one(Person, offer.person_id)
        profiles.of(step.session, person).reachable = False
        _call_in_topic(step, offer, ledger.locked(step.session, offer.case_id), person)
    return True


def _key(offer: Offer) -> str:
    return f"offer:{offer.id}"
