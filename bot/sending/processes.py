"""Names of processes, by which others on the same machine can tell that one has ended."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PROCESSES = Path("/proc/self/ns/pid")


def own_name() -> str:
    """A name that no other process has ever had: host, machine, process, when it began, and a dice."""
    pid = os.getpid()
    return f"{socket.gethostname()}/{_machine()}/{pid}/{_began(pid) or ''}/{secrets.token_hex(3)}"


def has_ended(name: str) -> bool:
    """Whether the process of this name has certainly ended. Of those on other machines, in other containers
    and where there is no /proc nobody knows, so False."""
    machine, pid, began = [*name.split("/"), "", "", ""][1:4]
    if not machine or machine != _machine() or not pid.isdecimal():
        return False
    return _began(int(pid)) != began


def _machine() -> str:
    """What shares its process ids with us: this machine since it was started, or this container."""
    try:
        return f"{_BOOT.read_text().strip()}-{_PROCESSES.stat().st_ino}"
    except OSError:
        return ""


def _began(pid: int) -> str | None:
    """When a process began, in ticks since the machine did; None for one that is dead."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state in ("Z", "X") else fields[18]
