"""Every regular expression of the program, found in its source, with the way each is used."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
ROOMS = ("bot", "intents", "kb", "handoff", "store", "sim")
_CALLS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_ANCHORED = ("match", "fullmatch")


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, where it stands, and how it goes through a text. `pattern` is None where it is made while
    the program runs."""

    where: str
    source: str
    pattern: str | bytes | None
    flags: int
    mode: str


def everywhere() -> list[Found]:
    """All patterns of all rooms."""
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    return [found for file in files if "migrations" not in file.parts for found in _in_file(file)]


def _in_file(file: Path) -> Iterator[Found]:
    text = file.read_text(encoding="utf-8")
    if not re.search(r"^import re$", text, re.MULTILINE):
        return
    tree = ast.parse(text)
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    module = vars(importlib.import_module(name))
    uses = _uses(tree)
    names = {id(node.value): _name(node) for node in ast.walk(tree) if isinstance(node, ast.Assign)}
    for node in ast.walk(tree):
        if _is_call(node):
            assert isinstance(node, ast.Call)
            assert isinstance(node.func, ast.Attribute)
            method = node.func.attr
            mode = _worst(uses.get(names.get(id(node), ""), set())) if method == "compile" else method
            pattern, flags = _value(node.args[0], module), _flags(node, module, method)
            yield Found(f"{file.relative_to(ROOT)}:{node.lineno}", ast.unparse(node), pattern, flags, mode)


def _is_call(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in _CALLS
    )


def _name(node: ast.Assign) -> str:
    return node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""


def _uses(tree: ast.AST) -> dict[str, set[str]]:
    """The methods that are called on each name."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in _CALLS:
            found.setdefault(node.value.id, set()).add(node.attr)
    return found


def _worst(methods: set[str]) -> str:
    """A pattern that is used in a loop, in another module or in several ways counts as one that searches."""
    return methods.pop() if len(methods) == 1 else "finditer"


def _value(node: ast.expr, module: dict[str, Any]) -> Any:
    try:
        found = eval(compile(ast.Expression(node), "pattern", "eval"), dict(module))  # noqa: S307
    except NameError:
        return None
    return found if isinstance(found, str | bytes) else None


def _flags(node: ast.Call, module: dict[str, Any], method: str) -> int:
    place = {"sub": 4, "subn": 4, "split": 3, "compile": 1}.get(method, 2)
    given = [*node.args[place : place + 1], *(one.value for one in node.keywords if one.arg == "flags")]
    return int(eval(compile(ast.Expression(given[0]), "flags", "eval"), dict(module))) if given else 0  # noqa: S307
