"""/stats: today in a few figures. Worked out before the transaction, because it reads the log of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.desk import answers, team
from bot.inbound import Written
from bot.reporting.lines import Unit
from bot.reporting.words import number
from bot.services import Services
from bot.step import Step, local_day
from bot.texts import Html
from handoff.metrics import Figures, Period, logs, measure
from store import inbox
from store.schema import Case, Person

TIMER = "stats"


@dataclass(frozen=True, slots=True)
class Today:
    """The figures of today so far."""

    figures: Figures


def ask(step: Step, written: Written, _agent: Person, _words: str) -> None:
    """Have the figures worked out, and answered where they were asked for."""
    case = team.case_of_topic(step, written.chat_id, written.topic) if written.is_group else None
    about = {
        "chat_id": written.chat_id,
        "case": case.id if case else None,
        "day": local_day(step).isoformat(),
    }
    key = f"{TIMER}:{written.chat_id}:{written.topic or 0}"
    inbox.set_timer(step.session, key, lane=TIMER, kind=TIMER, due_at=step.now, payload=about)


def prepare(session: Session, services: Services, payload: dict[str, Any]) -> Today:
    """Work the figures out."""
    day = date.fromisoformat(payload["day"])
    period = Period.of_days(day, day, services.hours.zone)
    return Today(measure(logs(session, period), period).total)


def tell(step: Step, payload: dict[str, Any], today: Today) -> None:
    """Answer with them."""
    html = _as_text(step, today.figures)
    case = step.session.get(Case, payload["case"]) if payload["case"] else None
    if case is not None:
        step.desk_say(case, html)
    else:
        answers.post(step, payload["chat_id"], html)


def _as_text(step: Step, figures: Figures) -> Html:
    texts = step.services.desk_texts

    def said(value: float | None, unit: Unit) -> str:
        return number(value, unit, texts.language) if value is not None else "—"

    return texts(
        "stats-today",
        opened=said(figures.opened, Unit.COUNT),
        closed=said(figures.closed, Unit.COUNT),
        selfservice=said(figures.self_service.value, Unit.SHARE),
        handed=said(figures.escalated.part, Unit.COUNT),
        wait=said(figures.acceptance.median, Unit.SECONDS),
        promise=said(figures.promise_kept.value, Unit.SHARE),
        satisfied=said(figures.satisfied.value, Unit.SHARE),
        repeated=said(figures.asked_again.value, Unit.SHARE),
    )
