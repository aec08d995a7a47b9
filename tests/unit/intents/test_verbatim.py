"""What an editor wrote as a way to ask for an entry is answered with that entry, word for word."""

from __future__ import annotations

import pytest

from intents.training import adopt, train
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


def test_a_model_answers_from_what_was_just_published_without_being_trained_again() -> None:
    pool = Document("pool", {"ru": "Есть ли у вас бассейн?"}, {"ru": "Нет."}, ("абонемент в бассейн почём",))
    documents = [entry.to_document() for entry in demo_company.entries()]
    adopted = adopt(MODEL, [*documents, pool])
    assert adopted.understand("абонемент в бассейн почём").candidates[0].entry_id == "pool"
    assert MODEL.understand("абонемент в бассейн почём").decision is not Decision.ANSWER
    assert adopted.version != MODEL.version
    assert adopted.thresholds == MODEL.thresholds
