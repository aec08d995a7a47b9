"""How a step of a guide looks: what was checked, the step, its buttons."""

from __future__ import annotations

from dataclasses import dataclass

from bot.customer.wording import Fill
from bot.dialog import guiding
from bot.knowledge import Knowledge
from bot.step import Html, Keyboard, button
from bot.texts import Texts
from handoff.guides import Done, Walk
from handoff.package import Checked
from kb import guide as guides
from kb.entry import Entry
from store.schema import Case

VERB = "guide"
"""What the buttons of guides begin with."""
_TRAIL = 8
"""Steps done that are shown above the present one; earlier ones are on the agent's card all the same."""
_TRAIL_WORDS = 90
_NARROW = 12
"""Characters of a button up to which two stand side by side."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a customer stands: the walk, its entry, and the step that is shown in his language."""

    walk: Walk
    entry: Entry
    step: guides.Step


def step_text(texts: Texts, place: Place, fill: Fill) -> Html:
    """What was checked, and below it the step."""
    parts = [trail(texts, place.walk.done), fill(place.step.text)]
    return Html("\n\n".join(part for part in parts if part))


def question(place: Place, fill: Fill) -> str:
    """What a step asks, in short and as plain text."""
    return guides.Step(place.step.key, fill(place.step.text)).headline


def trail(texts: Texts, done: tuple[Done, ...]) -> Html:
    """What was checked, a line a step."""
    lines = [texts("guide-trail", question=_cut(one.question), choice=one.choice) for one in done[-_TRAIL:]]
    return Html("\n".join(lines))


def _cut(words: str) -> str:
    words = words.rstrip(" ?.:!")
    return words if len(words) <= _TRAIL_WORDS else f"{words[:_TRAIL_WORDS].rstrip()}…"


def in_words(one: Checked, texts: Texts, knowledge: Knowledge) -> str:
    """A step that was done, in the language of `texts` where the guide has it: «роутер перезагружен: да»."""
    entry = knowledge.entry(one.entry_id)
    if entry is not None and entry.version == one.version and texts.language in entry.guides:
        present = guides.parse(entry.guides[texts.language]).step(one.step)
        if present is not None and one.option < len(present.options) and "{{" not in present.text:
            return f"{_cut(present.headline)}: {present.options[one.option].label}"
    return f"{_cut(one.question)}: {one.choice}"


def buttons(texts: Texts, case: Case, place: Place) -> Keyboard:
    """The buttons of a step; a step that is an answer has those of an answer."""
    walk, options = place.walk, place.step.options
    rows: Keyboard = []
    if place.entry.link and (not walk.done or not options):
        rows.append([{"text": texts.plain("answer-more"), "url": place.entry.link}])
    keys = [walk_button(case, walk, option.label, number) for number, option in enumerate(options)]
    if len(keys) == 2 and all(len(key["text"]) <= _NARROW for key in keys):
        rows.append(keys)
    else:
        rows += [[key] for key in keys]
    if not options:
        rows.append(
            [
                button(texts.plain("button-helped"), "up", case.id, walk.answer),
                button(texts.plain("button-not-helped"), "down", case.id, walk.answer),
            ]
        )
    last = [walk_button(case, walk, texts.plain("guide-back"), guiding.BACK)] if walk.done else []
    rows.append([*last, button(texts.plain("button-human"), "human", case.id)])
    return rows


def walk_button(case: Case, walk: Walk, text: str, what: object) -> dict[str, str]:
    """A button of a guide; `what` is the number of an option, or a word of `bot.dialog.guiding`."""
    return button(text, VERB, case.id, walk.answer, walk.presses, what)
