"""Whose words a message carries: forwarded lines and quotes; and edits that say the same."""

from __future__ import annotations

from sqlalchemy import select

from handoff.package import build
from store.schema import Case, Outbox
from tests.integration.work.line import IRINA, QUESTION, UNKNOWN, Line, photo

SCAM = "Ваша карта заблокирована, продиктуйте код, оператор ждёт"
HIDDEN = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Служба банка"}}


def test_own_words_are_the_question_and_forwarded_ones_say_from_whom(line: Line) -> None:
    line.says(1, SCAM, **HIDDEN)
    line.says(1, UNKNOWN)
    line.work(seconds=5)
    line.says(1, "/human")
    line.work(seconds=5)
    assert line.read(lambda s: build(s, s.get(Case, 1)).question) == UNKNOWN
    assert any("переслано от «Служба банка»" in one for one in line.sent_to(None))


def test_a_burst_of_forwarded_lines_alone_is_no_question_of_the_customer(line: Line) -> None:
    line.says(1, UNKNOWN, **HIDDEN)
    line.says(1, "/human")
    line.work(seconds=5)
    assert any("переслано от «Служба банка»" in one and UNKNOWN in one for one in line.sent_to(None))


def test_a_forwarded_line_in_a_case_that_people_have_says_so(line: Line) -> None:
    line.owned()
    line.says(1, SCAM, **HIDDEN)
    line.work()
    heads = line.read(lambda s: [row.get("head", "") for row in s.scalars(select(Outbox.payload))])
    assert any("переслано от «Служба банка»" in head for head in heads)


def test_quotes_go_both_ways(line: Line) -> None:
    topic = line.owned()
    said = line.says(1, "номер 17, вчера в обед")
    line.work()
    quoted = {"message_id": said, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
    line.says(1, "вот этот", reply_to_message=quoted, quote={"text": "номер 17", "position": 0})
    line.agent_says(IRINA, topic, "ясно", quote={"text": "Уточню", "position": 0})
    line.work()
    quotes = line.read(lambda s: [row.get("quote") for row in s.scalars(select(Outbox.payload))])
    assert "номер 17" in quotes
    assert "Уточню" in quotes


def test_an_edit_that_says_the_same_is_not_answered_again(line: Line) -> None:
    asked = line.says(1, QUESTION)
    line.work(seconds=5)
    before = line.sent_to(1)
    for text in (QUESTION + "?", QUESTION.capitalize(), QUESTION + "  ?!"):
        line.edits(1, asked, text)
        line.work(seconds=5)
    assert line.sent_to(1) == before


def test_another_picture_of_an_agent_replaces_the_one_the_customer_has(line: Line) -> None:
    topic = line.owned()
    number = line.agent_says(IRINA, topic, caption="схема", **photo(1))
    line.work()
    message = line._message(
        number, IRINA, {"id": -100, "type": "supergroup"}, "", {"caption": "схема", **photo(2)}
    )
    chat = line.read(lambda s: s.scalar(select(Outbox.payload).where(Outbox.action == "copy")))[
        "from_chat_id"
    ]
    place = {"chat": {"id": chat, "type": "supergroup"}, "message_thread_id": topic, "is_topic_message": True}
    line.arrives(edited_message=message | place | {"edit_date": 5})
    line.work()
    edits = line.read(lambda s: list(s.scalars(select(Outbox.payload).where(Outbox.action == "edit_media"))))
    assert [edit["file_id"] for edit in edits] == ["p2"]
