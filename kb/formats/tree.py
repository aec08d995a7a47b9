"""YAML: entries as a person edits them in a text editor, and as the demo ships them.

A list of entries, or a mapping with `entries` and, for all of them, `topic` and `language`. Every value is
text as written: `no` stays «no», `0123` keeps its zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from kb.formats.columns import BY_LANGUAGE, LISTS, base_of, canonical
from kb.formats.rows import Cell, FileProblem, Row, Sheet, refuse
from kb.problems import Problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is there: ten times faster
WRAPPED = frozenset({"topic", "language", "entries"})
_DEPTH_LIMIT = 10
ANY_LANGUAGE = "any"
"""Stands for phrasings whose language nobody said, beside those where it is known."""


class NodeProblem(Exception):  # noqa: N818 -- carries a problem out of the walk, never leaves the package
    """A place of the tree that cannot be read."""

    def __init__(self, line: int, code: str, **values: object) -> None:
        self.found = FileProblem(line, Problem(code, "", values))
        super().__init__(code)


def read(text: str) -> Sheet:
    """The entries of a YAML text. Raises `FileRefusedError` when it is no YAML at all."""
    root = composed(text)
    if root is None:
        return Sheet((), whole=True)
    try:
        common, items = _items(root)
    except NodeProblem as error:
        raise refuse(error.found.problem.code, error.found.line, **error.found.problem.values) from error
    return sheet_of(common, items)


def composed(text: str) -> yaml.Node | None:
    """The tree of a YAML text, None where it is empty. Raises `FileRefusedError`."""
    try:
        _check_shape(text)
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise refuse("syntax", line, value=error.problem or "") from error
    except yaml.YAMLError as error:
        raise refuse("syntax", 0, value=str(error).partition("\n")[0]) from error


def _check_shape(text: str) -> None:
    """Refuse, before anything is built, what would grow without end (aliases) or end the process (depth)."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise refuse("alias", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEPTH_LIMIT:
            raise refuse("syntax", line, value="nested too deeply")


def sheet_of(common: Mapping[str, Cell], items: list[tuple[int, Any]]) -> Sheet:
    """Rows of entries already turned into plain dicts, lists and text (JSON comes in here)."""
    rows, problems, notices = [], [], []
    for line, item in items:
        try:
            plain = _plain(item) if isinstance(item, yaml.Node) else item
            cells, unknown = _cells(line, plain)
        except NodeProblem as error:
            problems.append(error.found)
            continue
        rows.append(Row(line, {**common, **cells}))
        notices += [FileProblem(line, Problem("column_unknown", "", {"value": name})) for name in unknown]
    return Sheet(tuple(rows), whole=True, problems=tuple(problems), notices=tuple(notices))


def _items(root: yaml.Node) -> tuple[dict[str, Cell], list[tuple[int, Any]]]:
    """What holds for the whole file, and the node of each entry with its line."""
    if isinstance(root, yaml.MappingNode):
        pairs = dict(_pairs(root))
        if "entries" in pairs:
            common: dict[str, Cell] = {}
            for key in WRAPPED & pairs.keys() - {"entries"}:
                common[key] = _text(_plain(pairs[key]), _line(pairs[key]))
            root = pairs["entries"]
            if isinstance(root, yaml.SequenceNode):
                return common, [(_line(node), node) for node in root.value]
    if not isinstance(root, yaml.SequenceNode):
        raise NodeProblem(_line(root), "shape", wanted="entries: […]")
    return {}, [(_line(node), node) for node in root.value]


def _plain(node: yaml.Node) -> Any:
    """Dicts, lists and text; None for an empty value."""
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag.endswith(":null") else node.value
    if isinstance(node, yaml.MappingNode):
        return {key: _plain(value) for key, value in _pairs(node)}
    return [_plain(item) for item in node.value]


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    seen = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise NodeProblem(_line(key), "shape", wanted="name: …")
        if key.value in seen:
            raise NodeProblem(_line(key), "key_twice", value=key.value)
        seen.add(key.value)
        yield key.value, value


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _cells(line: int, item: Any) -> tuple[dict[str, Cell], list[str]]:
    """Values by canonical column, and the names that are not known."""
    if not isinstance(item, dict):
        raise NodeProblem(line, "shape", wanted="question, answer")
    cells: dict[str, Cell] = {}
    unknown = []
    for name, value in item.items():
        column = canonical(name)
        if column is None:
            unknown.append(name)
        elif isinstance(value, dict) and column in BY_LANGUAGE:
            for language, text in value.items():
                _put(cells, column if language == ANY_LANGUAGE else f"{column}_{language}", text, line)
        else:
            _put(cells, column, value, line)
    return cells, unknown


def _put(cells: dict[str, Cell], column: str, value: Any, line: int) -> None:
    if column in cells:
        raise NodeProblem(line, "key_twice", value=column)
    if isinstance(value, list) and base_of(column) in LISTS:
        cells[column] = tuple(_text(one, line) for one in value)
    else:
        cells[column] = _text(value, line)


def _text(value: Any, line: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):  # JSON has them
        raise NodeProblem(line, "truth_value", value=str(value).lower())
    if not isinstance(value, str):
        raise NodeProblem(line, "shape", wanted="text")
    return value
