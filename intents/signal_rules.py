"""The wordings that raise signals, as patterns over a mended text (lower case, «е» for «ё»).

Each line is one way of saying it. A pattern matches the words that are kept as the reason, so it takes in
what was said and no more. Veto patterns blank out what only sounds alike before the rules are tried.
"""

from __future__ import annotations

import re

from intents.patterns import bounded
from intents.types import SignalKind

Rule = tuple[SignalKind, str, re.Pattern[str]]

# Who is asked for, in the cases that a request puts them in.
_PERSON = (
    r"(?:оператор(?:а|у|ом|ов|ы)?(?! связи)|человек(?:а|у|ом)?|люд(?:ей|ьми|ям|и)|сотрудник(?:а|у|ом|и|ов)?"
    r"|специалист(?:а|у|ом|ов)?|менеджер(?:а|у|ом)?|консультант(?:а|у|ом)?|руководител\w+|руководств\w+"
    r"|начальник\w*|начальств\w+|старш(?:его|ему|им|ий)|(?:тех)?поддержк[уойи]+|саппорт\w*|девушк[уой]+"
    r"|администратор(?:а|у|ом)?|директор(?:а|у|ом)?|живого|живому|живым|живую|ко(?:го|му)-?(?:то|нибудь)|отдел(?:ом|у)?)"
)
_QUALITY = r"(?:(?:живо|нормальн|реальн|настоящ|обычн|друг|ваш|сво|кого|какого)\w*[ -]+){0,2}"
_PEOPLE = (
    r"(?:human(?: being)?s?(?! resources)|(?:real |live |actual )?(?:person|people)|(?:live |human |support )?agents?|operators?"
    r"|representatives?|reps?|advis[eo]rs?|managers?|supervisors?|customer (?:service|support|care)|some(?:one|body)|staff member|specialists?)"
)
_PLEASE = r"(?:[ ,]+(?:пожалуйста|пож|плиз|пжл?|срочно|мне|сюда|давай(?:те)?|please|pls|now|asap))*"

VETOES = tuple(
    re.compile(bounded(pattern))
    for pattern in (
        r"оператор\w* (?:связи|сотов\w+)",
        r"(?:смен|помен)\w+ оператор\w*",
        r"(?:номер|тариф|договор|деньги|карт\w+|симк\w+|услуг\w+) (?:\w+ )?(?:на )?(?:друг\w+ )?(?:человек\w*|люд\w+|менеджер\w*)",
        r"робот[- ]?пылесос\w*",
        r"не тому человеку",
        r"human resources",
        r"travel agents?",
        r"lost or stolen|do i (?:need|have) to (?:speak|talk)",
        r"say goodbye to",
        r"(?:the )?contract to (?:another|other) \w+",
    )
)

HUMAN = (
    # the whole text is the request
    rf"^\W*{_QUALITY}{_PERSON}{_PLEASE}\W*$",
    rf"^\W*(?:an? )?{_PEOPLE}{_PLEASE}\W*$",
    # the languages of neighbours
    r"(?:потріб(?:ен|на|но)|покличте|дайте|з'?єднайте|хочу)(?: \w+){0,3}? (?:операто?р\w*|люди\w+|спеціаліст\w*)|оператор\w* потріб\w+",
    r"(?:патрэб\w+|пакліч\w+|дайце|злучыце)(?: \w+){0,3}? (?:аператар\w*|чалавек\w*|спецыяліст\w*)|аператар\w* патрэб\w+",
    r"(?:оператор\w*|адам\w*|маман\w*)(?: \w+){0,2}? (?:керек|шақыр\w*|қос\w+|сөйлес\w+)",
    r"(?:оператор\w*|кеше\w*|белгеч\w*)(?: \w+){0,2}? (?:кирәк|чакыр\w*|сөйләш\w+)",
    r"(?:operator\w*|odam\w*|mutaxassis\w*|xodim\w*)(?: \w+){0,2}? (?:kerak|chaqir\w*|ula\w+|gaplash\w+)",
    r"(?:оператор\w*|одам\w*|мутахассис\w*)(?: \w+){0,2}? (?:керак|чақир\w*|ула\w+|гаплаш\w+)",
    # a command: «позовите…», «дайте…», «переключите на…»
    rf"(?:по)?зов(?:и|ите|ете)\b(?: \w+){{0,2}}? {_QUALITY}{_PERSON}",
    rf"(?:позвать|соедини(?:те|ть)?|пригласи(?:те|ть)?|дай(?:те)?|давай(?:те)?|верни(?:те)?)\b(?: (?:меня|мне|же|уже|сюда|наконец|бы))*(?: (?:с|со))? {_QUALITY}{_PERSON}",
    rf"(?:переключи|перевед|перекин|перенаправ)\w*(?: меня)? на {_QUALITY}{_PERSON}",
    rf"свяжи(?:те)? (?:меня )?(?:с|со) {_QUALITY}{_PERSON}",
    rf"{_PERSON} (?:позов\w+|дай(?:те)?|давай(?:те)?|ответь(?:те)?)\b|(?:оператора|человека|менеджера|специалиста) (?:мне|сюда)\b",
    r"кого-?(?:то|нибудь),? кто",
    # a wish
    rf"(?:по)?(?:говорить|общаться|разговаривать|связаться|переговорить)(?: \w+){{0,2}}? (?:с|со) {_QUALITY}(?:{_PERSON}|кем)",
    rf"(?:с|со) {_QUALITY}(?:{_PERSON}|кем(?:-?(?:то|нибудь))?)(?: \w+){{0,3}}? (?:по)?(?:говорить|общаться|связаться|переговорить)",
    rf"(?:нужен|нужна|нужны|надо|требую|хочу|хотел\w* бы|можно|позвольте)(?: (?:мне|бы|просто))? {_QUALITY}(?:оператор\w*|сотрудник\w*|специалист\w*|консультант\w*|менеджер\w*|живого|живой|живому|человека|человек\b(?! (?:чтоб|для|котор|кто|на |в )))(?! (?:связи|смотр))",
    rf"(?<!какой )(?:человек|оператор|сотрудник|специалист|менеджер|консультант) (?:мне |срочно )?нужен\b|помощь {_QUALITY}{_PERSON}",
    rf"^(?:а )?(?:где|куда (?:делся|пропал))(?: (?:тут|у вас|же|наш|мой|все))* {_QUALITY}(?:оператор|человек|люди|специалист|менеджер|сотрудник)\w*\W*$",
    r"жив(?:ой|ого|ому|ые|ым|ых) (?:кто|человек|сотрудник|оператор|агент|люд|специалист)\w*(?:-\w+)?(?: есть)?|кто(?:-?(?:нибудь|то))? жив(?:ой|ые)\b",
    rf"ответит (?:уже )?{_QUALITY}(?:человек|оператор|сотрудник|специалист|кто-?нибудь)",
    r"перезвони(?:те)?\b(?: мне)?",
    # no machine
    r"(?:хватит|не (?:хочу|буду|надо|нужны|нужен)|без|надоел\w*|уберите|отключите|никаких)(?: \w+){0,3}? (?:бот(?:ов|ом|ами|а|ы)?|робот(?:ов|ом|ами|а|ы)?|автоответ\w*|автоответчик\w*)",
    r"а не (?:с )?(?:ро)?бот\w*|не (?:ро)?бот\w* нужен",
    # English
    rf"(?:speak|talk|chat|speaking|talking)(?: \w+){{0,2}}? (?:to|with) (?:an? |your |the )?(?:\w+ )?{_PEOPLE}",
    rf"(?:connect|transfer|put|pass|switch|hand)\b(?: me)(?: over| through)* (?:to|with) (?:an? |your |the )?(?:\w+ )?{_PEOPLE}",
    r"(?:get|give|want|need|find|send)(?: me)? (?:an? |your |the |some )?(?:human|operator|agent|representative|person|manager|supervisor)\b(?! resources)|(?:real|live|actual) (?:person|human|agent|people|operator)",
    r"(?:real|live|actual) (?:person|human|agent|people|operator)",
    r"(?:anyone|anybody|someone|somebody)(?: from \w+)?(?: \w+)? (?:alive|real|human|(?:actually )?(?:talk|speak) (?:to|with) me)\b",
    r"^\W*can i (?:speak|talk)\b.*",
    r"(?:don't|do not|not) (?:wan(?:t|na)|like)(?: to)? (?:chat|talk|speak)\w* (?:to|with) (?:an? |this |the )?(?:ro)?bots?",
    r"(?:stop|enough) (?:with )?(?:the |this |these )?(?:ro)?bots?|no (?:more )?bots",
    r"call me back\b(?! (?:when|if))|^\W*(?:please )?call me(?: now| asap| please)?\W*$",
    r"(?:speak|talk)toa?human",
)  # fmt: skip

_MONEY = r"(?:деньги|денег|средств\w*|сбережени\w+|\d+ ?(?:тыс\w*|руб\w*|т\.?р|к)\b)"
DANGER = {
    "money": (
        r"(?:мошенник\w*|аферист\w*|жулик\w*)(?: \w+){0,4}? (?:спис\w+|снима\w+|снял\w*|украл\w*|взял\w*|оформ\w+|перев\w+|вывел\w*|вывод\w+)",
        r"(?:спис\w+|снима\w+|снял\w*|украл\w*|перев\w+|выв\w+)(?: \w+){0,4}? (?:мошенник\w*|аферист\w*)",
        r"(?:назвал|сказал|продиктовал|сообщил|отправил|дал)\w*(?: \w+){0,3}? (?:мошенник\w*|аферист\w*)",
        rf"(?:уход[яи]т|пропада\w+|утека\w+|ворую?т|крад[уе]т|списываю?т|исчеза\w+|снимаю?т)(?: \w+){{0,2}}? {_MONEY}",
        rf"{_MONEY}(?: \w+){{0,4}}? (?:уходят|пропада\w+|пропали|воруют|крадут|украли|списывают|исчез\w+|снимают)",
        rf"(?:украли|своровали|похитили|пропал[аио]|исчезл[аио])(?: \w+){{0,2}}? {_MONEY}",
        r"оформил\w* (?:на меня|на мое имя) (?:кредит|займ)\w*|(?:кредит|займ) (?:на меня|на мое имя) оформил\w*",
        r"взломали(?: \w+)? (?:карту|счет|банк|кошелек)",
        r"(?:steal|stealing|stole|draining|took(?= all| my))(?: \w+){0,2} (?:money|savings|funds)",
        r"(?:money|savings|funds)(?: \w+){0,4} (?:stolen|disappear\w*|vanish\w*|gone missing)",
        r"(?:scam|fraud)\w*(?: \w+){0,3} (?:\btook|stole|charged|withdr\w+|transfer\w+)|i (?:was|got|have been|'ve been) scammed",
    ),
    "theft": (
        r"украли|своровали|похитили|отобрали|отжали|вытащили (?:сумк|телеф|кошел)\w*|стащили|ограб\w+|обокрали|кража\b|спёрли|сперли|ukrali",
        r"\b(?:stolen|robbed|burgl\w+|mugged|theft)\b",
    ),
    "outage": (
        r"(?:весь|целый|всем|во всем) (?:дом\w*|подъезд\w*|район\w*|город\w*|квартал\w*|этаж\w*|поселк?\w*|офис\w*)(?: \w+){0,2}? (?:без|нет|не|пропал\w*|лежит)(?: \w+)?",
        r"вся (?:улица|деревня)(?: \w+){0,2}? (?:без|не)(?: \w+)?",
        r"(?:ни у кого|у всех(?: соседей)?|и у соседей)(?: \w+){0,4}? (?:нет|не работает|пропал\w*)(?: \w+)?",
        r"\bавария\b(?! это)",
        r"(?:whole|entire) (?:building|street|house|town|neighbou?rhood|office|village|area|block)(?: \w+){0,2} (?:no|without|down|out)(?: \w+)?",
        r"(?:no ?one|nobody|none of)(?: \w+){0,4} has (?:internet|signal|connection)|\boutage\b",
    ),
    "health": (
        r"задымил\w*|дымит\w*|искрит|пожар\w*|пахнет гарью|(?:горит|загорел\w+) (?:роутер|дом|провод\w*|кабел\w*|щиток)|взорвал\w*",
        r"(?:ударил|бьет|бьется|дернул|шибанул)\w*(?: \w+)? током|током (?:ударил|бьет)\w*",
        r"скор(?:ая|ую|ой)(?: помощь)?\b(?! (?:доставк|скорост))|в больнице|инфаркт|инсульт|без сознания|реанимац\w+|кардио\w+|кислородн\w+",
        r"(?:мне|ей|ему|маме|отцу|бабушке|деду\w*|ребенку) (?:очень |стало )?плохо|умирает|упал\w* со? (?:стремянк|лестниц|столб|крыш)\w*|травм\w+|кровь",
        r"\bsmok(?:e|ing)\b|on fire|burning|sparks?\b|electr(?:ic shock|ocuted)|medical alarm|ambulance|heart attack|unconscious|bleeding|injured",
    ),
    "legal": (
        r"(?:подаю|подам|подадим|обращусь|пойду|иду|встретимся|увидимся)(?: \w+){0,3}? в? ?суд(?:е|у)?\b|\bв суд\b|судебн\w+ (?:иск|разбират|дел|приказ)\w*|досудебн\w+(?: \w+)?|исков\w+ заявлен\w+|подам иск",
        r"прокуратур\w+|роспотребнадзор\w*|роскомнадзор\w*|антимонопольн\w+|(?:мой|моего|наш|моему) (?:адвокат|юрист)\w*|адвокат\w*|заявление в полицию|в полицию",
        r"\bsue\b|\bsuing\b|lawsuit|lawyers?|attorney|(?:take|see|meet) you (?:to|in) court|legal action|small claims|consumer (?:protection|rights)(?: agency)?|ombudsman|report(?:ing)? you|the police",
    ),
}  # fmt: skip

ANNOYANCE = (
    r"достал(?:и|о|а)?\b(?: уже)?(?! (?:симк|карт|из|телефон))|сколько (?:же )?можно|безобрази\w+|издевае\w+|издевательств\w+|отврат\w+|бесит\w*|бесите|надоел\w*|хватит бот\w*",
    r"(?:второй|третий|четвертый|пятый|десятый|сотый|который|в \d+(?:-?й)?) раз (?:пишу|говорю|звоню|объясняю|прошу|повторяю|спрашиваю|подряд|за)",
    r"ужас(?:но|ный|ная|ное)?\b(?! как (?:хочу|интересно))|кошмар\w*|позор\w*|бред\b|идиот\w*|дебил\w*|(?:бот|вы|робот) туп\w+|туп(?:ой|ые) (?:бот|робот)\w*|дурацк\w+|хрен\w*|задолбал\w*|заколебал\w*|пипец|капец|охренел\w*|совсем обнаглел\w*|обнаглели",
    r"(?<!\w)бл(?:\*+|ять|ядь|ин)?(?!\w)|нахр\w+|сук[аи]\b",
    r"одни обещания|ну и (?:контора|сервис|поддержка|сервис)|шараг\w+|шарашк\w+|никто ничего не|вы вообще (?:читаете|понимаете|слышите|работаете)|за что я(?: вам)? плачу|жду (?:вторые|третьи|уже \w+|целые) (?:сутки|часа?|дня|день|недел\w+)",
    r"\bridiculous\b|worst|sick (?:and tired )?of|fed up|kidding me|useless|terrible(?! mistake)|awful|pathetic|this is a joke|unacceptable|disgust\w+|outrageous|thanks for nothing|\bwtf\b|\bstupid\b|nonsense|rubbish service",
    r"already (?:told|wrote|explained|said)(?: \w+)? (?:twice|\w+ times|before)|(?:third|fourth|fifth|tenth|second|hundredth) time (?:this|today|i'm|in a row)|how many times (?:do|must|should) i (?:have|tell|ask|write)|stop with the bot",
)  # fmt: skip

GREETING = (
    r"^\W*(?:(?:ребята|ребят|народ|коллеги|девушки|господа)\W+)?(?:здравствуй(?:те)?|здрасьте|здрасте|здрасти|приветствую|привет(?:ик\w*|ствую)?|прив|ку|салам\w*|салют|хай|хелл?оу?|йоу|алл?о(?:,? есть кто\w*)?|добр(?:ый|ого|ое|ой) (?:день|дня|вечер|вечера|утро|утра|ночи|времени суток)|(?:день|вечер|утро) добрый|доброго времени(?: суток)?)(?: (?:вам|всем|тебе))?(?!\w)",
    r"^\W*(?:hello|hi+|hey+|hiya|howdy|yo|greetings|good (?:day|morning|afternoon|evening))(?: (?:there|all|guys|everyone|team))?(?!\w)",
)  # fmt: skip
THANKS = (
    r"(?:(?:большое|огромное|вам|заранее|человеческое|ок|очень) )*(?:спасиб\w*|спасибки|благодар(?:ю|им|ствую|очка)|спс|пасиб\w*|сенкс|мерси)(?: (?:вам|большое|огромное|за (?:ответ|помощь)|заранее))*",
    r"(?<!не )(?<!\w)(?:вы )?(?:мне )?(?:очень )?(?:помогли|выручили)\b|от души",
    r"\b(?:many )?thanks?\b(?: you)?(?: (?:so|very) much| a lot| a bunch)?|\b(?:thx|tnx|ty|thank u)\b|\bcheers(?: mate)?\b|(?:much|really) appreciated?|appreciate it",
)  # fmt: skip
# Thanks that say no, or go on to complain.
NO_THANKS = re.compile(bounded(
    r"(?:спасиб\w*|благодар\w+|спс|thanks?(?: you)?|thx)(?: \w+){0,3}[ ,.!]*\b(?:но|только|однако|а вот|but|however)\b"
    r"|ну спасибо|\b(?:нет|не надо|no)[, ]+(?:спасибо|thanks?)|спасибо,? (?:конечно|блин)|thanks for nothing"
    r"|не помог(?:ло|ли|ает|ла)|не работает|didn'?t help|doesn'?t (?:work|help)|not help"
))  # fmt: skip
GOODBYE = (
    r"до свидани\w+|(?:^|[.,!]\s*)до встречи|до связи|всего (?:доброго|хорошего|наилучшего)|пока-пока|(?:^|[.,!;)]\s*|(?:спасибо|ладно|ок|все|ну) )пока(?=\W*$)",
    r"(?:хорошего|доброго|приятного|удачного) (?:вам )?(?:вечера|дня|выходного)(?=\W*$)|хороших выходных|спокойной ночи|(?<!\w)чао(?!\w)|бывай(?:те)?\b",
    r"\b(?:good)?bye(?:[ -]bye)?\b|\bsee (?:you|ya)\b(?! in)(?: later)?|have a (?:nice|good|great|lovely) (?:day|evening|one|weekend|night)|take care(?=\W*$)|good night",
)  # fmt: skip
SMALL_TALK = (
    r"как (?:твои |ваши |у (?:тебя|вас) )?(?:дела|настроение|жизнь|поживае\w+)|как (?:тебя|вас) (?:зовут|звать)|твое имя|анекдот\w*|расскажи (?:шутку|сказку|что-нибудь)|пошути\b",
    r"\b(?:ты|вы) (?:кто|бот|робот|человек|живой|умный|умная|глупый|настоящий|женат|любишь|спишь|ешь|знаешь кто|умеешь)\b|кто ты\b|(?:это|тут) (?:бот|робот)\b|что (?:ты )?(?:умеешь|делаешь)\b(?: \w+)?|сколько тебе лет|чем занимаешься",
    r"(?:какая|как) (?:сегодня |завтра )?погод[аы]|погода (?:на|сегодня|завтра)|(?:я )?(?:тебя|вас) (?:люблю|обожаю)|выходи за меня|смысл жизни|скучно мне|мне скучно",
    r"how are you|how's it going|how do you do|what'?s up\b|tell me a (?:joke|story)|what(?:'s| is) your name|who are you|who (?:made|created) you|how old are you|are you (?:an? )?(?:human|ro?bot|real|bot|person|ai|alive)[^?]*|do you (?:like|love|dream|sleep|eat)\b(?: \w+)?|i love you|what'?s the weather|sing me|(?:are you )?(?:single|married)\?",
)  # fmt: skip
SECOND_PROBLEM = (
    r"(?<=\w)[\s,.;!?]+(?:и |а )?еще (?:один |такой |есть )?вопрос\w*|и (?:такой )?второ(?:е|й вопрос)|во-?вторых|кроме того|помимо (?:этого|того)|[.,;!?] ?а также|и заодно|(?<=[.!?,] )заодно|[.!?] и еще\b|, и еще\b|другой вопрос",
    r"\b1\W.{5,60}?\b2\W(?=.{5})",
    r"[,.;!?] ?(?:and )?also\b|another (?:question|thing|problem|issue)|besides[, ]|one more (?:thing|question|problem)|\btwo (?:things|questions|problems|issues)\b|secondly|on top of that",
)  # fmt: skip


def _compiled() -> tuple[Rule, ...]:
    kinds: list[tuple[SignalKind, str, tuple[str, ...]]] = [
        (SignalKind.HUMAN, "", HUMAN),
        *((SignalKind.DANGER, detail, patterns) for detail, patterns in DANGER.items()),
        (SignalKind.ANNOYANCE, "", ANNOYANCE),
        (SignalKind.SECOND_PROBLEM, "", SECOND_PROBLEM),
        (SignalKind.GREETING, "", GREETING),
        (SignalKind.THANKS, "", THANKS),
        (SignalKind.GOODBYE, "", GOODBYE),
        (SignalKind.SMALL_TALK, "", SMALL_TALK),
    ]
    return tuple((kind, detail, re.compile(bounded("|".join(some)))) for kind, detail, some in kinds)


RULES = _compiled()

# Words whose misspellings are mended before the rules are tried.
SPELLED = tuple(
    "оператор оператора оператору человек человека человеком позовите соедините переключите сотрудника специалиста менеджера "
    "спасибо здравствуйте привет пожалуйста поговорить мошенники украли human agent operator representative person "
    "thanks speak stolen hello".split()
)
