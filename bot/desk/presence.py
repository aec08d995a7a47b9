"""Whether the bot can work in the agents' groups: thrown out, without its rights, a group that is gone.

What happens there is set right by people, so supervisors hear of it in private, once, with what to do.
Meanwhile nobody is promised a time, new cases go to a group that works, and what was written waits.
"""

from __future__ import annotations

import structlog
from sqlalchemy import func, select

from bot.desk import supervisors
from bot.desk.clocks import promising
from bot.inbound import Presence
from bot.sending import topics
from bot.sending.topics import OUT, Absence
from bot.step import Step
from bot.telegram.outcomes import Blocked, Delivered, Outcome
from handoff import ledger
from store.outbox import Action
from store.schema import IS_UNCLAIMED, Case, Setting

_log = structlog.get_logger(__name__)


def on_change(step: Step, change: Presence) -> None:
    """Telegram tells what the bot may do in a group now."""
    if change.chat_id not in topics.desks(step.session, step.services.settings.desk_chats):
        return
    if change.absence is None:
        _back(step, change.chat_id)
    else:
        _lost(step, change.chat_id, change.absence)


def on_call(step: Step, chat_id: int, action: Action, outcome: Outcome) -> None:
    """What a call to a group of the agents shows: updates about the bot itself can be missed."""
    mark = topics.absence(step.session, chat_id)
    match outcome:
        case Blocked():
            _lost(step, chat_id, Absence.OUT)
        case Delivered() if mark is Absence.OUT or (mark and action is Action.CREATE_TOPIC):
            _back(step, chat_id)
        case Delivered():
            pass
        case _ if mark is None:
            _lost(step, chat_id, Absence.RIGHTS)


def _lost(step: Step, chat_id: int, why: Absence) -> None:
    if topics.absence(step.session, chat_id) is why:
        return
    step.session.merge(Setting(key=f"{OUT}{chat_id}", value=str(why)))
    step.session.flush()
    _log.error("the bot cannot work in a group of the agents", action="desk_lost", why=str(why))
    waiting = step.session.scalar(select(func.count()).select_from(Case).where(IS_UNCLAIMED)) or 0
    said = step.services.desk_texts("group-lost", why=str(why), waiting=waiting, group=str(chat_id))
    supervisors.tell(step, said, key=f"desk:{chat_id}:{why}:{step.now.isoformat()}")


def _back(step: Step, chat_id: int) -> None:
    mark = step.session.get(Setting, f"{OUT}{chat_id}")
    if mark is None:
        return
    step.session.delete(mark)
    step.session.flush()
    _log.info("the bot works in the group of the agents again", action="desk_back")
    topics.hurry(step.session, chat_id)
    said = step.services.desk_texts("desk-back")
    supervisors.tell(step, said, key=f"desk:{chat_id}:back:{step.now.isoformat()}")
    without = select(Case.id).where(IS_UNCLAIMED, Case.promised_at.is_(None)).order_by(Case.id)
    for case_id in step.session.scalars(without).all():
        promising.promise_again(step, ledger.locked(step.session, case_id))
