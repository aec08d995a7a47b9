"""What is exported and imported again is the same, in every format."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import demo_company
from kb.entry import Entry, Origin, Phrasing, Status, problems_of, tidied
from kb.formats import encoding, export, folder, interpret, reading
from kb.guide import HUMAN, SOLVED, Guide, Option, Step, write
from kb.markup import escape, plain

KINDS = ("csv", "xlsx", "yaml", "json", "markdown")

texts = st.text(
    st.one_of(
        st.sampled_from("абвё яюabc .,;:|'\"=+-@#[]{}&!?%*\\/№«»\t\n—…🙂\u00a0\u2028\u0085_x0041_"),
        st.characters(blacklist_categories=("Cs", "Cc", "Cn")),
    ),
    max_size=60,
)
lines = texts.map(lambda text: " ".join(text.split()))
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)
languages = st.sampled_from(["ru", "en", "de"])
words = st.from_regex(r"[a-zа-я0-9=+'-][a-zа-я0-9 =+'-]{0,12}[a-zа-я0-9]", fullmatch=True)
phrasings = st.builds(Phrasing, lines, st.sampled_from(["", "ru", "en"]), st.sampled_from(Origin))
labels = st.from_regex(r"[А-Яa-z][а-яa-z ,<&]{0,20}", fullmatch=True).map(str.strip)
steps = texts.map(lambda text: text.replace("|", "/")).filter(str.strip)
files = st.sampled_from(
    ["Тарифы, 2026; полные.pdf", "a.b-c.docx", "план 1.xlsx", "tg-0123456789abcdef0123-Счёт.pdf"]
)
days = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))


@st.composite
def guides(draw: st.DrawFn) -> dict[str, str]:
    """A guide whose steps follow one another, in one or two languages."""
    count, spoken = draw(st.integers(1, 4)), draw(st.sampled_from([(), ("ru",), ("ru", "en")]))
    ends = [draw(st.sampled_from([[], [HUMAN], [SOLVED, HUMAN]])) for _ in range(count)]

    def guide() -> Guide:
        made = []
        for number in range(1, count + 1):
            ways = ([str(number + 1)] if number < count else []) + ends[number - 1]
            names = draw(st.lists(labels, min_size=3, max_size=3, unique_by=str.casefold))
            options = tuple(Option(name, to) for name, to in zip(names, ways, strict=False))
            made.append(Step(str(number), escape(draw(steps)), options))
        return Guide(tuple(made))

    return {language: write(guide(), language) for language in spoken}


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    first, second = draw(days), draw(days)
    if first and second and second < first:
        first, second = second, first
    return Entry(
        id=draw(ids),
        titles=draw(st.dictionaries(languages, lines.filter(bool), min_size=1, max_size=3)),
        answers=draw(st.dictionaries(languages, texts.map(escape).filter(str.strip), min_size=1, max_size=3)),
        topic=draw(lines.map(lambda text: text[:40].strip())),
        phrasings=tuple(draw(st.lists(phrasings, max_size=6))),
        tags=tuple(draw(st.lists(words.map(lambda text: " ".join(text.split())).filter(bool), max_size=3))),
        link=draw(st.sampled_from(["", "https://example.org/?a=1;b=2,3"])),
        picture=draw(st.sampled_from(["", "lights.png"])),
        details=tuple(draw(st.lists(st.sampled_from(["phone", "contract_number"]), max_size=2))),
        guides=draw(guides()),
        files=tuple(draw(st.lists(files, max_size=3))),
        segments=tuple(draw(st.lists(st.sampled_from(["vip", "business", "юрлица"]), max_size=2))),
        valid_from=first,
        valid_until=second,
        status=draw(st.sampled_from(Status)),
    )


collections = st.lists(
    entries().map(tidied), min_size=1, max_size=5, unique_by=lambda entry: entry.id
).filter(lambda found: not any(problems_of(entry) or reads_as_nothing(entry) for entry in found))


def reads_as_nothing(entry: Entry) -> bool:
    """Whether a text of the entry is in no language: such a file is refused."""
    texts = [
        *entry.titles.values(),
        *entry.answers.values(),
        *entry.guides.values(),
        *entry.tags,
        entry.topic,
    ]
    texts += [phrasing.text for phrasing in entry.phrasings]
    return bool(interpret.unreadable(entry)) or encoding.is_garbled(plain("\n".join(texts)))


def written(kept: list[Entry], kind: str) -> dict[str, bytes]:
    """What a format makes of entries: content by the name of the file, of several files in a folder."""
    if kind != "markdown":
        return {"": export.write(kept, kind)}
    with tempfile.TemporaryDirectory() as place:
        return {str(path.relative_to(place)): path.read_bytes() for path in folder.write(kept, Path(place))}


def read_again(kept: list[Entry], kind: str) -> list[Entry]:
    if kind == "markdown":
        with tempfile.TemporaryDirectory() as place:
            folder.write(kept, Path(place))
            assert folder.write(kept, Path(place)) == []
            again = reading.read_file(Path(place))
    else:
        again = reading.read(export.write(kept, kind), f".{kind}")
    assert [problem.text("file") for problem in again.problems] == []
    order = [entry.id for entry in kept]  # a folder lists by name
    return sorted((found.entry for found in again.found), key=lambda entry: order.index(entry.id))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=50, deadline=None)
@given(kept=collections)
def test_export_import_export_is_the_same(kind: str, kept: list[Entry]) -> None:
    again = read_again(kept, kind)
    assert again == kept
    assert written(again, kind) == written(kept, kind) or kind == "xlsx"  # a zip holds the hour


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_survives_every_format(kind: str) -> None:
    kept = demo_company.entries()
    assert read_again(kept, kind) == [tidied(entry) for entry in kept]


def test_formats_can_follow_each_other() -> None:
    kept = demo_company.entries()
    for kind in (*KINDS, *reversed(KINDS)):
        kept = read_again(kept, kind)
    assert kept == [tidied(entry) for entry in demo_company.entries()]


def test_more_phrasings_than_one_cell_of_excel_holds() -> None:
    many = tuple(Phrasing(f"{number} {'как оплатить интернет ' * 20}".strip(), "ru") for number in range(300))
    kept = [Entry("pay", {"ru": "Как?"}, {"ru": "Так."}, phrasings=many)]
    assert read_again(kept, "xlsx") == [tidied(entry) for entry in kept]
