"""Presses on buttons: the callback query that the bot gets, and its one answer in time."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from sim.clock import Clock
from sim.errors import bad_request
from sim.events import EventHub
from sim.messages import Message
from sim.updates import UpdateQueue
from sim.users import User
from sim.wire import Json

LIFETIME = 60.0
"""Seconds in which a press may be answered; Telegram names no number, users report 15 s to some minutes."""

KEPT = 50_000
"""Presses remembered."""


@dataclass(slots=True)
class Press:
    """A press on a button that the bot should answer."""

    id: str
    user_id: int
    chat_id: int
    date: float
    answered: bool = False


class PressBook:
    """Presses by the id of their query."""

    def __init__(self, clock: Clock, updates: UpdateQueue, events: EventHub) -> None:
        """Queue queries in ``updates`` and show answers in ``events``."""
        self._clock = clock
        self._updates = updates
        self._events = events
        self._presses: OrderedDict[str, Press] = OrderedDict()

    def press(self, user: User, message: Message, data: str) -> str:
        """Queue a callback query; its id."""
        made = Press(str(secrets.randbits(62)), user.id, message.chat.id, self._clock.now())
        self._presses[made.id] = made
        if len(self._presses) > KEPT:
            self._presses.popitem(last=False)
        query: Json = {
            "id": made.id,
            "from": user.to_json(),
            "message": message.to_json(),
            "chat_instance": str(abs(message.chat.id) * 7919),
            "data": data,
        }
        self._updates.push("callback_query", query, order_key=f"user:{user.id}")
        return made.id

    def answer(self, query_id: str, shown: Json) -> None:
        """Answer a press once and in time, or Telegram's 400."""
        press = self._presses.get(query_id)
        if press is None or press.answered or self._clock.now() - press.date > LIFETIME:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        press.answered = True
        body = {"query_id": press.id, "user_id": press.user_id, **shown}
        self._events.emit("answer", press.chat_id, lambda: body)
