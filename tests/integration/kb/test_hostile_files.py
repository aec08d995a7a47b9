"""Files that would do harm: in every format, each is refused by name and changes nothing."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from kb import library
from kb.entry import Entry
from kb.formats.rows import SIZE_LIMIT_MB
from kb.importing import import_file
from store.database import Database

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KEPT = Entry("pay", {"ru": "Как оплатить?"}, {"ru": "Картой."})
ROWS = list[tuple[str, str, str]]


def _csv(place: Path, rows: ROWS) -> Path:
    lines = ["id;question;answer", *(";".join(f'"{cell}"' for cell in row) for row in rows)]
    return _file(place / "faq.csv", "\n".join(lines).encode())


def _xlsx(place: Path, rows: ROWS) -> Path:
    book = openpyxl.Workbook()
    for row in [("id", "question", "answer"), *rows]:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return _file(place / "faq.xlsx", out.getvalue())


def _json(place: Path, rows: ROWS, name: str = "faq.json") -> Path:
    entries = [dict(zip(("id", "question", "answer"), row, strict=True)) for row in rows]
    return _file(place / name, json.dumps(entries, ensure_ascii=False).encode())


def _yaml(place: Path, rows: ROWS) -> Path:
    return _json(place, rows, "faq.yaml")  # JSON is YAML


def _markdown(place: Path, rows: ROWS) -> Path:
    for number, (entry_id, question, answer) in enumerate(rows):
        text = f"---\nid: {json.dumps(entry_id)}\n---\n# {question}\n\n{answer}\n"
        _file(place / "kb" / f"{number}.md", text.encode())
    return place / "kb"


def _file(path: Path, data: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


FORMATS: dict[str, Callable[[Path, ROWS], Path]] = {
    "csv": _csv, "xlsx": _xlsx, "yaml": _yaml, "json": _json, "markdown": _markdown,
}  # fmt: skip

GOOD = ("new", "Где офис?", "На Лесной.")
HOSTILE: dict[str, tuple[ROWS, str]] = {
    "the same id twice": ([GOOD, ("new", "Когда?", "Завтра.")], "id_twice"),
    "a script": ([GOOD, ("x", "Как?", "<script>alert(1)</script>")], "markup_forbidden"),
    "an event handler": ([GOOD, ("x", "Как?", "<b onclick=alert(1)>Так</b>")], "markup_attribute"),
    "a frame": ([GOOD, ("x", "Как?", "<iframe src=https://x.example>")], "markup_forbidden"),
    "a link that is a script": ([GOOD, ("x", "Как?", "<a href='javascript:x'>Так</a>")], "markup_link"),
    "an id that is a path": ([GOOD, ("../../etc/passwd", "Как?", "Так.")], "id_form"),
    "an answer without an end": ([GOOD, ("x", "Как?", "ы" * 100_000)], "too_long"),
    "nothing to say": ([GOOD, ("x", "Как?", " ")], "answer_missing"),
}


@pytest.fixture
def refused(sqlite_database: Database, tmp_path: Path) -> Callable[[Path], list[str]]:
    """Import it over an entry that is kept, see that nothing changed, and give what was named as wrong."""
    with sqlite_database.write() as session:
        library.save(session, KEPT, author="мария", now=NOW)
        before = library.marks(session)

    def run(path: Path) -> list[str]:
        report = import_file(sqlite_database, path, author="мария", now=NOW, retire_missing=True)
        assert not report.written
        with sqlite_database.read() as session:
            assert [(entry.id, entry.version) for entry in library.latest(session)] == [("pay", 1)]
            assert library.marks(session) == before
        for language in ("ru", "en"):
            assert all(line.startswith(path.name) for line in report.lines(language)[:-1])
        return [one.problem.code for one in report.problems]

    return run


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_named_and_changes_nothing(
    refused: Callable[[Path], list[str]], tmp_path: Path, kind: str, name: str
) -> None:
    rows, expected = HOSTILE[name]
    codes = refused(FORMATS[kind](tmp_path, rows))
    assert any(code.startswith(expected) for code in codes)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_formula_is_no_text(refused: Callable[[Path], list[str]], tmp_path: Path, kind: str) -> None:
    rows = [
        GOOD,
        ("x", "Как?", '=HYPERLINK("https://x.example","Так")'.replace('"', "" if kind == "csv" else '"')),
    ]
    assert refused(FORMATS[kind](tmp_path, rows)) == ["formula"]


@pytest.mark.parametrize("kind", ["yaml", "json", "markdown"])
def test_what_only_a_table_computes_stays_text_elsewhere(
    sqlite_database: Database, tmp_path: Path, kind: str
) -> None:
    path = FORMATS[kind](tmp_path, [("x", "Как?", "=1+1")])
    assert import_file(sqlite_database, path, author="мария", now=NOW).written
    with sqlite_database.read() as session:
        assert library.entry(session, "x").answers == {"ru": "=1+1"}


@pytest.mark.parametrize("kind", FORMATS)
def test_more_than_fifty_megabytes_are_refused_unread(
    refused: Callable[[Path], list[str]], tmp_path: Path, kind: str
) -> None:
    path = FORMATS[kind](tmp_path, [GOOD])
    big = path / "0.md" if path.is_dir() else path
    with big.open("r+b") as file:
        file.truncate(SIZE_LIMIT_MB * 1_000_000 + 1)
    assert refused(path) == ["file_big"]


@pytest.mark.parametrize("kind", FORMATS)
def test_bytes_that_are_no_text_are_refused(
    refused: Callable[[Path], list[str]], tmp_path: Path, kind: str
) -> None:
    path = FORMATS[kind](tmp_path, [GOOD])
    broken = path / "0.md" if path.is_dir() else path
    data = broken.read_bytes()
    place = data.rfind("ной".encode()) if kind != "xlsx" else len(data) // 2
    broken.write_bytes(data[: place + 1] + data[place + 2 :])
    assert refused(path) == ["file_broken" if kind == "xlsx" else "encoding_broken"]


BOMB = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))


@pytest.mark.parametrize("name", ["faq.yaml", "kb/0.md"])
def test_aliases_that_grow_without_end_are_refused(
    refused: Callable[[Path], list[str]], tmp_path: Path, name: str
) -> None:
    text = f"a: &a [x, x, x]\n{BOMB}"
    path = _file(
        tmp_path / name, (f"---\n{text}---\n# Как?\n\nТак.\n" if name.endswith("md") else text).encode()
    )
    assert refused(path.parent if name.endswith("md") else path) == ["alias"]


@pytest.mark.parametrize("name", ["faq.yaml", "faq.json", "kb/0.md"])
def test_nesting_without_end_is_refused(
    refused: Callable[[Path], list[str]], tmp_path: Path, name: str
) -> None:
    text = "[" * 200_000
    path = _file(
        tmp_path / name, (f"---\n{text}\n---\n# Как?\n\nТак.\n" if name.endswith("md") else text).encode()
    )
    assert refused(path.parent if name.endswith("md") else path) == ["syntax"]


def test_links_out_of_a_folder_are_refused(refused: Callable[[Path], list[str]], tmp_path: Path) -> None:
    secret = _file(tmp_path / "secret" / "secret.md", b"# Q\n\nA\n")
    place = _markdown(tmp_path, [GOOD])
    (place / "link.md").symlink_to(secret)
    (place / "more").symlink_to(secret.parent)
    assert refused(place) == ["symlink", "symlink"]
