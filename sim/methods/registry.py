"""Method name → the function that does it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sim.wire import Json
from sim.world import World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Call:
    """One call of the bot: checked parameters and uploaded files."""

    world: World
    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)


Handler = Callable[[Call], Any | Awaitable[Any]]

HANDLERS: dict[str, Handler] = {}
"""Filled by :func:`method` when the modules of this package are imported."""


def method(name: str) -> Callable[[Handler], Handler]:
    """Register the function that serves a method."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return register
