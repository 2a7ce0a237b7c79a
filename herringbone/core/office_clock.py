"""The wall clock of an office that goes over to another zone on a day to come: one zone until then, the other after."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class OfficeClock(tzinfo):
    """`now` counts until the midnight with which the day `since` begins by `then`; from that moment `then` counts.

    Where that makes an hour come twice, `fold` tells its two times apart, as everywhere (PEP 495). An hour that is left
    out is read by the clock before it.
    """

    now: ZoneInfo
    then: ZoneInfo
    since: date
    begins: datetime = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "begins", datetime.combine(self.since, time.min, self.then).astimezone(UTC))

    def __str__(self) -> str:
        return self.now.key

    def zone_at(self, moment: datetime) -> ZoneInfo:
        """The zone that counts at a moment."""
        return self.then if moment >= self.begins else self.now

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return None if dt is None else self._read(dt).utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:
        return None if dt is None else self._read(dt).dst()

    def tzname(self, dt: datetime | None) -> str | None:
        return None if dt is None else self._read(dt).tzname()

    def fromutc(self, dt: datetime) -> datetime:
        moment = dt.replace(tzinfo=UTC)
        zone = self.zone_at(moment)
        local = moment.astimezone(zone)
        if zone is self.then and local.replace(tzinfo=self.now, fold=0).astimezone(UTC) < self.begins:
            local = local.replace(fold=1)  # the second time that this hour comes
        return local.replace(tzinfo=self)

    def _read(self, dt: datetime) -> datetime:
        """A time on the wall by the zone that counts then."""
        before = dt.replace(tzinfo=self.now)
        if before.astimezone(UTC) < self.begins and not (dt.fold and dt.date() >= self.since):
            return before
        return before if dt.date() < self.since else dt.replace(tzinfo=self.then, fold=0)


def zone_name(zone: tzinfo, moment: datetime) -> str:
    """What the zone is called that counts at a moment: "Europe/Rome"."""
    return zone.zone_at(moment).key if isinstance(zone, OfficeClock) else str(zone)
