"""Albums: Telegram sends the parts one by one and never says how many there are, so a timer ends the wait."""

from __future__ import annotations

from sqlalchemy import select

from bot.step import Step
from handoff import ledger
from store import inbox
from store.schema import Case, Message, Outbox, Timer


def wait_for_more(step: Step, case: Case, message: Message, *, lane: str, kind: str) -> None:
    """Carry an album over a little after the part just stored, unless another one follows."""
    inbox.set_timer(
        step.session,
        f"album:{message.chat_id}:{message.album}",
        lane=lane,
        kind=kind,
        due_at=step.now + step.services.settings.album,
        payload={"case_id": case.id, "album": message.album},
    )


def completed_by(step: Step, message: Message, *, lane: str, kind: str) -> list[tuple[Case, str]]:
    """The albums of a lane, with their cases, that are complete because a message that is no part of them has
    come; it must not arrive before them. Their timers are gone."""
    soon = step.now + step.services.settings.album  # none is due later, and times have an index
    timers = step.session.scalars(
        select(Timer).where(Timer.due_at <= soon, Timer.lane == lane, Timer.kind == kind)
    ).all()
    complete = [timer for timer in timers if timer.payload["album"] != message.album]
    for timer in complete:
        inbox.clear_timer(step.session, timer.key)
    return [(ledger.locked(step.session, one.payload["case_id"]), one.payload["album"]) for one in complete]


def parts_to_carry(step: Step, case: Case, album: str) -> list[Message]:
    """The parts that nothing carries over yet, in order: the last one may come when the others have gone,
    because we were away in between."""
    parts = step.session.scalars(
        select(Message)
        .where(Message.album == album, Message.case_id == case.id)
        .order_by(Message.external_id)
    ).all()
    keys = [line_key(case, part) for part in parts]
    carried = step.session.scalars(select(Outbox.payload).where(Outbox.key.in_(keys)))
    gone = {message_id for payload in carried for message_id in payload["message_ids"]}
    return [part for part in parts if part.id not in gone]


def line_key(case: Case, message: Message | int) -> str:
    """The key of the call that carries a line, or the album it begins, to the other side."""
    return f"case:{case.id}:line:{message if isinstance(message, int) else message.id}"
