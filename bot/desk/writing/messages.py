"""What agents write in the topic of a case: lines for the customer, and notes that stay inside."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot import albums, lines
from bot.customer import talks
from bot.desk import team
from bot.desk.cases import consulting, ownership, taking, waiting
from bot.desk.screen import mirror, origins
from bot.desk.writing import notes, repeating, reply_drafts
from bot.inbound import Written
from bot.intake.lanes import desk_lane
from bot.step import Step, button
from bot.team import roles
from handoff import ledger
from handoff.case import UNCLAIMED, Actor, EventType, State
from kb.markup import plain
from store.outbox import Action, Author, Priority
from store.schema import Case, Copy, Customer, Message, Person


def on_message(step: Step, written: Written) -> None:
    """A message in the agents' group. Outside the topics of cases it is none of our business."""
    found = team.case_of_topic(step, written.chat_id, written.topic)
    if found is None:
        return
    case = ledger.locked(step.session, found.id)
    if written.sender is None:
        step.desk_say(case, step.services.desk_texts("desk-anonymous"))
        return
    agent = team.meet(step, written.sender, case)
    if agent is None:
        return
    if written.command:
        _unknown_command(step, case, written)
        return
    if is_note(step, case, written):
        note(step, case, agent, written)
    elif may_answer(step, case, agent) and not repeating.hold(step, case, agent, written):
        answer(step, case, agent, written, lane=desk_lane(written.chat_id, written.topic or 0))


def is_note(step: Step, case: Case, written: Written) -> bool:
    """Whether a line stays inside."""
    return notes.is_note(written.text) or _in_album_of_note(step, case, written)


def answer(step: Step, case: Case, agent: Person, written: Written, *, lane: str) -> None:
    """The owner's line goes to the customer. `lane` is that of the chat he wrote it in."""
    message = lines.keep(
        step, written, customer_id=case.customer_id, case=case, author_kind="agent", author_id=agent.id
    )
    origin = reply_drafts.edited_from(step, case, agent, message.text)
    _said(step, case, agent, message, origin)
    for its_case, album in albums.completed_by(step, message, lane=lane, kind="desk_album"):
        on_album(step, its_case, album)
    if message.album is None:
        relay_to_customer(step, case, [message])
    else:
        albums.wait_for_more(step, case, message, lane=lane, kind="desk_album")


def answer_with(step: Step, case: Case, agent: Person, html: str, **origin: object) -> None:
    """A reply that was at hand goes to the customer in the agent's name; `origin` says what it was."""
    message = Message(
        customer_id=case.customer_id,
        case_id=case.id,
        author_kind="agent",
        author_id=agent.id,
        text=plain(html),
        html=html,
        created_at=step.now,
    )
    step.session.add(message)
    step.session.flush()
    _said(step, case, agent, message, origin)
    customer = step.session.get_one(Customer, case.customer_id)
    talks.name_the_case(step, customer, case, message)
    step.chat_put(
        customer,
        Action.SEND_TEXT,
        author=Author.AGENT,
        priority=Priority.LINE,
        case=case,
        message_id=message.id,
        payload={"html": html},
        key=albums.line_key(case, message),
    )


def _said(step: Step, case: Case, agent: Person, message: Message, origin: dict[str, object]) -> None:
    """The agent has spoken: the log knows, and his lease begins anew."""
    about = {"message": message.id, "kind": message.kind, **origin}
    step.record(case, EventType.AGENT_WROTE, Actor("agent", agent.id), **about)
    ownership.extend(step, case, agent)
    waiting.said_more(step, case)


def on_album(step: Step, case: Case, album: str) -> None:
    """All parts of an agent's album have arrived: the customer gets it as one."""
    parts = albums.parts_to_carry(step, case, album)
    if parts:
        relay_to_customer(step, case, parts)


def _unknown_command(step: Step, case: Case, written: Written) -> None:
    """Said of each such line: whoever wrote it may take it for sent."""
    key = f"case:{case.id}:no-command:{written.message_id}"
    said = step.services.desk_texts("desk-unknown-command", command=written.command)
    step.desk_say(case, said, key=key)


def _in_album_of_note(step: Step, case: Case, written: Written) -> bool:
    """Whether an earlier part of this album was a note: the words stand under one part only."""
    return written.album is not None and any(
        event.type is EventType.NOTED and event.payload.get("album") == written.album
        for event in ledger.events(step.session, case.id)
    )


def note(step: Step, case: Case, agent: Person, written: Written) -> None:
    """A line of an agent's for his colleagues alone."""
    kind = written.attachment.kind if written.attachment else "text"
    note_id = notes.keep(step, case, agent, written.text, kind)
    for part in albums.parts_to_carry(step, case, written.album) if written.album else ():
        notes.keep(step, case, agent, part.text, part.kind)  # came before the words that make it a note
        step.session.execute(delete(Copy).where(Copy.message_id == part.id))
        step.session.delete(part)
    notes.record(step, case, agent, note_id, written.album)
    step.react(case, written.chat_id, written.message_id, "✍")
    consulting.on_noted(step, case, agent, note_id)


def may_answer(step: Step, case: Case, agent: Person) -> bool:
    """Whether this agent's line may go to the customer. Who writes first in a waiting case takes it."""
    if case.state in UNCLAIMED:
        return taking.claim(step, case, agent)
    desk = step.services.desk_texts
    if case.state == State.CLOSED:
        reopen = button(desk.plain("desk-button-reopen"), "reopen", case.id, case.epoch)
        step.desk_say(case, desk("desk-closed-hint"), keyboard=[[reopen]])
        return False
    if case.state == State.SOLVED and case.owner_id == agent.id:
        take_back(step, case, agent)
        return True
    if case.incident_id is not None and case.state == State.WAITING_VENDOR:
        step.desk_say(case, desk("incident-joined-hint", incident=str(case.incident_id)))
        return False
    if case.owner_id != agent.id:
        owner = step.session.get(Person, case.owner_id) if case.owner_id else None
        name = owner.name if owner else desk.plain("person-someone")
        step.desk_say(case, desk("desk-claim-lost", agent=name))
        return False
    return True


def take_back(step: Step, case: Case, agent: Person) -> None:
    """The agent goes on writing after «Решено»: the case is his again."""
    step.record(case, EventType.REJECTED, Actor("agent", agent.id))
    step.clear_timers(case, "confirm")
    ownership.claim(step, case, agent, announce=False)


def relay_to_customer(step: Step, case: Case, messages: list[Message]) -> None:
    """Copy an agent's message, or the parts of one album, to the customer."""
    customer = step.session.get_one(Customer, case.customer_id)
    first = messages[0]
    talks.name_the_case(step, customer, case, first)
    payload = {
        "from_chat_id": first.chat_id,
        "external_ids": [message.external_id for message in messages],
        "message_ids": [message.id for message in messages],
    }
    payload |= origins.reply(first)
    step.chat_put(
        customer,
        Action.COPY,
        author=Author.AGENT,
        priority=Priority.LINE,
        case=case,
        message_id=first.id,
        payload=payload,
        key=albums.line_key(case, first),
    )
    mirror.lines(step, case, messages)


def on_edit(step: Step, written: Written) -> None:
    """An agent edits a line that the customer has: the customer sees the new wording, we keep the old."""
    message = step.session.scalar(
        select(Message).where(Message.chat_id == written.chat_id, Message.external_id == written.message_id)
    )
    if message is None:
        _edit_of_unsent(step, written)
        return
    if written.sender is None or not roles.works_on_cases(roles.known(step, written.sender)):
        return
    if message.author_kind != "agent" or message.case_id is None:
        return
    if _media_changed(step, message, written) or message.text == written.text:
        return
    if notes.is_note(written.text):  # the customer has the line already
        return
    case = ledger.locked(step.session, message.case_id)
    customer = step.session.get_one(Customer, case.customer_id)
    lines.keep_version(step, message, written)
    step.record(case, EventType.AGENT_EDITED, Actor("agent", message.author_id), message=message.id)
    step.chat_put(
        customer,
        Action.EDIT_TEXT if message.kind == "text" else Action.EDIT_CAPTION,
        author=Author.AGENT,
        priority=Priority.LINE,
        case=case,
        payload={"message_id": message.id, "html": message.html},
    )


def _media_changed(step: Step, message: Message, written: Written) -> bool:
    """Another picture or file in a line that the customer has: theirs changes too, words included. False
    where the file is the same."""
    attachment, case_id = written.attachment, message.case_id
    if case_id is None or attachment is None or not lines.is_other_file(message, attachment):
        return False
    case = ledger.locked(step.session, case_id)
    customer = step.session.get_one(Customer, case.customer_id)
    lines.keep_version(step, message, written)
    message.kind, message.attachment = attachment.kind, lines.facts(attachment)
    step.record(case, EventType.AGENT_EDITED, Actor("agent", message.author_id), message=message.id)
    step.chat_put(
        customer,
        Action.EDIT_MEDIA,
        author=Author.AGENT,
        priority=Priority.LINE,
        case=case,
        payload=lines.replacement(message, message.html),
    )
    return True


def _edit_of_unsent(step: Step, written: Written) -> None:
    """A note is said anew; any other message that never went out stays where it is, and its author knows."""
    case = team.case_of_topic(step, written.chat_id, written.topic)
    if case is None or written.sender is None:
        return
    agent = team.meet(step, written.sender, case)
    if agent is None:
        return
    case = ledger.locked(step.session, case.id)
    held = repeating.line_at(step, written.chat_id, written.message_id)
    if held is not None:
        repeating.withdraw(step, case, held)
        on_message(step, written)
    elif written.command:
        _unknown_command(step, case, written)
    elif notes.is_note(written.text):
        note(step, case, agent, written)
    else:
        step.desk_say(case, step.services.desk_texts("desk-edit-unsent"))
