"""Long texts are cut where people would cut them, and nothing of them is lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram import limits

words = st.lists(
    st.sampled_from(["слово", "a", "😀", "&amp;", "&lt;b&gt;", "\n", "оченьдлинноесловобезпробелов" * 3]),
    max_size=60,
)


def test_length_counts_what_is_seen():
    assert limits.length("<b>да</b>") == 2
    assert limits.length("A &amp; B") == 5
    assert limits.length("😀") == 2  # two UTF-16 units, as Telegram counts


def test_a_short_text_stays_as_it_is():
    assert limits.split("Здравствуйте, <b>Мария</b>!", 4096) == ["Здравствуйте, <b>Мария</b>!"]


def test_a_text_is_cut_at_the_end_of_a_line():
    assert limits.split("первая строка\nвторая строка", 20) == ["первая строка", "вторая строка"]


def test_formatting_goes_on_in_the_next_piece():
    pieces = limits.split("<b>раз два <i>три четыре</i></b>", 12)
    assert pieces == ["<b>раз два <i>три</i></b>", "<b><i>четыре</i></b>"]


def test_a_link_keeps_its_address_in_each_piece():
    first, second = limits.split('<a href="https://example.org/?a=1&amp;b=2">один два</a>', 5)
    assert first == '<a href="https://example.org/?a=1&amp;b=2">один</a>'
    assert second == '<a href="https://example.org/?a=1&amp;b=2">два</a>'


def test_truncate_marks_that_there_was_more():
    assert limits.truncate("один два три", 9) == "один два…"
    assert limits.truncate("один", 9) == "один"


def test_plain_drops_tags_and_reads_entities():
    assert limits.plain("<b>5 &lt; 7</b>") == "5 < 7"


@given(words, st.booleans(), st.integers(4, 50))
def test_pieces_fit_and_hold_every_word(parts: list[str], bold: bool, limit: int):
    html = " ".join(parts)
    html = f"<b>{html}</b>" if bold else html
    pieces = limits.split(html, limit)
    assert all(limits.length(piece) <= limit for piece in pieces)
    assert all(piece.count("<b>") == piece.count("</b>") for piece in pieces)
    kept = re.sub(r"\s", "", limits.plain("".join(pieces)))
    assert kept == re.sub(r"\s", "", limits.plain(html))
