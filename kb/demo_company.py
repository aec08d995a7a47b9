"""The demo knowledge base that ships with the product: a fictional provider of internet, mobile and TV."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from kb import library, values
from kb.company import Company, read_company
from kb.entry import Entry
from kb.formats import tree
from kb.formats.interpret import interpret
from kb.formats.rows import FileRefusedError

_AUTHOR = "demo"
FOLDER = Path(__file__).parent / "demo"
PICTURES = FOLDER / "pictures"
COMPANY_FILE = FOLDER / "topics.yaml"
VARIABLES_FILE = FOLDER / "variables.yaml"


def company() -> Company:
    """Topics, details and the most asked entries of the demo company."""
    return read_company(COMPANY_FILE)


def load(session: Session, now: datetime) -> list[Entry]:
    """Keep the demo company in the database: its variables and all its entries."""
    for name, texts in values.read_file(VARIABLES_FILE).items():
        values.put(session, name, texts, author=_AUTHOR, now=now)
    return library.save_all(session, entries(), author=_AUTHOR, now=now)


def entries(folder: Path = FOLDER) -> list[Entry]:
    """All entries of a folder of YAML files. Raises `FileRefusedError` naming the first faults."""
    found: list[Entry] = []
    for file in sorted(folder.glob("*.yaml")):
        if file.name in (COMPANY_FILE.name, VARIABLES_FILE.name):
            continue
        reading = interpret(tree.read(file.read_text(encoding="utf-8")))
        if reading.problems:
            raise FileRefusedError(*reading.problems)
        found += [one.entry for one in reading.found]
    return found
