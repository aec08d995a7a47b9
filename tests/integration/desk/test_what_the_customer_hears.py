"""All that one customer hears in a long case, word for word: nothing twice, nothing that contradicts."""

from __future__ import annotations

from datetime import UTC, datetime

from store.database import Database
from tests.e2e.interleavings import services
from tests.integration.desk.scenes import configured, line_with_people, press, supervisor
from tests.integration.work.line import IRINA, PAVEL, Line

NIGHT = datetime(2026, 11, 20, 19, tzinfo=UTC)
"""A Friday, 22:00 in Moscow."""
HOUR = 3600.0
BOSS = 990

RUSSIAN = """\
Конечно. Зову специалиста: он увидит весь наш разговор, повторять ничего не придётся.

Обращение <b>№ 1</b>. Вы следующий в очереди.
Сейчас никого нет: вернутся завтра в 9:00 и ответят до 9:15.
--
Ирина на связи и видит весь наш разговор.
--
Ирина: Смотрю.
--
Специалист отошёл, и ваше обращение № 1 снова первое в очереди. Рассказывать заново ничего не нужно. \
Ответим в течение 15 минут.
--
Павел на связи и видит весь наш разговор.
--
Павел: Готово.
--
Обращение № 1: вопрос решён?
--
Понял. Обращением № 1 снова занимается Павел. Напишите, что осталось не так. Ответим в течение 15 минут.
--
Павел: Теперь точно.
--
Обращение № 1: вопрос решён?
--
Отлично, закрываю обращение № 1. Спасибо, что обратились!

Оцените, пожалуйста, как мы справились:
--
Спасибо за честность, разберёмся. Расскажете, что пошло не так?
--
Слушаю. Ваше следующее сообщение прочитает руководитель.
--
Спасибо, передал."""

ENGLISH = """\
Of course. I'm calling a specialist, who will see our whole conversation: no need to repeat anything.

Your request is <b>No. 1</b>. You are next in line.
Nobody is here right now: the team is back tomorrow at 9:00 and will answer by 9:15.
--
Ирина is with you now and sees our whole conversation.
--
Ирина: Смотрю.
--
The specialist had to step away, and your request No. 1 is first in line again. No need to explain anything \
again. We will answer within 15 minutes.
--
Павел is with you now and sees our whole conversation.
--
Павел: Готово.
--
Request No. 1: is it solved?
--
I see. Павел has your case No. 1 again. Please write what is still wrong. We will answer within 15 minutes.
--
Павел: Теперь точно.
--
Request No. 1: is it solved?
--
Great, I'm closing request No. 1. Thanks for getting in touch!

Please rate how we did:
--
Thank you for being honest, we will look into it. Would you tell us what went wrong?
--
I am listening. The head of the team will read your next message.
--
Thank you, I have passed it on."""


def test_in_russian(sqlite_database: Database) -> None:
    line = at_night(sqlite_database)
    assert heard(line, asks="позовите оператора", comments="Долго") == RUSSIAN


def test_in_english(sqlite_database: Database) -> None:
    line = at_night(sqlite_database)
    line.says(1, "/language")
    line.work()
    line.presses(1, "language:en")
    line.work()
    assert heard(line, asks="I want to talk to a human", comments="Slow") == ENGLISH


def at_night(database: Database) -> Line:
    line = line_with_people(database, about=configured(services(), support_hours="09:00-21:00"))
    supervisor(line, BOSS)
    line.now = NIGHT
    return line


def heard(line: Line, *, asks: str, comments: str) -> str:
    """A handoff at night, a claim in the morning, given back, taken by another, solved, not solved, solved,
    two stars, a comment. Gives what the customer was told from the handoff on."""
    before = len(line.sent_to(1))
    line.says(1, asks)
    line.work()
    line.topic()
    line.work(11 * HOUR)
    press(line, "take", agent=IRINA)
    writes(line, IRINA, "Ирина: Смотрю.")
    press(line, "release", agent=IRINA)
    line.work(300)
    press(line, "take", agent=PAVEL)
    writes(line, PAVEL, "Павел: Готово.")
    press(line, "done", agent=PAVEL)
    answers(line, "no", line.case().epoch)
    writes(line, PAVEL, "Павел: Теперь точно.")
    press(line, "done", agent=PAVEL)
    answers(line, "yes", line.case().epoch)
    answers(line, "rate", 2)
    answers(line, "review")
    line.says(1, comments)
    line.work(10)
    line.work(20 * 24 * HOUR)  # nothing more, whatever timers are left
    return "\n--\n".join(line.sent_to(1)[before:])


def writes(line: Line, agent: int, text: str) -> None:
    line.agent_says(agent, line.case().id * 10, text)
    line.work(300)


def answers(line: Line, verb: str, *more: object) -> None:
    line.presses(1, ":".join(str(part) for part in (verb, line.case().id, *more)))
    line.work()
