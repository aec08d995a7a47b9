"""Texts: HTML, offsets in UTF-16 units, what Telegram finds by itself, lengths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import entities, html_text, utf16
from sim.errors import ApiError


def covered(text: str, found: list[dict[str, object]]) -> list[tuple[object, str]]:
    return [(one["type"], utf16.cut(text, int(str(one["offset"])), int(str(one["length"])))) for one in found]


@pytest.mark.parametrize(
    ("source", "plain", "marked"),
    [
        ("<b>раз</b> два", "раз два", [("bold", "раз")]),
        ("😀<i>да</i>", "😀да", [("italic", "да")]),
        ("<b>раз <i>два</i></b>", "раз два", [("bold", "раз два"), ("italic", "два")]),
        ("<a href='https://x.ru/?a=1&amp;b=2'>сайт</a>", "сайт", [("text_link", "сайт")]),
        ('<pre><code class="language-python">x = 1</code></pre>', "x = 1", [("pre", "x = 1")]),
        ("<blockquote expandable>цитата</blockquote>", "цитата", [("expandable_blockquote", "цитата")]),
        ('<span class="tg-spoiler">тайна</span>', "тайна", [("spoiler", "тайна")]),
        ("1 &lt; 2 &amp; 3 &gt; 2 &quot;&#33;&nbsp;", '1 < 2 & 3 > 2 "!&nbsp;', []),
        ("<b></b>пусто", "пусто", []),
        ("<B>Большие</B>", "Большие", [("bold", "Большие")]),
    ],
)
def test_html(source: str, plain: str, marked: list[tuple[str, str]]) -> None:
    text, found = html_text.parse(source)
    assert text == plain
    assert covered(text, found) == marked


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("<b>раз", 'Can\'t find end tag corresponding to start tag "b"'),
        ("раз</b>", "Unexpected end tag at byte offset 6"),
        ("<b>раз</i>", 'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_bad_html(source: str, error: str) -> None:
    with pytest.raises(ApiError) as caught:
        html_text.parse(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {error}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start привет", [("bot_command", "/start")]),
        ("это 1/2 и и/или", []),
        ("см. https://example.com/a, там", [("url", "https://example.com/a")]),
        ("пишите на mail@example.com.", [("email", "mail@example.com")]),
        ("сайт yandex.ru", [("url", "yandex.ru")]),
        ("@line_zero_bot #срочно", [("mention", "@line_zero_bot"), ("hashtag", "#срочно")]),
        ("звоните +7 999 000-11-22", [("phone_number", "+7 999 000-11-22")]),
        ("😀 /help", [("bot_command", "/help")]),
    ],
)
def test_what_telegram_marks_by_itself(text: str, found: list[tuple[str, str]]) -> None:
    assert covered(*entities.with_found(text, [])) == found


def test_nothing_is_found_inside_code() -> None:
    text, found = entities.formatted("<code>/start</code>", "HTML", None)
    assert covered(text, found) == [("code", "/start")]


def test_texts_are_trimmed_with_their_entities() -> None:
    text, found = entities.formatted("  <b> раз </b>\n", "HTML", None)
    assert (text, covered(text, found)) == ("раз", [("bold", "раз")])


@pytest.mark.parametrize(
    ("entity", "error"),
    [
        ({"type": "fancy", "offset": 0, "length": 1}, "unsupported type"),
        ({"type": "bold", "offset": -1, "length": 1}, "incorrect offset -1"),
        ({"type": "bold"}, "offset"),
        ("bold", "expected an Object"),
    ],
)
def test_bad_entities(entity: object, error: str) -> None:
    with pytest.raises(ApiError, match=error):
        entities.checked(entity)


def test_broken_unicode_is_refused() -> None:
    with pytest.raises(ApiError, match="UTF-8"):
        entities.text_content("\ud83d", None, None)


def test_length_counts_utf16_units() -> None:
    assert entities.text_content("😀" * 2048, None, None)
    with pytest.raises(ApiError, match="message is too long"):
        entities.text_content("😀" * 2049, None, None)
    with pytest.raises(ApiError, match="message caption is too long"):
        entities.caption_content("х" * 1025, None, None)


@given(st.text(max_size=200))
def test_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    source = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html_text.parse(f"<b>{source}</b>")[0] == text


@given(st.text(alphabet="<>/&b a\"'=;", max_size=60))
def test_any_markup_is_parsed_or_refused(source: str) -> None:
    try:
        text, found = html_text.parse(source)
    except ApiError:
        return
    assert all(int(one["offset"]) + int(one["length"]) <= utf16.length(text) for one in found)
