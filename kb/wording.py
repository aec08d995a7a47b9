"""The sentences for what can be wrong, in Russian and English; each ends with the way out."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "id_missing": {
        "ru": "нет идентификатора: укажите id или вопрос, из которого его можно составить",
        "en": "no id: give an id or a question to make it from",
    },
    "id_form": {
        "ru": "имя «{value}» не подходит: нужны латинские буквы, цифры, «-», «_» и «.», до {limit} знаков",
        "en": "the name “{value}” does not fit: Latin letters, digits, “-”, “_” and “.”, {limit} at most",
    },
    "title_missing": {"ru": "нет вопроса: заполните его", "en": "no question: fill it in"},
    "answer_missing": {"ru": "нет ответа: заполните его", "en": "no answer: fill it in"},
    "too_long": {
        "ru": "слишком длинно: {length} знаков, можно {limit}; сократите или разделите на две записи",
        "en": "too long: {length} characters where {limit} fit; shorten it or split it into two entries",
    },
    "language_form": {
        "ru": "«{value}» не похоже на код языка: нужны две буквы, например ru или en",
        "en": "“{value}” is no language code: two letters are needed, such as ru or en",
    },
    "phrasing_empty": {
        "ru": "пустая формулировка: уберите её",
        "en": "an empty phrasing: remove it",
    },
    "phrasings_many": {
        "ru": "формулировок {length}, можно {limit}: оставьте самые разные",
        "en": "{length} phrasings where {limit} fit: keep the most different ones",
    },
    "link_form": {
        "ru": "ссылка «{value}» не подходит: она должна начинаться с https:// или http://",
        "en": "the link “{value}” does not fit: it has to begin with https:// or http://",
    },
    "picture_form": {
        "ru": "картинка «{value}» не подходит: нужно имя файла png, jpg или webp без папок либо адрес https://",
        "en": "the picture “{value}” does not fit: give a png, jpg or webp file name without folders, "
        "or an https:// address",
    },
    "detail_form": {
        "ru": "сведение «{value}» не подходит: строчные латинские буквы, цифры и «_»",
        "en": "the detail “{value}” does not fit: lower-case Latin letters, digits and “_” only",
    },
    "dates_order": {
        "ru": "запись кончает действовать {until}, раньше, чем начинает ({since}): поменяйте даты",
        "en": "the entry ends on {until}, before it begins ({since}): mend the dates",
    },
    "tag_form": {
        "ru": "метка «{value}» не подходит: без запятых и переносов строки, до {limit} знаков",
        "en": "the tag “{value}” does not fit: no commas or line breaks, {limit} characters at most",
    },
    "control_character": {
        "ru": "невидимый служебный знак {value}: наберите это место заново",
        "en": "an invisible control character {value}: type this place again",
    },
    "markup_forbidden": {
        "ru": "тег <{value}> Telegram не показывает: уберите его; можно {allowed}",
        "en": "Telegram does not show <{value}>: remove it; allowed are {allowed}",
    },
    "markup_unclosed": {
        "ru": "тег <{value}> открыт и не закрыт: добавьте </{value}>",
        "en": "<{value}> is opened and never closed: add </{value}>",
    },
    "markup_crossed": {
        "ru": "тег </{value}> закрывает не то, что открыто последним: проверьте порядок тегов",
        "en": "</{value}> does not close what was opened last: check the order of the tags",
    },
    "markup_attribute": {
        "ru": "у тега <{tag}> лишнее «{value}»: уберите",
        "en": "<{tag}> has “{value}”, which does not belong there: remove it",
    },
    "markup_link": {
        "ru": "ссылка «{value}» не подходит: можно https://, http://, tg://, mailto: и tel:",
        "en": "the link “{value}” does not fit: https://, http://, tg://, mailto: and tel: work",
    },
    "markup_angle": {
        "ru": "знак «<» в тексте: напишите вместо него &lt;",
        "en": "a bare “<” in the text: write &lt; instead",
    },
    "markup_entity": {
        "ru": "обозначение «{value}» Telegram не понимает: поставьте сам знак",
        "en": "Telegram does not know “{value}”: put the character itself",
    },
    "topic_form": {
        "ru": "тема «{value}» не подходит: одной строкой, до {limit} знаков",
        "en": "the topic “{value}” does not fit: one line, {limit} characters at most",
    },
    "status_form": {
        "ru": "состояние «{value}» неизвестно: можно draft, review, published, retired",
        "en": "the status “{value}” is unknown: draft, review, published and retired work",
    },
    "date_form": {
        "ru": "дата «{value}» непонятна: напишите как 2026-12-31 или 31.12.2026",
        "en": "the date “{value}” is not clear: write 2026-12-31 or 31.12.2026",
    },
    "date_hour": {
        "ru": "«{value}»: статья действует целыми днями, без часов; оставьте только дату",
        "en": "“{value}”: an entry is valid for whole days, without hours; keep the date alone",
    },
    "said_twice": {
        "ru": "заполнено дважды и по-разному: оставьте что-то одно",
        "en": "filled in twice, differently: keep one of them",
    },
    "id_twice": {
        "ru": "запись «{value}» в этом файле уже есть (строка {place}): объедините их или дайте другой id",
        "en": "the entry “{value}” is in this file already (line {place}): join them or give another id",
    },
    "id_twice_in_folder": {
        "ru": "запись «{value}» уже есть в файле {place}: объедините их или дайте другой id",
        "en": "the entry “{value}” is in the file {place} already: join them or give another id",
    },
    "segment_form": {
        "ru": "сегмент «{value}» не подходит: строчные буквы, цифры, «-» и «_», до {limit} знаков",
        "en": "the segment “{value}” does not fit: lower-case letters, digits, “-” and “_”, {limit} at most",
    },
    "file_form": {
        "ru": "файл «{value}» не подходит: нужно имя файла с расширением и без папок, например «Тарифы.pdf»",
        "en": "the file “{value}” does not fit: give a file name with its ending and without folders, "
        "such as “Prices.pdf”",
    },
    "files_many": {
        "ru": "файлов {length}, можно {limit}: оставьте нужные или соберите их в один архив",
        "en": "{length} files where {limit} fit: keep those that are needed, or put them into one archive",
    },
    # variables
    "variable_form": {
        "ru": "подстановка «{value}» непонятна: пишите {{{{ имя }}}} — строчные буквы, цифры и «_»",
        "en": "the variable “{value}” is not clear: write {{{{ name }}}}, lower-case letters, digits and “_”",
    },
    "variable_fallback": {
        "ru": "что сказать, если {value} неизвестно? Допишите через двоеточие: {{{{ {value} : друг }}}}",
        "en": "what to say when {value} is not known? Add it after a colon: {{{{ {value} : there }}}}",
    },
    "variable_unknown": {
        "ru": "подстановки {{{{ {value} }}}} нет: добавьте её значение или исправьте имя; есть: {known}",
        "en": "there is no variable {{{{ {value} }}}}: give it a value or mend its name; there are: {known}",
    },
    "variable_name": {
        "ru": "имя «{value}» не подходит: строчные буквы, цифры и «_», например support_phone",
        "en": "the name “{value}” does not fit: lower-case letters, digits and “_”, such as support_phone",
    },
    "variable_own": {
        "ru": "{value} бот знает сам: дайте своей подстановке другое имя",
        "en": "the bot knows {value} by itself: give yours another name",
    },
    "variable_empty": {
        "ru": "у подстановки {value} нет значения: допишите его после «=»",
        "en": "{value} has no value: write it after “=”",
    },
    "variable_place": {
        "ru": "подстановки {{{{ }}}} бывают только в ответе и в инструкции: уберите её отсюда",
        "en": "variables {{{{ }}}} work in the answer and the guide only: take it out of here",
    },
    # guides
    "guide_start": {
        "ru": "инструкция начинается с «1. Вопрос», а здесь «{value}»: поставьте номер шага и точку",
        "en": "a guide begins with “1. A question”, here is “{value}”: put the number of the step and a dot",
    },
    "guide_option": {
        "ru": "шаг {step}: непонятна кнопка «{value}»; напишите «| да → 2», «| нет → решено» "
        "или «| нет → человек»",
        "en": "step {step}: the button “{value}” is not clear; write “| yes → 2”, “| no → solved” "
        "or “| no → human”",
    },
    "guide_aim": {
        "ru": "шаг {step}, кнопка «{label}»: куда ведёт «{value}»? Можно номер шага, «решено» или «человек»",
        "en": "step {step}, button “{label}”: where does “{value}” lead? The number of a step, “solved” "
        "and “human” work",
    },
    "guide_unknown": {
        "ru": "шаг {step}, кнопка «{label}» ведёт на шаг {value}, а его нет: допишите его или смените номер",
        "en": "step {step}, button “{label}” leads to step {value}, which is not there: add it or mend "
        "the number",
    },
    "guide_unreachable": {
        "ru": "на шаг {step} не ведёт ни одна кнопка: добавьте такую или уберите шаг",
        "en": "no button leads to step {step}: add one or remove the step",
    },
    "guide_endless": {
        "ru": "из шага {step} нет выхода, кнопки ведут по кругу: добавьте «решено», «человек» "
        "или шаг без кнопок",
        "en": "step {step} goes round in a circle without an end: add “solved”, “human” or a step "
        "without buttons",
    },
    "guide_twice": {
        "ru": "шаг {step} описан дважды: дайте второму другой номер",
        "en": "step {step} is there twice: give the second one another number",
    },
    "guide_empty": {
        "ru": "шаг {step} пустой: допишите вопрос",
        "en": "step {step} is empty: write its question",
    },
    "guide_long": {
        "ru": "шагов {length}, можно {limit}: разделите инструкцию на две статьи",
        "en": "{length} steps where {limit} fit: split the guide into two entries",
    },
    "guide_step_long": {
        "ru": "шаг {step} слишком длинный: {length} знаков, можно {limit}",
        "en": "step {step} is too long: {length} characters where {limit} fit",
    },
    "guide_options": {
        "ru": "у шага {step} кнопок {length}, можно {limit}: уберите лишние",
        "en": "step {step} has {length} buttons where {limit} fit: take some away",
    },
    "guide_label_long": {
        "ru": "шаг {step}: кнопка «{value}» слишком длинная, можно {limit} знаков",
        "en": "step {step}: the button “{value}” is too long, {limit} characters fit",
    },
    "guide_label_twice": {
        "ru": "шаг {step}: две кнопки «{value}», назовите их по-разному",
        "en": "step {step}: two buttons say “{value}”, name them differently",
    },
    "guide_markup": {
        "ru": "шаг {step}: {value}",
        "en": "step {step}: {value}",
    },
    "guide_languages": {
        "ru": "шаги и кнопки не те, что в инструкции на «{value}»: они должны совпадать по номерам и порядку",
        "en": "steps and buttons differ from the guide in “{value}”: numbers and order have to be the same",
    },
    "guide_introduction": {
        "ru": "перед инструкцией длинный ответ: {length} знаков, можно {limit}; перенесите часть в шаги",
        "en": "a long answer before a guide: {length} characters where {limit} fit; move some into steps",
    },
    # files
    "file_missing": {"ru": "файл не найден: проверьте путь", "en": "no such file: check the path"},
    "file_unreadable": {
        "ru": "файл не открывается ({value}): проверьте права и не открыт ли он в другой программе",
        "en": "the file cannot be opened ({value}): check its rights and whether another program holds it",
    },
    "file_kind": {
        "ru": "файлы «{value}» не читаются: нужен csv, xlsx, yaml, json, md или папка с файлами md",
        "en": "“{value}” files cannot be read: csv, xlsx, yaml, json, md or a folder of md files is needed",
    },
    "file_big": {
        "ru": "файл слишком большой: {length} МБ, можно {limit} МБ; разделите его",
        "en": "the file is too big: {length} MB where {limit} MB fit; split it",
    },
    "file_empty": {
        "ru": "в файле нет ни одной записи: нужны хотя бы вопрос и ответ",
        "en": "there is no entry in the file: it needs a question and an answer at least",
    },
    "file_broken": {
        "ru": "файл повреждён или это не {kind} ({value}): откройте его в своей программе и сохраните заново",
        "en": "the file is broken or is not {kind} ({value}): open it in its own program and save it again",
    },
    "file_bomb": {
        "ru": "в распакованном виде файл занял бы {length} МБ, можно {limit} МБ; сохраните таблицу заново",
        "en": "unpacked the file would take {length} MB where {limit} MB fit; save the table again",
    },
    "file_rows": {
        "ru": "слишком много строк: можно {limit}; разделите файл",
        "en": "too many rows: {limit} fit; split the file",
    },
    "encoding_broken": {
        "ru": "текст испорчен: здесь байты не складываются в UTF-8; сохраните файл заново как «CSV UTF-8»",
        "en": "broken text: the bytes here are no UTF-8; save the file again as “CSV UTF-8”",
    },
    "encoding_unknown": {
        "ru": "кодировка не распознана: сохраните файл как «CSV UTF-8»",
        "en": "the encoding was not recognised: save the file as “CSV UTF-8”",
    },
    "encoding_old": {
        "ru": "файл в кодировке {value}: прочитан, проверьте примеры ниже",
        "en": "the file is in {value}: it was read, look at the samples below",
    },
    "encoding_mended": {
        "ru": "текст был сохранён в чужой кодировке и восстановлен: проверьте примеры ниже",
        "en": "the text had been saved in a wrong encoding and was put right: look at the samples below",
    },
    "garbled": {
        "ru": "«{value}» не читается как слова: скорее всего, испорчена кодировка. Откройте исходную таблицу "
        "и сохраните её как «CSV UTF-8» или XLSX",
        "en": "“{value}” does not read as words: the encoding is probably broken. Open the original table "
        "and save it as “CSV UTF-8” or XLSX",
    },
    "sign_lost": {
        "ru": "«{value}»: похоже, вместо «?» был другой знак (₽, №, тире) и он потерян при сохранении. "
        "Проверьте и сохраните файл как «CSV UTF-8» или XLSX",
        "en": "“{value}”: another sign (₽, №, a dash) seems to have stood for the “?” and was lost. "
        "Check it and save the file as “CSV UTF-8” or XLSX",
    },
    "number_cut": {
        "ru": "«{value}»: Excel сократил число, последние цифры потеряны. Задайте столбцу формат «Текстовый» "
        "и введите число заново",
        "en": "“{value}”: Excel shortened the number and its last digits are gone. Format the column as text "
        "and enter the number again",
    },
    "quotes_inside": {
        "ru": "кавычки внутри текста не удвоены; прочитано так: {value}",
        "en": "quotation marks inside the text are not doubled; it was read as: {value}",
    },
    "section": {
        "ru": "«{value}» — название раздела: тема записей под ним",
        "en": "“{value}” is the title of a section: the topic of the entries below",
    },
    "header_none": {
        "ru": "заголовков столбцов нет, первая строка прочитана как запись: «{question}» — «{answer}»",
        "en": "there are no column headers, the first row was read as an entry: “{question}” — “{answer}”",
    },
    "header_unclear": {
        "ru": "похоже, это заголовки, но они незнакомы: {value}. Назовите столбцы «вопрос» и «ответ»",
        "en": "these look like headers, but are not known: {value}. Name the columns “question” and “answer”",
    },
    "row_hidden": {
        "ru": "строка скрыта и не прочитана: «{value}». Если она нужна, покажите её в таблице",
        "en": "the row is hidden and was left out: “{value}”. If it is needed, show it in the table",
    },
    "row_struck": {
        "ru": "строка зачёркнута и не прочитана: «{value}». Если она нужна, уберите зачёркивание",
        "en": "the row is struck out and was left out: “{value}”. If it is needed, mend that",
    },
    "cell_struck": {
        "ru": "{cell}: ячейка зачёркнута и не прочитана: «{value}»",
        "en": "{cell}: the cell is struck out and was left out: “{value}”",
    },
    "words_struck": {
        "ru": "зачёркнутые слова не прочитаны: «{value}»",
        "en": "words that are struck out were left out: “{value}”",
    },
    "column_hidden": {
        "ru": "{cell}: столбец «{value}» скрыт и не прочитан. Если он нужен, покажите его в таблице",
        "en": "{cell}: the column “{value}” is hidden and was left out. If it is needed, show it",
    },
    "link_lost": {
        "ru": "{cell}: ссылка за словами «{value}» ведёт туда, куда клиент не попадёт, и не прочитана",
        "en": "{cell}: the link behind “{value}” leads where customers cannot go, and was left out",
    },
    "cell_format": {
        "ru": "что показано в ячейке, прочитать нельзя («{value}»): задайте ей формат «Текстовый» "
        "и впишите, что увидит клиент",
        "en": "what the cell shows cannot be read (“{value}”): format it as text and write what the customer "
        "is to see",
    },
    "truth_value": {
        "ru": "здесь {value}, а не текст: напишите словами, что увидит клиент",
        "en": "this is {value} and no text: write in words what the customer is to see",
    },
    "file_cells": {
        "ru": "в таблице слишком много ячеек: можно {limit}; удалите лишние листы или разделите файл",
        "en": "the workbook has too many cells: {limit} fit; delete sheets and columns, or split the file",
    },
    "quote_open": {
        "ru": "кавычка открыта и не закрыта: добавьте парную или удвойте её внутри текста",
        "en": "a quotation mark is opened and never closed: add its pair, or double it inside the text",
    },
    "front_open": {
        "ru": "шапка открыта строкой «---» и не закрыта: поставьте такую же строку перед вопросом",
        "en": "the front matter begins with “---” and never ends: put the same line above the question",
    },
    "symlink": {
        "ru": "это ссылка на другой файл или папку: положите сюда сам файл",
        "en": "this is a link to another file or folder: put the file itself here",
    },
    "folder_needed": {
        "ru": "это не папка: нужна папка с файлами .md",
        "en": "this is no folder: a folder with .md files is needed",
    },
    "columns_missing": {
        "ru": "нет столбцов с вопросом и ответом: назовите их «вопрос» и «ответ»; сейчас: {value}",
        "en": "no columns with question and answer: name them “question” and “answer”; now: {value}",
    },
    "column_unknown": {
        "ru": "столбец «{value}» не знаком и пропущен",
        "en": "the column “{value}” is not known and was passed over",
    },
    "sheet_passed_over": {
        "ru": "лист «{value}» пропущен: читается один лист, первый с вопросом и ответом в шапке",
        "en": "the sheet “{value}” was passed over: one is read, the first with question and answer on top",
    },
    "cells_extra": {
        "ru": "ячеек больше, чем столбцов: скорее всего, текст с «{value}» внутри нужно взять в кавычки",
        "en": "more cells than columns: text with “{value}” in it probably needs quotation marks",
    },
    "formula": {
        "ru": "в ячейке формула: вставьте вместо неё значение (для текста поставьте впереди апостроф)",
        "en": "the cell holds a formula: paste its value instead (for text put an apostrophe first)",
    },
    "cell_error": {
        "ru": "в ячейке ошибка {value}: исправьте её в таблице",
        "en": "the cell holds the error {value}: mend it in the table",
    },
    "shape": {
        "ru": "здесь ожидается {wanted}: сравните с примером",
        "en": "{wanted} is expected here: compare with the example",
    },
    "alias": {
        "ru": "ссылки YAML (&имя и *имя) не поддерживаются: впишите значение целиком",
        "en": "YAML references (&name and *name) are not supported: write the value out",
    },
    "key_twice": {
        "ru": "поле «{value}» встречается дважды: оставьте одно",
        "en": "the field “{value}” occurs twice: keep one",
    },
    "syntax": {
        "ru": "разметка файла нарушена ({value}): проверьте эту строку и ту, что над ней",
        "en": "the file's syntax is broken ({value}): check this line and the one above it",
    },
}
