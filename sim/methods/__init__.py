"""The Bot API's methods, by subject. Importing the package fills :data:`sim.methods.registry.HANDLERS`."""

from sim.methods import bot, polling, sending
from sim.methods.registry import HANDLERS, Call, Upload

__all__ = ["HANDLERS", "Call", "Upload", "bot", "polling", "sending"]
