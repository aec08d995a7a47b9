"""Sorting missed questions into gaps."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from intents.types import Model
from kb import clustering
from kb.likeness import Space
from kb.questions import Question, askings, gather, key_of
from kb.reactions import reactions
from store.database import Database
from store.gaps import KbGap, KbGapQuestion
from store.schema import Setting

READ_UNTIL = "kb_gaps_read_until"
_LATE = timedelta(days=30)
"""What a customer or an agent may still do about a question that was read already."""
_MOST = 3000  # questions clustered together, half of them new: likeness takes their square in memory
_UNREADABLE = frozenset({"failed", "unreadable"})
"""Reasons of a handoff that say nothing about the question."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look brought: new questions, and gaps that were not there before."""

    questions: int
    gaps: int


def refresh(database: Database, space: Space, *, now: datetime, model: Model | None = None) -> Found:
    """Read what was missed since the last look, and sort it into gaps.

    With `model`, the one that answers now, questions that it answers meanwhile are no gap. Clustering happens
    outside any transaction; somebody else's look at the same time makes this one start again.
    """
    questions = gaps = 0
    more = True
    while more:
        with database.read() as session:
            seen = _mark(session)
            kept = _kept(session)
            asked = _missed(session, kept, seen)
        fresh = _still_open(asked, model, space)
        more = len(fresh) > _MOST // 2
        plan = _plan(kept, fresh[: _MOST // 2], space)
        with database.write() as session:
            if _mark(session, lock=True) != seen:
                more = True
                continue
            found = _write(session, plan, kept, now)
            _set_mark(session, _moment(seen) if more else now)
        questions, gaps = questions + found.questions, gaps + found.gaps
    return Found(questions, gaps)


def digest(text: str) -> str:
    """The key of a question in the table of gaps."""
    return hashlib.sha256(key_of(text).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was sorted before: the gap of each question by key, their texts, and the gaps that an editor has
    decided about."""

    gap: Mapping[str, int]
    text: Mapping[str, str]
    decided: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where each question goes: to a gap there is, or (below 0) to a new one. `emptied` leads from gaps that
    lost all their questions to where these went."""

    gap: Mapping[str, int]
    text: Mapping[str, str]
    emptied: Mapping[int, int]


def _mark(session: Session, *, lock: bool = False) -> str:
    wanted = select(Setting).where(Setting.key == READ_UNTIL)
    found = session.scalar(wanted.with_for_update() if lock else wanted)
    return found.value if found else ""


def _set_mark(session: Session, read_until: datetime | None) -> None:
    """A moment, and something that no other look writes."""
    value = f"{read_until.isoformat() if read_until else ''} {uuid.uuid4().hex[:8]}"
    session.merge(Setting(key=READ_UNTIL, value=value))
    session.flush()


def _moment(mark: str) -> datetime | None:
    moment = mark.partition(" ")[0]
    return datetime.fromisoformat(moment) if moment else None


def _kept(session: Session) -> _Kept:
    rows = session.execute(select(KbGapQuestion.key, KbGapQuestion.gap_id, KbGapQuestion.text)).all()
    decided = session.scalars(select(KbGap.id).where((KbGap.state != "open") | KbGap.decided_at.is_not(None)))
    return _Kept({row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}, frozenset(decided))


def _missed(session: Session, kept: _Kept, seen: str) -> list[Question]:
    """Missed questions that belong to no gap yet, newest last."""
    read_until = _moment(seen)
    since = read_until - _LATE if read_until else None
    missed = (
        one
        for one in askings(session, since)
        if one.missed and not one.is_danger and one.handed_off not in _UNREADABLE
    )
    return [question for question in gather(missed) if digest(question.text) not in kept.gap]


def _still_open(asked: Sequence[Question], model: Model | None, space: Space) -> list[Question]:
    """Without those that line zero answers by now, with another entry than the one that was rejected."""
    if model is None or not asked:
        return list(asked)
    now = reactions(model, [question.text for question in asked], space.cache)
    rejected = [frozenset().union(*(one.rejected for one in question.askings)) for question in asked]
    shown = [frozenset(entry for one in question.askings for entry in one.shown) for question in asked]
    return [
        question
        for question, reacted, no, old in zip(asked, now, rejected, shown, strict=True)
        if not reacted.answers or reacted.entry_id in no | old
    ]


def _plan(kept: _Kept, fresh: Sequence[Question], space: Space) -> _Plan:
    text = {digest(question.text): question.text for question in fresh}
    if not text:
        return _Plan({}, {}, {})
    free = [key for key, gap in kept.gap.items() if gap not in kept.decided]
    loose = [*text, *free][:_MOST]
    pinned = [key for key, gap in kept.gap.items() if gap in kept.decided][-_MOST:]
    everything = {**kept.text, **text}
    vectors = space.vectors([everything[key] for key in (*loose, *pinned)])
    together = clustering.TOGETHER if space.encoder else clustering.TOGETHER_BY_WORDS
    alike = vectors.alike(slice(0, len(loose)), slice(None))
    joined = _joined(loose[: len(text)], pinned, alike[:, len(loose) :], kept, together)
    rest = [place for place, key in enumerate(loose) if key not in joined]
    labels = clustering.cluster(alike[np.ix_(rest, rest)], together)
    clusters: dict[int, list[str]] = defaultdict(list)
    for place, label in zip(rest, labels, strict=True):
        clusters[label].append(loose[place])
    return _named(clusters.values(), joined, kept, everything)


def _joined(
    fresh: Sequence[str], pinned: Sequence[str], alike: np.ndarray, kept: _Kept, together: float
) -> dict[str, int]:
    """New questions that are like those of a gap which an editor has decided about, on the mean."""
    members: dict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(pinned):
        members[kept.gap[key]].append(place)
    found = {}
    for row, key in enumerate(fresh):
        near = {gap: float(alike[row, places].mean()) for gap, places in members.items()}
        best = max(near, key=lambda gap: near[gap], default=None)
        if best is not None and near[best] >= together:
            found[key] = best
    return found


def _named(
    clusters: Iterable[Sequence[str]], joined: Mapping[str, int], kept: _Kept, text: Mapping[str, str]
) -> _Plan:
    """Clusters take over the ids of the gaps that most of their questions were in; each id goes once."""
    claims = []
    clusters = list(clusters)
    for place, keys in enumerate(clusters):
        before = Counter(kept.gap[key] for key in keys if key in kept.gap)
        claims += [(-count, gap, place) for gap, count in before.items()]
    name: dict[int, int] = {}
    taken: dict[int, int] = {}
    for _, gap, place in sorted(claims):
        if place not in name and gap not in taken:
            name[place], taken[gap] = gap, place
    goes = dict(joined)
    went: dict[int, Counter[int]] = defaultdict(Counter)
    for place, keys in enumerate(clusters):
        gap = name.get(place, -1 - place)
        for key in keys:
            goes[key] = gap
            if key in kept.gap:
                went[kept.gap[key]][gap] += 1
    left = {gap for key, gap in kept.gap.items() if key not in goes}
    emptied = {gap: to.most_common(1)[0][0] for gap, to in went.items() if gap not in to and gap not in left}
    return _Plan(goes, {key: text[key] for key in goes}, emptied)


def _write(session: Session, plan: _Plan, kept: _Kept, now: datetime) -> Found:
    made: dict[int, int] = {}
    for gap in sorted({gap for gap in plan.gap.values() if gap < 0}, reverse=True):
        row = KbGap(created_at=now)
        session.add(row)
        session.flush()
        made[gap] = row.id
    fresh = 0
    for key, gap in plan.gap.items():
        target = made.get(gap, gap)
        if key not in kept.gap:
            fresh += 1
            session.add(KbGapQuestion(key=key, gap_id=target, text=plan.text[key], added_at=now))
        elif kept.gap[key] != target:
            session.get_one(KbGapQuestion, key).gap_id = target
    for gap, to in plan.emptied.items():
        row = session.get_one(KbGap, gap)
        row.state, row.merged_into = "merged", made.get(to, to)
    session.flush()
    return Found(fresh, len(made))
