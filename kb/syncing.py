"""A folder of Markdown files as the source of truth: what is there answers, what is gone is retired."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kb.entry import Status
from kb.importing import ImportReport, compared, keep
from kb.journal import Signature
from kb.planning import Change
from kb.problems import KnowledgeBaseError
from kb.replay import Change as Rehearsed
from kb.replay import Replay, Verdict
from store.database import Database

SYNCED, INSISTED = "synced", "insisted"

_MOST_RETIRED = 0.5  # of the published entries; more than that is rather a wrong folder


class OvertakenError(KnowledgeBaseError):
    """Entries were changed while the sync was looked at: run it again."""


def rehearsed(report: ImportReport) -> Rehearsed | None:
    """The change of what customers get, None where there is none."""
    publish = [row.entry for row in report.changing if row.entry.status is Status.PUBLISHED]
    retire = [
        row.entry.id
        for row in report.changing
        if row.entry.status is not Status.PUBLISHED and row.before and row.before.status is Status.PUBLISHED
        and (row.change is Change.RETIRED or row.entry.status is Status.RETIRED)
    ]  # fmt: skip
    return Rehearsed(tuple(publish), tuple(retire)) if publish or retire else None


def retires_most(report: ImportReport) -> bool:
    """Whether so many entries would be taken away that it is rather the wrong folder."""
    before = sum(row.before is not None and row.before.status is Status.PUBLISHED for row in report.planned)
    return report.count(Change.RETIRED) > _MOST_RETIRED * before


def is_blocked(report: ImportReport, replay: Replay | None) -> bool:
    """Whether it may only be done with a reason."""
    return retires_most(report) or (replay is not None and replay.verdict is Verdict.BLOCKED)


def apply(database: Database, folder: Path, seen: ImportReport, signed: Signature) -> ImportReport:
    """Do what was shown, all of it. Raises `OvertakenError` when it would do something else by now."""
    with database.write() as session:
        report = compared(session, folder, retire_missing=True)
        if report != seen:
            raise OvertakenError("entries or files were changed meanwhile: run it again")
        keep(session, report.changing, signed, INSISTED if signed.reason else SYNCED)
    return replace(report, written=True)
