"""A reaction of a customer says what a button would: 👍 under an answer is «Помогло». On an agent's line it
is shown to the agent. Taking a reaction away takes nothing back, as a press cannot be taken back either."""

from __future__ import annotations

from sqlalchemy import select

from bot.customer import presses, profile
from bot.desk.screen import mirror
from bot.inbound import Pressed, Reacted
from bot.step import Step
from handoff import ledger
from store.schema import Copy, Message, Outbox

_GOOD = frozenset("👍❤🔥🙏👏🎉🤩🥰😍💯👌🏆🤝🫡🤗😘🆒")
_BAD = frozenset("👎💩🤬🤮😡🖕💔")
_VERBS = {True: ("up", "yes"), False: ("down", "no")}
"""The buttons that a reaction stands for."""


def opinion(emoji: tuple[str, ...]) -> bool | None:
    """Whether reactions say yes or no; None where they say neither. A no among them counts."""
    bare = {one.replace("\ufe0f", "").split("\u200d")[0] for one in emoji}
    if bare & _BAD:
        return False
    return True if bare & _GOOD else None


def on_reaction(step: Step, reacted: Reacted) -> None:
    """Somebody reacted to a message. What the team does among itself in its groups is its own business."""
    place = step.session.get(Copy, (reacted.chat_id, reacted.message_id))
    message = step.session.get(Message, place.message_id) if place is not None else None
    if reacted.is_group or message is None or not reacted.emoji:
        return
    customer = profile.known(step, reacted.sender)
    if customer.id != message.customer_id:
        return
    if message.author_kind == "agent":
        _show(step, message, reacted)
        return
    says = opinion(reacted.emoji)
    data = _button(step, message, _VERBS[says]) if says is not None else None
    if data is not None:
        pressed = Pressed("", reacted.sender, data, reacted.chat_id, reacted.message_id, False, None)
        presses.on_opinion(step, customer, pressed)


def _button(step: Step, message: Message, verbs: tuple[str, ...]) -> str | None:
    """What the button of this message says that the reaction stands for."""
    sent = step.session.scalars(select(Outbox.payload).where(Outbox.message_id == message.id))
    for payload in sent:
        for row in payload.get("keyboard") or []:
            for one in row:
                if one.get("data", "").partition(":")[0] in verbs:
                    return str(one["data"])
    return None


def _show(step: Step, message: Message, reacted: Reacted) -> None:
    """The agent sees what the customer thinks of a line; the same reaction is shown once."""
    if message.case_id is None:
        return
    case = ledger.locked(step.session, message.case_id)
    emoji = "".join(reacted.emoji)
    words = " ".join(message.text.split())[:60]
    said = step.services.desk_texts("desk-reacted", emoji=emoji, text=words or "none")
    if case.line > 0:
        step.desk_say(case, said, key=f"reaction:{message.id}:{emoji}")
        mirror.tell_owner(step, case, said)
