"""Working days, and months of the calendar. Which days are off is a dated parameter of a pack, not known here."""

import calendar
from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working(day: date, days_off: Collection[str]) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor a day off; days off are "03-08" (each year) or "2026-03-09"."""
    return day.weekday() < _SATURDAY and f"{day:%m-%d}" not in days_off and day.isoformat() not in days_off


def working_days_between(first: date, last: date, days_off: Collection[str]) -> int:
    """Working days after the first day and before the last one; 0 where the last is not later."""
    return sum(is_working(first + _DAY * number, days_off) for number in range(1, (last - first).days))


def months_later(moment: datetime, months: int, zone: ZoneInfo) -> datetime:
    """The same day of the month and time on the wall some months later; the month's last day where it has no such day."""
    local = moment.astimezone(zone)
    count = local.month - 1 + months
    year, month = local.year + count // 12, count % 12 + 1
    day = min(local.day, calendar.monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day)
