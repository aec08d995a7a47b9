"""Deep links, `https://t.me/<bot>?start=<payload>`: what they say is kept, and they may open a question, a
subject, or the door of a segment.

`e-<entry>` and `t-<subject>` are open, since anybody may read them anyway. `s-<segment>-<mark>` gives
something and is signed: HMAC-SHA256 with a key derived from the bot's token, so that nobody writes himself
into a segment. Whatever else a payload says («june-mailing») is shown to the agents.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from bot.customer import presses
from bot.step import Step
from kb.entry import is_segment
from store.schema import Customer

_KINDS = {"entry": "e", "topic": "t", "segment": "s"}
_MOST = 64
"""Characters of a payload; Telegram takes no more, and only letters, digits, «-» and «_»."""
_MARK = 16
"""Characters of a signature: 96 bits."""


class UnusableLinkError(ValueError):
    """A name that does not fit into a link; the text says why."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link opens: `kind` is entry, topic or segment."""

    kind: str
    name: str


def write(link: Link, token: str) -> str:
    """The payload of a link. Raises UnusableLinkError."""
    payload = f"{_KINDS[link.kind]}-{link.name}"
    if link.kind == "segment":
        if not is_segment(link.name):
            raise UnusableLinkError(f"“{link.name}” is no segment: letters, digits, “-” and “_”")
        payload = f"{payload}-{_signature(link.name, token)}"
    if not re.fullmatch(r"[A-Za-z0-9_-]+", payload):
        raise UnusableLinkError(
            f"“{link.name}” has signs that a link cannot hold: only A–Z, 0–9, “-” and “_”"
        )
    if len(payload) > _MOST:
        raise UnusableLinkError(f"“{link.name}” is too long for a link by {len(payload) - _MOST} characters")
    return payload


def read(payload: str, token: str) -> Link | None:
    """What a payload opens; None where it opens nothing, or is signed by somebody else."""
    sign, _, name = payload.partition("-")
    kind = next((kind for kind, known in _KINDS.items() if known == sign), None)
    if kind is None or not name:
        return None
    if kind != "segment":
        return Link(kind, name)
    name, mark = name[: -_MARK - 1], name[-_MARK:]
    genuine = is_segment(name) and hmac.compare_digest(mark.encode(), _signature(name, token).encode())
    return Link(kind, name) if genuine else None


def _signature(segment: str, token: str) -> str:
    key = hmac.new(token.encode(), b"linezero segment link", hashlib.sha256).digest()
    digest = hmac.new(key, segment.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_MARK]


def follow(step: Step, customer: Customer, payload: str) -> bool:
    """Keep what a link says and open what it opens. False where the customer is still to be greeted."""
    if not payload:
        return False
    customer.came_by = payload
    link = read(payload, step.services.settings.telegram_token.get_secret_value())
    if link is None:
        return False
    knowledge = step.services.knowledge
    match link.kind:
        case "entry" if knowledge.entry(link.name) is not None:
            presses.open_entry(step, customer, link.name)
            return True
        case "topic" if knowledge.topic(link.name) is not None:
            presses.open_topic(step, customer, link.name)
            return True
        case "segment":
            customer.segment = link.name
    return False
