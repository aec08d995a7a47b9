"""Make `.venv` from a lock file, or leave it as it is where it is what the lock says.

    python3 scripts/environment.py          what the program needs
    python3 scripts/environment.py --dev    what tests and checks need as well

A lock is installed, never resolved: each package at its version, checked by its hash, whatever the index
holds by now; afterwards the set is checked to be whole. An environment that was interrupted, moved, emptied
or made by another Python is made anew. Needs nothing but Python; ends with 1 and a word on what to do.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pip_faults import explain

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MADE = VENV / "made.json"
"""Written last: an environment without it is half made."""
PIP_LOG = VENV / "pip.log"
LOCKS = {False: ROOT / "requirements.lock", True: ROOT / "requirements-dev.lock"}
EXTRAS = {False: "build,e5", True: "build,dev,e5,models"}
OLDEST, NEWEST = (3, 11), (3, 13)
"""Versions of Python that it is tried with; a newer one is taken where there is none of these."""
_SETTINGS = {
    "PIP_CONSTRAINT": os.devnull,  # a lock knows better than the constraints of this machine
    "PIP_USER": "0",
    "PIP_QUIET": "0",
    "PIP_VERBOSE": "0",
    "PIP_LOG": str(PIP_LOG),
    "PIP_NO_INPUT": "1",
    "PIP_NO_COLOR": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
    "LC_ALL": "C.UTF-8",
}
_ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_HASHES", "PIP_DRY_RUN", "PIP_REQUIREMENT")
_COMES = re.compile(
    r"(?:Collecting (?P<name>[^\s=]+)(?:==(?P<version>\S+))?"
    r"|Processing (?:\S*/)?(?P<file>[A-Za-z0-9._]+)-\S+"
    r"|Requirement already satisfied:)"
)
"""What pip says of each package: fetched, found in a folder of this machine, or installed already."""


class TroubleError(Exception):
    """What went wrong and what to do, in a line or three."""


def main() -> None:
    """Bring `.venv` up to date; costs the start of two Pythons where it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--dev", action="store_true", help="what tests and checks need as well")
    parser.add_argument("--this-python", action="store_true", help="made by the Python that runs this")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends this ends pip as well
    try:
        _find_python(only_this=asked.this_python)
        with _alone() as turn:
            _bring_up_to_date(dev=asked.dev, only_this=asked.this_python, turn=turn)
    except TroubleError as trouble:
        sys.exit(f"\n{trouble}")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. The same command goes on where it is needed.")


def _bring_up_to_date(*, dev: bool, only_this: bool, turn: int) -> None:
    made = _made()
    fault = _fault(made, only_this=only_this)
    dev = dev or bool(made.get("dev"))
    if not fault and made.get("of") == _digest(dev=dev) and made.get("dev") == dev:
        return
    if fault:
        _make(fault)
        made = {}
    _say(f"Installing what {'tests need' if dev else 'Line Zero needs'} (a minute or two)…")
    names = _install_lock(LOCKS[dev], turn)
    _remove(set(made.get("names", ())) - names)
    _pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT), turn=turn)
    _check_whole(EXTRAS[dev], turn)
    _write_down(names, dev=dev)
    _say("Done.")


# -- is it what it should be -------------------------------------------------------------------------


def _made() -> dict[str, Any]:
    """What was written down when it was finished; empty where it was not."""
    try:
        made = json.loads(MADE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def _fault(made: dict[str, Any], *, only_this: bool) -> str:
    """Why it has to be made anew; empty where it need not."""
    if not VENV.exists():
        return "first"
    if not made:
        return "it was not finished"
    if made.get("folder") != os.path.realpath(VENV):
        return f"it was made for {made.get('folder')}"
    version = _version_of(str(PYTHON))
    if version is None:
        return "its Python is gone"
    if list(version) != made.get("python"):
        return f"its Python is {_dotted(version)} now"
    if only_this and version != sys.version_info[:2]:
        return f"it was made by Python {_dotted(version)}"
    packages = {entry.name for entry in _site_packages().glob("*.dist-info")}
    missing = sorted(set(made.get("packages", ())) - packages)
    return f"{missing[0].partition('-')[0]} is missing in it" if missing else ""


def _digest(*, dev: bool) -> str:
    """Of all that decides what is in it."""
    files = (LOCKS[dev], ROOT / "pyproject.toml", Path(__file__))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _write_down(names: set[str], *, dev: bool) -> None:
    packages = [
        entry.name
        for entry in _site_packages().glob("*.dist-info")
        if _normal(entry.name.partition("-")[0]) in names
    ]
    made = {
        "of": _digest(dev=dev),
        "dev": dev,
        "folder": os.path.realpath(VENV),
        "python": list(_version_of(str(PYTHON)) or ()),
        "names": sorted(names),
        "packages": sorted(packages),
    }
    fresh = MADE.with_suffix(".new")
    fresh.write_text(json.dumps(made, indent=1), "utf-8")
    fresh.replace(MADE)


def _site_packages() -> Path:
    return next(iter(VENV.glob("lib/python3*/site-packages")), VENV)


# -- Python ------------------------------------------------------------------------------------------


def _find_python(*, only_this: bool) -> None:
    """Go on with a Python that will do; replaces this process where another one is better."""
    here = sys.version_info[:2]
    if OLDEST <= here <= NEWEST or (only_this and here >= OLDEST):
        return
    for minor in () if only_this else range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other and _version_of(other) == (3, minor):
            os.execv(other, [other, *sys.argv])  # noqa: S606 -- found by its name, as `make` found this one
    if here < OLDEST:
        raise TroubleError(
            f"Line Zero needs Python {_dotted(OLDEST)} or newer, and this is {_dotted(here)} "
            f"({sys.executable}).\nInstall a newer one and name it: make install PYTHON=python3.12"
        )


def _version_of(python: str) -> tuple[int, int] | None:
    """Major and minor version of a Python; None where it does not run."""
    ask = "import sys; print(*sys.version_info[:2])"
    try:
        asked = subprocess.run(
            [python, "-I", "-S", "-c", ask], capture_output=True, text=True, check=True, timeout=60
        )
        major, minor = asked.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _make(why: str) -> None:
    """A new empty environment in place of what is there."""
    name = VENV.relative_to(ROOT)
    _say(f"Making {name}…" if why == "first" else f"Making {name} anew: {why}.")
    MADE.unlink(missing_ok=True)
    base = getattr(sys, "_base_executable", None) or sys.executable
    command = [base, "-I", "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    said = (done.stderr + done.stdout).strip()
    if "ensurepip" in said or "No module named venv" in said:
        version = _dotted(sys.version_info[:2])
        raise TroubleError(
            f"This Python ({base}) cannot make virtual environments.\nOn Debian and Ubuntu: "
            f"sudo apt install python3-venv (python{version}-venv for a Python beside the system's)."
        )
    last = said.splitlines()[-1] if said else "no reason given"
    raise TroubleError(f"{name} could not be made: {last}\nRemove the folder {VENV} and try again.")


# -- pip ---------------------------------------------------------------------------------------------


def _install_lock(lock: Path, turn: int) -> set[str]:
    """Install what stands in a lock, with one line for each package that comes; gives the names."""
    names = {_normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text("utf-8"), re.M)}
    counted, total = 0, len(names)
    said: list[str] = []
    options = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(lock))
    for line in _pip_lines(("install", *options), said, turn):
        if found := re.match(r"Ignoring \S+: markers", line):
            total -= 1
        elif found := _COMES.match(line):
            counted += 1
            if name := found["name"] or found["file"]:
                _say(f"  {counted}/{total} {name} {found['version'] or ''}".rstrip())
        elif line.startswith("Installing collected packages:"):
            MADE.unlink(missing_ok=True)  # from here on it is half made
            _say("  putting them in place (up to a minute)…")
    return names


def _remove(names: Iterable[str]) -> None:
    """Take out what an older lock had brought."""
    if gone := sorted(names):
        _pip("uninstall", "--yes", *gone)


def _check_whole(extras: str, turn: int) -> None:
    """Nothing that an installed package needs may be missing, or be there in a version it does not take."""
    _pip("check", turn=turn)
    checker = str(ROOT / "scripts" / "check_extras.py")
    found = subprocess.run(
        [str(PYTHON), "-I", checker, f"linezero[{extras}]"], capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise TroubleError(explain((found.stdout + found.stderr).splitlines(), PIP_LOG))


def _pip(*arguments: str, turn: int | None = None) -> None:
    for _ in _pip_lines(arguments, [], turn):
        pass


def _pip_lines(arguments: Iterable[str], said: list[str], turn: int | None) -> Iterator[str]:
    """What pip says, line by line; ends in `TroubleError` where pip does."""
    PIP_LOG.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE} | _SETTINGS
    process = subprocess.Popen(
        [str(PYTHON), "-I", "-m", "pip", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=() if turn is None else (turn,),  # nobody else begins before pip has ended
    )
    try:
        for line in process.stdout or ():
            said.append(line.rstrip())
            yield line.strip()
    except BaseException:
        process.terminate()
        raise
    finally:
        process.wait()
    if process.returncode:
        raise TroubleError(explain(said, PIP_LOG))


# -- small things ------------------------------------------------------------------------------------


@contextmanager
def _alone() -> Iterator[int]:
    """One at a time: whoever comes second waits, and finds it done."""
    turn = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Somebody else is making .venv, waiting for them…")
            fcntl.flock(turn, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks
        yield turn
    finally:
        os.close(turn)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
