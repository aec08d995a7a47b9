"""A model of the BERT or XLM-RoBERTa family as it is published: a folder with config.json, weights in
safetensors and a tokenizer, perhaps with what sentence-transformers adds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from intents.transformer import conventions
from intents.transformer.graph import Layer, Linear, Norm, Shape
from intents.transformer.safetensors import DamagedFileError, Weights

_FAMILIES = {"bert": 0, "roberta": 1, "xlm-roberta": 1, "camembert": 1}
"""Families that are read, and whether their places are counted from behind the padding's number."""
_PREFIXES = ("", "bert.", "roberta.", "model.", "0.auto_model.")
_MARKS = 2  # pieces that mark the beginning and the end
_ACTIVATIONS = {"Identity": "none", "Tanh": "tanh"}


class CheckpointError(Exception):
    """The folder cannot be built; the first value says what is wrong, the second what to do."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(f"{what}\n{todo}")


class Checkpoint:
    """Weights and settings of a model. CheckpointError where the folder holds none that is known here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._config = conventions.load(folder / "config.json")
            self.conventions = conventions.read(folder)
            self.files = weight_files(folder)
            self._weights = Weights(self.files)
            self._check_family()
            self._prefix = next(
                (one for one in _PREFIXES if f"{one}embeddings.word_embeddings.weight" in self._weights), ""
            )
            self.shape = self._shape()
            self.dense = [self._dense(place) for place in self.conventions.dense]
        except conventions.UnknownConventionError as error:
            raise _unknown(folder, str(error)) from error
        except KeyError as error:
            raise _unknown(folder, f"its weights lack {error.args[0]}") from error
        except (DamagedFileError, ValueError, TypeError) as error:
            raise CheckpointError(f"{folder} cannot be read: {error}.", "Fetch the folder anew.") from error

    def _check_family(self) -> None:
        family = self._config.get("model_type", "of no name")
        act, places = (
            self._config.get("hidden_act", "gelu"),
            self._config.get("position_embedding_type", "absolute"),
        )
        if family not in _FAMILIES:
            raise conventions.UnknownConventionError(f"its family ({family}) is not BERT or XLM-RoBERTa")
        if act != "gelu" or places != "absolute":
            raise conventions.UnknownConventionError(
                f"its layers ({act}, {places} places) are not known here"
            )

    def _shape(self) -> Shape:
        said = self._config
        rows, hidden = self._weights.shape(f"{self._prefix}embeddings.position_embeddings.weight")
        room = rows - self._first_place
        if self.conventions.longest:
            room = min(room, self.conventions.longest)
        heads, layers = int(said["num_attention_heads"]), int(said["num_hidden_layers"])
        inner = self._weights.shape(f"{self._prefix}encoder.layer.0.intermediate.dense.weight")[0]
        if hidden % heads or room <= _MARKS:
            raise ValueError("the numbers in config.json do not fit the weights")
        return Shape(hidden, layers, heads, inner, room, float(said.get("layer_norm_eps", 1e-12)))

    @property
    def _first_place(self) -> int:
        return (self.padding + 1) * _FAMILIES[self._config["model_type"]]

    @property
    def padding(self) -> int:
        """The number of the piece that fills up."""
        return int(self._config.get("pad_token_id") or 0)

    @property
    def norm(self) -> Norm:
        """The layer norm of the embeddings."""
        return self._norm("embeddings.LayerNorm")

    def layers(self) -> Iterator[Layer]:
        """The layers, one by one."""
        for number in range(self.shape.layers):
            at = f"encoder.layer.{number}"
            yield Layer(
                self._linear(f"{at}.attention.self.query"),
                self._linear(f"{at}.attention.self.key"),
                self._linear(f"{at}.attention.self.value"),
                self._linear(f"{at}.attention.output.dense"),
                self._norm(f"{at}.attention.output.LayerNorm"),
                self._linear(f"{at}.intermediate.dense"),
                self._linear(f"{at}.output.dense"),
                self._norm(f"{at}.output.LayerNorm"),
            )

    def places(self) -> np.ndarray:
        """What is added to the vectors of pieces, shape (places, hidden)."""
        first = self._first_place
        found = self._weights.rows(
            f"{self._prefix}embeddings.position_embeddings.weight", slice(first, first + self.shape.positions)
        )
        types = f"{self._prefix}embeddings.token_type_embeddings.weight"
        return found + self._weights[types][0] if types in self._weights else found

    def words(self) -> Iterator[np.ndarray]:
        """The vectors of all pieces, some rows at a time."""
        name = f"{self._prefix}embeddings.word_embeddings.weight"
        for start in range(0, self._weights.shape(name)[0], 10_000):
            yield self._weights.rows(name, slice(start, start + 10_000))

    @property
    def pieces(self) -> int:
        """How many pieces have vectors."""
        return self._weights.shape(f"{self._prefix}embeddings.word_embeddings.weight")[0]

    def fingerprint(self) -> str:
        """Names weights, tokenizer and settings by what they hold."""
        found = hashlib.sha256(json.dumps([self._config, str(self.conventions.prefixes)]).encode())
        for file in (*self.files, *sorted(self.folder.glob("tokenizer*.json")), self.folder / "vocab.txt"):
            if file.is_file():
                with file.open("rb") as opened:
                    found.update(hashlib.file_digest(opened, "sha256").digest())
        return found.hexdigest()[:12]

    def _linear(self, name: str) -> Linear:
        return Linear(self._tensor(f"{name}.weight"), self._tensor(f"{name}.bias"))

    def _norm(self, name: str) -> Norm:
        if f"{self._prefix}{name}.gamma" in self._weights:  # as TensorFlow named them
            return Norm(self._tensor(f"{name}.gamma"), self._tensor(f"{name}.beta"))
        return Norm(self._tensor(f"{name}.weight"), self._tensor(f"{name}.bias"))

    def _tensor(self, name: str) -> np.ndarray:
        try:
            return self._weights[f"{self._prefix}{name}"]
        except KeyError as error:
            raise _unknown(self.folder, f"its weights lack {name}") from error

    @staticmethod
    def _dense(folder: Path) -> tuple[Linear, str]:
        """A product behind the pooling, and what follows it: `tanh` or `none`."""
        weights, said = Weights(weight_files(folder)), conventions.load(folder / "config.json")
        kind = str(said.get("activation_function", "Tanh")).rsplit(".", 1)[-1]
        if kind not in _ACTIVATIONS:
            raise conventions.UnknownConventionError(f"its activation {kind} is not known here")
        weight = weights["linear.weight"]
        bias = weights["linear.bias"] if "linear.bias" in weights else np.zeros(len(weight), np.float32)
        return Linear(weight, bias), _ACTIVATIONS[kind]


def weight_files(folder: Path) -> list[Path]:
    """The files with the weights. CheckpointError where there are none, or some are missing."""
    index = folder / "model.safetensors.index.json"
    names = {"model.safetensors"}
    if not (folder / "model.safetensors").is_file() and index.is_file():
        names = set(conventions.load(index)["weight_map"].values())
    files = [folder / name for name in sorted(names)]
    if missing := next((file for file in files if not file.is_file()), None):
        raise CheckpointError(
            f"{missing.parent} has no {missing.name}.",
            "Fetch the whole folder; weights in another format are saved anew by sentence-transformers "
            "(model.save(FOLDER)).",
        )
    return files


def _unknown(folder: Path, why: str) -> CheckpointError:
    return CheckpointError(
        f"{folder} cannot be built: {why}.",
        "Export it to ONNX (optimum-cli export onnx --model FOLDER OTHER) and use path:OTHER.",
    )
