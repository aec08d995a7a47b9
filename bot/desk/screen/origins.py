"""Whose words a line carries, as it is shown: «переслано от …», the quoted part, the answered message."""

from __future__ import annotations

from typing import Any

from bot.step import Step
from bot.texts import Html, Texts
from intents.privacy import mask
from store.origin import Origin, Source
from store.schema import Customer, Message

_LIMIT = 200
"""Characters of a quoted part."""


def source(who: Source | None, texts: Texts) -> Html | str:
    """«Банк «Ромашка», канал»; `none` where it is nobody else."""
    return texts("origin-source", kind=who.kind, name=who.name or "none") if who is not None else "none"


def head(step: Step, customer: Customer, message: Message) -> Html:
    """What stands before a customer's line: the name, and whose words these are where they are not all their
    own. An album of their own goes without: Telegram copies it as it is, and each message costs the group."""
    origin = Origin.of(message.origin)
    if message.album is not None and not origin.is_elsewhere:
        return Html("")
    texts = step.services.desk_texts
    return texts(
        "desk-line-head",
        customer=customer.name or texts.plain("customer-someone"),
        before=before(origin, texts, quote=False),
    )


def before(origin: Origin, texts: Texts, *, quote: bool = True) -> Html | str:
    """What stands before a line that is not all its author's own, `none` for the others. `quote`: the quoted
    part too, where the line cannot show it as a reply."""
    said = []
    if origin.forwarded is not None:
        said.append(texts("origin-forwarded", source=source(origin.forwarded, texts)))
    if origin.reply is not None:
        said.append(
            texts(
                "origin-reply",
                source=source(origin.reply, texts),
                text=_short(origin.reply.text) or "none",
            )
        )
    if origin.quote and quote:
        said.append(texts("origin-quote", text=_short(origin.quote)))
    return Html(" ".join(said)) if said else "none"


def _short(text: str) -> str:
    text = " ".join(mask(text).split())
    return text if len(text) <= _LIMIT else text[: _LIMIT - 1].rstrip() + "…"


def reply(message: Message) -> dict[str, Any]:
    """The part of a call that says what a line answers: our message, and the quoted words of it."""
    quote = Origin.of(message.origin).quote
    answers = {} if message.reply_to_id is None else {"reply_to": message.reply_to_id}
    return {**answers, "quote": quote} if quote else dict(answers)
