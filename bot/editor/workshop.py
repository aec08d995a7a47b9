"""What editors need beside the answering: trying changes on what customers asked, finding near-duplicates and
gaps. All of it takes too long for a transaction, and none of it changes what customers get."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.editor.findings import DeadLink, ExportedTable, SeenTable
from bot.editor.links import dead_links
from intents.vectors import VectorCache
from kb import duplicates, gaps, library, syncing
from kb.digest import ChartTexts, Digest, chart, weekly
from kb.duplicates import Finding
from kb.entry import Entry, Status
from kb.formats import export as files
from kb.gaps import Effect, Gap, GapState
from kb.gaps.deciding import questions_of
from kb.gaps.ranking import PERIOD, TO_DO
from kb.health import Health, check, in_turn, links
from kb.importing import compared
from kb.index import Index
from kb.likeness import Space
from kb.questions import real_questions
from kb.replay import Change, Replay, rehearse
from store.gaps import KbGap


class Workshop:
    """Nothing is loaded before it is asked for. `encoder` and `target_error` are those of the settings;
    `link_limit` is how many web addresses are asked at most whether they still open; tables for editors are
    made in `tables_dir`."""

    def __init__(
        self,
        index: Index,
        *,
        encoder: str,
        cache_dir: Path,
        tables_dir: Path,
        target_error: float,
        link_limit: int = 0,
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._cache_dir = cache_dir
        self._target_error = target_error
        self._link_limit = link_limit
        self._tables = tables_dir

    @functools.cached_property
    def space(self) -> Space:
        """Where wordings are compared."""
        return Space.of(self._encoder, self._cache_dir)

    def rehearsed(self, session: Session, entry: Entry) -> Replay:
        """The customers' questions, answered with and without an entry."""
        made_for = session.scalars(select(KbGap.id).where(KbGap.entry_id == entry.id)).all()
        settled = tuple(one for gap in made_for for one in questions_of(session, gap))
        return self._rehearsed(session, Change((entry,), settles=settled))

    def _rehearsed(self, session: Session, change: Change) -> Replay:
        return rehearse(
            self._index.snapshot,
            change,
            self._index.trainer,
            real_questions(session),
            target_error=self._target_error,
            vectors=VectorCache(self._cache_dir),
        )

    def seen(self, session: Session, path: Path, *, rehearsed: bool) -> SeenTable:
        """What a table of entries would do; `rehearsed` has the customers' questions answered with it too."""
        if not path.exists():
            return SeenTable(None)
        report = compared(session, path, retire_missing=False)
        change = syncing.rehearsed(report) if rehearsed and not report.problems else None
        done = hashlib.sha256(repr(report.changing).encode()).hexdigest()[:16]
        replay = self._rehearsed(session, change) if change else None
        return SeenTable(report, replay, f"{done}:{library.stamp(session)}")

    def exported(self, session: Session, now: datetime) -> ExportedTable:
        """All entries that are not retired, as a table for Excel."""
        entries = [one for one in library.standing(session) if one.status is not Status.RETIRED]
        self._tables.mkdir(parents=True, exist_ok=True)
        path = self._tables.absolute() / f"line-zero-{now:%Y-%m-%d}.xlsx"
        path.write_bytes(files.write(entries, "xlsx"))
        return ExportedTable(str(path), len(entries))

    def near(self, entry: Entry) -> tuple[Finding, ...]:
        """Published entries that ask or say the same, or contradict it, the gravest first. What is said to
        customers of another segment is meant to differ."""
        snapshot = self._index.snapshot
        rivals = {
            one.id: one for one in snapshot.entries.values() if set(one.segments) == set(entry.segments)
        }
        return duplicates.find(entry, rivals, self.space, model=snapshot.model)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What answers now."""
        return self._index.snapshot.entries

    def find_gaps(self, now: datetime) -> None:
        """Sort what was missed since the last look into gaps."""
        gaps.refresh(self._index.database, self.space, now=now, model=self._index.snapshot.model)

    def gaps(self, session: Session, now: datetime, states: str = "todo") -> Sequence[Gap]:
        """Gaps, the dearest first: those that wait for an editor (`todo`), or those of one state."""
        wanted = TO_DO if states == "todo" else {GapState(states)}
        return gaps.listed(session, now=now, states=wanted, space=self.space)

    def effect(self, session: Session, gap_id: int, now: datetime) -> Effect | None:
        """What publishing an entry for a gap has brought. Raises UnknownGapError."""
        return gaps.effect(session, gap_id, now=now)

    def gap(self, session: Session, gap_id: int, now: datetime) -> Gap:
        """One gap. Raises UnknownGapError."""
        return gaps.one(session, gap_id, now=now, space=self.space)

    def health(self, session: Session, now: datetime) -> Health:
        """How customers took each answer in the last four weeks."""
        snapshot = self._index.snapshot
        return check(
            session,
            snapshot.entries,
            since=now - PERIOD,
            model=snapshot.model,
            vectors=VectorCache(self._cache_dir),
        )

    def dead_links(self, now: datetime) -> tuple[DeadLink, ...]:
        """Web addresses in answers that open no more; asks the web, as many a day as the settings allow."""
        if not self._link_limit:
            return ()
        named = links(self.entries.values())
        dead = dead_links(in_turn(list(named), self._link_limit, now.date()))
        return tuple(DeadLink(address, fault, named[address]) for address, fault in dead.items())

    def week(self, session: Session, now: datetime, zone: tzinfo, words: ChartTexts) -> tuple[Digest, Path]:
        """The week that ends now, and its picture as a file."""
        digest = weekly(session, now=now, entries=self.entries, zone=zone)
        picture = self._cache_dir / "digests" / f"{now:%Y-%m-%d}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(chart(digest, words))
        return digest, picture.absolute()

    def draft_of_gap(self, session: Session, gap_id: int, now: datetime) -> Entry:
        """An entry for a gap, in the words of customers and agents. Raises UnknownGapError."""
        return gaps.draft_from(session, gap_id, now=now, space=self.space)
