"""Which step of the editors' side handles what. The role is looked up at each message and each press: a
button that somebody kept, or made up, opens nothing to who may not."""

from __future__ import annotations

from collections.abc import Callable

from bot.editor import (
    card,
    drafts,
    gaps,
    health,
    history,
    keeping,
    menu,
    preview,
    publishing,
    replies,
    substitutions,
    tables,
    writing,
)
from bot.editor.steps import Field
from bot.inbound import Inbound, Pressed, Written
from bot.step import Step
from bot.team import commands, roles
from bot.team import menu as team
from bot.team.roles import Role
from bot.team.talk import Talk
from kb import library
from kb.guide import problems_of as guide_problems
from store.authoring import KbDraft
from store.schema import KbEntry

_ROLES = {"kb": Role.EDITOR, "team": Role.SUPERVISOR}
"""Whose a button is, by the first part of what it says."""


def take(step: Step, inbound: Inbound) -> bool:
    """Handle an update that belongs to the team's side. False when it is a customer's, or of a group."""
    match inbound:
        case Written(is_group=False, edited=False):
            return _on_message(step, inbound)
        case Pressed(is_group=False):
            return _on_press(step, inbound)
        case _:
            return False


def give_up(step: Step, inbound: Inbound) -> bool:
    """Say to somebody of the team that what he did broke; his draft is as it was. False for what is no work
    of the team, as in `take`."""
    match inbound:
        case Written(is_group=False, sender=sender) if sender is not None:
            ours = _is_work(step, inbound)
        case Pressed(is_group=False, sender=sender):
            ours = inbound.data.partition(":")[0] in _ROLES
        case _:
            return False
    person = roles.of_telegram(step.session, sender.id)
    if person is None or not ours:
        return False
    talk = Talk(step, person)
    talk.say(talk.texts("editor-failed"))
    return True


def _is_work(step: Step, written: Written) -> bool:
    """Whether a message was meant for the team's side: a command, an answer, a reply to make an entry of."""
    person = roles.of_telegram(step.session, written.sender.id) if written.sender else None
    if person is None or not any(roles.has(person, role) for role in _ROLES.values()):
        return False
    if written.command:
        return written.command in _ROLES
    return written.forwarded or Talk(step, person).expected() is not None


def _on_message(step: Step, written: Written) -> bool:
    person = roles.known(step, written.sender) if written.sender else None
    if person is None:
        return False
    talk = Talk(step, person)
    commands.offer(step, person, again=True)
    match written.command:
        case "kb" if roles.has(person, Role.EDITOR):
            menu.show(talk)
        case "team" if roles.has(person, Role.SUPERVISOR):
            team.show(talk)
        case "":
            return _on_words(talk, written)
        case _:
            return False
    return True


def _on_words(talk: Talk, written: Written) -> bool:
    """A message that is no command: what was asked for, or a reply that an entry can be made of."""
    expected = talk.expected()
    what = expected.expects if expected else ""
    about = expected.about if expected else {}
    if roles.has(talk.person, Role.SUPERVISOR) and team.on_words(talk, what, about, written):
        return True
    if not roles.has(talk.person, Role.EDITOR):
        return False
    if what == menu.SEARCH:
        menu.search(talk, written.text)
        return True
    if what == substitutions.EXPECTED:
        substitutions.on_message(talk, written.text)
        return True
    if what == tables.REASON:
        tables.on_reason(talk, about["table"], written.text)
        return True
    draft = drafts.find(talk.step, about["draft"]) if "draft" in about else None
    if draft is not None:
        _on_words_for(talk, draft, what, str(about.get("mode", writing.WALK)), written)
        return True
    if written.forwarded:
        replies.begin(talk, written)
        return True
    return tables.receive(talk, written)


def _on_words_for(talk: Talk, draft: KbDraft, what: str, mode: str, written: Written) -> None:
    match what:
        case publishing.REASON:
            publishing.on_reason(talk, draft, written.text)
        case publishing.REMARK:
            publishing.give_back(talk, draft, written.text)
        case _:
            writing.on_message(talk, draft, mode, written)


def _on_press(step: Step, pressed: Pressed) -> bool:
    prefix, *parts = pressed.data.split(":")
    person = roles.known(step, pressed.sender)
    role = _ROLES.get(prefix)
    if role is None or person is None or not roles.has(person, role):
        return False
    talk = Talk(step, person, pressed.message_id)
    if prefix == "team":
        words = team.on_press(talk, parts)
    else:
        words = "" if _act(talk, parts) else talk.texts.plain("press-old")
    step.answer_press(pressed.callback_id, words)
    return True


def _act(talk: Talk, parts: list[str]) -> bool:
    """Carry out a press. False for a button that means nothing any more."""
    verb, arguments = (parts[0] if parts else ""), parts[1:]
    if verb in _PLAIN:
        _PLAIN[verb](talk)
        return True
    if verb == "gaps" and (arguments or ["todo"])[0] in _GAP_LISTS:
        gaps.ask_all(talk, (arguments or ["todo"])[0])
        return True
    if verb in _OF_GAP and arguments and arguments[0].isdecimal():
        return _OF_GAP[verb](talk, int(arguments[0]), arguments[1:])
    if verb.startswith("table") and arguments and arguments[0].isdecimal():
        return tables.press(talk, verb, int(arguments[0]))
    if verb in _OF_ENTRY and arguments:
        return _OF_ENTRY[verb](talk, arguments[0], arguments[1:])
    if verb in _OF_DRAFT and arguments and arguments[0].isdecimal():
        draft = drafts.find(talk.step, int(arguments[0]))
        return (
            draft is not None
            and drafts.may_see(draft, talk.person)
            and _OF_DRAFT[verb](talk, draft, arguments[1:])
        )
    return False


def _nothing(_talk: Talk) -> None:
    """The buttons of a preview."""


_PLAIN: dict[str, Callable[[Talk], object]] = {
    preview.INERT: _nothing,
    "menu": menu.show,
    "search": menu.ask_search,
    "new": writing.start,
    "variables": substitutions.show,
    "drafts": menu.show_drafts,
    "review": menu.show_review,
    "due": menu.show_due,
    "health": health.ask,
    "export": tables.ask_export,
}


# -- buttons of a gap

_GAP_LISTS = frozenset({"todo", "snoozed", "people_only", "answered"})


def _asking(ask: Callable[[Talk, int], None]) -> Callable[[Talk, int, list[str]], bool]:
    def asked(talk: Talk, gap_id: int, _rest: list[str]) -> bool:
        ask(talk, gap_id)
        return True

    return asked


def _deciding(verb: str) -> Callable[[Talk, int, list[str]], bool]:
    return lambda talk, gap_id, rest: gaps.decide(talk, verb, gap_id, rest)


_OF_GAP: dict[str, Callable[[Talk, int, list[str]], bool]] = {
    "gap": _asking(gaps.ask_one),
    "gapdraft": _asking(gaps.ask_draft),
    "gapmerge": _asking(gaps.ask_merge),
    **{verb: _deciding(verb) for verb in ("gapsnooze", "gapopen", "gappeople", "gapinto")},
}


_WALK_ENTRY, _WALK_DRAFT = "gw", "dw"
"""The steps of a guide in a preview; short, because the id of an entry and a step have to fit beside it."""


# -- buttons of an entry: each says whether it still applies


def _edit(talk: Talk, entry_id: str, _rest: list[str]) -> bool:
    row = talk.step.session.get(KbEntry, entry_id)
    if row is None:
        return False
    entry = library.entry(talk.step.session, entry_id, row.published_version)
    writing.start(talk, entry, at=Field.CARD)
    return True


def _look(talk: Talk, entry_id: str, _rest: list[str]) -> bool:
    row = talk.step.session.get(KbEntry, entry_id)
    if row is None:
        return False
    entry = library.entry(talk.step.session, entry_id, row.published_version)
    preview.show(talk, entry, f"kb:{_WALK_ENTRY}:{entry_id}")
    return True


def _walk_entry(talk: Talk, entry_id: str, rest: list[str]) -> bool:
    row = talk.step.session.get(KbEntry, entry_id)
    if row is None or len(rest) != 2:
        return False
    entry = library.entry(talk.step.session, entry_id, row.published_version)
    return preview.show_step(talk, entry, f"kb:{_WALK_ENTRY}:{entry_id}", *rest)


def _version(talk: Talk, entry_id: str, rest: list[str]) -> bool:
    return bool(rest) and rest[0].isdecimal() and history.show_version(talk, entry_id, int(rest[0]))


def _bring(talk: Talk, entry_id: str, rest: list[str]) -> bool:
    number = history.bring_back(talk, entry_id, int(rest[0])) if rest and rest[0].isdecimal() else None
    draft = drafts.find(talk.step, number) if number is not None else None
    if draft is None:
        return False
    card.show_draft(talk, draft)
    return True


def _keeping(act: Callable[[Talk, KbEntry], None]) -> Callable[[Talk, str, list[str]], bool]:
    """A button that changes how an entry is kept, and shows it again."""

    def acting(talk: Talk, entry_id: str, _rest: list[str]) -> bool:
        row = talk.step.session.get(KbEntry, entry_id, with_for_update=True)
        if row is None:
            return False
        act(talk, row)
        return menu.show_entry(talk, entry_id)

    return acting


_OF_ENTRY: dict[str, Callable[[Talk, str, list[str]], bool]] = {
    "entry": lambda talk, entry_id, _rest: menu.show_entry(talk, entry_id),
    "edit": _edit,
    "look": _look,
    _WALK_ENTRY: _walk_entry,
    "versions": lambda talk, entry_id, _rest: history.show_versions(talk, entry_id),
    "version": _version,
    "bring": _bring,
    "restore": _edit,
    "retire": _keeping(keeping.retire),
    "own": _keeping(keeping.own),
    "reviewed": _keeping(keeping.reviewed),
}


# -- buttons of a draft


def _at(act: Callable[[Talk, KbDraft, str], object]) -> Callable[[Talk, KbDraft, list[str]], bool]:
    """A button of one step of the conversation: it applies while the draft is at that step."""

    def acting(talk: Talk, draft: KbDraft, rest: list[str]) -> bool:
        if len(rest) < 2 or rest[0] != draft.step:
            return False
        return act(talk, draft, rest[1]) is not False

    return acting


def _marked(act: Callable[[Talk, KbDraft, str, str], bool]) -> Callable[[Talk, KbDraft, list[str]], bool]:
    def acting(talk: Talk, draft: KbDraft, rest: list[str]) -> bool:
        return len(rest) == 3 and rest[0] == draft.step and act(talk, draft, rest[1], rest[2])

    return acting


def _plainly(act: Callable[[Talk, KbDraft], object]) -> Callable[[Talk, KbDraft, list[str]], bool]:
    return lambda talk, draft, _rest: act(talk, draft) is not False


def _field(talk: Talk, draft: KbDraft, rest: list[str]) -> bool:
    if not rest or rest[0] not in set(Field):
        return False
    writing.change(talk, draft, Field(rest[0]))
    return True


def _preview(talk: Talk, draft: KbDraft) -> bool:
    entry = drafts.entry_of(draft)
    if any(guide_problems(entry.guides)):
        return False
    preview.show(talk, entry, f"kb:{_WALK_DRAFT}:{draft.id}")
    return True


def _walk_draft(talk: Talk, draft: KbDraft, rest: list[str]) -> bool:
    return len(rest) == 2 and preview.show_step(
        talk, drafts.entry_of(draft), f"kb:{_WALK_DRAFT}:{draft.id}", *rest
    )


_OF_DRAFT: dict[str, Callable[[Talk, KbDraft, list[str]], bool]] = {
    "draft": _plainly(writing.resume),
    "field": _field,
    "back": _at(writing.back),
    "skip": _at(writing.skip),
    "clear": _at(writing.clear),
    "leave": _at(lambda talk, draft, _mode: writing.leave(talk, draft)),
    "topic": _marked(writing.choose_topic),
    "detail": _marked(writing.toggle_detail),
    "drop": _plainly(publishing.drop),
    "preview": _plainly(_preview),
    _WALK_DRAFT: _walk_draft,
    "check": _plainly(publishing.check),
    "publish": _plainly(publishing.publish),
    "insist": _plainly(publishing.insist),
    "send": _plainly(publishing.send),
    "return": _plainly(publishing.ask_remark),
}
