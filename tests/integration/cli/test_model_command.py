"""`linezero model build`: from a folder as it is published to answers, through the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import doctor
from bot.cli.main import app
from bot.settings import Settings
from tests.unit.intents import random_models


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEZERO_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_model_is_built_and_used(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "own"
    random_models.folder(folder)
    monkeypatch.setenv("LINEZERO_ENCODER", f"path:{folder}")
    before = doctor._encoder_check(Settings())
    assert before.level == doctor.FAULT
    assert f"linezero model build {folder}" in before.what
    built = CliRunner().invoke(app, ["model", "build", str(folder)])
    assert built.exit_code == 0, built.output
    assert f"LINEZERO_ENCODER=path:{folder}" in built.stdout
    assert str(data / "models") in built.stdout
    assert "reading texts: 100%" in built.stderr
    after = doctor._encoder_check(Settings())
    assert after.level == doctor.OK
    assert "own (8 bit, ONNX Runtime)" in after.what
    questions = tmp_path / "questions.csv"
    rows = [
        f"{text} {number},{label}" for number in range(6) for text, label in (("заказ", "a"), ("карта", "b"))
    ]
    questions.write_text("\n".join(["text,label", *rows]))
    measured = CliRunner().invoke(
        app, ["evaluate", "--train", str(questions), "--test", str(questions), "--json"]
    )
    assert measured.exit_code == 0, measured.output
    assert json.loads(measured.stdout)["encoder"].startswith("built-1/own/")


@pytest.mark.parametrize("wrong", ["missing", "empty", "damaged", "unwritable"])
def test_what_is_wrong_is_said_in_two_lines(tmp_path: Path, data: Path, wrong: str) -> None:
    folder = tmp_path / "own"
    if wrong == "empty":
        folder.mkdir()
    elif wrong != "missing":
        random_models.folder(folder)
    if wrong == "damaged":
        (folder / "model.safetensors").write_bytes(b"no weights")
    if wrong == "unwritable":
        data.mkdir()
        (data / "models").write_text("a file where a folder should be")
    said = CliRunner().invoke(app, ["model", "build", str(folder)])
    assert said.exit_code == 1
    assert len(said.stderr.strip().splitlines()) == 2, said.stderr
    assert "Traceback" not in said.output
