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


class ScrubbingFormatter(logging.Formatter):
    """Writes as another formatter does, without tokens and other secrets: whatever a line is made of,
    tracebacks too."""

    def __init__(self, formatter: logging.Formatter, *secrets: str) -> None:
        super().__init__()
        self._formatter = formatter
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = self._formatter.format(record)
        for secret in self._secrets:
            line = scrub(line, secret)
        return scrub(line)
