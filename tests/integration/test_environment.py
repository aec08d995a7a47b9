"""The environment is what the lock says, whatever the index holds by now and whatever happened to `.venv`."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.tiny_index import Index, Project

LOCKED = ("covers==1.0", "tomlreader==1.0", "runner==1.0")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """A month after the lock was made: newer releases of all, one with a need of its own."""
    index = Index(tmp_path / "simple")
    for version, more in (("1.0", ()), ("2.0", ("newcomer",))):
        index.add("covers", version, *more, extras={"toml": ["tomlreader>=1"]})
        index.add("tomlreader", version)
        index.add("runner", version, "covers[toml]>=1.0")
    return index


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, as making an environment takes seconds."""
    return tmp_path_factory.mktemp("checkouts") / "checkout"


@pytest.fixture
def project(checkout: Path, index: Index) -> Project:
    """A checkout at the lock above; its environment is as the test before left it."""
    project = Project(checkout, index)
    project.write(LOCKED, "runner>=1")
    return project


@pytest.fixture
def made(project: Project) -> Project:
    """The same with its environment made."""
    code, said = project.make()
    assert code == 0, said
    return project


@pytest.fixture
def bare(project: Project) -> Project:
    """The same without any environment."""
    shutil.rmtree(project.root / ".venv", ignore_errors=True)
    return project


def test_the_locked_release_is_installed_beside_a_newer_one(bare: Project) -> None:
    code, said = bare.make()
    assert code == 0, said
    assert [bare.version(name) for name in ("covers", "tomlreader", "runner")] == ["1.0"] * 3
    assert "3/3" in said


@pytest.mark.parametrize(
    ("locked", "missing"),
    [(("runner==1.0", "tomlreader==1.0"), "covers"), (("runner==1.0", "covers==1.0"), "tomlreader")],
    ids=["a member", "a member that only an extra needs"],
)
def test_a_lock_that_misses_a_member_is_noticed(
    project: Project, locked: tuple[str, ...], missing: str
) -> None:
    project.write(locked, "runner>=1")
    code, said = project.make()
    assert code == 1
    assert re.search(rf"requires? {missing}.*not installed", said)
    assert "Traceback" not in said
    assert project.make()[0] == 1, "what is not whole is not taken for finished the next time"


def test_a_lock_that_misses_a_tool_of_the_tests_is_noticed(project: Project, index: Index) -> None:
    index.add("checker", "1.0")
    project.write(LOCKED, "runner>=1", dev=["checker"])
    assert project.make()[0] == 0, "the program itself does not need it"
    code, said = project.make("--dev")
    assert code == 1
    assert "checker" in said


def test_what_is_up_to_date_is_left_alone(made: Project, index: Index) -> None:
    assert made.make("--dev")[0] == 0
    shutil.rmtree(index.folder)
    assert made.make("--dev") == (0, "")
    assert made.make() == (0, ""), "with the tools for tests it has all that the program needs"


def test_a_new_lock_brings_and_takes_away(made: Project, index: Index) -> None:
    index.add("runner", "3.0")
    made.write(["runner==3.0"], "runner>=3")
    code, said = made.make()
    assert code == 0, said
    assert "anew" not in said
    assert made.version("runner") == "3.0"
    with pytest.raises(subprocess.CalledProcessError):
        made.version("covers")


def _interrupt(project: Project) -> None:
    (project.root / ".venv" / "made.json").unlink()


def _move(project: Project) -> None:
    project.root = project.root.rename(project.root.with_name("elsewhere"))


def _lose_python(project: Project) -> None:
    for python in (project.root / ".venv" / "bin").glob("python*"):
        python.unlink()
        python.symlink_to("/nowhere/python3")


def _change_python(project: Project) -> None:
    made = project.root / ".venv" / "made.json"
    made.write_text(json.dumps(json.loads(made.read_text()) | {"python": [3, 10]}))


def _lose_package(project: Project) -> None:
    for part in (project.root / ".venv").glob("lib/python3*/site-packages/runner*"):
        shutil.rmtree(part) if part.is_dir() else part.unlink()


def _only_begun(project: Project) -> None:
    shutil.rmtree(project.root / ".venv")
    (project.root / ".venv" / "bin").mkdir(parents=True)


@pytest.mark.parametrize(
    "happen", [_interrupt, _move, _lose_python, _change_python, _lose_package, _only_begun]
)
def test_a_spoilt_environment_is_made_anew(made: Project, happen: Callable[[Project], None]) -> None:
    happen(made)
    code, said = made.make()
    assert code == 0, said
    assert "anew" in said
    assert made.version("runner") == "1.0"
    assert made.make() == (0, "")


def test_ended_while_it_is_made(bare: Project) -> None:
    process = bare.start()
    assert process.stdout
    next(line for line in process.stdout if "Installing" in line)
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in rest
    assert bare.make()[0] == 0
    assert bare.version("runner") == "1.0"


def test_two_at_once_make_it_once(bare: Project) -> None:
    both = [bare.start(), bare.start()]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted("Making" in one for one in said) == [False, True]
    assert bare.version("runner") == "1.0"


WANTED = "tomlreader==3.0"


def _not_there(project: Project, index: Index) -> dict[str, str]:
    shutil.rmtree(index.folder / "tomlreader")
    return {}


def _other_version_only(project: Project, index: Index) -> dict[str, str]:
    _offer(index, "tomlreader-2.0-py3-none-any.whl")
    return {}


def _other_machine_only(project: Project, index: Index) -> dict[str, str]:
    _offer(index, "tomlreader-3.0-cp399-cp399-plan9_vax.whl")
    return {}


def _only_source(project: Project, index: Index) -> dict[str, str]:
    _offer(index, "tomlreader-3.0.tar.gz")
    return {}


def _offer(index: Index, file: str) -> None:
    (index.folder / "tomlreader" / "index.html").write_text(f'<a href="{file}">{file}</a>')


def _other_file(project: Project, index: Index) -> dict[str, str]:
    index.hashes[WANTED] = "1" * 64
    project.write([LOCKED[0], WANTED, LOCKED[2]], "runner>=1")
    return {}


def _does_not_answer(project: Project, index: Index) -> dict[str, str]:
    return {"PIP_INDEX_URL": "http://somebody:secret@127.0.0.1:9/simple", "PIP_RETRIES": "0"}


def _proxy_is_gone(project: Project, index: Index) -> dict[str, str]:
    index_url = {"PIP_INDEX_URL": "http://index.example/simple", "PIP_TRUSTED_HOST": "index.example"}
    return index_url | {"PIP_PROXY": "http://127.0.0.1:9", "PIP_RETRIES": "0"}


@pytest.mark.parametrize(
    ("happen", "todo"),
    [
        (_not_there, "PYTHON="),
        (_other_version_only, "PYTHON="),
        (_other_machine_only, "PYTHON="),
        (_only_source, "PYTHON="),
        (_other_file, "PIP_INDEX_URL"),
        (_does_not_answer, "Check the network"),
        (_proxy_is_gone, "HTTPS_PROXY"),
    ],
)
def test_what_cannot_be_had_is_named_with_what_to_do(
    made: Project,
    index: Index,
    happen: Callable[[Project, Index], dict[str, str]],
    todo: str,
) -> None:
    index.add("tomlreader", "3.0")
    made.write([LOCKED[0], WANTED, LOCKED[2]], "runner>=1")
    code, said = made.make(**happen(made, index))
    assert code == 1
    assert "tomlreader 3.0" in said
    assert todo in said
    assert "Traceback" not in said
    assert "secret" not in said
    assert len(said.split("\n\n")[-1].splitlines()) <= 4


def test_an_index_that_is_away_spoils_nothing_that_worked(made: Project, index: Index) -> None:
    index.add("runner", "3.0")
    made.write(["runner==3.0"], "runner>=3")
    assert made.make(**_does_not_answer(made, index))[0] == 1
    assert made.version("runner") == "1.0"
    code, said = made.make()
    assert code == 0
    assert "anew" not in said


def test_a_python_without_ensurepip(bare: Project, tmp_path: Path) -> None:
    """Debian's words, from a Python that is laid out as Debian's is without python3-venv."""
    debian = tmp_path / "python3"
    debian.write_text(
        "#!/bin/sh\necho 'The virtual environment was not created successfully because ensurepip is not'\n"
        "echo 'available.  On Debian/Ubuntu systems, you need to install the python3-venv'\nexit 1\n"
    )
    debian.chmod(0o755)
    script = bare.root / "scripts" / "environment.py"
    code = f"import runpy, sys; sys._base_executable = {str(debian)!r}; sys.argv = [{str(script)!r}]; "
    code += f"sys.path.insert(0, {str(script.parent)!r}); runpy.run_path(sys.argv[0], run_name='__main__')"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert asked.returncode == 1
    assert "apt install python3-venv" in asked.stderr
    assert "Traceback" not in asked.stderr


def test_settings_of_the_machine_do_not_lead_pip_astray(bare: Project, tmp_path: Path) -> None:
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("runner>=2\n")
    code, said = bare.make(
        PIP_CONSTRAINT=str(constraints), PIP_USER="1", PIP_QUIET="2", PIP_NO_BINARY=":all:"
    )
    assert code == 0, said
    assert bare.version("runner") == "1.0"
