"""Chooses the numbers of clustering and of near-duplicates on public training files.

    python -m bench.gaps.tune --data ../shared/data

Each draw is what a company might miss in a month: 25 topics, some asked once, some often. The sets that
`python -m bench.gaps` measures on take no part.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.gaps.measures import Figures, mean, measure
from bench.report import Table, show
from bench.understanding import datasets
from kb import clustering
from kb.likeness import Space, Vectors

_TOPICS = 25
_DRAWS = 3
_MOST_ASKED = 15
_WORDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)
_CUTS = tuple(round(0.08 + 0.02 * step, 2) for step in range(20))


@dataclass(frozen=True, slots=True)
class Draw:
    """Questions with their topics."""

    vectors: Vectors
    topics: list[str]

    def alike(self, words: float) -> np.ndarray:
        """Likeness of all with all, with this share of words."""
        return Vectors(self.vectors.meaning, self.vectors.rows, words).alike(slice(None), slice(None))


def draws(data: Path, space: Space) -> Iterator[Draw]:
    """Draws from the training parts of CLINC150, BANKING77 and HWU64 in Russian."""
    sources = (
        datasets.clinc(data, "train"),
        datasets.labelled(data / "banking77/train.csv", label="category"),
        datasets.labelled(data / "hwu_ru/train.csv", text="text_ru"),
    )
    for source in sources:
        by_topic: dict[str, list[str]] = defaultdict(list)
        for text, topic in zip(source.texts, source.labels, strict=True):
            by_topic[topic].append(text)
        for seed in range(_DRAWS):
            chance = random.Random(seed)
            texts, topics = [], []
            for topic in chance.sample(sorted(by_topic), _TOPICS):
                count = max(1, round(chance.lognormvariate(1.2, 0.8)))
                asked = chance.sample(by_topic[topic], min(count, _MOST_ASKED, len(by_topic[topic])))
                texts += asked
                topics += [topic] * len(asked)
            yield Draw(space.vectors(texts), topics)


def table(found: list[Draw], shares: tuple[float, ...]) -> Table:
    """The ten best cuts."""
    rows: list[tuple[float, float, Figures]] = []
    for words in shares:
        alike = [draw.alike(words) for draw in found]
        for cut in _CUTS:
            each = [
                measure(draw.topics, clustering.cluster(matrix, cut))
                for draw, matrix in zip(found, alike, strict=True)
            ]
            rows.append((words, cut, mean(each)))
    rows.sort(key=lambda row: -(row[2].v_measure + row[2].adjusted_rand + row[2].one_gap))
    return Table(
        ("words", "together", "one gap", "V-measure", "adjusted Rand"),
        tuple(
            (f"{words}", f"{cut}", f"{one.one_gap:.3f}", f"{one.v_measure:.3f}", f"{one.adjusted_rand:.3f}")
            for words, cut, one in rows[:10]
        ),
    )


def duplicates(found: list[Draw], words: float) -> Table:
    """From which likeness on the nearest wording of another question is of the same topic."""
    best, right = [], []
    for draw in found:
        alike = draw.alike(words)
        np.fill_diagonal(alike, -1)
        nearest = alike.argmax(axis=1)
        best += alike.max(axis=1).tolist()
        right += [draw.topics[row] == draw.topics[place] for row, place in enumerate(nearest)]
    lines = []
    for cut in np.arange(0.3, 0.9, 0.05):
        kept = [ok for score, ok in zip(best, right, strict=True) if score >= cut]
        if kept:
            lines.append((f"{cut:.2f}", f"{sum(kept) / len(kept):.3f}", f"{sum(kept) / sum(right):.3f}"))
    return Table(("alike from", "right", "found"), tuple(lines))


def main() -> None:
    """Print what each choice would bring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("var"))
    arguments = parser.parse_args()
    if not (arguments.data / "clinc150").is_dir():
        print(f"{arguments.data} has no data sets: nothing to choose on")
        return
    found = list(draws(arguments.data, Space.of("e5", arguments.cache)))
    lexical = list(draws(arguments.data, Space()))
    show(
        [
            "Clustering, meaning and words", table(found, _WORDS),
            "Clustering, words alone", table(lexical, (1.0,)),
            "Near-duplicates, meaning and words", duplicates(found, Space().words),
            "Near-duplicates, words alone", duplicates(lexical, 1.0),
        ]
    )  # fmt: skip


if __name__ == "__main__":
    main()
