"""Space that the service uses, as it was measured, and how long what is left will do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

PACE_DAYS = 30
"""Over how many days growth is told, where it has been measured for so long."""
_LEAST = timedelta(days=1)  # below it, one long recording would be taken for a pace


@dataclass(frozen=True, kw_only=True, slots=True)
class StorageSample:
    """What the service took at a time."""

    at: datetime
    stored_bytes: int  # recordings and documents, each byte once
    derived_bytes: int  # decoded sound, playback copies, waveforms
    pictures_bytes: int
    database_bytes: int
    free_bytes: int  # on the data folder's disk

    @property
    def used_bytes(self) -> int:
        """All of it."""
        return self.stored_bytes + self.derived_bytes + self.pictures_bytes + self.database_bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Growth:
    """How much more the service took between two samples."""

    since: datetime
    days: float
    grown_bytes: int  # less than none: it shrank

    @property
    def bytes_per_day(self) -> float:
        """The pace."""
        return self.grown_bytes / self.days

    def days_left(self, free_bytes: int) -> float | None:
        """How long that much room does at this pace; None where the service does not grow."""
        return free_bytes / self.bytes_per_day if self.grown_bytes > 0 else None


def growth(first: StorageSample | None, last: StorageSample | None) -> Growth | None:
    """From one sample to another; None where they are too near to tell a pace."""
    if first is None or last is None or last.at - first.at < _LEAST:
        return None
    return Growth(
        since=first.at,
        days=(last.at - first.at) / timedelta(days=1),
        grown_bytes=last.used_bytes - first.used_bytes,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What the service holds now, as its database knows it."""

    recordings: int  # in all cases
    recordings_bytes: int  # each byte once, however many cases hold it
    documents_bytes: int
    received: int  # recordings, in the last `PACE_DAYS` days
    received_bytes: int
    database_bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LookSchedule:
    """Where the looks at recordings' bytes stand."""

    days: int  # after how many each is due again; 0: never
    overdue: int  # due and not looked at yet
    looked_in_a_day: int
    oldest_at: datetime | None  # the look that lies back the farthest; None: there is no recording


@dataclass(frozen=True, kw_only=True, slots=True)
class StorageState:
    """Everything about space in one place."""

    free_bytes: int
    total_bytes: int  # of the data folder's disk
    held: Held
    sample: StorageSample | None  # the newest; None: not measured yet
    growth: Growth | None  # None: not known yet
    looks: LookSchedule

    @property
    def days_left(self) -> float | None:
        """Until the disk is full, at the pace of growth; None: not known, or it does not grow."""
        return self.growth.days_left(self.free_bytes) if self.growth else None


@dataclass(frozen=True, kw_only=True, slots=True)
class LastBackup:
    """A backup that came to its end; where it is now, nobody here knows."""

    made_at: datetime
    files: int  # recordings and documents in it
    size_bytes: int  # of the backup itself
