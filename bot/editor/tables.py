"""Tables of entries in the private chat: one that is sent to the bot is looked at and written by one press;
all entries come as a table to work on."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePath
from typing import Any

from bot.editor import card, pictures, report
from bot.editor.findings import ExportedTable, SeenTable
from bot.inbound import Written
from bot.step import Html, Keyboard, Step, button
from bot.team.roles import Role, holders
from bot.team.talk import Talk
from kb import importing, library, syncing
from kb.formats.reading import KINDS
from kb.importing import ImportReport
from kb.journal import Signature
from kb.markup import escape
from store import inbox
from store.authoring import KbTable
from store.outbox import Action
from store.schema import Person
from store.staff import AgentProfile

LOOK, WRITE, EXPORT = "kb_table", "kb_table_write", "kb_table_export"
REASON = "table_reason"
_SHORTEST_REASON = 10
_NAMED, _LINE = 12, 160
_CHANGES = "changes.txt"


# -- a table that was sent


def receive(talk: Talk, written: Written) -> bool:
    """Take a document that holds entries. False for anything else, and from an agent who is at work on a
    case in this chat: there it goes to the customer."""
    attachment = written.attachment
    if attachment is None or attachment.kind != "document" or _suffix(attachment.name) not in KINDS:
        return False
    workplace = talk.step.session.get(AgentProfile, talk.person.id)
    if workplace is not None and workplace.case_id is not None:
        return False
    if attachment.size > pictures.LARGEST:
        talk.say(talk.texts("editor-file-too-big"))
        return True
    table = KbTable(person_id=talk.person.id, name=attachment.name, created_at=talk.step.now)
    talk.step.session.add(table)
    talk.step.session.flush()
    folder = talk.step.services.settings.tables_dir.absolute() / str(table.id)
    table.path = str(folder / pictures.file_name(attachment.name))
    kept = {"file_id": attachment.file_id, "path": table.path, "table": table.id}
    talk.put(Action.KEEP_FILE, kept)
    talk.say(talk.texts("editor-table-reading", name=attachment.name))
    return True


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def on_file(step: Step, payload: dict[str, Any]) -> None:
    """The file was fetched, or could not be: look at it."""
    table = step.session.get(KbTable, payload.get("table", 0))
    person = step.session.get(Person, table.person_id) if table is not None else None
    if table is not None and person is not None:
        _look(Talk(step, person), table)


def _look(talk: Talk, table: KbTable) -> None:
    talk.work_out(LOOK, f"table:{table.id}", table=table.id)


def tell(step: Step, payload: dict[str, Any], found: SeenTable) -> None:
    """What the table would do, what it would mean for customers, and what can be done now."""
    table, person = step.session.get(KbTable, payload["table"]), step.session.get(Person, payload["person"])
    if table is None or person is None:
        return
    talk, seen = Talk(step, person), found.report
    if seen is None or seen.problems or not seen.changing:
        talk.say(_nothing_to_do(talk, table, seen), [[card.menu_button(talk)]])
        _forget(talk, table)
        return
    blocked = syncing.is_blocked(seen, found.replay)
    facts = report.facts(found.replay) if found.replay else {}
    table.checked = {"stamp": found.stamp, "blocked": blocked, "facts": facts}
    *changes, sums = seen.lines(talk.texts.language, trial=False)
    lines = [talk.texts("editor-table", name=table.name, sums=sums), _first_of(talk, changes)]
    if found.replay is not None:
        lines.append(report.sentence(talk.texts, step.services.knowledge.entry, found.replay))
    if len(changes) > _NAMED:
        talk.send_file(_CHANGES, "\n".join(changes), talk.texts("editor-table-changes"))
    if found.replay is not None and found.replay.moved:
        talk.send_file(report.FILE_NAME, report.as_file(found.replay), talk.texts("editor-replay-file"))
    talk.say("\n\n".join(lines), _decisions(talk, table))


def _nothing_to_do(talk: Talk, table: KbTable, seen: ImportReport | None) -> Html:
    if seen is None:
        return talk.texts("editor-table-missing", name=table.name)
    lines = seen.lines(talk.texts.language, trial=False)
    if not seen.problems:
        return talk.texts("editor-table-same", name=table.name)
    if len(lines) > _NAMED:
        talk.send_file(_CHANGES, "\n".join(lines), talk.texts("editor-table-problems-file"))
    return talk.texts("editor-table-problems", name=table.name, problems=_first_of(talk, lines[:-1]))


def _first_of(talk: Talk, lines: list[str]) -> Html:
    told = [escape(line if len(line) <= _LINE else f"{line[:_LINE]}…") for line in lines[:_NAMED]]
    if more := len(lines) - len(told):
        told.append(talk.texts("editor-table-more", count=more))
    return Html("\n".join(told))


def _decisions(talk: Talk, table: KbTable) -> Keyboard:
    def key(name: str, verb: str) -> dict[str, str]:
        return button(talk.texts.plain(name), "kb", verb, table.id)

    rows: Keyboard = []
    if _may_write(talk, table):
        blocked = (table.checked or {}).get("blocked")
        rows.append(
            [key("editor-button-insist", "tablewhy") if blocked else key("editor-button-write", "tabledo")]
        )
    elif len(holders(talk.step, Role.EDITOR)) > 1:
        rows.append([key("editor-button-send", "tablesend")])
    return [*rows, [key("editor-button-table-drop", "tabledrop")]]


def _may_write(talk: Talk, table: KbTable) -> bool:
    return not talk.step.services.settings.two_person_publishing or table.person_id != talk.person.id


# -- deciding


def press(talk: Talk, verb: str, table_id: int) -> bool:
    """Carry out a button under a table. False for one that means nothing any more."""
    table = talk.step.session.get(KbTable, table_id, with_for_update=True)
    if table is None:
        return False
    match verb:
        case "table":
            _look(talk, table)
        case "tabledo":
            _write(talk, table)
        case "tablewhy":
            talk.expect(REASON, table=table.id)
            talk.show(talk.texts("editor-ask-reason"), [[_back(talk, table)]])
        case "tablesend":
            _send(talk, table)
        case "tabledrop":
            talk.show(talk.texts("editor-table-dropped", name=table.name), [[card.menu_button(talk)]])
            _forget(talk, table)
        case _:
            return False
    return True


def on_reason(talk: Talk, table_id: int, words: str) -> None:
    """Write it with the reason that was given."""
    table, reason = talk.step.session.get(KbTable, table_id), " ".join(words.split())
    talk.expect_nothing()
    if table is None:
        talk.say(talk.texts("press-old"), [[card.menu_button(talk)]])
    elif len(reason) < _SHORTEST_REASON:
        talk.expect(REASON, table=table.id)
        talk.say(talk.texts("editor-reason-short"), [[_back(talk, table)]])
    else:
        _write(talk, table, reason)


def _back(talk: Talk, table: KbTable) -> dict[str, str]:
    return button(talk.texts.plain("editor-button-back"), "kb", "table", table.id)


def _write(talk: Talk, table: KbTable, reason: str = "") -> None:
    if not _may_write(talk, table):
        talk.show(talk.texts("editor-not-own"), _decisions(talk, table))
    elif (table.checked or {}).get("blocked", True) and not reason:
        talk.show(talk.texts("editor-blocked"), _decisions(talk, table))
    else:
        talk.show(talk.texts("editor-table-writing"))
        talk.work_out(WRITE, f"table:{table.id}", table=table.id, reason=reason)


def _send(talk: Talk, table: KbTable) -> None:
    """Ask the other editors to look at it and to write it."""
    talk.show(talk.texts("editor-sent"), [[card.menu_button(talk)]])
    for other in holders(talk.step, Role.EDITOR):
        if other.id != talk.person.id:
            asked = talk.to(other)
            look = button(talk.texts.plain("editor-button-look"), "kb", "table", table.id)
            asked.say(talk.texts("editor-table-please", who=talk.person.name, name=table.name), [[look]])


def written(step: Step, payload: dict[str, Any], found: SeenTable) -> None:
    """Keep all of it, if it still does what was shown; otherwise it is looked at again."""
    table, person = step.session.get(KbTable, payload["table"]), step.session.get(Person, payload["person"])
    if table is None or person is None:
        return
    talk, seen = Talk(step, person), found.report
    if seen is None or seen.problems or not _is_as_shown(talk, table, found):
        talk.say(talk.texts("editor-table-overtaken"))
        _look(talk, table)
        return
    reason, facts = payload["reason"], (table.checked or {}).get("facts", {})
    signed = Signature(person.name, step.now, reason, facts)
    importing.keep(step.session, seen.changing, signed, syncing.INSISTED if reason else importing.IMPORTED)
    sums = seen.lines(talk.texts.language, trial=False)[-1]
    talk.say(talk.texts("editor-table-written", name=table.name, sums=sums), [[card.menu_button(talk)]])
    if table.person_id != person.id:
        author = step.session.get_one(Person, table.person_id)
        talk.to(author).say(talk.texts("editor-table-yours", name=table.name, who=person.name))
    _forget(talk, table)


def _is_as_shown(talk: Talk, table: KbTable, found: SeenTable) -> bool:
    """Whether neither file nor entries have changed since it was shown, nor since it was read just now."""
    now = library.stamp(talk.step.session)
    return found.stamp == (table.checked or {}).get("stamp") and found.stamp.endswith(now)


def _forget(talk: Talk, table: KbTable) -> None:
    inbox.clear_timer(talk.step.session, *(f"{kind}:table:{table.id}" for kind in (LOOK, WRITE)))
    talk.step.session.delete(table)
    if table.path:
        shutil.rmtree(Path(table.path).parent, ignore_errors=True)


# -- all entries as a table


def ask_export(talk: Talk) -> None:
    """Have it made."""
    talk.work_out(EXPORT, f"person:{talk.person.id}", at=talk.step.now.isoformat())
    talk.show(talk.texts("editor-table-making"), [[card.menu_button(talk)]])


def hand_over(step: Step, payload: dict[str, Any], found: ExportedTable) -> None:
    """The table, and what can be done with it."""
    person = step.session.get(Person, payload["person"])
    if person is not None:
        talk = Talk(step, person)
        talk.say(talk.texts("editor-table-export", count=found.count), document=found.path)
