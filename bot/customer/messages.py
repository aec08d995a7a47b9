"""What the customer writes and edits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from sqlalchemy import select

from bot import albums, lines
from bot.customer import (
    asked,
    asking,
    burst,
    closing,
    commands,
    details,
    feedback,
    links,
    profile,
    reading,
    segments,
    talks,
)
from bot.customer.answering import react
from bot.desk.cases import leaving, ownership, waiting
from bot.desk.incidents import joining
from bot.desk.screen import mirror, origins, topic
from bot.dialog.confirming import is_solved
from bot.inbound import Written
from bot.step import Html, Step
from bot.team import roles
from handoff import ledger
from handoff.case import CUSTOMER, HUMAN_STATES, EventType, State
from store.outbox import Action, Priority, customer_lane
from store.schema import Case, Customer, Message


def on_message(step: Step, written: Written, read: reading.Reading | None) -> None:
    """A new message. `read` is the burst as understood before the transaction, where it does not wait."""
    if written.sender is None:
        return
    customer = profile.meet(step, written.sender)
    segments.hear_contact(step.session, customer, written)
    if written.command in commands.COMMANDS:
        words = commands.words(written)
        if written.command == "human":
            _call_person(step, customer, words, read)
            return
        silent = written.command == "start" and written.attachment  # a picture is answered, not greeted
        if not silent and not links.follow(step, customer, commands.payload(written)):
            commands.on_command(step, customer, written.command, has_words=words is not None)
        if words is None:
            return
        written = words
    _on_words(step, customer, written, read)


def _call_person(step: Step, customer: Customer, words: Written | None, read: reading.Reading | None) -> None:
    """/human: what stands beside it goes along."""
    if words is not None:
        case = profile.open_case_of(step, customer)
        message = keep(step, customer, case, words)
        if case is not None and case.state in HUMAN_STATES:
            _to_people(step, customer, case, message)
    asking.for_human(step, customer, read=read)


def _on_words(step: Step, customer: Customer, written: Written, read: reading.Reading | None) -> None:
    """What is said, whether with a command or without."""
    if read is None and feedback.awaited(step, customer):
        feedback.take_comment(step, customer, keep(step, customer, None, written))
        return
    quoted = _quoted(step, written)
    about = profile.still_open(step, quoted.case_id) if quoted and quoted.case_id else None
    standing = profile.standing(step.session, customer.id)
    if about is None and talks.is_unclear(step, customer, written, standing):
        keep(step, customer, None, written)
        talks.ask(step, customer)
        return
    case = profile.open_case_of(step, customer, about, replace(standing, chosen=customer.current_case_id))
    if case is not None and about is not None and customer.current_case_id is not None:
        talks.choose(step, customer, case.id)
    message = keep(step, customer, case, written)
    if _is_mistyped(written, case):
        message.answered = True
        commands.hint(step, customer)
        return
    if not deliver(step, customer, case, message, waits=read is None):
        return
    if read is not None:
        react(step, customer, case, read)


def _is_mistyped(written: Written, case: Case | None) -> bool:
    """Whether line zero reads a command that is none of ours. «/operator» is understood all the same, and
    what people or a question for a detail wait for is not judged."""
    waited_for = case is not None and case.state != State.ANSWERING
    return not waited_for and commands.is_mistyped(written) and not reading.is_urgent(written.text)


def deliver(
    step: Step, customer: Customer, case: Case | None, message: Message, *, waits: bool = True
) -> bool:
    """Bring a stored message to whoever has its case. True when line zero is to answer it, after the wait for
    more unless the caller does so at once."""
    if case is not None and case.state in HUMAN_STATES:
        _to_people(step, customer, case, message)
        return False
    if case is not None and case.state == State.DETAILS and details.take(step, customer, case, message):
        return False
    if waits:
        burst.wait_for_more(step, customer, album=message.album is not None)
    return True


def keep(step: Step, customer: Customer, case: Case | None, written: Written) -> Message:
    """Store a message of the customer. Where line zero has the case, it waits for an answer."""
    message = lines.keep(
        step,
        written,
        customer_id=customer.id,
        case=case,
        author_kind="customer",
        answered=case is not None and case.state in HUMAN_STATES,
    )
    if case is not None:
        step.record(case, EventType.CUSTOMER_WROTE, CUSTOMER, message=message.id, kind=message.kind)
    return message


def keep_for_people(step: Step, customer: Customer, written: Written) -> None:
    """Store a message that could not be handled, and carry it to whoever has the case."""
    case = profile.open_case_of(step, customer)
    message = keep(step, customer, case, written)
    if case is not None and case.state in HUMAN_STATES:
        topic.relay_to_desk(step, case, [message])


def _quoted(step: Step, written: Written) -> Message | None:
    """The message that this one answers."""
    message_id = lines.quoted_id(step, written)
    return step.session.get(Message, message_id) if message_id is not None else None


def _to_people(step: Step, customer: Customer, case: Case, message: Message) -> None:
    """A line in a case that people have: it goes to their topic, and line zero keeps silent."""
    if case.state == State.SOLVED:
        solved = is_solved(message.text, message.kind)
        if solved:
            closing.confirm(step, customer, case)
            topic.relay_to_desk(step, case, [message])
            return
        if solved is False:
            closing.not_solved(step, customer, case)
    joining.on_words(step, customer, case, message.text)
    awaited = case.state == State.WAITING_CUSTOMER
    asked.take(step, case, message)
    waiting.answered(step, case, message)
    if awaited:
        leaving.instead_of_absent(step, case)
    ownership.answered_by_customer(step, case)
    lane = customer_lane(customer.external_id)
    for its_case, album in albums.completed_by(step, message, lane=lane, kind="album"):
        on_album(step, its_case, album)
    if message.album is None:
        topic.relay_to_desk(step, case, [message])
    else:
        albums.wait_for_more(step, case, message, lane=lane, kind="album")


def on_album(step: Step, case: Case, album: str) -> None:
    """All parts of an album have arrived: carry them over as one."""
    parts = albums.parts_to_carry(step, case, album)
    if parts:
        topic.relay_to_desk(step, case, parts)


def on_edit(step: Step, written: Written) -> None:
    """An edited message: the earlier version is kept, and whoever has the case sees the new one."""
    message = step.session.scalar(
        select(Message).where(Message.chat_id == written.chat_id, Message.external_id == written.message_id)
    )
    if written.sender is None:
        return
    words = commands.words(written)
    if message is None:
        _on_unknown_edit(step, written, words)
        return
    customer = profile.meet(step, written.sender)
    if words is None:  # «привет» became «/human»: what was said stays, and the command acts
        if written.command == "human" and message.text != written.text:
            asking.for_human(step, customer)
        return
    written = words
    if message.text == written.text and not written.attachment:
        return
    before = message.text
    replaced = _media_changed(step, message, written)
    if replaced:
        _show_other_media(step, message, before)
    if before == written.text:
        return
    if not replaced:
        lines.keep_version(step, message, written)
    if message.answered and message.case_id is None and same_meaning(before, written.text):
        return
    if message.case_id is None:
        message.answered = False  # a question said anew is understood anew
        burst.wait_for_more(step, customer)
        return
    _edited_in_case(step, message, before, replaced=replaced)


def _edited_in_case(step: Step, message: Message, before: str, *, replaced: bool) -> None:
    """Other words in a case: whoever has it sees them. `replaced`: they went along with another file."""
    case = ledger.locked(step.session, message.case_id or 0)
    step.record(case, EventType.CUSTOMER_EDITED, CUSTOMER, message=message.id)
    if case.line > 0:
        details.correct(step, case, message)
        if replaced:  # went along with the picture
            return
        _edit_on_desk(step, case, message, before)
        mirror.customers_edit(step, case, message, before)
    elif case.state == State.DETAILS:
        details.correct(step, case, message)
    elif case.state == State.ANSWERING and not (message.answered and same_meaning(before, message.text)):
        message.answered = False
        burst.wait_for_more(step, step.session.get_one(Customer, case.customer_id))


def same_meaning(before: str, after: str) -> bool:
    """Whether an edit changes nothing but stops, capitals and spaces. Signs that carry meaning count: «+»,
    «%», «№», a minus, an emoji, the sad «(» that closes nothing."""
    return _meaning(before) == _meaning(after)


_CLOSED = re.compile(r"\([^()]{0,200}\)")
_MEANT = re.compile(
    r"\w+|[-−–](?=\d)|\([\s(]{0,20}$|[^\w\s.,!?…:;()\[\]\"'`«»„“”‘’—–−/\\*~_\u200d\ufe0e\ufe0f-]"
)
"""Words and digits, a minus before a digit, a sad end, and signs other than those of writing."""


def _meaning(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).casefold()
    return [found.strip() for found in _MEANT.findall(_CLOSED.sub(lambda one: f" {one[0][1:-1]} ", text))]


def _on_unknown_edit(step: Step, written: Written, words: Written | None) -> None:
    """An edit of what was nothing but a command: the words that came to it are new. Whoever works here has
    written it for the team."""
    if written.sender is None or roles.is_team(roles.known(step, written.sender)):
        return
    if words is not None:
        _on_words(step, profile.meet(step, written.sender), replace(words, edited=False), None)
    elif written.command == "human":
        asking.for_human(step, profile.meet(step, written.sender))


def _media_changed(step: Step, message: Message, written: Written) -> bool:
    """Keep another picture or file, with the words under it. False where it is the same."""
    attachment = written.attachment
    if attachment is None or not lines.is_other_file(message, attachment):
        return False
    lines.keep_version(step, message, written)
    message.kind, message.attachment = attachment.kind, lines.facts(attachment)
    return True


def _show_other_media(step: Step, message: Message, before: str) -> None:
    """The agents see the other picture in place of the first."""
    case = ledger.locked(step.session, message.case_id) if message.case_id else None
    if case is None or case.line == 0:
        return
    if before == message.text:
        step.record(case, EventType.CUSTOMER_EDITED, CUSTOMER, message=message.id)
    mark = step.services.desk_texts("desk-edited-file", before=before if before != message.text else "none")
    head = origins.head(step, step.session.get_one(Customer, case.customer_id), message)
    html = Html(f"{head}{message.html}\n{mark}")
    step.desk_put(
        Action.EDIT_MEDIA,
        case,
        priority=Priority.LINE,
        payload=lines.replacement(message, html),
    )
    mirror.customers_media(step, case, message, html)


def _edit_on_desk(step: Step, case: Case, message: Message, before: str) -> None:
    """Show the edit where the agents see the message: in its copy, or as a line when it has none."""
    texts = step.services.desk_texts
    if topic.was_relayed(step, case, message):
        mark = texts("desk-edited-before", before=before)
        head = origins.head(step, step.session.get_one(Customer, case.customer_id), message)
        step.desk_put(
            Action.EDIT_TEXT if message.kind == "text" else Action.EDIT_CAPTION,
            case,
            priority=Priority.LINE,
            payload={"message_id": message.id, "html": Html(f"{head}{message.html}\n{mark}")},
        )
    else:
        step.desk_say(case, texts("desk-edited", before=before, after=message.text), priority=Priority.LINE)
    topic.refresh_card(step, case)
