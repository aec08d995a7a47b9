"""No pattern costs more than so many steps for each character, whatever it is given to read."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from handoff import repeats, steps_tried
from intents import signal_rules
from intents.patterns import bounded
from tests.unit.patterns import found, hostile, steps

SIZE = 96
MOST = 450
"""Steps for each character of the worst text of these; a text of Telegram costs some 30 ms at most."""
GROWTH = 3.0
"""Twice the text may cost twice the steps and a little more; the square is four times."""
READ_WHOLE = 300
"""What the patterns that are made for each sentence get to see of it, see `handoff.repeats`."""
MADE_WHILE_RUNNING = (
    "intents/acknowledgement.py",  # of 160 signs at most, each repetition bounded
    "handoff/repeats.py",
    "handoff/steps_tried.py",
    "intents/signal_rules.py",
)
OF_OURS = ("kb/facts.py", "kb/formats/interpret.py", "kb/gaps/replies.py")
"""Made of words of ours and of escaped names, with nothing in them that repeats without an end."""


@pytest.fixture(autouse=True)
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(200_000)
    yield
    sys.setrecursionlimit(before)


def worst(pattern: str, flags: int, mode: str, size: int) -> tuple[int, str]:
    """The most steps that any hostile text of that size costs."""
    most = size * MOST * 4
    costs = []
    for text in hostile.texts(pattern, flags, size):
        try:
            costs.append((steps.count(pattern, flags, text, mode, most), text))
        except steps.TooManyStepsError:
            return most, text
    return max(costs)


def is_linear(pattern: str, flags: int, mode: str) -> str:
    """What is wrong with a pattern; empty where nothing is."""
    small, _ = worst(pattern, flags, mode, SIZE)
    large, text = worst(pattern, flags, mode, 2 * SIZE)
    if large > MOST * 2 * SIZE or (large > 40 * 2 * SIZE and large > GROWTH * small):
        return f"{small} steps, then {large} for twice the text, such as {text[:60]!r}: {pattern[:200]}"
    return ""


FOUND = found.everywhere()


@pytest.mark.parametrize("one", [one for one in FOUND if one.pattern is not None], ids=lambda one: one.where)
def test_a_pattern_is_linear(one: found.Found) -> None:
    pattern = one.pattern.decode("latin-1") if isinstance(one.pattern, bytes) else str(one.pattern)
    assert not is_linear(pattern, one.flags, one.mode), one.source


def test_patterns_made_while_running_are_known() -> None:
    unknown = [one.where for one in FOUND if one.pattern is None]
    assert {where.partition(":")[0] for where in unknown} <= {*MADE_WHILE_RUNNING, *OF_OURS}


SIGNALS = {
    f"{name} {number}": bounded(pattern)
    for name, patterns in {
        **{kind: getattr(signal_rules, kind) for kind in ("HUMAN", "ANNOYANCE", "SECOND_PROBLEM")},
        **{kind: getattr(signal_rules, kind) for kind in ("GREETING", "THANKS", "GOODBYE", "SMALL_TALK")},
        **signal_rules.DANGER,
    }.items()
    for number, pattern in enumerate(patterns)
}


@pytest.mark.parametrize("pattern", SIGNALS.values(), ids=SIGNALS)
def test_a_wording_of_a_signal_is_linear(pattern: str) -> None:
    assert not is_linear(pattern, 0, "finditer")


def test_the_rules_are_these_wordings() -> None:
    """What is tried above is what reads the texts."""
    parts = set(
        itertools.chain.from_iterable(pattern.pattern.split("|") for _, _, pattern in signal_rules.RULES)
    )
    assert all(set(pattern.split("|")) <= parts for pattern in SIGNALS.values())


def test_patterns_of_a_sentence_have_little_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are made of what details and things are called; all that are made see little of a sentence."""
    seen: dict[tuple[str, str], int] = {}

    def tried(mode: str) -> Any:
        def call(pattern: str, text: str, flags: int = 0) -> Any:
            seen[pattern, mode] = max(seen.get((pattern, mode), 0), len(text))
            return getattr(re, mode)(pattern, text, flags)

        return call

    recorder = SimpleNamespace(**{**vars(re), "search": tried("search"), "fullmatch": tried("fullmatch")})
    monkeypatch.setattr(repeats, "re", recorder)
    monkeypatch.setattr(steps_tried, "re", recorder)
    long = "напишите номер договора " * 200
    wanted = [repeats.Wanted("contract_number", ()), repeats.Wanted("tariff", ("название тарифа",))]
    repeats.asked_for(long + "? какой у вас тариф?", wanted)
    steps_tried.asked_again("попробуйте перезагрузить роутер " * 200 + "?", [long])
    assert max(seen.values()) <= READ_WHOLE
    assert len(seen) > 40
    for pattern, mode in sorted(seen)[:: len(seen) // 12]:
        cost, text = worst(pattern, 0, mode, READ_WHOLE // 2)
        assert cost <= MOST * READ_WHOLE // 2, f"{cost} steps for {text[:60]!r}: {pattern}"


def test_the_counter_sees_a_pattern_that_is_not_linear() -> None:
    assert is_linear(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0, "finditer")
    assert is_linear(r"(?:a+)+b", 0, "search")
    assert is_linear(r"\s+$", 0, "search")
    assert not is_linear(r"(?<!\s)\s+$", 0, "search")


@pytest.mark.parametrize(
    "pattern",
    [r"a+b", r"(?:ab|cd){2,3}?x", r"(?<!\w)\d{2,4}(?!\d)", r"(a)(b)?\1", r"^\W*x|y$", r"(?>a+)b++c?"],
)
@pytest.mark.parametrize("text", ["aaab", "abcdabx", "x 123 y", "aba", "ab", "", "aabbbc\n", "12345"])
def test_the_counter_matches_as_the_engine_does(pattern: str, text: str) -> None:
    counter = steps._Run(steps.parser.parse(pattern), text, 10_000)
    assert counter.walk(counter.items, 0, 0, counter._ends) is (re.match(pattern, text) is not None)
