"""Which zone a calendar's name for one means: Windows names, IANA names, else what the file itself defines."""

from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON


@lru_cache(maxsize=256)
def known_zone(name: str) -> ZoneInfo | None:
    """The IANA zone of a Windows or IANA name; None for a name that is neither."""
    name = name.strip().strip('"')
    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(name, name.removeprefix("/")))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(value: Any, params: Any, own: ZoneInfo) -> tzinfo:
    """The zone of a value as icalendar read it: what its name means, else what the file defines, else ours."""
    name = str(params.get("TZID", "")) if params else ""
    if name and (zone := known_zone(name)):
        return zone
    return value.tzinfo if isinstance(value, datetime) and value.tzinfo else own


def moment(value: date, zone: tzinfo) -> datetime:
    """A moment in UTC; a day begins at midnight in the zone."""
    local = value if isinstance(value, datetime) else datetime.combine(value, time())
    return local.replace(tzinfo=zone).astimezone(UTC)
