"""Invariant 11: what a customer wrote does not leave the database through its errors."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from store.schema import Inbox


def test_invariant_11_an_error_of_the_database_carries_no_text(database):
    row = {"update_id": 1, "lane": "misc", "body": "личное", "received_at": datetime.now(UTC)}
    with database.write() as session:
        session.add(Inbox(**row))
    with pytest.raises(IntegrityError) as caught, database.write() as session:
        session.add(Inbox(**row))
    assert "личное" not in str(caught.value)
