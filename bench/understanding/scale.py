"""Time and memory: 10,000 phrasings to train on, 10,000 entries to choose from."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from bench.report import Table
from bench.understanding import datasets
from intents import evaluation, training
from intents.types import Document

_ENTRIES = 10_000


def measure(data: Path, cache: Path) -> Table:
    """Seconds to train with and without known vectors; milliseconds a question; the process' peak memory."""
    rows = []
    train = datasets.labelled(data / "banking77/train.csv", label="category")
    documents = evaluation.documents_of(train.texts, train.labels)
    for name, folder in (("vectors known", cache), ("nothing known", None)):
        with tempfile.TemporaryDirectory() as empty:
            begun = time.monotonic()
            training.train(documents, encoder="e5", cache_dir=folder or Path(empty))
            rows.append((f"train 10,003 phrasings, e5, {name}", f"{time.monotonic() - begun:.1f} s"))
    many = many_entries(data)
    asked = datasets.labelled(data / "hwu64/valid.csv").texts[:200]
    for encoder in ("e5", "lexical"):
        begun = time.monotonic()
        model = training.train(many, encoder=encoder, cache_dir=cache)
        trained = time.monotonic() - begun
        model.understand("warm up")
        p50, p95 = evaluation.measure_times(model, asked)
        rows.append((f"a question to 10,000 entries, {encoder}", f"{p50:.1f} ms (p50), {p95:.1f} ms (p95)"))
        rows.append((f"train 10,000 entries, {encoder}, vectors known", f"{trained:.1f} s"))
    few = many[:500]
    model = training.train(few, encoder="e5", cache_dir=cache)
    begun = time.monotonic()
    training.train(few, encoder="e5", cache_dir=cache)
    rows.append(("train again after a publish, 500 entries, e5", f"{time.monotonic() - begun:.2f} s"))
    rows.append(("peak memory of all of the above", f"{evaluation.peak_memory():.0f} MB"))
    return Table(("what", "measured"), tuple(rows))


def many_entries(data: Path) -> list[Document]:
    """10,000 entries, each a question of a public set."""
    texts = [*datasets.clinc(data, "train").texts, *datasets.labelled(data / "hwu64/train.csv").texts]
    chosen = np.random.default_rng(0).permutation(np.array(sorted(set(texts)), object))[:_ENTRIES]
    return [Document(f"entry-{number}", {"en": text}) for number, text in enumerate(chosen)]
