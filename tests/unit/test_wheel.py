"""The wheel holds all that the program reads."""

from __future__ import annotations

import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handoff", "intents", "kb", "sim", "store")


def test_every_file_of_the_rooms_is_in_the_wheel(tmp_path: Path) -> None:
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        held = set(wheel.namelist())
    files = {
        file.relative_to(ROOT).as_posix()
        for room in ROOMS
        for file in (ROOT / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert sorted(files - held) == []
    assert {name.split("/")[0] for name in held if ".dist-info/" not in name} == set(ROOMS)
