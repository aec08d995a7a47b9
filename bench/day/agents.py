"""Agents of a simulated day: their shifts, what they pick up, how they work on it, when they are away."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from zoneinfo import ZoneInfo

from bench.day.customers import AGENTS_LINES
from bench.day.time import Agenda
from sim.actions import ACTIONS
from sim.errors import ApiError
from sim.users import User
from sim.wire import Json
from sim.world import World

Place = tuple[int, int]
"""A group and a topic of it."""

_LOOKS_EVERY = 25.0  # s
_MOST_AT_ONCE = 4
_SILENT_AFTER = 0.015  # share of cases whose agent goes away without a word
_GIVES_BACK = 0.04
_ESCALATES = 0.05
_THINKS = 100.0  # s, median until the next line


@dataclass(frozen=True, slots=True)
class Shift:
    """From when to when somebody works, in the support's time zone, and when he has lunch."""

    begins: time
    ends: time
    lunch: time

    def at_work(self, local: time) -> bool:
        """Whether he is at his place."""
        at_lunch = self.lunch <= local < time(self.lunch.hour, self.lunch.minute + 40)
        return self.begins <= local < self.ends and not at_lunch


@dataclass(slots=True)
class Desk:
    """What stands in the agents' groups: the card of each topic, and who works on it."""

    cards: dict[Place, Json] = field(default_factory=dict)
    taken: set[Place] = field(default_factory=set)  # somebody is reaching for it right now

    def sees(self, message: Json) -> Place | None:
        """Something new or changed in a group; the topic if it is a customer's line there."""
        topic = message.get("message_thread_id")
        if topic is None:
            return None
        place = message["chat"]["id"], topic
        if verbs(message) & {"take", "done", "reopen"} and "card" not in verbs(message):
            known = self.cards.get(place)
            if known is None or known["message_id"] <= message["message_id"]:
                self.cards[place] = message
            return None
        return place if "reply_markup" not in message else None

    def waiting(self) -> list[Place]:
        """Topics that can be taken, oldest first."""
        return [
            place for place, card in self.cards.items() if "take" in verbs(card) and place not in self.taken
        ]


class Agent:
    """One agent at one or several groups."""

    def __init__(
        self, world: World, user: User, desk: Desk, agenda: Agenda, *, seed: float, shift: Shift
    ) -> None:
        self.user, self.shift = user, shift
        self._world, self._desk, self._agenda, self._dice = world, desk, agenda, random.Random(seed)
        self.zone = ZoneInfo("Europe/Moscow")
        self.working_on: dict[Place, int] = {}  # lines still to write
        self._away_from: set[Place] = set()

    def begins(self) -> None:
        """From now on he looks at the queue again and again."""
        self._agenda.after(self._dice.uniform(0, _LOOKS_EVERY), self._looks)

    def sees_line(self, place: Place) -> None:
        """The customer wrote in a topic of his."""
        if place in self.working_on and place not in self._away_from:
            self._agenda.after(self._about(_THINKS), lambda: self._goes_on(place))

    # -- the queue

    def _looks(self) -> None:
        local = self._agenda.moment().astimezone(self.zone).time()
        if self.shift.at_work(local) and len(self.working_on) < _MOST_AT_ONCE:
            waiting = self._desk.waiting()
            if waiting:
                self._takes(waiting[0])
        pause = _LOOKS_EVERY if self.shift.at_work(local) else _LOOKS_EVERY * 12
        self._agenda.after(pause * self._dice.uniform(0.7, 1.3), self._looks)

    def _takes(self, place: Place) -> None:
        self._desk.taken.add(place)
        self._press(place, "take")
        self._agenda.after(20.0, lambda: self._looks_whether_his(place))

    def _looks_whether_his(self, place: Place) -> None:
        self._desk.taken.discard(place)
        card = self._desk.cards[place]
        if "done" not in verbs(card) or self.user.first_name not in str(card.get("text", "")):
            return
        self.working_on[place] = self._dice.choice((1, 1, 2, 2, 3))
        if self._dice.random() < _SILENT_AFTER:
            self._away_from.add(place)
            self.working_on.pop(place)
            return
        self._agenda.after(self._about(_THINKS / 2), lambda: self._goes_on(place))

    # -- the case

    def _goes_on(self, place: Place) -> None:
        """The next line, or the end."""
        if place not in self.working_on:
            return
        if "done" not in verbs(self._desk.cards[place]):
            del self.working_on[place]
            return
        chance = self._dice.random()
        if chance < _GIVES_BACK:
            self._leaves(place, "release")
        elif chance < _GIVES_BACK + _ESCALATES and "escalate" in verbs(self._desk.cards[place]):
            self._leaves(place, "escalate")
        elif self.working_on[place] <= 0:
            self._leaves(place, "done")
        else:
            self.working_on[place] -= 1
            self._say(place, self._dice.choice(AGENTS_LINES))
            self._agenda.after(self._about(_THINKS * 3), lambda: self._goes_on(place))

    def _leaves(self, place: Place, verb: str) -> None:
        del self.working_on[place]
        self._press(place, verb)

    def _about(self, median: float) -> float:
        return median * self._dice.lognormvariate(0, 0.5)

    def _say(self, place: Place, text: str) -> None:
        self._act("say", place, text=text)

    def _press(self, place: Place, verb: str) -> None:
        card = self._desk.cards[place]
        data = next((one for one in data_of(card) if one.split(":")[0] == verb), None)
        if data is not None:
            self._act("press", place, data=data, message_id=card["message_id"])

    def _act(self, action: str, place: Place, **body: object) -> None:
        chat_id, topic = place
        try:
            ACTIONS[action](self._world, self.user, {"chat_id": chat_id, "topic": topic, **body})
        except ApiError:
            return  # the card has changed in the meantime


def data_of(message: Json) -> Iterable[str]:
    """The data of the buttons of a message."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if "callback_data" in button:
                yield str(button["callback_data"])


def verbs(message: Json) -> set[str]:
    """The first words of the buttons' data."""
    return {data.split(":")[0] for data in data_of(message)}
