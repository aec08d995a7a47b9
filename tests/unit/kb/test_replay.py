"""A change of the entries is tried on real questions before any customer sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from intents.training import train
from intents.types import (
    Candidate,
    Decision,
    Document,
    Example,
    Model,
    Signal,
    SignalKind,
    Understanding,
)
from kb import demo_company, replay
from kb.entry import Entry, Phrasing
from kb.index import Snapshot, State
from kb.questions import Asking, Question
from kb.reactions import Reaction, reaction, reactions
from kb.replay import Change, Concern, Move, Verdict

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def question(text: str, times: int = 1) -> Question:
    return Question(text, (Asking(text, "ru", NOW, 1, "handoff", 0.1),) * times)


def answer(entry: str, confidence: float = 0.95) -> Reaction:
    return Reaction(Decision.ANSWER, entry, confidence)


def clarify(*entries: str) -> Reaction:
    return Reaction(Decision.CLARIFY, entries[0], 0.5, entries)


HANDOFF = Reaction(Decision.HANDOFF, "pay", 0.1)


def test_every_way_a_question_can_move_is_named() -> None:
    asked = [question(f"вопрос {n}") for n in range(6)]
    before = [HANDOFF, answer("pay"), answer("pay"), answer("pay"), answer("pay"), HANDOFF]
    after = [answer("new"), answer("new"), clarify("new", "pay"), HANDOFF, answer("pay"), clarify("pay")]
    found = replay.compare(asked, before, after)
    assert {one.text: one.move for one in found.moved} == {
        "вопрос 0": Move.GAINED,
        "вопрос 1": Move.FLIPPED,
        "вопрос 2": Move.WEAKENED,
        "вопрос 3": Move.LOST,
    }
    assert (found.answered_before, found.answered_after) == (4, 3)
    assert {(one.entry_id, one.to, one.times) for one in found.losers} == {("pay", "new", 2), ("pay", "", 1)}


@pytest.mark.parametrize(
    ("before", "after", "examples", "verdict"),
    [
        (answer("pay"), answer("pay"), [], Verdict.CLEAR),
        (HANDOFF, answer("pay"), [], Verdict.CLEAR),
        (answer("pay"), answer("new"), [], Verdict.LOOK),
        (answer("pay"), answer("new"), [Example("вопрос", "new")], Verdict.CLEAR),
        (answer("pay"), answer("new"), [Example("вопрос", "pay")], Verdict.BLOCKED),
        (answer("pay"), clarify("new", "pay"), [], Verdict.LOOK),
        (answer("pay"), clarify("new", "pay"), [Example("вопрос", "pay")], Verdict.BLOCKED),
        (answer("pay"), HANDOFF, [], Verdict.BLOCKED),
        (answer("pay"), HANDOFF, [Example("вопрос", "pay", right=False)], Verdict.CLEAR),
        (HANDOFF, answer("new"), [Example("вопрос", None)], Verdict.BLOCKED),
        (HANDOFF, answer("new"), [Example("вопрос", "new", right=False)], Verdict.BLOCKED),
    ],
)
def test_loss_blocks(before: Reaction, after: Reaction, examples: list[Example], verdict: Verdict) -> None:
    found = replay.compare([question("вопрос")], [before], [after], examples=examples, target_error=0.1)
    if Concern.PROMISE not in found.concerns:
        assert found.verdict is verdict
    else:
        assert verdict is Verdict.BLOCKED


def test_a_broken_promise_blocks() -> None:
    asked = [question("а"), question("б", 3)]
    before, after = [answer("pay", 0.99), HANDOFF], [answer("pay", 0.99), answer("new", 0.8)]
    found = replay.compare(asked, before, after, target_error=0.1)
    assert found.error_before == pytest.approx(0.01)
    assert found.error_after == pytest.approx((0.01 + 3 * 0.2) / 4)
    assert not found.promise_kept
    assert found.verdict is Verdict.BLOCKED
    assert replay.compare(asked, before, after, target_error=0.2).verdict is Verdict.CLEAR


def test_a_refusal_that_the_change_is_made_for_does_not_block() -> None:
    new = Entry("new", {"ru": "Как вернуть деньги?"}, {"ru": "Так."}, phrasings=(Phrasing("возврат"),))
    examples = [Example("Возврат!", None), Example("отпишите меня", None), Example("гадание", None)]
    change = Change(publish=(new,), settles=("отпишите меня",))
    assert change.examples(examples) == [Example("гадание", None)]
    asked = [question("возврат"), question("отпишите меня")]
    found = replay.compare(asked, [HANDOFF] * 2, [answer("new", 0.99)] * 2, change=change, examples=examples)
    assert found.verdict is Verdict.CLEAR


def test_a_change_says_which_entries_answer_after_it() -> None:
    pay = Entry("pay", {"ru": "Как платить?"}, {"ru": "Картой."})
    office = Entry("office", {"ru": "Где офис?"}, {"ru": "Тут."})
    changed = replace(pay, answers={"ru": "Наличными."})
    change = Change(publish=(changed,), retire=("office",))
    assert change.entries({"pay": pay, "office": office}) == {"pay": changed}
    assert change.touched == {"pay", "office"}


def test_the_table_opens_in_excel_and_holds_no_formula() -> None:
    found = replay.compare([question('=1+1;"x"\nи ещё')], [HANDOFF], [answer("new", 0.99)])
    header, row = replay.as_csv(found).decode("utf-8-sig").splitlines()
    assert header.startswith("move;times;question;before")
    assert row == 'gained;1;"\'=1+1;""x"" и ещё";handoff;pay;0.10;answer;new;0.99;'


def trained(documents: Sequence[Document], examples: Sequence[Example]) -> Model:
    return train(documents, examples=examples, encoder="lexical")


@pytest.fixture(scope="module")
def demo() -> Snapshot:
    entries = {entry.id: entry for entry in demo_company.entries()}
    documents = [entry.to_document() for entry in entries.values()]
    return Snapshot(trained(documents, []), State(0, date(2026, 11, 22), {}, entries, []))


def test_replay_names_exactly_the_flips_that_asking_one_by_one_shows(demo: Snapshot) -> None:
    entries = list(demo.entries.values())
    phrasings = [one.text for entry in entries for one in entry.phrasings]
    asked = [
        question(text) for text in dict.fromkeys([*phrasings[::3], "позовите человека", "украли деньги"])
    ]
    greedy = entries[0]
    texts = [one.text for one in asked]
    answered_by = [one.entry_id for one in reactions(demo.model, texts) if one.answers]
    gone = demo.entries[answered_by[0]]
    stolen = tuple(one for entry in entries[20:24] for one in entry.phrasings[::2])
    old = next(one for one in entries if one.id not in (greedy.id, gone.id) and one.id in answered_by)
    change = Change(
        publish=(replace(greedy, phrasings=(*greedy.phrasings, *stolen)), replace(old, id="renewed")),
        retire=(gone.id, old.id),
    )
    found = replay.rehearse(demo, change, trained, asked)
    after = trained([one.to_document() for one in change.entries(demo.entries).values()], [])
    one_by_one = {}
    for one in asked:
        was, becomes = (reaction(model.understand(one.text)) for model in (demo.model, after))
        if was.answers != becomes.answers or (was.answers and was.entry_id != becomes.entry_id):
            one_by_one[one.text] = (was.entry_id, becomes.entry_id, was.answers, becomes.answers)
    assert {one.move for one in found.moved} >= {Move.FLIPPED, Move.LOST}
    assert {
        one.text: (one.before.entry_id, one.after.entry_id, one.before.answers, one.after.answers)
        for one in found.moved
    } == one_by_one
    assert found.verdict is Verdict.BLOCKED
    assert gone.id in {loser.entry_id for loser in found.losers}


def test_who_asks_for_a_person_is_never_counted_as_answered(demo: Snapshot) -> None:
    person, danger = reactions(demo.model, ["позовите человека", "у меня украли деньги с карты"])
    assert not person.answers
    assert not danger.answers


def test_a_quick_first_model_is_not_taken_for_a_loss() -> None:
    entries = {entry.id: entry for entry in demo_company.entries()[:4]}
    documents = [entry.to_document() for entry in entries.values()]
    quick = Snapshot(trained(documents, []), State(0, date(2026, 11, 22), {}, entries, []))
    asked = [question(one.text) for entry in entries.values() for one in entry.phrasings[:3]]

    def fully(documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        return train(documents, examples=examples, encoder="e5")

    assert replay.rehearse(quick, Change(), fully, asked).moved == ()


def test_who_calls_for_a_person_or_cannot_be_read_gets_no_list() -> None:
    offer = Understanding(
        "?", "?", "ru", Decision.CLARIFY, 0.3, (Candidate("a", 0.3), Candidate("b", 0.3)), (),
        offered=("a", "b"), probability_offered=0.6,
    )  # fmt: skip
    assert reaction(offer).offered == ("a", "b")
    called = replace(offer, signals=(Signal(SignalKind.HUMAN, ("оператор керек",)),))
    for found in (called, replace(offer, language="kk")):
        assert (reaction(found).decision, reaction(found).offered) == (Decision.HANDOFF, ())
