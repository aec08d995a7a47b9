"""Every figure is shown everywhere: table, CSV and XLSX take their lines from one list."""

from __future__ import annotations

from dataclasses import fields

from bot.reporting.lines import SECTIONS, Unit, values
from bot.reporting.words import full
from handoff.metrics import Figures
from tests.unit.handoff.measured import HELPED, LONG, of
from tests.unit.handoff.storylines import story


def test_no_figure_is_left_out_and_none_is_shown_twice() -> None:
    shown = [line.name for section in SECTIONS for line in section.lines]
    assert sorted(shown) == sorted(field.name for field in fields(Figures))


def test_every_figure_has_words_in_both_languages() -> None:
    figures = of(HELPED, LONG, story("10:00 opened\n10:00 handed_off\n10:10 recommended score=3"))
    for section in SECTIONS:
        for line in section.lines:
            assert line.ru != line.en
            assert all(isinstance(full(line, figures, language)[0], str) for language in ("ru", "en"))


def test_nps_in_words() -> None:
    figures = of(story("10:00 opened\n10:00 handed_off\n10:10 recommended score=3"))
    line = next(line for section in SECTIONS for line in section.lines if line.name == "nps")
    assert full(line, figures, "ru") == ("−100", "сторонников 0 · критиков 1 · 1")
    assert full(line, figures, "en")[1] == "promoters 0 · detractors 1 · 1"
    assert values(line, figures)[0].unit is Unit.POINTS
