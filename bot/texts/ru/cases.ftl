### Чьё обращение и куда оно идёт.

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
menu-picked = Добавил к обращению № { $case }: «{ $title }». { $agent ->
    [none] Специалист увидит и это.
   *[other] { $agent } увидит и это.
  } Если это отдельный вопрос, нажмите кнопку, и я отвечу сразу.
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
case-number = № { $case }
with-vendor = По обращению № { $case } нужен ответ нашего партнёра: передали ему ваш вопрос. Как только он ответит, напишем.
desk-vendor = 📤 { $agent } передаёт обращение вендору. Перешлите ему файлы: личных данных в них нет, кроме сведений, которые нужны для этой темы. { $files ->
    [0] { "" }
    [one] Вложение клиента ниже: посмотрите, нет ли на нём лишнего.{" "}
   *[other] Вложения клиента ниже: посмотрите, нет ли на них лишнего.{" "}
  }{ $left ->
    [0] { "" }
   *[other] Более ранние ({ $left }) — выше в теме.{" "}
  }Ответит — нажмите «Вендор ответил».
vendor-title = Обращение № { $case }, { $company }
vendor-question = Вопрос: { $question }
vendor-details = Сведения: { $details }
vendor-tried = Что уже пробовали: { $tried }
vendor-talk = Разговор:
vendor-author-customer = клиент
vendor-author-agent = специалист
vendor-author-bot = бот
desk-menu-picked = 🗣 Клиент выбрал в меню: «{ $title }»
desk-menu-apart = Клиент уточнил: «{ $title }» — другой вопрос. На него отвечает бот, № { $case }.
desk-spam = 🗑 { $agent } отмечает обращение как спам. Клиенту ничего не сказали. Если это ошибка, нажмите «Открыть снова».
merged = Обращения № { $duplicate } и № { $case } об одном и том же, поэтому продолжаем в № { $case }. Повторять ничего не нужно.
desk-merged-into = 🔗 { $agent } объединяет это обращение с другим. Дальше здесь: { $case }
desk-took-in = 🔗 { $agent } объединяет с этим обращением № { $duplicate }
merge-how = В теме лишнего обращения: <code>/merge 12</code>, где 12 — номер того, в котором продолжите.
merge-not-possible = С № { $case } объединить нельзя: это должно быть открытое обращение того же клиента, и оно должно быть у людей.
taking-other-line = Обращение ждёт { $line }-ю линию. Подсказать ей можно заметкой: // …
desk-unknown-command = Команды /{ $command } у меня нет, клиенту она не ушла. Все команды: /help
private-unknown-command = Такой команды у меня нет, поэтому ничего не отправлено. Все команды: /help
desk-words-unsent = Слова после /{ $command } клиенту не ушли: напишите их отдельным сообщением, без команды.
desk-command-merge = Объединить с другим обращением
desk-command-ask = Спросить другую линию

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
    [one] { $count } обращение, по нему ждут вашего ответа. Что с ним сделать?
    [few] { $count } обращения, по ним ждут вашего ответа. Что с ними сделать?
   *[other] { $count } обращений, по ним ждут вашего ответа. Что с ними сделать?
  } Если не ответите до { $time }, передам тем, кто на смене.
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

## Авария

desk-card-state-incident = 🚨 Авария № { $incident }: ждёт починки
desk-button-unjoin = Не авария, в очередь
incident-offered = 🚨 По этой теме объявлена авария № { $incident }. Если это она, присоедините обращение: клиент получит общее сообщение, а после починки бот спросит, всё ли заработало.
incident-button-join = Присоединить к аварии
incident-joined-hint = Обращение ждёт починки вместе с аварией № { $incident }. Чтобы ответить самому, нажмите на карточке «Не авария, в очередь».
incident-desk-left = ↩️ { $who ->
    [customer] Клиенту нужен специалист отдельно
   *[other] Это не авария № { $incident }
  }: обращение в очереди.
incident-line = 🚨 <b>Авария № { $incident }</b> · { $topic } · { $count ->
    [one] { $count } обращение
    [few] { $count } обращения
   *[other] { $count } обращений
  }
