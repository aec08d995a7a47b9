"""An agent's line that asks for what the package holds: it waits until he says whether to send it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.desk.screen import card
from bot.desk.screen.private import PREFIX
from bot.dialog import known
from bot.inbound import Written
from bot.knowledge import in_language
from bot.step import Step, button
from bot.team.talk import Talk
from handoff import package as packages
from handoff import repeats
from handoff.case import Actor, EventType
from handoff.package import Package
from handoff.repeats import Repeat, Wanted
from kb.entry import answer_in
from kb.markup import plain
from store.outbox import Action, Author, Priority
from store.schema import Case, Message, Person
from store.screen import HeldLine

_LINES = 200


def hold(step: Step, case: Case, agent: Person, written: Written) -> bool:
    """Hold a line back that asks again, and remind the agent of what is known. False for any other line."""
    if written.attachment is not None or not written.text:
        return False
    found = _repeat(step, case, written.text)
    if found is None:
        return False
    line = HeldLine(
        case_id=case.id,
        person_id=agent.id,
        chat_id=written.chat_id,
        external_id=written.message_id,
        written=_kept(written),
        repeats={"kind": found.kind, "key": found.key, "value": found.value},
        created_at=step.now,
    )
    step.session.add(line)
    step.session.flush()
    _remind(step, case, line, found)
    return True


def _remind(step: Step, case: Case, line: HeldLine, found: Repeat) -> None:
    desk = step.services.desk_texts
    if found.kind == "step":
        html = desk("desk-held-step", told=found.value)
    else:
        detail = step.services.knowledge.detail(found.key)
        name = in_language(detail.names, desk.language, found.key)
        html = desk("desk-held-detail", detail=name, value=card.value_of(found.value, desk))
    private = line.chat_id > 0
    where = (PREFIX,) if private else ()
    keyboard = [
        [
            button(desk.plain("desk-button-send-anyway"), *where, "heldsend", case.id, line.id),
            button(desk.plain("desk-button-do-not-send"), *where, "helddrop", case.id, line.id),
        ]
    ]
    if private:
        Talk(step, step.session.get_one(Person, line.person_id)).say(html, keyboard, key=f"held:{line.id}")
    else:
        step.desk_say(case, html, keyboard=keyboard, key=f"held:{line.id}", priority=Priority.LINE)


def open_line(step: Step, case: Case, number: str) -> HeldLine | None:
    """A line that still waits for a press."""
    line = step.session.get(HeldLine, int(number)) if number.isdecimal() else None
    return line if line is not None and line.case_id == case.id and line.state == "open" else None


def line_at(step: Step, chat_id: int, external_id: int) -> HeldLine | None:
    """The line that waits and was written there."""
    return step.session.scalar(
        select(HeldLine).where(
            HeldLine.chat_id == chat_id, HeldLine.external_id == external_id, HeldLine.state == "open"
        )
    )


def settle(step: Step, case: Case, agent: Person, line: HeldLine, *, sent: bool) -> None:
    """The line goes out after all, or never: both are told in the log, and only the first one counts as a
    question asked again."""
    line.state = "sent" if sent else "dropped"
    step.record(
        case,
        EventType.ASKED_AGAIN,
        Actor("agent", agent.id),
        kind=line.repeats["kind"],
        key=line.repeats["key"],
        prevented=not sent,
    )
    _close_reminder(step, case, line, line.state)


def withdraw(step: Step, case: Case, line: HeldLine) -> None:
    """The agent has changed the line himself: what it says now is looked at anew."""
    line.state = "dropped"
    about = line.repeats
    step.record(
        case,
        EventType.ASKED_AGAIN,
        Actor("agent", line.person_id),
        kind=about["kind"],
        key=about["key"],
        prevented=True,
    )
    _close_reminder(step, case, line, "changed")


def _close_reminder(step: Step, case: Case, line: HeldLine, how: str) -> None:
    step.put(
        Action.EDIT_TEXT,
        lane=f"held:{line.id}",
        author=Author.DESK,
        priority=Priority.NOTICE,
        case=case,
        payload={
            "sent_as": f"held:{line.id}",
            "html": str(step.services.desk_texts("desk-held-settled", how=how)),
            "keyboard": [],
        },
    )


def as_written(line: HeldLine) -> Written:
    """The message as it came."""
    kept = line.written
    return Written(
        chat_id=line.chat_id,
        message_id=line.external_id,
        sender=None,
        at=datetime.fromisoformat(kept["at"]),
        is_group=line.chat_id < 0,
        topic=kept["topic"],
        text=kept["text"],
        html=kept["html"],
        reply_to=kept["reply_to"],
    )


def _kept(written: Written) -> dict[str, Any]:
    return {
        "at": written.at.isoformat(),
        "topic": written.topic,
        "text": written.text,
        "html": written.html,
        "reply_to": written.reply_to,
    }


def _repeat(step: Step, case: Case, text: str) -> Repeat | None:
    package = packages.build(step.session, case)
    details = step.services.knowledge.company.details
    wanted = [Wanted(one.key, tuple(one.names.values())) for one in details]
    said = _said(step, case)
    usual = known.found_in(said, [*(one.key for one in details), *known.USUAL])
    have = {**{key: value for key, (value, _message) in usual.items()}, **package.details}
    tried = [*_advised(step, package), *(one.text for one in said if one.text)]
    return repeats.find(text, have, wanted, tried)


def _advised(step: Step, package: Package) -> list[str]:
    """What line zero told the customer to do, and the steps of guides that he did."""
    knowledge = step.services.knowledge
    entries = (knowledge.entry(one.entry_id) for one in package.tried if one.reaction != "helped")
    answers = [plain(answer_in(entry, package.language)) for entry in entries if entry is not None]
    return [*answers, *(f"{one.question} {one.choice}" for one in package.checked)]


def _said(step: Step, case: Case) -> list[known.Said]:
    messages = step.session.scalars(
        select(Message)
        .where(Message.case_id == case.id, Message.author_kind == "customer")
        .order_by(Message.id.desc())
        .limit(_LINES)
    ).all()
    return [
        known.Said(one.id, one.kind, one.text, str((one.attachment or {}).get("phone", "")))
        for one in reversed(messages)
    ]
