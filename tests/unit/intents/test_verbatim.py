"""What an editor wrote as a way to ask for an entry is answered with that entry, word for word."""

from __future__ import annotations

import pytest

from intents.training import train
from intents.types import Decision, Document
from kb import demo_company

MODEL = train([entry.to_document() for entry in demo_company.entries()], encoder="lexical")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("пополнить баланс", "pay-methods"),
        ("Пополнить баланс!", "pay-methods"),
        ("change my wifi password", "wifi-password-change"),
        ("roaming doesn't work", "roaming-enable"),
    ],
)
def test_a_phrasing_of_one_entry_is_answered_with_it(text: str, entry: str) -> None:
    found = MODEL.understand(text)
    assert (found.decision, found.candidates[0].entry_id) == (Decision.ANSWER, entry)


def test_a_phrasing_of_two_entries_decides_nothing() -> None:
    documents = [
        Document("home", {"ru": "Сколько стоит домашний интернет"}, phrasings=("сколько стоит",)),
        Document("mobile", {"ru": "Сколько стоит мобильная связь"}, phrasings=("сколько стоит",)),
    ]
    assert train(documents, encoder="lexical").understand("сколько стоит").decision is not Decision.ANSWER
