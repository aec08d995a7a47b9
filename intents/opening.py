"""Whether a text says nothing yet of what it is about: somebody calls, asks whether they may ask, or sends a
sign or a number; «Алло», «Вы тут?», «можно вопрос?», «?», «1», an emoji.
"""

from __future__ import annotations

import re

from intents.courtesies import COURTESY, GREETING
from intents.patterns import bounded

_LONGEST = 120  # characters; who writes more says more

_SOMEBODY = r"(?:кто[- ]?(?:нибудь|то|либо)|кто|оператор\w*|поддержка)"
_HERE = r"(?:тут|здесь|там|на связи|на месте|дома|живы|живые|живой|онлайн|есть|отвечает|слышит)"
_CALLS = (
    rf"ал+[ео]+|ау+|эй+|ку-?ку|тук[- ]тук|(?:вы|ты) (?:еще |все еще |вообще )?(?:{_HERE}|меня (?:слышите|видите)|(?:слышите|видите) меня)"
    rf"|{_HERE} {_SOMEBODY}(?: {_HERE})*|{_SOMEBODY} {_HERE}(?: {_HERE})*|слышите(?: меня)?|меня (?:кто-нибудь )?слышно|прием(?: прием)*|тест|test|проверка|срочно|s\.?o\.?s"
    r"|ответьте|отзовитесь|откликнитесь|отвечайте|(?:почему|чего|что) (?:вы )?(?:молчите|не отвечаете)"
    r"|(?:help|helo|hell?o|hi|hey)(?: me| us)?|(?:is |are )?(?:there )?(?:any|some)(?: ?one|body)(?: is)?(?: here| there| home| online| around| alive)?"
    r"|(?:are )?(?:you|u)(?: guys)? (?:still )?(?:here|there|online|around|alive)|knock[- ]knock"
    r"|(?:ви|є хто|хтось є)(?: тут)?|допоможіть|көмектесіңіз(?:ші)?|сұрағым бар"
)
_REQUESTS = (
    r"(?:помоги|помогите|подскажи|подскажите|объясните|посоветуйте|выручайте|спасите|проконсультируйте)"
    r"|(?:не )?(?:подскажете|поможете|могли бы (?:помочь|подсказать)|можете (?:помочь|подсказать)|сможете помочь)|прошу (?:о )?помощи"
    r"|(?:мне )?(?:очень |срочно )?(?:нужна|нужен|требуется|необходима) (?:ваша )?(?:помощь|консультация|совет|подсказка)"
    r"|(?:у (?:меня|нас) )?(?:есть |тут |возник(?:ла|ли)? |появил(?:ся|ась) )?(?:к вам |один |одна |такой |такая |небольшой |небольшая |пара |несколько |срочный )*"
    r"(?:вопрос(?:ик|ы|ов|а|ца)?|проблем(?:а|ка|ы)|беда|трудности|дело)(?: (?:есть|возник|к вам))?"
    r"|(?:можно |могу |хочу |хотел(?:а|ось)? |разрешите )(?:бы |ли |я |вас |вам |у вас |тут |мне |к вам )*(?:вопрос\w{0,3}|спросить|задать (?:один |вам )?вопрос\w{0,3}|обратиться|узнать|уточнить|посоветоваться)(?: у вас)?"
    r"|(?:can|could|may) (?:i|we) ask(?: you)?(?: a question| a few questions| something)?|(?:can|could|would) (?:you|someone|anyone|somebody) (?:please )?help(?: me| us)?"
    r"|(?:i|we)?(?: have| have got|'ve got)? ?(?:a |an |one |some |another )?(?:quick |small )?(?:question|questions|problem|issue)s?|(?:i )?(?:need|want) (?:some |your )?(?:help|assistance|advice)|(?:please )?(?:assist|advise)(?: me)?"
)
_BESIDE = (
    r"пожалуйста|пожалуста|плиз|пж|пжл|пожал|а|ну|и|же|мне|нам|меня|нас|вас|вам|сейчас|ли|вы|ребята|девушка|уважаемые|люди|народ|добрый|день|бот|можно"
    r"|срочно|очень|еще|раз|опять|снова|скорее|please|pls|plz|me|us|the|a|so|guys|team|now|urgently|with|something|one|in"
)
_SAID = re.compile(rf"(?<![\w-])(?:{bounded(f'{_CALLS}|{_REQUESTS}|{GREETING}|{COURTESY}')})(?![\w-])")
_IS_BESIDE = re.compile(rf"(?<![\w-])(?:{_BESIDE})(?![\w-])")
_GREETS = re.compile(bounded(rf"(?!алло|ало){GREETING}"))
"""What is greeted back, which asks what it is about as well."""
_LETTER = re.compile(r"[^\W\d_]")


def opens(text: str) -> bool:
    """Whether the text has nothing beside a call, a greeting, a request to ask, signs and numbers."""
    if not text.strip() or len(text) > _LONGEST:
        return False
    said = " ".join(text.lower().replace("ё", "е").replace("’", "'").split())
    if _GREETS.fullmatch(said.rstrip(" .!,)")):
        return False
    rest, calls = _SAID.subn(" ", said)
    return not _LETTER.search(_IS_BESIDE.sub(" ", rest) if calls else rest)
