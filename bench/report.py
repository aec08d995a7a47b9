"""Tables of figures: printed as text, kept as Markdown in docs/figures.md between their own markers."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FIGURES = Path(__file__).parent.parent / "docs" / "figures.md"
_TITLE = "# Figures\n\nEach section is written by the command that measures it.\n"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under a header of the same length."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """For a terminal: columns padded with spaces."""
        lines = [self.header, *self.rows]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.header))]
        padded = [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
        ]
        rule = "  ".join("-" * width for width in widths)
        return "\n".join(line.rstrip() for line in (padded[0], rule, *padded[1:]))

    def markdown(self) -> str:
        """For documents."""
        lines = [self.header, tuple("---" for _ in self.header), *self.rows]
        return "\n".join(
            "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
        )


def machine() -> str:
    """What the figures were measured on: processor, cores, Python, day."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def publish(name: str, title: str, parts: Sequence[Table | str], path: Path = FIGURES) -> None:
    """Replace the section `name` of the figures with these tables and paragraphs."""
    body = "\n\n".join(part.markdown() if isinstance(part, Table) else part for part in parts)
    section = f"<!-- {name}:begin -->\n## {title}\n\n{body}\n<!-- {name}:end -->"
    text = path.read_text() if path.exists() else _TITLE
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if begin in text and end in text:
        before, _, rest = text.partition(begin)
        text = before + section + rest.partition(end)[2]
    else:
        text = f"{text.rstrip()}\n\n{section}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def show(parts: Sequence[Table | str]) -> None:
    """Print tables and paragraphs."""
    for part in parts:
        print(f"\n{part.text() if isinstance(part, Table) else part}")
