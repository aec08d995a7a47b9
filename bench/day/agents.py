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
    """What stands in the agents' groups: the card of each topic."""

    cards: dict[Place, Json] = field(default_factory=dict)

    def sees(self, message: Json) -> Place | None:
        """Something new or changed in a topic of a group; the topic if it is a line that is no card."""
        topic = message.get("message_thread_id")
        if topic is None:
            return None
        place = message["chat"]["id"], topic
        if verbs(message) & {"take", "done", "reopen"}:
            known = self.cards.get(place)
            if known is None or known["message_id"] <= message["message_id"]:
                self.cards[place] = message
            return None
        return place if "reply_markup" not in message else None

    def waiting(self, chat_id: int) -> list[Place]:
        """Topics of a group that can be taken, oldest first."""
        return [place for place, card in self.cards.items() if place[0] == chat_id and "take" in verbs(card)]


class Agent:
    """One agent at the table of his group."""

    def __init__(
        self, world: World, user: User, desk: Desk, agenda: Agenda, *, seed: float, shift: Shift, group: int
    ) -> None:
        self.user, self.shift, self.group = user, shift, group
        self._world, self._desk, self._agenda, self._dice = world, desk, agenda, random.Random(seed)
        self._zone = ZoneInfo("Europe/Moscow")
        self._left: dict[Place, int] = {}  # topics of his cases, and lines still to write there
        self._away_from: set[Place] = set()

    def begins(self) -> None:
        """From now on he looks at the queue again and again."""
        self._agenda.after(self._dice.uniform(0, _LOOKS_EVERY), self._looks)

    def calls_in_sick(self) -> None:
        """He tells the bot that he is away until tomorrow, and writes no line more."""
        self._left.clear()
        self.shift = Shift(time(0), time(0), time(0))
        self._act("say", {"text": "/absent"})

    def sees_line(self, place: Place) -> None:
        """Somebody wrote in a topic."""
        if place in self._left and place not in self._away_from:
            self._agenda.after(self._about(_THINKS), lambda: self._goes_on(place))

    # -- the queue

    def _looks(self) -> None:
        local = self._agenda.moment().astimezone(self._zone).time()
        at_work = self.shift.at_work(local)
        if at_work:
            self._finds_his_own()
            if len(self._left) < _MOST_AT_ONCE:
                self._takes_one()
        pause = _LOOKS_EVERY if at_work else _LOOKS_EVERY * 12
        self._agenda.after(pause * self._dice.uniform(0.7, 1.3), self._looks)

    def _takes_one(self) -> None:
        """By the button under a card, or by asking for the next case."""
        waiting = self._desk.waiting(self.group)
        if waiting and self._dice.random() < 0.5:
            self._press(waiting[0], "take")
        elif waiting:
            self._act("say", {"chat_id": self.group, "text": "/next"})

    def _finds_his_own(self) -> None:
        """Cases that are his now, whatever made them his; and those that are his no longer."""
        for place, card in self._desk.cards.items():
            his = "done" in verbs(card) and self._is_named(str(card.get("text", "")))
            if his and place not in self._left and place not in self._away_from:
                self._begins_with(place)
            elif not his:
                self._left.pop(place, None)
                self._away_from.discard(place)

    def _is_named(self, text: str) -> bool:
        name = self.user.first_name
        return f"ведёт {name}" in text or f"⏸ {name}" in text

    def _begins_with(self, place: Place) -> None:
        if self._dice.random() < _SILENT_AFTER:
            self._away_from.add(place)
            return
        self._left[place] = self._dice.choice((1, 1, 2, 2, 3))
        self._agenda.after(self._about(_THINKS / 2), lambda: self._goes_on(place))

    # -- the case

    def _goes_on(self, place: Place) -> None:
        """The next line, or the end."""
        if place not in self._left:
            return
        chance = self._dice.random()
        if chance < _GIVES_BACK:
            self._press(place, "release")
        elif chance < _GIVES_BACK + _ESCALATES:
            self._escalates(place)
        elif self._left[place] <= 0:
            self._press(place, "done")
        else:
            self._left[place] -= 1
            self._say(place, self._dice.choice(AGENTS_LINES))
        self._agenda.after(self._about(_THINKS * 3), lambda: self._goes_on(place))

    def _escalates(self, place: Place) -> None:
        """To line 2, over the menus of the card."""
        card = self._desk.cards[place]
        done = next((data for data in data_of(card) if data.startswith("done:")), None)
        if done is not None and "Линия 2" not in str(card.get("text", "")):
            _, case, epoch = done.split(":")
            data = f"line:{case}:{epoch}:2:expert:high"
            self._act_in(place, "press_stale", message_id=card["message_id"], data=data)

    def _about(self, median: float) -> float:
        return median * self._dice.lognormvariate(0, 0.5)

    def _say(self, place: Place, text: str) -> None:
        self._act_in(place, "say", text=text)

    def _press(self, place: Place, verb: str) -> None:
        card = self._desk.cards[place]
        data = next((one for one in data_of(card) if one.split(":")[0] == verb), None)
        if data is not None:
            self._act_in(place, "press", data=data, message_id=card["message_id"])

    def _act_in(self, place: Place, action: str, **body: object) -> None:
        self._act(action, {"chat_id": place[0], "topic": place[1], **body})

    def _act(self, action: str, body: Json) -> None:
        try:
            ACTIONS[action](self._world, self.user, body)
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
