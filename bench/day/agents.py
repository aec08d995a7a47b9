"""Agents of a simulated day: their shifts, what they pick up, how they work on it, when they are away."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import time
from zoneinfo import ZoneInfo

from bench.day.customers import AGENTS_LINES
from bench.day.desk import Desk, Place, data_of, line_of
from bench.day.time import Agenda
from sim.actions import ACTIONS
from sim.errors import ApiError
from sim.users import User
from sim.wire import Json
from sim.world import World

_LOOKS_EVERY = 45.0  # s
_MOST_AT_ONCE = 4
_SILENT_AFTER = 0.015  # share of cases whose agent goes away without a word
_GIVES_BACK = 0.04
_ESCALATES = 0.05
_ASKS_FOR_NEXT = 0.5
_SAYS_YES = 0.9
_ANSWERS_OFFER = 20.0  # s, median
_THINKS = 140.0  # s, median until the next line


@dataclass(frozen=True, slots=True)
class Work:
    """From when to when somebody works, in the support's time zone, when he has lunch, and what he takes. No
    skills: all topics."""

    begins: time
    ends: time
    lunch: time
    lines: frozenset[int]
    skills: tuple[str, ...] = ()

    def at_work(self, local: time) -> bool:
        """Whether he is at his place."""
        at_lunch = self.lunch <= local < time(self.lunch.hour, self.lunch.minute + 40)
        return self.begins <= local < self.ends and not at_lunch


class Agent:
    """One agent at the table of his group."""

    def __init__(
        self, world: World, user: User, desk: Desk, agenda: Agenda, *, seed: float, work: Work, group: int
    ) -> None:
        self.user, self.work, self.group = user, work, group
        self._world, self._desk, self._agenda, self._dice = world, desk, agenda, random.Random(seed)
        self._zone = ZoneInfo("Europe/Moscow")
        self._left: dict[Place, int] = {}  # topics of his cases, and lines still to write there
        self._away_from: set[Place] = set()
        self._refused: set[str] = set()  # presses that he need not try again

    def begins(self) -> None:
        """He starts the bot, so that it may write to him; from now on he looks at the queue."""
        self._act("say", {"text": "/start"})
        self._agenda.after(self._dice.uniform(0, _LOOKS_EVERY), self._looks)

    def calls_in_sick(self) -> None:
        """He tells the bot that he is away until tomorrow, and writes no line more."""
        self._left.clear()
        self.work = replace(self.work, begins=time(0), ends=time(0))
        self._act("say", {"text": "/absent"})

    def sees_private(self, message: Json) -> None:
        """The bot writes to him alone: perhaps it offers a case."""
        data = data_of(message, "offer")
        if data is not None and self._at_work():
            take = self._dice.random() < _SAYS_YES and len(self._left) < _MOST_AT_ONCE
            chosen = data if take else data.replace("take", "pass")
            press = {"data": chosen, "message_id": message["message_id"]}
            self._agenda.after(self._about(_ANSWERS_OFFER), lambda: self._act("press", press))

    def sees_line(self, place: Place) -> None:
        """Somebody wrote in a topic."""
        if place in self._left and place not in self._away_from:
            self._agenda.after(self._about(_THINKS), lambda: self._goes_on(place))

    # -- the queue

    def _looks(self) -> None:
        at_work = self._at_work()
        if at_work:
            self._finds_his_own()
            if len(self._left) < _MOST_AT_ONCE:
                self._takes_one()
        pause = _LOOKS_EVERY if at_work else _LOOKS_EVERY * 12
        self._agenda.after(pause * self._dice.uniform(0.7, 1.3), self._looks)

    def _at_work(self) -> bool:
        return self.work.at_work(self._agenda.moment().astimezone(self._zone).time())

    def _takes_one(self) -> None:
        """By the button under a card, or by asking for the next case."""
        waiting = self._desk.to_take(self.group, self.work.lines)
        untried = [place for place in waiting if self._data(place, "take") not in self._refused]
        if not untried:
            return
        if self._dice.random() < _ASKS_FOR_NEXT:
            self._act("say", {"chat_id": self.group, "text": "/next"})
        else:
            self._refused.add(self._data(untried[0], "take") or "")
            self._press(untried[0], "take")

    def _finds_his_own(self) -> None:
        """Cases that are his now, whatever made them his; and those that are his no longer."""
        his = self._desk.of(self.user.first_name)
        for place in self._left.keys() - his:
            del self._left[place]
        self._away_from &= his
        for place in sorted(his - self._left.keys() - self._away_from):
            self._begins_with(place)

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
        card, done = self._desk.cards[place], self._data(place, "done")
        if done is not None and line_of(card) == 1:
            _, case, epoch = done.split(":")
            data = f"line:{case}:{epoch}:2:expert:high"
            self._act_in(place, "press_stale", message_id=card["message_id"], data=data)

    def _about(self, median: float) -> float:
        return median * self._dice.lognormvariate(0, 0.5)

    def _say(self, place: Place, text: str) -> None:
        self._act_in(place, "say", text=text)

    def _press(self, place: Place, verb: str) -> None:
        data = self._data(place, verb)
        if data is not None:
            self._act_in(place, "press", data=data, message_id=self._desk.cards[place]["message_id"])

    def _data(self, place: Place, verb: str) -> str | None:
        return data_of(self._desk.cards[place], verb)

    def _act_in(self, place: Place, action: str, **body: object) -> None:
        self._act(action, {"chat_id": place[0], "topic": place[1], **body})

    def _act(self, action: str, body: Json) -> None:
        try:
            ACTIONS[action](self._world, self.user, body)
        except ApiError:
            return  # the card has changed in the meantime
