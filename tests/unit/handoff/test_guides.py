"""How far a customer came in a guide follows from the events alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.dialog import guiding
from handoff.case import BOT, CUSTOMER, Event, EventType
from handoff.guides import Done, walks
from kb.guide import parse

GUIDE = parse("1. Свет есть? | Да, есть → 2 | Нет → человек\n2. Вода есть? | Да → решено | Ещё нет → 1")
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def log(*facts: tuple[EventType, dict[str, object]]) -> list[Event]:
    """Events a second apart."""
    return [
        Event(kind, NOON + timedelta(seconds=n), BOT if kind is EventType.ANSWERED else CUSTOMER, payload)
        for n, (kind, payload) in enumerate(facts)
    ]


def shown(message: int = 7, entry: str = "light") -> tuple[EventType, dict[str, object]]:
    return EventType.ANSWERED, {"entry": entry, "version": 2, "guide": True, "message": message}


def chose(answer: int, step: str, option: int) -> tuple[EventType, dict[str, object]]:
    found = GUIDE.step(step)
    assert found is not None
    button = found.options[option]
    return EventType.GUIDE_STEP, {
        "press": "chosen", "answer": answer, "step": step, "option": option, "question": found.headline,
        "choice": button.label, "to": button.to, "ends": guiding.ends(button),
    }  # fmt: skip


def back(answer: int) -> tuple[EventType, dict[str, object]]:
    return EventType.GUIDE_STEP, {"press": "back", "answer": answer}


OTHER = (EventType.ANSWERED, {"entry": "pay", "version": 1})


def test_steps_are_kept_in_their_order() -> None:
    (walk,) = walks(log(shown(), chose(1, "1", 0)))
    assert walk.done == (Done("1", 0, "Свет есть?", "Да, есть"),)
    assert (walk.at, walk.presses, walk.last, walk.over) == ("2", 1, 0, False)
    step = guiding.step_of(GUIDE, walk)
    assert step is not None
    assert step.key == "2"


def test_an_end_is_an_end_and_a_slip_is_taken_back() -> None:
    assert guiding.open_walk(log(shown(), chose(1, "1", 1))) is None
    slipped = guiding.open_walk(log(shown(), chose(1, "1", 0), back(1)))
    assert slipped is not None
    assert (slipped.done, slipped.at, slipped.presses) == ((), "1", 2)


def test_a_circle_can_be_walked_and_every_round_counts() -> None:
    walk = guiding.open_walk(log(shown(), chose(1, "1", 0), chose(1, "2", 1), chose(1, "1", 0)))
    assert walk is not None
    assert [one.step for one in walk.done] == ["1", "2", "1"]
    assert walk.presses == 3


def test_a_newer_guide_takes_the_place_of_an_older_one() -> None:
    events = log(shown(), chose(1, "1", 0), shown(9, "water"))
    walk = guiding.open_walk(events)
    assert walk is not None
    assert (walk.entry_id, walk.message) == ("water", 9)
    assert [one.entry_id for one in walks(events)] == ["light", "water"]


def test_words_count_as_a_press_only_while_the_guide_was_the_last_thing_said() -> None:
    events = log(shown(), chose(1, "1", 0))
    walk = guiding.newest_walk(events)
    assert guiding.is_last_said(events, walk)
    assert not guiding.is_last_said(log(shown(), chose(1, "1", 0), OTHER), walk)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("да", 0),
        ("Да, есть!", 0),
        ("нет", 1),
        ("НЕТ.", 1),
        ("есть", None),
        ("да нет", None),
        ("", None),
        ("🙂", None),
    ],
)
def test_a_button_that_is_written_out(text: str, option: int | None) -> None:
    assert guiding.chosen_by_words(GUIDE.first, text) == option


def test_words_from_the_middle_of_a_button_count_where_they_are_alone() -> None:
    step = parse("1. Помогло? | Да, не помогло → решено | Ещё не пробовал → человек").first
    assert guiding.chosen_by_words(step, "не помогло") == 0
    assert guiding.chosen_by_words(step, "не") is None
