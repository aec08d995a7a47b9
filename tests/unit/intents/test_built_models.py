"""Models of the operator's own, built for the engine: what they give is what the weights say."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from intents import encoders
from intents.transformer import built
from intents.transformer.checkpoint import CheckpointError
from tests.unit.intents import random_models

ASKED = ["где мой заказ", "как вернуть товар? where is it", "привет", "", "ещё одно слово 🙂\0"]


@pytest.mark.parametrize(
    ("family", "cut", "cls", "dense", "prefix", "half"),
    [
        ("bert", "wordpiece", False, False, "", False),
        ("bert", "wordpiece", True, False, "bert.", True),
        ("xlm-roberta", "unigram", False, False, "roberta.", False),
        ("roberta", "bpe", True, True, "", False),
    ],
)
def test_a_built_model_gives_what_its_weights_say(
    tmp_path: Path, *, family: str, cut: str, cls: bool, dense: bool, prefix: str, half: bool
) -> None:
    folder = tmp_path / "own"
    weights = random_models.folder(
        folder, family=family, cut=cut, cls=cls, dense=dense, prefix=prefix, half=half
    )
    told: list[str] = []
    made = built.build(folder, tmp_path / "data", lambda stage, share: told.append(stage))
    assert made.bits == 8
    assert made.alike_mean > 0.99
    assert sorted(set(told)) == ["check", "pieces", "ranges"]
    encoder = encoders.make(f"path:{folder}", tmp_path / "data")
    assert encoder is not None
    assert encoder.size == (16 if dense else random_models.HIDDEN)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    first_place = 0 if family == "bert" else 2
    for text, vector in zip(ASKED, encoder.encode(ASKED), strict=True):
        plain = text.replace("\0", " ")
        right = random_models.vector(weights, plain, tokenizer, first_place=first_place, cls=cls)
        assert float(vector @ right) > 0.97, text
    assert encoder.encode([]).shape == (0, encoder.size)


def test_prompts_stand_before_questions_and_answers(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    prompts = {"query": "где ", "document": "как "}
    weights = random_models.folder(folder, prompts=prompts)
    built.build(folder, tmp_path)
    encoder = encoders.from_path(folder, tmp_path)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    for answer, prompt in enumerate(prompts.values()):
        vector = encoder.encode(["мой заказ"], answer=bool(answer))[0]
        right = random_models.vector(weights, f"{prompt}мой заказ", tokenizer)
        assert float(vector @ right) > 0.985


def test_a_long_text_is_read_as_far_as_the_model_reads(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    random_models.folder(folder)
    built.build(folder, tmp_path)
    assert np.isfinite(encoders.from_path(folder, tmp_path).encode(["заказ " * 200])).all()


def test_a_folder_that_is_not_built_or_has_changed_says_what_to_do(tmp_path: Path) -> None:
    folder, data = tmp_path / "own", tmp_path / "data"
    random_models.folder(folder)
    with pytest.raises(encoders.EncoderError, match="linezero model build"):
        encoders.from_path(folder, data)
    built.build(folder, data)
    name = encoders.from_path(folder, data).name
    encoders.from_path.cache_clear()
    os.utime(folder / "model.safetensors", ns=(1, 1))
    with pytest.raises(encoders.EncoderError, match="linezero model build"):
        encoders.from_path(folder, data)
    built.build(folder, data)
    assert encoders.from_path(folder, data).name == name, "the same weights: vectors that are kept stay good"


def test_a_built_folder_serves_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    random_models.folder(folder)
    made = built.build(folder, tmp_path / "data")
    shutil.rmtree(folder)
    encoder = encoders.make(f"path:{made.folder}")
    assert encoder is not None
    assert encoders.described(encoder.name) == "own (8 bit, ONNX Runtime)"


def test_a_built_model_that_gives_other_vectors_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    random_models.folder(folder)
    made = built.build(folder, tmp_path / "data")
    table = made.folder / "words.bin"
    np.fromfile(table, np.float16)[::-1].tofile(table)
    with pytest.raises(encoders.EncoderError, match="build it anew"):
        encoders.from_path(folder, tmp_path / "data")


def change(folder: Path, file: str, **more: object) -> None:
    path = folder / file
    path.write_text(json.dumps(json.loads(path.read_text()) | more))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "model.safetensors").unlink(), "has no model.safetensors"),
        (lambda folder: (folder / "model.safetensors").write_bytes(b"\x99" * 20), "damaged"),
        (lambda folder: os.truncate(folder / "model.safetensors", 5000), "damaged"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "has no tokenizer.json"),
        (lambda folder: (folder / "tokenizer.json").write_text("{}"), "cannot be read"),
        (lambda folder: (folder / "config.json").write_text("{"), "cannot be read"),
        (lambda folder: (folder / "config.json").unlink(), "not BERT"),
        (lambda folder: change(folder, "config.json", model_type="modernbert"), "modernbert"),
        (lambda folder: change(folder, "config.json", hidden_act="silu"), "silu"),
        (lambda folder: change(folder, "config.json", num_hidden_layers=9), r"lack encoder\.layer\.2"),
        (lambda folder: change(folder, "1_Pooling/config.json", pooling_mode_cls_token=True), "pooling"),
    ],
)  # fmt: skip
def test_what_cannot_be_built_is_said_in_two_lines_and_leaves_nothing(
    tmp_path: Path, spoil: object, said: str
) -> None:
    folder = tmp_path / "own"
    random_models.folder(folder)
    spoil(folder)  # type: ignore[operator]
    with pytest.raises(CheckpointError, match=said) as caught:
        built.build(folder, tmp_path / "data")
    assert len(str(caught.value).splitlines()) == 2
    assert list((tmp_path / "data").rglob("*.*")) == []
