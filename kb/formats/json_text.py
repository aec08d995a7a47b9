"""JSON: an array of entries, an object with `entries`, or one object a line (JSON Lines)."""

from __future__ import annotations

import json
from typing import Any

from kb.formats import tree
from kb.formats.rows import Cell, Sheet, refuse

_SPACE = " \t\r\n"


class _KeyTwiceError(ValueError):
    """An object names the same field twice."""


def read(text: str) -> Sheet:
    """The entries of a JSON text. Raises `FileRefusedError`."""
    # Numbers are text as written: an id of twenty digits keeps them all, one of thousands is only too long.
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=str)
    start = _skip(text, 0)
    if start == len(text):
        return Sheet((), whole=True)
    try:
        if text[start] == "[":
            return tree.sheet_of({}, _array(decoder, text, start))
        value, end = decoder.raw_decode(text, start)
        if isinstance(value, dict) and isinstance(value.get("entries"), list):
            common: dict[str, Cell] = {
                key: str(value[key]) for key in tree.WRAPPED - {"entries"} if value.get(key)
            }
            return tree.sheet_of(common, [(0, item) for item in value["entries"]])
        return tree.sheet_of({}, _lines(decoder, text, start, (value, end)))
    except json.JSONDecodeError as error:
        raise refuse("syntax", error.lineno, value=error.msg) from error
    except _KeyTwiceError as error:
        raise refuse("key_twice", value=str(error)) from error
    except RecursionError as error:
        raise refuse("syntax", value="nested too deeply") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _KeyTwiceError(next(name for name in names if names.count(name) > 1))
    return found


def _array(decoder: json.JSONDecoder, text: str, start: int) -> list[tuple[int, Any]]:
    """The items of the array that begins at `start`, each with its line."""
    items = []
    place = _skip(text, start + 1)
    line = text.count("\n", 0, place) + 1
    while text[place : place + 1] != "]":
        began = place
        value, place = decoder.raw_decode(text, place)
        items.append((line, value))
        place = _skip(text, place)
        if text[place : place + 1] == ",":
            place = _skip(text, place + 1)
        elif text[place : place + 1] != "]":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, place)
        line += text.count("\n", began, place)
    if _skip(text, place + 1) != len(text):
        raise json.JSONDecodeError("Extra data", text, place + 1)
    return items


def _lines(decoder: json.JSONDecoder, text: str, start: int, first: tuple[Any, int]) -> list[tuple[int, Any]]:
    """The objects of a JSON Lines text, the first of which is decoded already."""
    value, end = first
    line = text.count("\n", 0, start) + 1
    items = [(line, value)]
    began, place = start, _skip(text, end)
    while place < len(text):
        line += text.count("\n", began, place)
        began = place
        value, end = decoder.raw_decode(text, place)
        items.append((line, value))
        place = _skip(text, end)
    return items


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in _SPACE:
        place += 1
    return place
