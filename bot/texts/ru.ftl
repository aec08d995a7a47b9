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

## Разговор

small-talk-greeting = Здравствуйте! Чем помочь?
small-talk-thanks = Пожалуйста! Если появится вопрос, пишите.
small-talk-goodbye = Всего доброго! Я на связи в любое время.
small-talk = Поболтать я не мастер, зато хорошо знаю наши услуги. Спросите о них, и я отвечу.
small-talk-waiting = Ваше обращение № { $case } у специалиста. Ответ придёт сюда.
clarify = Хочу понять вас правильно. Что из этого ближе?
clarify-closed = Вопрос был: «{ $question }»
rephrase = Жаль, что не угадал. Расскажите чуть подробнее, что произошло, или позовите человека.
answer-thanks = Рад, что помогло!
answer-other-language = Пока есть только на английском:
answer-more = Подробнее
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
promise-clock = Специалисты на месте { $hours }. Ответим { $day ->
    [today] сегодня
    [tomorrow] завтра
   *[other] { $day }
  } до { $time }.
already-waiting = Обращение <b>№ { $case }</b> уже у специалистов. Всё, что вы пишете, они видят.
already-owned = Вашим обращением № { $case } занимается { $agent }. Пишите прямо сюда.
claimed = { $agent } на связи: вижу ваш вопрос и всё, что было раньше.
returned-to-queue = Специалист отошёл, и ваше обращение № { $case } снова первое в очереди. Рассказывать заново ничего не нужно.
solved-question = Обращение № { $case }: получилось? Проверьте, пожалуйста, и нажмите кнопку.
solved-yes = Отлично, закрываю обращение № { $case }. Спасибо, что обратились!
rating-question = Оцените, пожалуйста, как мы справились:
rating-thanks = { $rating ->
    [5] Спасибо за пятёрку!
    [4] Спасибо за оценку!
   *[other] Спасибо за честность. Разберёмся, что пошло не так.
  }
solved-no = Понял, обращение № { $case } снова первое в очереди. Напишите, что осталось не так: { $agent } увидит.
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
status-promise-minutes = ответ до { $time }
status-promise-late = обещали ответить до { $time }, задерживаемся, извините
status-promise-none = ответим, как только освободится специалист

## Нажатия

press-done = Готово
press-old = Эта кнопка уже не действует
press-noted = Записал
press-lost = Уже взято: { $agent }
press-not-yours = Обращение ведёт { $agent }
press-anonymous = Отключите анонимность в правах администратора, иначе не видно, кто нажал
press-stranger = Это доступно только сотрудникам

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
desk-card-returned = ↩️ вернулось, раньше вёл { $agent }
desk-card-rating = Оценка: { $rating } из 5
desk-card-question = <b>Вопрос:</b> { $question }
desk-card-reason = <b>Почему к людям:</b> { $reason ->
    [asked] просит человека
    [danger] срочно: { $detail }
    [unknown] нет ответа в базе
    [unclear] уточнение не помогло
    [rejected] ответы не подошли
    [unreadable] прислал вложение
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
   *[other] выбрал «{ $choice }»
  }
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
desk-released = ↩️ { $agent } вернул обращение в очередь
desk-lease-expired = ⌛ От { $agent } долго нет ответа: обращение снова в очереди, первым
desk-solved = ✅ { $agent } считает, что решено. Спросили клиента.
desk-confirmed = ☑️ Клиент подтвердил: решено
desk-unconfirmed = ☑️ Клиент не ответил. Закрыто без подтверждения.
desk-not-solved = ❗️ Клиент пишет, что не решено. Снова первым в очереди; вёл { $agent }.
desk-reopened = 🔁 Клиент вернулся с этим же вопросом. Первым в очереди; вёл { $agent }.
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
desk-detail = ℹ️ { $detail }: { $value }
desk-anonymous = Вы пишете анонимно, и непонятно, кто ведёт обращение. Отключите анонимность в правах администратора.
person-someone = специалист
customer-someone = Клиент
file-too-big = файл слишком большой
