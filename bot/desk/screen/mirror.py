"""An owner who works in his private chat with the bot sees the customer's lines there, and the topic of the
case sees his. The topic stays the whole record; what only repeats there waits behind all else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, text

from bot import lines as kept
from bot.desk.screen import origins
from bot.step import Html, Step, button
from bot.telegram import limits
from handoff.case import HELD, State
from kb.markup import escape
from store.outbox import Action, Author, Priority
from store.schema import Case, Customer, Message, Outbox, Person
from store.staff import AgentProfile

_PENDING = text("outbox.state IN ('pending', 'sending')")  # word for word as in the partial index
_ROOM = 3500
"""A joined message that is longer than this is left to itself."""


# -- the owner's lines, into the topic


def lines(step: Step, case: Case, messages: list[Message]) -> None:
    """Repeat what an agent wrote to the customer from his private chat; lines that wait are joined."""
    if not _is_private(messages[0]):
        return
    files = [message for message in messages if message.kind != "text"]
    if files:
        _copy(step, case, files)
        return
    author = step.session.get(Person, messages[0].author_id) if messages[0].author_id else None
    repeat(step, case, author.name if author else "", messages[0].html or escape(messages[0].text))


def repeat(step: Step, case: Case, agent: str, html: str) -> None:
    """Put into the topic what an agent has said to the customer from elsewhere."""
    say(step, case, Html(f"👤 <b>{escape(agent)}</b>: {html}"))


def say(step: Step, case: Case, html: Html) -> None:
    """Put a line into the topic, together with those that still wait to go there."""
    lane = _lane(case)
    waiting = step.session.scalar(
        select(Outbox.payload)
        .where(_PENDING, Outbox.lane == lane, Outbox.state == "pending", Outbox.action == Action.SEND_TEXT)
        .order_by(Outbox.id.desc())
        .limit(1)
    )
    joined = f"{waiting['html']}\n{html}" if waiting else str(html)
    if waiting and limits.length(joined) <= _ROOM:
        step.supersede(lane, Action.SEND_TEXT, "joined with the next line")
    else:
        joined = str(html)
    _put(step, case, Action.SEND_TEXT, {"topic": case.id, "html": joined})


def _copy(step: Step, case: Case, messages: list[Message]) -> None:
    payload = {
        "from_chat_id": messages[0].chat_id,
        "external_ids": [message.external_id for message in messages],
        "message_ids": [message.id for message in messages],
        "topic": case.id,
    }
    _put(step, case, Action.COPY, payload, message_id=messages[0].id)


def _put(step: Step, case: Case, action: Action, payload: dict[str, Any], **more: Any) -> None:
    step.put(
        action,
        lane=_lane(case),
        author=Author.DESK,
        priority=Priority.DECORATION,
        case=case,
        payload=payload,
        **more,
    )


def _lane(case: Case) -> str:
    return f"mirror:{case.id}"


def _is_private(message: Message) -> bool:
    return message.chat_id is not None and message.chat_id > 0


# -- the customer's lines, into the owner's private chat


def workplace(step: Step, case: Case) -> tuple[Person, AgentProfile] | None:
    """The owner of a case and his profile, if he works in his private chat."""
    if case.owner_id is None or case.state not in HELD | {State.SOLVED}:
        return None
    profile = step.session.get(AgentProfile, case.owner_id)
    if profile is None or not profile.works_here:
        return None
    return step.session.get_one(Person, case.owner_id), profile


def customers_lines(step: Step, case: Case, messages: list[Message]) -> None:
    """Show the customer's line, or the parts of an album, to an owner who works in private. A line of another
    case than the one he is in says whose it is."""
    found = workplace(step, case)
    if found is None:
        return
    person, profile = found
    if profile.case_id != case.id:
        _say_whose(step, case, person)
    first = messages[0]
    step.chat_put(
        person,
        Action.COPY,
        author=Author.SYSTEM,
        priority=Priority.LINE,
        message_id=first.id,
        payload={
            "from_chat_id": first.chat_id,
            "external_ids": [message.external_id for message in messages],
            "message_ids": [message.id for message in messages],
            "head": origins.head(step, step.session.get_one(Customer, case.customer_id), first),
            **origins.reply(first),
        },
        key=f"case:{case.id}:private:{first.id}:{case.epoch}",
    )


def tell_owner(step: Step, case: Case, html: Html) -> None:
    """Tell an owner who works in private what else came from the customer."""
    found = workplace(step, case)
    if found is None:
        return
    person, profile = found
    if profile.case_id != case.id:
        _say_whose(step, case, person)
    step.chat_put(
        person,
        Action.SEND_TEXT,
        author=Author.SYSTEM,
        priority=Priority.LINE,
        payload={"html": str(html)},
    )


def _say_whose(step: Step, case: Case, person: Person) -> None:
    texts = step.services.desk_texts
    customer = step.session.get_one(Customer, case.customer_id)
    step.chat_put(
        person,
        Action.SEND_TEXT,
        author=Author.SYSTEM,
        priority=Priority.LINE,
        payload={
            "html": str(texts("work-whose", case=str(case.id), customer=_name(step, customer))),
            "keyboard": [
                [button(texts.plain("work-button-switch", case=str(case.id)), "me", "case", case.id)]
            ],
        },
    )


def customers_edit(step: Step, case: Case, message: Message, before: str) -> None:
    """The customer has changed a line that its owner has in private."""
    found = workplace(step, case)
    if found is None:
        return
    person, _profile = found
    mark = step.services.desk_texts("desk-edited-before", before=before)
    head = origins.head(step, step.session.get_one(Customer, case.customer_id), message)
    step.chat_put(
        person,
        Action.EDIT_TEXT if message.kind == "text" else Action.EDIT_CAPTION,
        author=Author.SYSTEM,
        priority=Priority.LINE,
        payload={"message_id": message.id, "html": f"{head}{message.html}\n{mark}"},
    )


def customers_media(step: Step, case: Case, message: Message, html: Html) -> None:
    """The customer has put another picture into a line that its owner has in private."""
    found = workplace(step, case)
    if found is not None:
        step.chat_put(
            found[0],
            Action.EDIT_MEDIA,
            author=Author.SYSTEM,
            priority=Priority.LINE,
            payload=kept.replacement(message, html),
        )


def _name(step: Step, customer: Customer) -> str:
    return customer.name or step.services.desk_texts.plain("customer-someone")
