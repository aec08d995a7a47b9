"""How much memory the C library holds back."""

from __future__ import annotations

import ctypes

_ARENA_MAX = -8
"""`M_ARENA_MAX` of glibc's <malloc.h>."""


def trim() -> None:
    """Give back what is free: after a training, some twenty to sixty megabytes."""
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if give_back is not None:
        give_back(0)


def share() -> None:
    """Let all threads use two heaps. Left alone, glibc gives one to each of them, and what one has freed no
    other can use: measured, 14 MB more under load. Another C library has nothing of the kind."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, 2)
