"""What stands in the agents' groups and private chats, as those see it who look at their telephones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sim.wire import Json

Place = tuple[int, int]
"""A group and a topic of it."""

_CARD = frozenset({"take", "done", "reopen"})
_WAY = re.compile(r"🪜 \d → (\d)")


@dataclass(slots=True)
class Desk:
    """The card of each topic, the newest state of it. `waiting` are those that can be taken, oldest first;
    `held` those that somebody works on. Closed ones are in neither, so that a long day costs no more."""

    cards: dict[Place, Json] = field(default_factory=dict)
    waiting: dict[Place, Json] = field(default_factory=dict)
    held: dict[Place, Json] = field(default_factory=dict)

    def sees(self, message: Json) -> Place | None:
        """Something new or changed in a topic of a group; the topic if it is a line that is no card."""
        topic = message.get("message_thread_id")
        if topic is None:
            return None
        place = message["chat"]["id"], topic
        known = self.cards.get(place)
        if not verbs(message) & _CARD and (known is None or known["message_id"] != message["message_id"]):
            return place if "reply_markup" not in message else None
        if known is None or known["message_id"] <= message["message_id"]:
            self._shows(place, message)
        return None

    def _shows(self, place: Place, card: Json) -> None:
        self.cards[place] = card
        for shown, verb in ((self.waiting, "take"), (self.held, "done")):
            if verb in verbs(card):
                shown[place] = card
            else:
                shown.pop(place, None)

    def to_take(self, chat_id: int, lines: frozenset[int]) -> list[Place]:
        """Topics of a group that wait for one of these lines, oldest first."""
        return [
            place for place, card in self.waiting.items() if place[0] == chat_id and line_of(card) in lines
        ]

    def of(self, name: str) -> set[Place]:
        """Topics of the cases that somebody has."""
        return {place for place, card in self.held.items() if _names(str(card.get("text", "")), name)}


def line_of(card: Json) -> int:
    """The line that a card says its case has come to."""
    passed = _WAY.findall(str(card.get("text", "")))
    return int(passed[-1]) if passed else 1


def data_of(message: Json, verb: str) -> str | None:
    """The data of the button with this verb, if there is one."""
    return next((data for data in _buttons(message) if data.split(":")[0] == verb), None)


def verbs(message: Json) -> set[str]:
    """The first words of the buttons' data."""
    return {data.split(":")[0] for data in _buttons(message)}


def _buttons(message: Json) -> Iterable[str]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if "callback_data" in button:
                yield str(button["callback_data"])


def _names(text: str, name: str) -> bool:
    return f"ведёт {name}" in text or f"⏸ {name}" in text
