"""An agent's line asks for what is known already: a detail that the package holds, a step that was tried.

Pure, and made to be right when it speaks rather than to speak often: a line is only taken for a request where
its words leave little else. A line that names the value, asks whether it is right, or says «ещё раз» does so
on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handoff import steps_tried


@dataclass(frozen=True, slots=True)
class Repeat:
    """What is asked for again: `kind` is `detail` or `step`, `key` names it, `value` is what is known."""

    kind: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A detail of the company: its key and what it is called, in all languages."""

    key: str
    names: tuple[str, ...]


def find(
    line: str, known: Mapping[str, str], wanted: Iterable[Wanted], tried: Iterable[str]
) -> Repeat | None:
    """The first thing that a line asks for though it is known; None almost always.

    `known` are details with their values; `wanted` are all details that the company asks for; `tried` are
    texts that tell what was done: answers that did not help, steps of guides, the customer's own words.
    """
    spoken = _plain(line)
    names = {one.key: one.names for one in wanted}
    for sentence in _sentences(spoken):
        for key, value in known.items():
            if _asks_for(sentence, key, names.get(key, ()), value):
                return Repeat("detail", key, value)
    found = steps_tried.asked_again(spoken, (_plain(text) for text in tried))
    return Repeat("step", found.step, found.told) if found else None


def asked_for(line: str, wanted: Iterable[Wanted]) -> tuple[str, ...]:
    """The details that a line asks for, known or not, in the order of `wanted`."""
    sentences = list(_sentences(_plain(line)))
    parts = [part for said in sentences for part in (said, *re.split(r",| и | and ", said))]
    return tuple(one.key for one in wanted if any(_asks_for(said, one.key, one.names, "") for said in parts))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").replace("’", "'").split(" "))


def _sentences(text: str) -> Iterator[str]:
    """Sentences with the mark at their end."""
    for found in re.finditer(r"[^.!?\n;]+[.!?;]?|[.!?]", re.sub(r"(\d)\.(\d)", r"\1,\2", text)):
        sentence = found[0].strip()[:_LONGEST]
        if len(sentence) > 2:
            yield sentence


# -- how people ask

_LONGEST = 300
"""Signs of a sentence that are read: a longer one asks for no detail."""

_VERB = (
    r"(?:подскажите|напишите|пришлите|отправьте|укажите|уточните|назовите|сообщите|скажите|продиктуйте|дайте"
    r"|скиньте|предоставьте|введите|повторите|вышлите|оставьте|продублируйте|напомните"
    r"|(?<!\bне )(?:нужен|нужна|нужно|нужны|потребуется|понадобится|требуется|необходим[аоы]?)"
    r"|(?:подсказать|написать|прислать|отправить|указать|уточнить|назвать|сообщить|продиктовать|дать|скинуть"
    r"|повторить|выслать|узнать|продублировать|напомнить)"
    r"|tell|give|send|share|provide|write|specify|(?<!n't )need|repeat|let me know|(?:may|can|could) (?:i|we)"
    r" (?:please )?(?:have|get|ask for))"
)
_BETWEEN = (
    r"(?:\W*\b(?:пожалуйста|плиз|ваш\w*|мне|нам|еще|раз|свой|свои|свое|его|также|точн\w+|полн\w+|контактн\w+"
    r"|сюда|актуальн\w+|снова|заново|сам|и|будьте добры|какой|какая|какое|у вас|для связи|будет|от вас"
    r"|me|us|please|your|the|a|full|exact|current|also|again|just|kindly|with|to|here|what|is))*\W*\b"
)
_WHICH = (
    r"(?:как(?:ой|ая|ое|ие|ого|ую|ова?)|по как(?:ому|ой)|на как(?:ой|ую|ом)|в как(?:ой|ом)"
    r"|what(?:'s| is| are| was)|which)"
)
_WHICH_BETWEEN = (
    r"(?:\W*\b(?:у|вас|ваш\w*|сейчас|именно|точн\w+|полн\w+|контактн\w+|your|the|exact|full|current))*\W*\b"
)
_AFTER = (
    r"(?=\W*$|\s*[,.!?:;)—–-]|\s+(?:пожалуйста|плиз|ваш\w*|для связи|для|еще раз|снова|полностью|целиком|и"
    r"|или|по котор\w+|на котор\w+|с котор\w+|подключения|вы|у вас|please|again|so|and|or|you|that|for|to)\b)"
)
_ALONE = r"(?:\W*\b(?:пожалуйста|плиз|ваш\w*|еще|раз|можно|а|и|your|please|again|the)\b)*\W*"
_TURNED = r"(?:\W*\b(?:ваш\w*|мне|еще|раз|пожалуйста|тогда|is|your))*\W*\b"

_CHECKS = re.compile(
    r"\b(?:верн[оыа]\w*|верный|правильн\w+|совпада\w+|прежн\w+|не (?:из|по)менял\w*|смен\w+|измен\w+"
    r"|поменя\w+|тот же|та же|ниже|выше|не нужно|не надо|не требуется|не присыла\w+|не сообща\w+|не пишите"
    r"|никому|correct|right|changed?|same|still|don't|do not|no need|never|above|below|instead"
    r"|друг(?:ой|ую|ого)|нов(?:ый|ую|ого)|другому|another|new|different)\b"
)
"""Words of a sentence that checks, warns or wants something else."""

_NOUNS: Mapping[str, str] = {
    "contract_number": r"(?:(?:номер\w*|№)(?: \w*ваш\w*)? (?:договор\w*|лицев\w+ счет\w*|контракт\w*)"
    r"|лицев\w+ счет\w*|л/с|(?:contract|account) (?:number|no\.?|id))",
    "order_number": r"(?:(?:номер\w*|№)(?: \w*ваш\w*)? заказ\w*|order (?:number|no\.?|id))",
    "phone": r"(?:(?:номер\w*|№) (?:ваш\w+ )?(?:мобильн\w+ )?(?:телефон\w*|мобильн\w+)|телефон(?!\W+котор)"
    r"|(?:phone|mobile|contact|telephone) number|cell number)",
    "address": r"(?:(?:почтов\w+ |домашн\w+ )?адрес\w*(?! (?:электрон|почт|сайт|e-?mail|офис|ip|mac))"
    r"|(?:home |street |postal |full )?address)",
    "email": r"(?:e-?mail|имейл\w*|мейл\w*|(?:адрес\w* )?электронн\w+ почт\w+|почту|почта)(?: address)?",
    "screenshot": r"(?:скриншот\w*|скрин|снимок|фото|screenshot|photo)(?: экрана| of the screen)?",
    "device": r"(?:модель\w*(?: \w*роутер\w*| устройств\w*| телефон\w*)?|(?:device|router|phone) model"
    r"|model)",
    "country": r"(?:стран\w+|country)",
    "payment_date": r"(?:дат\w+(?: и сумм\w+)? (?:плат\w+|оплат\w+)|date(?: and amount)? of (?:the )?payment"
    r"|payment date)",
}
"""What usual details are called. Others go by the names that the company gives them."""

_WHOLE_QUESTIONS: Mapping[str, str] = {
    "phone": r"по как(?:ому|ой) номеру (?:вопрос|вы |с вами|вам|обраща)|на какой номер (?:вам )?"
    r"(?:перезвон|позвон)|как(?:ой)? (?:у вас )?(?:ваш )?телефон\b",
    "address": r"где вы (?:живете|проживаете|находитесь)|где (?:установлен|подключен)|where do you live"
    r"|по какому адресу (?:вы|у вас|подключ|установ|прожив|нет)",
    "contract_number": r"какой у вас договор\W*$",
    "country": r"(?:в какой (?:вы )?(?:сейчас )?стране|(?:which|what) country are you)",
}


def _asks_for(sentence: str, key: str, names: Iterable[str], value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    if _CHECKS.search(sentence) or (len(digits) > 3 and digits[-4:] in re.sub(r"\D", "", sentence)):
        return False
    whole = _WHOLE_QUESTIONS.get(key)
    if whole and re.search(whole, sentence):
        return True
    noun = _NOUNS.get(key) or _named(names)
    if not noun:
        return False
    question = sentence.endswith("?")
    return bool(
        re.search(rf"(?<!\bне )\b{_VERB}\b{_BETWEEN}{noun}{_AFTER}", sentence)
        or (question and re.search(rf"\b{_WHICH}\b{_WHICH_BETWEEN}{noun}", sentence))
        or re.fullmatch(rf"{_ALONE}{noun}{_ALONE}\??", sentence)
        or re.search(rf"^{_ALONE}{noun}\b{_TURNED}(?:{_VERB}\b|как(?:ой|ая|ое)\W*$)", sentence)
    )


def _named(names: Iterable[str]) -> str:
    """What the company calls a detail, with any endings."""
    phrases = [r"\s+".join(_inflected(word) for word in _plain(name).split()) for name in names if name]
    return f"(?:{'|'.join(phrases)})" if phrases else ""


def _inflected(word: str) -> str:
    kept = re.sub(r"[аеиоуыьюяй]{1,2}$", "", word) if len(word) > 4 else word
    return rf"{re.escape(kept)}\w*"
