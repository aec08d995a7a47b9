"""Replies at hand: the best entries and the templates. Picked, looked at, and sent or edited by one press."""

from __future__ import annotations

import structlog

from bot.customer.wording import filler_for, wording
from bot.desk.screen import menus, mirror, private
from bot.desk.screen.card import title_of
from bot.desk.writing import messages, reply_drafts
from bot.knowledge import in_language
from bot.step import Html, Keyboard, Step, button, moment
from handoff import package as packages
from handoff import templates
from kb.markup import plain
from kb.variables import UnknownVariableError
from store.outbox import Priority
from store.schema import Case, Customer, Person
from store.screen import ReplyDraft, ReplyTemplate

_log = structlog.get_logger(__name__)
_SUGGESTED = 3
_PAGE = 6
_COPY_LIMIT = 256
"""Characters that Telegram lets a button copy."""


def on_replies(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """Show a page of what can be sent: suggestions first, then templates."""
    refused = menus.refusal(step, case, agent, rest[0] if rest else "", unclaimed=True)
    if refused:
        return refused
    page = int(rest[1]) if len(rest) > 1 and rest[1].isdecimal() else 0
    kept = templates.all_templates(step.session)
    shown = kept[page * _PAGE : (page + 1) * _PAGE]
    choices = [] if page else _suggestions(step, case)
    choices += [[button(f"📄 {one.name}", "draft", case.id, case.epoch, f"t{one.id}")] for one in shown]
    if len(kept) > (page + 1) * _PAGE:
        more = step.services.desk_texts.plain("desk-button-more-replies")
        choices.append([button(more, "replies", case.id, case.epoch, page + 1)])
    if not choices:
        return step.services.desk_texts.plain("press-no-replies")
    menus.show(step, case, [*choices, menus.back(step, case)])
    return ""


def suggested(step: Step, case: Case) -> list[str]:
    """The best entries that the customer has not turned down and has not been told, best first."""
    package = packages.build(step.session, case)
    tried = {one.entry_id for one in package.tried}
    found = [entry for entry, _score in package.understood if entry not in tried]
    return [entry for entry in found if step.services.knowledge.entry(entry) is not None][:_SUGGESTED]


def _suggestions(step: Step, case: Case) -> Keyboard:
    desk = step.services.desk_texts
    return [
        [
            button(
                f"💡 {title_of(entry, desk, step.services.knowledge)}",
                "draft",
                case.id,
                case.epoch,
                f"e{number}",
            )
        ]
        for number, entry in enumerate(suggested(step, case))
    ]


def on_draft(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """Put a reply before the agent, with the ways to send it."""
    refused = menus.refusal(step, case, agent, rest[0] if rest else "", unclaimed=True)
    if refused:
        return refused
    draft = _made(step, case, agent, rest[1] if len(rest) > 1 else "")
    if draft is None:
        return step.services.desk_texts.plain("press-old")
    step.session.add(draft)
    step.session.flush()
    private.say(
        step,
        case,
        step.services.desk_texts("desk-draft", reply=Html(draft.html)),
        keyboard=_draft_buttons(step, draft),
        key=reply_drafts.key(draft),
        priority=Priority.LINE,
    )
    return ""


def _draft_buttons(step: Step, draft: ReplyDraft) -> Keyboard:
    desk, words = step.services.desk_texts, plain(draft.html)
    edit = (
        {"text": desk.plain("desk-button-edit"), "copy": words}
        if len(words) <= _COPY_LIMIT
        else button(desk.plain("desk-button-edit"), "draftcopy", draft.case_id, draft.id)
    )
    return [
        [button(desk.plain("desk-button-send"), "draftsend", draft.case_id, draft.id), edit],
        [button(desk.plain("desk-button-drop"), "draftdrop", draft.case_id, draft.id)],
    ]


def _made(step: Step, case: Case, agent: Person, choice: str) -> ReplyDraft | None:
    kind, number = choice[:1], choice[1:]
    if kind not in ("e", "t") or not number.isdecimal():
        return None
    html, source, source_id, version = "", reply_drafts.ENTRY, "", 0
    customer = step.session.get_one(Customer, case.customer_id)
    if kind == "e":
        entries = suggested(step, case)
        entry = step.services.knowledge.entry(entries[int(number)]) if int(number) < len(entries) else None
        if entry is None:
            return None
        source_id, version = entry.id, entry.version
        try:
            html = wording(entry, step.texts(customer), filler_for(step, customer, case))
        except UnknownVariableError as error:
            _log.error("no value", action="kb_variable_unknown", variable=error.name, entry=entry.id)
            return None
    else:
        template = step.session.get(ReplyTemplate, int(number))
        if template is None:
            return None
        source, source_id = reply_drafts.TEMPLATE, str(template.id)
        html = templates.filled(
            templates.text_in(template, customer.language), _values(step, case, customer, agent)
        )
    return ReplyDraft(
        case_id=case.id,
        person_id=agent.id,
        source=source,
        source_id=source_id,
        version=version,
        html=html,
        created_at=step.now,
    )


def _values(step: Step, case: Case, customer: Customer, agent: Person) -> dict[str, str]:
    topic = step.services.knowledge.topic(case.topic) if case.topic else None
    return {
        "customer": next(iter(customer.name.split()), ""),
        "case": str(case.id),
        "agent": next(iter(agent.name.split()), ""),
        "company": step.services.company(customer.language),
        "topic": in_language(topic.names, customer.language, topic.id) if topic else "",
        "promise": moment(step, case.promised_at) if case.promised_at else "",
    }


# -- what becomes of a draft


def on_send(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """«Отправить»: the customer gets the reply in the agent's name."""
    desk = step.services.desk_texts
    draft = _open(step, case, rest)
    if draft is None:
        return desk.plain("press-old")
    if not messages.may_answer(step, case, agent):
        return desk.plain("press-not-yours", agent=_owner(step, case))
    messages.answer_with(step, case, agent, draft.html, **reply_drafts.facts(draft))
    if step.private_card is not None:
        mirror.repeat(step, case, agent.name, draft.html)
    reply_drafts.settle(step, case, draft, "sent")
    return desk.plain("press-done")


def on_drop(step: Step, case: Case, _agent: Person, rest: list[str]) -> str:
    """«Не нужно»."""
    draft = _open(step, case, rest)
    if draft is None:
        return step.services.desk_texts.plain("press-old")
    reply_drafts.settle(step, case, draft, "dropped")
    return step.services.desk_texts.plain("press-done")


def on_copy(step: Step, case: Case, _agent: Person, rest: list[str]) -> str:
    """«Изменить» for a reply too long for a button: the bare text, which one touch copies."""
    draft = _open(step, case, rest)
    if draft is None:
        return step.services.desk_texts.plain("press-old")
    text = step.services.desk_texts("desk-draft-copy", reply=plain(draft.html))
    private.say(step, case, text, key=f"{reply_drafts.key(draft)}:copy", priority=Priority.LINE)
    return ""


def _open(step: Step, case: Case, rest: list[str]) -> ReplyDraft | None:
    draft = step.session.get(ReplyDraft, int(rest[0])) if rest and rest[0].isdecimal() else None
    return draft if draft is not None and draft.case_id == case.id and draft.state == "open" else None


def _owner(step: Step, case: Case) -> str:
    owner = step.session.get(Person, case.owner_id) if case.owner_id else None
    return owner.name if owner else step.services.desk_texts.plain("person-someone")
