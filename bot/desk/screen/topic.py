"""The topic of a case: made at the handoff, its card kept up to date in place, made again when deleted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from bot import albums
from bot.desk.screen import card, listing, mirror, origins
from bot.sending import topics
from bot.step import Html, Keyboard, Step, button
from handoff import package as packages
from handoff import viewers, words
from handoff.case import State
from store.outbox import Action, Author, Priority
from store.schema import Case, Customer, Message, Outbox, Thread

_NAME_LIMIT = 120
_RECAP_LINES = 6


def open_topic(step: Step, case: Case) -> None:
    """Write down the making of a case's topic: card, transcript, what the customer attached."""
    package = packages.build(step.session, case)
    _create(step, case, package.customer)
    said = (line.text for line in package.lines if line.author == "customer")
    words.add(step.session, case.id, package.customer, package.username or "", *said)
    _send_card(step, case, package)
    talk = card.transcript(package, step.services)
    if talk:
        step.desk_say(case, talk, key=f"case:{case.id}:transcript:{_generation(step, case)}")
    _copy_attachments(step, case)


def make_again(step: Step, case: Case) -> None:
    """Write down a card and a short recap for a topic that takes the place of a deleted one."""
    package = packages.build(step.session, case)
    generation = _generation(step, case)
    _send_card(step, case, package, rank=-1)
    texts = step.services.desk_texts
    lines = [line for line in package.lines if line.author != "system"][-_RECAP_LINES:]
    recap = "\n".join([texts("desk-recap"), *(card.transcript_line(line, texts) for line in lines)])
    step.desk_say(case, recap, key=f"case:{case.id}:recap:{generation}", rank=-1)


def refresh_card(step: Step, case: Case) -> None:
    """Bring the card to the present state, in place. A newer state replaces one that still waits."""
    key = card_key(step, case)
    if key is None:
        return
    lane = f"card:{case.id}"
    step.supersede(lane, Action.EDIT_TEXT, "a newer card")
    package = packages.build(step.session, case)
    step.put(
        Action.EDIT_TEXT,
        lane=lane,
        author=Author.DESK,
        # buttons of the old state do nothing any more: who presses them waits for the new ones
        priority=Priority.NOTICE if step.pressed else Priority.DECORATION,
        case=case,
        payload={
            "sent_as": key,
            "html": _html(step, case, package),
            "keyboard": buttons(step, case),
        },
    )


def _create(step: Step, case: Case, customer: str) -> None:
    texts = step.services.desk_texts
    name = texts.plain("desk-topic", case=str(case.id), customer=customer or texts.plain("customer-someone"))
    step.desk_put(
        Action.CREATE_TOPIC,
        case,
        chat_id=topics.emptiest(step.session, step.services.settings.desk_chats),
        priority=Priority.LINE,
        payload={"topic": case.id, "name": name[:_NAME_LIMIT]},
        key=f"case:{case.id}:topic:1",
    )


def _send_card(step: Step, case: Case, package: packages.Package, *, rank: int = 0) -> None:
    key = f"case:{case.id}:card:{_generation(step, case)}"
    step.desk_put(
        Action.SEND_TEXT,
        case,
        priority=Priority.LINE,
        payload={
            "topic": case.id,
            "html": _html(step, case, package),
            "keyboard": buttons(step, case),
        },
        key=key,
        rank=rank,
    )
    step.put(
        Action.PIN,
        lane=f"pin:{case.id}",
        author=Author.DESK,
        priority=Priority.DECORATION,
        case=case,
        payload={"sent_as": key},
        key=f"{key}:pin",
    )


def _html(step: Step, case: Case, package: packages.Package) -> Html:
    """The card, and above it who else is looking."""
    html = card.render(package, step.services)
    others = [name for name in viewers.names(step.session, case.id) if name != package.agent]
    if not others:
        return html
    return Html(f"{step.services.desk_texts('desk-card-viewers', names=', '.join(others))}\n{html}")


def _generation(step: Step, case: Case) -> int:
    """How many times the topic of this case has been made, the one being written included."""
    made = step.session.scalar(
        select(func.count())
        .select_from(Outbox)
        .where(Outbox.case_id == case.id, Outbox.action == Action.CREATE_TOPIC)
    )
    return max(made or 0, 1)


def card_key(step: Step, case: Case) -> str | None:
    """The key of the call that sent the card of a case, None while it has none."""
    return step.session.scalar(
        select(Outbox.key)
        .where(
            Outbox.case_id == case.id,
            Outbox.key.like(f"case:{case.id}:card:%"),
            Outbox.action == Action.SEND_TEXT,
        )
        .order_by(Outbox.id.desc())
        .limit(1)
    )


def buttons(step: Step, case: Case) -> Keyboard:
    """The buttons of a card; what is needed less often is behind «Ещё»."""
    take, solved, more = (
        _key(step, case, "take"),
        _key(step, case, "solved", "done"),
        _key(step, case, "more"),
    )
    helping = [_key(step, case, "replies", "replies", 0), _key(step, case, "needs")]
    giving = [_key(step, case, "release"), more]
    match State(case.state):
        case State.QUEUED | State.REOPENED:
            return [[take, more]]
        case State.WAITING_CUSTOMER:
            return [[_key(step, case, "resume"), solved], helping, giving]
        case State.WAITING_VENDOR if case.incident_id:
            return [[_key(step, case, "unjoin")]]
        case State.WAITING_VENDOR:
            return [[_key(step, case, "vendor-answered", "resume"), solved], helping, giving]
        case State.OWNED:
            return [[solved, _key(step, case, "await")], helping, giving]
        case State.CLOSED:
            return [[_key(step, case, "reopen")]]
        case _:
            return []


def _key(step: Step, case: Case, name: str, verb: str = "", *rest: int) -> dict[str, str]:
    """A button of the card; its verb is its name, unless it is given."""
    text = step.services.desk_texts.plain(f"desk-button-{name}")
    return button(text, verb or name, case.id, case.epoch, *rest)


def _copy_attachments(step: Step, case: Case) -> None:
    """Carry over what the customer sent before the handoff, albums as one."""
    messages = step.session.scalars(
        select(Message)
        .where(
            Message.case_id == case.id,
            Message.author_kind == "customer",
            Message.kind.not_in(("text",)),
            Message.external_id.is_not(None),
        )
        .order_by(Message.id)
    ).all()
    carry_over(step, case, messages)


def carry_over(step: Step, case: Case, messages: Sequence[Message]) -> None:
    """Copy the customer's messages into the topic, albums as one."""
    groups: dict[str, list[Message]] = {}
    for message in messages:
        groups.setdefault(message.album or f"single:{message.id}", []).append(message)
    for group in groups.values():
        relay_to_desk(step, case, group)


def relay_to_desk(step: Step, case: Case, messages: list[Message]) -> None:
    """Copy a customer's message, or the parts of one album, into the topic."""
    first = messages[0]
    payload = {
        "from_chat_id": first.chat_id,
        "external_ids": [message.external_id for message in messages],
        "message_ids": [message.id for message in messages],
        "topic": case.id,
        "head": origins.head(step, step.session.get_one(Customer, case.customer_id), first),
        **origins.reply(first),
    }
    step.desk_put(
        Action.COPY,
        case,
        priority=Priority.LINE,
        payload=payload,
        message_id=first.id,
        key=albums.line_key(case, first),
    )
    mirror.customers_lines(step, case, messages)
    words.add(step.session, case.id, *(message.text for message in messages))


def mention(step: Step, case_id: int) -> Html:
    """«№ 12», as a link to its topic where it has one."""
    shown = step.session.scalar(
        select(Thread).where(Thread.case_id == case_id, Thread.state == "open").order_by(Thread.id.desc())
    )
    number = step.services.desk_texts("case-number", case=str(case_id))
    return Html(
        f'<a href="{listing.link_to(shown.chat_id, shown.external_id)}">{number}</a>' if shown else number
    )


def was_relayed(step: Step, case: Case, message: Message) -> bool:
    """Whether a message stands in the topic as a copy of its own (and not only in the transcript)."""
    began = [message.id]
    if message.album is not None:  # goes under the key of the part that was carried first
        began = list(
            step.session.scalars(
                select(Message.id).where(Message.case_id == case.id, Message.album == message.album)
            )
        )
    rows = step.session.execute(
        select(Outbox.action, Outbox.result, Outbox.payload).where(
            Outbox.key.in_([albums.line_key(case, number) for number in began])
        )
    )
    return any(
        row.action == Action.COPY
        and message.id in row.payload["message_ids"]
        and "joined" not in (row.result or {})
        for row in rows
    )
