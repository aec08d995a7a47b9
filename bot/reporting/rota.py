"""A plan of how many people each hour needs, shown to people and programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.reporting.words import duration, percent, weekday_short
from handoff.staffing import Aim, Demand, Need


def show(demand: Demand, aim: Aim, needs: list[Need], language: str, console: Console) -> None:
    """Hours down, days across; what the plan rests on above, hours of work a week below."""
    english = language == "en"
    console.print(_basis(demand, aim, language))
    table = Table(box=SIMPLE)
    table.add_column("hour" if english else "час")
    for day in range(7):
        table.add_column(weekday_short(day, language), justify="right")
    by_slot = {(need.weekday, need.hour): need.people for need in needs}
    for hour in range(24):
        row = [by_slot[day, hour] for day in range(7)]
        if any(row):
            table.add_row(f"{hour:02}:00", *(str(people) if people else "·" for people in row))
    console.print(table)
    total = sum(by_slot.values())
    console.print(f"Hours of work a week: {total}" if english else f"Часов работы в неделю: {total}")


def _basis(demand: Demand, aim: Aim, language: str) -> str:
    share, soon = percent(aim.share, language), duration(aim.seconds, language)
    busy, takes = percent(aim.occupancy, language), duration(demand.handling, language)
    if language == "en":
        return (
            f"{share} of cases taken within {soon}, people busy for {busy} of the time at most.\n"
            f"From {demand.cases} cases that came into a queue; one keeps a person busy for {takes}."
        )
    return (
        f"Цель: {share} обращений приняты за {soon}, люди заняты не больше {busy} времени.\n"
        f"Обращений в очередь за период: {demand.cases}; одно занимает человека на {takes}."
    )


def as_json(demand: Demand, aim: Aim, needs: list[Need]) -> str:
    """Everything, for programs: `arrivals` are cases an hour, `weekday` 0 is Monday."""
    value = {
        "aim": asdict(aim),
        "cases": demand.cases,
        "handling_seconds": demand.handling,
        "hours": [asdict(need) for need in needs],
    }
    return json.dumps(value, ensure_ascii=False, indent=1)
