"""The names that columns may have, in Russian and English, and what they mean."""

from __future__ import annotations

import re

LISTS = ("phrasings", "tags", "details", "files", "segments")
BY_LANGUAGE = ("question", "answer", "guide", "phrasings")

NAMES: dict[str, str] = {
    "id": "id faq_id entry_id entry intent ид идентификатор код ключ",
    "topic": "topic category section тема раздел категория рубрика",
    "status": "status состояние статус",
    "language": "language lang язык",
    "question": "question questions title q question_text вопрос вопросы заголовок название текст_вопроса",
    "answer": "answer answers response reply a answer_text ответ ответы текст_ответа",
    "phrasings": "phrasings phrasing variants examples utterances synonyms формулировки формулировка "
    "варианты варианты_вопроса примеры синонимы",
    "tags": "tags tag labels метки метка теги",
    "link": "link url ссылка",
    "picture": "picture image картинка изображение фото",
    "details": "details needed_details сведения нужные_сведения уточнения",
    "guide": "guide guides steps инструкция пошаговая_инструкция шаги диагностика",
    "files": "files file documents document attachments файлы файл документы документ вложения",
    "segments": "segments segment for_segments сегменты сегмент для_кого",
    "valid_from": "valid_from from since действует_с с начало",
    "valid_until": "valid_until valid_to until действует_до действует_по до по окончание",
}
"""Each column, and the headers that mean it."""
_CANONICAL = {name: column for column, names in NAMES.items() for name in names.split()}

_LANGUAGES = {
    "русский": "ru",
    "рус": "ru",
    "английский": "en",
    "англ": "en",
    "russian": "ru",
    "english": "en",
}
_SUFFIX = re.compile(r"(?P<base>.*[^ _:.(\[-])[ _:.(\[-]++(?P<language>[a-zа-яё]++)[)\]]?")


def canonical(header: str) -> str | None:
    """`question_en` for «Вопрос (en)», "Question: English" or "question_en"; None for an unknown header."""
    name = " ".join(header.replace("\ufeff", "").strip().lower().split())
    plain = name.strip("*:. ").replace(" ", "_")
    if plain in _CANONICAL:
        return _CANONICAL[plain]
    if found := _SUFFIX.fullmatch(name.strip("*: ")):
        base = _CANONICAL.get(found["base"].strip().replace(" ", "_"))
        language = _LANGUAGES.get(found["language"], found["language"])
        if base in BY_LANGUAGE and re.fullmatch(r"[a-z]{2}", language):
            return f"{base}_{language}"
        if base in LISTS and language.isdigit():
            return base
    numbered = re.fullmatch(r"(.*[^ _(])[ _]*+\(?(?<!\d)(\d{1,3})\)?", name)
    if numbered and (again := canonical(numbered[1])) and base_of(again) in LISTS:
        return again  # «формулировка 1», «формулировка 2»… are values of one list
    return None


_REMARK = re.compile(r"[(\[/]|[,:;–—-]\s")
_NUMBERING = re.compile(r"[№#\d]|\b(id|номер|количество|кол|дата|автор|статус|ссылка|тип)\b")
_WORDS_OF_HEADER = 4
_SPOKEN = {"как спрашивает клиент": "question", "как спрашивают": "question",
           "что спрашивают": "question", "что спрашивает клиент": "question", "что отвечаем": "answer",
           "что отвечать": "answer", "что ответить": "answer"}  # fmt: skip


def meant(header: str) -> str | None:
    """The column that a header stands for in the words of somebody who never saw ours: «Вопрос (как
    спрашивает клиент)», «Ответ оператора»; None where it may be anything."""
    name = " ".join(header.replace("\ufeff", "").strip().lower().split()).strip("*:. ")
    plain = _REMARK.split(name, maxsplit=1)[0].strip("* ")
    if plain != name and (found := canonical(plain)):
        return found
    if plain in _SPOKEN:
        return _SPOKEN[plain]
    words = plain.split()
    if not 1 < len(words) <= _WORDS_OF_HEADER or _NUMBERING.search(plain):
        return None
    found = next((column for column in (_CANONICAL.get(words[0]), _CANONICAL.get(words[-1])) if column), None)
    return found if found in ("question", "answer") else None


def base_of(column: str) -> str:
    """`question` for `question_en`."""
    base, _, language = column.rpartition("_")
    return base if base in BY_LANGUAGE and language else column


def language_of(column: str) -> str:
    """`en` for `question_en`, empty for a column without a language."""
    return column.removeprefix(base_of(column)).removeprefix("_")
