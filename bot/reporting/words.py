"""Numbers and groups in words: times, shares, names of days, lines and people."""

from __future__ import annotations

from collections.abc import Mapping

from bot.reporting.lines import Line, Unit, values
from handoff.metrics import By, Figures, Key, Nps, PromiseError, Share, Times

NOTHING = "—"
_DAYS = {
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_DAYS = {
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_UNITS = {"ru": ("с", "мин", "ч", "д"), "en": ("s", "min", "h", "d")}


def duration(seconds: float | None, language: str) -> str:
    """Seconds as people say them: 45 s, 12 min, 3.4 h, 2.1 d."""
    if seconds is None:
        return NOTHING
    s, minute, hour, day = _UNITS[language]
    size = abs(seconds)
    if size < 59.5:
        return f"{seconds:.0f} {s}"
    if size < 3570:
        return f"{seconds / 60:.0f} {minute}"
    if size < 48 * 3600:
        return f"{_decimal(seconds / 3600, language)} {hour}"
    return f"{_decimal(seconds / 86400, language)} {day}"


def percent(share: float | None, language: str) -> str:
    """A share as a percentage."""
    if share is None:
        return NOTHING
    return f"{_decimal(share * 100, language)} %" if language == "ru" else f"{share * 100:.1f}%"


def _decimal(value: float, language: str) -> str:
    return f"{value:.1f}".replace(".", ",") if language == "ru" else f"{value:.1f}"


def number(value: float | None, unit: Unit, language: str) -> str:
    """One number in the words of its unit."""
    if value is None:
        return NOTHING
    match unit:
        case Unit.SHARE:
            return percent(value, language)
        case Unit.SECONDS:
            return duration(value, language)
        case Unit.GRADE:
            return f"{value:.2f}".replace(".", "," if language == "ru" else ".")
        case Unit.POINTS:
            return f"{value:+.0f}".replace("-", "−")
        case Unit.COUNT:
            return f"{value:,.0f}".replace(",", "\u00a0" if language == "ru" else ",")


def short(line: Line, figures: Figures, language: str) -> str:
    """The one number of a figure that says most."""
    first = values(line, figures)[0]
    return number(first.value, first.unit, language)


def full(line: Line, figures: Figures, language: str) -> tuple[str, str]:
    """A figure's main number, and what goes with it."""
    found = getattr(figures, line.name)
    main = short(line, figures, language)
    english = language == "en"
    match found:
        case Share(part=part, whole=whole):
            return main, f"{part} {'of' if english else 'из'} {whole}" if whole else ""
        case Times(count=count, mean=mean, p90=p90) if count:
            average, most = ("mean", "90% ≤") if english else ("среднее", "90 % ≤")
            return main, f"{average} {duration(mean, language)} · {most} {duration(p90, language)} · {count}"
        case Nps(count=count, promoters=promoters, detractors=detractors) if count:
            praise, blame = ("promoters", "detractors") if english else ("сторонников", "критиков")
            return main, f"{praise} {promoters} · {blame} {detractors} · {count}"
        case PromiseError(count=count, mean=mean, p90_abs=p90_abs) if count:
            late = (mean or 0) > 0
            side = ("later" if late else "earlier") if english else ("позже" if late else "раньше")
            most = "90% within ±" if english else "90 % в пределах ±"
            return (
                f"{duration(abs(mean or 0), language)} {side}",
                f"{most}{duration(p90_abs, language)} · {count}",
            )
    return main, ""


def group_name(by: By, key: Key, people: Mapping[int, str], language: str) -> str:
    """A group as people call it."""
    english = language == "en"
    match by:
        case By.LINE:
            return f"{'line' if english else 'линия'} {key}"
        case By.AGENT:
            nobody = "no agent" if english else "без оператора"
            return nobody if key is None else people.get(int(key), f"#{key}")
        case By.HOUR:
            return f"{key:02}:00"
        case By.WEEKDAY:
            return _DAYS[language][int(key or 0)]
        case By.TOPIC:
            return str(key) or ("no topic" if english else "без темы")
        case By.DAY:
            return str(key)


def weekday(number: int, language: str) -> str:
    """The name of a day; 0 is Monday."""
    return _DAYS[language][number]


def weekday_short(number: int, language: str) -> str:
    """The same in two or three letters."""
    return _SHORT_DAYS[language][number]
