"""How replay, gaps and health look in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import typer

from intents.privacy import mask_outside
from kb.gaps import Effect, Gap, Reply
from kb.replay import Move, Replay

SHOWN = 20


def say(value: Any) -> None:
    """Print a text as it is, anything else as JSON."""
    typer.echo(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns padded with spaces."""
    lines = [[str(cell) for cell in line] for line in (header, *rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def share(value: float | None) -> str:
    """A share as per cent; empty where it is not known."""
    return "" if value is None else f"{value:.0%}"


def replay_lines(found: Replay) -> str:
    """What a replay found, the most asked questions of each kind."""
    lines = [
        f"{found.questions} questions, asked {found.times} times: answered {found.answered_before} before, "
        f"{found.answered_after} after ({found.seconds:.1f} s)",
        f"expected wrong answers: {found.error_before:.1%} before, {found.error_after:.1%} after, "
        f"promised {found.target_error:.1%}",
    ]
    for move in Move:
        moved = found.of(move)
        if moved:
            lines.append(f"{move}: {len(moved)}")
        for one in moved[:SHOWN]:
            lines.append(
                f"  {one.times:>4}  {mask_outside(one.text)}"
                f"  [{one.before.entry_id} {one.before.confidence:.0%}"
                f" → {one.after.entry_id} {one.after.confidence:.0%}]"
            )
    lines += [
        f"{loser.entry_id} loses {loser.times} to {loser.to or 'nobody'}" for loser in found.losers[:SHOWN]
    ]
    lines += [f"concern: {concern} ({times})" for concern, times in found.concerns.items()]
    return "\n".join([*lines, f"verdict: {found.verdict}"])


def replay_json(found: Replay) -> dict[str, Any]:
    """All of a replay as plain data."""
    return {
        "verdict": found.verdict,
        "questions": found.questions,
        "times": found.times,
        "answered": {"before": found.answered_before, "after": found.answered_after},
        "expected_error": {"before": found.error_before, "after": found.error_after},
        "target_error": found.target_error,
        "concerns": {str(concern): times for concern, times in found.concerns.items()},
        "losers": [
            {"entry": one.entry_id, "to": one.to, "times": one.times, "questions": one.questions}
            for one in found.losers
        ],
        "moved": [
            {
                "move": one.move,
                "times": one.times,
                "question": mask_outside(one.text),
                "before": {"decision": one.before.decision, "entry": one.before.entry_id,
                           "confidence": one.before.confidence},
                "after": {"decision": one.after.decision, "entry": one.after.entry_id,
                          "confidence": one.after.confidence},
            }
            for one in found.moved
        ],
        "seconds": found.seconds,
    }  # fmt: skip


def gap_table(found: Sequence[Gap]) -> str:
    """One line a gap."""
    rows = [
        (gap.id, gap.state, round(gap.minutes), gap.times, f"{gap.trend:+d}", gap.questions, gap.entry_id,
         mask_outside(gap.title)[:70])
        for gap in found
    ]  # fmt: skip
    return table(("gap", "state", "minutes", "asked", "trend", "wordings", "entry", "topic"), rows)


def gap_lines(gap: Gap, replies: Sequence[Reply], effect: Effect | None) -> str:
    """Everything of one gap."""
    lines = [gap_table([gap]), *(f"  {mask_outside(wording)}" for wording in gap.wordings)]
    lines += [f"reply, case {one.case_id}, rated {one.rating or '—'}: {one.text}" for one in replies]
    if effect:
        lines.append(
            f"{effect.entry_id}, published {effect.published_at:%Y-%m-%d}: answered {effect.answered}, "
            f"missed {effect.missed_since} (before: {effect.missed_before}), "
            f"saved {effect.minutes_saved:.0f} minutes"
        )
    return "\n".join(lines)
