"""Two entries that all tests of the knowledge base know."""

from __future__ import annotations

import pytest

from kb.entry import Entry, Phrasing


@pytest.fixture
def pay() -> Entry:
    return Entry(
        "pay",
        {"ru": "Как оплатить интернет?", "en": "How do I pay?"},
        {"ru": "Картой в <b>приложении</b>.", "en": "By card in the <b>app</b>."},
        topic="billing",
        phrasings=(Phrasing("how to pay", "en"), Phrasing("как заплатить", "ru")),
    )


@pytest.fixture
def office() -> Entry:
    return Entry("office", {"ru": "Где ваш офис?"}, {"ru": "На Лесной, 5."}, topic="contacts")
