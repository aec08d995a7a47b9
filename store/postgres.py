"""Connections to PostgreSQL that end when nobody answers.

A firewall that forgets a connection, a server that hangs, a proxy that stops: libpq waits for ever, and TCP's
keepalive sees nothing as long as something on the way acknowledges. So three things watch: the server ends
statements that take too long, keepalive finds dead hosts, and the client gives up by its own clock.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

from store.patience import Patience

_KEPT_OPEN = 12
"""Connections: one for each thread that works at once. To open one takes longer than a step."""
_WAIT_FOR_ONE = 5
"""Seconds that a thread waits for a connection while all are taken."""
_CONNECT = 5
"""Seconds to connect: a server that is there answers within one, also from another continent."""
_KEEPALIVE = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}
"""A host that is gone is found after 20 s of silence, instead of the two hours that systems come with."""
_UNACKNOWLEDGED = 15_000
"""Milliseconds that sent data may stay unacknowledged (Linux)."""
_SOONER = 1.0
"""Seconds by which the server gives up before the client does: then the connection can be kept."""
_IDLE = 4.0
"""How much longer than a statement a transaction may stand idle before the server ends it. A program that
froze in the middle must not keep its locks from all others."""


class NoAnswerError(psycopg.OperationalError):
    """The database did not answer in time; the connection is closed."""


class _Impatient(psycopg.Connection[Any]):
    """A connection that closes itself when the server stays silent for too long."""

    patience = Patience(_CONNECT)

    def wait(self, gen: Generator[Any, Any, Any], *arguments: Any, **options: Any) -> Any:
        """Wait for the server; psycopg's own wait has no end."""
        return super().wait(self._bounded(gen), *arguments, **options)

    def _bounded(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """The same generator, asked for patience whenever psycopg looks around (ten times a second)."""
        began = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and self.patience.is_over(began):
                    self.pgconn.finish()
                    raise NoAnswerError(f"no answer in {time.monotonic() - began:.0f} s")
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value


def engine(url: URL, patience: Patience) -> Engine:
    """An engine whose statements end in time."""
    made = create_engine(
        url,
        pool_size=_KEPT_OPEN,
        pool_timeout=_WAIT_FOR_ONE,
        pool_pre_ping=True,
        hide_parameters=True,  # an error of the database must not carry a customer's words into a log
    )

    @event.listens_for(made, "do_connect")
    def _connect(_dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> _Impatient:
        timeout = max(1, min(_CONNECT, int(patience.left())))
        given = {**_KEEPALIVE, "tcp_user_timeout": _UNACKNOWLEDGED, "connect_timeout": timeout, **options}
        connection = _Impatient.connect(*arguments, **given)
        connection.patience = patience
        return connection

    @event.listens_for(made, "connect")
    def _configure(connection: _Impatient, _record: object) -> None:
        statement = patience.seconds - _SOONER
        limits = {"statement_timeout": statement, "idle_in_transaction_session_timeout": statement * _IDLE}
        for name, seconds in limits.items():
            connection.execute(f"SET {name} = {int(seconds * 1000)}".encode())
        connection.commit()

    return made
