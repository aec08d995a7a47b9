"""The doctor names each fault and says what to do; it never shows the token."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot import permissions
from bot.cli import doctor as doctor_module
from bot.cli.checks import Check
from bot.cli.doctor import examine
from bot.settings import Settings
from bot.telegram.raw import RawApi
from intents import encoders
from intents.transformer import e5
from store.schema import Inbox, KbEntry


def settings(bench: Any, **changes: Any) -> Settings:
    known = {
        "telegram_token": bench.telegram.token,
        "telegram_api_url": bench.telegram.base_url,
        "desk_chat_id": bench.desk.chat_id,
        "database_url": bench.database.url.render_as_string(hide_password=False),
        "supervisors": "1",
        "data_dir": "nowhere",
        "encoder": "lexical",
    }
    return Settings(_env_file=None, **{**known, **changes})


def levels(checks: list[Check]) -> dict[str, str]:
    return {check.name: check.level for check in checks}


def by_name(checks: list[Check], name: str) -> Check:
    return next(check for check in checks if check.name == name)


@pytest.fixture
def published(database):
    with database.write() as session:
        now = datetime.now(UTC)
        session.add(KbEntry(id="a", status="published", published_version=1, created_at=now, changed_at=now))


async def test_all_is_well(bench, published):
    permissions.mend(settings(bench), bench.database)
    checks = await examine(settings(bench))
    assert levels(checks) == {
        "telegram": "ok",
        "token": "ok",
        "clock": "ok",
        "updates": "ok",
        "agents' group": "ok",
        "rights": "ok",
        "privacy": "ok",
        "database": "ok",
        "knowledge base": "ok",
        "encoder": "ok",
        "team": "ok",
        "files": "ok",
    }


async def test_without_a_supervisor_nobody_can_be_let_in(lite_bench):
    team = by_name(await examine(settings(lite_bench, supervisors="")), "team")
    assert team.level == "warning"
    assert "linezero team grant ID supervisor" in team.what_to_do


async def test_every_fault_says_what_to_do(lite_bench):
    bench = lite_bench
    await bench.desk.change("demote")
    checks = await examine(settings(bench))
    assert levels(checks)["rights"] == levels(checks)["knowledge base"] == "fault"
    assert all(check.what_to_do for check in checks if check.level != "ok")


async def test_a_wrong_token(lite_bench):
    token = by_name(await examine(settings(lite_bench, telegram_token="123:wrong")), "token")
    assert (token.level, "@BotFather" in token.what_to_do) == ("fault", True)


async def test_an_unreachable_telegram(lite_bench, unused_tcp_port):
    away = settings(lite_bench, telegram_api_url=f"http://127.0.0.1:{unused_tcp_port}")
    telegram = by_name(await examine(away), "telegram")
    assert (telegram.level, "LINEZERO_PROXY" in telegram.what_to_do) == ("fault", True)
    assert lite_bench.telegram.token not in telegram.what


async def test_a_clock_that_is_wrong(lite_bench):
    checks = await examine(settings(lite_bench), clock=lambda: datetime.now(UTC) + timedelta(minutes=5))
    assert by_name(checks, "clock").level == "fault"
    assert "ahead" in by_name(checks, "clock").what


async def test_a_webhook_while_fetching(lite_bench):
    async with RawApi(lite_bench.telegram.token, lite_bench.telegram.base_url) as api:
        await api.ask("setWebhook", url="https://example.org/hook")
    assert levels(await examine(settings(lite_bench)))["updates"] == "warning"


async def test_a_group_that_is_not_set_is_looked_up_among_those_seen(lite_bench):
    with lite_bench.database.write() as session:
        session.add(Inbox(update_id=1, lane="desk:-100500:0", body="{}", received_at=datetime.now(UTC)))
    checks = await examine(settings(lite_bench, desk_chat_id=None))
    assert "-100500" in by_name(checks, "agents' group").what_to_do


async def test_a_group_without_topics_or_without_the_bot(lite_bench):
    plain = await lite_bench.telegram.people.group("Plain", forum=False)
    checks = await examine(settings(lite_bench, desk_chat_id=plain.chat_id))
    assert "topics" in by_name(checks, "agents' group").what
    checks = await examine(settings(lite_bench, desk_chat_id=-100999))
    assert by_name(checks, "agents' group").level == "fault"


async def test_a_database_that_is_not_there(lite_bench, tmp_path):
    missing = settings(lite_bench, database_url=f"sqlite:///{tmp_path / 'none.db'}")
    check = by_name(await examine(missing), "database")
    assert (check.level, "db upgrade" in check.what_to_do) == ("fault", True)
    assert not (tmp_path / "none.db").exists()


async def test_a_server_that_does_not_answer(lite_bench, unused_tcp_port):
    away = f"postgresql://user:password@127.0.0.1:{unused_tcp_port}/none"
    check = by_name(await examine(settings(lite_bench, database_url=away)), "database")
    assert check.level == "fault"
    assert "password" not in check.what


def test_the_command_ends_with_1_on_a_fault(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEZERO_TELEGRAM_TOKEN", "")
    monkeypatch.setenv("LINEZERO_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    app = typer.Typer()
    app.command()(doctor_module.doctor)
    result = CliRunner().invoke(app)
    assert result.exit_code == 1
    assert "✗ database" in result.output


def test_settings_that_contradict_each_other_are_named(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEZERO_MODE", "webhook")
    app = typer.Typer()
    app.command()(doctor_module.doctor)
    result = CliRunner().invoke(app)
    assert result.exit_code == 1
    assert "LINEZERO_WEBHOOK_URL" in result.output


@pytest.mark.parametrize(
    ("choice", "level", "said"),
    [
        ("lexical", "ok", "words alone"),
        ("auto", "ok", "ONNX Runtime"),
        ("use", "ok", "Universal Sentence Encoder alone"),
    ],
)
async def test_the_encoder_that_serves_is_named(bench, choice, level, said):
    check = by_name(await examine(settings(bench, encoder=choice)), "encoder")
    assert check.level == level
    assert said in check.what


async def test_an_encoder_that_is_not_sound_is_a_fault(bench, tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"no model")
    check = by_name(await examine(settings(bench, encoder=f"path:{tmp_path}")), "encoder")
    assert check.level == "fault"
    assert "LINEZERO_ENCODER" in check.what_to_do


async def test_a_slower_engine_that_stands_in_is_a_warning(bench, monkeypatch, tmp_path):
    monkeypatch.setattr(e5, "RANGES", tmp_path / "nothing.npz")
    encoders.e5.cache_clear()
    try:
        check = by_name(await examine(settings(bench, encoder="auto")), "encoder")
    finally:
        encoders.e5.cache_clear()
    assert (check.level, "slower engine" in check.what) == ("warning", True)


async def test_a_group_that_forbids_copying_is_named(lite_bench):
    await lite_bench.desk.agents[0].protect()
    copying = by_name(await examine(settings(lite_bench)), "copying")
    assert (copying.level, "Restrict saving content" in copying.what_to_do) == ("warning", True)
