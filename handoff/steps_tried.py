"""Steps that a customer has tried, and an agent's line that asks for one of them again. Pure.

A step is an action and a thing: restart the router, clear the cache. Both are known by the words people use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tried:
    """A step, like `restart router`, and the sentence that told of it."""

    step: str
    told: str


_ACTIONS: Mapping[str, tuple[str, str, str]] = {
    # stems: what one is told to do (imperative), what one has done, what «попробуйте» is followed by
    "restart": (
        r"перезагрузите|перезапустите|ребутните|выключите и (?:снова )?включите|restart|reboot|power[- ]cycle"
        r"|turn (?:off and on|\w+ \w+ off and on)",
        r"перезагру(?:жал|зил)\w*|перезапус(?:кал|тил)\w*|restarted|rebooted|power[- ]cycled"
        r"|(?:включал\w*.выключал\w*|выключал\w* и (?:снова )?включал\w*)",
        r"перезагру(?:зить|жать)|перезапус(?:тить|кать)|restart(?:ing)?|reboot(?:ing)?",
    ),
    "update": (r"обновите|update", r"обнов(?:лял|ил)\w*|updated", r"обнов(?:ить|лять)|updat(?:e|ing)"),
    "clear": (
        r"очистите|почистите|clear",
        r"(?:о|по)?чистил\w*|очищал\w*|cleared",
        r"(?:о|по)чистить|clear(?:ing)?",
    ),
    "reinstall": (
        r"переустановите|reinstall",
        r"переустан(?:авливал|овил)\w*|reinstalled",
        r"переустан(?:овить|авливать)|reinstall(?:ing)?",
    ),
    "reset": (r"сбросьте|reset", r"сбрасывал\w*|сбросил\w*", r"сбросить|сбрасывать|resetting"),
    "reconnect": (
        r"переподключите|reconnect",
        r"переподключ(?:ал|ил)\w*|reconnected",
        r"переподключить|reconnect(?:ing)?",
    ),
    "check": (r"проверьте|check", r"провер(?:ял|ил)\w*|checked", r"проверить|check(?:ing)?"),
    "take out": (
        r"выньте|вытащите|unplug|take out|remove",
        r"вынимал\w*|вынул\w*|вытаскивал\w*|вытащил\w*|unplugged|removed|took out",
        r"вынуть|вытащить|unplug(?:ging)?|remov(?:e|ing)",
    ),
}
_THINGS: Mapping[str, str] = {
    "router": r"роутер\w*|маршрутизатор\w*|модем\w*|router|modem",
    "app": r"приложени\w+|app|application",
    "phone": r"телефон\w*|смартфон\w*|phone|smartphone",
    "cache": r"кэш\w*|кеш\w*|cache",
    "cookies": r"кук(?:и|и-файлы)|cookies?",
    "sim card": r"сим(?:ку|ка|карт\w+)|сим-карт\w+|sim(?: card)?",
    "TV box": r"приставк\w+|set-top box|tv box",
    "browser": r"браузер\w*|browser",
    "computer": r"компьютер\w*|ноутбук\w*|computer|laptop",
    "cable": r"кабел\w+|провод\w*|cable|wire",
    "settings": r"настройк\w+|settings",
    "password": r"парол\w+|password",
    "network": r"сет[ьи]|network",
    "TV": r"телевизор\w*|\btv\b",
}
_LONGEST = 300
"""Signs of a sentence that are read: a longer one is no request."""
_GAP = r"(?:\W+\w+){0,3}?\W+"
_ON_PURPOSE = re.compile(
    r"\b(?:еще раз|еще разок|снова|повторно|опять|again|once more|one more time|не помогло)\b"
)
_NOT = re.compile(r"\b(?:не|don't|do not|didn't|did not|haven't|have not|never|without)\s+(?:\w+\s+)?$")


def asked_again(line: str, told: Iterable[str]) -> Tried | None:
    """The step that a line asks for though one of the texts told of it. All texts in small letters."""
    wanted = list(_requests(line))
    if not wanted:
        return None
    known = {tried.step: tried for text in told for tried in steps_in(text)}
    return next((known[step] for step in wanted if step in known), None)


def steps_in(text: str) -> Iterator[Tried]:
    """The steps that a text tells of: one that was advised, or one that somebody says he has done."""
    for sentence in _sentences(text):
        for step in _matching(sentence, (0, 1, 2)):
            yield Tried(step, sentence)


def _requests(line: str) -> Iterator[str]:
    """The steps that a line asks for: «перезагрузите…», «попробуйте перезагрузить…», «перезагружали…?»."""
    for sentence in _sentences(line):
        if _ON_PURPOSE.search(sentence):
            continue
        yield from _matching(sentence, (0,))
        if re.search(
            r"\b(?:попробуйте|попытайтесь|нужно|надо|стоит|можете|пробовали|пытались|try|tried)\b", sentence
        ):
            yield from _matching(sentence, (2,))
        asks = sentence.endswith("?") and not re.search(r"\b(?:я|мы|i|we)\b", sentence)
        if asks:
            yield from _matching(sentence, (1,))


def _matching(sentence: str, forms: Iterable[int]) -> Iterator[str]:
    for action, patterns in _ACTIONS.items():
        for thing, noun in _THINGS.items():
            for form in forms:
                verb = rf"\b(?:{patterns[form]})\b"
                found = re.search(rf"{verb}{_GAP}\b(?:{noun})\b", sentence) or re.search(
                    rf"\b(?:{noun})\b{_GAP}{verb}", sentence
                )
                if found and not _NOT.search(sentence[: found.start()]) and not _denied(found[0]):
                    yield f"{action} {thing}"
                    break


def _denied(words: str) -> bool:
    return (
        re.search(r"\bне (?:пере|обнов|чист|провер|сбр|вын|выт)|\b(?:haven't|didn't|not)\b", words)
        is not None
    )


def _sentences(text: str) -> Iterator[str]:
    return (found[0].strip()[:_LONGEST] for found in re.finditer(r"[^.!?\n;]+[.!?]?", text))
