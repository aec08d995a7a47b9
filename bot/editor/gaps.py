"""The gaps menu: what customers ask and nothing answers, by what it costs, with what can be done about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.editor import card, drafts
from bot.editor.findings import Gaps, OneGap
from bot.editor.steps import Field
from bot.step import Html, Keyboard, Step, button
from bot.team.talk import Talk
from kb import gaps
from kb.gaps import Effect, Gap, GapState
from kb.markup import escape
from store.gaps import KbGap
from store.schema import Person

LIST, ONE, MERGE, DRAFT = "kb_gaps", "kb_gap", "kb_gap_merge", "kb_gap_draft"
_SHOWN = 8
_SNOOZES = {"week": timedelta(days=7), "month": timedelta(days=30)}


# -- asking: each is worked out before its step


def ask_all(talk: Talk, states: str = "todo") -> None:
    """Show the gaps as soon as they are sorted."""
    _ask(talk, LIST, states=states)
    talk.show(talk.texts("editor-gaps-looking"))


def ask_one(talk: Talk, gap_id: int) -> None:
    """Show one gap."""
    _ask(talk, ONE, gap=gap_id)


def ask_merge(talk: Talk, gap_id: int) -> None:
    """Show what a gap may be merged with."""
    _ask(talk, MERGE, gap=gap_id)


def ask_draft(talk: Talk, gap_id: int) -> None:
    """Open the draft of a gap, or make one."""
    gap = talk.step.session.get(KbGap, gap_id)
    known = drafts.of_entry(talk.step, gap.entry_id) if gap is not None and gap.entry_id else []
    if known and drafts.may_see(known[0], talk.person):
        card.show_draft(talk, known[0])
        return
    _ask(talk, DRAFT, gap=gap_id)


def _ask(talk: Talk, kind: str, **about: Any) -> None:
    at = talk.step.now.isoformat()
    talk.work_out(kind, f"person:{talk.person.id}", message=talk.message_id, at=at, **about)


# -- telling


def _talk(step: Step, payload: dict[str, Any]) -> Talk | None:
    person = step.session.get(Person, payload["person"])
    return Talk(step, person, payload["message"]) if person is not None else None


def tell_all(step: Step, payload: dict[str, Any], found: Gaps) -> None:
    """The list, the dearest gap first."""
    talk = _talk(step, payload)
    if talk is None:
        return
    states = payload["states"]
    lines: list[str] = [talk.texts("editor-gaps", states=states, count=len(found.gaps))]
    rows: Keyboard = []
    for gap in found.gaps[:_SHOWN]:
        lines.append(_line(talk, gap))
        rows.append([button(_title(talk, gap), "kb", "gap", gap.id)])
    others = [one for one in ("todo", "snoozed", "people_only", "answered") if one != states]
    rows.append([button(talk.texts.plain(f"editor-gaps-{one}"), "kb", "gaps", one) for one in others])
    rows.append([card.menu_button(talk)])
    talk.show("\n\n".join(lines), rows)


def tell_one(step: Step, kind: str, payload: dict[str, Any], found: OneGap) -> None:
    """One gap; what it may be merged with; or the draft that was made of it."""
    talk = _talk(step, payload)
    if talk is None:
        return
    if kind == MERGE:
        _show_merge(talk, found)
    elif found.draft is not None:
        draft = drafts.new(step, talk.person, found.draft, at=Field.CARD)
        gaps.drafted(step.session, found.gap.id, found.draft.id, by=talk.person.name, now=step.now)
        talk.say(talk.texts("editor-gap-drafted"))
        card.show_draft(Talk(step, talk.person), draft)
    else:
        _show(talk, found)


def _show(talk: Talk, found: OneGap) -> None:
    gap, texts = found.gap, talk.texts
    lines: list[str] = [
        texts("editor-gap", title=_title(talk, gap), state=gap.state.value),
        _figures(talk, gap),
        texts("editor-gap-wordings", questions=gap.questions),
        "\n".join(f"• {escape(one)}" for one in gap.wordings),
    ]
    if found.effect is not None:
        lines.append(_effect(talk, found.effect))
    talk.show("\n\n".join(lines), _buttons(talk, gap))


def _buttons(talk: Talk, gap: Gap) -> Keyboard:
    def key(name: str, verb: str, *more: object) -> dict[str, str]:
        return button(talk.texts.plain(name), "kb", verb, gap.id, *more)

    back = [button(talk.texts.plain("editor-gaps-todo"), "kb", "gaps", "todo")]
    if gap.state in (GapState.SNOOZED, GapState.PEOPLE_ONLY):
        return [[key("editor-gap-button-reopen", "gapopen")], back]
    rows = [[key("editor-gap-button-draft", "gapdraft")]]
    if gap.state is not GapState.ANSWERED:
        rows += [
            [
                key("editor-gap-button-week", "gapsnooze", "week"),
                key("editor-gap-button-month", "gapsnooze", "month"),
            ],
            [key("editor-gap-button-merge", "gapmerge"), key("editor-gap-button-people", "gappeople")],
        ]
    return [*rows, back]


def _show_merge(talk: Talk, found: OneGap) -> None:
    rows = [
        [button(_title(talk, other), "kb", "gapinto", found.gap.id, other.id)]
        for other in found.others[:_SHOWN]
    ]
    rows.append([button(talk.texts.plain("editor-button-back"), "kb", "gap", found.gap.id)])
    title = _title(talk, found.gap)
    talk.show(talk.texts("editor-gap-merge", title=title, count=len(found.others)), rows)


# -- deciding


def decide(talk: Talk, verb: str, gap_id: int, rest: list[str]) -> bool:
    """Carry out a decision and show the list again. False for a button that means nothing any more."""
    session, by, now = talk.step.session, talk.person.name, talk.step.now
    if session.get(KbGap, gap_id, with_for_update=True) is None:
        return False
    match verb, rest:
        case "gapsnooze", [span] if span in _SNOOZES:
            gaps.snooze(session, gap_id, now + _SNOOZES[span], by=by, now=now)
        case "gapopen", _:
            gaps.reopen(session, gap_id, by=by, now=now)
        case "gappeople", _:
            gaps.for_people_only(session, gap_id, by=by, now=now)
        case "gapinto", [into] if into.isdecimal() and session.get(KbGap, int(into)) is not None:
            gaps.merge(session, [gap_id], int(into), by=by, now=now)
        case _:
            return False
    ask_all(talk)
    return True


def _title(talk: Talk, gap: Gap) -> str:
    return gap.title or talk.texts.plain("editor-untitled")


def _line(talk: Talk, gap: Gap) -> Html:
    return Html(f"<b>{escape(_title(talk, gap))}</b>\n{_figures(talk, gap)}")


def _figures(talk: Talk, gap: Gap) -> Html:
    return talk.texts(
        "editor-gap-figures",
        minutes=round(gap.minutes),
        times=gap.times,
        trend="up" if gap.trend > 0 else "down" if gap.trend < 0 else "same",
    )


def _effect(talk: Talk, effect: Effect) -> Html:
    return talk.texts(
        "editor-gap-effect",
        days=effect.days,
        answered=effect.answered,
        saved=round(effect.minutes_saved),
        before=round(effect.minutes_before),
        since=round(effect.minutes_since),
    )
