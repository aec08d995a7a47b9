"""Which step of an agent's private chat handles what. The role is looked up at each message and press."""

from __future__ import annotations

from collections.abc import Callable

from bot.agent import duty, until, workplace
from bot.desk.cases import leaving, offering, ownership, taking
from bot.desk.cases.leaving import Wish
from bot.desk.screen import topic
from bot.inbound import Inbound, Pressed, Written
from bot.step import Keyboard, Step, button
from bot.team import profiles, roles
from bot.team.talk import Talk
from handoff import ledger
from store.schema import Case, Person
from store.staff import AgentProfile

COMMANDS = ("shift", "break", "absent", "here")
"""What agents can write in their private chat beside the commands of the group."""
_PREFIXES = frozenset({"me", "offer", "desk"})
"""What the data of an agent's buttons begins with."""


def take(step: Step, inbound: Inbound) -> bool:
    """Handle what is certainly an agent's: his commands, his buttons, an answer to a line of a case. False
    for all else."""
    match inbound:
        case Written(is_group=False, edited=True):
            return workplace.on_edit(step, inbound)
        case Written(is_group=False):
            return _on_written(step, inbound)
        case Pressed(is_group=False):
            return _on_press(step, inbound)
        case _:
            return False


def take_words(step: Step, inbound: Inbound) -> bool:
    """Handle a line of somebody who works here. Comes after all that else could be meant."""
    if not isinstance(inbound, Written) or inbound.is_group or inbound.edited or inbound.command:
        return False
    person = _agent(step, inbound)
    if person is None:
        return False
    profile = profiles.of(step.session, person)
    profile.reachable = True
    if not profile.works_here:
        return False
    # an answer to something that is no line of a case may mean any of them
    case_id = profile.case_id if inbound.reply_to is None else None
    workplace.on_words(Talk(step, person), inbound, case_id)
    return True


def give_up(step: Step, inbound: Inbound) -> bool:
    """Say to an agent that what he did here broke, and that nothing of it went out. False where it was not an
    agent's."""
    if not isinstance(inbound, Written | Pressed) or inbound.is_group or inbound.sender is None:
        return False
    person = roles.of_telegram(step.session, inbound.sender.id)
    if person is None or not roles.works_on_cases(person):
        return False
    if isinstance(inbound, Pressed):
        ours = inbound.data.partition(":")[0] in _PREFIXES
    else:
        ours = inbound.command in _ON_COMMAND or profiles.of(step.session, person).works_here
    if ours:
        Talk(step, person).say(step.services.desk_texts("work-failed"))
    return ours


def set_aside(step: Step, inbound: Inbound) -> None:
    """He does something else in this chat: his next words are for no customer until he says for whom."""
    if isinstance(inbound, Written | Pressed) and not inbound.is_group and inbound.sender is not None:
        person = roles.of_telegram(step.session, inbound.sender.id)
        profile = step.session.get(AgentProfile, person.id) if person is not None else None
        if profile is not None:
            profile.case_id = None


def _agent(step: Step, inbound: Written | Pressed) -> Person | None:
    person = roles.known(step, inbound.sender) if inbound.sender is not None else None
    return person if roles.works_on_cases(person) else None


# -- messages


def _on_written(step: Step, written: Written) -> bool:
    if not written.command and written.reply_to is None:
        return False
    person = _agent(step, written)
    if person is None:
        return False
    talk = Talk(step, person)
    if written.command in _ON_COMMAND:
        profiles.of(step.session, person).reachable = True
        words = written.without_command().text.strip()
        _ON_COMMAND[written.command](talk, words)
        if words and written.command != "absent":
            talk.say(talk.texts("desk-words-unsent", command=written.command))
        return True
    case_id = None if written.command else workplace.case_answered(step, person, written)
    if case_id is None:
        return False
    workplace.on_words(talk, written, case_id)
    return True


def _break(talk: Talk, _words: str) -> None:
    duty.pause(talk.step, talk.person)
    duty.show(talk)


def _absent(talk: Talk, words: str) -> None:
    if not words:
        duty.show_absences(talk, "me", "away")
        return
    try:
        back = until.read(words, talk.step.now, talk.step.services.hours.zone)
    except ValueError:
        talk.say(talk.texts("absence-unread", words=words))
        return
    duty.absent(talk.step, talk.person, back, by=talk.person)
    duty.show(talk)


def _next(talk: Talk, _words: str) -> None:
    case, said = taking.take_next(talk.step, talk.person)
    talk.say(said)
    if case is not None and profiles.of(talk.step.session, talk.person).works_here:
        workplace.enter(talk, case)


_ON_COMMAND: dict[str, Callable[[Talk, str], None]] = {
    "shift": lambda talk, _words: duty.show(talk),
    "break": _break,
    "absent": _absent,
    "here": lambda talk, _words: _switch(talk),
    "next": _next,
}


def _switch(talk: Talk) -> None:
    workplace.switch(talk)


# -- presses


def _on_press(step: Step, pressed: Pressed) -> bool:
    prefix, *parts = pressed.data.split(":")
    if prefix not in _PREFIXES:
        return False
    person = _agent(step, pressed)
    if person is None:
        return False
    talk = Talk(step, person, pressed.message_id)
    if prefix == "desk":
        done = workplace.on_case_press(talk, pressed, parts)
        if not done:
            step.answer_press(pressed.callback_id, talk.texts.plain("press-old"))
        return True
    words = _on_offer(talk, parts) if prefix == "offer" else _on_own(talk, parts)
    step.answer_press(pressed.callback_id, words)
    return True


def _on_offer(talk: Talk, parts: list[str]) -> str:
    offer = offering.open_offer(talk.step, talk.person, parts[1]) if len(parts) == 2 else None
    if offer is None or parts[0] not in ("take", "pass"):
        return talk.texts.plain("offer-too-late")
    case = ledger.locked(talk.step.session, offer.case_id)
    mention = topic.mention(talk.step, case.id)
    if parts[0] == "pass":
        offering.decline(talk.step, offer)
        talk.show(talk.texts("offer-over", case=mention, how="declined"))
        return ""
    full = taking.too_many(talk.step, talk.person)
    if full is not None:
        talk.say(full)
        return ""
    if not ownership.claim(talk.step, case, talk.person):
        return talk.texts.plain("offer-too-late")
    offering.taken(talk.step, offer)
    talk.show(talk.texts("offer-over", case=mention, how="taken"), _after_taking(talk, case))
    if profiles.of(talk.step.session, talk.person).works_here and talk.expected() is None:
        workplace.enter(Talk(talk.step, talk.person), case)
    return talk.texts.plain("press-done")


def _after_taking(talk: Talk, case: Case) -> Keyboard:
    return [[button(talk.texts.plain("work-button-switch", case=str(case.id)), "me", "case", case.id)]]


def _on_own(talk: Talk, parts: list[str]) -> str:
    step, person, texts = talk.step, talk.person, talk.texts
    match parts:
        case ["start"]:
            duty.start(step, person)
        case ["break"]:
            duty.pause(step, person)
        case ["end"]:
            duty.end(step, person)
        case ["absent"]:
            duty.show_absences(talk, "me", "away")
            return ""
        case ["away", span]:
            duty.absent(step, person, duty.absent_for(step, span), by=person)
        case ["here"]:
            workplace.switch(talk)
        case ["next"]:
            _next(Talk(step, person), "")
            return ""
        case ["case", number] if number.isdecimal():
            return _enter(talk, int(number))
        case ["leave", wish] if wish in set(Wish):
            count = leaving.decide(step, person, Wish(wish))
            talk.show(texts("leaving-decided", wish=wish, count=count))
            return ""
        case _:
            return texts.plain("press-old")
    duty.show(talk)
    return texts.plain("press-done")


def _enter(talk: Talk, case_id: int) -> str:
    case = talk.step.session.get(Case, case_id)
    if case is None or case.owner_id != talk.person.id:
        return talk.texts.plain("press-old")
    workplace.enter(Talk(talk.step, talk.person), case)
    return talk.texts.plain("press-done")
