"""How customers take the answers: the most rejected first, and entries that take each other's questions."""

from __future__ import annotations

from typing import Any

from bot.editor import card
from bot.editor.findings import Healths
from bot.step import BUTTON_LIMIT, Step, button
from bot.team.talk import Talk
from kb.entry import title_in
from store import inbox
from store.schema import Person

HEALTH = "kb_health"
_SHOWN, _RIVALS = 8, 3


def ask(talk: Talk) -> None:
    """Show it as soon as it is counted."""
    inbox.set_timer(
        talk.step.session,
        f"{HEALTH}:{talk.person.id}",
        lane=f"kb:person:{talk.person.id}",
        kind=HEALTH,
        due_at=talk.step.now,
        payload={"person": talk.person.id, "message": talk.message_id, "at": talk.step.now.isoformat()},
    )
    talk.show(talk.texts("editor-health-looking"))


def tell(step: Step, payload: dict[str, Any], found: Healths) -> None:
    """The list, the most rejected answer first."""
    person = step.session.get(Person, payload["person"])
    if person is None:
        return
    talk = Talk(step, person, payload["message"])
    texts = talk.texts
    shown = [one for one in found.health.entries if one.shown][:_SHOWN]
    lines: list[str] = [texts("editor-health", count=len(shown))]
    rows = []
    for one in shown:
        title = _title(talk, one.entry_id)
        lines.append(
            texts(
                "editor-health-line",
                title=title,
                shown=one.shown,
                helped=one.helped,
                rejected=one.rejected,
                human=one.human,
            )
        )
        if one.unused:
            lines.append(texts("editor-health-unused", count=len(one.unused)))
        rows.append([button(title[:BUTTON_LIMIT], "kb", "entry", one.entry_id)])
    for pair in found.health.rivals[:_RIVALS]:
        first, second = _title(talk, pair.first), _title(talk, pair.second)
        lines.append(texts("editor-health-rivals", first=first, second=second, example=pair.example))
    talk.show("\n".join(lines), [*rows, [card.menu_button(talk)]])


def _title(talk: Talk, entry_id: str) -> str:
    entry = talk.step.services.knowledge.entry(entry_id)
    return title_in(entry, talk.texts.language) if entry else entry_id
