"""Every text exists in both languages, is used, and gets what it speaks of."""

from __future__ import annotations

import ast as python
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.texts import LANGUAGES, Html, texts

BOT = Path(__file__).parents[3] / "bot"
SOURCES = {path: path.read_text(encoding="utf-8") for path in BOT.rglob("*.py")}


class _Variables(Visitor):
    """Collects the variables and the numbers' selectors of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def _messages(language: str) -> dict[str, set[str]]:
    files = sorted((BOT / "texts" / language).glob("*.ftl"))
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    found = {}
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, ast.Junk), f"{language}: {entry.content[:80]}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{entry.id.name} is there twice"
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.names
    return found


RUSSIAN, ENGLISH = (_messages(language) for language in LANGUAGES)


def test_both_languages_have_the_same_texts_with_the_same_variables() -> None:
    assert RUSSIAN == ENGLISH


def _strings(source: str) -> tuple[set[str], set[str]]:
    """The strings of a module, and patterns for those it puts together."""
    whole, made = set(), set()
    for node in python.walk(python.parse(source)):
        if isinstance(node, python.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        elif isinstance(node, python.JoinedStr):
            parts = [
                re.escape(one.value) if isinstance(one, python.Constant) else ".+" for one in node.values
            ]
            made.add("".join(parts))
    return whole, made


def test_every_text_is_used_and_every_used_one_exists() -> None:
    found = [_strings(source) for source in SOURCES.values()]
    whole = set().union(*(strings for strings, _ in found))
    made = {one for _, patterns in found for one in patterns if re.match(r"[a-z]+\\-", one)}
    unused = [key for key in RUSSIAN if key not in whole and not any(re.fullmatch(one, key) for one in made)]
    assert not unused, f"texts that nobody says: {unused}"
    called = re.compile(r"(?:texts|desk|words|desk_texts)(?:\([^()]*\))?(?:\.plain)?\(\s*\"([a-z-_]+)\"")
    said = {key for source in SOURCES.values() for key in called.findall(source)} - set(LANGUAGES)
    assert not said - RUSSIAN.keys(), "texts that are said and do not exist"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said(language: str) -> None:
    for key, variables in RUSSIAN.items():
        for number in (0, 1, 2, 5, 21):
            values = dict.fromkeys(variables, number)
            said = texts(language)(key, **values)
            assert "{" not in said, key
            assert isinstance(said, Html)


def test_plurals_follow_the_language() -> None:
    russian = texts("ru")
    promises = [russian("promise-minutes", minutes=number) for number in (1, 2, 5, 21)]
    assert [promise.split(" в течение ")[1] for promise in promises] == [
        "1 минуты.", "2 минут.", "5 минут.", "21 минуты.",
    ]  # fmt: skip
    assert "2 человека" in russian("handoff-place", ahead=2)
    assert "1 person is" in texts("en")("handoff-place", ahead=1)


def test_a_name_cannot_bring_markup_into_a_message() -> None:
    assert "<b>" not in texts("ru")("claimed", agent="<b>Ирина</b>")
    assert texts("ru").plain("press-lost", agent="<Ирина> & Ко") == "Уже взято: <Ирина> & Ко"
