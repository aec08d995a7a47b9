"""Replies at hand are kept by editors and supervisors; a variable that does not exist is refused at once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli.main import app
from bot.team import roles
from bot.team.roles import Role
from handoff import templates
from handoff.templates import TemplateError
from store.database import Database
from store.schema import Person
from store.screen import ReplyTemplate
from tests.integration.work.line import IRINA, PAVEL, Line

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "replies.yaml"


@pytest.fixture
def line(sqlite_database: Database, plain: object) -> Line:
    line = Line(sqlite_database, plain)  # type: ignore[arg-type]
    with sqlite_database.write() as session:
        irina = session.scalars(select(Person).where(Person.external_id == IRINA)).one()
        roles.set_role(session, irina, Role.EDITOR, line.now, granted=True)
    return line


def kept(line: Line) -> dict[str, dict[str, str]]:
    return {
        one.name: one.texts for one in line.read(lambda session: session.scalars(select(ReplyTemplate)).all())
    }


def test_an_editor_writes_a_template_in_his_private_chat(line: Line) -> None:
    line.says(IRINA, "/templates")
    line.work()
    line.presses(IRINA, "tpl:new")
    line.says(IRINA, "Приветствие")
    line.says(IRINA, "Здравствуйте, {клиент}!")
    line.work()
    assert "Переменной «клиент» нет" in line.sent_to(IRINA)[-1]
    assert kept(line) == {}
    line.says(IRINA, "Здравствуйте, {customer}!")
    line.work()
    assert kept(line) == {"Приветствие": {"ru": "Здравствуйте, {customer}!"}}
    line.presses(IRINA, "tpl:edit:1")
    line.says(IRINA, "Hello, {customer}!")
    line.work()
    assert kept(line)["Приветствие"]["en"] == "Hello, {customer}!"
    line.presses(IRINA, "tpl:drop:1")
    line.work()
    assert kept(line) == {}


def test_an_agent_may_not(line: Line) -> None:
    line.says(PAVEL, "/templates")
    line.presses(PAVEL, "tpl:new")
    line.work()
    assert not any("Шаблон" in said for said in line.sent_to(PAVEL))


def test_what_is_not_known_is_left_out_with_its_comma() -> None:
    assert templates.filled("Здравствуйте, {customer}!", {}) == "Здравствуйте!"
    assert (
        templates.filled("Здравствуйте, {customer}!", {"customer": "<Мария>"})
        == "Здравствуйте, &lt;Мария&gt;!"
    )


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("Имя", "Привет, {user}", "unknown"),
        ("Имя", "Привет, {customer", "unknown"),
        ("Имя", "  ", "empty"),
        ("", "Привет", "name"),
        ("Имя", "х" * 4000, "long"),
    ],
)
def test_what_cannot_be_kept_is_refused(name: str, text: str, reason: str) -> None:
    with pytest.raises(TemplateError) as refused:
        templates.check(name, {"ru": text})
    assert refused.value.reason == reason


def test_a_file_goes_in_and_comes_out_the_same(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINEZERO_DATABASE_URL", sqlite_database.url.render_as_string())
    runner, copy = CliRunner(), tmp_path / "copy.yaml"
    assert runner.invoke(app, ["replies", "import", str(EXAMPLE)]).exit_code == 0
    assert runner.invoke(app, ["replies", "export", str(copy)]).exit_code == 0
    assert sorted(templates.read_yaml(copy.read_text("utf-8"))) == sorted(
        templates.read_yaml(EXAMPLE.read_text("utf-8"))
    )
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("- name: A\n  ru: Привет, {imya}\n", encoding="utf-8")
    refused = runner.invoke(app, ["replies", "import", str(wrong)])
    assert refused.exit_code == 1
    assert "no variable “imya”" in refused.output


def test_saving_again_keeps_the_other_language(sqlite_database: Database) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with sqlite_database.write() as session:
        templates.save(session, "Имя", {"ru": "Привет"}, by="Ирина", now=now)
        kept = templates.save(session, "Имя", {"en": "Hi"}, by="Ирина", now=now)
        assert kept.texts == {"ru": "Привет", "en": "Hi"}
        assert templates.text_in(kept, "en") == "Hi"
        assert templates.text_in(kept, "de") == "Привет"
