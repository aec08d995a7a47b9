"""What a new company starts with: weights trained beforehand across public sets.

The files beside this one are made by `python -m bench.understanding.make_prior` and hold fitted numbers
alone. Sources: BANKING77 (PolyAI, CC BY 4.0), CLINC150 (Larson et al. 2019, CC BY 3.0), HWU64 (Liu et al.
2019, CC BY 4.0) and its Russian translation from encodechka (MIT), StackFAQ (Karan & Šnajder 2018,
CC BY-SA); letter statistics also from Koziev's small talk (CC0).
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).parent / "prior.json"
FOREIGN = Path(__file__).parent / "foreign.txt"


@dataclass(frozen=True, slots=True)
class Start:
    """Weights for one kind of encoder where entries are poor (a title alone) and rich (many phrasings)."""

    joining: tuple[np.ndarray, np.ndarray]
    confidence: tuple[np.ndarray, np.ndarray]
    # (acceptable share of wrong answers, confidence to answer), ascending
    answers: tuple[tuple[float, float], ...]
    # (acceptable share of useless offers, joint probability to offer), ascending
    offers: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Prior:
    """The shipped start: for ranking by words alone, for ranking with an encoder; that one's mean vector."""

    lexical: Start
    semantic: Start
    centre: np.ndarray
    digest: str


@functools.cache
def load(file: Path = FILE) -> Prior:
    """Read a prior from its file."""
    text = file.read_text(encoding="utf-8")
    data = json.loads(text)
    return Prior(
        _start(data["lexical"]),
        _start(data["semantic"]),
        np.array(data["centre"], np.float32),
        data["digest"],
    )


def _start(data: dict[str, Any]) -> Start:
    def pair(name: str) -> tuple[np.ndarray, np.ndarray]:
        return np.array(data[name]["poor"]), np.array(data[name]["rich"])

    def table(name: str) -> tuple[tuple[float, float], ...]:
        return tuple((share, threshold) for share, threshold in data[name])

    return Start(pair("joining"), pair("confidence"), table("answers"), table("offers"))


@functools.cache
def foreign() -> tuple[str, ...]:
    """Texts that are about no company's field, Russian and English, written for this purpose."""
    lines = FOREIGN.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
