### Команда: роли, смены, работа в личном чате.

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

## Чужой в группе

press-stranger = Вы пока не в команде. Роль даёт супервизор в личном чате с ботом, команда /team.
stranger-told = { $name }, вы пока не в команде поддержки, поэтому бот ничего не сделал. Роль оператора может дать { $who }: запрос уже отправлен.
stranger-nobody = { $name }, в команде пока нет супервизора, поэтому бот ничего не сделал. Администратору сервера: <code>linezero team grant { $id } supervisor</code>
stranger-ask = В группе поддержки { $name }{ $username ->
    [none] { "" }
   *[other] { " " }(@{ $username })
  }, роли у человека нет. Пустить его к обращениям?
stranger-button = Дать роль оператора

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
work-lost = Обращение { $case } больше не у вас: { $how ->
    [expired] от вас давно не было ответа, и оно вернулось в очередь
    [away] клиент написал, пока вас нет, и оно вернулось в очередь
    [closed] { $by } закрывает его
   *[taken] так решает { $by }
  }.
desk-lost = { $agent }, обращение больше не у вас: { $how ->
    [expired] от вас давно не было ответа
    [away] клиент написал, пока вас нет
    [closed] { $by } закрывает его
   *[taken] так решает { $by }
  }.
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
