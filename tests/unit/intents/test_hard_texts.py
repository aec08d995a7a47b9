"""Texts as people really write them: each must be read as the file says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from intents import normalise
from intents.signals import read_signals

FILE = Path(__file__).parents[2] / "data" / "hard_texts.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """For comparing: without case, punctuation and the difference of «ё» and «е»."""
    return " ".join(re.findall(r"\w+", text.lower().replace("ё", "е")))


def raised(text: str) -> set[str]:
    """Names of the signals, bare and with their detail."""
    found = read_signals(text)
    return {signal.kind.value for signal in found} | {f"{one.kind.value}:{one.detail}" for one in found}


def with_field(name: str) -> list[Any]:
    return [pytest.param(case, id=str(case["text"])[:50]) for case in CASES if case.get(name)]


@pytest.mark.parametrize("case", with_field("reading"))
def test_is_mended(case: dict[str, Any]) -> None:
    assert plain(normalise.read(case["text"]).text) == plain(case["reading"])


@pytest.mark.parametrize("case", with_field("language"))
def test_language_is_told(case: dict[str, Any]) -> None:
    assert normalise.read(case["text"]).language == case["language"]


@pytest.mark.parametrize("case", with_field("signals"))
def test_raises_signals(case: dict[str, Any]) -> None:
    assert set(case["signals"]) <= raised(case["text"])


@pytest.mark.parametrize("case", with_field("absent"))
def test_raises_no_other_signal(case: dict[str, Any]) -> None:
    assert not set(case["absent"]) & raised(case["text"])
