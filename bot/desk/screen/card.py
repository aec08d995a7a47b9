"""The package as a card that an agent takes in at a glance; it fits one Telegram message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.customer import guide_view
from bot.desk.screen import origins
from bot.knowledge import Knowledge, in_language
from bot.services import Services
from bot.telegram import limits
from bot.texts import Html, Texts
from handoff.case import HELD, UNCLAIMED, EventType, State
from handoff.package import Line, Package
from intents.privacy import mask
from kb.entry import title_in

_QUESTION_LIMIT = 600
_LINE_LIMIT = 300
_TRANSCRIPT_LIMIT = 3500
_CANDIDATES = 3
_LEGS = 4
_WORDS_LIMIT = 120
_CROSSINGS = frozenset({EventType.ESCALATED, EventType.SENT_BACK, EventType.VENDOR_AWAITED})
_WORTH_A_LOOK = 0.05
"""Probability below which a candidate only takes room on the card."""


def render(package: Package, services: Services, *, in_topic: bool = True) -> Html:
    """The card of a case, newest state first, then what was asked, tried and promised. `in_topic`: what is
    written below it reaches the customer, and it says so."""
    texts, knowledge = services.desk_texts, services.knowledge
    zone = services.hours.zone
    lines = [
        texts(
            "desk-card-title",
            mark=_mark(package),
            case=str(package.case_id),
            customer=_customer(package, texts),
        ),
        *_state(package, texts, zone),
        *_unreachable(package, texts),
        "",
        texts(
            "desk-card-question",
            question=_short(mask(package.question), _QUESTION_LIMIT),
            source=origins.source(package.question_from, texts),
        ),
        *_reason(package, texts),
        *_understanding(package, texts, knowledge),
        *_checked(package, texts, knowledge),
        *_collected(package, texts, knowledge),
        *_way(package, texts, zone),
        *_advice(package, texts),
        *_promise(package, texts, zone),
        texts(
            "desk-card-customer",
            language=package.language,
            username=package.username or "none",
            earlier=len(package.earlier_cases),
        ),
        *_came_by(package, texts),
        *_related(package, texts),
        *_suggestion(package, texts, knowledge),
    ]
    if in_topic and package.state in UNCLAIMED | HELD:
        lines += ["", Html(f"<i>{texts('desk-card-how')}</i>")]
    return Html(limits.truncate("\n".join(lines), limits.TEXT))


def transcript(package: Package, services: Services) -> Html:
    """The talk before the handoff, newest lines kept where not all fit. Empty when there was one line only:
    that one is on the card."""
    texts = services.desk_texts
    talk = [line for line in package.lines if line.author != "system"]
    if len(talk) < 2:
        return Html("")
    kept: list[str] = []
    room = _TRANSCRIPT_LIMIT
    for line in reversed(talk):
        written = transcript_line(line, texts)
        size = limits.length(written) + 1
        if size > room:
            break
        room -= size
        kept.append(written)
    cut = len(talk) - len(kept)
    head = [texts("desk-transcript")] + ([texts("desk-transcript-cut", count=cut)] if cut else [])
    return Html("\n".join([*head, "<blockquote expandable>" + "\n".join(reversed(kept)) + "</blockquote>"]))


def transcript_line(line: Line, texts: Texts) -> Html:
    """One line of the talk: who, what kind, which words."""
    author = line.author if line.author in ("customer", "agent") else "bot"
    words = _short(mask(line.text), _LINE_LIMIT)
    if line.kind != "text":
        words = f"{kind_name(line.kind, texts)} {words}".strip()
    return texts(f"desk-transcript-{author}", text=words, before=origins.before(line.origin, texts))


def kind_name(kind: str, texts: Texts) -> str:
    """How an attachment is called in a text."""
    key = f"desk-kind-{kind}"
    return texts(key if texts.has(key) else "desk-kind-other")


def _mark(package: Package) -> str:
    if package.reason == "danger":
        return "🔴"
    state = State(package.state)
    if state in HELD:
        return "🔵"
    return {State.SOLVED: "🟢", State.CLOSED: "⚪️"}.get(state, "🟡")


def _customer(package: Package, texts: Texts) -> str:
    return package.customer or texts.plain("customer-someone")


def _state(package: Package, texts: Texts, zone: ZoneInfo) -> Iterator[str]:
    someone = texts.plain("person-someone")
    match State(package.state):
        case State.QUEUED | State.REOPENED:
            yield texts("desk-card-state-queued", since=_clock(package.queued_at, zone))
            if package.last_agent:
                yield texts("desk-card-returned", agent=package.last_agent)
        case State.OWNED:
            yield texts("desk-card-state-owned", agent=package.agent or someone)
        case State.WAITING_CUSTOMER:
            yield texts("desk-card-state-waiting-customer", agent=package.agent or someone)
        case State.WAITING_VENDOR if package.incident:
            yield texts("desk-card-state-incident", incident=str(package.incident))
        case State.WAITING_VENDOR:
            yield texts("desk-card-state-waiting-vendor", agent=package.agent or someone)
        case State.SOLVED:
            yield texts("desk-card-state-solved", agent=package.agent or someone)
        case State.CLOSED:
            yield texts("desk-card-state-closed", how="confirmed" if package.confirmed else "unconfirmed")
            if package.rating:
                yield texts("desk-card-rating", rating=str(package.rating))


def _unreachable(package: Package, texts: Texts) -> Iterator[str]:
    if package.unreachable:
        yield texts("desk-card-unreachable", how=package.unreachable)


def _reason(package: Package, texts: Texts) -> Iterator[str]:
    danger = [(detail, words) for kind, detail, words in package.signals if kind == "danger"]
    named = texts("desk-card-danger", kind=danger[0][0] or "other") if danger else ""
    said = ", ".join(
        f"«{word}»"
        for kind, _detail, words in package.signals
        if kind in ("danger", "human")
        for word in words
    )
    line = texts("desk-card-reason", reason=package.reason, detail=Html(named))
    yield Html(f"{line} {texts('desk-card-words', words=said)}" if said else line)


def _understanding(package: Package, texts: Texts, knowledge: Knowledge) -> Iterator[str]:
    tried = {attempt.entry_id for attempt in package.tried}
    guesses = [
        f"{title_of(entry, texts, knowledge)} — {round(score * 100)} %"
        for entry, score in package.understood[:_CANDIDATES]
        if entry not in tried and score >= _WORTH_A_LOOK
    ]
    if guesses:
        yield texts("desk-card-understood", candidates="; ".join(guesses))
    if package.tried:
        answers = "; ".join(
            f"«{title_of(attempt.entry_id, texts, knowledge)}» "
            + texts("desk-card-reaction", reaction=attempt.reaction or "none")
            for attempt in package.tried
        )
        yield texts("desk-card-tried", answers=answers)
    if package.clarified:
        choice = package.clarified[-1]
        yield texts("desk-card-clarified", choice=title_of(choice, texts, knowledge) if choice else "none")


def _checked(package: Package, texts: Texts, knowledge: Knowledge) -> Iterator[str]:
    """The steps of guides that the customer did, so that nobody asks for them again."""
    if package.checked:
        steps = "; ".join(guide_view.in_words(one, texts, knowledge) for one in package.checked)
        yield texts("desk-card-checked", steps=steps)


def _collected(package: Package, texts: Texts, knowledge: Knowledge) -> Iterator[str]:
    if package.details:
        named = "; ".join(
            f"{in_language(knowledge.detail(key).names, texts.language, key)}: {value_of(value, texts)}"
            for key, value in package.details.items()
        )
        yield texts("desk-card-details", details=named)
    if package.attachments:
        yield texts("desk-card-attachments", count=len(package.attachments))


def _way(package: Package, texts: Texts, zone: ZoneInfo) -> Iterator[str]:
    """Through which lines the case came: who, why, how critical."""
    for leg in [leg for leg in package.way if leg.kind in _CROSSINGS][-_LEGS:]:
        said = [
            _short(leg.words, _WORDS_LIMIT)
            or (texts.plain("desk-cause", cause=leg.cause) if leg.cause else "")
        ]
        if leg.criticality:
            said.append(texts.plain("desk-criticality", criticality=leg.criticality))
        yield texts(
            "desk-card-way",
            origin=leg.from_line,
            target=leg.to_line,
            agent=leg.by or texts.plain("person-someone"),
            at=_clock(leg.at, zone),
            why=", ".join(filter(None, said)) or "none",
        )


def _advice(package: Package, texts: Texts) -> Iterator[str]:
    for one in package.advice[-_LEGS:]:
        yield texts(
            "desk-card-advice",
            line=one.line,
            question=_short(one.question, _WORDS_LIMIT),
            answer=_short(one.answer, _WORDS_LIMIT) or "none",
        )


def _came_by(package: Package, texts: Texts) -> Iterator[str]:
    if package.came_by:
        yield texts("desk-card-came-by", link=package.came_by)


def _numbers(cases: Iterable[int], texts: Texts) -> str:
    return ", ".join(texts.plain("case-number", case=str(case)) for case in cases)


def _related(package: Package, texts: Texts) -> Iterator[str]:
    """Other cases of this customer that whoever answers should know of."""
    if package.open_cases:
        yield texts("desk-card-open-cases", cases=_numbers(package.open_cases, texts))
    if package.merged:
        yield texts("desk-card-merged", cases=_numbers(package.merged, texts))
    if package.previous_case:
        yield texts("desk-card-previous", case=str(package.previous_case))


def _promise(package: Package, texts: Texts, zone: ZoneInfo) -> Iterator[str]:
    if package.promised_at and package.state in UNCLAIMED:
        yield texts("desk-card-promise", time=_clock(package.promised_at, zone))


def _suggestion(package: Package, texts: Texts, knowledge: Knowledge) -> Iterator[str]:
    tried = {attempt.entry_id for attempt in package.tried}
    entry = package.suggested_entry
    likely = dict(package.understood).get(entry or "", 0.0) > 0.5
    if entry and likely and entry not in tried and package.state in UNCLAIMED | HELD:
        yield texts("desk-card-suggested", title=title_of(entry, texts, knowledge))


def title_of(entry_id: str, texts: Texts, knowledge: Knowledge) -> str:
    """The title of an entry in the language of the desk; its id once it is gone."""
    entry = knowledge.entry(entry_id)
    return title_in(entry, texts.language) if entry else entry_id


def value_of(value: str, texts: Texts) -> str:
    """A detail as given; an attachment by its kind."""
    kind = re.fullmatch(r"\[(\w+)\]", value)
    return kind_name(kind[1], texts) if kind else _short(value, _LINE_LIMIT)


def _clock(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%d.%m %H:%M}" if at else "—"


def _short(text: str, limit: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
