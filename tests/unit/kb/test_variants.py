"""The same question answered differently for different customers."""

from __future__ import annotations

from intents.training import train
from intents.types import Candidate, Decision, Example, Understanding
from kb import demo_company, variants
from kb.entry import Entry, Phrasing

GENERAL = Entry(
    "engineer", {"ru": "Сколько стоит мастер?"}, {"ru": "500 ₽"}, phrasings=(Phrasing("цена мастера"),)
)
BUSINESS = Entry(
    "engineer-business", {"ru": "Вызов мастера для бизнеса"}, {"ru": "Бесплатно"},
    phrasings=(Phrasing("Цена мастера!"),), segments=("business", "vip"),
)  # fmt: skip
VIP_ONLY = Entry("concierge", {"ru": "Как позвать консьержа?"}, {"ru": "Наберите 7"}, segments=("vip",))
OTHER = Entry("pay", {"ru": "Как оплатить?"}, {"ru": "Картой"})
ALL = variants.of((VIP_ONLY, BUSINESS, OTHER, GENERAL))


def understood(*candidates: tuple[str, float], decision: Decision = Decision.ANSWER) -> Understanding:
    found = tuple(Candidate(*one) for one in candidates)
    return Understanding("?", "?", "ru", decision, found[0].score, found, ())


def for_segment(found: Understanding, segment: str) -> Understanding:
    return ALL.understanding(found, segment, answer_from=0.7, offer_from=0.2)


def test_variants_of_a_question_are_one_document() -> None:
    documents = {one.entry_id: one for one in ALL.documents()}
    assert set(documents) == {"engineer", "concierge", "pay"}
    assert set(documents["engineer"].phrasings) == {
        "цена мастера",
        "Вызов мастера для бизнеса",
        "Цена мастера!",
    }
    assert documents["engineer"].answers == {"ru": "500 ₽"}


def test_the_variant_of_the_segment_wins_and_the_general_one_is_for_all_others() -> None:
    assert ALL.chosen("engineer", "business") is BUSINESS
    assert ALL.chosen("engineer", "vip") is BUSINESS
    assert ALL.chosen("engineer", "") is GENERAL
    assert ALL.chosen("engineer", "students") is GENERAL
    assert ALL.chosen("concierge", "") is None
    found = for_segment(understood(("engineer", 0.9), ("pay", 0.05)), "business")
    assert [one.entry_id for one in found.candidates] == ["engineer-business", "pay"]
    assert found.decision is Decision.ANSWER


def test_what_is_not_for_a_customer_is_never_answered_with_the_next_best() -> None:
    found = for_segment(understood(("concierge", 0.8), ("pay", 0.19)), "")
    assert [one.entry_id for one in found.candidates] == ["pay"]
    assert found.decision is Decision.CLARIFY  # as probable as without it, but not unasked
    nothing = for_segment(understood(("concierge", 0.99)), "")
    assert (nothing.decision, nothing.candidates, nothing.confidence) == (Decision.HANDOFF, (), 0.0)


def test_what_is_not_for_a_customer_takes_no_probability_from_the_rest() -> None:
    torn = understood(("pay", 0.5), ("concierge", 0.4), ("engineer", 0.1), decision=Decision.CLARIFY)
    found = for_segment(torn, "")
    assert found.decision is Decision.ANSWER
    assert found.confidence == 0.8333
    assert for_segment(torn, "vip").decision is Decision.CLARIFY


def test_what_use_taught_of_a_variant_is_known_of_the_question() -> None:
    learned = ALL.examples([Example("мастер почём", "engineer-business"), Example("погода", None)])
    assert [one.entry_id for one in learned] == ["engineer", None]


def test_without_segments_nothing_is_put_together() -> None:
    entries = demo_company.entries()
    alone = variants.of(entries)
    assert [one.entry_id for one in alone.documents()] == [entry.id for entry in entries]
    assert not alone.heads


def test_a_variant_does_not_tear_the_ranking() -> None:
    entries = demo_company.entries()
    first = next(entry for entry in entries if entry.id == "technician-visit")
    twin = Entry("technician-vip", first.titles, {"ru": "Бесплатно и сегодня"}, phrasings=first.phrasings,
                 segments=("vip",))  # fmt: skip
    question = first.phrasings[1].text
    alone = train(variants.of(entries).documents(), encoder="lexical").understand(question)
    both = train(variants.of((*entries, twin)).documents(), encoder="lexical").understand(question)
    assert both.best == alone.best
    assert both.decision is alone.decision
