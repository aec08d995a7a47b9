"""How customers take the answers: the most rejected first, and entries that take each other's questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bot.editor import card
from bot.editor.findings import DeadLink, Healths
from bot.reporting.words import percent
from bot.step import Html, Step, button
from bot.team.talk import Talk
from kb.entry import title_in
from kb.health import EntryHealth, Health, as_csv
from store.schema import Person

HEALTH = "kb_health"
FILE_NAME = "health.csv"
_SHOWN, _RIVALS, _NAMED, _LINKS = 8, 3, 3, 5


def ask(talk: Talk) -> None:
    """Show it as soon as it is counted."""
    at = talk.step.now.isoformat()
    talk.work_out(HEALTH, f"person:{talk.person.id}", message=talk.message_id, at=at)
    talk.show(talk.texts("editor-health-looking"))


def tell(step: Step, payload: dict[str, Any], found: Healths) -> None:
    """The list, the most rejected answer first, what can be mended, and all of it as a file."""
    person = step.session.get(Person, payload["person"])
    if person is None:
        return
    talk = Talk(step, person, payload["message"])
    shown = [one for one in found.health.entries if one.shown][:_SHOWN]
    lines: list[str] = [talk.texts("editor-health", count=len(shown))]
    for one in shown:
        lines += _about(talk, one)
    lines += [*_rivals(talk, found.health), *_missing(talk, found.health), *_dead(talk, found.dead)]
    rows = [[button(_title(talk, one.entry_id), "kb", "entry", one.entry_id)] for one in shown]
    talk.show("\n".join(lines), [*rows, [card.menu_button(talk)]])
    talk.send_file(FILE_NAME, as_csv(found.health).decode(), talk.texts("editor-health-file"))


def _about(talk: Talk, one: EntryHealth) -> Iterator[Html]:
    yield talk.texts(
        "editor-health-line",
        title=_title(talk, one.entry_id),
        shown=one.shown,
        helped=one.helped,
        rejected=one.rejected,
        human=one.human,
    )
    if one.worse_than_promised:
        yield talk.texts(
            "editor-health-worse",
            promised=percent(one.promise.promised, talk.texts.language),
            real=percent(one.promise.real, talk.texts.language),
            answers=one.promise.answers,
        )
    if one.unused:
        named = ", ".join(f"«{text}»" for text in one.unused[:_NAMED])
        yield talk.texts("editor-health-unused", phrasings=named, more=len(one.unused[_NAMED:]))


def _rivals(talk: Talk, health: Health) -> Iterator[Html]:
    for pair in health.rivals[:_RIVALS]:
        first, second = _title(talk, pair.first), _title(talk, pair.second)
        yield talk.texts("editor-health-rivals", first=first, second=second, example=pair.example)


def _missing(talk: Talk, health: Health) -> Iterator[Html]:
    """Languages without an answer, first where customers had to do with another one."""
    asked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for one in health.entries:
        for language, times in one.missing:
            asked[language].append((times, one.entry_id))
    for language, entries in sorted(asked.items()):
        ids = [entry_id for _, entry_id in sorted(entries, key=lambda pair: -pair[0])]
        titles = ", ".join(f"«{_title(talk, entry_id)}»" for entry_id in ids[:_NAMED])
        yield talk.texts(
            "editor-health-missing", language=language, count=len(ids), titles=titles, more=len(ids[_NAMED:])
        )


def _dead(talk: Talk, dead: tuple[DeadLink, ...]) -> Iterator[Html]:
    for one in dead[:_LINKS]:
        titles = ", ".join(f"«{_title(talk, entry_id)}»" for entry_id in one.entries[:_NAMED])
        yield talk.texts("editor-health-dead", address=one.address, fault=one.fault, titles=titles)


def _title(talk: Talk, entry_id: str) -> str:
    entry = talk.step.services.knowledge.entry(entry_id)
    return title_in(entry, talk.texts.language) if entry else entry_id
