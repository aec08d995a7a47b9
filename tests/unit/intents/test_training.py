"""A model answers what it knows, hands off what it does not, and comes out the same each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents import encoders, vectors
from intents.kernel import KernelRidge
from intents.lexical import PhrasingIndex, stems
from intents.training import train
from intents.types import Decision, Document, Example

SHOP = [
    Document(
        "return",
        {"ru": "Как вернуть товар?", "en": "How do I return an item?"},
        {"ru": "Принесите товар в течение 14 дней с чеком."},
        ("хочу сдать покупку обратно", "оформить возврат", "не подошёл размер, можно вернуть?"),
    ),
    Document(
        "delivery",
        {"ru": "Сколько идёт доставка?"},
        {"ru": "Доставка занимает от двух до пяти дней."},
        ("когда привезут заказ", "срок доставки", "через сколько дней приедет посылка"),
    ),
    Document(
        "payment",
        {"ru": "Как можно оплатить?"},
        {"ru": "Картой на сайте или наличными курьеру."},
        ("оплата картой", "можно платить наличными", "способы оплаты заказа"),
    ),
    Document(
        "hours", {"ru": "Часы работы магазина"}, {"ru": "С 9 до 21 без выходных."}, ("до скольки открыты",)
    ),
]


@pytest.mark.parametrize("encoder", ["lexical", "e5"])
@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("как вернуть товар", "return"),
        ("срок доставки?", "delivery"),
        ("ghbdtn, jgkfnf rfhnjq&", "payment"),
        ("kogda privezut zakaz", "delivery"),
        ("Здравствуйте! до скольки вы открыты? Спасибо", "hours"),
    ],
)
def test_finds_the_entry(encoder: str, text: str, entry: str) -> None:
    found = train(SHOP, encoder=encoder).understand(text)
    assert found.best is not None
    assert found.best.entry_id == entry
    assert found.explanation.phrasing
    assert found.candidates[0].score == pytest.approx(found.confidence, abs=1e-3)


def test_question_in_another_language_finds_the_entry() -> None:
    found = train(SHOP[1:], encoder="e5").understand("how many days does shipping take")
    assert found.candidates[0].entry_id == "delivery"


@pytest.mark.parametrize(
    "text", ["какая завтра погода в париже", "who won the match", "😀😀😀", "…", "你好吗", ""]
)
@pytest.mark.parametrize("encoder", ["lexical", "e5"])
def test_does_not_answer_what_it_does_not_hold(encoder: str, text: str) -> None:
    assert train(SHOP, encoder=encoder).understand(text).decision is not Decision.ANSWER


@pytest.mark.parametrize("documents", [[], [Document("empty", {"ru": ""})]])
def test_nothing_to_answer_from_hands_everything_off(documents: list[Document]) -> None:
    model = train(documents, encoder="lexical")
    found = model.understand("как вернуть товар")
    assert (found.decision, found.candidates, found.confidence) == (Decision.HANDOFF, (), 0.0)
    assert model.report.careful


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_entries_are_enough(count: int) -> None:
    model = train(SHOP[:count], encoder="lexical")
    assert model.understand("как вернуть товар?").candidates[0].entry_id == "return"
    assert model.understand("какая погода").decision is not Decision.ANSWER


def test_same_phrasing_in_two_entries_is_no_error() -> None:
    twice = [SHOP[0], replace(SHOP[1], phrasings=SHOP[0].phrasings)]
    assert train(twice, encoder="lexical").understand("оформить возврат").candidates


def test_equal_data_gives_an_equal_model() -> None:
    one, other = train(SHOP, encoder="lexical"), train(list(reversed(SHOP)), encoder="lexical")
    assert one.version == other.version
    assert one.understand("возврат покупки") == other.understand("возврат покупки")
    assert train(SHOP[:3], encoder="lexical").version != one.version


def test_many_are_understood_as_one_by_one() -> None:
    model = train(SHOP, encoder="lexical")
    texts = ["как вернуть товар", "погода", "", "оплата"]
    together, alone = model.understand_many(texts), [model.understand(text) for text in texts]
    # products of one row and of several differ in the last digit
    assert [one.confidence for one in together] == pytest.approx([one.confidence for one in alone])
    assert [replace(one, confidence=0) for one in together] == [replace(one, confidence=0) for one in alone]


def test_follow_up_leans_on_the_question_before() -> None:
    model = train(SHOP, encoder="lexical")
    assert model.understand("а наличными?", previous="как можно оплатить").candidates[0].entry_id == "payment"


def test_right_examples_become_phrasings_and_refusals_lower_confidence() -> None:
    odd = "гони обратно мои тапки"
    taught = train(SHOP, examples=[Example(odd, "return")], encoder="lexical").understand(odd)
    assert taught.best is not None
    assert taught.best.entry_id == "return"
    before = train(SHOP, encoder="lexical").understand("оплата долями")
    after = train(SHOP, examples=[Example("оплата долями", None)], encoder="lexical").understand(
        "оплата долями"
    )
    assert after.confidence < before.confidence


def test_wrong_answer_is_not_given_again_with_the_same_confidence() -> None:
    odd = "оплата долями"
    before = train(SHOP, encoder="lexical").understand(odd)
    after = train(SHOP, examples=[Example(odd, "payment", right=False)], encoder="lexical").understand(odd)
    assert after.confidence < before.confidence


def test_examples_of_entries_that_are_gone_are_left_out() -> None:
    train(SHOP, examples=[Example("что-то", "gone"), Example("иное", "gone", right=False)], encoder="lexical")


class Counting:
    name, size = "counting", 4

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: object, *, answer: bool = False) -> np.ndarray:
        some = list(texts)  # type: ignore[call-overload]
        self.asked += len(some)
        return np.array([[len(text), 1, 0, float(answer)] for text in some], np.float32)


def test_vectors_are_computed_once(tmp_path: Path) -> None:
    encoder = Counting()
    first = vectors.VectorCache(tmp_path).encode(encoder, ["а", "бб", "а"])
    assert encoder.asked == 2
    again = vectors.VectorCache(tmp_path).encode(encoder, ["бб", "а"])
    assert encoder.asked == 2
    np.testing.assert_array_equal(first[[1, 0]], again)


def test_an_encoder_that_remembers_can_itself_be_remembered(tmp_path: Path) -> None:
    cache, counting = vectors.VectorCache(tmp_path), Counting()
    found = cache.encode(vectors.Remembering(counting, cache), ["а", "бб"])
    assert found.shape == (2, counting.size)
    assert counting.asked == 2


@pytest.mark.parametrize("choice", ["path:/no/such/folder", "magic"])
def test_encoder_that_cannot_be_had_says_so(choice: str) -> None:
    with pytest.raises(encoders.EncoderError):
        train(SHOP, encoder=choice)


def test_progress_is_told() -> None:
    told: list[tuple[str, float]] = []
    train(SHOP, encoder="lexical", progress=lambda stage, share: told.append((stage, share)))
    assert told[-1] == ("done", 1.0)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=4096))
def test_any_text_is_understood(text: str) -> None:
    found = MODEL.understand(text)
    assert 0 <= found.confidence <= 1
    assert all(0 <= candidate.score <= 1 for candidate in found.candidates)
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)


MODEL = train(SHOP, encoder="lexical")


def test_leaving_out_in_closed_form_is_what_a_fit_without_the_rows_says() -> None:
    chance = np.random.default_rng(0)
    points = chance.normal(size=(12, 5))
    kernel = points @ points.T
    entry = np.repeat(np.arange(4), 3)
    absent = np.array([3, 4, 5])
    rest = np.setdiff1d(np.arange(12), absent)
    fitted = KernelRidge(kernel[np.ix_(rest, rest)], entry[rest], 4)
    expected = fitted.predict(kernel[np.ix_(absent, rest)])
    np.testing.assert_allclose(KernelRidge(kernel, entry, 4).without(absent), expected, atol=1e-8)


def test_likeness_of_phrasings_with_each_other_is_that_of_any_other_text() -> None:
    texts = ["where is my card", "where is my money", "card", "the card is lost", "hello", "lost money"] * 99
    index = PhrasingIndex(texts)
    vectors = [index.vector(text, stems(text)) for text in texts]
    expected = index.likeness(vectors)
    np.testing.assert_allclose(expected[7], (index.rows[7] @ index.rows.T).toarray()[0], rtol=1e-6)
    np.testing.assert_array_equal(index.row(7)[1], vectors[7][1])
    for start, found in index.stripes():
        np.testing.assert_allclose(found, expected[start : start + len(found), start:], atol=1e-5)
    np.testing.assert_allclose(index.part(np.array([3, 1])).likeness(vectors[:2]), expected[:2, [3, 1]])
