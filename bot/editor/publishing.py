"""From a draft to what customers get: the check before publishing, the review, publishing and retiring."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.editor import card, drafts, near, report
from bot.editor.findings import Checked
from bot.editor.steps import Field
from bot.step import Keyboard, Step, button, local_day
from bot.team.roles import Role, holders
from bot.team.talk import Talk
from kb import gaps, library
from kb.entry import Entry, Status, problems_of, tidied
from kb.problems import Problem
from kb.replay import Verdict
from store.authoring import KbDraft
from store.schema import KbEntry, Person

CHECK = "kb_check"
REASON, REMARK = "reason", "remark"
_SHORTEST_REASON = 10


def check(talk: Talk, draft: KbDraft) -> None:
    """Look for what is wrong at once, and have the customers' questions answered with the change."""
    entry = drafts.with_id(talk.step.session, draft)
    problems = _problems(talk, entry)
    back = [button(talk.texts.plain("editor-button-back"), "kb", "draft", draft.id)]
    if problems:
        lines = "\n".join(f"• {problem.text(talk.texts.language)}" for problem in problems)
        talk.show(talk.texts("editor-problems", problems=lines), [back])
        return
    talk.work_out(CHECK, str(draft.id), draft=draft.id)
    talk.show(talk.texts("editor-checking"))


def _problems(talk: Talk, entry: Entry) -> list[Problem]:
    """Everything that keeps the entry from being published."""
    missing = library.without_value(talk.step.session, [entry])
    return [*problems_of(tidied(entry)), *(problem for _, problem in missing)]


def on_checked(step: Step, payload: dict[str, Any], checked: Checked) -> None:
    """The check has ended: keep its outcome and say it, with what can be done now."""
    draft, person = drafts.find(step, payload["draft"]), step.session.get(Person, payload["person"])
    if draft is None or person is None:
        return
    talk = Talk(step, person)
    if drafts.fingerprint(draft) != checked.fingerprint:
        talk.say(talk.texts("editor-changed-since"), [_again(talk, draft)])
        return
    draft.checked = {
        "fingerprint": checked.fingerprint,
        "verdict": str(checked.replay.verdict),
        "facts": report.facts(checked.replay),
    }
    if checked.replay.moved:
        talk.send_file(report.FILE_NAME, report.as_file(checked.replay), talk.texts("editor-replay-file"))
    lines: list[str] = [
        report.sentence(talk.texts, step.services.knowledge.entry, checked.replay),
        *near.sentences(talk, list(checked.near)),
    ]
    if _is_overtaken(talk, draft):
        lines.append(talk.texts("editor-overtaken"))
    talk.say("\n\n".join(lines), decisions(talk, draft))


def failed(step: Step, payload: dict[str, Any]) -> None:
    """What was asked for broke again and again: the editor is told, the draft stays."""
    person = step.session.get(Person, payload["person"])
    draft = drafts.find(step, payload["draft"]) if "draft" in payload else None
    if person is not None:
        talk = Talk(step, person)
        rows = [_again(talk, draft)] if draft is not None else [[card.menu_button(talk)]]
        talk.say(talk.texts("editor-failed"), rows)


def decisions(talk: Talk, draft: KbDraft) -> Keyboard:
    """What can be done with a draft that was checked."""
    texts = talk.texts
    rows: Keyboard = []
    if _may_publish(talk, draft):
        blocked = (draft.checked or {}).get("verdict") == Verdict.BLOCKED
        name, verb = ("editor-button-insist", "insist") if blocked else ("editor-button-publish", "publish")
        rows.append([button(texts.plain(name), "kb", verb, draft.id)])
    if draft.state == drafts.WRITING and len(holders(talk.step, Role.EDITOR)) > 1:
        rows.append([button(texts.plain("editor-button-send"), "kb", "send", draft.id)])
    if draft.state == drafts.REVIEW and draft.person_id != talk.person.id:
        rows.append([button(texts.plain("editor-button-return"), "kb", "return", draft.id)])
    rows.append([button(texts.plain("editor-button-preview"), "kb", "preview", draft.id)])
    rows.append([button(texts.plain("editor-button-back"), "kb", "draft", draft.id)])
    return rows


def publish(talk: Talk, draft: KbDraft, reason: str = "") -> None:
    """Let the draft answer, if it was checked as it is and somebody may. A loss needs a reason."""
    checked = draft.checked or {}
    if not _may_publish(talk, draft):
        talk.show(talk.texts("editor-not-own"), decisions(talk, draft))
        return
    entry = drafts.with_id(talk.step.session, draft)
    if checked.get("fingerprint") != drafts.fingerprint(draft) or _problems(talk, entry):
        check(talk, draft)
        return
    if checked.get("verdict") == Verdict.BLOCKED and not reason:
        talk.show(talk.texts("editor-blocked"), decisions(talk, draft))
        return
    _let_answer(talk, draft, reason)


def _let_answer(talk: Talk, draft: KbDraft, reason: str) -> None:
    step = talk.step
    author = step.session.get_one(Person, draft.person_id)
    entry = drafts.with_id(step.session, draft)
    saved = library.save(
        step.session, replace(entry, status=Status.PUBLISHED), author=author.name, now=step.now
    )
    row = step.session.get_one(KbEntry, saved.id)
    row.owner_id = row.owner_id or author.id
    row.review_due = local_day(step) + timedelta(days=step.services.settings.review_days)
    facts = (draft.checked or {}).get("facts", {})
    action = "insisted" if reason else "published"
    drafts.note(step, saved.id, talk.person, action, version=saved.version, reason=reason, **facts)
    gaps.published(step.session, saved, by=talk.person.name, now=step.now)
    step.session.delete(draft)
    talk.expect_nothing()
    keyboard = [
        [button(talk.texts.plain("editor-button-open-entry"), "kb", "entry", saved.id)],
        [card.menu_button(talk)],
    ]
    title = card.value_of(talk, saved, Field.QUESTION)
    talk.show(talk.texts("editor-published", title=title), keyboard)
    if author.id != talk.person.id:
        talk.to(author).say(talk.texts("editor-yours-published", title=title, who=talk.person.name), keyboard)


def insist(talk: Talk, draft: KbDraft) -> None:
    """Ask why it should be published all the same."""
    talk.expect(REASON, draft=draft.id)
    talk.show(talk.texts("editor-ask-reason"), [[_back(talk, draft)]])


def on_reason(talk: Talk, draft: KbDraft, words: str) -> None:
    """Publish with the reason that was written."""
    reason = " ".join(words.split())
    if len(reason) < _SHORTEST_REASON:
        talk.say(talk.texts("editor-reason-short"), [[_back(talk, draft)]])
        return
    publish(talk, draft, reason)


def send(talk: Talk, draft: KbDraft) -> bool:
    """Ask the other editors to look at it. False when it cannot be kept as it is."""
    step = talk.step
    entry = drafts.with_id(step.session, draft)
    if _problems(talk, entry):
        return False
    draft.state, draft.remark, draft.updated_at = drafts.REVIEW, "", step.now
    _keep_version(talk, draft, entry, Status.REVIEW)
    drafts.note(step, entry.id, talk.person, "sent", version=draft.base_version)
    talk.show(talk.texts("editor-sent"), [[card.menu_button(talk)]])
    keyboard = [[button(talk.texts.plain("editor-button-look"), "kb", "draft", draft.id)]]
    for other in holders(step, Role.EDITOR):
        if other.id != talk.person.id:
            words = talk.texts("editor-please-review", who=talk.person.name, title=card.title_of(talk, draft))
            talk.to(other).say(words, keyboard)
    return True


def give_back(talk: Talk, draft: KbDraft, words: str) -> None:
    """Return a draft to its author with what should be changed."""
    draft.state, draft.remark, draft.updated_at = drafts.WRITING, words.strip(), talk.step.now
    _keep_version(talk, draft, drafts.entry_of(draft), Status.DRAFT)
    drafts.note(talk.step, draft.entry_id or "", talk.person, "returned", reason=words.strip())
    talk.expect_nothing()
    talk.say(talk.texts("editor-returned"), [[card.menu_button(talk)]])
    author = talk.step.session.get_one(Person, draft.person_id)
    keyboard = [[button(talk.texts.plain("editor-button-look"), "kb", "draft", draft.id)]]
    words_of = talk.texts("editor-yours-returned", who=talk.person.name, remark=words.strip(),
                          title=card.title_of(talk, draft))  # fmt: skip
    talk.to(author).say(words_of, keyboard)


def ask_remark(talk: Talk, draft: KbDraft) -> bool:
    """Ask what the author should change."""
    if draft.state != drafts.REVIEW:
        return False
    talk.expect(REMARK, draft=draft.id)
    talk.show(talk.texts("editor-ask-remark"), [[_back(talk, draft)]])
    return True


def drop(talk: Talk, draft: KbDraft) -> bool:
    """Throw a draft away; a published wording is not touched. Only its author may."""
    if draft.person_id != talk.person.id:
        return False
    row = talk.step.session.get(KbEntry, draft.entry_id) if draft.entry_id else None
    if row is not None and row.status in (Status.DRAFT, Status.REVIEW):
        library.retire(talk.step.session, row.id, now=talk.step.now)
        drafts.note(talk.step, row.id, talk.person, "dropped")
    title = card.title_of(talk, draft)
    talk.step.session.delete(draft)
    talk.expect_nothing()
    talk.show(talk.texts("editor-dropped", title=title), [[card.menu_button(talk)]])
    return True


def _keep_version(talk: Talk, draft: KbDraft, entry: Entry, status: Status) -> None:
    """The wording becomes a version of the entry; what answers goes on answering."""
    author = talk.step.session.get_one(Person, draft.person_id)
    saved = library.save(
        talk.step.session, replace(entry, status=status), author=author.name, now=talk.step.now
    )
    checked = draft.checked if (draft.checked or {}).get("fingerprint") == drafts.fingerprint(draft) else None
    draft.entry_id, draft.base_version, draft.content = saved.id, saved.version, library.content(saved)
    if checked:
        draft.checked = {**checked, "fingerprint": drafts.fingerprint(draft)}


def _may_publish(talk: Talk, draft: KbDraft) -> bool:
    return not talk.step.services.settings.two_person_publishing or draft.person_id != talk.person.id


def _is_overtaken(talk: Talk, draft: KbDraft) -> bool:
    """Whether another version came up while the draft was written."""
    row = talk.step.session.get(KbEntry, draft.entry_id) if draft.entry_id else None
    return row is not None and row.latest_version != draft.base_version


def _again(talk: Talk, draft: KbDraft) -> list[dict[str, str]]:
    return [button(talk.texts.plain("editor-button-check"), "kb", "check", draft.id)]


def _back(talk: Talk, draft: KbDraft) -> dict[str, str]:
    return button(talk.texts.plain("editor-button-back"), "kb", "draft", draft.id)
