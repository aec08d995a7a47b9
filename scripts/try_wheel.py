"""Build the wheel, install it into an empty environment in an empty folder, and use it as a person would.

    .venv/bin/python scripts/try_wheel.py             its dependencies at the releases of the lock
    .venv/bin/python scripts/try_wheel.py --newest    at the newest releases that the index has today

Run by the environment of a checkout, which has the build backend. Starts `linezero demo` and asks a question
on the local Telegram over HTTP; ends with 1 where there is no answer.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "как сменить пароль wifi"
CUSTOMER = 500_000_001
"""Мария, one of the people of the demo."""
_START, _ANSWER = 180.0, 60.0  # s


def main() -> None:
    """Try it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--newest", action="store_true", help="dependencies at the newest releases")
    newest = parser.parse_args().newest
    with tempfile.TemporaryDirectory(prefix="linezero-wheel-") as name:
        folder = Path(name)
        wheel = build(folder / "dist")
        program = install(wheel, folder / "venv", newest=newest)
        empty = folder / "empty"
        empty.mkdir()
        said = _run(program, "--version", cwd=empty)
        print(said.strip(), flush=True)
        if wheel.name.split("-")[1] not in said:
            sys.exit(f"`linezero --version` does not say {wheel.name.split('-')[1]}.")
        with serving([str(program), "demo"], empty) as address:
            print(f"«{QUESTION}» → «{ask(address, QUESTION)}»")
    print("The wheel works.")


def build(folder: Path) -> Path:
    """Make the wheel with the build backend of this environment; nothing is fetched."""
    options = ("--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(folder))
    _run(sys.executable, "-I", "-m", "pip", "wheel", *options, str(ROOT), cwd=ROOT)
    return next(folder.glob("linezero-*.whl"))


def install(wheel: Path, venv: Path, *, newest: bool = False) -> Path:
    """Install it into an environment of its own; gives the program `linezero`."""
    _run(sys.executable, "-m", "venv", str(venv), cwd=ROOT)
    options = ["--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    if not newest:
        pins = re.findall(r"^\S+==[^\\\n]+", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
        pinned = venv / "constraints.txt"
        pinned.write_text("\n".join(pins), "utf-8")
        options += ["-c", str(pinned)]
    python = str(venv / "bin" / "python")
    _run(python, "-I", "-m", "pip", "install", *options, str(wheel), cwd=venv)
    _run(python, "-I", "-m", "pip", "check", cwd=venv)
    return venv / "bin" / "linezero"


@contextmanager
def serving(command: list[str], folder: Path, **settings: str) -> Iterator[str]:
    """Run `linezero demo` or the like until it is ready; gives the address of the local Telegram."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LINEZERO_")}
    environment.pop("PYTHONPATH", None)
    environment |= {"LINEZERO_DEMO_PORT": str(port), "PYTHONUNBUFFERED": "1", **settings}
    log = folder / "demo.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
    try:
        _wait(lambda: "Ready after" in log.read_text("utf-8") or process.poll() is not None, _START)
        if process.poll() is not None:
            sys.exit(f"It ended before it was ready:\n{log.read_text('utf-8')}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def ask(address: str, question: str, expected: str = "роутер") -> str:
    """Ask as a customer of the local Telegram; gives the first line of the answer, which holds `expected`."""
    said = _call(f"{address}/control/people/{CUSTOMER}/say", {"chat_id": CUSTOMER, "text": question})
    found: list[str] = []

    def answered() -> bool:
        messages = _call(f"{address}/control/chats/{CUSTOMER}/messages")["messages"]
        later = [one for one in messages if one["message_id"] > said["message_id"]]
        found[:] = [one["text"] for one in later if one.get("from", {}).get("is_bot") and one.get("text")]
        return bool(found)

    _wait(answered, _ANSWER)
    if expected not in " ".join(found).lower():
        sys.exit(f"No answer of the knowledge base, but: {found}")
    return found[0].splitlines()[0]


def _call(address: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 -- 127.0.0.1
        return json.load(response)


def _wait(done: Any, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            sys.exit(f"Nothing happened within {seconds:.0f} s.")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
