"""Both lock files hold all that the project names, each package at one version and with its hashes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
WANTED = {
    "requirements.lock": [*PROJECT["dependencies"], *EXTRAS["e5"], *EXTRAS["build"]],
    "requirements-dev.lock": [
        *PROJECT["dependencies"],
        *EXTRAS["e5"],
        *EXTRAS["build"],
        *EXTRAS["dev"],
    ],
}


def _entries(lock: str) -> list[str]:
    """Each requirement with its hashes on one line."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


def _pins(lock: str) -> dict[str, list[str]]:
    pins: dict[str, list[str]] = {}
    for entry in _entries(lock):
        name, version = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", entry).groups()  # type: ignore[union-attr]
        pins.setdefault(canonicalize_name(name), []).append(version)
    return pins


@pytest.mark.parametrize("lock", WANTED)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(lock: str) -> None:
    form = re.compile(r"[A-Za-z0-9._-]+==\S+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [entry[:80] for entry in _entries(lock) if not form.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", WANTED)
def test_a_lock_holds_what_the_project_names(lock: str) -> None:
    pins = _pins(lock)
    unmet = []
    for line in WANTED[lock]:
        wanted = Requirement(line)
        versions = pins.get(canonicalize_name(wanted.name), [])
        if not versions or not all(wanted.specifier.contains(version) for version in versions):
            unmet.append(line)
    assert unmet == [], "run `make lock`"


def test_tests_run_with_what_is_served() -> None:
    run, dev = _pins("requirements.lock"), _pins("requirements-dev.lock")
    assert {name: versions for name, versions in run.items() if dev.get(name) != versions} == {}, (
        "`make lock`"
    )
