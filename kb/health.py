"""The health of entries: how customers take each answer, and what an editor could mend."""

from __future__ import annotations

import html
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intents.types import Model
from intents.vectors import VectorCache
from kb import promises
from kb.entry import Entry
from kb.formats import comma_separated
from kb.promises import NOTHING, Promise
from kb.questions import Asking, askings, gather
from kb.reactions import understood
from store.schema import KbVersion

_ENOUGH = 20  # questions that an entry answered before a phrasing counts as unused
_CLOSE = 0.5  # a rival has at least this share of the best candidate's probability
_WIDESPREAD = 0.5  # a language that this share of the entries speaks is the company's own
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_WRONG, _CHANCE = 3, 0.05  # wrong answers that say something; how unlikely they have to be
_OPEN = 2.0  # how many customers an entry's share is held back by while few have seen it


@dataclass(frozen=True, slots=True)
class EntryHealth:
    """How one entry does. Counts are answers in the period; `human` are those after which a person was
    needed, `reacted` how many customers said whether it helped.

    `share_rejected` is 👎 among reactions (None without any), `confidence` the mean at which it was shown.
    `unused` are phrasings that no question came nearest to; None where too few were asked to tell. `missing`
    are languages without an answer of its own: (language, how many customers got another one). `promise` is
    what was promised of its answers and what became of them.
    """

    entry_id: str
    shown: int
    helped: int
    rejected: int
    human: int
    confidence: float | None
    changed_at: datetime | None
    unused: tuple[str, ...] | None
    missing: tuple[tuple[str, int], ...]
    promise: Promise = NOTHING

    @property
    def worse_than_promised(self) -> bool:
        """Whether more of its answers turned out wrong than chance explains, had they been as sure as they
        were said to be: what happens in one case of twenty or less."""
        wrong = round(self.promise.real * self.promise.answers)
        return wrong >= _WRONG and _tail(wrong, self.promise.answers, self.promise.promised) < _CHANCE

    @property
    def reacted(self) -> int:
        """Customers who said whether it helped."""
        return self.helped + self.rejected

    @property
    def share_rejected(self) -> float | None:
        """👎 among 👍 and 👎."""
        return self.rejected / self.reacted if self.reacted else None

    @property
    def trouble(self) -> float:
        """What the list is ordered by: customers whom the answer failed, as a share of all who saw it, held
        back while few have."""
        failed = max(self.rejected, self.human)
        return failed / (self.shown + _OPEN)


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two entries that take questions from each other.

    `close` are questions for which both were likely, `mistaken` those where one was shown and rejected, and
    the other one helped. `example` is one of them.
    """

    first: str
    second: str
    close: int
    mistaken: int
    example: str


@dataclass(frozen=True, slots=True)
class Health:
    """All entries, the most rejected first, and the pairs that compete, the worst first."""

    entries: tuple[EntryHealth, ...]
    rivals: tuple[Rivals, ...]


def check(
    session: Session,
    entries: Mapping[str, Entry],
    *,
    since: datetime | None = None,
    model: Model | None = None,
    vectors: VectorCache | None = None,
) -> Health:
    """The health of the entries that answer now, from what customers asked since a moment.

    `model`, the one that answers now, is needed to tell which phrasings are never used; `vectors` keeps what
    the questions mean, which makes the next look fast.
    """
    asked = askings(session, since)
    changed = _changed(session)
    shown: dict[str, list[Asking]] = defaultdict(list)
    for asking in asked:
        for entry_id in dict.fromkeys(asking.shown):
            shown[entry_id].append(asking)
    used = _used(asked, model, vectors) if model is not None else None
    own = own_languages(entries.values())
    found = [
        _health(entry, shown.get(entry.id, ()), changed.get(entry.id), used, own)
        for entry in entries.values()
    ]
    found.sort(key=lambda one: (-one.trouble, -one.shown, one.entry_id))
    return Health(tuple(found), rivals(asked, entries))


def _health(
    entry: Entry,
    shown: Sequence[Asking],
    changed_at: datetime | None,
    used: Mapping[str, Counter[str]] | None,
    own: frozenset[str],
) -> EntryHealth:
    missing = Counter(asking.language for asking in shown if asking.language not in entry.answers)
    missing.update(dict.fromkeys(own - entry.answers.keys(), 0))
    missing.pop("", None)
    unused = None
    if used is not None and sum(used[entry.id].values()) >= _ENOUGH:
        unused = tuple(one.text for one in entry.phrasings if not used[entry.id][one.text])
    return EntryHealth(
        entry_id=entry.id,
        shown=len(shown),
        helped=sum(asking.helped == entry.id for asking in shown),
        rejected=sum(entry.id in asking.rejected for asking in shown),
        human=sum(bool(asking.handed_off) and asking.shown[-1] == entry.id for asking in shown),
        confidence=sum(asking.confidence for asking in shown) / len(shown) if shown else None,
        changed_at=changed_at,
        unused=unused,
        missing=tuple(sorted(missing.items(), key=lambda pair: (-pair[1], pair[0]))),
        promise=promises.kept(asking for asking in shown if asking.shown[:1] == (entry.id,)),
    )


def _tail(wrong: int, answers: int, promised: float) -> float:
    """How likely so many wrong ones or more are, where each is wrong with the promised probability."""
    return sum(
        math.comb(answers, n) * promised**n * (1 - promised) ** (answers - n)
        for n in range(wrong, answers + 1)
    )


def _changed(session: Session) -> dict[str, datetime]:
    """When each entry got its newest version."""
    newest = select(KbVersion.entry_id, func.max(KbVersion.created_at).label("at")).group_by(
        KbVersion.entry_id
    )
    return {row.entry_id: row.at for row in session.execute(newest)}


def _used(asked: Sequence[Asking], model: Model, vectors: VectorCache | None) -> dict[str, Counter[str]]:
    """How often each phrasing of an entry was the nearest to a question that the entry is best for."""
    questions = gather(asked)
    used: dict[str, Counter[str]] = defaultdict(Counter)
    texts = [question.text for question in questions]
    for question, found in zip(questions, understood(model, texts, vectors), strict=True):
        if found.best is not None:
            used[found.best.entry_id][found.explanation.phrasing] += question.times
    return used


def own_languages(entries: Iterable[Entry]) -> frozenset[str]:
    """The languages that at least half of the entries speak."""
    spoken = [entry.answers.keys() for entry in entries]
    counts = Counter(language for languages in spoken for language in languages)
    return frozenset(language for language, count in counts.items() if count >= _WIDESPREAD * len(spoken))


def rivals(asked: Iterable[Asking], entries: Mapping[str, Entry]) -> tuple[Rivals, ...]:
    """Pairs of entries that steal from each other, the most mistaken first."""
    close: Counter[tuple[str, str]] = Counter()
    mistaken: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for asking in asked:
        likely = [entry for entry, score in asking.candidates[:3] if _is_close(score, asking)]
        for pair in combinations(sorted(likely), 2):
            close[pair] += 1
            example.setdefault(pair, asking.text)
        for wrong in asking.rejected - {asking.helped}:
            if asking.helped:
                first, second = sorted((wrong, asking.helped))
                mistaken[first, second] += 1
                example[first, second] = asking.text
    pairs = [pair for pair in close.keys() | mistaken.keys() if entries.keys() >= set(pair)]
    found = [Rivals(*pair, close[pair], mistaken[pair], example[pair]) for pair in pairs]
    return tuple(sorted(found, key=lambda one: (-one.mistaken, -one.close, one.first, one.second)))


def _is_close(score: float, asking: Asking) -> bool:
    best = asking.candidates[0][1]
    return score > 0 and score >= _CLOSE * best


def links(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Every web address in links and answers, with the entries that name it."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        named = [entry.link, *(one for answer in entry.answers.values() for one in _ADDRESS.findall(answer))]
        for address in dict.fromkeys(html.unescape(one).rstrip(".,;:!?)»") for one in named):
            if address.startswith(("http://", "https://")) and "{" not in address:
                found[address].append(entry.id)
    return {address: tuple(ids) for address, ids in sorted(found.items())}


def in_turn(addresses: Sequence[str], limit: int, day: date) -> list[str]:
    """So many addresses, other ones each day, until all of them have had their turn."""
    start = day.toordinal() * limit % max(1, len(addresses))
    return [*addresses[start:], *addresses[:start]][:limit]


def as_csv(found: Health) -> bytes:
    """All entries as a table that Excel opens."""
    header = (
        "entry",
        "shown",
        "helped",
        "rejected",
        "human",
        "sure",
        "changed",
        "unused",
        "missing",
        "promised",
        "real",
    )
    rows = (
        (
            one.entry_id,
            str(one.shown),
            str(one.helped),
            str(one.rejected),
            str(one.human),
            "" if one.confidence is None else f"{one.confidence:.2f}",
            f"{one.changed_at:%Y-%m-%d}" if one.changed_at else "",
            "\n".join(one.unused or ()),
            ", ".join(f"{language} {times}" for language, times in one.missing),
            f"{one.promise.promised:.2f}" if one.promise.answers else "",
            f"{one.promise.real:.2f}" if one.promise.answers else "",
        )
        for one in found.entries
    )
    return comma_separated.write([header, *rows])
