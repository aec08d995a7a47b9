"""Files as companies really have them, and files that somebody made to do harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from kb.entry import Entry, Origin, Phrasing
from kb.formats import comma_separated, rows
from kb.formats.interpret import Reading
from kb.formats.reading import read, read_file
from kb.formats.rows import FileRefusedError

BARE = "вопрос;ответ\r\nКак оплатить?;Картой в приложении.\r\nГде офис?;На Лесной, 5.\r\n"


def entries(text: str | bytes, suffix: str = ".csv") -> list[Entry]:
    reading = read(text.encode() if isinstance(text, str) else text, suffix)
    assert [problem.text("file") for problem in reading.problems] == []
    return [found.entry for found in reading.found]


def faults(text: str | bytes, suffix: str = ".csv") -> list[tuple[int, str]]:
    """Line and code of everything that is wrong."""
    try:
        reading = read(text.encode() if isinstance(text, str) else text, suffix)
    except FileRefusedError as error:
        return [(problem.line, problem.problem.code) for problem in error.problems]
    return [(problem.line, problem.problem.code) for problem in reading.problems]


def workbook(*table: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# -- what must work --------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_of_excel(encoding: str, separator: str) -> None:
    text = BARE.replace("На Лесной, 5.", '"На Лесной, 5; второй этаж."').replace("?;", f"?{separator}")
    found = entries(text.replace("вопрос;ответ", f"вопрос{separator}ответ").encode(encoding))
    assert [entry.answers["ru"] for entry in found] == ["Картой в приложении.", "На Лесной, 5; второй этаж."]
    assert [entry.id for entry in found] == ["kak-oplatit", "gde-ofis"]


def test_the_separator_that_excel_names_is_believed() -> None:
    assert entries("sep=|\nquestion|answer\nHow, and why?|So.\n")[0].titles == {"en": "How, and why?"}


def test_two_columns_without_a_header() -> None:
    found = entries("Как оплатить?;Картой.\nГде офис?;На Лесной.\n")
    assert [entry.titles["ru"] for entry in found] == ["Как оплатить?", "Где офис?"]


@pytest.mark.parametrize(
    "header",
    ["question,answer", "Question,Answer", "Вопрос,Ответ", " ВОПРОС , Ответ: ", "title,response", "q,a"],
)
def test_names_of_columns(header: str) -> None:
    assert entries(f"{header}\nHow?,So.\n")[0].answers == {"en": "So."}


def test_all_columns_in_russian() -> None:
    found = entries(
        "id;Тема;Вопрос (ru);Вопрос (en);Ответ RU;Ответ_en;"
        "Формулировки;Метки;Ссылка;Действует с;Действует до\n"
        'pay;Оплата;Как платить?;How to pay?;Так.;So.;"как платить\nкуда платить|здесь";'
        "деньги, карта;https://x.example;01.12.2026;2026-12-31\n"
    )
    assert found == [
        Entry(
            "pay",
            {"ru": "Как платить?", "en": "How to pay?"},
            {"ru": "Так.", "en": "So."},
            topic="Оплата",
            phrasings=(Phrasing("как платить"), Phrasing("куда платить|здесь")),
            tags=("деньги", "карта"),
            link="https://x.example",
            valid_from=date(2026, 12, 1),
            valid_until=date(2026, 12, 31),
        )
    ]


@pytest.mark.parametrize(
    "cell", ['"как платить|куда платить"', '"как платить\nкуда платить"', '" как  платить |куда платить|"']
)
def test_several_phrasings_in_one_cell(cell: str) -> None:
    found = entries(f"question;answer;phrasings\nКак?;Так.;{cell}\n")
    assert [phrasing.text for phrasing in found[0].phrasings] == ["как платить", "куда платить"]


def test_phrasings_in_columns_of_their_own() -> None:
    found = entries("вопрос;ответ;формулировка 1;формулировка 2\nКак?;Так.;как платить;куда платить\n")
    assert [phrasing.text for phrasing in found[0].phrasings] == ["как платить", "куда платить"]


def test_where_a_phrasing_came_from_is_kept() -> None:
    found = entries("question;answer;phrasings_ru\nКак?;Так.;[customer] чё почём\n")
    assert found[0].phrasings == (Phrasing("чё почём", "ru", Origin.CUSTOMER),)


def test_markup_of_web_sites_becomes_telegrams() -> None:
    found = entries(
        "question,answer\n"
        'How?,"<p>Do <strong>this</strong>:</p><ul><li>one<li>two &amp; half</ul>Speed < 5&nbsp;MB"\n'
    )
    assert found[0].answers["en"] == "Do <b>this</b>:\n\n• one\n• two &amp; half\n\nSpeed &lt; 5 MB"


def test_a_column_nobody_knows_is_passed_over_and_named() -> None:
    reading = read(b"question,answer,priority\nHow?,So.,3\n", ".csv")
    assert [notice.problem.values["value"] for notice in reading.notices] == ["priority"]
    assert len(reading.found) == 1


def test_an_excel_table_with_numbers_days_and_empty_rows() -> None:
    data = workbook(
        [],
        ["id", "Вопрос", "Ответ", "Действует до"],
        [17, "Как?", 42.0, datetime(2026, 12, 31)],
        [None, None],
        ["b", "Где?", "Тут.", None],
    )
    found = entries(data, ".xlsx")
    assert [(entry.id, entry.answers["ru"], entry.valid_until) for entry in found] == [
        ("17", "42", date(2026, 12, 31)),
        ("b", "Тут.", None),
    ]


def test_a_title_above_the_header_and_a_second_sheet() -> None:
    book = openpyxl.Workbook()
    for row in (["База знаний магазина"], ["ноябрь 2026"], ["Вопрос", "Ответ"], ["Как?", "Так."]):
        book.active.append(row)  # type: ignore[union-attr]
    book.create_sheet("черновики").append(["Вопрос", "Ответ"])
    out = io.BytesIO()
    book.save(out)
    reading = read(out.getvalue(), ".xlsx")
    assert [(found.line, found.entry.id) for found in reading.found] == [(4, "kak")]
    assert [notice.problem.values["value"] for notice in reading.notices] == ["черновики"]


def test_yaml_values_are_what_is_written() -> None:
    text = "- question: да\n  answer: no\n  id: 0123\n  phrasings: [yes, 12:30, null]\n"
    (found,) = entries(text, ".yaml")
    assert (found.id, found.answers) == ("0123", {"ru": "no"})
    assert [phrasing.text for phrasing in found.phrasings] == ["yes", "12:30"]


@pytest.mark.parametrize(
    "text",
    [
        '[{"question": "How?", "answer": "So.", "phrasings": ["a b", "c"]}]',
        '{"entries": [{"question": {"en": "How?"}, "answer": {"en": "So."}, "phrasings": "a b|c"}]}',
        '{"question": "How?", "answer": "So.", "phrasings": ["a b", "c"]}\n',
    ],
)
def test_shapes_of_json(text: str) -> None:
    (found,) = entries(text, ".json")
    assert (found.titles, [phrasing.text for phrasing in found.phrasings]) == ({"en": "How?"}, ["a b", "c"])


# -- what must be refused, with the place ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(0, "file_empty")]),
        ("\n\n", [(0, "file_empty")]),
        ("question,answer\n", [(0, "file_empty")]),
        ("name,phone,city\na,b,c\n", [(1, "columns_missing")]),
        ("question,answer\nHow?,\n", [(2, "answer_missing")]),
        ("question,answer\n,So.\n", [(2, "id_missing"), (2, "title_missing")]),
        ("question,answer\nHow?,So.\nHow?,Otherwise.\n", [(3, "id_twice")]),
        ("id,question,answer\na,How?,So.\na,Why?,So.\n", [(3, "id_twice")]),
        ("id,question,answer\nА б,How?,So.\n", [(2, "id_form")]),
        ("question,answer\nHow?,=1+1\n", [(2, "formula")]),
        ("question,answer\nHow?,So.,more\n", [(2, "cells_extra")]),
        ('question,answer\n"a\nb",So.\nHow?,"So.\n', [(4, "quote_open")]),
        ("question,answer\nHow?,<script>alert(1)</script>\n", [(2, "markup_forbidden")]),
        ("question,answer\nHow?,<img src=x onerror=alert(1)>\n", [(2, "markup_forbidden")]),
        ("question,answer\nHow?,<a href='javascript:x()'>y</a>\n", [(2, "markup_link")]),
        ("question,answer,valid_from\nHow?,So.,soon\n", [(2, "date_form")]),
        ("question,answer,status\nHow?,So.,maybe\n", [(2, "status_form")]),
        ("question,answer\nHow?,S\x00o.\n", [(2, "control_character")]),
        (b"question,answer\nHow?,\xd0\xa2\xd0\xb0\xd0\n", [(2, "encoding_broken")]),
        (b"question,answer\nHow?,\x98\xff\xfe\xd0\n", [(0, "encoding_unknown")]),
    ],
)
def test_a_bad_table_names_line_and_fault(text: str | bytes, expected: list[tuple[int, str]]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- question: Как?\n  answer: Так\n  answer: Сяк\n", [(3, "key_twice")]),
        ("- question: Как?\n answer: Так\n", [(2, "syntax")]),
        ("- &a [x, x]\n- [*a, *a]\n", [(2, "alias")]),
        ("- question: Как?\n  answer: {ru: &a Так}\n  phrasings: &p [x]\n  tags: *p\n", [(4, "alias")]),
        ("просто текст", [(1, "shape")]),
        ("- question: [Как?]\n  answer: Так\n", [(1, "shape")]),
        ("!!python/object/apply:os.system ['x']", [(1, "shape")]),
        ("[" * 100_000, [(1, "syntax")]),
    ],
)
def test_bad_yaml_names_line_and_fault(text: str, expected: list[tuple[int, str]]) -> None:
    assert faults(text, ".yaml") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[\n{"question": "Как?", "answer": "Так"},\n{"question": "Где?"}]', [(3, "answer_missing")]),
        ('[\n{"question": "Как?"\n"answer": "Так"}]', [(3, "syntax")]),
        ('[{"question": "Как?", "question": "Где?"}]', [(0, "key_twice")]),
        ('[{"question": {"ru": ["x"]}, "answer": "Так"}]', [(1, "shape")]),
        ("[1, 2]", [(1, "shape"), (1, "shape")]),
        ("[" * 100_000, [(0, "syntax")]),
        ("[{}", [(1, "syntax")]),
    ],
)
def test_bad_json_names_line_and_fault(text: str, expected: list[tuple[int, str]]) -> None:
    assert faults(text, ".json") == expected


def test_a_formula_in_excel_is_named_by_its_cell() -> None:
    reading = read(workbook(["question", "answer"], ["How?", "=HYPERLINK(1)"], ["Why?", "#REF!"]), ".xlsx")
    assert [(problem.line, problem.problem.code, problem.problem.where) for problem in reading.problems] == [
        (2, "formula", "B2"),
        (3, "cell_error", "B3"),
    ]


def test_a_zip_bomb_is_not_unpacked() -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(310):
            member.write(b"\0" * 1_000_000)
    assert len(packed.getvalue()) < 1_000_000
    assert faults(packed.getvalue(), ".xlsx") == [(0, "file_bomb")]


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old excel"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert faults(data, ".xlsx") == [(0, "file_broken")]


def test_an_xml_bomb_in_a_workbook_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    data = io.BytesIO(workbook(["question", "answer"], ["How?", "So."]))
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                row = "<row><c><v>&j;</v></c></row>"
                content = f"{bomb}]><worksheet><sheetData>{row}</sheetData></worksheet>".encode()
            new.writestr(name, content)
    assert faults(out.getvalue(), ".xlsx") == [(0, "file_broken")]


def test_fifty_megabytes_are_the_limit(tmp_path: Path) -> None:
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(rows.SIZE_LIMIT_MB * 1_000_000 + 1)
    with pytest.raises(FileRefusedError) as caught:
        read_file(big)
    assert caught.value.problems[0].problem.code == "file_big"


@pytest.mark.parametrize(("name", "code"), [("none.csv", "file_missing"), ("faq.docx", "file_kind")])
def test_a_file_that_is_not_there_or_of_another_kind(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "faq.docx").write_bytes(b"x")
    with pytest.raises(FileRefusedError) as caught:
        read_file(tmp_path / name)
    assert caught.value.problems[0].problem.code == code


def test_what_excel_would_compute_is_written_as_text() -> None:
    data = comma_separated.write([["question", "answer"], ["=1+1", "+7 800"], ["-2", "@sum"]])
    assert data.decode("utf-8-sig").splitlines()[1:] == ["'=1+1;'+7 800", "'-2;'@sum"]


def test_without_checks_a_file_is_good_enough_to_search_in() -> None:
    text = f"id,question,answer\na,How to pay?,{'x' * 5000}\na,Where to pay?,<table>\nb,Why?,So.\n"
    reading: Reading = read(text.encode(), ".csv", check=False)
    assert [found.entry.id for found in reading.found] == ["a", "b"]
    assert reading.found[0].entry.phrasings == (Phrasing("Where to pay?", "en"),)


def test_the_sentence_names_file_line_and_way_out() -> None:
    problem = read(b"question,answer\nHow?,\n", ".csv").problems[0]
    assert problem.text("faq.csv", "ru") == "faq.csv, строка 2: answer: нет ответа: заполните его"
    assert problem.text("faq.csv", "en") == "faq.csv, line 2: answer: no answer: fill it in"
