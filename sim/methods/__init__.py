"""The Bot API's methods, by subject. Importing the package fills :data:`sim.methods.registry.HANDLERS`."""

from sim.methods import albums, bot, chats, copying, editing, media, polling, reactions, sending, topics
from sim.methods.registry import HANDLERS, Call, Upload

__all__ = [
    "HANDLERS",
    "Call",
    "Upload",
    "albums",
    "bot",
    "chats",
    "copying",
    "editing",
    "media",
    "polling",
    "reactions",
    "sending",
    "topics",
]
