"""The buttons under a reminder: a line that was held back goes out, or never."""

from __future__ import annotations

from bot.desk.writing import messages, repeating
from bot.intake.lanes import desk_lane
from bot.step import Step
from store.outbox import customer_lane
from store.schema import Case, Person


def on_send(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """«Отправить всё равно»."""
    return _settle(step, case, agent, rest, sent=True)


def on_drop(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """«Не отправлять»."""
    return _settle(step, case, agent, rest, sent=False)


def _settle(step: Step, case: Case, agent: Person, rest: list[str], *, sent: bool) -> str:
    desk = step.services.desk_texts
    line = repeating.open_line(step, case, rest[0] if rest else "")
    if line is None:
        return desk.plain("press-old")
    if line.person_id != agent.id:
        return desk.plain("press-not-your-line")
    if sent and not messages.may_answer(step, case, agent):
        return desk.plain("press-old")
    repeating.settle(step, case, agent, line, sent=sent)
    if sent:
        written = repeating.as_written(line)
        private = written.chat_id > 0
        lane = customer_lane(written.chat_id) if private else desk_lane(written.chat_id, written.topic or 0)
        messages.answer(step, case, agent, written, lane=lane)
    return desk.plain("press-done")
