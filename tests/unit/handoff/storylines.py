"""Logs of cases written as people would note them down: `10:05 claimed @7`, `+1 09:00 solved @7`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handoff.case import BOT, CLOCK, CUSTOMER, Actor, Event, EventType

MIDNIGHT = datetime(2026, 11, 2, tzinfo=UTC)
"""The first day of every story: a Monday."""

_BOT = {"answered", "clarified", "detail_asked", "handed_off", "understood"}
_CLOCK = {
    "lease_expired",
    "unconfirmed",
    "undelivered",
    "promised",
    "deadline_missed",
    "customer_blocked",
    "customer_returned",
}


def moment(text: str) -> datetime:
    """`10:05`, `10:05:30`, or `+1 10:05` for the next day."""
    day, _, clock = text.rpartition(" ")
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    return MIDNIGHT + timedelta(
        days=int(day or 0), hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0
    )


def story(text: str) -> list[Event]:
    """One event a line: a moment, its type, `@7` for the agent, `name=value` for what it carries."""
    return [_event(line.split()) for line in text.strip().splitlines()]


def _event(words: list[str]) -> Event:
    day = words.pop(0) + " " if words[0].startswith("+") else ""
    at, kind = moment(day + words.pop(0)), words.pop(0)
    agent = next((int(word[1:]) for word in words if word.startswith("@")), None)
    payload: dict[str, object] = dict(word.split("=") for word in words if "=" in word)
    if "promised" in payload:
        payload["promised_at"] = moment(str(payload.pop("promised")).replace("_", " ")).isoformat()
    for number in ("rating", "score", "priority", "line", "to"):
        if number in payload:
            payload[number] = int(str(payload[number]))
    if "confirmed" in payload:
        payload["confirmed"] = payload["confirmed"] == "yes"
    if kind == "handed_off":
        payload.setdefault("reason", "asked")
    if kind in ("claimed", "transferred", "work_resumed"):
        payload["lease_until"] = (at + timedelta(minutes=30)).isoformat()
    return Event(EventType(kind), at, _actor(kind, agent, words), payload)


def _actor(kind: str, agent: int | None, words: list[str]) -> Actor:
    if agent is not None:
        return Actor("agent", agent)
    if kind in _BOT:
        return BOT
    return CLOCK if kind in _CLOCK or "clock" in words else CUSTOMER
