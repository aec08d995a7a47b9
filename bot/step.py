"""One handled step: an update or a timer, inside one transaction. No network in here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import PurePath
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from bot.services import Services
from bot.texts import Html, Texts, texts
from handoff import ledger
from handoff.case import Actor, Event, EventType
from handoff.metrics.live import MOVES_CLOCKS
from kb.markup import plain
from store import inbox, rows
from store.outbox import Action, Author, Outgoing, Priority, customer_lane, put, topic_lane
from store.schema import Case, Customer, Message, Outbox, Person, Thread

Keyboard = list[list[dict[str, str]]]


_ARE_OPEN = text("outbox.state IN ('pending', 'sending')")  # word for word as in the partial index
ROUTING = "routing"
"""The lane in which cases are offered to agents, one at a time, and the kind of its timers."""
_KEPT_MARK = re.compile(r"tg-[0-9a-f]{20}-")
BUTTON_LIMIT = 60
"""Characters of a title on a button; phones cut off the rest anyway."""


def fitting(text: str, limit: int = BUTTON_LIMIT) -> str:
    """A text of so many characters at most, shortened at a word: «Как вернуть деньги за…»."""
    if len(text) <= limit:
        return text
    whole = text[:limit].rpartition(" ")[0] if text[limit - 1] != " " else text[: limit - 1]
    short = whole if len(whole) > limit // 2 else text[: limit - 1]  # one word longer than a button
    return short.rstrip(" ,.;:!?—–-(«") + "…"


def button(text: str, *data: object) -> dict[str, str]:
    """A button that says `data` when it is pressed; the parts are joined by colons, 64 bytes at most. A text
    that is too long ends at a word."""
    return {"text": fitting(text), "data": ":".join(str(part) for part in data)}


def file_name(path: str) -> str:
    """How a kept file is called for people: files that came through Telegram have a mark in front."""
    return _KEPT_MARK.sub("", PurePath(path).name)


@dataclass
class PrivateCard:
    """The card in somebody's private chat under which a button of a case was pressed: what the button shows
    appears there instead of in the topic. `drawn`: its buttons have given way to a menu."""

    person: Person
    message_id: int
    drawn: bool = False


@dataclass
class Step:
    """The transaction of a step and the ways to write into it.

    `source` names the update or timer being handled; calls written by the step have keys made of it, so
    that the same step can never write them twice. `pressed`: an agent has pressed a button and looks at it.
    """

    session: Session
    now: datetime
    source: str
    services: Services
    private_card: PrivateCard | None = None
    pressed: bool = False
    _numbers: Any = field(default_factory=count)

    # -- events

    def record(self, case: Case, event: EventType, actor: Actor, /, **payload: Any) -> None:
        """Add an event to a case. Where it changes hands, waits or comes to an end, routing looks at it."""
        self.record_all(case, [Event(event, self.now, actor, payload)])

    def record_all(self, case: Case, events: Sequence[Event]) -> None:
        """Add several events to a case at once, in this order."""
        before = case.state, case.epoch
        ledger.record(self.session, case, *events)
        moves_clocks = any(event.type in MOVES_CLOCKS for event in events)
        if moves_clocks and case.line > 0 and self.services.settings.targets:
            self.set_timer(case, "deadline", self.now)
        if self.services.settings.routing == "push" and case.line and (case.state, case.epoch) != before:
            self.route(f"case:{case.id}:{case.version}")

    def route(self, why: str) -> None:
        """Have waiting cases offered to agents as soon as this step is over."""
        inbox.set_timer(
            self.session, f"{ROUTING}:{why}", lane=ROUTING, kind=ROUTING, due_at=self.now, payload={}
        )

    # -- timers, those of a case in the order of its customer's chat

    def set_timer(self, case: Case, kind: str, due_at: datetime, **about: Any) -> None:
        """Have something done about a case at a moment. A case has one timer of a kind; a new one takes its
        place. `about` is given back with the number of the case."""
        customer = self.session.get_one(Customer, case.customer_id)
        self.set_chat_timer(customer, f"{kind}:{case.id}", kind, due_at, case_id=case.id, **about)

    def clear_timers(self, case: Case, *kinds: str) -> None:
        """What these timers were set for is done, or need not be done any more."""
        inbox.clear_timer(self.session, *(f"{kind}:{case.id}" for kind in kinds))

    def set_chat_timer(
        self, whose: Customer | Person, name: str, kind: str, due_at: datetime, **payload: Any
    ) -> None:
        """Have something done at a moment, in the order of a private chat. There is one of a name."""
        lane = customer_lane(whose.external_id)
        inbox.set_timer(self.session, name, lane=lane, kind=kind, due_at=due_at, payload=payload)

    # -- the customer's side

    def texts(self, customer: Customer) -> Texts:
        """The texts in the customer's language."""
        return texts(customer.language)

    def say(
        self,
        customer: Customer,
        html: str,
        *,
        case: Case | None = None,
        keyboard: Keyboard | None = None,
        author: Author = Author.BOT,
        priority: Priority = Priority.ANSWER,
        key: str | None = None,
        picture: str = "",
        document: str = "",
        reply_to: int | None = None,
    ) -> Message:
        """Write to the customer. `author` BOT is line zero talking and is dropped once a human owns the
        case; SYSTEM is a notice and always arrives. A `key` of its own makes a notice exist once. `picture`
        and `document` are paths of files of ours; a text under a document has to fit a caption."""
        message = Message(
            customer_id=customer.id,
            case_id=case.id if case else None,
            author_kind="bot" if author is Author.BOT else "system",
            kind="photo" if picture else "document" if document else "text",
            text=plain(html),
            html=str(html),
            created_at=self.now,
        )
        rows.add(self.session, message)
        payload: dict[str, Any] = {"html": str(html)}
        if keyboard:
            payload["keyboard"] = keyboard
        if picture or document:
            payload["path"] = picture or document
        if document:
            payload["name"] = file_name(document)
        if reply_to is not None:
            payload["reply_to"] = reply_to
        self.chat_put(
            customer,
            Action.SEND_PICTURE if picture else Action.SEND_DOCUMENT if document else Action.SEND_TEXT,
            author=author,
            priority=priority,
            case=case,
            message_id=message.id,
            payload=payload,
            key=key,
        )
        return message

    def notify(self, customer: Customer, html: str, case: Case, **options: Any) -> Message:
        """A notice to the customer that belongs to a case and is no talk of line zero."""
        return self.say(customer, html, case=case, author=Author.SYSTEM, priority=Priority.NOTICE, **options)

    def chat_put(self, whose: Customer | Person, action: Action, **options: Any) -> None:
        """A call about the private chat with a customer or a colleague, in the order of that chat."""
        chat_id = whose.external_id
        self.put(action, lane=customer_lane(chat_id), chat_id=chat_id, **options)

    def drop_keyboard(self, customer: Customer, **message: int) -> None:
        """Take the buttons from a message of ours: its `message_id`, or Telegram's `external_id`."""
        self.chat_put(
            customer,
            Action.EDIT_KEYBOARD,
            author=Author.SYSTEM,
            priority=Priority.DECORATION,
            payload={**message, "keyboard": []},
        )

    def answer_press(self, callback_id: str, text: str = "", *, alert: bool = False) -> None:
        """Stop the little clock on a pressed button, with a word beside it where one helps."""
        payload: dict[str, Any] = {"callback_id": callback_id}
        if text:
            payload |= {"text": text, "alert": alert}
        self.put(
            Action.ANSWER_PRESS,
            lane=f"press:{callback_id}",
            author=Author.SYSTEM,
            priority=Priority.PRESS,
            payload=payload,
        )

    # -- the agents' side

    def desk_say(
        self,
        case: Case,
        html: str,
        *,
        keyboard: Keyboard | None = None,
        key: str | None = None,
        priority: Priority = Priority.NOTICE,
        rank: int = 0,
        reply_to: int | None = None,
    ) -> None:
        """Write into the topic of a case."""
        payload: dict[str, Any] = {"html": str(html), "topic": case.id}
        if keyboard:
            payload["keyboard"] = keyboard
        if reply_to is not None:
            payload["reply_to"] = reply_to
        self.desk_put(Action.SEND_TEXT, case, payload=payload, priority=priority, key=key, rank=rank)

    def desk_put(self, action: Action, case: Case, **options: Any) -> None:
        """A call about the topic of a case, in the order of that topic."""
        self.put(action, lane=topic_lane(case.id), author=Author.DESK, case=case, **options)

    def react(self, case: Case, chat_id: int, message_id: int, emoji: str, key: str | None = None) -> None:
        """A reaction on somebody's message says that it arrived, without a message of its own."""
        self.put(
            Action.REACT,
            lane=f"receipt:{case.id}",
            chat_id=chat_id,
            author=Author.DESK,
            priority=Priority.DECORATION,
            case=case,
            payload={"external_id": message_id, "emoji": emoji},
            key=key,
        )

    def thread(self, case: Case) -> Thread | None:
        """The topic that shows a case now, if there is one."""
        return self.session.scalar(
            select(Thread).where(Thread.case_id == case.id, Thread.state == "open").order_by(Thread.id.desc())
        )

    # -- both

    def put(
        self,
        action: Action,
        *,
        lane: str,
        author: Author,
        priority: Priority,
        payload: dict[str, Any],
        chat_id: int | None = None,
        case: Case | None = None,
        message_id: int | None = None,
        key: str | None = None,
        rank: int = 0,
    ) -> None:
        """Write a call down; the sender makes it after the transaction."""
        outgoing = Outgoing(
            key=key or f"{self.source}:{next(self._numbers)}",
            lane=lane,
            action=action,
            author=author,
            priority=priority,
            payload=payload,
            chat_id=chat_id,
            case_id=case.id if case else None,
            epoch=case.epoch if case else None,
            message_id=message_id,
            rank=rank,
        )
        put(self.session, outgoing, self.now)

    def supersede(self, lane: str, action: Action, reason: str) -> None:
        """Drop calls of a lane that have not begun and that a newer one makes pointless."""
        self.session.execute(
            update(Outbox)
            .where(_ARE_OPEN, Outbox.lane == lane, Outbox.action == action, Outbox.state == "pending")
            .values(state="dropped", error=reason, settled_at=self.now)
        )


def local_day(step: Step) -> date:
    """Today, in the support's time zone."""
    return step.now.astimezone(step.services.hours.zone).date()


def moment(step: Step, at: datetime) -> str:
    """A moment as a clock time of the support's time zone, with the day when it is not today."""
    local, today = at.astimezone(step.services.hours.zone), step.now.astimezone(step.services.hours.zone)
    clock = f"{local:%H:%M}"
    return clock if local.date() == today.date() else f"{local:%d.%m} {clock}"


__all__ = ["Html", "Keyboard", "Step", "button", "fitting", "local_day", "moment"]
