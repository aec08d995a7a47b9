"""Keeping the bot's token and the texts of messages out of logs and error texts."""

from __future__ import annotations

import logging
import re

_TOKEN_SHAPE = re.compile(r"(?<!\d)\d{3,20}:[A-Za-z0-9_-]{20,}")
_HIDDEN = "<token>"


def scrub(text: str, token: str = "") -> str:
    """`text` without the token, and without anything that looks like one."""
    if token:
        text = text.replace(token, _HIDDEN)
    return _TOKEN_SHAPE.sub(_HIDDEN, text)


def quiet_libraries() -> None:
    """Silence the loggers that tell secrets: httpx logs each address with the token in it at INFO, and the
    library logs answers that it cannot read, with the message in them, as errors."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL)


class TokenFilter(logging.Filter):
    """Removes tokens from whatever a handler is about to write. Put it on every handler."""

    def __init__(self, token: str = "") -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        cleaned = scrub(message, self._token)
        if cleaned != message:
            record.msg, record.args = cleaned, ()
        if record.exc_info and record.exc_text is None:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = scrub(record.exc_text, self._token)
        return True
