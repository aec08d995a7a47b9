"""Figures of a clustering of questions whose topics are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from sklearn.metrics import adjusted_rand_score, homogeneity_completeness_v_measure

MOST = 2 / 3


@dataclass(frozen=True, slots=True)
class Figures:
    """All between 0 and 1. `one_gap` is the share of topics (with two questions at least) that come back as
    one gap: it holds two thirds of the topic's questions, and they are two thirds of it."""

    one_gap: float
    homogeneity: float
    completeness: float
    v_measure: float
    adjusted_rand: float


def measure(topics: Sequence[str], found: Sequence[int]) -> Figures:
    """Compare clusters with the topics."""
    homogeneity, completeness, v_measure = homogeneity_completeness_v_measure(topics, found)
    return Figures(
        one_gap_share(topics, found),
        float(homogeneity),
        float(completeness),
        float(v_measure),
        float(adjusted_rand_score(topics, found)),
    )


def one_gap_share(topics: Sequence[str], found: Sequence[int]) -> float:
    """See `Figures.one_gap`."""
    sizes, gaps = Counter(topics), Counter(found)
    both = Counter(zip(topics, found, strict=True))
    asked_again = {topic for topic, size in sizes.items() if size > 1}
    back = {
        topic
        for (topic, gap), size in both.items()
        if topic in asked_again and size >= MOST * sizes[topic] and size >= MOST * gaps[gap]
    }
    return len(back) / len(asked_again) if asked_again else 0.0


def mean(figures: Sequence[Figures]) -> Figures:
    """The mean of each figure."""
    return Figures(
        *(sum(getattr(one, name.name) for one in figures) / len(figures) for name in fields(Figures))
    )
