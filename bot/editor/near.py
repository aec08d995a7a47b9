"""Near-duplicates and contradictions, named while an entry is written."""

from __future__ import annotations

from typing import Any

from bot.editor.findings import Near
from bot.step import Keyboard, Step, button
from bot.team.talk import Talk
from kb.duplicates import Finding, Kind
from kb.entry import title_in
from store.authoring import KbDraft
from store.schema import Person

NEAR = "kb_near"
_NAMED = 3
_OF_QUESTIONS = frozenset({Kind.SAME_WORDING, Kind.ANSWERED_ALREADY, Kind.ALIKE})
_OF_ANSWERS = frozenset({Kind.CONTRADICTION, Kind.SAME_ANSWER, Kind.LANGUAGES_DIFFER})


def look(talk: Talk, draft: KbDraft, *, at_answers: bool) -> None:
    """Have somebody look, after a question or an answer was written."""
    talk.work_out(NEAR, str(draft.id), draft=draft.id, at_answers=at_answers)


def tell(step: Step, payload: dict[str, Any], found: Near) -> None:
    """Name what is near; silence when nothing is."""
    person = step.session.get(Person, payload["person"])
    wanted = _OF_ANSWERS if payload["at_answers"] else _OF_QUESTIONS
    findings = [one for one in found.findings if one.kind in wanted][:_NAMED]
    if person is not None and findings:
        talk = Talk(step, person)
        talk.say("\n".join(sentences(talk, findings)), buttons(talk, findings))


def sentences(talk: Talk, findings: list[Finding]) -> list[str]:
    """A line for each finding."""
    lines: list[str] = []
    for one in findings:
        title, facts = _title(talk, one), "; ".join(f"{mine} / {theirs}" for _, mine, theirs in one.facts)
        lines.append(talk.texts("editor-near", kind=one.kind.value, title=title, facts=facts or "none"))
    return lines


def buttons(talk: Talk, findings: list[Finding]) -> Keyboard:
    """A button to open each entry that is named."""
    return [
        [
            button(
                talk.texts.plain("editor-button-open", title=_title(talk, one)),
                "kb",
                "entry",
                one.entry_id,
            )
        ]
        for one in findings
        if one.kind is not Kind.LANGUAGES_DIFFER
    ]


def _title(talk: Talk, finding: Finding) -> str:
    entry = talk.step.services.knowledge.entry(finding.entry_id)
    return title_in(entry, talk.texts.language) if entry else finding.entry_id
