"""What this product promises to do better than others, and what always holds: each has a test that names it.

A complaint about other systems has one scenario through the local Telegram, `test_complaint_07_…`, that tells
complaint and cure. An invariant has a test called `test_invariant_7_…`, wherever it can fail soonest.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]

COMPLAINTS = {
    1: "the bot goes on talking after an agent has come",
    2: "a handoff happens unseen, or not at all",
    3: "after people have left, the bot goes on where it was",
    4: "nobody tells the agents that somebody waits",
    5: "the agent does not see what was said before",
    6: "a message that is delivered twice appears twice",
    7: "three lines of a customer get three answers",
    8: "messages are lost",
    9: "a topic is deleted and its customer talks to nobody",
    10: "the customer has blocked the bot and the agent writes on",
    11: "a corrected message stays uncorrected on the other side",
    12: "an album arrives in pieces",
    13: "an odd or huge file takes its message along",
    14: "a voice message leads nowhere",
    15: "nobody knows when an old case is opened again and when a new one begins",
    16: "a case stays with an agent who is not there",
    17: "no place in the queue, no time",
    18: "two agents answer at once",
    19: "figures count the bot's work and idle days as people's",
    20: "an internal note reaches the customer",
    21: "the text about working hours contradicts what the bot does",
    22: "the bot is broken and the customer waits for it",
    23: "the bot asks again and again, and there is no way out",
    24: "an answer is changed, and nobody can say by whom or bring it back",
    25: "a hundred customers report one outage, one by one",
}

OUT_OF_REACH: dict[int, str] = {}

INVARIANTS = {
    1: "an update is stored before it is acknowledged; a repeated one changes nothing",
    2: "one chat in order, and no other waits for it",
    3: "one transaction a step: a killed process leaves no half of one",
    4: "each outgoing message comes to an end that is known",
    5: "the bot is silent in a case that people have",
    6: "a claim has one winner and ends by time",
    7: "a handoff is told once to each side",
    8: "a note cannot be sent to a customer",
    9: "states and figures are folds over the log",
    10: "versions never change, and each answer names what gave it",
    11: "no log holds words, tokens or personal data",
    12: "an update that cannot be read holds up no other",
}

_COMPLAINT = re.compile(r"^(?:async )?def test_complaint_(\d\d)_", re.MULTILINE)
_INVARIANT = re.compile(r"^(?:async )?def test_invariants?_(\d+)(?:_and_(\d+))?_", re.MULTILINE)


def test_every_complaint_has_one_scenario_through_the_local_telegram() -> None:
    named = Counter(int(number) for text in _texts("e2e") for number in _COMPLAINT.findall(text))
    assert set(named) | set(OUT_OF_REACH) == set(COMPLAINTS)
    assert [number for number, times in named.items() if times > 1] == []
    assert set(named) & set(OUT_OF_REACH) == set(), "within reach now: take it off the list"


def test_every_invariant_has_a_test() -> None:
    named = {int(one) for text in _texts(".") for pair in _INVARIANT.findall(text) for one in pair if one}
    assert named == set(INVARIANTS)


def _texts(folder: str) -> list[str]:
    return [file.read_text("utf-8") for file in sorted((TESTS / folder).rglob("test_*.py"))]
