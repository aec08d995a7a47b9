"""When people are there: hours by weekday, public holidays, own days off and extra working days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from handoff.schedule import DAY, WHOLE_DAY, Span, read_days, read_week

_SEARCHED = 400
"""Days looked through for the next opening; a desk that is closed for longer is closed for good."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hours by weekday (0 is Monday) in a time zone; no hours: nobody is there that day.

    A day listed in `own` has the hours given there, whatever the weekday or the holidays say. Days off of
    `country` (an ISO code; empty: none) have no hours, and a weekend day that the country works instead has
    those of Monday. A desk that never closes knows no days off.
    """

    week: tuple[tuple[Span, ...], ...]
    zone: ZoneInfo
    country: str = ""
    own: Mapping[date, tuple[Span, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    _known: dict[date, tuple[tuple[datetime, datetime], ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def parse(
        cls, hours: str, zone: str, *, country: str = "", days_off: str = "", work_days: str = ""
    ) -> Calendar:
        """Read `09:00-21:00`, `24/7` or `пн-пт 09:00-21:00, сб 10:00-18:00`, with days off such as
        `2026-12-31, 2027-01-11..2027-01-13` and working days such as `2027-01-04 10:00-16:00, 2027-01-05`.

        Raises ValueError that says what is expected.
        """
        week = read_week(hours)
        usual = _usual(week)
        own = dict[date, tuple[Span, ...]]()
        for day, spans in read_days(days_off):
            if spans is not None:
                raise ValueError(f"{day} is a day off and has hours: name it among the working days")
            own[day] = ()
        for day, spans in read_days(work_days):
            own[day] = (spans,) if spans is not None else week[day.weekday()] or usual
        if country:
            check_country(country)
        return cls(week, ZoneInfo(zone), country.upper(), MappingProxyType(own))

    @property
    def always(self) -> bool:
        """Whether somebody is there at any time."""
        return not self.own and all(spans == (WHOLE_DAY,) for spans in self.week)

    def hours_of(self, day: date) -> tuple[Span, ...]:
        """When people are there on a day, in minutes from its midnight."""
        if day in self.own:
            return self.own[day]
        usual = self.week[day.weekday()]
        if not self.country or all(spans == (WHOLE_DAY,) for spans in self.week):
            return usual
        off, working = public_holidays(self.country, day.year)
        if day in off:
            return ()
        return usual or (_usual(self.week) if day in working else ())

    def are_open(self, now: datetime) -> bool:
        """Whether somebody is there at this moment."""
        return self.always or self._span_at(now) is not None

    def next_opening(self, now: datetime) -> datetime:
        """When somebody will be there again; the moment itself when somebody is."""
        if self.always or self._span_at(now) is not None:
            return now
        for begin, _end in self._spans_from(now):
            return begin.astimezone(now.tzinfo)
        return now + timedelta(days=_SEARCHED)

    def spans(self, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The parts of a stretch of time in which people are there."""
        if self.always:
            if since < until:
                yield since, until
            return
        for begin, end in self._spans_from(since):
            if begin >= until:
                return
            yield max(begin, since).astimezone(since.tzinfo), min(end, until).astimezone(since.tzinfo)

    def between(self, since: datetime, until: datetime) -> timedelta:
        """How much of a stretch of time people were there."""
        return sum((end - begin for begin, end in self.spans(since, until)), timedelta(0))

    def after(self, now: datetime, worked: timedelta) -> datetime:
        """The moment at which people will have been there for so long since now."""
        if self.always:
            return now + worked
        left = worked
        for begin, end in self.spans(now, now + timedelta(days=_SEARCHED)):
            if end - begin >= left:
                return begin + left
            left -= end - begin
        return now + timedelta(days=_SEARCHED)

    def _span_at(self, now: datetime) -> tuple[datetime, datetime] | None:
        for begin, end in self._spans_from(now):
            return (begin, end) if begin <= now else None
        return None

    def _spans_from(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches with people, in order, from the one that ends after now."""
        day = now.astimezone(self.zone).date() - timedelta(days=1)  # a night shift may have begun yesterday
        pending: tuple[datetime, datetime] | None = None
        for number in range(_SEARCHED):
            for begin, end in self._of_day(day + timedelta(days=number)):
                if end <= now:
                    continue
                if pending is None:
                    pending = begin, end
                elif begin <= pending[1]:
                    pending = pending[0], max(end, pending[1])
                else:
                    yield pending
                    pending = begin, end
                if pending[1] - pending[0] > timedelta(days=7):  # around the clock: enough for any reader
                    yield pending
                    pending = pending[1], pending[1]
        if pending is not None and pending[0] < pending[1]:
            yield pending

    def _of_day(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The hours of a day as moments in UTC, in order. Kept: every clock of every case asks for them."""
        found = self._known.get(day)
        if found is None:
            found = tuple(
                (_moment(day, begin, self.zone), _moment(day, end, self.zone))
                for begin, end in sorted(self.hours_of(day))
            )
            self._known[day] = found
        return found


ALWAYS = Calendar(((WHOLE_DAY,),) * 7, ZoneInfo("UTC"))
"""Somebody is there at any time."""


def _usual(week: Iterable[tuple[Span, ...]]) -> tuple[Span, ...]:
    """The hours of the first day of the week on which people work."""
    return next(spans for spans in week if spans)


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The moment so many minutes of the clock after a day's midnight."""
    days, rest = divmod(minutes, DAY)
    local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), zone)
    return local.astimezone(UTC)


@lru_cache(maxsize=32)
def public_holidays(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off of a country in a year, transfers included, and weekend days that are worked instead.

    From the `holidays` library, which follows each year's decree; it is read when first needed, because it
    takes 0.1 s and 5 MB. Transfers of years that are not decreed yet are not known to anybody.
    """
    import holidays  # noqa: PLC0415 - heavy, and many desks close on no holiday

    found = holidays.country_holidays(country, years=year)
    return frozenset(found), frozenset(found.weekend_workdays)


def check_country(country: str) -> None:
    """Raises ValueError when the holidays of a country are not known."""
    try:
        public_holidays(country.upper(), 2026)
    except NotImplementedError:
        raise ValueError(
            f"holidays of “{country[:60]}” are not known: use a code such as RU, KZ or BY, or nothing"
        ) from None
