"""What agents do in a chaos run: two reach for one case, the owner writes, edits, notes, solves."""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass, field
from typing import Any

from sim.people import ControlError, Group, Person

_TAKEN = re.compile(r"👤 (.+) ведёт обращение")


@dataclass(slots=True)
class Desk:
    """The agents' group, read as its members see it."""

    group: Group
    dice: random.Random
    hurry: float = 1.0  # pauses are multiplied by it
    lines: int = 0
    claims: int = 0
    _cards: dict[int, int] = field(default_factory=dict)  # topic -> its card
    _talks: set[asyncio.Task[None]] = field(default_factory=set)
    _busy: set[int] = field(default_factory=set)
    failures: list[BaseException] = field(default_factory=list)

    @property
    def idle(self) -> bool:
        """Whether no agent is about to do anything."""
        return not self._talks

    async def work(self) -> None:
        """React to what appears in the group until cancelled; talks under way are then finished."""
        seq = 0
        try:
            while True:
                for event in await self.group.control.wait_event(self.group.chat_id, seq, 2.0):
                    seq = event["seq"]
                    if event["kind"] in ("message", "edit"):
                        self._look_at(event["data"])
        finally:
            if self._talks:
                await asyncio.wait(self._talks)

    def _look_at(self, message: dict[str, Any]) -> None:
        if not message.get("is_topic_message") or not message["from"]["is_bot"]:
            return
        topic = int(message["message_thread_id"])
        if "take:" in _buttons(message):
            self._cards[topic] = int(message["message_id"])
            if topic not in self._busy:
                self._begin(topic, self._claim(topic, int(message["message_id"])))
        taken = _TAKEN.search(message.get("text", ""))
        owner = next((a for a in self.group.agents if taken and a.name == taken.group(1)), None)
        if owner is not None:
            self._begin(topic, self._talk(owner.in_topic(topic), topic))

    def _begin(self, topic: int, doing: Any) -> None:
        self._busy.add(topic)
        task = asyncio.create_task(doing)
        self._talks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._talks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.failures.append(error)

    async def _claim(self, topic: int, card: int) -> None:
        """One agent presses «Взять», often another one at the same moment."""
        await self._pause(0.5, 6)
        reaching = self.dice.sample(self.group.agents, 2 if self.dice.random() < 0.5 else 1)
        await asyncio.gather(*(self._press(agent.in_topic(topic), card, "take:") for agent in reaching))
        self.claims += len(reaching)
        self._busy.discard(topic)

    async def _talk(self, owner: Person, topic: int) -> None:
        """The owner's part of the conversation, and how it ends."""
        for _ in range(self.dice.randint(1, 4)):
            await self._pause(0.3, 4)
            await self._write(owner, topic)
        await self._pause(0.5, 4)
        choice = self.dice.random()
        if choice < 0.55:
            await self._press(owner, self._cards.get(topic, 0), "done:")
        elif choice < 0.7:
            self._busy.discard(topic)
            await self._press(owner, self._cards.get(topic, 0), "release:")
        self._busy.discard(topic)

    async def _write(self, owner: Person, topic: int) -> None:
        self.lines += 1
        token = f"{topic}x{self.lines}"
        choice = self.dice.random()
        if choice < 0.15:
            await owner.say(f"// заметка коллегам n{token}")
        elif choice < 0.25:
            self.lines += 1
            captions = (f"шаг 1 a{token}", f"шаг 2 a{topic}x{self.lines}")
            await owner.album([{"kind": "photo", "number": 1, "caption": one} for one in captions])
        elif choice < 0.4:
            line = await owner.say(f"Проверяю a{token}")
            await self._pause(0.1, 2)
            await owner.edit(line.id, f"Проверил a{token}e1")
        else:
            await owner.say(f"Сделайте, пожалуйста, так a{token}")

    async def _press(self, agent: Person, card: int, verb: str) -> None:
        path = f"/control/chats/{self.group.chat_id}/messages"
        found = (await agent.control.get(path, topic=agent.topic, after=card - 1))["messages"]
        data = next((d for d in _buttons(found[0]).split() if d.startswith(verb)), None) if found else None
        if data is None:
            return
        try:
            await agent.press(data=data, message_id=card)
        except ControlError:  # the card has just changed
            return

    async def _pause(self, shortest: float, longest: float) -> None:
        await asyncio.sleep(self.dice.uniform(shortest, longest) * self.hurry)


def _buttons(message: dict[str, Any]) -> str:
    """What the buttons of a message say, separated by spaces."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return " ".join(button.get("callback_data", "") for row in rows for button in row)
