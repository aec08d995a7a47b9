"""Tiny models with random weights in folders as they are published, and what they should give, in numpy."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import tokenizers
from tokenizers import models, normalizers, pre_tokenizers, processors, trainers

HIDDEN, HEADS, INNER, LAYERS, PLACES = 32, 4, 64, 2, 40
_TEXTS = ["где мой заказ", "как вернуть товар", "where is my order", "оплата картой не проходит", "привет"]
_KINDS = {np.dtype(np.float32): "F32", np.dtype(np.float16): "F16"}

Weights = dict[str, np.ndarray]


def safetensors(weights: Weights, *, half: bool = False) -> bytes:
    """The bytes of a file; `half`: numbers as bfloat16."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, value in weights.items():
        data = value.tobytes()
        if half:
            data = (value.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16).tobytes()
        kind = "BF16" if half else _KINDS[value.dtype]
        header[name] = {
            "dtype": kind,
            "shape": value.shape,
            "data_offsets": [len(body), len(body) + len(data)],
        }
        body += data
    raw = json.dumps(header).encode()
    return len(raw).to_bytes(8, "little") + raw + body


def tokenizer(kind: str) -> tokenizers.Tokenizer:
    """A tokenizer trained on a few texts: `wordpiece`, `unigram` or `bpe`."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    if kind == "wordpiece":
        made = tokenizers.Tokenizer(models.WordPiece(unk_token="[UNK]"))
        made.normalizer = normalizers.BertNormalizer(lowercase=True)
        made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        trainer: Any = trainers.WordPieceTrainer(vocab_size=120, special_tokens=special)
    elif kind == "unigram":
        made = tokenizers.Tokenizer(models.Unigram())
        made.pre_tokenizer = pre_tokenizers.Metaspace()
        trainer = trainers.UnigramTrainer(vocab_size=80, special_tokens=special, unk_token="[UNK]")
    else:
        made = tokenizers.Tokenizer(models.BPE(unk_token="[UNK]"))
        made.pre_tokenizer = pre_tokenizers.ByteLevel()
        trainer = trainers.BpeTrainer(vocab_size=300, special_tokens=special)
    made.train_from_iterator(_TEXTS * 20, trainer)
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return made


def folder(
    where: Path, *, family: str = "bert", cut: str = "wordpiece", cls: bool = False, dense: bool = False,
    prompts: dict[str, str] | None = None, prefix: str = "", half: bool = False,
) -> Weights:  # fmt: skip
    """Write a model; gives its weights under the names of BERT."""
    where.mkdir()
    made = tokenizer(cut)
    made.save(str(where / "tokenizer.json"))
    rng = np.random.default_rng(5)

    def some(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.2, shape).astype(np.float32)

    found: Weights = {
        "embeddings.word_embeddings.weight": some(made.get_vocab_size(), HIDDEN),
        "embeddings.position_embeddings.weight": some(PLACES, HIDDEN),
        "embeddings.token_type_embeddings.weight": some(1 if family != "bert" else 2, HIDDEN),
    }
    norms, products = ["embeddings.LayerNorm"], []
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        norms += [f"{at}.attention.output.LayerNorm", f"{at}.output.LayerNorm"]
        products += [(f"{at}.attention.self.{one}", HIDDEN, HIDDEN) for one in ("query", "key", "value")]
        products += [
            (f"{at}.attention.output.dense", HIDDEN, HIDDEN),
            (f"{at}.intermediate.dense", INNER, HIDDEN),
            (f"{at}.output.dense", HIDDEN, INNER),
        ]
    for name in norms:
        found |= {f"{name}.weight": 1 + some(HIDDEN), f"{name}.bias": some(HIDDEN)}
    for name, outputs, inputs in products:
        found |= {f"{name}.weight": some(outputs, inputs), f"{name}.bias": some(outputs)}
    written = {f"{prefix}{name}": value for name, value in found.items()}
    (where / "model.safetensors").write_bytes(safetensors(written, half=half))
    config = {
        "model_type": family, "hidden_size": HIDDEN, "num_attention_heads": HEADS, "hidden_act": "gelu",
        "num_hidden_layers": LAYERS, "pad_token_id": 1 if family != "bert" else 0, "layer_norm_eps": 1e-5,
    }  # fmt: skip
    _write(where / "config.json", config)
    steps = ["Transformer", "Pooling", *(["Dense"] if dense else []), "Normalize"]
    said = [
        {"type": f"sentence_transformers.models.{step}", "path": f"{n}_{step}" if n else ""}
        for n, step in enumerate(steps)
    ]
    _write(where / "modules.json", said)
    (where / "1_Pooling").mkdir()
    modes = {"pooling_mode_cls_token": cls, "pooling_mode_mean_tokens": not cls}
    _write(where / "1_Pooling" / "config.json", modes)
    if prompts:
        _write(where / "config_sentence_transformers.json", {"prompts": prompts})
    if dense:
        product = {"linear.weight": some(16, HIDDEN), "linear.bias": some(16)}
        (where / "2_Dense").mkdir()
        (where / "2_Dense" / "model.safetensors").write_bytes(safetensors(product))
        _write(where / "2_Dense" / "config.json", {"activation_function": "torch.nn.modules.activation.Tanh"})
        found |= product
    return found


def _write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value))


def vector(
    weights: Weights, text: str, cut: tokenizers.Tokenizer, *, first_place: int = 0, cls: bool = False
) -> np.ndarray:
    """The vector of a text, calculated step by step in double precision."""

    def linear(name: str, given: np.ndarray) -> np.ndarray:
        found: np.ndarray = given @ weights[f"{name}.weight"].T.astype(float) + weights[f"{name}.bias"]
        return found

    def norm(name: str, given: np.ndarray) -> np.ndarray:
        moved = given - given.mean(axis=1, keepdims=True)
        evened = moved / np.sqrt((moved**2).mean(axis=1, keepdims=True) + 1e-5)
        found: np.ndarray = evened * weights[f"{name}.weight"] + weights[f"{name}.bias"]
        return found

    numbers = cut.encode(text).ids
    at = weights["embeddings.word_embeddings.weight"].astype(float)[numbers]
    at = at + weights["embeddings.position_embeddings.weight"][first_place : first_place + len(numbers)]
    at = norm("embeddings.LayerNorm", at + weights["embeddings.token_type_embeddings.weight"][0])
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        query, key, value = (
            linear(f"{name}.attention.self.{one}", at).reshape(-1, HEADS, HIDDEN // HEADS).swapaxes(0, 1)
            for one in ("query", "key", "value")
        )
        shares = np.exp(query @ key.swapaxes(1, 2) / math.sqrt(HIDDEN // HEADS))
        shares /= shares.sum(axis=2, keepdims=True)
        heads = (shares @ value).swapaxes(0, 1).reshape(-1, HIDDEN)
        attended = norm(
            f"{name}.attention.output.LayerNorm", at + linear(f"{name}.attention.output.dense", heads)
        )
        inner = linear(f"{name}.intermediate.dense", attended)
        grown = inner * (1 + np.vectorize(math.erf)(inner / math.sqrt(2))) / 2
        at = norm(f"{name}.output.LayerNorm", attended + linear(f"{name}.output.dense", grown))
    found = at[0] if cls else at.mean(axis=0)
    if "linear.weight" in weights:
        found = np.tanh(weights["linear.weight"] @ found + weights["linear.bias"])
    return np.asarray(found / np.linalg.norm(found))
