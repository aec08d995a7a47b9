"""«Спросить 2-ю линию»: the owner asks in a note, somebody of that line answers in a note, and the case stays
where it is. The customer sees none of it."""

from __future__ import annotations

from bot.desk import answers, calling, team
from bot.desk.screen import menus
from bot.desk.writing import notes
from bot.inbound import Written
from bot.step import Html, Keyboard, Step, button
from handoff import ledger, lines, roster
from handoff.case import HELD, Actor, EventType
from handoff.consults import Consult, consults
from store.schema import Case, Note, Person

_MOST_CALLED = 5


def rows(step: Step, case: Case) -> Keyboard:
    """A button for each line that can be asked."""
    if case.state not in HELD:
        return []
    desk = step.services.desk_texts
    others = (line for line in range(lines.FIRST, step.services.settings.lines + 1) if line != case.line)
    asked = [
        button(desk.plain("desk-button-ask-line", line=line), "ask", case.id, case.epoch, line)
        for line in others
    ]
    return [asked] if asked else []


def on_ask(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """The button: the owner's next note is the question."""
    desk = step.services.desk_texts
    refused = menus.refusal(step, case, agent, rest[0] if rest else "")
    line = int(rest[1]) if len(rest) > 1 and rest[1].isdecimal() else 0
    if refused or not _can_be_asked(step, case, line):
        return refused or desk.plain("press-old")
    step.record(case, EventType.CONSULTED, Actor("agent", agent.id), line=line)
    menus.on_card(step, case, agent, rest)
    return desk.plain("press-ask-in-note", line=line)


def _can_be_asked(step: Step, case: Case, line: int) -> bool:
    return lines.FIRST <= line <= step.services.settings.lines and line != case.line


def on_noted(step: Step, case: Case, agent: Person, note_id: int) -> None:
    """A note was kept: it may be the question that was announced, or the answer that is waited for."""
    for asked in reversed(consults(ledger.events(step.session, case.id))):
        if asked.question == note_id:
            _call_line(step, case, agent, asked)
            return
        if asked.waits_for_answer and agent.id != asked.asked_by and serves(step, agent, asked.line):
            step.record(
                case,
                EventType.CONSULT_ANSWERED,
                Actor("agent", agent.id),
                consult=asked.number,
                note=note_id,
            )
            calling.call_owner(step, case, "desk-consult-answered", by=agent.name, line=asked.line)
            return


def on_command(step: Step, written: Written, agent: Person, words: str) -> None:
    """«/ask 2 What…» in the topic of a case: button and note in one line."""
    desk = step.services.desk_texts
    number, _, question = words.partition(" ")
    case = team.case_of_topic(step, written.chat_id, written.topic)
    if case is None or not number.isdecimal() or not question.strip():
        answers.reply(step, written, desk("ask-how"))
        return
    case = ledger.locked(step.session, case.id)
    if case.state not in HELD or case.owner_id != agent.id or not _can_be_asked(step, case, int(number)):
        answers.reply(step, written, desk("ask-not-possible"))
        return
    step.record(case, EventType.CONSULTED, Actor("agent", agent.id), line=int(number))
    note_id = notes.keep(step, case, agent, question)
    notes.record(step, case, agent, note_id)
    on_noted(step, case, agent, note_id)


def serves(step: Step, person: Person, line: int) -> bool:
    """Whether somebody belongs to a line; whose profile names no lines belongs to all."""
    found = roster.agent(step.session, person.id, step.now, step.services.hours)
    return found is not None and (not found.lines or line in found.lines)


def _call_line(step: Step, case: Case, agent: Person, asked: Consult) -> None:
    """Tell those of the line who are there, and whose line it is above all, that somebody asks them."""
    note = step.session.get(Note, asked.question)
    present = [
        one
        for one in roster.present(step.session, step.now, step.services.hours)
        if one.id != agent.id and (not one.lines or asked.line in one.lines)
    ]
    present.sort(key=lambda one: (asked.line not in one.lines, one.open_cases, one.id))
    called = ", ".join(calling.name_of(step, one.id) for one in present[:_MOST_CALLED])
    step.desk_say(
        case,
        step.services.desk_texts(
            "desk-consult",
            agent=agent.name,
            line=asked.line,
            question=note.text if note else "",
            called=Html(called) if called else "none",
        ),
    )
