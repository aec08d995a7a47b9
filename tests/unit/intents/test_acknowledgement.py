"""Thanks and agreement ask for nothing; what only begins like them does."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from intents.signals import read_signals
from intents.types import SignalKind

FILE = Path(__file__).parents[2] / "data" / "acknowledgements.yaml"


def acknowledged(text: str) -> bool:
    return any(signal.kind is SignalKind.ACKNOWLEDGEMENT for signal in read_signals(text))


def test_what_acknowledges_is_known_from_what_does_not() -> None:
    """Precision and recall on the whole set, which is written by hand."""
    lines = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert len(lines["yes"]) + len(lines["no"]) >= 200
    missed = [text for text in lines["yes"] if not acknowledged(text)]
    wrong = [text for text in lines["no"] if acknowledged(text)]
    found = len(lines["yes"]) - len(missed)
    assert found / len(lines["yes"]) >= 0.97, missed
    assert found / (found + len(wrong)) >= 0.97, wrong


def test_what_others_write_is_known_too() -> None:
    """Lines written without a look at the rules, among them all that was missed at first."""
    lines = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert [text for text in lines["yes, by others"] if not acknowledged(text)] == []
    assert [text for text in lines["no, by others"] if acknowledged(text)] == []


@pytest.mark.parametrize(
    "text",
    ["спасибо большое, всё работает", "ок, понял", "👍🏿", "❤️", "супер 🔥", "дякую", "рахмет", "cgfcb,j"],
)
def test_it_asks_for_nothing(text: str) -> None:
    assert acknowledged(text)


@pytest.mark.parametrize("text", ["спасибо, но не работает", "ок а как теперь", "да, но…", "👎", "спасибо?"])
def test_it_asks_for_something(text: str) -> None:
    assert not acknowledged(text)
