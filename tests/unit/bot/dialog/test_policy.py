"""What line zero says next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.dialog import policy
from bot.dialog.memory import Memory, remember
from handoff.case import BOT, CUSTOMER, Actor, Event, EventType, Reason
from intents.types import Candidate, Decision, Signal, SignalKind, Understanding

CLARIFY = Decision.CLARIFY
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def understood(
    decision: Decision,
    text: str = "не работает интернет",
    *signals: Signal,
    entries: tuple[str, ...] = ("a", "b", "c", "d"),
) -> Understanding:
    shares = (0.4, 0.2, 0.15, 0.05)
    candidates = tuple(Candidate(entry, share) for entry, share in zip(entries, shares, strict=True))
    found = Understanding(text, text, "ru", decision, 0.9, candidates, signals, offer_from=0.3)
    return replace(found, offered=entries[:3], probability_offered=0.75) if decision is CLARIFY else found


def test_a_sure_question_is_answered() -> None:
    assert policy.decide(Memory(), understood(Decision.ANSWER)) == policy.Answer("a", 0.9)


def test_an_unsure_question_is_clarified_once_with_what_understanding_offers() -> None:
    unsure = understood(Decision.CLARIFY)
    assert policy.decide(Memory(), unsure) == policy.Clarify(("a", "b", "c"), 0.75)
    assert policy.decide(Memory(clarified=True), unsure) == policy.HandOff(Reason.UNCLEAR)


def test_an_unknown_question_goes_to_people() -> None:
    assert policy.decide(Memory(), understood(Decision.HANDOFF)) == policy.HandOff(Reason.UNKNOWN)


def test_a_rejected_entry_is_not_shown_again() -> None:
    memory = Memory(misses=1, rejected=frozenset({"a"}))
    for decision in (Decision.ANSWER, Decision.CLARIFY):
        move = policy.decide(memory, understood(decision))
        assert isinstance(move, policy.Clarify)
        # Without the first, the others are as much likelier as it took: .2, .15 and .05 of .6.
        assert move.entry_ids == ("b", "c", "d")
        assert move.probability == pytest.approx(0.4 / 0.6, abs=0.001)


def test_what_is_left_after_a_rejection_is_not_offered_where_it_is_too_unlikely() -> None:
    memory = Memory(misses=1, rejected=frozenset({"a", "b", "c"}))
    assert policy.decide(memory, understood(Decision.ANSWER)) == policy.HandOff(Reason.REJECTED)


def test_asking_for_a_person_and_danger_win_over_an_answer() -> None:
    human = understood(Decision.ANSWER, "оператора", Signal(SignalKind.HUMAN, ("оператора",)))
    danger = understood(
        Decision.ANSWER, "украли деньги", Signal(SignalKind.DANGER, ("украли деньги",), "money")
    )
    assert policy.decide(Memory(), human) == policy.HandOff(Reason.ASKED)
    assert policy.decide(Memory(), danger) == policy.HandOff(Reason.DANGER)


def test_thanks_alone_is_small_talk_and_thanks_with_a_question_is_a_question() -> None:
    thanks = Signal(SignalKind.THANKS, ("спасибо",))
    assert policy.decide(Memory(), understood(Decision.HANDOFF, "спасибо!", thanks)) == policy.SmallTalk(
        SignalKind.THANKS
    )
    more = understood(Decision.ANSWER, "спасибо, а как оплатить картой?", thanks)
    assert policy.decide(Memory(), more) == policy.Answer("a", 0.9)


def test_an_attachment_without_words_is_kept_and_words_are_asked_for() -> None:
    assert policy.decide(Memory(), None, ("voice",)) == policy.CannotRead("voice")
    assert policy.decide(Memory(), None, ("sticker",)) == policy.SmallTalk(SignalKind.SMALL_TALK)


def test_the_first_rejection_asks_for_other_words_and_the_second_calls_a_person() -> None:
    assert policy.after_rejection(Memory(misses=1, rejected=frozenset({"a"}))) is None
    assert policy.after_rejection(Memory(misses=2, rejected=frozenset({"a", "b"}))) == policy.HandOff(
        Reason.REJECTED
    )
    assert policy.after_rejection(Memory(misses=1, clarified=True)) == policy.HandOff(Reason.UNCLEAR)


def test_complaint_3_what_was_misunderstood_before_people_came_is_forgotten() -> None:
    log = [
        Event(EventType.CLARIFIED, NOW, BOT, {"candidates": ["a"]}),
        Event(EventType.NONE_CHOSEN, NOW, CUSTOMER),
        Event(EventType.DETAIL_GIVEN, NOW, CUSTOMER, {"detail": "phone", "value": "12"}),
        Event(EventType.CLAIMED, NOW, Actor("agent", 1), {}),
    ]
    assert remember(log) == Memory(details={"phone": "12"})


def test_chatter_is_not_mistaken_for_an_unclear_question() -> None:
    joke = understood(Decision.CLARIFY, "расскажи анекдот", Signal(SignalKind.SMALL_TALK, ("анекдот",)))
    assert policy.decide(Memory(), joke) == policy.SmallTalk(SignalKind.SMALL_TALK)


def test_a_question_is_read_without_the_words_that_call_for_a_person() -> None:
    call = Signal(SignalKind.HUMAN, ("Позовите человека",))
    assert policy.without_call("Позовите человека! Нет интернета", [call]) == "нет интернета"
    assert policy.without_call("нет интернета", []) == "нет интернета"


def test_the_likely_topics_are_those_of_the_last_question_until_the_customer_denies_them() -> None:
    asked = Event(
        EventType.UNDERSTOOD, NOW, BOT, {"question": "нет сети", "about": True, "topics": ["mobile"]}
    )
    called = Event(
        EventType.UNDERSTOOD, NOW, BOT, {"question": "оператора", "about": False, "topics": ["tv"]}
    )
    none = Event(EventType.NONE_CHOSEN, NOW, CUSTOMER)
    shown = Event(EventType.ANSWERED, NOW, BOT, {"entry": "a", "topic": "billing"})
    assert remember([asked, called]).topics == ("mobile",)
    assert remember([asked, none, called]).topics == ()
    assert remember([asked, shown]).topics == ("billing",)
