"""Texts that ask about one topic, together: average linkage over their likeness, cut at a fixed height.

The number of topics is not asked for, small numbers of texts are no trouble, and a text like no other stays
alone (Sokal & Michener 1958; scikit-learn's AgglomerativeClustering).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

TOGETHER = 0.2
"""Texts belong together from this mean likeness on, with meaning and words; `TOGETHER_BY_WORDS` without an
encoder. Both chosen by `python -m bench.gaps.tune` on public training files."""
TOGETHER_BY_WORDS = 0.12


def cluster(alike: np.ndarray, together: float) -> list[int]:
    """The cluster of each text, numbered from 0 in the order of their first texts. `alike` has the shape
    (texts, texts) with likeness from 0 to 1."""
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 - slow to load, and seldom needed

    if len(alike) < 2:
        return [0] * len(alike)
    far = 1.0 - (alike + alike.T) / 2
    np.fill_diagonal(far, 0.0)
    found = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - together
    ).fit_predict(far)
    return _in_order(found.tolist())


def _in_order(labels: Sequence[int]) -> list[int]:
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels]


def central(alike: np.ndarray) -> list[int]:
    """The texts of one cluster, the most typical (nearest to all others on the mean) first."""
    return [int(place) for place in np.argsort(-alike.mean(axis=1), kind="stable")]
