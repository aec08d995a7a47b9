"""What use teaches can be seen, corrected and withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime

from intents.types import Example
from kb import learning, library
from kb.learning import Lesson
from store.database import Database

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_each_way_of_learning_leaves_its_example(database: Database) -> None:
    with database.write() as session:
        for number, (entry_id, origin) in enumerate(
            [
                ("pay", Lesson.THUMBS_UP),
                ("pay", Lesson.THUMBS_DOWN),
                ("office", Lesson.CHOSEN),
                ("office", Lesson.LINKED),
                (None, Lesson.REFUSED),
            ]
        ):
            assert learning.learn(session, f"вопрос {number}", entry_id, origin, key=f"{number}", now=NOW)
    with database.read() as session:
        assert learning.examples(session) == [
            Example("вопрос 0", "pay", right=True),
            Example("вопрос 1", "pay", right=False),
            Example("вопрос 2", "office", right=True),
            Example("вопрос 3", "office", right=True),
            Example("вопрос 4", None, right=True),
        ]
        assert [lesson.origin for lesson in learning.lessons(session, "pay")] == [
            Lesson.THUMBS_DOWN,
            Lesson.THUMBS_UP,
        ]


def test_a_changed_mind_counts_once(database: Database) -> None:
    with database.write() as session:
        learning.learn(session, "как платить", "pay", Lesson.THUMBS_UP, key="press", now=NOW)
        learning.learn(session, "как платить", "pay", Lesson.THUMBS_DOWN, key="press", now=NOW)
    with database.read() as session:
        assert learning.examples(session) == [Example("как платить", "pay", right=False)]


def test_a_withdrawn_example_is_seen_but_teaches_nothing(database: Database) -> None:
    with database.write() as session:
        learning.learn(session, "как платить", "pay", Lesson.THUMBS_UP, key="press", now=NOW)
        (lesson,) = learning.lessons(session)
        before = library.marks(session)[library.LESSONS]
        assert learning.withdraw(session, lesson.id, by="мария", now=NOW)
        assert library.marks(session)[library.LESSONS] != before
        assert not learning.withdraw(session, lesson.id, by="мария", now=NOW)
        assert not learning.withdraw(session, 12345, by="мария", now=NOW)
    with database.read() as session:
        assert learning.examples(session) == []
        (lesson,) = learning.lessons(session)
        assert (lesson.withdrawn_by, lesson.withdrawn_at) == ("мария", NOW)


def test_a_question_without_words_teaches_nothing(database: Database) -> None:
    with database.write() as session:
        assert not learning.learn(session, "  \n", "pay", Lesson.CHOSEN, key="press", now=NOW)
        assert learning.lessons(session) == []
