"""What pip's last words mean: which package it was, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


class _Fault(NamedTuple):
    """A fault that pip describes in words which match `words`."""

    words: str
    happened: Callable[[str], str]
    todo: str


_NETWORK = (
    "Check the network and try again; what has come already is not fetched twice. Behind a proxy: "
    "HTTPS_PROXY=http://…; with an index of your own: PIP_INDEX_URL=https://…"
)
_FAULTS = (
    _Fault(
        r"DO NOT MATCH THE HASHES",
        lambda name: f"What came as {name} is not what the lock file names, so nothing was installed.",
        "Try `pip cache purge`, and another index if it stays so (PIP_INDEX_URL=https://…).",
    ),
    _Fault(
        r"No space left on device|Disk quota exceeded",
        lambda _: "The disk is full.",
        "About 1.5 GB have to be free here, and as much in the folder for temporary files (TMPDIR).",
    ),
    _Fault(
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        lambda name: (
            f"{name} could not be fetched: this machine does not trust the certificate of the index."
        ),
        "Check the clock of this machine; where a company reads the traffic, name its certificate: "
        "PIP_CERT=/path/to/company.pem",
    ),
    _Fault(
        r"ProxyError|407 Proxy|Cannot connect to proxy|Missing dependencies for SOCKS",
        lambda name: f"{name} could not be fetched: the proxy does not let us through.",
        "Check HTTPS_PROXY and HTTP_PROXY (`env | grep -i proxy`) and `pip config list`.",
    ),
    _Fault(
        r"NewConnectionError|NameResolutionError|Max retries exceeded|ConnectTimeout|Read ?timed out|"
        r"ReadTimeoutError|ConnectionResetError|RemoteDisconnected|Network is unreachable|"
        r"IncompleteRead|ProtocolError|connection broken by|Connection aborted|Connection refused",
        lambda name: f"{name} could not be fetched: the package index does not answer.",
        _NETWORK,
    ),
    _Fault(
        r"\b(?:401|403|429|5\d\d) (?:Client|Server) Error",
        lambda name: f"{name} could not be fetched: the package index refuses.",
        "Wait a few minutes and try again; with an index of your own, check its address and password.",
    ),
    _Fault(
        r"No matching distribution found|Could not find a version",
        lambda name: f"{name} is not to be had from the package index for this Python and this machine.",
        "Use Python 3.11, 3.12 or 3.13 (make install PYTHON=python3.12), on Linux, macOS or Windows with an "
        "x86-64 or ARM64 processor. If that is what you have: an index of your own may lack it "
        "(`pip config list`); otherwise get a newer Line Zero (`git pull`).",
    ),
    _Fault(
        r"Permission denied|Errno 13",
        lambda _: "A file of the environment belongs to somebody else.",
        "Remove the folder .venv (with sudo, if it was made with sudo) and try again.",
    ),
    _Fault(
        r"which is not installed|has requirement|is not supported on this platform",
        lambda _: "The environment is not whole.",
        "Remove the folder .venv and try again. Who changed pyproject.toml makes the lock files anew: "
        "`make lock`.",
    ),
)
_NAMES = (
    r"No matching distribution found for ([A-Za-z0-9._-]+(?:==[^\s;]+)?)",
    r"that satisfies the requirement ([A-Za-z0-9._-]+(?:==[^\s;]+)?)",
    r"^ +([A-Za-z0-9._-]+(?:==[^\s;]+)?) from (?:http|file)\S+",
    r"^ *Collecting ([A-Za-z0-9._-]+(?:==[^\s;]+)?)",
)
_BROKEN = (
    r"^.*(?:which is not installed|has requirement .* but you have|is not supported on this platform).*$"
)


def explain(said: Sequence[str], log: Path) -> str:
    """Three or four lines for a person, from what pip said and from its `log`, which says more."""
    written = log.read_text("utf-8", errors="replace") if log.exists() else ""
    text = "\n".join([*said, written])
    name = _package(said)
    fault = next((one for one in _FAULTS if re.search(one.words, text)), None)
    if fault is None:
        last = next((line for line in reversed(said) if "error" in line.lower()), "no reason given")
        fault = _Fault("", lambda name: f"{name} could not be installed: {_short(last)}", "Try again.")
    broken = [_short(line) for line in re.findall(_BROKEN, "\n".join(said), re.M)]
    lines = [fault.happened(name), *broken[:5], fault.todo]
    return "\n".join([*lines, f"All that pip said: {log}"] if written else lines)


def _package(said: Sequence[str]) -> str:
    """The package that pip came to grief with, with its version, as well as can be told."""
    for pattern in _NAMES:
        for line in reversed(said):
            if found := re.search(pattern, line):
                return found[1].replace("==", " ")
    return "A package"


def _short(line: str) -> str:
    line = re.sub(r"^ERROR: *", "", line.strip())
    line = re.sub(r"(\w+://)[^/@\s]*@", r"\1", line)  # a password in the address of an index
    return line if len(line) <= 200 else f"{line[:199]}…"
