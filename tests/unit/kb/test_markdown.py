"""A folder of Markdown files, as somebody writes it by hand, and as somebody might spoil it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kb.entry import Entry, Phrasing, Status
from kb.formats import emphasis, folder, rows
from kb.formats.reading import read, read_file
from kb.formats.rows import FileRefusedError

PAY = """\
---
topic: billing
phrasings: [чем платить, как закинуть денег]
details: [contract_number]
valid_until: 31.12.2026
status: draft
---
# Как оплатить интернет?

Картой в приложении — **сразу**, или [на сайте](https://example.org/pay).

# How do I pay?

By card in the app.
"""


def written(place: Path, name: str, text: str | bytes) -> Path:
    path = place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def entries(place: Path) -> list[Entry]:
    reading = read_file(place)
    assert [problem.text("kb") for problem in reading.problems] == []
    return [found.entry for found in reading.found]


def faults(place: Path) -> list[tuple[str, int, str]]:
    """File, line and code of everything that is wrong."""
    try:
        problems = read_file(place).problems
    except FileRefusedError as error:
        problems = error.problems
    return [(one.file, one.line, one.problem.code) for one in problems]


def test_a_file_as_a_person_writes_it(tmp_path: Path) -> None:
    written(tmp_path, "billing/pay.md", PAY)
    assert entries(tmp_path) == [
        Entry(
            "pay",
            {"ru": "Как оплатить интернет?", "en": "How do I pay?"},
            {
                "ru": "Картой в приложении — <b>сразу</b>, или "
                '<a href="https://example.org/pay">на сайте</a>.',
                "en": "By card in the app.",
            },
            topic="billing",
            phrasings=(Phrasing("чем платить"), Phrasing("как закинуть денег")),
            details=("contract_number",),
            valid_until=date(2026, 12, 31),
            status=Status.DRAFT,
        )
    ]


def test_a_heading_and_a_text_are_enough(tmp_path: Path) -> None:
    written(tmp_path, "оплата.md", "# Как оплатить?\r\n\r\nКартой.\r\n\r\n- или наличными")
    (found,) = entries(tmp_path)
    assert (found.id, found.answers) == ("kak-oplatit", {"ru": "Картой.\n\n- или наличными"})


def test_the_question_may_stand_in_the_front_matter(tmp_path: Path) -> None:
    written(tmp_path, "pay.md", "---\nquestion: Как оплатить?\n---\nКартой.\n")
    (found,) = entries(tmp_path)
    assert (found.id, found.titles, found.answers) == ("pay", {"ru": "Как оплатить?"}, {"ru": "Картой."})


def test_a_language_can_be_named(tmp_path: Path) -> None:
    written(tmp_path, "pay.md", "# Wie bezahle ich? {de}\n\nMit Karte.\n\n# {en}\n\nBy card.\n")
    (found,) = entries(tmp_path)
    assert found.titles == {"de": "Wie bezahle ich?"}
    assert found.answers == {"de": "Mit Karte.", "en": "By card."}


def test_a_guide_has_a_heading_of_its_own(tmp_path: Path) -> None:
    written(
        tmp_path,
        "slow.md",
        "# Медленный интернет\n\nПроверим вместе.\n\n## Шаги\n\n1. Перезагрузили роутер?\n"
        "| Да → 2\n| Заработало → решено\n\n2. Позовём **мастера**.\n\n# Slow\n\nLet us look.\n",
    )
    (found,) = entries(tmp_path)
    assert found.answers == {"ru": "Проверим вместе.", "en": "Let us look."}
    assert "Позовём <b>мастера</b>." in found.guides["ru"]


def test_what_is_no_entry_is_passed_over(tmp_path: Path) -> None:
    for name in ("README.md", "_templates/entry.md", ".git/HEAD.md", "router.png", "notes.txt"):
        written(tmp_path, name, "# Нет ответа")
    written(tmp_path, "pay.md", PAY)
    assert [one.id for one in entries(tmp_path)] == ["pay"]


def test_one_file_is_read_too(tmp_path: Path) -> None:
    (found,) = read_file(written(tmp_path, "pay.md", PAY)).found
    assert found.entry.id == "pay"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**b** *i* _i_ ~~s~~ `<c>`", "<b>b</b> <i>i</i> <i>i</i> <s>s</s> <code>&lt;c&gt;</code>"),
        ("2*3*4, contract_number_1, a ** b", "2*3*4, contract_number_1, a ** b"),
        (r"\*not\* \[this\](x)", "*not* [this](x)"),
        ("## Важно\nтекст", "<b>Важно</b>\nтекст"),
        ("[a **b**](https://x.example/?a=1&b=_2_)",
         '<a href="https://x.example/?a=1&amp;b=_2_">a <b>b</b></a>'),
        ('<a href="https://x.example/_a_*b*">y</a>', '<a href="https://x.example/_a_*b*">y</a>'),
    ],
)  # fmt: skip
def test_formatting_of_markdown(text: str, html: str) -> None:
    assert emphasis.to_html(text) == html
    assert emphasis.to_html(emphasis.from_html(html)) == html


def test_writing_keeps_files_where_they_are_and_leaves_the_rest_alone(tmp_path: Path) -> None:
    by_hand = written(tmp_path, "billing/pay.md", PAY)
    readme = written(tmp_path, "README.md", "Hello")
    (kept,) = entries(tmp_path)
    assert folder.write([kept], tmp_path) == []
    assert by_hand.read_text("utf-8") == PAY
    changed = Entry(kept.id, kept.titles, {"ru": "Наличными."})
    new = Entry("Con", {"ru": "Где?"}, {"ru": "Тут."})
    twin = Entry("con", {"ru": "Куда?"}, {"ru": "Туда."})
    assert folder.write([changed, new, twin], tmp_path) == [
        by_hand, tmp_path / "Con-.md", tmp_path / "con--2.md"
    ]  # fmt: skip
    assert [one.id for one in entries(tmp_path)] == ["Con", "con", "pay"]
    assert readme.read_text("utf-8") == "Hello"


def test_a_file_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    broken = written(tmp_path, "pay.md", "---\nid: [\n---\n# Мой труд\n")
    folder.write([Entry("pay", {"ru": "Как?"}, {"ru": "Так."})], tmp_path)
    assert "Мой труд" in broken.read_text("utf-8")
    assert (tmp_path / "pay-2.md").exists()


# -- what must be refused, with file and line ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "title_missing"), (1, "answer_missing")]),
        ("# Как?", [(1, "answer_missing")]),
        ("---\nid: pay\n# Как?\n\nТак.", [(1, "front_open")]),
        ("---\ntopic: a\ntopic: b\n---\n# Как?\n\nТак.", [(3, "key_twice")]),
        ("---\ntopic: [\n---\n# Как?\n\nТак.", [(3, "syntax")]),
        ("---\n- a\n---\n# Как?\n\nТак.", [(2, "shape")]),
        ("---\na: &a [x, x]\nb: &b [*a, *a]\n---\n# Как?\n\nТак.", [(3, "alias")]),
        ("---\n" + "[" * 100_000 + "\n---\n# Как?\n\nТак.", [(2, "syntax")]),
        ("---\nx: !!python/object/apply:os.system [id]\n---\n# Как?\n\nТак.\n\n# Как?\n\nСяк.",
         [(8, "said_twice"), (8, "said_twice")]),
        ("# Как?\n\n<script>alert(1)</script>", [(1, "markup_forbidden")]),
        ("# Как?\n\n<img src=x onerror=alert(1)>", [(1, "markup_forbidden")]),
        ("# Как?\n\n[y](javascript:x)", [(1, "markup_link")]),
        ("---\npicture: ../../etc/passwd.png\n---\n# Как?\n\nТак.", [(1, "picture_form")]),
        ("---\nfiles: [../secret.txt]\n---\n# Как?\n\nТак.", [(1, "file_form")]),
        ("---\nid: ../../x\n---\n# Как?\n\nТак.", [(1, "id_form")]),
        (b"# \xd0\x9a\xd0\xb0\xd0\xba?\n\n\xd0\xa2\xd0\n", [(3, "encoding_broken")]),
        (b"# \x98\xff\xfe\xd0\n\n\xd0", [(0, "encoding_unknown")]),
        ("# Как?\n\nТ\x00ак.", [(1, "control_character")]),
    ],
)  # fmt: skip
def test_a_bad_file_names_line_and_fault(
    tmp_path: Path, text: str | bytes, expected: list[tuple[int, str]]
) -> None:
    written(tmp_path, "pay.md", text)
    assert faults(tmp_path) == [("pay.md", line, code) for line, code in expected]


def test_the_same_id_in_two_files_names_both(tmp_path: Path) -> None:
    written(tmp_path, "a/pay.md", PAY)
    written(tmp_path, "b/pay.md", PAY)
    (problem,) = read_file(tmp_path).problems
    assert problem.text("kb", "en").startswith(
        "kb/b/pay.md, line 1: id: the entry “pay” is in the file a/pay.md"
    )


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    outside = written(tmp_path, "outside/secret.md", "# Тайна\n\nПароль.")
    place = tmp_path / "kb"
    written(place, "pay.md", PAY)
    (place / "secret.md").symlink_to(outside)
    (place / "more").symlink_to(outside.parent)
    assert faults(place) == [("more", 0, "symlink"), ("secret.md", 0, "symlink")]
    folder.write([Entry("secret", {"ru": "Как?"}, {"ru": "Так."})], place)
    assert outside.read_text("utf-8") == "# Тайна\n\nПароль."


def test_fifty_megabytes_are_the_limit_of_a_folder(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(rows.SIZE_LIMIT_MB * 600_000)
    assert faults(tmp_path)[-1] == ("", 0, "file_big")


def test_an_empty_folder_has_no_entries(tmp_path: Path) -> None:
    assert faults(tmp_path) == [("", 0, "file_empty")]


def test_markdown_in_memory_is_read_as_a_file() -> None:
    assert read(PAY.encode(), ".md").found[0].entry.id == "kak-oplatit-internet"
