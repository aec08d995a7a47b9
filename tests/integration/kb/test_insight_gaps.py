"""What line zero missed comes back to the editors as topics, and what they decide holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intents.training import train
from intents.types import Example
from kb import gaps, learning, library
from kb.entry import Entry, Origin, Phrasing, Status
from kb.gaps import GapState
from kb.learning import Lesson
from kb.likeness import Space
from kb.questions import real_questions
from store.database import Database
from tests.integration.kb.asked import NOON, Asked, agent

NOW = NOON + timedelta(days=1)
WORDS = Space()
PARROTS = ["можно перевозить попугая", "как перевозить попугая", "хочу перевозить попугая в клетке"]
BILLS = ["пришлите бумажный счёт", "нужен бумажный счёт", "бумажный счёт на почту"]
REPLY = "Здравствуйте, Мария! Попугая можно взять с собой в закрытой клетке, звоните +7 912 345-67-89."


def ask_all(database: Database, days_ago: float = 1, minutes: float = 10) -> None:
    """Parrots cost people minutes; bills wait for nobody."""
    with database.write() as session:
        irina = agent(session)
        for number, text in enumerate(PARROTS):
            asked = Asked(session, text, at=NOW - timedelta(days=days_ago, minutes=number)).handed_off()
            asked.later(1).solved_by(irina, f"{REPLY} ({number})", minutes, rating=5 if number == 1 else 3)
        for text in BILLS:
            Asked(session, text, at=NOW - timedelta(days=days_ago)).handed_off()


def refresh(database: Database) -> gaps.Found:
    return gaps.refresh(database, WORDS, now=NOW)


def listed(database: Database, *states: GapState) -> list[gaps.Gap]:
    with database.read() as session:
        return gaps.listed(session, now=NOW, states=states or gaps.ranking.TO_DO)


def test_missed_questions_become_gaps_ranked_by_the_minutes_they_cost(database: Database) -> None:
    ask_all(database)
    ask_all_before = timedelta(days=30)
    with database.write() as session:
        Asked(session, "Бумажный счёт на почту!", at=NOW - ask_all_before).handed_off()
        Asked(session, "где баланс").answered("balance").helped("balance")
        Asked(session, "у меня украли деньги").handed_off("danger")
    assert refresh(database) == gaps.Found(questions=6, gaps=2)
    parrots, bills = listed(database)
    assert set(parrots.wordings) == set(PARROTS)
    assert (parrots.times, parrots.times_before) == (3, 0)
    assert parrots.minutes == pytest.approx(30)
    assert (bills.times, bills.times_before, bills.trend, bills.minutes) == (3, 1, 2, 0)
    assert bills.questions == 3
    assert refresh(database) == gaps.Found(0, 0)
    assert [gap.id for gap in listed(database)] == [parrots.id, bills.id]


def test_a_gap_keeps_its_id_when_more_is_asked(database: Database) -> None:
    ask_all(database)
    refresh(database)
    before = {gap.title: gap.id for gap in listed(database)}
    with database.write() as session:
        Asked(session, "попугая перевозить в клетке можно", at=NOW).handed_off()
        Asked(session, "верните роутер", at=NOW).handed_off()
    assert refresh(database) == gaps.Found(questions=2, gaps=1)
    after = {gap.id: gap for gap in listed(database)}
    assert set(before.values()) < set(after)
    assert sorted(gap.questions for gap in after.values()) == [1, 3, 4]


def test_nothing_is_dropped_because_it_is_old(database: Database) -> None:
    ask_all(database, days_ago=200)
    refresh(database)
    assert [(gap.questions, gap.times, gap.last_at) for gap in listed(database)] == [(3, 0, None)] * 2


def test_a_rejected_answer_is_a_gap_unless_the_model_answers_it_otherwise_by_now(database: Database) -> None:
    new = Entry("parrot", {"ru": "Можно ли перевозить попугая?"}, {"ru": "Да."},
                phrasings=tuple(map(Phrasing, PARROTS)))  # fmt: skip
    pay = Entry("pay", {"ru": "Как платить?"}, {"ru": "Картой."}, phrasings=(Phrasing("оплата картой"),))
    model = train([new.to_document(), pay.to_document()], encoder="lexical", target_error=0.4)
    assert model.understand(PARROTS[0]).decision == "answer"
    with database.write() as session:
        Asked(session, PARROTS[0]).answered("pay").rejected("pay")
        Asked(session, PARROTS[1]).answered("parrot").rejected("parrot")
    gaps.refresh(database, WORDS, now=NOW, model=model)
    assert [gap.wordings for gap in listed(database)] == [(PARROTS[1],)]


def test_a_snoozed_gap_comes_back(database: Database) -> None:
    ask_all(database)
    refresh(database)
    gap = listed(database)[0]
    with database.write() as session:
        gaps.snooze(session, gap.id, NOW + timedelta(days=7), by="мария", now=NOW)
    assert gap.id not in {one.id for one in listed(database)}
    assert [one.id for one in listed(database, GapState.SNOOZED)] == [gap.id]
    with database.read() as session:
        later = gaps.listed(session, now=NOW + timedelta(days=8))
    assert gap.id in {one.id for one in later}


def test_merged_gaps_stay_one(database: Database) -> None:
    ask_all(database)
    refresh(database)
    parrots, bills = listed(database)
    with database.write() as session:
        gaps.merge(session, [bills.id], parrots.id, by="мария", now=NOW)
        gaps.name(session, parrots.id, "Птицы и бумаги", by="мария", now=NOW)
        Asked(session, "бумажный счёт нужен", at=NOW).handed_off()
    refresh(database)
    (gap,) = listed(database)
    assert (gap.id, gap.title, gap.questions) == (parrots.id, "Птицы и бумаги", 7)


def test_for_people_only_becomes_a_known_refusal_and_can_be_taken_back(database: Database) -> None:
    ask_all(database)
    refresh(database)
    gap = listed(database)[0]
    with database.write() as session:
        assert gaps.for_people_only(session, gap.id, by="мария", now=NOW) == 3
    with database.read() as session:
        assert {(one.text, one.entry_id) for one in learning.examples(session)} == {
            (text, None) for text in PARROTS
        }
    assert gap.id not in {one.id for one in listed(database)}
    with database.write() as session:
        gaps.reopen(session, gap.id, by="мария", now=NOW)
        assert learning.examples(session) == []
    assert gap.id in {one.id for one in listed(database)}


def test_the_best_rated_reply_makes_a_draft_without_personal_data(database: Database) -> None:
    ask_all(database)
    refresh(database)
    gap = listed(database)[0]
    with database.read() as session:
        best, *rest = gaps.replies(session, gap.id)
        draft = gaps.draft_from(session, gap.id, now=NOW)
    assert (best.rating, len(rest)) == (5, 2)
    assert draft.status is Status.DRAFT
    assert draft.answers["ru"] == "Попугая можно взять с собой в закрытой клетке, звоните •••89. (1)"
    assert draft.titles["ru"].lower() in PARROTS
    assert {one.text for one in draft.phrasings} == set(PARROTS)
    assert {one.origin for one in draft.phrasings} == {Origin.CUSTOMER}
    with database.write() as session:
        assert library.save(session, draft, author="мария", now=NOW).version == 1
        assert gaps.draft_from(session, gap.id, now=NOW).id == f"{draft.id}-2"


def test_publishing_answers_the_gap_forgets_refusals_and_shows_its_effect(database: Database) -> None:
    ask_all(database, days_ago=3)
    refresh(database)
    gap = listed(database)[0]
    with database.write() as session:
        learning.learn(session, PARROTS[0], None, Lesson.REFUSED, key="press", now=NOW)
        learning.learn(session, "гадание", None, Lesson.REFUSED, key="other", now=NOW)
        draft = gaps.draft_from(session, gap.id, now=NOW)
        gaps.drafted(session, gap.id, draft.id, by="мария", now=NOW)
    assert [one.state for one in listed(database) if one.id == gap.id] == [GapState.DRAFTED]
    with database.write() as session:
        library.save(session, draft, author="мария", now=NOW)
        library.publish(session, draft.id, now=NOW)
        assert gaps.published(session, draft, by="мария", now=NOW) == [gap.id]
        assert learning.examples(session) == [Example("гадание", None)]
    assert gap.id not in {one.id for one in listed(database)}
    with database.write() as session:
        for number in range(4):
            at = NOW + timedelta(hours=1 + number)
            asked = Asked(session, "как перевозить попугая", at=at).answered(draft.id)
            if number == 0:
                asked.rejected(draft.id).handed_off("rejected")
    later = NOW + timedelta(days=2)
    with database.read() as session:
        effect = gaps.effect(session, gap.id, now=later)
        again = {one.id: one for one in gaps.listed(session, now=later)}
    assert effect is not None
    assert (effect.missed_before, effect.answered, effect.rejected, effect.missed_since) == (3, 3, 1, 1)
    assert effect.minutes_saved == pytest.approx(30)
    assert again[gap.id].missed_since == 1


def test_more_questions_than_are_clustered_at_once_are_all_sorted(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps.finding, "_MOST", 4)
    ask_all(database)
    assert refresh(database).questions == 6
    assert sum(gap.questions for gap in listed(database)) == 6
    assert refresh(database) == gaps.Found(0, 0)


def test_a_gap_that_is_not_there_is_said_so(database: Database) -> None:
    with database.write() as session, pytest.raises(gaps.UnknownGapError):
        gaps.snooze(session, 77, NOW, by="мария", now=NOW)
    with database.read() as session, pytest.raises(gaps.UnknownGapError):
        gaps.one(session, 77, now=NOW)
    with database.read() as session:
        assert real_questions(session) == []
