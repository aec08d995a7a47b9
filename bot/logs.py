"""Logging: one event a line, with a constant `action` and its facts; no texts, tokens or personal data."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

import structlog

from bot.telegram.secrecy import ScrubbingFormatter, quiet_libraries


def set_up(level: str, *, as_json: bool, secrets: Sequence[str] = ()) -> None:
    """Log to standard error, for people or for machines. Secrets are scrubbed from whatever is written."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            pad_event_to=24,
            exception_formatter=structlog.dev.plain_traceback,  # others show variables, and so texts
        )
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *([structlog.processors.format_exc_info] if as_json else []),
            renderer,
        ],
    )
    handler.setFormatter(ScrubbingFormatter(formatter, *secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    quiet_libraries()
    for chatty in ("alembic", "pymorphy3"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
