"""What customers do in a chaos run: bursts, albums, media, edits, buttons pressed twice, commands."""

from __future__ import annotations

import asyncio
import contextlib
import random
from dataclasses import dataclass

from sim.people import ControlError, Person, Seen

QUESTIONS = (
    "как поменять пароль от вайфая",
    "сколько осталось трафика",
    "не работает интернет",
    "как подключить роуминг",
    "хочу сменить тариф",
    "где посмотреть счёт",
    "как оплатить картой",
    "медленный интернет вечером",
    "списали деньги два раза",
    "как перенести номер к вам",
    "потерял сим-карту, что делать",
    "how do I change my wifi password",
    "what does roaming cost",
    "можно ли приостановить договор",
    "сколько стоит абонемент в бассейн",
    "нужна справка для налоговой за прошлый год",
    "роутер мигает красным",
    "а телевидение у вас есть",
)
FILLERS = ("здравствуйте", "у меня вопрос", "помогите пожалуйста", "ну вот", "и ещё", "срочно нужно")
HUMAN = ("позовите оператора", "хочу поговорить с человеком", "оператор", "agent please")
MEDIA = ("photo", "voice", "document", "video")
_PATIENCE = 30.0
"""Seconds that a customer waits for a reaction before he writes on."""


@dataclass(slots=True)
class Customer:
    """One customer, who writes `left` messages within `seconds`."""

    person: Person
    number: int
    left: int
    seconds: float
    dice: random.Random
    written: int = 0
    edits: int = 0
    presses: int = 0
    last: int = 0  # the message that the last burst ended with

    async def live(self) -> None:
        """Write bursts at random moments, wait for what comes of each as people do, and press what is offered
        about every other time. Who writes on before anybody reacts never sees a button."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        bursts = max(self.left // 3, 1)
        for moment in sorted(self.dice.uniform(0, self.seconds) for _ in range(bursts)):
            await asyncio.sleep(max(begun + moment - loop.time(), 0))
            await self._burst()
            await self._reaction()
            if self.dice.random() < 0.5:
                await self._press()
        while self.left > 0:
            await self._burst()

    async def _reaction(self) -> None:
        """Until the bot has said something, or patience is over."""
        with contextlib.suppress(TimeoutError):
            await self.person.wait_for(lambda seen: seen.from_bot, timeout=_PATIENCE, after=self.last)

    async def _burst(self) -> None:
        """Several messages in one breath, the last of them a question, a cry for a person or a picture."""
        if self.left <= 0:
            return
        for _ in range(self.dice.choice((0, 0, 1, 1, 2, 3))):
            if self.left > 1:
                await self._say(self.dice.choice(FILLERS))
                await asyncio.sleep(self.dice.uniform(0.05, 0.6))
        last = await self._main_line()
        if last is not None:
            self.last = last.id
        if last is not None and self.dice.random() < 0.12:
            await asyncio.sleep(self.dice.uniform(0.1, 3))
            self.edits += 1
            await self.person.edit(last.id, f"{last.text}e{self.edits}")

    async def _main_line(self) -> Seen | None:
        """The point of a burst; gives it when it can be edited."""
        choice = self.dice.random()
        if choice < 0.06 and self.left >= 3:
            await self._album(self.dice.randint(2, 3))
        elif choice < 0.14:
            kind = self.dice.choice(MEDIA)
            return Seen((await self.person.send(kind, caption=self._line("вот, смотрите"))).raw)
        elif choice < 0.17:
            self._count(1)
            await self.person.say(self.dice.choice(("/status", "/start", "/help")))
        elif choice < 0.29:
            return await self._say(self.dice.choice(HUMAN))
        elif choice < 0.34:
            return await self._say("спасибо")
        else:
            return await self._say(self.dice.choice(QUESTIONS))
        return None

    async def _album(self, parts: int) -> None:
        items = [
            {"kind": "photo", "number": 1 + part % 3, "caption": self._line("фото")} for part in range(parts)
        ]
        await self.person.album(items)

    async def _say(self, words: str) -> Seen:
        return await self.person.say(self._line(words))

    def _line(self, words: str) -> str:
        self._count(1)
        return f"{words} k{self.number}x{self.written}"

    def _count(self, messages: int) -> None:
        self.written += messages
        self.left -= messages

    async def _press(self) -> None:
        """Press a button of the newest message that has some, often twice in a row."""
        path = f"/control/chats/{self.person.chat_id}/messages"
        for raw in reversed((await self.person.control.get(path, limit=6))["messages"]):
            rows = raw.get("reply_markup", {}).get("inline_keyboard", [])
            buttons = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
            if buttons and raw["from"]["is_bot"]:
                times = 2 if self.dice.random() < 0.4 else 1
                try:
                    await self.person.press(
                        data=self.dice.choice(buttons), message_id=raw["message_id"], times=times
                    )
                except ControlError:  # the bot has just taken the buttons away
                    return
                self.presses += times
                return
