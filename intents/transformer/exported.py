"""Models that run as they are: exported to ONNX, or through sentence-transformers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from intents.transformer import conventions
from intents.transformer.engine import EngineError, plain, session, unit

_LONGEST = 256  # pieces


class Onnx:
    """A transformer exported to ONNX with its `tokenizer.json`. ImportError where a package is missing,
    EngineError where it cannot be run."""

    def __init__(self, folder: Path, model: Path) -> None:
        import tokenizers  # noqa: PLC0415 - optional

        vocabulary = folder / "tokenizer.json"
        if not vocabulary.is_file():
            raise EngineError(f"{folder} has no tokenizer.json")
        try:
            said = conventions.read(folder)
            self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(vocabulary))
        except Exception as error:  # tokenizers raises nothing narrower
            raise EngineError(f"{folder} cannot be read: {error}") from error
        if said.dense:
            raise EngineError(
                f"{folder} has a product behind its pooling, which an exported model cannot have"
            )
        self._session: Any = session(str(model))
        self._tokenizer.enable_truncation(max_length=min(_LONGEST, said.longest or _LONGEST))
        self._tokenizer.enable_padding()
        self._inputs = {item.name for item in self._session.get_inputs()}
        self._prefixes, self._pooling = said.prefixes, said.pooling
        self.name = f"onnx/{folder.name}/{model.stat().st_size}"
        self.size = len(self._embed(["size"])[0])

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        """See `intents.encoders.Encoder.encode`."""
        if not texts:
            return np.zeros((0, self.size), np.float32)
        return self._embed([self._prefixes[answer] + plain(text) for text in texts])

    def _embed(self, texts: list[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch(texts)
        feed = {
            "input_ids": np.array([item.ids for item in encoded], np.int64),
            "attention_mask": np.array([item.attention_mask for item in encoded], np.int64),
            "token_type_ids": np.array([item.type_ids for item in encoded], np.int64),
        }
        states = self._session.run(None, {name: feed[name] for name in feed if name in self._inputs})[0]
        if states.ndim == 3 and self._pooling == "cls":
            states = states[:, 0]
        elif states.ndim == 3:
            weight = feed["attention_mask"][:, :, None]
            states = (states * weight).sum(axis=1) / weight.sum(axis=1)
        return unit(states)


class SentenceTransformers:
    """A model of any make, for whom that library is worth its gigabyte. ImportError where it is missing."""

    def __init__(self, folder: Path) -> None:
        import sentence_transformers  # noqa: PLC0415 - optional

        self._model: Any = sentence_transformers.SentenceTransformer(str(folder), device="cpu")
        self._prefixes = conventions.read(folder).prefixes
        self.name = f"sentence-transformers/{folder.name}"
        self.size = int(self._model.get_sentence_embedding_dimension())

    def encode(self, texts: Sequence[str], *, answer: bool = False) -> np.ndarray:
        """See `intents.encoders.Encoder.encode`."""
        if not texts:
            return np.zeros((0, self.size), np.float32)
        texts = [self._prefixes[answer] + plain(text) for text in texts]
        return unit(self._model.encode(texts, show_progress_bar=False))
