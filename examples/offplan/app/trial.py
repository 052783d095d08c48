"""Trial mode: an agency has two weeks, counted in whole days in its own time zone."""

from dataclasses import dataclass
from datetime import date, timedelta

LENGTH = timedelta(days=14)


@dataclass(frozen=True)
class Trial:
    agency: str
    started: date

    @property
    def last_day(self) -> date:
        return self.started + LENGTH - timedelta(days=1)

    def is_open(self, today: date) -> bool:
        return self.started <= today <= self.last_day

    def days_left(self, today: date) -> int:
        """Whole days left, today included; 0 once it is over."""
        return max(0, (self.last_day - today).days + 1) if today >= self.started else LENGTH.days
