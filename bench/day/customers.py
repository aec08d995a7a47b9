"""Customers of a simulated day: what they ask, how they take an answer, when they give up or come back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.day.time import Act, Agenda
from sim.actions import ACTIONS
from sim.errors import ApiError
from sim.users import User
from sim.wire import Json
from sim.world import World

_UNKNOWN = (
    "у меня кот перегрыз кабель в подъезде, кто платит за ремонт",
    "можно ли поставить вашу антенну на крышу дачи",
    "нужна справка для налоговой о подключении за прошлый год",
    "сосед пользуется моим номером договора, что делать",
    "вы обещали перезвонить про вакансию монтажника",
    "почему на доме висит ваш баннер, снимите",
    "потерял акт выполненных работ, пришлите копию с печатью",
    "в чеке чужая фамилия",
    "how do I get a signed copy of my contract for the embassy",
)
_WANT_A_PERSON = (
    "позовите оператора",
    "хочу поговорить с человеком",
    "дайте живого человека",
    "agent please",
)
_URGENT = ("с карты списали деньги два раза!!! верните", "искрит ваш провод в подъезде, пахнет гарью")
_MORE = (
    "Не помогает, всё так же",
    "Сделал, ничего не поменялось",
    "Номер договора 4417290",
    "А сколько ждать?",
)
_THANKS = ("спасибо", "спасибо большое!", "ок, благодарю")
AGENTS_LINES = (
    "Добрый день! Уже смотрю.",
    "Подскажите, пожалуйста, когда это началось?",
    "Перезапустил порт с нашей стороны, проверьте, пожалуйста.",
    "Записал мастера, он позвонит вам за час.",
    "Вернул деньги на счёт, придут в течение дня.",
)
_AGAIN = ("опять то же самое, интернет снова пропал", "всё ещё не работает, проверьте ещё раз")


@dataclass(frozen=True, slots=True)
class Nature:
    """Shares of what customers do; estimates of a calm working day of a provider."""

    asks_for_person: float = 0.12
    asks_unknown: float = 0.16
    urgent: float = 0.02
    helped: float = 0.55
    not_helped: float = 0.12
    answers_agent: float = 0.6
    confirms: float = 0.65
    denies: float = 0.07
    rates: float = 0.6
    comes_back: float = 0.04
    says_thanks: float = 0.25
    blocks: float = 0.004


class Customer:
    """One person with a phone. He looks at what is written to him and acts after a while."""

    def __init__(
        self, world: World, user: User, agenda: Agenda, dice: random.Random, questions: Sequence[str]
    ) -> None:
        self.user, self._world, self._agenda, self._dice = user, world, agenda, dice
        self._questions, self._nature = questions, Nature()
        self._tries = 0
        self._came_back = False

    def begins(self) -> None:
        """The first message, sometimes in two pieces."""
        nature, dice = self._nature, self._dice
        chance = dice.random()
        if chance < nature.asks_for_person:
            self._say(dice.choice(_WANT_A_PERSON))
        elif chance < nature.asks_for_person + nature.asks_unknown:
            self._say(dice.choice(_UNKNOWN))
        elif chance < nature.asks_for_person + nature.asks_unknown + nature.urgent:
            self._say(dice.choice(_URGENT))
        else:
            if dice.random() < 0.3:
                self._say(dice.choice(("Здравствуйте", "Добрый день!", "привет")))
            self._agenda.after(1.0, lambda: self._say(dice.choice(self._questions)))

    def sees(self, message: Json) -> None:
        """Something new stands in the chat."""
        buttons = [button["text"] for row in _rows(message) for button in row]
        text = str(message.get("text", ""))
        if any("⭐" in button for button in buttons):
            self._rates(message)
        elif any(button.startswith("✅") or "решено" in button.lower() for button in buttons):
            self._judges(message, buttons)
        elif any("Пропустить" in button or "Skip" in button for button in buttons):
            self._gives_detail(message, buttons)
        elif any("👍" in button for button in buttons):
            self._takes_answer(message)
        elif any("Ничего из этого" in button or "None of" in button for button in buttons):
            self._chooses(message, buttons)
        elif text in AGENTS_LINES:
            self._answers_agent()

    def _takes_answer(self, message: Json) -> None:
        nature, chance = self._nature, self._dice.random()
        if chance < nature.helped:
            self._press(message, "👍", self._about(40))
        elif chance < nature.helped + nature.not_helped:
            self._tries += 1
            self._press(message, "👎", self._about(60))
            if self._tries > 1:
                self._later(90, lambda: self._say(self._dice.choice(_WANT_A_PERSON)))
            else:
                self._later(120, lambda: self._say(self._dice.choice(self._questions)))
        elif self._dice.random() < nature.says_thanks:
            self._later(60, lambda: self._say(self._dice.choice(_THANKS)))

    def _chooses(self, message: Json, buttons: list[str]) -> None:
        self._press(message, self._dice.choice(buttons[:3]), self._about(20))

    def _gives_detail(self, message: Json, buttons: list[str]) -> None:
        if self._dice.random() < 0.5:
            self._later(30, lambda: self._say(f"договор {self._dice.randrange(10**6, 10**7)}"))
        else:
            skip = next(button for button in buttons if "Пропустить" in button or "Skip" in button)
            self._press(message, skip, self._about(25))

    def _answers_agent(self) -> None:
        if self._dice.random() < self._nature.answers_agent:
            self._later(90, lambda: self._say(self._dice.choice(_MORE)))
        elif self._dice.random() < self._nature.blocks:
            self._later(30, lambda: self._act("block"))

    def _judges(self, message: Json, buttons: list[str]) -> None:
        nature, chance = self._nature, self._dice.random()
        if chance < nature.confirms:
            self._press(message, buttons[0], self._about(300))
        elif chance < nature.confirms + nature.denies:
            self._press(message, buttons[1], self._about(300))

    def _rates(self, message: Json) -> None:
        if self._dice.random() < self._nature.rates:
            stars = self._dice.choices((1, 2, 3, 4, 5), (4, 3, 8, 25, 60))[0]
            self._press(message, "⭐" * stars, self._about(30), exact=True)
        if not self._came_back and self._dice.random() < self._nature.comes_back:
            self._came_back = True
            self._later(5400, lambda: self._say(self._dice.choice(_AGAIN)))

    # -- doing

    def _about(self, median: float) -> float:
        return median * self._dice.lognormvariate(0, 0.7)

    def _later(self, median: float, act: Act) -> None:
        self._agenda.after(self._about(median), act)

    def _say(self, text: str) -> None:
        self._act("say", text=text)

    def _press(self, message: Json, text: str, after: float, *, exact: bool = False) -> None:
        wanted = {"message_id": message["message_id"]}
        data = next(
            (
                button.get("callback_data")
                for row in _rows(message)
                for button in row
                if (button["text"] == text if exact else text in button["text"])
            ),
            None,
        )
        if data is not None:
            self._agenda.after(after, lambda: self._act("press", data=data, **wanted))

    def _act(self, action: str, **body: object) -> None:
        try:
            ACTIONS[action](self._world, self.user, dict(body))
        except ApiError:
            return  # the button is gone by now, or he has blocked the bot


def _rows(message: Json) -> list[list[Json]]:
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows
