### Группа поддержки: темы, кнопки, очередь, сроки, ответы операторов.

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
desk-card-question = { $source ->
    [none] <b>Вопрос:</b> { $question }
   *[other] <b>Вопроса нет, переслано от { $source }:</b> { $question }
  }
desk-card-came-by = <b>Перешли по ссылке:</b> { $link }
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
    [uk] украинский
    [be] белорусский
    [kk] казахский
    [tt] татарский
    [uz] узбекский
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
desk-transcript-customer = 🗣 { $before ->
    [none] { "" }
   *[other] <i>{ $before }</i>{ " " }
  }{ $text }
desk-transcript-bot = 🤖 { $before ->
    [none] { "" }
   *[other] <i>{ $before }</i>{ " " }
  }{ $text }
desk-transcript-agent = 👤 { $before ->
    [none] { "" }
   *[other] <i>{ $before }</i>{ " " }
  }{ $text }
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
desk-solved = ✅ { $agent }: решено. Ждём подтверждения клиента.
desk-confirmed = ☑️ Клиент подтвердил: решено
desk-unconfirmed = ☑️ Клиент не ответил. Закрыто без подтверждения.
desk-not-solved = ❗️ Клиент пишет, что не решено. Обращение снова первое в очереди. До этого — { $agent }.
desk-reopened = 🔁 Клиент вернулся с этим же вопросом. Обращение первое в очереди. До этого — { $agent }.
desk-rated = Оценка клиента: { $rating } из 5
desk-closed-hint = Обращение закрыто, сообщение клиенту не ушло. Чтобы продолжить, откройте его снова.
desk-blocked = 🚫 Клиент заблокировал бота: сообщения до него не доходят
desk-unblocked = Клиент снова на связи
desk-undelivered = ⚠️ { $part ->
    [none] Сообщение до клиента не дошло
    [file] Файл клиент получил, а слова к нему не дошли
    [words] До клиента дошло только начало сообщения
   *[some] Из альбома клиент получил { $count } из { $total }
  }: { $reason }
desk-edit-undelivered = ⚠️ { $kind ->
    [file] Замена файла до клиента не дошла, у него прежний
   *[words] Правка до клиента не дошла, у него прежний текст
  }: { $reason }
desk-edit-not-shown = ⚠️ { $kind ->
    [file] Клиент заменил файл, показать новый здесь не получилось
   *[words] Клиент исправил сообщение, показать правку на месте не получилось
  }: { $reason }{ $words ->
    [none] { "" }
   *[other] . Теперь в нём написано: «{ $words }»
  }
desk-delayed = ⏳ Сообщение ещё не ушло клиенту: нет связи с Telegram. Уйдёт само, как только она появится.
desk-outage = ⚠️ С { $since } нет связи с Telegram: { $what ->
    [fetching] бот не видит новых сообщений
   *[sending] сообщения не уходят
  }. Ничего не потеряно, всё дойдёт, когда связь вернётся. В чём дело, покажет <code>linezero doctor</code> на сервере.
group-lost = 🔴 { $why ->
    [out] Бота больше нет в группе поддержки ({ $group }): его удалили или группы не стало.
   *[rights] Боту не хватает прав в группе поддержки ({ $group }): он не может создавать темы.
  } { $waiting ->
    [0] Сейчас никто не ждёт, но новые обращения люди не увидят.
    [one] Ждёт { $waiting } обращение, люди его не видят.
    [few] Ждут { $waiting } обращения, люди их не видят.
   *[other] Ждут { $waiting } обращений, люди их не видят.
  } Что сделать: { $why ->
    [out] верните бота в группу и сделайте администратором с правами «Управление темами», «Удаление сообщений» и «Закрепление сообщений». Если группа теперь другая, её номер нужно указать в LINEZERO_DESK_CHAT_ID.
   *[rights] группа → «Изменить» → «Администраторы» → бот, включите «Управление темами», «Удаление сообщений» и «Закрепление сообщений».
  } Ничего не потеряно: всё придёт само. До тех пор клиентам не называем время ответа.
desk-back = 🟢 Бот снова работает в группе поддержки. Всё, что накопилось, уже приходит.
desk-not-shown = ⚠️ { $part ->
    [none] Сообщение клиента показать здесь не получилось
    [file] Файл клиента здесь, а слова к нему показать не получилось
    [words] Здесь только начало сообщения клиента
   *[some] Из альбома клиента здесь { $count } из { $total }
  }: { $reason }{ $words ->
    [none] { "" }
   *[other] . В нём написано: «{ $words }»
  }
desk-failed = ⚠️ Последнее действие не удалось: сообщение не обработано. Повторите, пожалуйста, а если не поможет — скажите администратору.
desk-edit-unsent = Клиент этой правки не увидит: сообщение ему не отправлялось. Чтобы увидел, напишите новое.
desk-edited-before = ✏️ <i>было: { $before }</i>
desk-edited-file = ✏️ <i>изменено: другой файл{ $before ->
    [none] { "" }
   *[other] , было: { $before }
  }</i>
desk-edited = ✏️ Клиент изменил сообщение.
    Было: { $before }
    Стало: { $after }
desk-recap = Тему удалили, поэтому она создана заново. Последнее из разговора:
desk-anonymous = Вы пишете анонимно, и непонятно, кто ведёт обращение. Отключите анонимность в правах администратора.
person-someone = специалист
customer-someone = Клиент

## Очередь: доска и списки

board-title = <b>Очередь</b> · { $count ->
    [0] никто не ждёт
    [one] ждёт { $count } обращение
    [few] ждут { $count } обращения
   *[many] ждут { $count } обращений
  }
board-oldest = Дольше всех ждёт { $number }
board-due = Раньше всех истекает обещание у { $number }
board-breaching = ⏰ Ближайшие сроки: { $list }
board-breach = { $number } — { $what ->
    [first_reply] первый ответ
    [next_reply] ответ
   *[solution] решение
  } до { $time }
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
desk-reacted = Клиент поставил { $emoji }{ $text ->
    [none] { "" }
   *[other] { " " }на «{ $text }»
  }
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

## Шаблоны ответов

command-templates = Шаблоны ответов: писать и править
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

## Чьи слова в строке

origin-source = { $kind ->
    [self] себя
    [channel] канала «{ $name }»
    [chat] чата «{ $name }»
    [hidden] «{ $name }» (профиль скрыт)
   *[other] { $name ->
        [none] другого человека
       *[other] «{ $name }»
    }
  }
origin-forwarded = переслано от { $source }:
origin-reply = в ответ на сообщение { $source }{ $text ->
    [none] :
   *[other] {" "}«{ $text }»:
  }
origin-quote = о словах «{ $text }»:
desk-line-head = 🗣 <b>{ $customer }</b>{ $before ->
    [none] :{ " " }
   *[other] , <i>{ $before }</i>{ " " }
  }
