### Тексты для людей. Слова в фигурных скобках подставляет программа.

-human = Позвать человека

## Кнопки клиента

button-human = 🙋 { -human }
button-helped = 👍 Помогло
button-not-helped = 👎 Не то
button-none = Ничего из этого
button-skip = Пропустить
button-yes = Да, всё решено
button-no = Нет, ещё не решено
button-language = 🌐 English
button-topics = 📚 Все темы
button-back = ← К темам

## Знакомство

greeting = Здравствуйте{ $name ->
    [none] { "" }
   *[other] , { $name }
  }! Я помощник компании «{ $company }», на связи днём и ночью.
    
    Спросите своими словами, как спросили бы у знакомого. Если ответа у меня нет, позову специалиста и передам ему всё, что вы рассказали.
greeting-topics = Чаще всего спрашивают:
topics-all = О чём рассказать?
topic-questions = <b>{ $topic }</b>
    Выберите вопрос или напишите свой:
help = <b>Как со мной говорить</b>
    
    Просто напишите вопрос. Можно коротко, можно в несколько сообщений, с ошибками и фотографиями.
    
    /human — позвать человека
    /new — задать другой вопрос
    /status — мои обращения
    /language — сменить язык
    /start — начать сначала
language-changed = Хорошо, говорим по-русски.
language-choose = На каком языке вам удобнее?
unknown-command = Такой команды у меня нет. Напишите вопрос обычными словами или загляните в /help.

command-start = Начать сначала
command-help = Как со мной говорить
command-human = Позвать человека
command-status = Мои обращения
command-language = Сменить язык
command-kb = База знаний: писать и править статьи
command-team = Команда и роли

## Разговор

small-talk-greeting = Здравствуйте! Чем помочь?
small-talk-thanks = Пожалуйста! Если появится вопрос, пишите.
small-talk-goodbye = Всего доброго! Я на связи в любое время.
small-talk = Поболтать я не мастер, зато хорошо знаю наши услуги. Спросите о них, и я отвечу.
clarify = Хочу понять вас правильно. Что из этого ближе?
rephrase = Жаль, что не угадал. Расскажите чуть подробнее, что произошло, или позовите человека.
answer-thanks = Рад, что помогло!
answer-other-language = Пока есть только на английском:
answer-more = Подробнее
guide-trail = <i>✓ { $question }: { $choice }</i>
guide-back = ‹ Назад
guide-continue = ↩️ Вернуться к проверке
cannot-read-voice = Голосовое сохранил, но слушать пока не умею. Напишите вопрос в двух словах или позовите человека: он прослушает.
cannot-read-file = Файл сохранил. Смотреть вложения я пока не умею: напишите, что нужно, или позовите человека — он всё увидит.
cannot-read-place = Адрес на карте сохранил. Напишите, что случилось, и я подскажу или позову человека.
cannot-read-contact = Контакт сохранил. Напишите, чем помочь, и я подскажу или позову человека.

## Сведения перед передачей

details-intro = Чтобы специалист сразу взялся за дело, уточню одно.
detail-other = Уточните, пожалуйста: { $detail }.

## Передача человеку

handoff = { $reason ->
    [danger] Понимаю, это срочно.
    [rejected] Не буду гадать дальше.
    [failed] У меня не получилось ответить, извините.
    [unknown] На это у меня нет точного ответа.
    [unclear] Не хочу ошибиться.
    [guided] Всё, что можно проверить самим, мы проверили.
   *[other] Конечно.
  } Зову специалиста: он увидит весь наш разговор, повторять ничего не придётся.
handoff-number = Обращение <b>№ { $case }</b>.
handoff-place = { $ahead ->
    [0] Вы следующий в очереди.
    [one] Перед вами { $ahead } человек.
    [few] Перед вами { $ahead } человека.
   *[other] Перед вами { $ahead } человек.
  }
promise-minutes = Ответим в течение { $minutes ->
    [one] { $minutes } минуты
   *[other] { $minutes } минут
  }.
promise-until = Ответим { $until }.
promise-back = Сейчас специалистов нет на месте. Вернутся { $back } и ответят { $until }.
promise-none = Ответим, как только освободится специалист.
promise-later = Пока не успеваем, извините. По обращению № { $case } ответим { $until }.
promise-sooner = Очередь идёт быстрее: по обращению № { $case } ответим { $until }.
until = { $day ->
    [today] до { $time }
    [tomorrow] завтра до { $time }
    [mon] в понедельник, { $date }, до { $time }
    [tue] во вторник, { $date }, до { $time }
    [wed] в среду, { $date }, до { $time }
    [thu] в четверг, { $date }, до { $time }
    [fri] в пятницу, { $date }, до { $time }
    [sat] в субботу, { $date }, до { $time }
   *[other] в воскресенье, { $date }, до { $time }
  }
from = { $day ->
    [today] в { $time }
    [tomorrow] завтра в { $time }
    [mon] в понедельник, { $date }, в { $time }
    [tue] во вторник, { $date }, в { $time }
    [wed] в среду, { $date }, в { $time }
    [thu] в четверг, { $date }, в { $time }
    [fri] в пятницу, { $date }, в { $time }
    [sat] в субботу, { $date }, в { $time }
   *[other] в воскресенье, { $date }, в { $time }
  }
already-waiting = Обращение <b>№ { $case }</b> уже у специалистов. Всё, что вы пишете, они видят.
already-owned = Вашим обращением № { $case } занимается { $agent }. Пишите прямо сюда.
claimed = { $agent } на связи и видит весь наш разговор.
returned-to-queue = Специалист отошёл, и ваше обращение № { $case } снова первое в очереди. Рассказывать заново ничего не нужно.
solved-question = Обращение № { $case }: получилось? Проверьте, пожалуйста, и нажмите кнопку.
solved-yes = Отлично, закрываю обращение № { $case }. Спасибо, что обратились!
rating-question = Оцените, пожалуйста, как мы справились:
rating-thanks = { $rating ->
    [5] Спасибо за пятёрку!
    [4] Спасибо за оценку!
   *[other] Спасибо за честность, разберёмся. Расскажете, что пошло не так?
  }
button-review = ✍️ Оставить отзыв
button-was-question = Это был вопрос
review-question = { $low ->
    [yes] Слушаю. Ваше следующее сообщение прочитает руководитель.
   *[no] Слушаю. Ваше следующее сообщение передам команде.
  }
review-thanks = Спасибо, передал.
recommend-question = { $thanks } И последний вопрос: насколько вероятно, что вы посоветуете компанию «{ $company }» друзьям? 0 — точно нет, 10 — точно да.
recommend-thanks = Записал, спасибо!
solved-no = Понял, обращение № { $case } снова первое в очереди. Напишите, что осталось не так: специалист увидит.
closed-unconfirmed = Закрыл обращение № { $case }. Если вопрос остался, просто напишите: продолжим с того же места.
reopened = Продолжаем обращение № { $case }. Специалист увидит и прошлый разговор, и новое сообщение.

## Мои обращения

status-title = <b>Мои обращения</b>
status-empty = Открытых обращений нет. Напишите вопрос, и мы начнём.
status-line = <b>№ { $case }</b> { $summary }
    { $state }
status-answering = отвечаю я; если нужен человек, нажмите /human
status-details = жду от вас: { $detail }
status-queued = в очереди, перед вами { $ahead ->
    [0] никого
    [one] { $ahead } человек
    [few] { $ahead } человека
   *[other] { $ahead } человек
  }; { $promise }
status-owned = занимается { $agent }
status-solved = решено, ждём вашего подтверждения
status-closed = закрыто { $date }
status-promise = ответим { $until }
status-promise-late = обещали ответить { $until }, задерживаемся, извините
status-promise-none = ответим, как только освободится специалист

## Нажатия

press-done = Готово
press-old = Эта кнопка уже не действует
guide-people = Ваши ответы уже у специалиста, повторять ничего не нужно
guide-closed = Эта проверка завершена. Напишите, если нужна ещё одна
guide-newer = Ниже есть проверка посвежее, продолжим там
guide-changed = Эту проверку обновили. Напишите вопрос ещё раз, и начнём заново
guide-done = Этот шаг уже пройден
press-noted = Записал
press-lost = Уже взято: { $agent }
press-not-yours = Обращение ведёт { $agent }
press-anonymous = Отключите анонимность в правах администратора, иначе не видно, кто нажал

## Группа поддержки

desk-topic = № { $case } · { $customer }
desk-button-take = Взять
desk-button-release = Вернуть в очередь
desk-button-solved = Решено
desk-button-reopen = Открыть снова
desk-button-no-entry = Ответа в базе нет
desk-link = Какая статья ответила бы на этот вопрос? Одно нажатие, и бот запомнит.
desk-card-title = { $mark } <b>№ { $case }</b> · { $customer }
desk-card-state-queued = ⏳ ждёт с { $since }
desk-card-state-owned = 👤 ведёт { $agent }
desk-card-state-solved = ✅ решено ({ $agent }), ждём клиента
desk-card-state-closed = ☑️ закрыто: { $how ->
    [confirmed] клиент подтвердил
   *[other] без подтверждения
  }
desk-card-returned = ↩️ снова в очереди, раньше: { $agent }
desk-card-rating = Оценка: { $rating } из 5
desk-card-question = <b>Вопрос:</b> { $question }
desk-card-reason = <b>Почему к людям:</b> { $reason ->
    [asked] просит человека
    [danger] срочно: { $detail }
    [unknown] нет ответа в базе
    [unclear] уточнение не помогло
    [rejected] ответы не подошли
    [guided] прошёл проверку по шагам, не решилось
    [unreadable] вложение без слов
   *[failed] бот не справился
  }
desk-card-danger = { $kind ->
    [money] пропадают деньги
    [theft] кража или взлом
    [health] угроза здоровью
    [legal] суд, жалоба в надзор
    [outage] авария
   *[other] опасность
  }
desk-card-words = (слова: { $words })
desk-card-understood = <b>Понял как:</b> { $candidates }
desk-card-tried = <b>Уже ответили:</b> { $answers }
desk-card-reaction = { $reaction ->
    [helped] 👍
    [rejected] 👎
   *[none] без реакции
  }
desk-card-clarified = <b>Уточняли:</b> { $choice ->
    [none] ничего не подошло
   *[other] выбор «{ $choice }»
  }
desk-card-checked = <b>Проверено:</b> { $steps }
desk-card-details = <b>Сведения:</b> { $details }
desk-card-attachments = <b>Вложения:</b> { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[other] { $count } файлов
  }
desk-card-promise = <b>Обещали ответить:</b> до { $time }
desk-card-customer = <b>Клиент:</b> { $language ->
    [en] английский
   *[other] русский
  }{ $username ->
    [none] { "" }
   *[other] , @{ $username }
  }{ $earlier ->
    [0] , первое обращение
    [one] , раньше { $earlier } обращение
    [few] , раньше { $earlier } обращения
   *[other] , раньше { $earlier } обращений
  }
desk-card-suggested = <b>Подсказка из базы:</b> { $title }
desk-card-how = Ответьте здесь, и клиент увидит. Строка с // останется заметкой.
desk-transcript = <b>Разговор до передачи</b>
desk-transcript-customer = 🗣 { $text }
desk-transcript-bot = 🤖 { $text }
desk-transcript-agent = 👤 { $text }
desk-transcript-cut = … ранее ещё { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[other] { $count } сообщений
  }
desk-kind-photo = [фото]
desk-kind-video = [видео]
desk-kind-voice = [голосовое]
desk-kind-video_note = [кружок]
desk-kind-document = [файл]
desk-kind-audio = [аудио]
desk-kind-animation = [анимация]
desk-kind-sticker = [стикер]
desk-kind-location = [место на карте]
desk-kind-contact = [контакт]
desk-kind-other = [вложение]
desk-claimed = 👤 { $agent } ведёт обращение
desk-claim-lost = Обращение уже ведёт { $agent }. Сообщение клиенту не ушло; строка с // останется заметкой.
desk-released = ↩️ { $agent } возвращает обращение в очередь
desk-lease-expired = ⌛ { $agent } давно не отвечает: обращение снова первое в очереди
desk-solved = ✅ { $agent } считает, что решено. Спросили клиента.
desk-confirmed = ☑️ Клиент подтвердил: решено
desk-unconfirmed = ☑️ Клиент не ответил. Закрыто без подтверждения.
desk-not-solved = ❗️ Клиент пишет, что не решено. Обращение снова первое в очереди. До этого — { $agent }.
desk-reopened = 🔁 Клиент вернулся с этим же вопросом. Обращение первое в очереди. До этого — { $agent }.
desk-rated = Оценка клиента: { $rating } из 5
desk-closed-hint = Обращение закрыто, сообщение клиенту не ушло. Чтобы продолжить, откройте его снова.
desk-blocked = 🚫 Клиент заблокировал бота: сообщения до него не доходят
desk-unblocked = Клиент снова на связи
desk-undelivered = ⚠️ Сообщение до клиента не дошло: { $reason }
desk-failed = ⚠️ Последнее действие не удалось: сообщение не обработано. Повторите, пожалуйста, а если не поможет — скажите администратору.
desk-edit-unsent = Клиент этой правки не увидит: сообщение ему не отправлялось. Чтобы увидел, напишите новое.
desk-edited-before = ✏️ <i>было: { $before }</i>
desk-edited = ✏️ Клиент изменил сообщение.
    Было: { $before }
    Стало: { $after }
desk-recap = Тему удалили, поэтому она создана заново. Последнее из разговора:
desk-anonymous = Вы пишете анонимно, и непонятно, кто ведёт обращение. Отключите анонимность в правах администратора.
person-someone = специалист
customer-someone = Клиент

## Редакторы: меню

editor-menu = <b>База знаний</b>
    Клиентам { $count ->
    [one] отвечает { $count } статья
    [few] отвечают { $count } статьи
   *[other] отвечают { $count } статей
  }. Что сделаем?

    Чтобы завести статью из удачного ответа коллеги, просто перешлите его сюда.
editor-button-search = 🔍 Найти
editor-button-new = ➕ Новая статья
editor-button-drafts = 📝 Черновики{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
  }
editor-button-review = 👀 На проверке{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
  }
editor-button-gaps = 🕳 Пробелы
editor-button-due = ⏰ Перечитать{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
  }
editor-button-variables = 🔤 Подстановки
editor-variables = <b>Подстановки</b>
    Общее для многих ответов: поменяете здесь, и поменяется везде. Чтобы добавить или изменить, напишите строки «имя = значение»; для одного языка — «имя.en = значение». Пустое значение убирает подстановку.

    Имя клиента и номер обращения бот знает сам: <code>{ $name }</code>, <code>{ $number }</code>. После двоеточия — что сказать, если неизвестно.
editor-variables-none = Пока ни одной.
editor-variables-line = Не разобрал «{ $line }». Напишите так: «support_phone = 8 800 000-05-00».
editor-variable-kept = 🔤 { $name } = { $value }. { $count ->
    [0] Пока ни один ответ её не использует.
    [one] Изменился { $count } ответ.
    [few] Изменились { $count } ответа.
   *[other] Изменились { $count } ответов.
  }
editor-variable-removed = Подстановки { $name } больше нет.
editor-variable-used = { $name } убрать нельзя, она нужна { $count ->
    [one] { $count } ответу
   *[other] { $count } ответам
  }: { $titles }
editor-button-menu = « Меню
editor-button-back = ‹ Назад
editor-button-next = Дальше ›
editor-button-skip = Пропустить ›
editor-button-clear = 🧹 Очистить
editor-button-leave = ✖️ Отложить
editor-button-continue = ✏️ Продолжить
editor-button-delete = 🗑 Удалить черновик
editor-button-open = Открыть: { $title }
editor-button-open-entry = Открыть статью
editor-button-change = ✏️ Изменить
editor-button-preview = 👁 Как увидит клиент
editor-button-look = 👀 Посмотреть
editor-button-check = ✅ Проверить и опубликовать
editor-button-publish = 📣 Опубликовать
editor-button-insist = ⚠️ Всё равно опубликовать
editor-button-send = 👀 Отдать на проверку
editor-button-return = ↩️ Вернуть автору
editor-button-versions = 🕘 Версии
editor-button-version = Версия { $version }
editor-button-bring-back = ↩️ Вернуть версию { $version }
editor-button-retire = ⏸ Снять с публикации
editor-button-restore = ▶️ Вернуть к жизни
editor-button-own = 🙋 Взять себе
editor-button-reviewed = ✔️ Перечитано, всё верно
editor-ask-search = Что ищем? Напишите слово или вопрос так, как его задал бы клиент.
editor-found = Вот что нашлось по словам «{ $words }»:
editor-found-nothing = По словам «{ $words }» ничего нет. Попробуйте другие слова: напишите их прямо сюда.
editor-drafts = { $count ->
    [0] Черновиков нет. Начните новую статью или перешлите сюда удачный ответ коллеги.
   *[other] <b>Ваши черновики</b>
  }
editor-review = { $count ->
    [0] На проверке ничего нет.
   *[other] <b>Ждут проверки</b>
  }
editor-due = { $count ->
    [0] Все статьи перечитаны вовремя.
   *[other] <b>Эти статьи пора перечитать:</b> вдруг что-то устарело.
  }
editor-untitled = без названия

## Редакторы: как пишется статья

editor-ask-question = <b>Какой вопрос закрывает статья?</b>
    Одной фразой, как спросил бы клиент: «Как сменить пароль Wi-Fi?»
editor-ask-answer = <b>Что ответить клиенту?</b>
    Пишите как в обычном сообщении: жирный, курсив и ссылки сохранятся. Можно сразу с картинкой.
    Телефон, цену и другое общее пишите подстановкой: <code>{ $example }</code>. Значения — в /kb → 🔤 Подстановки.
editor-ask-guide = <b>Инструкция по шагам</b>
    Каждый шаг с номера, под ним кнопки: что написано → куда ведёт.

    <code>1. Перезагрузили роутер?
    | Да, не помогло → 2
    | Заработало → решено

    2. Горит ли красным огонёк LOS?
    | Да → человек
    | Нет → 3

    3. Подойдите к роутеру ближе.</code>

    «Решено» закроет обращение, «человек» позовёт специалиста, шаг без кнопок станет ответом. Сам ответ статьи клиент прочтёт перед первым шагом.
editor-ask-other-guide = { $other ->
    [ru] <b>Та же инструкция по-русски</b>
   *[en] <b>Та же инструкция по-английски</b>
  }
    Номера шагов и порядок кнопок те же.
editor-ask-segments = <b>Для кого статья?</b>
    Напишите сегменты через запятую, например «vip, business». Остальные клиенты её не увидят. Если для всех, нажмите «Очистить» или «Назад».
editor-ask-extras = <b>Картинка, файл или ссылка «Подробнее»</b>
    Пришлите фото, документ, адрес страницы или всё по очереди.
editor-ask-phrasings = <b>Как ещё об этом спрашивают?</b>
    По одной фразе на строке, чем разнее, тем лучше: бот узнаёт вопрос по ним.
editor-ask-topic = <b>К какой теме отнести?</b>
editor-ask-other-question = { $other ->
    [ru] <b>Нужна ли статья и на русском?</b> Пришлите вопрос по-русски или пропустите.
   *[en] <b>Нужна ли статья и на английском?</b> Пришлите вопрос по-английски или пропустите.
  }
editor-ask-other-answer = { $other ->
    [ru] <b>И ответ по-русски</b>
   *[en] <b>И ответ по-английски</b>
  }
editor-ask-details = <b>Что спросить у клиента перед передачей человеку?</b>
    Отметьте нужное и нажмите «Дальше».
editor-ask-validity = <b>Когда статья действует?</b>
    Например: «с 01.12 по 15.01», «до 31.12.2027» или «с 05.06». Если всегда, пропустите.
editor-now = Сейчас:
    <i>{ $value }</i>
editor-need-text = Здесь нужен текст. Напишите его сообщением.
editor-need-extras = Нужна картинка, файл или ссылка. Если их нет, нажмите «Пропустить».
editor-too-long = Длинновато: { $length ->
    [one] { $length } знак
    [few] { $length } знака
   *[other] { $length } знаков
  }, а помещается { $limit }. Сократите, пожалуйста, и пришлите ещё раз.
editor-bad-link = «{ $link }» не похоже на адрес страницы. Он начинается с https://
editor-bad-days = Не разобрал даты. Напишите так: «с 01.12.2026 по 15.01.2027», «до 31.12» или «с 05.06».
editor-press-button = Здесь достаточно нажать кнопку под вопросом.
editor-not-a-file = Такое статья показать не может. Подойдут фото и документы; остальное выложите на сайт и пришлите ссылку.
editor-file-too-big = Файл больше 20 МБ, Telegram его не отдаёт. Пришлите поменьше.
editor-bad-segment = Сегмент «{ $segment }» не подходит: нужны слова из строчных букв и цифр через запятую, например «vip, business».
editor-not-yet = Пока взять не могу:
    { $problems }
editor-picture-there = картинка есть
editor-more-phrasings = и ещё { $count }
editor-validity = { $since ->
    [none] { "" }
   *[other] с { $since }{ " " }
  }{ $until ->
    [none] { "" }
   *[other] по { $until }
  }
editor-near = { $kind ->
    [contradiction] ⚠️ Статья «{ $title }» говорит другое: { $facts }
    [same_wording] 👯 Точно так же спрашивают в статье «{ $title }»
    [answered_already] 💡 На это уже отвечает статья «{ $title }»: может быть, лучше поправить её?
    [same_answer] 👯 Почти тот же ответ в статье «{ $title }»
    [languages_differ] ⚠️ На двух языках сказано разное: { $facts }
   *[alike] 💡 Похожий вопрос в статье «{ $title }»
  }
editor-from-reply = { $question ->
    [none] Ответ сохранил. Осталось сказать, на какой вопрос он отвечает.
   *[other] Ответ сохранил, вопрос клиента записал среди формулировок: «{ $question }».
  } Личные данные скрыты.
editor-left = Отложил: «{ $title }». Черновик ждёт вас в /kb.
editor-left-empty = Хорошо, не сохраняю: в черновике пусто.
editor-dropped = Черновик «{ $title }» удалён.
editor-draft-title = { $state ->
    [review] 👀 <b>Черновик на проверке</b>
   *[writing] 📝 <b>Черновик</b>
  }
editor-draft-remark = 💬 <b>Просили поправить:</b> { $remark }
editor-field-question = <b>Вопрос:</b> { $value }
editor-field-answer = <b>Ответ:</b> { $value }
editor-field-extras = <b>Картинка, файлы, ссылка:</b> { $value }
editor-field-phrasings = <b>Формулировки:</b>
    { $value }
editor-field-topic = <b>Тема:</b> { $value }
editor-field-other-question = <b>Вопрос { $other ->
    [ru] по-русски
   *[en] по-английски
  }:</b> { $value }
editor-field-other-answer = <b>Ответ { $other ->
    [ru] по-русски
   *[en] по-английски
  }:</b> { $value }
editor-field-details = <b>Спросить перед передачей:</b> { $value }
editor-field-validity = <b>Действует:</b> { $value }
editor-change-question = Вопрос
editor-change-answer = Ответ
editor-change-extras = Картинка, файл, ссылка
editor-field-guide = <b>Инструкция:</b>
    { $value }
editor-field-other-guide = <b>Инструкция { $other ->
    [ru] по-русски
   *[en] по-английски
  }:</b>
    { $value }
editor-field-segments = <b>Только для:</b> { $value }
editor-change-guide = Инструкция
editor-change-other-guide = { $other ->
    [ru] Инструкция по-русски
   *[en] Инструкция по-английски
  }
editor-change-segments = Для кого
editor-change-phrasings = Формулировки
editor-change-topic = Тема
editor-change-other-question = { $other ->
    [ru] Русский
   *[en] Английский
  }
editor-change-other-answer = { $other ->
    [ru] Ответ по-русски
   *[en] Ответ по-английски
  }
editor-change-details = Что спросить
editor-change-validity = Даты

## Редакторы: проверка и публикация

editor-variable-missing = Подстановке { $name } ещё не дали значения: добавьте его в /kb → 🔤 Подстановки.
editor-guide-end = { $end ->
    [solved] ✅ Здесь клиент скажет, что всё решено: обращение закроется.
   *[other] 🙋 Здесь бот позовёт человека и передаст ему всё, что проверено.
  }
editor-guide-again = ↺ Сначала
editor-problems = Пока так опубликовать нельзя:
    { $problems }
editor-checking = Проверяю: отвечаю на все вопросы клиентов со статьёй и без неё…
editor-changed-since = Пока шла проверка, черновик изменился. Проверим ещё раз?
editor-failed = Не получилось, но ничего не пропало. Попробуйте ещё раз чуть позже.
editor-replay = { $verdict ->
    [clear] ✅ <b>Можно публиковать.</b>
    [look] 🔎 <b>Стоит взглянуть.</b>
   *[blocked] ⛔️ <b>Есть потери.</b>
  } Проверил на { $questions ->
    [one] { $questions } вопросе
   *[other] { $questions } вопросах
  } клиентов.
editor-replay-none = ✅ <b>Можно публиковать.</b> Клиенты ещё ничего не спрашивали, проверять не на чем.
editor-replay-nothing = Ответы клиентам не изменятся.
editor-replay-gained = 🟢 Появится ответ: { $count ->
    [one] { $count } вопрос
    [few] { $count } вопроса
   *[other] { $count } вопросов
  }
editor-replay-flipped = 🔁 Ответ станет другим: { $count ->
    [one] { $count } вопрос
    [few] { $count } вопроса
   *[other] { $count } вопросов
  }
editor-replay-weakened = 🟡 Вместо ответа бот переспросит: { $count ->
    [one] { $count } вопрос
    [few] { $count } вопроса
   *[other] { $count } вопросов
  }
editor-replay-lost = 🔴 Ответ пропадёт: { $count ->
    [one] { $count } вопрос
    [few] { $count } вопроса
   *[other] { $count } вопросов
  }
editor-replay-loser = Отдаёт вопросы статья «{ $title }»: { $questions }
editor-replay-error = { $kept ->
    [yes] Доля ошибок в норме
   *[no] Доля ошибок выйдет за обещанную
  }: была { $before }, станет { $after }, обещано до { $target }.
editor-replay-file = Все вопросы, для которых что-то изменится
editor-overtaken = ⚠️ Пока вы писали, эту статью изменили. Загляните в её версии, чтобы не потерять чужую правку.
editor-blocked = Есть потери: опубликовать можно, только объяснив зачем.
editor-ask-reason = Почему публикуем, несмотря на потери? Напишите причину одной фразой: она останется в истории статьи.
editor-reason-short = Коротковато. Напишите причину так, чтобы её понял коллега через полгода.
editor-not-own = Свою правку публикует кто-то другой: таково правило двух человек. Отдайте её на проверку.
editor-published = 📣 «{ $title }» опубликовано. Бот уже отвечает по-новому.
editor-yours-published = 📣 { $who } публикует вашу статью «{ $title }».
editor-sent = Отдал на проверку. Скажу, когда коллеги решат.
editor-please-review = 👀 { $who } просит проверить статью «{ $title }».
editor-ask-remark = Что поправить? Напишите автору.
editor-returned = Вернул автору с вашим замечанием.
editor-yours-returned = ↩️ { $who } возвращает статью «{ $title }»: { $remark }

## Редакторы: история

editor-state = { $state ->
    [published] ✅ <b>Отвечает клиентам</b>, версия { $version }
    [retired] ⏸ <b>Снята с публикации</b>, версия { $version }
    [review] 👀 <b>На проверке</b>, версия { $version }
   *[draft] 📝 <b>Черновик</b>, версия { $version }
  }
editor-keeping = <b>Следит:</b> { $owner ->
    [none] никто
   *[other] { $owner }
  } · <b>перечитать:</b> { $due ->
    [none] не назначено
   *[other] до { $due }
  }
editor-somebody = кто-то
editor-journal = { $when } · { $who } · { $what ->
    [published] публикация версии { $version }
    [insisted] публикация версии { $version }, несмотря на потери
    [sent] отдано на проверку
    [returned] возвращено автору
    [retired] снято с публикации
    [brought_back] вернули версию { $version }
    [owned] теперь следит за статьёй
    [reviewed] перечитано
    [dropped] черновик удалён
    [imported] версия { $version } из файла
    [synced] версия { $version } из папки
   *[other] изменение
  }
editor-journal-reason = («{ $reason }»)
editor-versions = <b>Версии:</b> { $title }
editor-version = { $answers ->
    [yes] ✅
   *[no] ▫️
  } { $version } · { $when } · { $who }
editor-version-present = Версия { $version }: она и отвечает сейчас.
editor-compared = Версия { $old } рядом с нынешней, { $new }. <s>Зачёркнуто</s>: было тогда, <b>жирным</b>: есть сейчас.
editor-same = Разницы нет.
editor-differs-much = Отличается почти всё: откройте обе версии и сравните.

## Редакторы: пробелы

editor-gaps-looking = Собираю вопросы, на которые нет ответа…
editor-gaps = { $states ->
    [snoozed] <b>Отложенные пробелы</b>
    [people_only] <b>Только людям:</b> на это бот не отвечает по вашему решению
    [answered] <b>Закрытые пробелы</b>
   *[todo] <b>Пробелы:</b> об этом спрашивают, а ответа нет. Первыми те, что стоят операторам больше времени.
  }{ $count ->
    [0] { "" } Здесь пусто.
   *[other] { "" }
  }
editor-gaps-todo = 🕳 Пробелы
editor-gaps-snoozed = 💤 Отложенные
editor-gaps-people_only = 🙋 Только людям
editor-gaps-answered = 📈 Закрытые
editor-gap-figures = { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[other] { $minutes } минут
  } операторов, { $times ->
    [one] { $times } вопрос
    [few] { $times } вопроса
   *[other] { $times } вопросов
  } за четыре недели { $trend ->
    [up] ↗
    [down] ↘
   *[same] →
  }
editor-gap = 🕳 <b>{ $title }</b>{ $state ->
    [drafted] { " " }· пишется статья
    [answered] { " " }· ответ опубликован
    [snoozed] { " " }· отложен
    [people_only] { " " }· только людям
   *[open] { "" }
  }
editor-gap-wordings = Так спрашивают ({ $questions ->
    [one] { $questions } вопрос
    [few] { $questions } разных вопроса
   *[other] { $questions } разных вопросов
  }):
editor-gap-effect = 📈 После публикации ({ $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
  }): бот ответил { $answered ->
    [one] { $answered } раз
    [few] { $answered } раза
   *[other] { $answered } раз
  }, сберёг минут: { $saved }. Операторы тратили { $before }, теперь { $since }.
editor-gap-drafted = Собрал черновик из слов клиентов и лучшего ответа оператора. Личные данные скрыты, но перечитайте, прежде чем публиковать.
editor-gap-merge = { $count ->
    [0] Других пробелов нет, «{ $title }» объединять не с чем.
   *[other] С чем объединить «{ $title }»?
  }
editor-gap-button-draft = 📝 Сделать черновик
editor-gap-button-week = 💤 На неделю
editor-gap-button-month = 💤 На месяц
editor-gap-button-merge = 🔗 Объединить…
editor-gap-button-people = 🙋 Только людям
editor-gap-button-reopen = 🕳 Вернуть в пробелы

## Редакторы: здоровье статей и неделя

editor-button-health = 📈 Как отвечаем
editor-health-looking = Считаю, как клиенты приняли ответы…
editor-health = { $count ->
    [0] За четыре недели бот ещё не отвечал: смотреть не на что.
   *[other] <b>Как приняли ответы</b> за четыре недели, сначала самые неудачные
  }
editor-health-line = • <b>{ $title }</b>: показан { $shown }, 👍 { $helped }, 👎 { $rejected }, к людям { $human }
editor-health-unused = { "  " }не пригодилось: { $phrasings }{ $more ->
    [0] {""}
   *[other] {" "}и ещё { $more }
  }
editor-health-missing = 🌐 Нет ответа на языке «{ $language }» ({ $count }): { $titles }{ $more ->
    [0] {""}
   *[other] {" "}и ещё { $more }
  }
editor-health-dead = 🔗 Не открывается { $address } ({ $fault }): { $titles }
editor-health-file = Все статьи: показы, оценки, неиспользованные формулировки, недостающие языки
editor-health-rivals = ⚔️ «{ $first }» и «{ $second }» спорят за вопросы вроде «{ $example }»
editor-digest = <b>Неделя редактора</b>, { $since }–{ $until }
editor-digest-counts = { $asked ->
    [one] { $asked } вопрос
    [few] { $asked } вопроса
   *[other] { $asked } вопросов
  }, бот справился сам: { $share ->
    [none] —
   *[other] { $share }
  }{ $before ->
    [none] { "" }
   *[other] { " " }(неделей раньше { $before })
  }. К людям ушло { $people }, это { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[other] { $minutes } минут
  } их времени.
editor-digest-gaps = 🕳 Пробелов без ответа: { $count }, новых за неделю: { $new }.
editor-digest-gap = • <b>{ $title }</b>: { $minutes } мин, вопросов { $times }
editor-digest-worst = 👎 Эти ответы подводят чаще других:
editor-digest-effect = 📈 Новые статьи за месяц: ответили сами { $answered ->
    [one] { $answered } раз
    [few] { $answered } раза
   *[other] { $answered } раз
  }, сберегли минут: { $saved }.
editor-chart-title = Вопросы недели
editor-chart-answered = бот ответил
editor-chart-rejected = ответ не подошёл
editor-chart-people = ушло к людям

## Команда

team-title = <b>Команда</b>
team-line = <b>{ $name }</b>{ $username ->
    [none] { "" }
   *[other] { " " }@{ $username }
  } · { $roles ->
    [none] без роли
   *[other] { $roles }
  }
team-role-agent = оператор
team-role-editor = редактор
team-role-supervisor = супервизор
team-button-add = ➕ Добавить человека
team-button-all = « Вся команда
team-button-grant = ➕ { $role ->
    [agent] Сделать оператором
    [editor] Сделать редактором
   *[supervisor] Сделать супервизором
  }
team-button-revoke = ➖ { $role ->
    [agent] Больше не оператор
    [editor] Больше не редактор
   *[supervisor] Больше не супервизор
  }
team-ask-contact = Кого добавить? Пришлите контакт человека из Telegram, его @имя (если он уже писал боту) или числовой id.
team-not-found = Не нашёл такого человека. Пусть напишет боту /start, и пришлите его контакт ещё раз.
team-last-change = { $when }: { $granted ->
    [yes] дана роль
   *[no] снята роль
  } «{ $role ->
    [agent] оператор
    [editor] редактор
   *[supervisor] супервизор
  }», решение: { $who ->
    [none] настройки бота
   *[other] { $who }
  }
team-last-supervisor = Эту роль не снять: без супервизора команда останется без присмотра
team-welcome = { $role ->
    [agent] Вы теперь оператор первой линии. Обращения приходят в группу поддержки.
    [editor] Вы теперь редактор базы знаний. Начните с команды /kb.
   *[supervisor] Вы теперь супервизор. Роли команды — в /team.
  }

## Очередь: доска и списки

board-title = <b>Очередь</b> · { $count ->
    [0] никто не ждёт
    [one] ждёт { $count } обращение
    [few] ждут { $count } обращения
   *[many] ждут { $count } обращений
  }
board-oldest = Дольше всех ждёт { $number }
board-due = Раньше всех истекает обещание у { $number }
board-rest = … и ещё { $count }
board-busy = <b>В работе:</b> { $people }
list-line = { $number } · { $customer } · { $about } · { $state }
list-reason = { $reason ->
    [asked] просит человека
    [danger] срочное
    [unknown] нет ответа в базе
    [unclear] вопрос не ясен
    [rejected] ответ не подошёл
    [unreadable] вложение без слов
    [failed] сбой бота
   *[other] без темы
  }
list-waiting = ⏳ с { $since }
list-promised = { $late ->
    [yes] ‼️ обещали до { $time }
   *[no] обещали до { $time }
  }
list-held = { $state ->
    [waiting_customer] ждём клиента ({ $agent })
    [waiting_vendor] ждём партнёра ({ $agent })
   *[other] 👤 { $agent }
  }
list-state = { $state ->
    [solved] решено, ждём клиента
    [closed] закрыто
   *[other] с ботом
  } (от { $since })
list-mine = { $count ->
    [0] У вас сейчас нет обращений. Кто ждёт, покажет /queue
   *[other] <b>Ваши обращения</b>
  }
list-no-case = Обращения № { $case } нет.
list-which-case = Добавьте номер: <code>/case 12</code>
list-open-topic = Открыть тему
desk-help = <b>Команды</b>
    { $commands }
    
    В теме обращения ответ уходит клиенту, а строка с // остаётся заметкой.
list-find-what = Что искать? Номер, имя, @имя или слова клиента: <code>/find Соколова роутер</code>
list-found = { $count ->
    [0] По запросу «{ $words }» ничего не нашлось
   *[other] <b>Нашлось по запросу «{ $words }»</b>
  }
stats-today = <b>Сегодня</b>
    Открыто { $opened }, закрыто { $closed }
    Решено без людей: { $selfservice }
    Передано людям: { $handed }, ждали оператора (медиана): { $wait }
    Обещания выдержаны: { $promise }
    Оценок 4–5: { $satisfied }
    Переспрашивали известное: { $repeated }
desk-command-find = Найти обращение по номеру, имени или словам
desk-command-stats = Сегодня в цифрах
desk-command-queue = Кто ждёт и кто занят
desk-command-my = Мои обращения
desk-command-case = Карточка обращения по номеру
desk-command-help = Все команды

## Сроки

desk-promise-near = ⏰ { $agent }, клиенту обещали ответ до { $time }
desk-promise-lost = 🔴 { $case }: клиенту уже дважды переносили время ответа, а обращение никто не взял.
desk-deadline-near = ⏰ { $owned ->
    [yes] { $agent }, до
   *[no] До
  } { $what ->
    [first_reply] первого ответа клиенту
    [next_reply] ответа клиенту
   *[solution] срока решения
  } осталось { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[other] { $minutes } минут
  } (срок — { $time }){ $owned ->
    [yes] .
   *[no] , а обращение никто не взял.
  }
desk-deadline-missed = 🔴 { $case }: { $what ->
    [first_reply] первый ответ
    [next_reply] ответ
   *[solution] решение
  } не в срок (до { $time }), линия { $line }. { $agent ->
    [none] Обращение никто не ведёт.
   *[other] Ведёт { $agent }.
  }
desk-rated-low = 🔴 { $case }: оценка { $rating } из 5. Вёл { $agent }.
desk-reviewed = ✍️ Отзыв клиента: { $text }
desk-reviewed-low = ✍️ { $case }, отзыв: { $text }
desk-guard = 🔴 { $count ->
    [one] { $count } клиент ждёт
    [few] { $count } клиента ждут
   *[other] { $count } клиентов ждут
  } ответа больше суток:
desk-guard-line = { $case } — с { $since }
desk-guard-more = … и ещё { $count }

## Жизнь обращения

button-new-question = ✳️ Это другой вопрос
command-new = Задать другой вопрос
new-question = Слушаю: напишите новый вопрос.{ $count ->
    [0] { "" }
    [one] {" "}По обращению { $cases } всё остаётся в силе.
   *[other] {" "}По обращениям { $cases } всё остаётся в силе.
  }
new-too-many = У вас уже { $count ->
    [one] { $count } открытое обращение
    [few] { $count } открытых обращения
   *[other] { $count } открытых обращений
  }. Напишите в одно из них: специалист прочтёт и поможет.
which-case = К какому обращению это относится?
talking-about = Хорошо, пишите: это увидят по обращению № { $case }.
about-case = По обращению № { $case }:
no-answer-ask-human = На это у меня нет ответа. Если нужен человек, нажмите кнопку.
solved-no-again = Понял. Обращением № { $case } снова занимается { $agent }. Напишите, что осталось не так.
reopened-again = Продолжаем обращение № { $case }. { $agent } увидит и прошлый разговор, и новое сообщение.
desk-not-solved-again = ❗️ { $agent }, клиент пишет, что не решено. Обращение снова ваше.
desk-reopened-again = 🔁 { $agent }, клиент вернулся с этим же вопросом. Обращение снова ваше.
button-solved-already = Уже решено
awaiting-you = По обращению № { $case } ждём вашего ответа. Напишите, когда будет удобно.
awaiting-reminder = Ждём вашего ответа по обращению № { $case }. Если всё уже решилось, нажмите кнопку; если нет, просто напишите. Через { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
  } без ответа закроем обращение, и открыть его снова можно будет одним сообщением.
closed-unanswered = Закрыл обращение № { $case }: ответа мы не дождались. Если вопрос остался, просто напишите, и продолжим с того же места.
status-waiting-customer = { $agent } ждёт вашего ответа
status-waiting-vendor = { $agent } ждёт ответа партнёра
desk-button-await = Ждём клиента
desk-button-resume = ▶️ Продолжить
desk-button-vendor-answered = ▶️ Вендор ответил
desk-card-state-waiting-customer = ⏸ { $agent } ждёт клиента
desk-card-state-waiting-vendor = ⏸ { $agent } ждёт вендора
desk-customer-answered = ▶️ { $agent }, клиент ответил
desk-closed-unanswered = ☑️ Клиенту напомнили, он не ответил. Закрыто без подтверждения.
desk-vendor-reminder = ⏰ { $agent }, вендор молчит { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[other] { $hours } часов
  }. Стоит спросить, как дела.
desk-button-more = Ещё…
desk-button-back = ‹ Назад
desk-button-line-up = ⬆️ На { $line }-ю линию
desk-button-line-down = ⬇️ На { $line }-ю линию
desk-button-not-ours = 🚫 Не наша линия
desk-button-ask-line = ❓ Спросить { $line }-ю линию
desk-button-vendor = 📤 Передать вендору
desk-button-merge = 🔗 Это то же, что № { $case }
desk-button-spam = 🗑 Спам
desk-cause = { $cause ->
    [expert] нужен более опытный специалист
    [access] нет прав или инструмента
    [fault] неисправность на нашей стороне
    [stuck] по инструкции не получилось
    [not_ours] не по нашей части
    [incomplete] не хватает данных
    [by_the_book] решается по инструкции
    [done] свою часть сделали
    [words] напишу своими словами
   *[other] без причины
  }
desk-criticality = { $criticality ->
    [low] низкая
    [normal] обычная
    [high] высокая
    [critical] критичная
   *[none] не указана
  }
press-why = Почему?
press-how-critical = Насколько это критично?
press-why-in-words = Передано. Напишите причину заметкой: // …
press-ask-in-note = Напишите вопрос заметкой: // … Его увидит { $line }-я линия, клиент не увидит.
desk-moved-up = ⬆️ { $agent } передаёт обращение на { $line }-ю линию: { $cause }. Критичность: { $criticality }
desk-moved-down = ⬇️ { $agent } возвращает обращение на { $line }-ю линию: { $cause }
desk-card-way = 🪜 { $origin } → { $target ->
    [4] вендор
   *[other] { $target }
  } · { $at } · { $agent }{ $why ->
    [none] { "" }
   *[other] : { $why }
  }
desk-card-advice = 💬 <b>Спросили { $line }-ю линию:</b> { $question }{ $answer ->
    [none] { "" }
   *[other] {" "}→ { $answer }
  }
desk-card-open-cases = ⚠️ <b>У клиента открыто ещё:</b> { $cases }
desk-card-merged = 🔗 <b>Сюда же:</b> { $cases }
desk-card-previous = <b>До этого было:</b> № { $case }
desk-consult = ❓ { $agent } спрашивает { $line }-ю линию: { $question }
    { $called ->
    [none] Сейчас никого из неё нет на месте. Ответить можно и позже: заметкой, // …
   *[other] { $called }, ответьте заметкой: // …
  }
desk-consult-answered = 💬 { $agent }, { $by } отвечает за { $line }-ю линию
ask-how = В теме обращения, которое ведёте: <code>/ask 2 ваш вопрос</code>
ask-not-possible = Спросить можно другую линию и только в обращении, которое ведёте вы.
moved-up = Передал ваше обращение № { $case } специалистам, которые занимаются такими случаями. Всё, что вы рассказали, у них уже есть.
moved-down = По вашему обращению № { $case } продолжит другой специалист. Весь разговор у него перед глазами.
with-vendor = По обращению № { $case } нужен ответ нашего партнёра: всё необходимое ему передали. Как только он ответит, напишем.
desk-vendor = 📤 { $agent } передаёт обращение вендору. Перешлите ему файлы: личных данных в них нет, кроме сведений, которые нужны для этой темы. Ответит — нажмите «Вендор ответил».
vendor-title = Обращение № { $case }, { $company }
vendor-question = Вопрос: { $question }
vendor-details = Сведения: { $details }
vendor-tried = Что уже пробовали: { $tried }
vendor-talk = Разговор:
vendor-author-customer = клиент
vendor-author-agent = специалист
vendor-author-bot = бот
desk-spam = 🗑 { $agent } отмечает обращение как спам. Клиенту ничего не сказали. Если это ошибка, нажмите «Открыть снова».
merged = Обращения № { $duplicate } и № { $case } об одном и том же, поэтому продолжаем в № { $case }. Повторять ничего не нужно.
desk-merged-into = 🔗 { $agent } объединяет это обращение с другим. Дальше здесь: { $case }
desk-took-in = 🔗 { $agent } объединяет с этим обращением № { $duplicate }
merge-how = В теме лишнего обращения: <code>/merge 12</code>, где 12 — номер того, в котором продолжите.
merge-not-possible = С № { $case } объединить нельзя: это должно быть открытое обращение того же клиента, и оно должно быть у людей.
taking-other-line = Обращение ждёт { $line }-ю линию. Подсказать ей можно заметкой: // …
desk-unknown-command = Команды /{ $command } у меня нет, клиенту она не ушла. Все команды: /help
desk-command-merge = Объединить с другим обращением
desk-command-ask = Спросить другую линию

## Чужой в группе

press-stranger = Вы пока не в команде. Роль даёт супервизор в личном чате с ботом, команда /team.
stranger-told = { $name }, вы пока не в команде поддержки, поэтому бот ничего не сделал. Роль оператора может дать { $who }: запрос уже отправлен.
stranger-nobody = { $name }, в команде пока нет супервизора, поэтому бот ничего не сделал. Администратору сервера: <code>linezero team grant { $id } supervisor</code>
stranger-ask = В группе поддержки { $name }{ $username ->
    [none] { "" }
   *[other] { " " }(@{ $username })
  }, роли у человека нет. Пустить его к обращениям?
stranger-button = Дать роль оператора

## Экран оператора: ответы, уточнения, повторы

desk-deleted = 🚫 Клиент удалил свой аккаунт в Telegram: сообщения до него не доходят
desk-card-unreachable = { $how ->
    [deleted] 🚫 Сообщения не доходят: аккаунт удалён
   *[blocked] 🚫 Сообщения не доходят: бот заблокирован
  }
desk-button-look = 👀 Смотрю
desk-button-replies = 💬 Ответы
desk-button-more-replies = Ещё шаблоны ›
desk-button-needs = ❔ Уточнить…
desk-button-send = ✅ Отправить
desk-button-edit = ✏️ Изменить
desk-button-drop = Не нужно
desk-button-send-anyway = Отправить всё равно
desk-button-do-not-send = Не отправлять
desk-card-viewers = 👀 Смотрят: { $names }
desk-detail-requested = ❔ Спросили клиента: { $detail }
desk-detail-skipped = Клиент предпочёл не отвечать: { $detail }
desk-draft = <b>Ответ клиенту, ещё не отправлен</b>
    
    { $reply }
desk-draft-copy = Коснитесь текста, он скопируется. Поправьте и отправьте сюда.
    
    <code>{ $reply }</code>
desk-draft-settled = { $how ->
    [sent] ✅ Отправлено клиенту
    [edited] ✏️ Отправлено с правкой
   *[dropped] Не отправлено
  }
    
    { $reply }
desk-held-detail = ✋ Это уже есть: { $detail } — <b>{ $value }</b>
    Клиент вашей строки пока не видит.
desk-held-step = ✋ Это клиент уже пробовал: «{ $told }»
    Клиент вашей строки пока не видит.
desk-held-settled = { $how ->
    [sent] Строка отправлена клиенту
    [changed] Строку изменили
   *[dropped] Строка не отправлена, клиента не переспросили
  }
press-nothing-missing = Всё уже известно или спрошено
press-no-replies = Подсказок и шаблонов пока нет
press-not-your-line = Эту строку написал другой оператор
detail-requested = { $agent } просит уточнить:
    { $question }

## Кому достаётся обращение

taking-full = У вас уже { $count ->
    [one] { $count } обращение
    [few] { $count } обращения
   *[other] { $count } обращений
  } в работе, больше по вашему лимиту нельзя. Завершите или передайте одно из них.
taking-done = Ваше следующее: { $case }
taking-nothing = Подходящих обращений в очереди нет
press-full = Пока нельзя: почему, написано в теме
desk-command-next = взять следующее из очереди
desk-button-to-person = 👤 Передать коллеге
desk-button-to-skill = 🏷 Передать по теме
press-to-whom = Кому передать?
press-to-skill = По какой теме?
press-no-colleague = Сейчас никого больше нет на смене
transfer-person = { $name }: { $count } в работе
transferred = Теперь ваш вопрос ведёт { $agent }: вся переписка уже перед глазами, повторять ничего не нужно.
routed = Передаём ваше обращение № { $case } специалисту по этой теме. Рассказывать заново ничего не нужно.
desk-transferred = ➡️ { $by } передаёт обращение: { $agent }, теперь оно ваше
desk-routed = 🏷 { $agent } передаёт по теме «{ $skill }»: обращение снова в очереди
desk-left = ↩️ { $agent } уходит со смены: обращение первое в очереди
transfer-told = { $by } передаёт вам обращение { $case }. Оно уже ваше.
offer = Для вас обращение { $case } · { $customer }{ $segment ->
    [none] { "" }
   *[other] { " " }· { $segment }
  }{ $language ->
    [en] { " " }· английский
   *[other] { "" }
  }
  <b>Вопрос:</b> { $question }
  <i>{ $reason ->
    [danger] Срочно.
   *[other] { "" }
  } { $why ->
    [last_agent] Вы уже вели его.
    [only_one] Кроме вас его взять некому.
    [least_loaded] У вас сейчас меньше всех в работе.
   *[longest_idle] Вы дольше всех без нового.
  } Ждём ответа { $minutes } мин, потом спросим другого.</i>
offer-no-words = без слов, смотрите вложения
offer-button-take = ✅ Беру
offer-button-pass = Не могу
offer-over = Обращение { $case }: { $how ->
    [taken] ваше
    [declined] спросим другого
    [expired] время вышло, спросили другого
   *[withdrawn] уже взяли
  }
offer-too-late = Это предложение уже не действует
offer-in-topic = { $agent }, это обращение для вас. Нажмите «Взять» на карточке. Напишите боту /start в личный чат, и предложения будут приходить туда.
offer-nobody = Обращение { $case } некому взять{ $skill ->
    [none] { "" }
   *[other] , тема «{ $skill }»
  }: из тех, кто на смене, никто не подошёл или не согласился. Оно ждёт в общей очереди.
leaving-ask = У вас в работе { $count ->
    [one] { $count } обращение, по нему
    [few] { $count } обращения, по ним
   *[other] { $count } обращений, по ним
  } ждут вашего ответа. Что с ними сделать? Если не ответите до { $time }, передам тем, кто на смене.
leaving-button = { $wish ->
    [queue] ↩️ Вернуть в очередь
    [colleagues] ➡️ Передать коллегам
   *[keep] Оставить у меня
  }
leaving-decided = { $wish ->
    [queue] Вернул в очередь: { $count }
    [colleagues] Передал: { $count }
   *[keep] Остаются у вас: { $count }
  }
leaving-done = Вас нет на смене, поэтому ваши обращения ведут другие: { $count }

## Смена и работа в личном чате

duty = { $presence ->
    [here] 🟢 Вы на смене
    [break] ☕️ Перерыв: новых обращений не будет, ваши остаются у вас
    [closed] 🌙 Поддержка сейчас закрыта
    [absent] 🏝 Вы отсутствуете
   *[gone] ⚪️ Вы не на смене
  }{ $back ->
    [none] { "" }
   *[other] { " " }(до { $back })
  }
  В работе: { $count }{ $limit ->
    [none] { "" }
   *[other] { " " }из { $limit }
  }
  Смены: { $shifts ->
    [none] в часы поддержки
   *[other] { $shifts }
  }
  Ответы клиентам отсюда: { $here ->
    [yes] да
   *[no] нет, только в группе
  }
duty-button = { $what ->
    [next] Взять следующее
    [break] ☕️ Перерыв
    [back] Вернуться
    [start] ▶️ Начать смену
    [end] ⏹ Закончить смену
    [absent] 🏝 Меня не будет…
    [leave_here] Не работать здесь
   *[work_here] Работать здесь
  }
absence-ask = До какого времени вас не будет? Можно и словами: /absent до 31.12 или /absent 18:00
absence-button = { $span ->
    [today] До конца дня
    [tomorrow] Сегодня и завтра
    [week] Неделю
   *[open] Пока не вернусь
  }
absence-unread = Не понял «{ $words }». Напишите так: /absent до 31.12, /absent 18:00 или просто /absent.
work-begun = Теперь можно работать прямо здесь: новые строки клиентов будут приходить сюда. Кому отвечаем?
work-ended = Больше не пересылаю сюда строки клиентов. Работайте в группе.
work-whom = Ничего не отправил: скажите, для кого это. Нажмите обращение или ответьте на сообщение клиента.
work-next = Готово. Что дальше?
work-in = ✍️ Вы в обращении № { $case } ({ $customer }). Всё, что напишете, увидит клиент; строка с // останется заметкой.
work-whose = № { $case } · { $customer }:
work-button-switch = Ответить в № { $case }
work-note = 📝 { $agent }: { $text }
work-failed = ⚠️ Не получилось: клиенту ничего не ушло. Повторите, пожалуйста, а если не поможет, скажите администратору.
command-shift = смена, перерыв, работа здесь
work-not-yours = Обращение { $case } уже не у вас: клиенту ничего не ушло.

## Профиль оператора

profile = <b>{ $name }</b> · { $presence ->
    [here] на смене
    [break] перерыв
    [closed] поддержка закрыта
    [absent] отсутствует
   *[gone] не на смене
  }{ $back ->
    [none] { "" }
   *[other] { " " }(до { $back })
  }
  Темы: { $skills ->
    [none] все
   *[other] { $skills }
  }
  Языки: { $languages ->
    [none] все
   *[other] { $languages }
  }
  Линии: { $lines ->
    [none] все
   *[other] { $lines }
  }
  Клиенты: { $segments ->
    [none] все
   *[other] { $segments }
  }
  В работе: { $count }, лимит: { $limit ->
    [none] как у всех
   *[other] { $limit }
  }
  Смены: { $shifts ->
    [none] в часы поддержки
   *[other] { $shifts }
  }
profile-button = { $what ->
    [skills] Темы
    [languages] Языки
    [lines] Линии
    [segments] Клиенты
    [limit] Лимит
    [shifts] Смены
    [away] 🏝 Отсутствует…
    [back] ▶️ Снова здесь
    [person] « Роли
   *[profile] ⚙️ Темы и смены
  }
profile-ask = { $name }: { $what ->
    [skills] какие темы берёт? Если не отметить ничего, берёт все.
    [languages] на каких языках отвечает? Если не отметить ничего, на любых.
    [lines] на каких линиях работает? Если не отметить ничего, на всех.
    [segments] каких клиентов ведёт? Если не отметить ничего, любых.
   *[limit] сколько обращений ведёт одновременно?
  }
profile-language = { $language ->
    [ru] русский
   *[en] английский
  }
profile-line = { $line }-я линия
profile-no-limit = Как у всех
profile-ask-shifts = { $name }: когда смены? Например: <code>пн-пт 9-18, сб 10-14</code>. Если отдельных смен нет, напишите «нет».
profile-shifts-unread = Не понял «{ $words }». Дни сокращённо и часы через дефис, смены через запятую: <code>пн-пт 9-18, сб 10-14</code>.

## Шаблоны ответов

templates-title = { $count ->
    [0] <b>Шаблонов пока нет</b>
   *[other] <b>Шаблоны ответов</b>
  }
    Операторы видят их под кнопкой «Ответы».
templates-one = <b>{ $name }</b>
    
    { $texts }
templates-button-new = ➕ Новый шаблон
templates-button-edit = ✏️ Изменить текст
templates-button-drop = 🗑 Удалить
templates-button-all = ‹ Все шаблоны
templates-ask-name = Как назвать шаблон? Название видят только операторы.
templates-ask-text = Напишите текст шаблона «{ $name }». По-русски и по-английски — двумя сообщениями, второе через «Изменить текст».
    
    Можно вставить: <code>{ $variables }</code>
templates-refused = { $reason ->
    [unknown] Переменной «{ $detail }» нет. Есть: <code>{ $variables }</code>. Поправьте и пришлите ещё раз.
    [long] Слишком длинно: сообщение не поместится. Сократите и пришлите ещё раз.
    [name] Название — до 60 символов в одну строку. Пришлите другое.
   *[empty] Текст пустой. Напишите его словами.
  }
