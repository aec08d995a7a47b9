"""`make bench-first-evening`: from nothing to a served question, and from a spreadsheet to a served question.

The steps are a person's: clone, `make install` (nothing from pip's cache), start, ask over HTTP; then a
spreadsheet of two columns becomes a knowledge base of one's own, and one of its questions is asked.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook
from try_wheel import QUESTION, ask, serving  # of scripts/, which `make` puts on the path

from bench.report import Table, machine, publish, show

ROOT = Path(__file__).parents[1]
GOAL = 300.0  # s, all steps together
ROWS = (
    ("Вопрос", "Ответ"),
    (
        "Как вернуть кофемолку?",
        "Принесите кофемолку и чек в любой магазин в течение 14 дней, деньги вернём сразу.",
    ),
    ("Сколько стоит доставка зёрен?", "Доставка зёрен стоит 250 рублей, от 3000 рублей бесплатно."),
    ("Как подобрать помол для турки?", "Для турки нужен самый мелкий помол, номер 1 на шкале."),
    ("Где находится магазин?", "Магазин на Садовой, 12, у метро; открыт каждый день с 9 до 21."),
    ("Чем чистить кофемашину?", "Раз в месяц таблеткой от масел, раз в квартал средством от накипи."),
    ("Можно ли оплатить картой?", "Да, картой, по QR-коду и наличными."),
    ("Какой срок годности у зёрен?", "Полгода в закрытой пачке; открытую лучше выпить за месяц."),
    ("Как стать оптовым покупателем?", "Напишите на opt@example.com: нужен заказ от 10 килограммов."),
)
MINE = "как вернуть кофемолку"


def main() -> None:
    """Measure, print, and with --publish write the section of the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--publish", action="store_true")
    publishing = parser.parse_args().publish
    took: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="linezero-evening-") as name:
        _evening(Path(name), took)
    whole = sum(took.values())
    rows = [(step, f"{seconds:.1f}") for step, seconds in took.items()]
    rows.append(("all together", f"{whole:.1f}"))
    table = Table(("step", "seconds"), tuple(rows))
    note = (
        f"`make bench-first-evening`; the goal is {GOAL:.0f} s for all. Packages come from the index, none "
        f"from pip's cache; the clone is from the same disk. {machine()}."
    )
    show([table, note])
    if publishing:
        publish("first-evening", "The first evening", [table, note])
    assert whole < GOAL, f"{whole:.0f} s are more than the goal"


def _evening(folder: Path, took: dict[str, float]) -> None:
    clone = folder / "linezero"
    with _timed(took, "clone"):
        _run("git", "clone", "--quiet", f"file://{ROOT}", str(clone), cwd=folder)
    with _timed(took, "make install"):
        _run("make", "install", cwd=clone, PIP_NO_CACHE_DIR="1")
    program = clone / ".venv" / "bin" / "linezero"
    begun = time.monotonic()
    with serving([str(program), "demo"], clone) as address:
        took["start, until it serves"] = time.monotonic() - begun
        with _timed(took, "a question and its answer"):
            ask(address, QUESTION)
    own = {"LINEZERO_DATABASE_URL": "sqlite:///var/own.db"}
    _write(clone / "answers.xlsx")
    with _timed(took, "import a spreadsheet into an empty knowledge base"):
        _run(str(program), "kb", "import", "answers.xlsx", cwd=clone, **own)
    begun = time.monotonic()
    with serving([str(program), "demo"], clone, **own) as address:
        took["start with it, until it serves"] = time.monotonic() - begun
        with _timed(took, "a question of the spreadsheet and its answer"):
            ask(address, MINE, "14 дней")


def _write(file: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    book.save(file)


@contextmanager
def _timed(took: dict[str, float], step: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    took[step] = time.monotonic() - begun


def _run(*command: str, cwd: Path, **settings: str) -> None:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=clean | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


if __name__ == "__main__":
    main()
