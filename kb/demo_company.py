"""The demo knowledge base that ships with the product: a fictional provider of internet, mobile and TV."""

from __future__ import annotations

from pathlib import Path

from kb.company import Company, read_company
from kb.entry import Entry
from kb.formats import tree
from kb.formats.interpret import interpret
from kb.formats.rows import FileRefusedError

FOLDER = Path(__file__).parent / "demo"
PICTURES = FOLDER / "pictures"
COMPANY_FILE = FOLDER / "topics.yaml"


def company() -> Company:
    """Topics, details and the most asked entries of the demo company."""
    return read_company(COMPANY_FILE)


def entries(folder: Path = FOLDER) -> list[Entry]:
    """All entries of a folder of YAML files. Raises `FileRefusedError` naming the first faults."""
    found: list[Entry] = []
    for file in sorted(folder.glob("*.yaml")):
        if file.name == COMPANY_FILE.name:
            continue
        reading = interpret(tree.read(file.read_text(encoding="utf-8")))
        if reading.problems:
            raise FileRefusedError(*reading.problems)
        found += [one.entry for one in reading.found]
    return found
