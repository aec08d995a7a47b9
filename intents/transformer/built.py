"""Models of the operator's own, made ready for the engine: built once, kept in a folder, checked when loaded.

The folder holds the graph in whole numbers of 8 bits (or in float32, where those would change the vectors
too much), the vectors of pieces, from which rows are read as they are needed, and the tokenizer.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from intents import prior
from intents.transformer import conventions, graph
from intents.transformer.checkpoint import Checkpoint, CheckpointError
from intents.transformer.engine import Pool, Transformer, mean, plain, unit
from intents.transformer.rows import Rows

_FORMAT = 1  # of the folder; raise it where older ones cannot be used
_ABOUT, _GRAPH, _WORDS, _SMALL, _TOKENIZER = (
    "linezero-model.json", "graph.bin", "words.bin", "small.npz", "tokenizer.json",
)  # fmt: skip
_IN_A_ROW = 6
_MEAN, _WORST = 0.99, 0.97  # how alike vectors of 8 bit have to be to those of float32
_SAME = 0.995  # and vectors of the built model on another day
_KNOWN = 3  # texts whose vectors are kept


class BuiltModelError(RuntimeError):
    """A built model that cannot be used; says what to do."""


class Progress(Protocol):
    """Told how far a stage is: a share from 0 to 1."""

    def __call__(self, stage: str, share: float, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: where it lies, how large it is beside the original's weights (bytes), how alike its
    vectors are to those of the float32 version (cosine over `texts`), and milliseconds a text."""

    folder: Path
    size: int
    original: int
    bits: int
    texts: int
    alike_mean: float
    alike_worst: float
    ms: float
    float_ms: float


class Tokenizer:
    """The pieces of a `tokenizer.json`. ImportError without the package tokenizers."""

    def __init__(self, file: Path) -> None:
        import tokenizers  # noqa: PLC0415 - optional

        try:
            self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(file))
        except Exception as error:  # the package raises nothing narrower
            raise ValueError(f"{file.name}: {error}") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        marks = self._tokenizer.encode("").ids
        if len(marks) != 2:
            raise ValueError(f"{file.name} does not mark the beginning and the end of a text")
        self.first, self.last = marks
        self.padding = 0  # is masked, so any piece serves

    def numbers(self, text: str) -> list[int]:
        """See `intents.transformer.engine.Pieces`."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


class _Words:
    """Vectors of pieces in a file, in half precision."""

    def __init__(self, file: Path, places: np.ndarray) -> None:
        hidden = places.shape[1]
        self._table = Rows(file, np.float16, (file.stat().st_size // (2 * hidden), hidden))
        self._places = places

    def embed(self, numbers: np.ndarray) -> np.ndarray:
        """See `intents.transformer.engine.Transformer`."""
        found = np.asarray(self._table[numbers], np.float32) + self._places[: numbers.shape[1]]
        return np.asarray(found, np.float32)


class BuiltModel:
    """An encoder (see `intents.encoders.Encoder`) from a built folder. BuiltModelError where it cannot be
    used, ImportError where a package is missing."""

    def __init__(self, folder: Path) -> None:
        about = _about(folder)
        try:
            self.name = str(about["name"])
            self._prefixes = tuple(about["prefixes"])
            self._engine, self._dense = _engine(folder, (folder / _GRAPH).read_bytes(), about)
            self.size = len(self._dense[-1][0].bias) if self._dense else self._engine.hidden
            known = {text: np.asarray(vector, np.float32) for text, vector in about["known"].items()}
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise BuiltModelError(f"{folder} is damaged: {error}; build it anew") from error
        for text, vector in zip(known, self.encode(list(known)), strict=True):
            if not float(vector @ known[text]) > _SAME:
                raise BuiltModelError(
                    f"{folder} gives other vectors here than where it was built; build it anew"
                )

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        """See `intents.encoders.Encoder.encode`."""
        return _encode(self._engine, self._dense, [self._prefixes[answer] + plain(text) for text in texts])


_Dense = list[tuple[graph.Linear, str]]


def _encode(engine: Transformer, dense: _Dense, texts: list[str]) -> np.ndarray:
    found = engine.encode(texts)
    for product, activation in dense:
        found = found @ product.weight.T + product.bias
        found = np.tanh(found) if activation == "tanh" else found
    return unit(found)


def _engine(folder: Path, made: bytes, about: dict[str, Any]) -> tuple[Transformer, _Dense]:
    with np.load(folder / _SMALL) as small:
        arrays = {name: small[name] for name in small.files}
    dense = [
        (graph.Linear(arrays[f"dense{number}.weight"], arrays[f"dense{number}.bias"]), str(activation))
        for number, activation in enumerate(about["dense"])
    ]
    places = arrays["places"]
    words = _Words(folder / _WORDS, places)
    # A product behind the mean needs its length, which says nothing otherwise.
    pool: Pool = mean if about["pooling"] == "mean" else _first
    tokenizer = Tokenizer(folder / _TOKENIZER)
    return Transformer(made, tokenizer, words.embed, places.shape[1], len(places), pool=pool), dense


def _first(tokens: np.ndarray, mask: np.ndarray) -> np.ndarray:
    return tokens[:, 0]


def place(source: Path, data_dir: Path) -> Path:
    """Where what is built from a folder lies."""
    where = hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:8]
    return data_dir / "models" / f"{source.resolve().name}-{where}"


def is_built(folder: Path) -> bool:
    """Whether the folder holds a built model."""
    return (folder / _ABOUT).is_file()


def load(source: Path, data_dir: Path | None) -> BuiltModel | None:
    """The built model of a folder, or in it; None where nothing was built. See `BuiltModel`."""
    if is_built(source):
        return BuiltModel(source)
    folder = place(source, data_dir) if data_dir is not None else None
    if folder is None or not is_built(folder):
        return None
    about = _about(folder)
    if about.get("format") != _FORMAT or about.get("files") != _stamps(source):
        raise BuiltModelError(f"{source} is not as it was when it was built: linezero model build {source}")
    return BuiltModel(folder)


def build(source: Path, data_dir: Path, progress: Progress | None = None) -> Built:
    """Make a model ready, in place of what was built from this folder before. CheckpointError where it cannot
    be made, OSError where it cannot be written, ImportError where a package is missing."""
    tell = progress or (lambda stage, share: None)
    folder = place(source, data_dir)
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        checkpoint = Checkpoint(source)
        _write_parts(checkpoint, partial, tell)
        built = _write_graph(checkpoint, partial, tell)
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    size = sum(file.stat().st_size for file in folder.iterdir())
    return Built(folder, size, sum(file.stat().st_size for file in checkpoint.files), **built)


def _write_parts(checkpoint: Checkpoint, folder: Path, tell: Progress) -> None:
    """The tokenizer, the vectors of pieces, and what is small."""
    _copy_tokenizer(checkpoint.folder, folder / _TOKENIZER)
    done = 0
    with (folder / _WORDS).open("wb") as table:
        for rows in checkpoint.words():
            table.write(rows.astype(np.float16).tobytes())
            done += len(rows)
            tell("pieces", done / checkpoint.pieces)
    small: dict[str, Any] = {"places": checkpoint.places()}
    for number, (product, _) in enumerate(checkpoint.dense):
        small |= {f"dense{number}.weight": product.weight, f"dense{number}.bias": product.bias}
    np.savez(folder / _SMALL, **small)


def _copy_tokenizer(source: Path, to: Path) -> None:
    if (source / _TOKENIZER).is_file():
        shutil.copyfile(source / _TOKENIZER, to)
    elif (source / "vocab.txt").is_file():
        import tokenizers  # noqa: PLC0415 - optional

        lower = bool(conventions.load(source / "tokenizer_config.json").get("do_lower_case", True))
        tokenizers.BertWordPieceTokenizer(str(source / "vocab.txt"), lowercase=lower).save(str(to))
    else:
        raise CheckpointError(
            f"{source} has no tokenizer.json.",
            "Save it with AutoTokenizer.from_pretrained(…).save_pretrained.",
        )
    try:
        Tokenizer(to)
    except ValueError as error:
        raise CheckpointError(f"{source} cannot be read: {error}.", "Fetch the folder anew.") from error


def _write_graph(checkpoint: Checkpoint, folder: Path, tell: Progress) -> dict[str, Any]:
    """The graph and what is said of it; gives what `Built` tells."""
    about: dict[str, Any] = {
        "format": _FORMAT,
        "name": f"built-{_FORMAT}/{checkpoint.folder.resolve().name}/{checkpoint.fingerprint()}",
        "prefixes": checkpoint.conventions.prefixes,
        "pooling": checkpoint.conventions.pooling,
        "dense": [activation for _, activation in checkpoint.dense],
        "files": _stamps(checkpoint.folder),
    }
    texts, rows, asked = _texts(checkpoint.conventions.prefixes)
    made, names = graph.build(checkpoint.shape, checkpoint.norm, checkpoint.layers(), None)
    engine, dense = _engine(folder, made, about)
    seen: dict[str, np.ndarray] = {}
    outputs = sorted(set(names.values()))
    for number, text in enumerate([*texts, *rows], 1):
        for name, largest in engine.observe([text], outputs).items():
            seen[name] = np.maximum(seen.get(name, largest), largest)
        tell("ranges", number / (len(texts) + len(rows)))
    exact, float_ms = _timed(engine, dense, asked)
    del engine
    ranges = {product: seen[output] for product, output in names.items()}
    whole, _ = graph.build(checkpoint.shape, checkpoint.norm, checkpoint.layers(), ranges)
    vectors, ms = _timed(_engine(folder, whole, about)[0], dense, asked)
    alike = (vectors * exact).sum(axis=1)
    bits = 8 if alike.mean() >= _MEAN and alike.min() >= _WORST else 32
    if bits == 32:
        vectors, ms = exact, float_ms
    (folder / _GRAPH).write_bytes(whole if bits == 8 else made)
    tell("check", 1.0)
    # The name says how it calculates: its vectors are kept under it.
    about |= {"bits": bits, "name": f"{about['name']}/{bits}", "known": _known(folder, about, texts)}
    (folder / _ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    return {
        "bits": bits, "texts": len(asked), "alike_mean": float(alike.mean()),
        "alike_worst": float(alike.min()), "ms": ms, "float_ms": float_ms,
    }  # fmt: skip


def _texts(prefixes: tuple[str, str]) -> tuple[list[str], list[str], list[str]]:
    """Texts to measure ranges on, alone and some in a row, and others to compare vectors on."""
    texts = prior.foreign()
    measured, asked = texts[::2], texts[1::2]
    rows = [" ".join(texts[start : start + _IN_A_ROW]) for start in range(0, len(texts), _IN_A_ROW - 1)]
    prefixed = [prefixes[number % 2] + text for number, text in enumerate(measured)]
    return prefixed, [prefixes[1] + row for row in rows], [prefixes[0] + text for text in asked]


def _timed(engine: Transformer, dense: _Dense, texts: list[str]) -> tuple[np.ndarray, float]:
    """Vectors, and milliseconds of processor for each."""
    begun = time.process_time()
    vectors = _encode(engine, dense, texts)
    return vectors, (time.process_time() - begun) * 1000 / len(texts)


def _known(folder: Path, about: dict[str, Any], texts: list[str]) -> dict[str, list[float]]:
    """Vectors to compare with whenever the model is loaded."""
    engine, dense = _engine(folder, (folder / _GRAPH).read_bytes(), about)
    some = prior.foreign()[:_KNOWN]
    vectors = _encode(engine, dense, [about["prefixes"][0] + plain(text) for text in some])
    return {text: vector.tolist() for text, vector in zip(some, vectors, strict=True)}


def _stamps(source: Path) -> dict[str, list[int]]:
    """Sizes and times of the files of a folder: whether it is still what was built."""
    found = {}
    for file in sorted(source.rglob("*")):
        if file.suffix in {".safetensors", ".json", ".txt"}:
            with suppress(OSError):
                stat = file.stat()
                found[str(file.relative_to(source))] = [stat.st_size, stat.st_mtime_ns]
    return found


def _about(folder: Path) -> dict[str, Any]:
    try:
        return conventions.load(folder / _ABOUT)
    except (OSError, ValueError) as error:
        raise BuiltModelError(f"{folder} is damaged: {error}; build it anew") from error
