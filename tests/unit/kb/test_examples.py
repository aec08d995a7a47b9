"""The example files of the documentation can be imported as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.formats import export
from kb.formats.reading import read_file

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
OF_ENTRIES = [EXAMPLES / "bare.csv", *sorted(EXAMPLES.glob("entries.*")), EXAMPLES / "markdown"]


@pytest.mark.parametrize("path", OF_ENTRIES, ids=lambda path: path.name)
def test_an_example_is_right(path: Path) -> None:
    reading = read_file(path)
    assert [problem.text(path.name) for problem in reading.problems] == []
    assert len(reading.found) == 3


def test_the_same_entries_are_in_every_format() -> None:
    places = [*(EXAMPLES / f"entries.{kind}" for kind in export.KINDS), EXAMPLES / "markdown"]
    found = [{one.entry.id: one.entry for one in read_file(place).found} for place in places]
    assert found == [found[0]] * len(places)
