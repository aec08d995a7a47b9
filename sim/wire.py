"""JSON as it travels: one alias and one way to write it."""

import json
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

dumps: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Write compact JSON; one encoder for all, because building it costs more than the encoding."""
