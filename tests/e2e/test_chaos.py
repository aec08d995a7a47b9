"""A short chaos run: customers and agents at work, a failing Telegram, and the bot killed in the middle.

The long one is `make chaos`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.chaos.evidence import Evidence
from bench.chaos.plan import Plan
from bench.chaos.run import run
from bench.chaos.verdict import judge

SHORT = Plan(customers=12, messages=150, kills=2, frosts=1, seconds=8, agents=3, seed=7, patience=60)


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_invariant_3_nothing_is_lost_by_sudden_deaths(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    plan, url = SHORT, f"sqlite:///{tmp_path / 'chaos.db'}"
    if kind == "postgres":
        url = request.getfixturevalue("postgres_database").url.render_as_string(hide_password=False)
        plan = replace(SHORT, kills=1, messages=100)
    played = await run(plan, url, tmp_path, print)
    broken = [f"{one.name}: {one.value} {one.bad[:3]}" for one in judge(played.evidence) if not one.good]
    assert not broken, broken
    assert (len(played.evidence.deaths), played.frosts) == (plan.kills, plan.frosts)
    if kind == "sqlite":
        assert_the_verdict_notices(played.evidence)


def assert_the_verdict_notices(evidence: Evidence) -> None:
    """What is good now is bad as soon as the evidence is tampered with."""
    unsure = {row["chat_id"] for row in evidence.outbox if row["ambiguous"]}  # a double may be explained
    chat_id, messages = next(
        (i, found)
        for i, found in evidence.chats.items()
        if i not in unsure and any(from_bot(message) for message in found)
    )
    said = next(message for message in messages if from_bot(message))
    twice = {**said, "message_id": said["message_id"] + 10_000_000}
    silent = [message for message in messages if not from_bot(message)]
    tampered: dict[str, Evidence] = {
        "updates sent in = stored = handled": replace(evidence, inbox=evidence.inbox[1:]),
        "customers' messages lost on the way in": replace(evidence, messages=evidence.messages[1:]),
        "messages without any reaction": replace(evidence, chats={chat_id: silent}, desk=[]),
        "customers' lines that missed their agents": replace(evidence, desk=[]),
        "messages that customers got twice": replace(evidence, chats={chat_id: [*messages, twice]}),
        "outgoing rows by their end": replace(evidence, outbox=[{**evidence.outbox[0], "state": "sending"}]),
        "out of order within a chat": replace(evidence, inbox=evidence.inbox[::-1]),
    }
    for name, told in tampered.items():
        found = next(one for one in judge(told) if one.name == name)
        assert not found.good, f"«{name}» was not noticed"


def from_bot(message: dict[str, Any]) -> bool:
    return bool(message["from"]["is_bot"])
