"""Texts as people really write them: each must be read as the file says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from intents import normalise
from intents.signals import read_signals
from intents.training import train
from intents.types import Decision, Model
from kb import demo_company

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


@pytest.fixture(scope="module", params=["lexical", "use"])
def demo(request: pytest.FixtureRequest) -> Model:
    """Not with e5, whose vectors of a thousand phrasings take half a minute."""
    return train([entry.to_document() for entry in demo_company.entries()], encoder=request.param)


def test_demo_entries_are_found(demo: Model) -> None:
    """Nine of ten hard texts find their entry at the first place, and few are answered wrongly."""
    cases = with_field("entry")
    found = [
        (case.values[0], demo.understand(case.values[0]["text"], previous=case.values[0].get("previous", "")))
        for case in cases
    ]
    right = [one.best is not None and one.best.entry_id == case["entry"] for case, one in found]
    answered = [one.decision is Decision.ANSWER for _, one in found]
    assert sum(right) / len(right) >= 0.9
    wrong = sum(said and not good for said, good in zip(answered, right, strict=True))
    assert wrong <= 0.08 * sum(answered)
