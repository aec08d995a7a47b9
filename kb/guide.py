"""Step-by-step guides: a diagnosis with buttons, written as a few lines of text.

    1. Перезагрузили роутер? Выключите его на 30 секунд и включите снова.
    | Да, не помогло → 2
    | Заработало → решено

    2. Горит ли красным огонёк LOS?
    | Да → человек
    | Нет → 3

    3. Подойдите к роутеру ближе и проверьте скорость ещё раз.

A step begins with its number; its text is Telegram HTML and may go on over several lines. Behind each «|»
stands a button: what it says, an arrow (→ or ->), and where it leads: the number of a step, `решено`
(`solved`) or `человек` (`human`). A step without buttons is an answer: the guide ends there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb import markup
from kb.problems import Problem

SOLVED = "solved"
HUMAN = "human"

GUIDE_LIMIT = 12_000
STEP_LIMIT = 1500
"""Characters of a step's text: with the answer above it, it has to fit one message."""
LABEL_LIMIT = 40
"""Characters of a button; phones cut off more."""
OPTIONS_LIMIT = 6
STEPS_LIMIT = 40

_STEP = re.compile(r"\s*(\d{1,2})[.)](?!\d)\s*(.*)", re.DOTALL)
_ARROW = re.compile(r"(?<!\s)\s*(?:→|⇒|->|=>|-&gt;|=&gt;|—>|—&gt;|–>|–&gt;)\s*")
_TARGET = re.compile(r"(?:шаг|step|п\.|№)?\s*(\d{1,2})\.?")
_ENDINGS = {
    SOLVED: "решено решилось готово помогло заработало solved done fixed",
    HUMAN: "человек человеку людям оператор оператору специалист специалисту human person people agent",
}
_ENDING = {word: ending for ending, words in _ENDINGS.items() for word in words.split()}
_WORDS = {SOLVED: {"ru": "решено", "en": "solved"}, HUMAN: {"ru": "человек", "en": "human"}}


@dataclass(frozen=True, slots=True)
class Option:
    """A button: what it says (plain text), and the key of a step, `SOLVED` or `HUMAN`."""

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `text` is Telegram HTML. Without options it is an answer."""

    key: str
    text: str
    options: tuple[Option, ...] = ()

    @property
    def headline(self) -> str:
        """What the step asks, in short and as plain text: its first sentence."""
        plain = " ".join(markup.plain(self.text).split("\n", 1)[0].split())
        return re.split(r"(?<=[?!.])\s", plain, maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Guide:
    """Steps in their order; the first one is where it begins."""

    steps: tuple[Step, ...]

    @property
    def first(self) -> Step:
        """Where the guide begins."""
        return self.steps[0]

    def step(self, key: str) -> Step | None:
        """A step by its key, if there is one."""
        return next((step for step in self.steps if step.key == key), None)


class GuideError(ValueError):
    """A text is no guide; `problems` says what to mend."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.text("en") for problem in problems))


def parse(text: str, where: str = "guide") -> Guide:
    """The guide that a text describes. Raises GuideError with everything that is wrong with it."""
    guide, problems = _read(text, where)
    problems += [*_problems_of_steps(guide, where), *_problems_of_ways(guide, where)] if guide.steps else []
    if problems:
        raise GuideError(tuple(_unique(problems)))
    return guide


def problems_of(guides: Mapping[str, str]) -> Iterator[Problem]:
    """Everything that is wrong with an entry's guides: with each, and with one beside another."""
    shapes: dict[str, list[tuple[str, list[str]]]] = {}
    for language, text in guides.items():
        where = f"guide_{language}"
        try:
            guide = parse(text, where)
        except GuideError as error:
            yield from error.problems
            continue
        shapes[language] = [(step.key, [option.to for option in step.options]) for step in guide.steps]
    first = next(iter(shapes), "")
    for language, shape in shapes.items():
        if shape != shapes[first]:
            yield Problem("guide_languages", f"guide_{language}", {"value": first})


def tidied(text: str, language: str) -> str:
    """The one canonical text of a guide; what cannot be read stays as it is, for the check to name it."""
    guide, problems = _read(text, "guide")
    return text if problems or not guide.steps else write(guide, language)


def write(guide: Guide, language: str) -> str:
    """A guide as text, which `parse` reads back."""
    return "\n\n".join("\n".join(_lines_of(step, language)) for step in guide.steps)


def plain(text: str) -> str:
    """What a guide says, without numbers, arrows and markup: for searching. Empty for no guide."""
    guide, _ = _read(text, "guide")
    return "\n".join(markup.plain(step.text) for step in guide.steps)


def _lines_of(step: Step, language: str) -> Iterator[str]:
    yield f"{step.key}. {step.text}".rstrip()
    for option in step.options:
        words = _WORDS.get(option.to, {})
        yield f"| {markup.escape(option.label)} → {words.get(language, words.get('en', option.to))}"


# -- reading ---------------------------------------------------------------------------------------


def _read(text: str, where: str) -> tuple[Guide, list[Problem]]:
    """The steps as written, and what could not be read."""
    problems: list[Problem] = []
    blocks: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if begun := _STEP.fullmatch(line):
            blocks.append((str(int(begun[1])), [begun[2]]))
        elif blocks:
            blocks[-1][1].append(line)
        elif line.strip():
            problems.append(Problem("guide_start", where, {"value": _short(line)}))
            break
    if not blocks and not problems:
        problems.append(Problem("guide_start", where, {"value": _short(text)}))
    steps = []
    for key, lines in blocks:
        words, *buttons = "\n".join(lines).split("|")
        options = [_option(key, one, where, problems) for one in buttons if one.strip()]
        steps.append(Step(key, words.strip(), tuple(option for option in options if option)))
    return Guide(tuple(steps)), problems


def _option(key: str, text: str, where: str, problems: list[Problem]) -> Option | None:
    label, *rest = _ARROW.split(" ".join(text.split()))
    label = " ".join(markup.plain(label).split())
    if len(rest) != 1 or not label:
        problems.append(Problem("guide_option", where, {"step": key, "value": _short(text)}))
        return None
    aim = " ".join(markup.plain(rest[0]).split()).strip(" .;,").casefold()
    to = _ENDING.get(aim)
    if to is None and (number := _TARGET.fullmatch(aim)):
        to = str(int(number[1]))
    if to is None:
        problems.append(Problem("guide_aim", where, {"step": key, "label": label, "value": _short(aim)}))
        return None
    return Option(label, to)


# -- checking --------------------------------------------------------------------------------------


def _problems_of_steps(guide: Guide, where: str) -> Iterator[Problem]:
    if len(guide.steps) > STEPS_LIMIT:
        yield Problem("guide_long", where, {"length": len(guide.steps), "limit": STEPS_LIMIT})
    seen: set[str] = set()
    for step in guide.steps:
        if step.key in seen:
            yield Problem("guide_twice", where, {"step": step.key})
        seen.add(step.key)
        if not markup.plain(step.text).strip():
            yield Problem("guide_empty", where, {"step": step.key})
        if len(step.text) > STEP_LIMIT:
            values = {"step": step.key, "length": len(step.text), "limit": STEP_LIMIT}
            yield Problem("guide_step_long", where, values)
        for problem in markup.problems_of(step.text):
            yield Problem("guide_markup", where, {"step": step.key, "value": problem})
        yield from _problems_of_options(step, where)


def _problems_of_options(step: Step, where: str) -> Iterator[Problem]:
    if len(step.options) > OPTIONS_LIMIT:
        values = {"step": step.key, "length": len(step.options), "limit": OPTIONS_LIMIT}
        yield Problem("guide_options", where, values)
    labels = [option.label.casefold() for option in step.options]
    for option in step.options:
        if len(option.label) > LABEL_LIMIT:
            values = {"step": step.key, "value": _short(option.label), "limit": LABEL_LIMIT}
            yield Problem("guide_label_long", where, values)
        if labels.count(option.label.casefold()) > 1:
            yield Problem("guide_label_twice", where, {"step": step.key, "value": option.label})


def _problems_of_ways(guide: Guide, where: str) -> Iterator[Problem]:
    """Buttons that lead nowhere, steps that nothing leads to, and circles that never end."""
    ways = {step.key: {option.to for option in step.options} for step in guide.steps}
    for step in guide.steps:
        for option in step.options:
            if option.to not in ways and option.to not in _WORDS:
                values = {"step": step.key, "label": option.label, "value": option.to}
                yield Problem("guide_unknown", where, values)
    reached = _reached(ways, guide.first.key)
    for key in ways:
        if key not in reached:
            yield Problem("guide_unreachable", where, {"step": key})
    for key in ways:
        on = _reached(ways, key)
        if key in reached and on <= ways.keys() and all(ways[one] for one in on):
            yield Problem("guide_endless", where, {"step": key})


def _reached(ways: Mapping[str, set[str]], key: str) -> set[str]:
    """Everything that can be reached from a step, itself included."""
    found, new = {key}, [key]
    while new:
        more = ways.get(new.pop(), set()) - found
        found |= more
        new += more
    return found


def _unique(problems: list[Problem]) -> list[Problem]:
    found: list[Problem] = []
    for problem in problems:
        if problem not in found:
            found.append(problem)
    return found


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LABEL_LIMIT else f"{line[:LABEL_LIMIT]}…"
