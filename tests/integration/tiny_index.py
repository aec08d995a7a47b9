"""A package index in a folder, with wheels of a few lines, and a project that locks some of them."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "scripts"
_WHEEL = "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_BACKEND = """
import zipfile
NAME = "linezero-0.1.dist-info"
def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(f"{folder}/linezero-0.1-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{NAME}/METADATA", METADATA)
        wheel.writestr(f"{NAME}/WHEEL", WHEEL)
        wheel.writestr(f"{NAME}/RECORD", f"{NAME}/METADATA,,\\n{NAME}/WHEEL,,\\n{NAME}/RECORD,,\\n")
    return "linezero-0.1-py3-none-any.whl"
"""


def _metadata(name: str, version: str, needs: Sequence[str], extras: dict[str, Sequence[str]]) -> str:
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {need}" for need in needs]
    for extra, members in extras.items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {member} ; extra == "{extra}"' for member in members]
    return "\n".join(lines) + "\n"


@dataclass
class Index:
    """A simple index over `file://`."""

    folder: Path
    hashes: dict[str, str] = field(default_factory=dict)

    def add(
        self, name: str, version: str, *needs: str, extras: dict[str, Sequence[str]] | None = None
    ) -> None:
        """Publish a release that needs these."""
        home = self.folder / name
        home.mkdir(parents=True, exist_ok=True)
        wheel = home / f"{name}-{version}-py3-none-any.whl"
        info = f"{name}-{version}.dist-info"
        files = {
            f"{name}.py": f"VERSION = '{version}'\n",
            f"{info}/METADATA": _metadata(name, version, needs, extras or {}),
            f"{info}/WHEEL": _WHEEL,
        }
        record = "".join(f"{file},sha256={_digest(text)},{len(text)}\n" for file, text in files.items())
        with zipfile.ZipFile(wheel, "w") as archive:
            for file, text in files.items():
                archive.writestr(file, text)
            archive.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
        self.hashes[f"{name}=={version}"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (home / "index.html").write_text(
            "".join(f'<a href="{one.name}">{one.name}</a>' for one in home.glob("*.whl"))
        )

    @property
    def url(self) -> str:
        return self.folder.as_uri()


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


@dataclass
class Project:
    """A checkout whose environment is made by our own script."""

    root: Path
    index: Index

    def write(self, locked: Sequence[str], *needs: str, dev: Sequence[str] = ()) -> None:
        """Lay out the project: what it needs, and what its lock files name."""
        self.root.mkdir(parents=True, exist_ok=True)
        shutil.copytree(SCRIPTS, self.root / "scripts", dirs_exist_ok=True)
        (self.root / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        )
        metadata = _metadata("linezero", "0.1", needs, {"build": (), "e5": (), "dev": dev})
        (self.root / "backend.py").write_text(_BACKEND + f"METADATA = {metadata!r}\nWHEEL = {_WHEEL!r}\n")
        lines = [f"{one} \\\n    --hash=sha256:{self.index.hashes.get(one, '0' * 64)}\n" for one in locked]
        for name in ("requirements.lock", "requirements-dev.lock"):
            (self.root / name).write_text("".join(lines))

    def start(self, *options: str, **environment: str) -> subprocess.Popen[str]:
        """Begin to make the environment."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        return subprocess.Popen(
            [sys.executable, str(self.root / "scripts" / "environment.py"), *options],
            env=clean | {"PIP_INDEX_URL": self.index.url, "PIP_CONFIG_FILE": os.devnull, **environment},
            cwd=self.root.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def make(self, *options: str, **environment: str) -> tuple[int, str]:
        """Make the environment; gives the exit code and what a person saw."""
        process = self.start(*options, **environment)
        said, _ = process.communicate()
        return process.returncode, said

    def version(self, name: str) -> str:
        """Which release is installed."""
        python = self.root / ".venv" / "bin" / "python"
        asked = subprocess.run(
            [python, "-I", "-c", f"import {name}; print({name}.VERSION)"],
            capture_output=True,
            text=True,
            check=True,
        )
        return asked.stdout.strip()
