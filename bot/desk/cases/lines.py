"""A case goes to another line: up with a cause and how critical it is, down with a cause, and «не наша
линия» back to where it came from. Number, topic and card stay; the customer is told once."""

from __future__ import annotations

from bot.desk.cases import waiting
from bot.desk.clocks import promising
from bot.desk.screen import menus, topic
from bot.step import Keyboard, Step, button
from handoff import ledger, lines
from handoff.case import UNCLAIMED, Actor, EventType
from handoff.lines import Cause, Criticality
from store.schema import Case, Person


def rows(step: Step, case: Case) -> Keyboard:
    """The buttons of lines that a case can go to from where it is."""
    desk = step.services.desk_texts
    top = step.services.settings.lines
    if case.state in UNCLAIMED:
        return [_refuse(step, case)] if _from(step, case) else []
    up = [
        button(desk.plain("desk-button-line-up", line=line), "line", case.id, case.epoch, line)
        for line in range(case.line + 1, top + 1)
    ]
    down = [
        button(desk.plain("desk-button-line-down", line=line), "line", case.id, case.epoch, line)
        for line in range(lines.FIRST, case.line)
    ]
    return [row for row in (up, down, _refuse(step, case) if _from(step, case) else []) if row]


def _refuse(step: Step, case: Case) -> list[dict[str, str]]:
    return [button(step.services.desk_texts.plain("desk-button-not-ours"), "notours", case.id, case.epoch)]


def _from(step: Step, case: Case) -> int | None:
    return lines.came_from(ledger.events(step.session, case.id))


# -- to a line: «line:case:epoch:line[:cause[:criticality]]»


def on_line(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """A line was chosen, then the cause, then (upwards) how critical it is; then the case goes there."""
    desk = step.services.desk_texts
    refused = menus.refusal(step, case, agent, rest[0] if rest else "", supervised=True)
    if refused:
        return refused
    chosen = _chosen(step, case, rest[1:])
    if chosen is None:
        return desk.plain("press-old")
    line, cause, criticality = chosen
    up = line > case.line
    if cause is None:
        _ask_cause(step, case, ("line", line), lines.UPWARDS if up else lines.DOWNWARDS)
        return desk.plain("press-why")
    if up and criticality is None:
        _ask_criticality(step, case, line, cause)
        return desk.plain("press-how-critical")
    if up:
        escalate(step, case, agent, line, (cause, criticality or Criticality.NORMAL))
    else:
        send_back(step, case, agent, line, cause)
    return desk.plain("press-why-in-words" if cause is Cause.WORDS else "press-done")


def _chosen(step: Step, case: Case, words: list[str]) -> tuple[int, Cause | None, Criticality | None] | None:
    """What a button says; None where it says nothing that can be done."""
    try:
        line = int(words[0])
        cause = Cause(words[1]) if len(words) > 1 else None
        criticality = Criticality(words[2]) if len(words) > 2 else None
    except (ValueError, IndexError):
        return None
    possible = lines.FIRST <= line <= step.services.settings.lines and line != case.line
    return (line, cause, criticality) if possible else None


def _ask_cause(step: Step, case: Case, button_of: tuple[object, ...], causes: tuple[Cause, ...]) -> None:
    desk, (verb, *more) = step.services.desk_texts, button_of
    choices = [
        [button(desk.plain("desk-cause", cause=str(cause)), verb, case.id, case.epoch, *more, cause)]
        for cause in causes
    ]
    menus.show(step, case, [*choices, menus.back(step, case)])


def _ask_criticality(step: Step, case: Case, line: int, cause: Cause) -> None:
    desk = step.services.desk_texts
    choices = [
        button(
            desk.plain("desk-criticality", criticality=str(one)),
            "line",
            case.id,
            case.epoch,
            line,
            cause,
            one,
        )
        for one in Criticality
    ]
    menus.show(step, case, [choices[:2], choices[2:], menus.back(step, case)])


def escalate(step: Step, case: Case, agent: Person, line: int, why: tuple[Cause, Criticality]) -> None:
    """Put a case into the queue of a higher line."""
    before, (cause, criticality) = case.line, why
    waiting.forget(step, case)
    priority = lines.priority_after(case.priority, criticality)
    step.record(
        case,
        EventType.ESCALATED,
        Actor("agent", agent.id),
        line=line,
        cause=str(cause),
        criticality=str(criticality),
        priority=priority,
        **promising.given(step, case, line=line, priority=priority),
    )
    _tell(step, case, agent, before, cause)


def send_back(step: Step, case: Case, agent: Person, line: int, cause: Cause) -> None:
    """Put a case into the queue of a lower line, first in it."""
    before, priority = case.line, lines.priority_sent_back(case.priority)
    waiting.forget(step, case)
    step.record(
        case,
        EventType.SENT_BACK,
        Actor("agent", agent.id),
        line=line,
        cause=str(cause),
        priority=priority,
        **promising.given(step, case, line=line, priority=priority),
    )
    _tell(step, case, agent, before, cause)


def _tell(step: Step, case: Case, agent: Person, before: int, cause: Cause) -> None:
    promising.tell_moved(step, case, "moved-up" if case.line > before else "moved-down")
    desk = step.services.desk_texts
    step.desk_say(
        case,
        desk(
            "desk-moved-up" if case.line > before else "desk-moved-down",
            agent=agent.name,
            line=case.line,
            cause=desk.plain("desk-cause", cause=str(cause)),
            criticality=desk.plain("desk-criticality", criticality=case.criticality or "normal"),
        ),
    )
    topic.refresh_card(step, case)


# -- «не наша линия»: «notours:case:epoch[:cause]»


def on_not_ours(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """An agent of the line that got the case says why it is none of theirs; it goes back. As long as nobody
    has taken it, anybody of the line may say so."""
    desk = step.services.desk_texts
    refused = menus.refusal(step, case, agent, rest[0] if rest else "", unclaimed=True, supervised=True)
    origin = _from(step, case)
    if refused or origin is None:
        return refused or desk.plain("press-old")
    if len(rest) < 2 or rest[1] not in lines.REFUSALS:
        _ask_cause(step, case, ("notours",), lines.REFUSALS)
        return desk.plain("press-why")
    cause = Cause(rest[1])
    send_back(step, case, agent, origin, cause)
    return desk.plain("press-why-in-words" if cause is Cause.WORDS else "press-done")
