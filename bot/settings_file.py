"""Reading the settings: what is wrong with them in words for the person who wrote them, and names that are
like those of settings and are none."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, get_origin

from dotenv.parser import parse_stream
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from rapidfuzz import fuzz, process

from bot.settings import Settings

FILE = Path(".env")
_PREFIX = "LINEZERO_"
_LONGEST = 300
"""Signs of a line: what somebody wrote may be a whole page."""
_NEAR, _NEAR_WITHOUT_PREFIX = 70.0, 88.0
_LARGEST_FILE = 1024 * 1024


class SettingsError(Exception):
    """Settings that cannot be used: `lines` say what is wrong with each. Nothing secret is in them."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def read() -> Settings:
    """The settings of the environment and of `.env`. Raises SettingsError."""
    _written(FILE)
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_line(fault) for fault in error.errors(include_url=False)) from None


def misspelt() -> list[str]:
    """A line for each name of the environment and of `.env` that is most likely meant for us and that we do
    not know, with the nearest one that we do. Raises SettingsError."""
    names = dict.fromkeys(os.environ, "environment") | {name: str(FILE) for name in _written(FILE)}
    found = []
    for name, where in names.items():
        nearest = _nearest(name.upper(), in_file=where == str(FILE))
        if nearest is not None:
            hint = f"; did you mean {nearest}?" if nearest else ""
            found.append(f"{name[:80]} ({where}) is no setting of ours and does nothing{hint}")
    return found


def _known() -> list[str]:
    return [f"{_PREFIX}{name.upper()}" for name in Settings.model_fields]


def _nearest(name: str, *, in_file: bool) -> str | None:
    """The setting that a name stands for; "" when it is like none, None when it is right or not ours."""
    known = _known()
    if name in known:
        return None
    if in_file and f"{_PREFIX}{name}" in known:
        return f"{_PREFIX}{name}"
    ours = name.startswith(_PREFIX)
    near = process.extractOne(
        name, known, scorer=fuzz.ratio, score_cutoff=_NEAR if ours else _NEAR_WITHOUT_PREFIX
    )
    if near is not None:
        return str(near[0])
    return "" if ours else None


def _written(file: Path) -> list[str]:
    """The names in `.env`, none where there is no such file. Raises SettingsError where it cannot be read."""
    try:
        if not file.exists():
            return []
        if file.stat().st_size > _LARGEST_FILE:
            raise SettingsError([f"{file} is larger than 1 MB: it should hold lines NAME=value."])
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError([f"{file} is not in UTF-8. Save it as UTF-8 in your editor."]) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = f"chmod 600 {file}, and let it belong to whoever runs the program"
        raise SettingsError([f"{file} cannot be read ({reason}). {hint}."]) from None
    if "\x00" in text:
        raise SettingsError([f"{file} is no text file. It should hold lines NAME=value, in UTF-8."])
    return list(_names(file, text))


def _names(file: Path, text: str) -> Iterator[str]:
    faulty = []
    for binding in parse_stream(io.StringIO(text)):
        if binding.error or (binding.key is not None and binding.value is None):
            skipped = len(binding.original.string) - len(binding.original.string.lstrip())
            blank = binding.original.string[:skipped].count("\n")
            faulty.append(binding.original.line + blank)
        elif binding.key is not None:
            yield binding.key
    if faulty:
        where = ", ".join(str(number) for number in faulty[:5])
        raise SettingsError(
            [f"{file}, line {where}: cannot be read. A line looks like NAME=value; quotes come in pairs."]
        )


def _line(fault: Any) -> str:
    """What is wrong with one setting."""
    if not fault["loc"]:  # of several settings together: its text names them
        return _short(fault["msg"].removeprefix("Value error, "))
    name = str(fault["loc"][0])
    field = Settings.model_fields[name]
    given = fault.get("input")
    if isinstance(given, str) and not given.strip() and not fault["msg"].startswith("Value error, "):
        what = f"is empty. It {_expected(field)}; without the line it is {field.default}"
    elif fault["type"] == "value_error":
        what = fault["msg"].removeprefix("Value error, ")
    else:
        what = _expected(field)
    return _short(f"{_PREFIX}{name.upper()}: {what}.")


def _short(line: str) -> str:
    flat = " ".join(line.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _expected(field: FieldInfo) -> str:
    """What a setting takes, from its declaration."""
    kind: Any = field.annotation
    if get_origin(kind) is Literal:
        return f"takes one of: {', '.join(map(str, kind.__args__))}"
    if kind is bool:
        return "takes true or false"
    bounds = {
        name: getattr(each, name) for each in field.metadata for name in ("ge", "le") if hasattr(each, name)
    }
    if bounds:
        number = "a number" if kind is float else "a whole number"
        return f"takes {number} from {bounds['ge']:g} to {bounds['le']:g}"
    longest = next((each.max_length for each in field.metadata if hasattr(each, "max_length")), None)
    return f"takes a text of up to {longest} signs" if longest else "cannot be read"
