"""Where messages stand in chats."""

from __future__ import annotations

import functools
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.schema import Copy


@functools.cache
def _keep(dialect: str) -> Any:
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(Copy.__table__)
    return statement.on_conflict_do_update(
        index_elements=["chat_id", "external_id"], set_={"message_id": statement.excluded.message_id}
    )


def keep(session: Session, chat_id: int, external_id: int, message_id: int) -> None:
    """Remember that a message of ours stands there; its row must be written already."""
    values = {"chat_id": chat_id, "external_id": external_id, "message_id": message_id}
    session.connection().execute(_keep(session.get_bind().dialect.name), values)
