"""The documentation keeps up with the code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bot.customer.commands import COMMANDS
from bot.desk import commands as desk_commands
from bot.texts import LANGUAGES, texts
from docs import tables
from kb.formats import columns
from kb.formats.export import KINDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", tables.TABLES)
def test_a_table_says_what_the_code_says(name: str) -> None:
    file, make = tables.TABLES[name]
    page = (ROOT / file).read_text("utf-8")
    assert tables.with_table(page, name, make()) == page, "run `make docs`"


def test_every_command_says_what_it_does() -> None:
    assert [name for name, does in tables.commands() if not does] == []


def test_every_command_of_the_bot_is_described() -> None:
    page = (ROOT / "docs" / "running.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"| `/{name}` |" not in page] == []


@pytest.mark.parametrize("page", ["docs/formats.md", "docs/formats.ru.md"])
def test_files_of_the_knowledge_base_are_described(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    wanted = [f"linezero kb {name}" for name in ("check", "diff", "import", "export", "sync", "replay")]
    wanted += [f"`{column}`" for column in columns.NAMES]
    wanted += [
        f"(examples/{name})" for name in ("bare.csv", "markdown", *(f"entries.{kind}" for kind in KINDS))
    ]
    assert [one for one in wanted if one not in text] == []


def test_every_command_of_the_knowledge_base_stands_in_a_guide() -> None:
    pages = "\n".join(page.read_text("utf-8") for page in (ROOT / "docs").glob("*.md"))
    names = [name for name, _ in tables.commands() if name.startswith("kb ")]
    assert [name for name in names if f"linezero {name}" not in pages] == []


@pytest.mark.parametrize("name", ["agents.md", "agents.ru.md"])
def test_every_command_of_the_desk_is_described(name: str) -> None:
    page = (ROOT / "docs" / name).read_text("utf-8")
    assert [command for command in desk_commands.ACTS if f"| `/{command}` |" not in page] == []


def test_every_command_of_the_desk_stands_in_telegrams_menu() -> None:
    for language in LANGUAGES:
        assert [one for one in desk_commands.ACTS if not texts(language).has(f"desk-command-{one}")] == []


def test_every_make_target_that_a_page_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z-]+)", page.read_text("utf-8")))
        assert named <= targets, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
    for link in links:
        if "://" in link:
            continue
        file, _, part = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        if part:
            assert part in _anchors(target), link


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_shell_examples_are_whole(page: Path) -> None:
    for script in re.findall(r"```(?:sh|bash)\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        checked = subprocess.run(
            ["/bin/bash", "-n"], input=script, text=True, capture_output=True, check=False
        )
        assert checked.returncode == 0
