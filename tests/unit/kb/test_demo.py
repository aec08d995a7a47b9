"""The demo company is complete: every entry can be shown, asked and told from the others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from kb import demo_company, markup
from kb.entry import Entry

HARD_TEXTS = Path(__file__).parents[2] / "data" / "hard_texts.yaml"
ENTRIES = demo_company.entries()
COMPANY = demo_company.company()


def test_there_are_enough_entries_in_enough_topics() -> None:
    by_topic = Counter(entry.topic for entry in ENTRIES)
    assert len(ENTRIES) >= 72
    assert set(by_topic) == {topic.id for topic in COMPANY.topics}
    assert min(by_topic.values()) >= 5


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_is_whole_in_both_languages(entry: Entry) -> None:
    assert set(entry.titles) == set(entry.answers) == {"ru", "en"}
    by_language = Counter(phrasing.language for phrasing in entry.phrasings)
    assert by_language["ru"] >= 6
    assert by_language["en"] >= 3
    for answer in entry.answers.values():
        assert 60 <= len(markup.plain(answer)) <= 700  # one screen of a phone


def test_no_two_entries_are_asked_in_the_same_words() -> None:
    owners: dict[str, set[str]] = {}
    for entry in ENTRIES:
        for text in (*entry.titles.values(), *(phrasing.text for phrasing in entry.phrasings)):
            owners.setdefault(text.lower().replace("ё", "е").strip(" ?!."), set()).add(entry.id)
    assert {text: ids for text, ids in owners.items() if len(ids) > 1} == {}


def test_pictures_are_there_and_small() -> None:
    named = {entry.picture for entry in ENTRIES if entry.picture}
    assert len(named) >= 3
    for name in named:
        assert (demo_company.PICTURES / name).read_bytes().startswith(b"\x89PNG")
        assert (demo_company.PICTURES / name).stat().st_size <= 40_000


def test_some_entries_have_links_details_and_a_season() -> None:
    assert sum(bool(entry.link) for entry in ENTRIES) >= 10
    assert sum(bool(entry.details) for entry in ENTRIES) >= 20
    assert any(entry.valid_from and entry.valid_until for entry in ENTRIES)


def test_everything_named_is_defined() -> None:
    ids = {entry.id for entry in ENTRIES}
    details = {detail.key for detail in COMPANY.details}
    assert set(COMPANY.most_asked) <= ids
    assert {key for entry in ENTRIES for key in entry.details} <= details
    assert {key for topic in COMPANY.topics for key in topic.details} <= details


def test_hard_texts_name_entries_that_exist() -> None:
    ids = {entry.id for entry in ENTRIES}
    texts = yaml.safe_load(HARD_TEXTS.read_text(encoding="utf-8"))
    assert len(texts) >= 220
    assert {text["entry"] for text in texts if "entry" in text} <= ids
