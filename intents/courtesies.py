"""Patterns of what people wrap around a question: greeting, apology, thanks."""

GREETING = (
    r"(?:и снова )?(?:здравствуйте|здрасьте|здраствуйте|здрасте|приветствую|привет(?:ик)?|салют|"
    r"добр(?:ый|ого|ое|ой) (?:день|дня|вечер|вечера|утро|утра|ночи|время суток|времени суток)|доброго времени|"
    r"доброе утречко|день добрый|вечер добрый|hello|hi|hey|hiya|good (?:day|morning|afternoon|evening)|greetings|dear (?:all|team|support|sir(?: or madam)?))"
    r"(?: (?:всем|вам|команда|поддержка|коллеги|друзья|ребята|бот|уважаемые|there|team|guys|all|everyone|support))*"
)
COURTESY = (
    r"(?:(?:извините|простите|извиняюсь|прошу прощения)(?: пожалуйста)?(?: за (?:беспокойство|вопрос|поздний час|глупый вопрос))?"
    r"|(?:подскажите|скажите|помогите|объясните|расскажите)(?:,? (?:пожалуйста|плиз|пж|пожалуста))(?:,? (?:мне|нам))?"
    r"|пожалуйста|плиз|пж|будьте (?:добры|любезны)|не подскажете|подскажите|скажите|у меня (?:такой |один )?вопрос|такой вопрос|вопрос"
    r"|хотел(?:а|ось)?(?: бы)? (?:узнать|спросить|уточнить)|хочу (?:узнать|спросить|уточнить)|можно (?:узнать|спросить|уточнить)"
    r"|(?:i'?m )?sorry(?: to (?:bother|trouble|disturb) you)?|excuse me|pardon(?: me)?|please|pls|plz"
    r"|(?:could|can|would) you (?:please )?tell me|(?:i have|i've got|got) a (?:quick )?question|quick question|i was wondering|just wondering|i'?d like to know|i want(?:ed)? to know)"
)
FAREWELL = (
    r"(?:(?:большое |заранее |огромное )?(?:спасибо|благодарю)(?: (?:вам|большое|заранее|огромное|за (?:ответ|помощь)))*|спс|с уважением.*|жду ответа"
    r"|(?:many )?thanks(?: (?:in advance|a lot|so much))?|thank you(?: (?:in advance|very much|so much))?|thx|ty|regards.*|best regards.*|cheers|пожалуйста|please|pls|плиз)"
)
