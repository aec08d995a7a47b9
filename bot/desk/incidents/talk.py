"""A supervisor declares an incident in his private chat with the bot: topic, text for customers, preview, go;
and says there when it is repaired."""

from __future__ import annotations

from bot.desk import answers, supervisors
from bot.desk.incidents import joining, repair
from bot.desk.incidents.naming import topic_name
from bot.inbound import Inbound, Written
from bot.step import Html, Keyboard, Step, button
from bot.team import private, roles
from bot.team.roles import Role
from bot.team.talk import Talk
from bot.telegram import limits
from bot.texts import texts as texts_in
from handoff import incidents
from handoff.incidents import Stage
from kb.markup import plain
from store.incidents import Incident
from store.schema import Person

TEXT = "incident-text"
_PREFIX = "incident"
_LONGEST = 3000
"""Characters of a supervisor's text; ours follow it in the same message."""
_LANGUAGES = ("ru", "en")
_DECLARE = frozenset({Role.SUPERVISOR})


def take(step: Step, inbound: Inbound) -> bool:
    """Handle what is about incidents in a supervisor's private chat. False for all else."""
    return private.take(step, inbound, _PREFIX, allowed=_DECLARE, on_words=_on_words, on_press=_on_press)


def on_command(step: Step, written: Written, person: Person, _words: str) -> None:
    """/incident: what is open, and which topic to declare; in the private chat, wherever it was written."""
    desk = step.services.desk_texts
    if not roles.has(person, Role.SUPERVISOR):
        answers.reply(step, written, desk("incident-not-allowed"))
        return
    _menu(Talk(step, person))
    if written.is_group:
        answers.reply(step, written, desk("incident-in-private"))


def _menu(talk: Talk) -> None:
    talk.expect_nothing()
    texts, live = talk.texts, incidents.all_open(talk.step.session)
    rows: Keyboard = [[_repaired_button(talk, incident)] for incident, _count in live]
    taken = {incident.topic for incident, _count in live}
    rows += [
        [button(topic_name(talk.step, one.id), _PREFIX, "topic", one.id)]
        for one in talk.step.services.knowledge.topics()
        if one.id not in taken
    ]
    listed = [_line(talk, incident, count) for incident, count in live]
    talk.say("\n".join([*listed, texts("incident-choose-topic")]), rows)


def _line(talk: Talk, incident: Incident, count: int) -> Html:
    name = topic_name(talk.step, incident.topic)
    return talk.texts("incident-line", incident=str(incident.id), topic=name, count=count)


def _on_press(talk: Talk, parts: list[str]) -> bool:
    verb, argument, version = [*parts, "", "", ""][:3]
    session = talk.step.session
    if verb == "topic":
        if talk.step.services.knowledge.topic(argument) is None:
            return False
        known = incidents.latest(session, argument)
        live = known if known is not None and known.stage in (Stage.NOTICED, Stage.OPEN) else None
        incident = live or incidents.notice(session, argument, talk.step.now)
    else:
        incident = (
            session.get(Incident, int(argument), with_for_update=True) if argument.isdecimal() else None
        )
    if incident is None:
        return False
    if verb == "fixed":
        return _repaired(talk, incident)
    if incident.stage not in (Stage.NOTICED, Stage.PASSED):
        return False
    match verb:
        case "declare" | "topic" | "edit":
            _ask(talk, incident, _LANGUAGES[0])
        case "skip" if version == str(incident.version):
            _preview(talk, incident)
        case "open" if version == str(incident.version) and incident.texts:
            return _open(talk, incident)
        case "drop":
            talk.expect_nothing()
            talk.show(talk.texts("incident-dropped"))
        case _:
            return False
    return True


# -- the text for customers


def _ask(talk: Talk, incident: Incident, language: str) -> None:
    talk.expect(TEXT, incident=incident.id, language=language)
    buttons = [button(talk.texts.plain("incident-button-drop"), _PREFIX, "drop", incident.id)]
    if language != _LANGUAGES[0]:
        skip = talk.texts.plain("incident-button-skip")
        buttons.insert(0, button(skip, _PREFIX, "skip", incident.id, incident.version))
    said = talk.texts("incident-ask-text", topic=topic_name(talk.step, incident.topic), language=language)
    talk.say(said, [buttons])


def _on_words(talk: Talk, written: Written) -> bool:
    expected = talk.expected()
    if written.command or expected is None or expected.expects != TEXT:
        return False
    incident = talk.step.session.get(Incident, expected.about["incident"], with_for_update=True)
    if incident is None or incident.stage not in (Stage.NOTICED, Stage.PASSED):
        talk.expect_nothing()
        return False
    html, language = written.html.strip(), str(expected.about["language"])
    if not plain(html).strip() or limits.length(html) > _LONGEST:
        talk.say(talk.texts("incident-text-refused", most=_LONGEST))
        return True
    first = language == _LANGUAGES[0]
    incident.texts = {language: html} if first else {**incident.texts, language: html}
    incident.version += 1
    talk.step.session.flush()
    if first:
        _ask(talk, incident, _LANGUAGES[1])
    else:
        _preview(talk, incident)
    return True


def _preview(talk: Talk, incident: Incident) -> None:
    """What customers would get, and how many of them, before anybody gets anything."""
    talk.expect_nothing()
    texts = talk.texts
    for language in _LANGUAGES:
        if language in incident.texts:
            talk.say(joining.message(texts_in(language), incident, case_number="123"))
    waiting = incidents.waiting_for(talk.step.session, incident.topic)
    count = len({customer for _case, customer in waiting})
    rows = [
        [button(texts.plain("incident-button-open"), _PREFIX, "open", incident.id, incident.version)],
        [
            button(texts.plain("incident-button-edit"), _PREFIX, "edit", incident.id),
            button(texts.plain("incident-button-drop"), _PREFIX, "drop", incident.id),
        ],
    ]
    talk.say(texts("incident-preview", count=count, topic=topic_name(talk.step, incident.topic)), rows)


# -- declared, repaired


def _open(talk: Talk, incident: Incident) -> bool:
    step = talk.step
    live = incidents.latest(step.session, incident.topic)
    if live is None or live.id != incident.id:
        return False  # a newer one of the topic has taken its place
    incident.stage, incident.declared_by, incident.declared_at = Stage.OPEN, talk.person.id, step.now
    step.session.flush()
    joining.begin(step, incident)
    talk.show(talk.texts("incident-sending"))
    said = talk.texts(
        "incident-open",
        incident=str(incident.id),
        topic=topic_name(step, incident.topic),
        agent=talk.person.name or talk.texts.plain("person-someone"),
    )
    supervisors.tell(
        step, said, key=f"incident:{incident.id}:open", keyboard=[[_repaired_button(talk, incident)]]
    )
    return True


def _repaired_button(talk: Talk, incident: Incident) -> dict[str, str]:
    text = talk.texts.plain("incident-button-repaired", incident=str(incident.id))
    return button(text, _PREFIX, "fixed", incident.id)


def _repaired(talk: Talk, incident: Incident) -> bool:
    if incident.stage != Stage.OPEN:
        return False
    repair.declare(talk.step, incident, talk.person)
    said = talk.texts(
        "incident-repaired",
        incident=str(incident.id),
        count=incidents.count_of(talk.step.session, incident),
        agent=talk.person.name or talk.texts.plain("person-someone"),
    )
    supervisors.tell(talk.step, said, key=f"incident:{incident.id}:repaired")
    return True
