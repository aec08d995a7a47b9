"""A table is read as its editor sees it; what cannot be read so is named, and nothing is dropped silently."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from kb.formats.encoding import is_garbled, mended
from kb.formats.interpret import Reading
from kb.formats.reading import read
from kb.formats.rows import FileRefusedError

HEAD = ["Вопрос", "Ответ"]
TEXT = "вопрос;ответ\nКак вернуть товар?;С чеком за 14 дней.\nСколько стоит доставка?;По городу 300 рублей.\n"


def workbook(table: list[list[object]], change: Callable[[Any], object] = lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)  # type: ignore[union-attr]
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answers(reading: Reading) -> list[str]:
    assert [problem.text("file") for problem in reading.problems] == []
    return [next(iter(found.entry.answers.values())) for found in reading.found]


def codes(data: bytes, suffix: str) -> list[tuple[int, str]]:
    try:
        return [(one.line, one.problem.code) for one in read(data, suffix).problems]
    except FileRefusedError as error:
        return [(one.line, one.problem.code) for one in error.problems]


def told(reading: Reading) -> list[tuple[int, str]]:
    return [(notice.line, notice.problem.code) for notice in reading.notices]


# -- what a cell shows


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.15, "0%", "15%"),
        (0.155, "0.0%", "15,5%"),
        (1234.5, "#,##0.00", "1\xa0234,50"),
        (300, '#,##0\\ "₽"', "300 ₽"),
        (300, "#,##0 [$₽-419]", "300 ₽"),
        (1500, '_-* #,##0.00\\ "₽"_-', "1\xa0500,00 ₽"),
        (99, '"$"#,##0', "$99"),
        (42, "00000", "00042"),
        (3.5, "General", "3,5"),
        (79001234567, "General", "79001234567"),
        (-5, "0", "-5"),
        (datetime(2026, 12, 31), "dd.mm.yyyy", "31.12.2026"),
        (datetime(2026, 12, 31, 18, 5), "dd.mm.yyyy hh:mm", "31.12.2026 18:05"),
        (datetime(2026, 12, 31), "mm-dd-yy", "31.12.2026"),
        (date(2026, 1, 2), "d.m.yy", "2.1.26"),
        (time(9, 0), "h:mm", "9:00"),
        ("0042", "@", "0042"),
    ],
)
def test_a_cell_reads_as_it_is_shown(value: object, form: str, shown: str) -> None:
    def form_it(sheet: Any) -> None:
        sheet["B2"].number_format = form

    assert answers(read(workbook([HEAD, ["Сколько?", value]], form_it), ".xlsx")) == [shown]


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (True, "General"),
        (0.000012, "0.00E+00"),
        (0.5, "# ?/?"),
        (1234567890123, "General"),
        (datetime(2026, 12, 31), "d mmmm yyyy"),
        (1.5, "[h]:mm"),
        (9001234567, "+7 (000) 000-00-00"),
    ],
)
def test_a_cell_that_cannot_be_told_is_refused_by_name(value: object, form: str) -> None:
    def form_it(sheet: Any) -> None:
        sheet["B2"].number_format = form

    data = workbook([HEAD, ["Сколько?", value]], form_it)
    assert codes(data, ".xlsx") == [(2, "cell_format")]
    assert read(data, ".xlsx").problems[0].problem.where == "B2"


def test_what_stands_in_a_column_that_is_passed_over_refuses_nothing() -> None:
    reading = read(workbook([[*HEAD, "Готово"], ["Как?", "Так.", True], ["Где?", "Тут.", "=1+1"]]), ".xlsx")
    assert answers(reading) == ["Так.", "Тут."]


def test_an_hour_behind_a_day_of_validity_is_named() -> None:
    data = workbook([[*HEAD, "Действует до"], ["Как?", "Так.", datetime(2026, 12, 31, 18, 0)]])
    assert codes(data, ".xlsx") == [(2, "date_hour")]


# -- struck out, hidden, merged, linked


def strike(*cells: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)

    return change


def hide(row: int) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[row].hidden = True

    return change


TWO = [HEAD, ["Как?", "Так."], ["Где?", "Тут."]]


@pytest.mark.parametrize(
    ("change", "code"),
    [(strike("A3", "B3"), "row_struck"), (strike("A3"), "cell_struck"), (strike("B3"), "cell_struck"),
     (hide(3), "row_hidden")],
)  # fmt: skip
def test_rows_struck_out_or_hidden_are_left_out_and_named(change: Callable[[Any], None], code: str) -> None:
    data = workbook(TWO, change)
    reading = read(data, ".xlsx")
    assert answers(reading) == ["Так."]
    assert told(reading) == [(3, code)]
    assert answers(read(data, ".xlsx", hidden=True)) == ["Так.", "Тут."]


def test_words_struck_out_inside_a_cell_are_left_out_and_named() -> None:
    def change(sheet: Any) -> None:
        sheet["B2"] = CellRichText("Стоит ", TextBlock(InlineFont(strike=True), "200 ₽ "), "300 ₽")

    reading = read(workbook([HEAD, ["Сколько?", ""]], change), ".xlsx")
    assert answers(reading) == ["Стоит 300 ₽"]
    assert told(reading) == [(2, "words_struck")]


def test_a_hidden_column_is_left_out_and_named_once() -> None:
    def change(sheet: Any) -> None:
        sheet.column_dimensions["C"].hidden = True

    table = [[*HEAD, "Метки"], ["Как?", "Так.", "старое"], ["Где?", "Тут.", "старое"]]
    reading = read(workbook(table, change), ".xlsx")
    assert [found.entry.tags for found in reading.found] == [(), ()]
    assert told(reading) == [(1, "column_hidden")]


def test_merged_cells_hold_for_each_of_their_rows() -> None:
    table = [["Тема", *HEAD], ["Доставка", "Как?", "Так."], [None, "Где?", "Тут."], ["Возврат", "Кто?", "Я."]]
    reading = read(workbook(table, lambda sheet: sheet.merge_cells("A2:A3")), ".xlsx")
    assert [found.entry.topic for found in reading.found] == ["Доставка", "Доставка", "Возврат"]


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("Скачайте здесь", "https://x.example/a?b=1&c=2",
         '<a href="https://x.example/a?b=1&amp;c=2">Скачайте здесь</a>'),
        ("https://x.example/a", "https://x.example/a", "https://x.example/a"),
        ("info@x.example", "mailto:info@x.example", "info@x.example"),
        ("Д" * 70, "https://x.example", f"{'Д' * 70}\nhttps://x.example"),
    ],
)  # fmt: skip
def test_the_address_behind_words_is_kept(text: str, address: str, shown: str) -> None:
    def change(sheet: Any) -> None:
        sheet["B2"].hyperlink = address

    assert answers(read(workbook([HEAD, ["Где?", text]], change), ".xlsx")) == [shown]


def test_the_link_column_takes_the_address() -> None:
    def change(sheet: Any) -> None:
        sheet["C2"].hyperlink = "https://x.example/a"

    reading = read(workbook([[*HEAD, "Ссылка"], ["Где?", "Тут.", "сюда"]], change), ".xlsx")
    assert reading.found[0].entry.link == "https://x.example/a"


def test_a_table_that_is_declared_too_small_loses_no_row() -> None:
    rows = [[f"Как {number}?", "Так."] for number in range(10)]
    packed = io.BytesIO(workbook([HEAD, *rows]))
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b'ref="A1:B11"' in content
                content = content.replace(b'ref="A1:B11"', b'ref="A1:B2"')
            target.writestr(name, content)
    assert len(answers(read(out.getvalue(), ".xlsx"))) == 10


# -- headers and sections


@pytest.mark.parametrize(
    "header",
    ["Вопрос (как спрашивает клиент);Ответ (что говорим)", "Вопрос клиента;Ответ оператора",
     "Вопрос *;Ответ *", "Текст вопроса: до 300 знаков;Ответ / что сказать", "Customer question;Our answer"],
)  # fmt: skip
def test_headers_in_the_words_of_the_company(header: str) -> None:
    reading = read(f"{header}\nКак?;Так.\n".encode(), ".csv")
    assert answers(reading) == ["Так."]


@pytest.mark.parametrize("header", ["Запрос;Реакция", "Тема обращения;Реплика", "FAQ;Text"])
def test_an_unknown_header_is_never_an_entry(header: str) -> None:
    assert codes(f"{header}\nКак вернуть товар?;С чеком за 14 дней.\n".encode(), ".csv") == [
        (1, "header_unclear")
    ]


def test_a_table_without_a_header_shows_how_its_first_row_was_read() -> None:
    reading = read(b"How to pay?;By card.\nWhere?;Here.\n", ".csv")
    assert len(reading.found) == 2
    assert told(reading) == [(1, "header_none")]


@pytest.mark.parametrize(
    ("table", "topics"),
    [
        ("№;вопрос;ответ\nДОСТАВКА;;\n1;Как?;Так.\nВозврат;;\n2;Где?;Тут.\n", ["ДОСТАВКА", "Возврат"]),
        ("вопрос;ответ\nДоставка:;\nКак?;Так.\nВОЗВРАТ ТОВАРА;\nГде?;Тут.\n", ["Доставка", "ВОЗВРАТ ТОВАРА"]),
        ("вопрос;ответ;тема\nДОСТАВКА;;\nКак?;Так.;Сроки\nГде?;Тут.;\n", ["Сроки", "ДОСТАВКА"]),
    ],
)
def test_titles_between_rows_are_the_topic_of_what_follows(table: str, topics: list[str]) -> None:
    reading = read(table.encode(), ".csv")
    answers(reading)
    assert [found.entry.topic for found in reading.found] == topics


@pytest.mark.parametrize("question", ["Как вернуть товар?", "как оплатить", "Не приходит код из смс никогда"])
def test_a_question_without_its_answer_is_no_title(question: str) -> None:
    assert codes(f"вопрос;ответ\n{question};\nГде?;Тут.\n".encode(), ".csv") == [(2, "answer_missing")]


# -- quotes, numbers, Word


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ('"Нажмите "Плюс" внизу"', 'Нажмите "Плюс" внизу'),
        ('"Нажмите "Плюс""', 'Нажмите "Плюс"'),
        ('""Плюс" внизу"', '"Плюс" внизу'),
        ('"Сначала\n"Плюс" потом ""ОК"" и всё"', 'Сначала\n"Плюс" потом "ОК" и всё'),
    ],
)
def test_inner_quotes_are_text_and_it_is_said_how_they_were_read(cell: str, read_as: str) -> None:
    reading = read(f"вопрос,ответ\nГде?,Тут.\nКак?,{cell}\nКто?,Я.\n".encode(), ".csv")
    assert answers(reading) == ["Тут.", read_as, "Я."]
    assert told(reading) == [(3, "quotes_inside")]


@pytest.mark.parametrize("number", ["7,90012E+10", "7.90012E+10", "1E+15"])
def test_a_number_that_excel_shortened_is_refused(number: str) -> None:
    assert codes(f'вопрос;ответ\nТелефон?;"{number}"\n'.encode(), ".csv") == [(2, "number_cut")]


def test_numbers_of_json_keep_all_their_digits() -> None:
    long = "9" * 5000
    assert codes(f'[{{"question": "Как?", "answer": {long}}}]'.encode(), ".json") == [(1, "too_long")]
    reading = read(b'[{"question": "How?", "answer": 12345678901234567890.10}]', ".json")
    assert answers(reading) == ["12345678901234567890.10"]
    assert codes(b'[{"question": "How?", "answer": true}]', ".json") == [(1, "truth_value")]


def test_text_from_word_is_put_right() -> None:
    cell = (
        "<p class=MsoNormal style='margin:0'><span lang=RU>Принесите <b style='mso-x:y'>чек</b> и товар."
        "<o:p></o:p></span></p><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->"
        "<p class=MsoListParagraph><![if !supportLists]>·<span>&nbsp;&nbsp; </span><![endif]>"
        "Паспорт<o:p/></p>"
        "<style>p.MsoNormal {margin:0cm}</style><?xml:namespace prefix = o />"
    )
    reading = read(f"вопрос;ответ\nКак вернуть товар?;{cell.replace(';', ',')}\n".replace(
        "&nbsp,", "&nbsp;").replace("&nbsp;&nbsp;", "\xa0\xa0").encode(), ".csv")  # fmt: skip
    assert answers(reading) == ["Принесите <b>чек</b> и товар.\n\n• Паспорт"]


# -- encodings


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "mac-cyrillic", "iso8859-5"])
def test_old_encodings_are_recognised_and_named(encoding: str) -> None:
    reading = read(TEXT.encode(encoding), ".csv")
    assert answers(reading) == ["С чеком за 14 дней.", "По городу 300 рублей."]
    assert told(reading) == [(0, "encoding_old")]


MISTAKES = [("utf-8", "cp1251"), ("utf-8", "latin-1"), ("cp1251", "cp1252"), ("cp1251", "koi8-r"),
            ("koi8-r", "cp1251"), ("cp866", "cp1251"), ("cp1251", "latin-1")]  # fmt: skip


@pytest.mark.parametrize(("meant", "taken_for"), MISTAKES)
@pytest.mark.parametrize("twice", [False, True])
def test_text_that_was_decoded_wrongly_is_put_right(meant: str, taken_for: str, twice: bool) -> None:
    garbled = TEXT.encode(meant).decode(taken_for, "ignore")
    if twice:
        garbled = garbled.encode().decode("latin-1")
    reading = read(garbled.encode(), ".csv")
    assert answers(reading) == ["С чеком за 14 дней.", "По городу 300 рублей."]
    assert told(reading) == [(0, "encoding_mended")]


def test_a_workbook_that_was_decoded_wrongly_is_put_right() -> None:
    table = [line.split(";") for line in TEXT.strip().encode("cp1251").decode("cp1252").split("\n")]
    assert answers(read(workbook([[*row] for row in table]), ".xlsx")) == [
        "С чеком за 14 дней.", "По городу 300 рублей.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    ["??? ??????? ??????;? ????? ?? 14 ????.", "Как вернуть?;\ufffd\ufffd чек",
     "Ъуъ ящзхй шдфло жзщ;Цщк йцдшг згщф йзщцк"],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".csv", ".yaml"])
def test_what_reads_as_no_words_is_refused(row: str, suffix: str) -> None:
    question, answer = row.split(";")
    files = {".csv": f"вопрос;ответ\n{row}\n", ".yaml": f'- question: "{question}"\n  answer: "{answer}"\n'}
    assert {code for _, code in codes(files[suffix].encode(), suffix)} == {"garbled"}


@pytest.mark.parametrize(
    "text",
    ["Як повернути товар, якщо він не підійшов?", "Тауарды қалай қайтаруға болады?", "Як вярнуць тавар?",
     "Wie bezahle ich für Größe, Länge und Höhe?", "Où est l'été âgé, là où ça va?", "如何退货？我想退货",
     "Làm thế nào để trả hàng?", "Keenetic Омни: где кнопка WPS?", "ОСАГО, КАСКО и ДСАГО",
     "Что? Как?? Да???"],
)  # fmt: skip
def test_a_language_is_no_garbling(text: str) -> None:
    assert not is_garbled(text)
    assert mended(text) == text


def test_a_sign_that_was_lost_is_named() -> None:
    reading = read("вопрос;ответ\nСколько?;Доставка 350 ? по городу.\n".encode("cp1251"), ".csv")
    assert told(reading) == [(2, "sign_lost")]


def test_a_fault_is_told_by_the_column_as_the_file_calls_it() -> None:
    problem = read("Вопрос клиента;Что отвечаем\nКак вернуть?;\n".encode(), ".csv").problems[0]
    assert problem.text("faq.csv") == "faq.csv, строка 2: Что отвечаем: нет ответа: заполните его"
