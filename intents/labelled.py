"""Files of questions with the entry of each, for measuring."""

from __future__ import annotations

import csv
from pathlib import Path


class UnreadableFileError(Exception):
    """The file is not a CSV file of questions and labels; the message says what is wrong with it."""


def read(path: Path, text_column: str = "text", label_column: str = "label") -> tuple[list[str], list[str]]:
    """The texts and labels of a CSV file with a header, in order."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.DictReader(file)
            columns = rows.fieldnames or []
            for wanted in (text_column, label_column):
                if wanted not in columns:
                    raise UnreadableFileError(
                        f"{path}: no column “{wanted}”; there are: {', '.join(columns)}"
                    )
            pairs = [((row[text_column] or "").strip(), (row[label_column] or "").strip()) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(f"{path}: cannot be read as a CSV file in UTF-8 ({error})") from error
    kept = [(text, label) for text, label in pairs if text]
    if not kept:
        raise UnreadableFileError(f"{path}: holds no questions")
    return [text for text, _ in kept], [label for _, label in kept]


def read_texts(path: Path, text_column: str = "text") -> list[str]:
    """Questions without labels: that column of a CSV file, or the lines of a file that has no such column."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(f"{path}: cannot be read as text in UTF-8 ({error})") from error
    if lines and text_column in next(csv.reader(lines[:1])):
        return read(path, text_column, text_column)[0]
    found = [line.strip() for line in lines if line.strip()]
    if not found:
        raise UnreadableFileError(f"{path}: holds no questions")
    return found
