"""What a folder of sentence-transformers says of its model beside the weights: how texts are prepared, and
how the vectors of pieces become that of a text. One that says nothing takes the mean."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_E5_PREFIXES = ("query: ", "passage: ")
_PROMPTS = (("query", "search_query"), ("document", "passage", "search_document"))
_TOKENS = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}


class UnknownConventionError(Exception):
    """The model needs a step that is not known here."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """`prefixes` stand before questions and before answers; `pooling` is `mean` or `cls`; `dense` are
    folders of products that follow; `longest` is how many pieces are read, None where the model alone
    decides."""

    prefixes: tuple[str, str]
    pooling: str
    dense: tuple[Path, ...]
    longest: int | None


def load(path: Path) -> dict[str, Any]:
    """A JSON file with an object; nothing where there is no such file. ValueError where it is damaged."""
    if not path.is_file():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"{path.name} holds no object")
    return found


def read(folder: Path) -> Conventions:
    """The conventions of a model. UnknownConventionError where they cannot be kept here, ValueError where a
    file is damaged."""
    modules = folder / "modules.json"
    steps = json.loads(modules.read_text(encoding="utf-8")) if modules.is_file() else []
    pooling, dense = _pooling(folder / "1_Pooling"), []
    for step in steps:
        kind, place = str(step["type"]).rsplit(".", 1)[-1], folder / str(step.get("path", ""))
        match kind:
            case "Transformer" | "Normalize":
                pass
            case "Pooling":
                pooling = _pooling(place)
            case "Dense":
                dense.append(place)
            case _:
                raise UnknownConventionError(f"its step {kind} is not known here")
    longest = load(folder / "sentence_bert_config.json").get("max_seq_length")
    return Conventions(_prefixes(folder), pooling, tuple(dense), int(longest) if longest else None)


def _pooling(folder: Path) -> str:
    said = load(folder / "config.json")
    modes = [name for name, on in said.items() if name.startswith("pooling_mode_") and on is True]
    if isinstance(said.get("pooling_mode"), str):  # as newer releases write it
        modes = [f"pooling_mode_{said['pooling_mode']}_token{'' if said['pooling_mode'] == 'cls' else 's'}"]
    if not modes:
        return "mean"
    if len(modes) > 1 or modes[0] not in _TOKENS:
        raise UnknownConventionError(f"its pooling ({', '.join(modes)}) is not known here")
    return _TOKENS[modes[0]]


def _prefixes(folder: Path) -> tuple[str, str]:
    said = load(folder / "config_sentence_transformers.json").get("prompts") or {}
    found = [next((str(said[name]) for name in names if said.get(name)), "") for names in _PROMPTS]
    if not any(found) and "e5" in folder.name.lower():
        return _E5_PREFIXES
    return found[0], found[1]
