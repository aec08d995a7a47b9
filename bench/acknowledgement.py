"""Measures how well thanks are told from questions, by language, and writes the table into docs/figures.md.

python -m bench.acknowledgement [--publish]
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import yaml

from bench.report import Table, machine, publish, show
from intents import language
from intents.signals import read_signals
from intents.types import SignalKind

LINES = Path(__file__).parent.parent / "tests" / "data" / "acknowledgements.yaml"
NAMES = {"ru": "Russian", "en": "English", "": "signs alone"}
_NEIGHBOURS = re.compile("(?i)[іїєґўәғқңөұүһ]|дякую|дзякуй|рахмет|не працуе|жаксы|гаразд")
HEADER = ("language", "thanks", "others", "precision", "recall")


def language_of(text: str) -> str:
    """Where a line of the set belongs in the table."""
    if _NEIGHBOURS.search(text):
        return "Ukrainian, Belarusian, Kazakh"
    return NAMES["" if not re.search(r"[^\W\d_]", text) else language.detect(text)]


def measure() -> Table:
    """Precision and recall of the signal on each language of the set, and on all of it."""
    sets = yaml.safe_load(LINES.read_text(encoding="utf-8"))
    judged = [
        (language_of(text), name.startswith("yes"), _acknowledged(text))
        for name, texts in sets.items()
        for text in texts
    ]
    languages = sorted({one[0] for one in judged})
    rows = [_row(one, [(is_, found) for of, is_, found in judged if of == one]) for one in languages]
    return Table(HEADER, (*rows, _row("all", [(is_, found) for _, is_, found in judged])))


def _row(name: str, judged: list[tuple[bool, bool]]) -> tuple[str, ...]:
    right = judged.count((True, True))
    thanks, found = sum(is_ for is_, _ in judged), sum(found for _, found in judged)
    return (name, str(thanks), str(len(judged) - thanks), _share(right, found), _share(right, thanks))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _acknowledged(text: str) -> bool:
    return any(signal.kind is SignalKind.ACKNOWLEDGEMENT for signal in read_signals(text))


def main() -> None:
    """Measure, print, and publish if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publish", action="store_true", help="write the table into docs/figures.md")
    table = measure()
    show([table])
    if parser.parse_args().publish:
        how = f"`python -m bench.acknowledgement`; {machine()}. The set: `tests/data/acknowledgements.yaml`."
        publish("acknowledgement", "Thanks told from questions", [how, table])


if __name__ == "__main__":
    main()
