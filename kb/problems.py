"""What can be wrong with an entry or a file of entries, said so that an editor knows what to do.

Editors are not programmers: each problem has a code for programs and a sentence for people in
Russian and English, and each sentence ends with the way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_TEXTS: dict[str, dict[str, str]] = {
    "id_missing": {
        "ru": "нет идентификатора: укажите id или вопрос, из которого его можно составить",
        "en": "no id: give an id or a question to make it from",
    },
    "id_form": {
        "ru": "имя «{value}» не подходит: нужны a–z, цифры, «-» и «_», до {limit} знаков",
        "en": "the name “{value}” does not fit: only a–z, digits, “-” and “_”, {limit} at most",
    },
    "title_missing": {"ru": "нет вопроса: заполните его", "en": "no question: fill it in"},
    "answer_missing": {"ru": "нет ответа: заполните его", "en": "no answer: fill it in"},
    "too_long": {
        "ru": "слишком длинно: {length} знаков, можно {limit}; сократите или разделите на две записи",
        "en": "too long: {length} characters where {limit} fit; shorten it or split it into two entries",
    },
    "language_form": {
        "ru": "«{value}» не похоже на код языка: нужны две буквы, например ru или en",
        "en": "“{value}” is no language code: two letters are needed, such as ru or en",
    },
    "phrasing_empty": {
        "ru": "пустая формулировка: уберите её",
        "en": "an empty phrasing: remove it",
    },
    "phrasings_many": {
        "ru": "формулировок {length}, можно {limit}: оставьте самые разные",
        "en": "{length} phrasings where {limit} fit: keep the most different ones",
    },
    "link_form": {
        "ru": "ссылка «{value}» не подходит: она должна начинаться с https:// или http://",
        "en": "the link “{value}” does not fit: it has to begin with https:// or http://",
    },
    "picture_form": {
        "ru": "картинка «{value}» не подходит: нужно имя файла png, jpg или webp без папок либо адрес https://",
        "en": "the picture “{value}” does not fit: give a png, jpg or webp file name without folders, "
        "or an https:// address",
    },
    "detail_form": {
        "ru": "сведение «{value}» не подходит: строчные латинские буквы, цифры и «_»",
        "en": "the detail “{value}” does not fit: lower-case Latin letters, digits and “_” only",
    },
    "dates_order": {
        "ru": "запись кончает действовать {until}, раньше, чем начинает ({since}): поменяйте даты",
        "en": "the entry ends on {until}, before it begins ({since}): mend the dates",
    },
    "tag_form": {
        "ru": "метка «{value}» не подходит: без запятых и переносов строки, до {limit} знаков",
        "en": "the tag “{value}” does not fit: no commas or line breaks, {limit} characters at most",
    },
    "control_character": {
        "ru": "невидимый служебный знак {value}: наберите это место заново",
        "en": "an invisible control character {value}: type this place again",
    },
    "markup_forbidden": {
        "ru": "тег <{value}> Telegram не показывает: уберите его; можно {allowed}",
        "en": "Telegram does not show <{value}>: remove it; allowed are {allowed}",
    },
    "markup_unclosed": {
        "ru": "тег <{value}> открыт и не закрыт: добавьте </{value}>",
        "en": "<{value}> is opened and never closed: add </{value}>",
    },
    "markup_crossed": {
        "ru": "тег </{value}> закрывает не то, что открыто последним: проверьте порядок тегов",
        "en": "</{value}> does not close what was opened last: check the order of the tags",
    },
    "markup_attribute": {
        "ru": "у тега <{tag}> лишнее «{value}»: уберите",
        "en": "<{tag}> has “{value}”, which does not belong there: remove it",
    },
    "markup_link": {
        "ru": "ссылка «{value}» не подходит: можно https://, http://, tg://, mailto: и tel:",
        "en": "the link “{value}” does not fit: https://, http://, tg://, mailto: and tel: work",
    },
    "markup_angle": {
        "ru": "знак «<» в тексте: напишите вместо него &lt;",
        "en": "a bare “<” in the text: write &lt; instead",
    },
    "markup_entity": {
        "ru": "обозначение «{value}» Telegram не понимает: поставьте сам знак",
        "en": "Telegram does not know “{value}”: put the character itself",
    },
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `code` for programs, `where` the field, `values` what the sentence mentions."""

    code: str
    where: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str = "ru") -> str:
        """The sentence for a person, in Russian or English; begins with where it is."""
        by_language = _TEXTS[self.code]
        sentence = by_language.get(language, by_language["en"]).format(**self.values)
        return f"{self.where}: {sentence}" if self.where else sentence


class KnowledgeBaseError(Exception):
    """Something with the knowledge base that a person has to put right."""


class InvalidEntryError(KnowledgeBaseError):
    """An entry cannot be kept as it is; `problems` says what to mend."""

    def __init__(self, entry_id: str, problems: tuple[Problem, ...]) -> None:
        self.entry_id = entry_id
        self.problems = problems
        super().__init__(f"{entry_id}: " + "; ".join(problem.text("en") for problem in problems))
