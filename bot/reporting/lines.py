"""The lines of a report: the name of each figure in both languages, its unit, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any

from handoff.metrics import Figures, Nps, PromiseError, Share, Times


class Unit(StrEnum):
    """How a value is to be read. A share is between 0 and 1, a time is in seconds."""

    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    GRADE = "grade"
    POINTS = "points"  # NPS, −100…100


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: `name` is the field of `Figures`."""

    name: str
    ru: str
    en: str

    def title(self, language: str) -> str:
        """The name for people."""
        return self.en if language == "en" else self.ru


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong together."""

    ru: str
    en: str
    lines: tuple[Line, ...]

    def title(self, language: str) -> str:
        """The heading for people."""
        return self.en if language == "en" else self.ru


SECTIONS = (
    Section(
        "Объём",
        "Volume",
        (
            Line("opened", "Обращений открыто", "Cases opened"),
            Line("closed", "Обращений закрыто", "Cases closed"),
            Line("customer_messages", "Сообщений клиентов", "Customers' messages"),
            Line("agent_messages", "Сообщений операторов", "Agents' messages"),
            Line("bot_answers", "Ответов нулевой линии", "Answers of line zero"),
            Line("incident_cases", "Присоединено к авариям", "Joined to incidents"),
        ),
    ),
    Section(
        "Нулевая линия",
        "Line zero",
        (
            Line("self_service", "Доля самообслуживания", "Self-service share"),
            Line("self_service_confirmed", "— из них подтвердил клиент", "— confirmed by the customer"),
            Line("abandoned", "Ушли без ответа", "Left without an answer"),
            Line("first_reply_bot", "Первый ответ бота", "First reply of the bot"),
            Line("solution_bot", "Время решения ботом", "Time to solution, bot"),
        ),
    ),
    Section(
        "Передача",
        "Escalation",
        (
            Line("escalated", "ER 0→1: передано людям", "ER 0→1: given to people"),
            Line("escalated_further", "ER: передано выше", "ER: given to a higher line"),
            Line("sent_down", "Возвращено на линию ниже", "Sent back to a lower line"),
            Line("acceptance", "EA: время до принятия", "EA: time to acceptance"),
            Line("acceptance_again", "EA: повторное ожидание", "EA: later waits"),
            Line("returned", "Возвратов в очередь", "Returns to the queue"),
            Line("ping_pong", "Пинг-понг (2 возврата и больше)", "Ping-pong (two returns or more)"),
            Line("transferred", "Передано коллеге или по теме", "Transferred to a colleague or topic"),
        ),
    ),
    Section(
        "Скорость людей",
        "Speed of people",
        (
            Line("first_reply_human", "Первый ответ человека", "First reply of a person"),
            Line("reply_after_handoff", "Ответ после передачи", "Reply after the handoff"),
            Line("next_reply", "Следующие ответы", "Next replies"),
            Line("handled", "Обращение у одного оператора", "A case with one agent"),
            Line("solution", "MTTR: время решения", "MTTR: time to solution"),
            Line("clock_zero", "— работала нулевая линия", "— line zero at work"),
            Line("clock_queue", "— в очереди", "— in the queue"),
            Line("clock_owned", "— у оператора", "— with an agent"),
            Line("clock_customer", "Отдельно: ждали клиента", "Apart: waited for the customer"),
            Line("clock_vendor", "Отдельно: ждали подрядчика", "Apart: waited for a vendor"),
            Line("clock_confirmation", "Отдельно: ждали подтверждения", "Apart: waited for confirmation"),
            Line("clock_blocked", "Отдельно: клиент недоступен", "Apart: customer unreachable"),
        ),
    ),
    Section(
        "Обещания и сроки",
        "Promises and deadlines",
        (
            Line("promise_kept", "Обещанное время выдержано", "Promises kept"),
            Line("promise_error", "Ошибка обещания", "Promise error"),
            Line("promise_changed", "Обещаний изменено", "Promises changed"),
            Line("last_promise_kept", "Последнее названное время выдержано", "Last time told, kept"),
            Line("last_promise_error", "Ошибка последнего обещания", "Error of the last promise"),
            Line("sla_first_reply", "SLA: первый ответ", "SLA: first reply"),
            Line("sla_next_reply", "SLA: следующие ответы", "SLA: next replies"),
            Line("sla_solution", "SLA: решение", "SLA: solution"),
            Line("unanswered_day", "Суток без ответа", "Days without an answer"),
        ),
    ),
    Section(
        "Качество",
        "Quality",
        (
            Line("rating", "CSI: средняя оценка", "CSI: average rating"),
            Line("satisfied", "CSI: оценок 4–5", "CSI: ratings 4–5"),
            Line("rated", "Оценили (из подтвердивших)", "Rated (of those who confirmed)"),
            Line("commented", "Оценок с отзывом", "Ratings with a comment"),
            Line("nps", "NPS: готовы рекомендовать", "NPS: would recommend"),
            Line("closed_unconfirmed", "Закрыто без подтверждения", "Closed unconfirmed"),
            Line("reopened", "Открыто снова", "Reopened"),
            Line("asked_again", "Повторные вопросы", "Repeat questions"),
            Line("undelivered", "Не доставлено сообщений", "Messages not delivered"),
            Line("blocked", "Клиент заблокировал бота", "Customer blocked the bot"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a figure; `name` is made of the figure's and of what it is (`acceptance_median`)."""

    name: str
    unit: Unit
    value: float | int | None


def values(line: Line, figures: Figures) -> tuple[Value, ...]:
    """The numbers of one figure, the one that says most first."""
    found: Any = attrgetter(line.name)(figures)
    match found:
        case Share(part=part, whole=whole):
            return (
                Value(line.name, Unit.SHARE, found.value),
                Value(f"{line.name}_part", Unit.COUNT, part),
                Value(f"{line.name}_of", Unit.COUNT, whole),
            )
        case Times(count=count, mean=mean, median=median, p90=p90):
            return (
                Value(f"{line.name}_median", Unit.SECONDS, median),
                Value(f"{line.name}_mean", Unit.SECONDS, mean),
                Value(f"{line.name}_p90", Unit.SECONDS, p90),
                Value(f"{line.name}_count", Unit.COUNT, count),
            )
        case Nps(count=count, promoters=promoters, detractors=detractors):
            return (
                Value(line.name, Unit.POINTS, found.value),
                Value(f"{line.name}_promoters", Unit.COUNT, promoters),
                Value(f"{line.name}_detractors", Unit.COUNT, detractors),
                Value(f"{line.name}_count", Unit.COUNT, count),
            )
        case PromiseError(count=count, mean=mean, p90_abs=p90_abs):
            return (
                Value(f"{line.name}_mean", Unit.SECONDS, mean),
                Value(f"{line.name}_p90_abs", Unit.SECONDS, p90_abs),
                Value(f"{line.name}_count", Unit.COUNT, count),
            )
    return (Value(line.name, Unit.GRADE if line.name == "rating" else Unit.COUNT, found),)


def all_values(figures: Figures) -> Iterator[tuple[Line, Value]]:
    """All numbers of all figures, in the order of the report."""
    for section in SECTIONS:
        for line in section.lines:
            for value in values(line, figures):
                yield line, value
