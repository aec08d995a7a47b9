"""Whether a text only acknowledges: thanks, agrees, says that it works, takes leave; and so asks for nothing.

Every word has to belong to such a text. One that does not («спасибо, но…», «ок, а когда») is a question or a
complaint as before: to leave a thank-you unanswered is a trifle, to miss a question is not.
"""

from __future__ import annotations

import re
import unicodedata

from intents.patterns import bounded

THANKS, SOLVED, AGREED, GOODBYE = "thanks", "solved", "agreed", "goodbye"
_LONGEST = 160  # characters; who writes more says more

# Whole phrases first: some of their words would mean the contrary by themselves.
_PHRASES = {
    SOLVED: (
        r"(?:больше )?(?:вопросов|проблем|претензий)(?: больше)? (?:нет|не имею|не осталось|не возникало)|нет (?:больше )?(?:вопросов|проблем)"
        r"|(?:больше )?ничего (?:больше )?не (?:надо|нужно)|(?:уже |больше )+не (?:надо|нужно|актуально|требуется)|неактуально"
        r"|вопрос(?: (?!не\b)\w+)? (?:решен|закрыт|снят|исчерпан)\w*|(?:проблем\w|задач\w|вопрос)(?: (?!не\b)\w+)? (?:реш\w+|устран\w+|исчез\w+|уш\w+|пропал\w)"
        r"|(?:все|уже|теперь|наконец|снова|опять|сейчас|интернет|инет|вайфай|wifi|wi-fi|сайт|приложение|роутер|связь|телевизор|тв) (?:(?!не\b|плохо\b)\w+ )?(?:за)?работа(?:ет|л|ла|ло|ют)"
        r"|(?:заказ|посылк\w|деньги|письмо|смс|код|чек|оплата|возврат) (?:уже )?(?:приш\w+|получил\w?|дош\w+|вернули\w*|поступил\w)"
        r"|(?:все )?(?:в|у) (?:полном )?порядке|все путем|как (?:надо|нужно|часы)|все на месте|все есть|по плану"
        r"|no (?:more |further |other )?(?:questions|issues|problems)|(?:nothing|that's|that is|thats|that was) (?:else|all|it|everything)(?: for now| i needed)?|never ?mind"
        r"|(?:it|that|this|everything|all)(?:'s| is| has been)? (?:now )?(?:works|worked|working|fixed|solved|resolved|sorted|done|good|fine|ok|okay|great|clear)(?: now| again| out)*"
        r"|(?:it |that |this )?did the trick|problem(?: is|'s)? (?:solved|fixed|gone|resolved)|all (?:good|set|sorted|done|clear|fine|right)|up and running"
        r"|got it (?:working|sorted|fixed)|(?:усе|все) (?:працю\w+|добре|гаразд|зрозуміло|вийшло|запрацювало|атрымалася|працуе|добра)"
        r"|бәрі (?:жақсы|дұрыс|түсінікті|жұмыс істейді)|жұмыс істе(?:ді|йді|п тұр)"
    ),
    THANKS: (
        r"(?:большое |огромное |спасибо |вам |тебе )*(?:за|for) (?:ваш[уие]? |your |the |all |быстр\w+ |оперативн\w+ |такой |quick |fast |great |kind )*"
        r"(?:помощь|ответ\w*|информаци\w|консультаци\w|поддержк\w|оперативность|скорость|терпение|внимание|понимание|разъяснени\w|совет\w*|все|это|труд|работу|заботу|отзывчивость|подсказк\w"
        r"|help|helping(?: me)?|answer|reply|response|support|info(?:rmation)?|everything|time|patience|assistance|that|this|it|допомогу|відповідь|дапамогу|адказ)(?: me)?"
        r"|не за что|рах?мет сізге|көп (?:рах?мет|рақмет)|щиро (?:вам )?(?:дякую|вдячн\w+)|вялікі дзякуй|thank (?:you|u)(?: \w+ much)?|much (?:appreciated|obliged)|appreciate (?:it|that|your help|the help)|you(?:'re| are) (?:the best|awesome|great|amazing|a star|a lifesaver)"
        r"|вы (?:супер|лучш\w+|молодц\w|классн\w+|чудо|просто чудо|меня (?:очень )?выручили|спасли меня|мне очень помогли)|(?:дай|храни) (?:вам|вас) бог\w*(?: здоровья)?|здоровья вам|от (?:всей )?души|5 баллов|10 из 10|пять баллов"
    ),
    AGREED: (
        r"(?:все |теперь |мне )?(?:понятно|ясно)(?: теперь)?|буду (?:знать|ждать|иметь в виду|пробовать)|жду|подожду|хорошо,? (?:жду|подожду|попробую)|так и (?:сделаю|есть)|нет,? спасибо|не надо,? спасибо|no,? (?:thanks|thank you)"
        r"|(?:i )?(?:got|see|understand|understood)(?: it| you| that)?|makes sense|sounds (?:good|great|fine)|will wait|fair enough|will do|good to know|no (?:worries|problem)|как скажете|без проблем|все (?:верно|правильно|так|ок|окей|хорошо|отлично|супер|норм\w*|нормально)|так точно|как раз то"
        r"|(?:то|именно то),? что (?:надо|нужно)|жақсы|түсінд?ім|түсінікті|болды"
    ),
    GOODBYE: (
        r"до (?:свидани\w|встречи|связи|скорого|побачення|завтра|пабачэння)|да пабачэння|всего (?:вам )?(?:доброго|хорошего|наилучшего|самого \w+)|пока(?:-пока)?|на все добре|усяго добрага|сау бол\w+"
        r"|(?:хорош|добр|приятн|удачн|отличн|гарн)\w+ (?:вам |всем )?(?:дня|вечера|выходных|ночи|утра|недели|настроения|вечора|работы)|спокойной ночи|(?:good ?)?bye(?: bye)?|see (?:you|ya)(?: later| soon)?|have a (?:nice|good|great|lovely) (?:\w+)|take care|good night|cheers|с (?:уважением|наступающим|праздником)|с новым годом|удачи(?: вам)?"
    ),
}  # fmt: skip
_WORDS = {
    THANKS: (
        r"спасиб\w*|пасиб\w*|спс|сп[ао]сиба|пасип|благодар\w+|сенкс|сенк[ью]+|мерси|признател\w+|thanks?|thank(?:s|you)|thanx|thx|tnx|tysm|ty|thankyou|grateful|brilliant|lifesaver"
        r"|дякую|дякуємо|дякс|вдячн\w+|рах?мет|рақмет|рахметик|дзякуй|дзякую|выручил[аи]?|спасли|помогли|помог|помогло|помогла|помогает|молодц\w|умнич\w+|лучшие|helped|helpful|appreciated|appreciate|допомогли|допомогло|дапамаглі"
    ),
    SOLVED: (
        r"реш(?:ено|или|ена|илось|илась|ился|ил|ила|илося)|получил(?:ось|ос)|вышло|удалось|сработало|заработал[аои]?|работает|работают|пашет|починил(?:и|ось|ося)?|исправил(?:и|ось)?|подключил(?:и|ось|ся)?|восстановил(?:ось|и)|наладил(?:ось|и)|прошло|пришл[оаи]|пришел|нашл(?:а|и|ось)|нашел|нашелся|разобрал(?:ась|ся|ись)|справил(?:ась|ся|ись)|оплатил[аи]?|вош(?:ел|ла|ли)|зашл[аи]|зашел|готово|сделано|закрыто|решен"
        r"|solved|fixed|works|worked|working|resolved|sorted|done|perfectly|запрацювало|вийшло|вирішено|працює|працуе|атрымалася|атрымалась|запрацавала|істейді|шешілді"
    ),
    AGREED: (
        r"ок|окей|оки|окей?да|оке|окэй|океюшки|ok|okay|okey|okie|kk|k|да|ага|угу|так|ладно|ладненько|хорошо|хорош|понял[аи]?|понятно|понятненько|ясно|ясненько|принял[аи]?|принято|учту|учла|учел|запомнил[аи]?|запишу|записал[аи]?|договорились|согласен|согласна|верно|точно|разумеется|конечно|супер\w{0,6}|класс\w{0,4}|отлично\w*|отличненько|здорово|прекрасно|замечательно|великолепно|чудесно|круто|шикарно|огонь|бомба|топ|идеально|норм|нормально|норма[с]?|гуд|збс|кайф|ура|йес|пойдет|сойдет|найс|вау|добро|лады|есть|четко|браво|плюс|плюсую|прикольно|годится|устраивает|жду|попробую|посмотрю|сделаю|поняли|зафиксировал[аи]?|роджер"
        r"|yes|yep|yeah|yup|sure|right|great|good|nice|cool|perfect|awesome|excellent|super|wonderful|amazing|fantastic|lovely|fine|understood|noted|gotcha|roger|alright|clear|agreed|wow|yay|hooray|fab|sweet|добре|гаразд|зрозуміл\w+|чудово|файно|круть|добра|зразумел\w+|зразумела|выдатна|жақсы|жаксы|түсінікті|иә|тусиникти|керемет|болды|мақұл"
    ),
    GOODBYE: r"пока|досвидани\w|всего|бай|чао|bye|goodbye|cheers|удачи|бувайте|бывайце|сау",
}  # fmt: skip
# Say nothing of their own; a text of these alone acknowledges nothing.
_BESIDE = (
    r"и|а|ну|все|всё|это|вам|вас|вы|тебе|ты|мне|меня|я|мы|нам|большое|большо[ей]|огромное|очень|так|уже|теперь|сейчас|тоже|еще раз|сразу|сам|сама|сами|же|ведь|вот|о|ой|ого|ах|аа+|эх|ммм|просто|прям|прямо|наконец|наконец-то|действительно|реально|в|целом|общем|тогда|пожалуйста|пожалуй|всем|всё-таки|как-то|человеческое|искреннее|сердечное|заранее|быстро|оперативно|полностью|абсолютно|правда|слава богу|с первого раза|за|ребят[аы]?|друзья|девушка|девочки|коллеги|уважаем\w+|добрый|доброе|день|вечер|утро|здравствуйте|привет|бот|ботик|бро|брат|братан|дружище|помощь|ответ|всей|семьей|господа|отвечаю|минуту|потом|вечером|завтра|сегодня|по|инструкции|совету|вашей|вашему|раз|снова|опять"
    r"|very|so|much|many|bunch|ton|tons|a|lot|lots|all|really|now|it|that|this|and|the|you|u|i|me|my|we|for|is|was|guys|team|everyone|again|just|oh|ah|then|too|mate|bro|man|there|dear|well|totally|absolutely|finally|im|i'm|it's|that's|its|all's|been|has|indeed|help|your|quick|hello|hi|вельмі|дуже|вам|усе|все|вже|ўсё|ўжо|щиро|сізге|көп|үшін|бәрі|вялікі|велике|величезне"
)  # fmt: skip
_PATTERNS = {
    kind: re.compile(rf"(?<![\w-])(?:{bounded(pattern)})(?![\w-])") for kind, pattern in _PHRASES.items()
}
_IS = {kind: re.compile(bounded(pattern)) for kind, pattern in _WORDS.items()}
_IS_BESIDE = re.compile(bounded(_BESIDE))
_DRAWN = re.compile(r"(\w)\1{1,40}")
"""Letters drawn out: «большоее»."""
_WORD = re.compile(r"\w[\w'-]{0,40}")
_SMILE = re.compile(r"[:;=xх8]-?[)Dd*3]{1,9}|\^_?\^|<3|[)]{1,30}|(?<!\S)\+{1,5}(?!\S)")
_GLAD = frozenset(
    "👍👌🙏💯✅🎉🔥❤♥💙💚💛🧡💜🖤🤍🤎💕💖💗💓💞💘💝😊😀😃😄😁🙂😉😍🥰😘😚😗🤗🤝👏💪✌🤩🥳😎☺😌🌹🌸💐🌷🌺🌻🌼✨⭐🌟🫶🫡🆗☑✔🤙🙌😇😅😂🤣😆😋😻🐱🎊🏆🥇🚀🍀☀🌞🫂🤘👊🍾🥂💋👋"
)
_PARTS_OF_EMOJI = frozenset("\ufe0f\u200d♂♀🏻🏼🏽🏾🏿")
_REFUSED = re.compile(r"(?i)[?¿؟]|\d{4}|\bтак же\b|\bчерез раз\b")
_RANK = (SOLVED, THANKS, AGREED, GOODBYE)


def acknowledges(text: str) -> str:
    """What a text acknowledges with: `solved`, `thanks`, `agreed` or `goodbye`, the first that is said. Empty
    where it says anything beside that, or nothing at all."""
    if len(text) > _LONGEST or _REFUSED.search(text):
        return ""
    signs = {sign for sign in text if unicodedata.category(sign) in ("So", "Sk") or sign in _GLAD}
    if not signs <= _GLAD | _PARTS_OF_EMOJI:
        return ""
    said = set()
    rest, smiles = _SMILE.subn(" ", text.lower().replace("ё", "е").replace("’", "'"))
    rest = " ".join(rest.split())
    if smiles or signs & _GLAD:
        said.add(AGREED)
    for kind, pattern in _PATTERNS.items():
        rest, found = pattern.subn(" · ", rest)
        if found:
            said.add(kind)
    for word in _WORD.findall(rest):
        kinds = _kinds(word) or _kinds(_DRAWN.sub(r"\1", word))
        if not kinds:
            return ""
        said.update(kinds[:1])
    return next((kind for kind in _RANK if kind in said), "")


def _kinds(word: str) -> list[str]:
    """What a word says, the first first; an empty kind where it stands beside such words and says nothing."""
    found = [one for one in _RANK if _IS[one].fullmatch(word)]
    return found or ([""] if _IS_BESIDE.fullmatch(word) else [])
