"""What a check before publishing found, as a short message and as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.reporting.words import percent
from bot.texts import Html, Texts
from kb.entry import Entry, title_in
from kb.markup import escape
from kb.replay import Move, Replay, as_csv

FILE_NAME = "replay.csv"
_NAMED = 3

Entries = Callable[[str], Entry | None]


def facts(replay: Replay) -> dict[str, Any]:
    """The figures that stay in the journal of changes."""
    return {
        "questions": replay.questions,
        "answered_before": replay.answered_before,
        "answered_after": replay.answered_after,
        "error_before": round(replay.error_before, 4),
        "error_after": round(replay.error_after, 4),
        **{str(move): sum(one.times for one in replay.of(move)) for move in Move},
    }


def sentence(texts: Texts, entries: Entries, replay: Replay) -> Html:
    """The outcome in a few lines, with the questions that matter most; `entries` gives an entry by its id."""
    if not replay.questions:
        return texts("editor-replay-none")
    lines: list[str] = [texts("editor-replay", verdict=str(replay.verdict), questions=replay.questions)]
    for move in Move:
        moved = replay.of(move)
        if moved:
            lines.append(texts(f"editor-replay-{move}", count=len(moved)))
            lines += [f"  «{escape(one.text)}»" for one in moved[:_NAMED]]
    for loser in replay.losers[:_NAMED]:
        lines.append(
            texts(
                "editor-replay-loser", title=_title(texts, entries, loser.entry_id), questions=loser.questions
            )
        )
    if not replay.moved:
        lines.append(texts("editor-replay-nothing"))
    lines.append(
        texts(
            "editor-replay-error",
            kept="yes" if replay.promise_kept else "no",
            before=percent(replay.error_before, texts.language),
            after=percent(replay.error_after, texts.language),
            target=percent(replay.target_error, texts.language),
        )
    )
    return Html("\n".join(lines))


def as_file(replay: Replay) -> str:
    """All questions to which the reaction changes, as a table for Excel."""
    return as_csv(replay).decode()


def _title(texts: Texts, entries: Entries, entry_id: str) -> str:
    entry = entries(entry_id)
    return title_in(entry, texts.language) if entry else entry_id
