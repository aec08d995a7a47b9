"""What can go wrong between us and Telegram, and that nothing is lost by it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.sending.budgets import Limits
from bot.sending.settle import Hooks
from bot.telegram.outcomes import Blocked
from store.outbox import Action, Author, Priority
from store.schema import Case, Copy, Message, Outbox, Setting, Thread


async def test_a_429_in_one_chat_does_not_delay_others(lite_bench):
    bench, people = lite_bench, lite_bench.telegram.people
    maria, oleg = await people.customer("Мария"), await people.customer("Олег")
    await maria.start()
    await oleg.start()
    await people.add_fault("too_many_requests", chat_id=maria.id, count=1, retry_after=1)
    loop = asyncio.get_running_loop()
    started = loop.time()
    async with bench.sender():
        bench.put(bench.text(maria.id, "Марии"), *(bench.text(oleg.id, f"Олегу {n}") for n in range(5)))
        await oleg.wait_for("Олегу 4")
        assert loop.time() - started < 0.9
        await maria.wait_for("Марии")
        assert loop.time() - started >= 1
        await bench.settled()
    assert {row.state for row in bench.rows()} == {"sent"}
    assert bench.row("text:1").attempts == 2


async def test_invariant_4_a_lost_answer_is_recorded_and_the_message_sent_again(bench):
    people = bench.telegram.people
    maria = await people.customer()
    await maria.start()
    await people.add_fault("drop_after", method="sendMessage", count=1)
    async with bench.sender():
        bench.put(bench.text(maria.id, "Ответ"), bench.text(maria.id, "Второй"))
        await bench.settled()
    first, second = bench.rows()
    assert (first.state, first.ambiguous, first.attempts) == ("sent", 1, 2)
    assert (second.state, second.ambiguous) == ("sent", 0)
    texts = [seen.text for seen in await maria.history() if seen.from_bot]
    assert texts == ["Ответ", "Ответ", "Второй"]


async def test_invariant_4_nothing_is_lost_in_a_storm(lite_bench):
    bench, people = lite_bench, lite_bench.telegram.people
    customers = [await people.customer(f"К{n}") for n in range(6)]
    for customer in customers:
        await customer.start()
    for seed, kind in enumerate(["server_error", "drop_before", "drop_after", "too_many_requests"]):
        await people.add_fault(kind, method="sendMessage", probability=0.15, seed=seed, count=4)
    async with bench.sender():
        bench.put(*(bench.text(c.id, f"{n}") for n in range(8) for c in customers))
        await bench.settled()
    assert {row.state for row in bench.rows()} == {"sent"}
    doubles = 0
    for customer in customers:
        texts = [seen.text for seen in await customer.history() if seen.from_bot]
        assert sorted(set(texts)) == [str(n) for n in range(8)]
        assert texts == sorted(texts)  # in order, doubles side by side
        doubles += len(texts) - 8
    assert doubles <= sum(row.ambiguous for row in bench.rows())


async def test_a_blocked_customer_is_told_to_the_hook(lite_bench):
    bench, told = lite_bench, []
    maria = await bench.telegram.people.customer()
    await maria.start()
    await maria.block()

    def on_settled(_session: Any, row: Any, outcome: Any) -> None:
        told.append((row.key, row.state, outcome))

    async with bench.sender(hooks=Hooks(on_settled=on_settled)):
        bench.put(bench.text(maria.id, "Ответ"))
        await bench.settled()
    (only,) = told
    assert only[1] == "failed"
    assert isinstance(only[2], Blocked)
    assert "blocked" in bench.rows()[0].error


async def test_invariant_4_an_unanswered_press_is_unknown_and_not_repeated(lite_bench):
    bench, people = lite_bench, lite_bench.telegram.people
    maria = await people.customer()
    await maria.start()
    async with bench.sender():
        bench.put(
            bench.text(
                maria.id, "Выберите", payload={"html": "Да?", "keyboard": [[{"text": "Да", "data": "y"}]]}
            )
        )
        await bench.settled()
        (query,) = await maria.press("Да")
        await people.add_fault("drop_after", method="answerCallbackQuery", count=1)
        press = bench.text(
            maria.id, "", key="press", action=Action.ANSWER_PRESS, payload={"callback_id": query}
        )
        bench.put(press)
        await bench.settled()
    row = bench.row("press")
    assert (row.state, row.attempts) == ("unknown", 1)


async def test_invariant_5_the_bot_is_silent_after_a_claim_even_when_its_line_had_to_wait(bench):
    people = bench.telegram.people
    maria = await people.customer()
    await maria.start()
    case_id = bench.case()
    await people.add_fault("too_many_requests", chat_id=maria.id, count=1, retry_after=1)
    async with bench.sender():
        bench.put(bench.text(maria.id, "Ответ бота", case_id=case_id, epoch=0))
        await bench.until(lambda: bench.rows()[0].attempts == 1)
        with bench.database.write() as session:
            session.execute(update(Case).values(epoch=1))
        bench.put(
            bench.text(maria.id, "Здравствуйте, я Ирина", author=Author.AGENT, case_id=case_id, epoch=1)
        )
        await maria.wait_for("Ирина")
        await bench.settled()
    assert [row.state for row in bench.rows()] == ["dropped", "sent"]
    assert [seen.text for seen in await maria.history() if seen.from_bot] == ["Здравствуйте, я Ирина"]


async def test_invariant_4_what_a_killed_process_was_sending_is_taken_up(bench):
    maria = await bench.telegram.people.customer()
    await maria.start()
    bench.put(bench.text(maria.id, "Ответ"))
    with bench.database.write() as session:
        session.execute(
            update(Outbox).values(state="sending", claimed_by="linezero", claimed_at=datetime.now(UTC))
        )
    async with bench.sender():
        await maria.wait_for("Ответ")
        await bench.settled()
    row = bench.rows()[0]
    assert (row.state, row.ambiguous) == ("sent", 1)


async def test_rows_of_a_living_process_are_not_touched(lite_bench):
    bench = lite_bench
    maria, oleg = [await bench.telegram.people.customer(name) for name in ("Мария", "Олег")]
    await maria.start()
    await oleg.start()
    bench.put(bench.text(maria.id, "чужое"))
    with bench.database.write() as session:
        recently = datetime.now(UTC) - timedelta(seconds=20)
        session.execute(update(Outbox).values(state="sending", claimed_by="other", claimed_at=recently))
    async with bench.sender(name="this"):
        bench.put(bench.text(oleg.id, "своё"))
        await oleg.wait_for("своё")
    assert [row.state for row in bench.rows()] == ["sending", "sent"]


async def test_a_clean_stop_finishes_what_is_in_flight(lite_bench):
    bench, people = lite_bench, lite_bench.telegram.people
    maria = await people.customer()
    await maria.start()
    await people.add_fault("latency", method="sendMessage", seconds=0.5)
    async with bench.sender():
        bench.put(bench.text(maria.id, "Первый"), bench.text(maria.id, "Второй"))
        await bench.until(lambda: bench.rows()[0].state == "sending")
    assert [row.state for row in bench.rows()] == ["sent", "pending"]


async def test_lines_go_before_decoration_when_the_group_budget_is_short(lite_bench):
    bench = lite_bench
    quiet, asked = bench.case(), bench.case()
    async with bench.sender():
        bench.put(bench.new_topic(quiet), bench.new_topic(asked))
        await bench.settled()
    short = Limits(group_calls=4, group_window=1.0)
    decorations = [
        bench.in_topic(quiet, f"украшение {n}", lane=f"card:{n}", priority=Priority.DECORATION)
        for n in range(6)
    ]
    lines = [bench.in_topic(asked, f"строка {n}") for n in range(6)]
    bench.put(*decorations, *lines)
    async with bench.sender(limits=short):
        await bench.settled()
    sent = {row.key: row.settled_at for row in bench.rows()}
    last_line = max(sent[one.key] for one in lines)
    later = [one for one in decorations if sent[one.key] > last_line]
    assert len(later) >= 3


async def test_a_full_group_does_not_hold_up_customers(lite_bench):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    await maria.start()
    case_id = bench.case()
    async with bench.sender(limits=Limits(group_calls=1, group_window=60)):
        bench.put(bench.new_topic(case_id))
        await bench.settled()
        bench.put(
            *(bench.in_topic(case_id, f"строка {n}", lane=f"topic:{n}") for n in range(30)),
            bench.text(maria.id, "Ответ"),
        )
        await maria.wait_for("Ответ")
    assert sum(row.state == "sent" for row in bench.rows()) == 2


@pytest.mark.parametrize("handled", [True, False])
async def test_an_ambiguous_topic_is_not_made_twice_when_its_own_message_comes(lite_bench, handled):
    bench, people = lite_bench, lite_bench.telegram.people
    case_id = bench.case()
    await people.add_fault("drop_after", method="createForumTopic", count=1)
    async with bench.sender(reconcile=1.0):
        bench.put(bench.new_topic(case_id), bench.in_topic(case_id, "Вопрос"))
        made = await bench.desk.wait_for_topic(f"№ {case_id}")
        if handled:  # what the handler of forum_topic_created does
            with bench.database.write() as session:
                session.add(
                    Thread(
                        case_id=case_id,
                        chat_id=bench.desk.chat_id,
                        external_id=made,
                        created_at=datetime.now(UTC),
                    )
                )
        await bench.settled()
    assert len(await bench.desk.topics()) == (1 if handled else 2)
    assert {row.state for row in bench.rows()} == {"sent"}
    assert bench.row(f"topic:{case_id}:0").ambiguous == 1


async def test_a_deleted_topic_is_made_again_and_the_line_arrives_there(bench):
    case_id, told = bench.case(), []

    def on_topic_gone(_session: Any, case: int) -> None:
        told.append(case)

    async with bench.sender(hooks=Hooks(on_topic_gone=on_topic_gone)):
        bench.put(bench.new_topic(case_id), bench.in_topic(case_id, "до"))
        await bench.settled()
        old = await bench.desk.wait_for_topic()
        await bench.desk.delete_topic(old)
        bench.put(bench.in_topic(case_id, "после"), bench.in_topic(case_id, "ещё"))
        await bench.settled()
    (topic,) = await bench.desk.topics()
    assert topic["name"] == f"№ {case_id} · Мария"
    seen = [s.text for s in await bench.desk.history() if s.topic == topic["message_thread_id"] and s.text]
    assert seen == ["после", "ещё"]
    assert told == [case_id]
    with bench.database.read() as session:
        threads = session.query(Thread).order_by(Thread.id).all()
    assert [(thread.external_id, thread.state) for thread in threads] == [
        (old, "gone"),
        (topic["message_thread_id"], "open"),
    ]
    assert {row.state for row in bench.rows()} == {"sent"}


async def test_a_closed_topic_is_opened_for_the_line(lite_bench):
    bench = lite_bench
    await bench.telegram.people.set_options(closed_topics_refuse_admins=True)
    case_id = bench.case()
    async with bench.sender():
        bench.put(bench.new_topic(case_id))
        await bench.settled()
        topic = await bench.desk.wait_for_topic()
        await bench.desk.close_topic(topic)
        bench.put(bench.in_topic(case_id, "Вопрос"))
        await bench.desk.wait_for("Вопрос")
        await bench.settled()
    assert not (await bench.desk.topics())[0]["closed"]


async def test_a_group_that_became_a_supergroup_is_followed(lite_bench):
    bench = lite_bench
    new = await bench.desk.migrate()
    async with bench.sender():
        plain = bench.in_topic(bench.case(), "Вопрос", payload={"html": "Вопрос"})
        bench.put(plain)
        await new.wait_for("Вопрос")
        await bench.settled()
    with bench.database.read() as session:
        assert session.get_one(Setting, f"moved_chat:{bench.desk.chat_id}").value == str(new.chat_id)
    assert bench.row(plain.key).result["chat_id"] == new.chat_id


async def test_a_line_for_a_topic_that_was_never_wanted_fails_visibly(lite_bench):
    bench = lite_bench
    async with bench.sender():
        bench.put(bench.in_topic(bench.case(), "Вопрос"))
        await bench.settled()
    row = bench.rows()[0]
    assert (row.state, row.error) == ("failed", "the case has no topic")


async def test_a_group_without_rights_is_waited_for(lite_bench):
    bench = lite_bench
    case_id = bench.case()
    await bench.desk.change("demote")
    async with bench.sender():
        bench.put(bench.new_topic(case_id), bench.in_topic(case_id, "Вопрос"))
        await bench.until(lambda: bench.rows()[0].attempts >= 1)
        assert bench.rows()[0].state == "pending"
        await bench.desk.change("promote")
        await bench.desk.wait_for("Вопрос")
        await bench.settled()


async def test_a_payload_that_cannot_be_read_fails_alone(lite_bench):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    await maria.start()
    async with bench.sender():
        bench.put(
            bench.text(maria.id, "", key="copy", action=Action.COPY, payload={"from_chat_id": 1}),
            bench.text(maria.id, "", key="text", payload={}),
            bench.text(maria.id, "Ответ"),
        )
        await maria.wait_for("Ответ")
        await bench.settled()
    assert bench.row("copy").state == bench.row("text").state == "failed"
    assert "payload" in bench.row("copy").error


async def test_a_network_that_is_away_is_waited_for(lite_bench, unused_tcp_port):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    await maria.start()
    real = bench.telegram
    bench.telegram = type(
        "Away", (), {"token": real.token, "base_url": f"http://127.0.0.1:{unused_tcp_port}"}
    )
    async with bench.sender():
        bench.put(bench.text(maria.id, "Ответ"))
        await bench.until(lambda: bench.rows()[0].attempts >= 1)
    bench.telegram = real
    assert (bench.rows()[0].state, bench.rows()[0].ambiguous) == ("pending", 0)
    async with bench.sender():
        await maria.wait_for("Ответ")
        await bench.settled()


async def test_places_of_a_delivery_are_kept_for_edits(lite_bench):
    bench = lite_bench
    maria = await bench.telegram.people.customer()
    await maria.start()
    case_id = bench.case()
    with bench.database.write() as session:
        customer_id = session.get_one(Case, case_id).customer_id
        session.add(
            Message(
                id=5,
                customer_id=customer_id,
                case_id=case_id,
                author_kind="bot",
                text="Ответ",
                created_at=datetime.now(UTC),
            )
        )
    async with bench.sender():
        bench.put(
            bench.text(maria.id, "Ответ", case_id=case_id, epoch=0, message_id=5),
            bench.text(
                maria.id, "", action=Action.EDIT_TEXT, payload={"message_id": 5, "html": "<b>Ответ</b> 2"}
            ),
        )
        await bench.settled()
    with bench.database.read() as session:
        (copy,) = session.query(Copy).all()
    (seen,) = [s for s in await maria.history() if s.from_bot]
    assert (copy.chat_id, copy.external_id, copy.message_id) == (maria.id, seen.id, 5)
    assert seen.text == "Ответ 2"
