"""`linezero kb replay | gaps | health | lessons | withdraw`, as somebody types them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.app import load_demo
from bot.cli.main import app
from bot.editor.links import dead_links
from kb import demo_company, learning, library
from kb.entry import Entry, Phrasing
from kb.formats import export
from kb.learning import Lesson
from store.database import Database
from tests.integration.kb.asked import Asked, agent

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def run(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    load_demo(sqlite_database)
    monkeypatch.setenv("LINEZERO_DATABASE_URL", sqlite_database.url.render_as_string())
    monkeypatch.setenv("LINEZERO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LINEZERO_ENCODER", "lexical")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["kb", *arguments])

    return run


def test_a_change_that_loses_answers_ends_with_an_error(
    run: Any, sqlite_database: Database, tmp_path: Path
) -> None:
    first = demo_company.entries()[0]
    with sqlite_database.write() as session:
        for phrasing in first.phrasings:
            Asked(session, phrasing.text, at=NOW)
    found = run("replay", "--retire", first.id, "--csv", str(tmp_path / "moved.csv"))
    assert found.exit_code == 1
    assert "verdict: blocked" in found.stdout
    assert "lost;1;" in (tmp_path / "moved.csv").read_text("utf-8-sig")
    same = tmp_path / "same.yaml"
    same.write_bytes(export.write([first], "yaml"))
    found = run("replay", str(same), "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["verdict"] == "clear"
    assert run("replay", "--entry", "no-such").exit_code == 1
    assert run("replay", str(tmp_path / "missing.yaml")).exit_code == 1


def test_gaps_are_listed_shown_drafted_and_decided_about(run: Any, sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        irina = agent(session)
        for text in ("можно взять попугая в офис", "взять попугая в офис можно ли"):
            Asked(session, text, at=NOW).handed_off().solved_by(
                irina, "Да, попугая можно взять с собой в клетке.", 10, rating=5
            )
        Asked(session, "сколько весит ваша вышка", at=NOW).handed_off()
    (first, second) = json.loads(run("gaps", "--json").stdout)
    assert first["times"] == 2
    shown = run("gaps", "--show", str(first["id"])).stdout
    assert "попугая можно взять с собой" in shown
    assert "Да, попугая можно взять" in run("gaps", "--draft", str(first["id"])).stdout
    assert run("gaps", "--people-only", str(second["id"])).exit_code == 0
    assert [one["id"] for one in json.loads(run("gaps", "--json").stdout)] == [first["id"]]
    (lesson,) = json.loads(run("lessons", "--json").stdout)
    assert (lesson["origin"], lesson["example"]["entry_id"]) == ("refused", None)
    assert run("gaps", "--reopen", str(second["id"])).exit_code == 0
    assert run("gaps", "--merge", f"{first['id']},{second['id']}").exit_code == 0
    assert [one["questions"] for one in json.loads(run("gaps", "--json").stdout)] == [3]
    assert run("gaps", "--snooze", str(first["id"])).exit_code == 0
    assert json.loads(run("gaps", "--json").stdout) == []
    assert run("gaps", "--snooze", "77").exit_code == 1
    assert run("gaps", "--merge", "семь").exit_code == 2


def test_health_names_each_entry(run: Any, sqlite_database: Database) -> None:
    first = demo_company.entries()[0].id
    with sqlite_database.write() as session:
        Asked(session, "как дела с балансом", at=NOW).answered(first).rejected(first)
    table = run("health").stdout
    assert table.splitlines()[1].startswith(first)
    assert json.loads(run("health", "--json").stdout)["entries"][0]["rejected"] == 1


def test_health_names_what_can_be_mended(run: Any, sqlite_database: Database, site: str) -> None:
    phrasings = (Phrasing("абонемент в бассейн"), Phrasing("реквизиты для перевода за сауну"))
    pool = Entry("pool", {"ru": "Сколько стоит бассейн?"}, {"ru": "Пятьсот."}, phrasings=phrasings)
    sauna = Entry("sauna", {"ru": "Есть ли сауна?"}, {"ru": "Есть."}, link=f"{site}/gone")
    with sqlite_database.write() as session:
        library.save_all(session, [pool, sauna], author="мария", now=NOW)
        for number in range(22):
            Asked(session, f"сколько стоит абонемент в бассейн {number}", at=NOW).answered("pool")
        asked = Asked(session, "сауна с бассейном", at=NOW)
        asked.question("сауна с бассейном", candidates=[("pool", 0.5), ("sauna", 0.45)])
        asked.answered("pool").rejected("pool").answered("sauna").helped("sauna")
    found = run("health", "--links", "--limit", "1").stdout
    assert "pool: unused: реквизиты для перевода за сауну" in found
    assert "pool ~ sauna: close 1, mistaken 1: сауна с бассейном" in found
    assert f"{site}/gone: 404 (sauna)" in found
    row = next(line for line in found.splitlines() if line.startswith("pool "))
    assert row.endswith("en")
    told = json.loads(run("health", "--links", "--limit", "1", "--json").stdout)
    assert told["dead_links"] == {f"{site}/gone": {"fault": "404", "entries": ["sauna"]}}
    assert json.loads(run("health", "--json").stdout)["dead_links"] == {}


def test_a_lesson_can_be_withdrawn_once(run: Any, sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        learning.learn(session, "где баланс", "balance", Lesson.THUMBS_UP, key="press", now=NOW)
        (lesson,) = learning.lessons(session)
    assert "где баланс" in run("lessons").stdout
    assert run("withdraw", str(lesson.id)).exit_code == 0
    assert "withdrawn" in run("lessons").stdout
    assert run("withdraw", str(lesson.id)).exit_code == 1


class _Site(BaseHTTPRequestHandler):
    """A site with a page, a page that only answers whole requests, and nothing else."""

    def do_HEAD(self) -> None:
        self._answer({"/page": 200, "/picky": 405}.get(self.path, 404))

    def do_GET(self) -> None:
        self._answer({"/page": 200, "/picky": 200}.get(self.path, 404))

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_dead_links_are_told_from_living_ones(site: str) -> None:
    asked = [f"{site}/page", f"{site}/picky", f"{site}/gone", "http://127.0.0.1:9/", "http://"]
    assert set(dead_links(asked, seconds=5)) == set(asked[2:])
    assert dead_links(asked[2:3]) == {f"{site}/gone": "404"}
