### База знаний: тексты для редакторов.

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
editor-health-worse = { "  " }⚠️ хуже обещанного: ошибка { $real } вместо { $promised } ({ $answers ->
    [one] { $answers } ответ
    [few] { $answers } ответа
   *[other] { $answers } ответов
  } с известным исходом)
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

## Редакторы: таблицы

editor-button-export = 📥 Таблица
editor-button-write = 📣 Записать всё
editor-button-table-drop = Не записывать
editor-table-making = Готовлю таблицу…
editor-table-export = { $count ->
    [one] { $count } статья
    [few] { $count } статьи
   *[other] { $count } статей
    } в таблице. Правьте в Excel и пришлите файл сюда: сначала покажу, что изменится, и только потом запишу.
editor-table-reading = Читаю «{ $name }»…
editor-table = 📄 <b>{ $name }</b>
    { $sums }
editor-table-more = { $count ->
    [one] … и ещё { $count } строка
    [few] … и ещё { $count } строки
   *[other] … и ещё { $count } строк
    }, все в файле
editor-table-changes = Все изменения по строкам
editor-table-problems = В «{ $name }» нашлись ошибки, поэтому я ничего не изменил:

    { $problems }

    Исправьте и пришлите файл ещё раз.
editor-table-problems-file = Все ошибки по строкам
editor-table-same = «{ $name }» ничего не меняет: в базе уже так.
editor-table-missing = Не получилось скачать «{ $name }». Пришлите файл ещё раз.
editor-table-dropped = «{ $name }» не записано. В базе всё как было.
editor-table-writing = Записываю…
editor-table-written = 📣 «{ $name }» записано, бот уже отвечает по-новому.
    { $sums }
editor-table-yours = 📣 { $who } записывает вашу таблицу «{ $name }».
editor-table-please = 👀 { $who } просит проверить таблицу «{ $name }».
editor-table-overtaken = Пока вы смотрели, база изменилась. Проверяю таблицу ещё раз…
