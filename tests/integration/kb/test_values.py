"""The values of variables: kept once, checked, followed by the index without training."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from intents.training import train
from intents.types import Document, Example, Model
from kb import library, values
from kb.entry import Entry
from kb.importing import import_file
from kb.index import Index
from kb.problems import InvalidEntryError
from kb.values import ValueRefusedError
from store.database import Database

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
POOL = Entry("pool", {"ru": "Сколько стоит бассейн?"}, {"ru": "{{ price }} ₽"})


def put(database: Database, name: str, **texts: str) -> None:
    with database.write() as session:
        values.put(session, name, texts, author="Ирина", now=NOW)


def test_a_value_of_one_language_leaves_the_others(database: Database) -> None:
    put(database, "company", ru="Свиристель", en="Sviristel")
    put(database, "company", en="The Waxwing")
    with database.read() as session:
        kept = values.everything(session)
    assert kept == {"company": {"ru": "Свиристель", "en": "The Waxwing"}}
    assert values.in_language(kept, "ru") == {"company": "Свиристель"}
    assert values.in_language(kept, "de") == {"company": "The Waxwing"}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("Phone", "1", "variable_name"),
        ("customer_name", "1", "variable_own"),
        ("phone", " ", "variable_empty"),
        ("phone", "1" * 301, "too_long"),
        ("phone", "{{ company }}", "variable_form"),
    ],
)
def test_what_cannot_be_kept_is_named(database: Database, name: str, text: str, code: str) -> None:
    with pytest.raises(ValueRefusedError) as caught:
        put(database, name, ru=text)
    assert caught.value.problem.code == code


def test_an_entry_with_an_unknown_variable_is_not_kept(database: Database) -> None:
    with pytest.raises(InvalidEntryError, match="price"), database.write() as session:
        library.save(session, POOL, author="Ирина", now=NOW)
    put(database, "price", ru="500")
    with database.write() as session:
        library.save(session, POOL, author="Ирина", now=NOW)
        assert values.remove(session, "price", library.published(session)) == ("pool",)
        library.retire(session, "pool", now=NOW)
        assert values.remove(session, "price", library.published(session)) == ()
        assert values.everything(session) == {}


def test_an_import_names_the_line_of_an_unknown_variable(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "faq.csv"
    file.write_text("вопрос;ответ\nКак?;Так\nПочём?;{{ price }}\n", encoding="utf-8")
    report = import_file(database, file, author="Ирина", now=NOW)
    assert not report.written
    assert "faq.csv, строка 3: answer_ru: подстановки {{ price }} нет" in "\n".join(report.lines())
    with database.read() as session:
        assert library.latest(session) == []


def test_the_index_follows_a_value_without_training(database: Database) -> None:
    trainings = []

    def counting(documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        trainings.append(len(documents))
        return train(documents, examples=examples, encoder="lexical")

    put(database, "price", ru="500")
    with database.write() as session:
        library.save(session, POOL, author="Ирина", now=NOW)
    index = Index(database, counting, lessons_seconds=0)
    index.rebuild()
    put(database, "price", ru="600")
    assert not index.refresh()
    assert index.snapshot.state.values == {"price": {"ru": "600"}}
    assert not index.refresh()
    assert trainings == [1]


def test_files_and_commands(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "variables.yaml"
    file.write_text("company: {ru: Свиристель, en: Sviristel}\nprice: 0500\n", encoding="utf-8")
    env = {"LINEZERO_DATABASE_URL": str(database.engine.url.render_as_string(hide_password=False))}
    run = CliRunner()
    assert run.invoke(app, ["variables", "set", str(file)], env=env).exit_code == 0
    listed = run.invoke(app, ["variables", "list"], env=env).output
    assert listed == "company = en: Sviristel; ru: Свиристель (0)\nprice = 0500 (0)\n"
    assert run.invoke(app, ["variables", "list", "--to", str(tmp_path / "out.yaml")], env=env).exit_code == 0
    assert values.read_file(tmp_path / "out.yaml") == values.read_file(file)
    assert run.invoke(app, ["variables", "remove", "price"], env=env).exit_code == 0
    refused = run.invoke(app, ["variables", "set", "Имя", "1"], env=env)
    assert refused.exit_code == 1
    (tmp_path / "bad.yaml").write_text("- a\n- b\n", encoding="utf-8")
    assert run.invoke(app, ["variables", "set", str(tmp_path / "bad.yaml")], env=env).exit_code == 1
