"""Whose words a line carries, as it is shown: «переслано от …», the quoted part, what it answers elsewhere."""

from __future__ import annotations

from bot.texts import Html, Texts
from intents.privacy import mask
from store.origin import Origin, Source

_LIMIT = 200
"""Characters of a quoted part."""


def source(who: Source | None, texts: Texts) -> Html | str:
    """«Банк «Ромашка», канал»; `none` where it is nobody else."""
    return texts("origin-source", kind=who.kind, name=who.name or "none") if who is not None else "none"


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
