"""What was found outside of a transaction, on its way to the step that tells it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.digest import Digest
from kb.duplicates import Finding
from kb.entry import Entry
from kb.gaps import Effect, Gap
from kb.health import Health
from kb.importing import ImportReport
from kb.replay import Replay


class Found:
    """What a timer of the editors brought."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Checked(Found):
    """What publishing a draft would do. `fingerprint` names the wording that was checked."""

    fingerprint: str
    replay: Replay
    near: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Near(Found):
    """Entries near to one that is being written."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Gaps(Found):
    """What waits for an editor, the dearest first."""

    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class OneGap(Found):
    """A gap, with the others it may be merged with, the draft that was asked for, and what the entry that
    answers it has brought."""

    gap: Gap
    others: tuple[Gap, ...] = ()
    draft: Entry | None = None
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A web address that opens no more: HTTP status or kind of error, and the ids of the entries that name
    it."""

    address: str
    fault: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Healths(Found):
    """How customers take each answer, and the links in them that are dead."""

    health: Health
    dead: tuple[DeadLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Week(Found):
    """The editors' week; `chart` is the path of its picture."""

    digest: Digest
    chart: str


@dataclass(frozen=True, slots=True)
class SeenTable(Found):
    """What a table of entries would do, and what that would mean for customers; no report where the file is
    not there. `stamp` names what it would do and the wordings that it was compared with."""

    report: ImportReport | None
    replay: Replay | None = None
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class ExportedTable(Found):
    """All entries as a table, at a path of ours."""

    path: str
    count: int
