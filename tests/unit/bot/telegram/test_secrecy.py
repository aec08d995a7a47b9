"""Tokens never reach a log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from bot.telegram.secrecy import ScrubbingFormatter, quiet_libraries, scrub

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(ScrubbingFormatter(logging.Formatter(), TOKEN))
    logger = logging.getLogger("test-secrecy")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


def test_invariant_11_the_token_is_scrubbed_from_texts():
    assert scrub(f"POST /bot{TOKEN}/getMe", TOKEN) == "POST /bot<token>/getMe"


def test_invariant_11_a_foreign_token_is_known_by_its_shape():
    assert "AAxyz" not in scrub("POST /bot987654321:AAxyzxyzxyzxyzxyzxyzxyzxyzxyz/getMe", TOKEN)


def test_invariant_11_a_handler_writes_no_token(log):
    logger, stream = log
    logger.warning("calling %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    try:
        raise ValueError(TOKEN)
    except ValueError:
        logger.exception("it failed")
    assert TOKEN not in stream.getvalue()
    assert "<token>" in stream.getvalue()


def test_invariant_11_libraries_that_tell_addresses_are_quiet():
    names = ("httpx", "httpcore", "telegram")
    before = {name: logging.getLogger(name).level for name in names}
    try:
        quiet_libraries()
        assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
        assert not logging.getLogger("httpcore.connection").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("telegram.request").isEnabledFor(logging.ERROR)
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize("as_json", [True, False])
def test_invariant_11_nothing_that_the_program_logs_holds_a_token_or_a_variable(as_json, capsys):
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        logs.set_up("INFO", as_json=as_json, secrets=(TOKEN,))
        _fail_with("личное")
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()
    written = capsys.readouterr().err
    assert written.count("<token>") >= 3
    assert TOKEN not in written
    assert "личное" not in written


def _fail_with(text: str) -> None:
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe, {len(text)}")
    except ValueError:
        logging.getLogger("somewhere").exception("calling %s", TOKEN)
        structlog.get_logger("here").exception("calling", action="test", url=TOKEN)
