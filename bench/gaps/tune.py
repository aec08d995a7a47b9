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
from kb import clustering, shared_words
from kb.likeness import Space, Vectors

_TOPICS = 25
_DRAWS = 3
_MOST_ASKED = 15
_WORDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)
_SHARED = (0.0, 0.3, 0.5)
_CUTS = tuple(round(0.08 + 0.02 * step, 2) for step in range(20))


@dataclass(frozen=True, slots=True)
class Draw:
    """Questions with their topics."""

    texts: list[str]
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
            yield Draw(texts, space.vectors(texts), topics)


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


def naming(found: list[Draw], words: float, shared: float) -> Table:
    """From which likeness on an entry is named while another is written. Each question is once a wording of
    a new topic (every entry that is named then is named wrongly) and once of one that is there."""
    wrong: list[float] = []
    right: list[float] = []
    for draw in found:
        alike = (1 - shared) * draw.alike(words) + shared * shared_words.shared(draw.texts, draw.texts)
        np.fill_diagonal(alike, -1.0)
        topics = np.array(draw.topics)
        same = topics[:, None] == topics[None, :]
        wrong += np.where(same, -1.0, alike).max(axis=1).tolist()
        nearest = alike.argmax(axis=1)
        hits = same[np.arange(len(topics)), nearest]
        right += np.where(hits, alike.max(axis=1), -1.0)[same.sum(axis=1) > 1].tolist()
    lines = [
        (f"{cut:.2f}", f"{np.mean(np.array(wrong) >= cut):.3f}", f"{np.mean(np.array(right) >= cut):.3f}")
        for cut in np.arange(0.3, 0.9, 0.05)
    ]
    return Table(("alike from", "named wrongly", "found"), tuple(lines))


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
            *(part for shared in _SHARED for part in (
                f"Naming, meaning and words, {shared:.0%} shared words", naming(found, Space().words, shared),
                f"Naming, words alone, {shared:.0%} shared words", naming(lexical, 1.0, shared),
            )),
        ]
    )  # fmt: skip


if __name__ == "__main__":
    main()
