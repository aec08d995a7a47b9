"""What an entry says to one customer: in his language, with the values of variables in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.knowledge import Knowledge
from bot.step import Html, Step
from bot.texts import Texts
from kb import variables
from kb.entry import Entry, answer_in
from store.schema import Case, Customer

Fill = Callable[[str], Html]
"""Puts the values into a text of an entry. Raises UnknownVariableError where one is missing."""


def filler(knowledge: Knowledge, language: str, own: Mapping[str, str]) -> Fill:
    """Puts in what the company says in that language, and `own`."""

    def fill(text: str) -> Html:
        if "{{" not in text:
            return Html(text)
        return Html(variables.filled(text, {**knowledge.values(language), **own}))

    return fill


def filler_for(step: Step, customer: Customer, case: Case) -> Fill:
    """Puts in what a customer reads in his case."""
    own = {"customer_name": next(iter(customer.name.split()), ""), "case_number": str(case.id)}
    return filler(step.services.knowledge, customer.language, own)


def wording(entry: Entry, texts: Texts, fill: Fill) -> Html:
    """The answer of an entry, in the language of `texts` or the nearest there is."""
    html = fill(answer_in(entry, texts.language))
    return html if texts.language in entry.answers else other_language(texts, html)


def other_language(texts: Texts, html: str) -> Html:
    """A text with a short line above that says why it is in another language."""
    return Html(f"<i>{texts('answer-other-language')}</i>\n\n{html}")
