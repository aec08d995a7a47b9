"""Which step handles what: updates of customers and agents, and timers."""

from __future__ import annotations

from typing import Any, assert_never

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.agent import routes as agents
from bot.customer import answering, closing, handoff, profile, reactions, reading
from bot.customer import commands as customer_commands
from bot.customer import messages as customer_messages
from bot.customer import presses as customer_presses
from bot.desk import answers, presence, team
from bot.desk import commands as desk_commands
from bot.desk import presses as desk_presses
from bot.desk import timers as desk_timers
from bot.desk.incidents import talk as incident_talk
from bot.desk.screen import stats
from bot.desk.writing import aftermath, template_talk
from bot.desk.writing import messages as desk_messages
from bot.editor import routes as editors
from bot.editor import timers as editors_timers
from bot.editor.findings import Found
from bot.inbound import (
    Blocked,
    Ignored,
    Inbound,
    Membership,
    Migrated,
    Presence,
    Pressed,
    Reacted,
    TopicMade,
    Written,
)
from bot.sending import topics
from bot.services import Services
from bot.step import Step
from bot.team import membership, roles
from handoff import ledger
from handoff.case import Reason, State
from store.outbox import Action
from store.schema import Customer, Outbox, Thread


def prepare(session: Session, services: Services, inbound: Inbound) -> reading.Reading | None:
    """What has to be understood before the transaction of an update begins: a message that is answered at
    once, because it is urgent or because nothing is waited for."""
    if not isinstance(inbound, Written) or inbound.is_group or inbound.edited:
        return None
    words = customer_commands.words(inbound)
    if words is None:
        return None
    calls = inbound.command == "human"  # for a person, who gets the words as they are understood
    waits = services.settings.burst or words.album
    foreign = words.origin.is_foreign
    if waits and not calls and (foreign or not reading.is_urgent(words.text)):
        return None
    return reading.read_burst(session, services.knowledge, inbound.chat_id, words.text, foreign=foreign)


def prepare_timer(
    session: Session, services: Services, kind: str, payload: dict[str, Any]
) -> reading.Reading | Found | stats.Today | None:
    """What has to be understood before the transaction of a timer begins."""
    if kind == stats.TIMER:
        return stats.prepare(session, services, payload)
    if kind in editors_timers.KINDS:
        return editors_timers.prepare(session, services, kind, payload)
    return reading.read_burst(session, services.knowledge, payload["chat_id"]) if kind == "burst" else None


def handle(step: Step, inbound: Inbound, read: reading.Reading | None) -> None:
    """The step of one update."""
    if _of_team(step, inbound):
        return
    match inbound:
        case Written(is_group=True):
            _handle_desk(step, inbound)
        case Written(edited=False):
            customer_messages.on_message(step, inbound, read)
        case Written():
            customer_messages.on_edit(step, inbound)
        case Pressed(is_group=True):
            desk_presses.on_press(step, inbound)
        case Pressed():
            customer_presses.on_press(step, inbound)
        case Blocked(sender=sender, blocked=True):
            aftermath.blocked(step, profile.known(step, sender))
        case Blocked(sender=sender):
            aftermath.returned(step, profile.known(step, sender))
        case _:
            _handle_service(step, inbound)


def _handle_service(
    step: Step, inbound: Membership | Reacted | TopicMade | Presence | Migrated | Ignored
) -> None:
    """What nobody wrote or pressed. Whatever a reader makes has its place here: the type check holds it."""
    match inbound:
        case Membership():
            membership.on_update(step, inbound)
        case Reacted():
            reactions.on_reaction(step, inbound)
        case TopicMade():
            _topic_made(step, inbound)
        case Presence():
            presence.on_change(step, inbound)
        case Migrated():
            _migrated(step, inbound)
        case Ignored():
            pass
        case _:
            assert_never(inbound)


def _of_team(step: Step, inbound: Inbound) -> bool:
    """Somebody of the team in his private chat. Words for a customer come last: whatever else they can mean,
    they mean."""
    if agents.take(step, inbound):
        return True
    talks = (template_talk.take, incident_talk.take, editors.take)
    if any(take(step, inbound) for take in talks):
        agents.set_aside(step, inbound)
        return True
    if isinstance(inbound, Written) and desk_commands.on_private_command(step, inbound):
        return True
    return agents.take_words(step, inbound) or _unknown_of_team(step, inbound)


def _unknown_of_team(step: Step, inbound: Inbound) -> bool:
    """A command that nobody has, written by somebody of the team in private: no customer's question."""
    if not isinstance(inbound, Written) or inbound.is_group or inbound.sender is None:
        return False
    if not inbound.command or inbound.command in customer_commands.COMMANDS:
        return False
    person = roles.known(step, inbound.sender)
    if person is None or not roles.is_team(person):
        return False
    answers.post(step, inbound.chat_id, step.services.desk_texts("private-unknown-command"))
    return True


def _handle_desk(step: Step, written: Written) -> None:
    if written.edited:
        desk_messages.on_edit(step, written)
    elif written.command in desk_commands.ACTS:
        desk_commands.on_command(step, written)
    else:
        desk_messages.on_message(step, written)


def handle_timer(
    step: Step, kind: str, payload: dict[str, Any], read: reading.Reading | Found | stats.Today | None
) -> None:
    """The step of one timer."""
    if isinstance(read, stats.Today):
        stats.tell(step, payload, read)
        return
    if isinstance(read, Found) or kind in editors_timers.KINDS:
        editors_timers.handle(step, kind, payload, read)
        return
    if kind in ("burst", "watchdog"):
        customer = _customer_of(step, payload)
        if kind == "watchdog":
            give_up(step, customer)
        else:
            answering.answer_burst(step, customer, read)
        return
    act = membership.ACTS.get(kind) or desk_timers.ACTS.get(kind)
    if act is not None:
        act(step, payload)
        return
    case = ledger.locked(step.session, payload["case_id"])
    customer = step.session.get_one(Customer, case.customer_id)
    match kind:
        case "album":
            customer_messages.on_album(step, case, payload["album"])
        case "desk_album":
            desk_messages.on_album(step, case, payload["album"])
        case "confirm":
            closing.close_unconfirmed(step, customer, case)
        case "idle":
            closing.close_idle(step, case)
        case "details":
            if case.state == State.DETAILS:
                handoff.hand_off(step, customer, case, handoff.reason_of_details(step, case))


def give_up(step: Step, customer: Customer) -> None:
    """Line zero broke down or stayed silent: people get the case as it is."""
    case = profile.open_case_of(step, customer)
    if case is not None and case.state not in (State.ANSWERING, State.DETAILS):
        return
    waiting = reading.open_burst(step.session, customer)
    if not waiting and case is None:
        return
    if case is None:
        case = profile.new_case(step, customer)
    closing.attach(step, case, waiting)
    handoff.hand_off(step, customer, case, Reason.FAILED)


def give_up_update(step: Step, inbound: Inbound) -> None:
    """The step of an update broke again and again: what the customer wrote is kept and goes to people; agents
    are told that theirs did nothing, and so are editors."""
    if editors.give_up(step, inbound) or agents.give_up(step, inbound):
        return
    match inbound:
        case Written(is_group=True) | Pressed(is_group=True):
            case = team.case_of_topic(step, inbound.chat_id, inbound.topic)
            if case is not None:
                step.desk_say(case, step.services.desk_texts("desk-failed"))
        case Written(sender=sender, edited=False) if sender is not None:
            customer = profile.meet(step, sender)
            customer_messages.keep_for_people(step, customer, inbound)
            give_up(step, customer)
        case Written(sender=sender) | Pressed(sender=sender) if sender is not None:
            give_up(step, profile.known(step, sender))


def give_up_timer(step: Step, kind: str, payload: dict[str, Any]) -> None:
    """The step of a timer broke again and again: people get the case, or are told that something is amiss."""
    if kind in editors_timers.KINDS:
        editors_timers.give_up(step, kind, payload)
        return
    if kind in ("burst", "watchdog"):
        give_up(step, _customer_of(step, payload))
        return
    if "case_id" not in payload:
        return  # nobody's case: the next round does it
    case = ledger.locked(step.session, payload["case_id"])
    if case.state in (State.ANSWERING, State.DETAILS):
        give_up(step, step.session.get_one(Customer, case.customer_id))
    elif case.line > 0:
        step.desk_say(case, step.services.desk_texts("desk-failed"))


def _customer_of(step: Step, payload: dict[str, Any]) -> Customer:
    return step.session.scalars(
        select(Customer).where(Customer.channel == "telegram", Customer.external_id == payload["chat_id"])
    ).one()


def _topic_made(step: Step, made: TopicMade) -> None:
    """A topic that a broken-off call made after all: its number tells whose it is.

    Only in the agents' group, and only for a case whose topic we did ask for: anybody may add the bot to a
    group of his own and make topics there.
    """
    case_id = _number_in(made.name)
    if case_id is None or made.chat_id not in _desks(step):
        return
    has_open = step.session.scalar(select(Thread.id).where(Thread.case_id == case_id, Thread.state == "open"))
    asked_for = step.session.scalar(
        select(Outbox.id).where(Outbox.case_id == case_id, Outbox.action == Action.CREATE_TOPIC).limit(1)
    )
    if has_open is None and asked_for is not None:
        topics.add(step.session, case_id, made.chat_id, made.topic, step.now)


def _desks(step: Step) -> tuple[int, ...]:
    """The agents' groups, by the ids they have now."""
    return topics.desks(step.session, step.services.settings.desk_chats)


def _number_in(name: str) -> int | None:
    _, mark, rest = name.partition("№")
    digits = rest.split(maxsplit=1)[0] if mark and rest.split() else ""
    return int(digits) if digits.isdecimal() else None


def _migrated(step: Step, migrated: Migrated) -> None:
    """The agents' group has another id now; what waits for it goes there."""
    if migrated.old_chat_id in _desks(step):
        configured = step.services.settings.desk_chats
        topics.migrate(step.session, migrated.old_chat_id, migrated.new_chat_id, configured)
