"""Messages that came more than once, and whether an outcome that nobody could know explains each."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bench.chaos.evidence import Evidence, Json
from bench.chaos.plan import tokens

NEW = frozenset({"send_text", "send_picture", "send_file", "copy"})
_DEATH_WINDOW = 20.0
"""Seconds between a call and the kill that kept its success from being written down, at most."""


@dataclass(slots=True)
class Found:
    """`total` surplus messages in customers' chats, by cause; those that no ambiguous attempt explains."""

    total: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)


def find(evidence: Evidence) -> Found:
    """A surplus message is one that no row of the outbox names as its result. It is explained when a row of
    the same chat with the same words had an attempt whose outcome was unknown, once for each."""
    found = Found()
    rows: dict[int, list[Json]] = defaultdict(list)
    for row in evidence.outbox:
        if row["chat_id"] and row["chat_id"] > 0 and row["action"] in NEW:
            rows[row["chat_id"]].append(row)
    made = _calls_by_message(evidence)
    for chat_id, messages in evidence.chats.items():
        by_id = {message["message_id"]: message for message in messages}
        named = {number for row in rows[chat_id] for number in (row["result"] or {}).get("ids", ())}
        excuses: Counter[str] = Counter()
        for row in rows[chat_id]:
            if row["ambiguous"]:
                for words in _words_of(row, by_id):
                    excuses[words] += row["ambiguous"]
        for number, message in by_id.items():
            if not message["from"]["is_bot"] or number in named:
                continue
            words = _words(message)
            if excuses[words] <= 0:
                found.unexplained.append(f"{chat_id}: «{words[:60]}» ({number}) came once too often")
            excuses[words] -= 1
            found.total += 1
            found.causes[_cause(made.get((chat_id, number)), evidence)] += 1
    return found


def _words_of(row: Json, by_id: dict[int, Json]) -> list[str]:
    """The words of each message that a row makes, as customers see them."""
    ids = (row["result"] or {}).get("ids", ())
    seen = [_words(by_id[number]) for number in ids if number in by_id]
    return seen or [_plain(row["payload"].get("html", ""))]


def _words(message: Json) -> str:
    words = str(message.get("text") or message.get("caption") or message["kind"])
    # a line is known by its token: its words may have been edited between its two arrivals
    return " ".join(token.partition("e")[0] for token in tokens(words)) or _plain(words, markup=False)


def _plain(text: str, *, markup: bool = True) -> str:
    bare = html.unescape(re.sub(r"<[^>]+>", "", text)) if markup else text
    return " ".join(bare.split())


def _calls_by_message(evidence: Evidence) -> dict[tuple[int, int], Json]:
    made: dict[tuple[int, int], Json] = {}
    for call in evidence.calls:
        results = call["result"] if isinstance(call["result"], list) else [call["result"]]
        for result in results:
            if call["applied"] and isinstance(result, dict) and "message_id" in result:
                made[call["chat_id"], result["message_id"]] = call
    return made


def _cause(call: Json | None, evidence: Evidence) -> str:
    if call is None:
        return "by a call that is not in the journal"
    if call["fault"] == "drop_after":
        return "after a connection that broke"
    if call["fault"] == "not_telegram":
        return "after an answer that was not Telegram's"
    if any(0 <= moment - call["time"] <= _DEATH_WINDOW for moment in evidence.deaths):
        return "after a kill"
    return "after a time-out"
