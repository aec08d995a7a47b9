"""Every command with settings that cannot be read says so in a line or two and ends with 1."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.integration.cli.test_command_faults import ALL, ARGUMENTS, ENTRIES

SECRET = "geheim-pa55"
WITHOUT = {"evaluate": ["--train", "entries.yaml", "--test", "entries.yaml"]}


@pytest.mark.parametrize("command", ALL)
@pytest.mark.parametrize("fault", ["setting", "file", "malformed"])
def test_a_fault_of_the_settings(command, fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "entries.yaml").write_text(ENTRIES, "utf-8")
    (tmp_path / "replies.yaml").write_text("[]", "utf-8")
    (tmp_path / "folder").mkdir()
    match fault:
        case "setting":
            monkeypatch.setenv("LINEZERO_PROXY", f"ftp://u:{SECRET}@host")
        case "file":
            (tmp_path / ".env").write_bytes(f"LINEZERO_PROXY=http://у:{SECRET}@х".encode("cp1251"))
        case "malformed":
            (tmp_path / ".env").write_text(f'LINEZERO_PROXY="http://u:{SECRET}@h\n')
    given = WITHOUT.get(command, ARGUMENTS.get(command, []))
    result = CliRunner().invoke(app, [*command.split(), *given])
    told = result.output.strip().splitlines()
    assert result.exit_code == 1, result.output
    assert 1 <= len(told) <= 2
    assert ("LINEZERO_PROXY" if fault == "setting" else ".env") in told[0]
    assert "Traceback" not in result.output
    assert SECRET not in result.output
    assert isinstance(result.exception, SystemExit)


def test_with_debug_the_log_says_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINEZERO_PROXY", f"ftp://u:{SECRET}@host")
    result = CliRunner().invoke(app, ["--debug", "team", "list"])
    assert result.exit_code == 1
    assert SECRET not in result.output
