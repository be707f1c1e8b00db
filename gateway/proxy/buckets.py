"""How much one caller may ask: a token bucket each, counted in this gateway process only."""

from collections import OrderedDict
from dataclasses import dataclass, field

MOST_CALLERS = 10_000


@dataclass(slots=True)
class Buckets:
    """A caller may ask `burst` requests at once and `per_second` in the long run.

    The caller who has been quiet longest is forgotten when there are too many: a full bucket is what it had by then.
    The clock comes in as `now`, in seconds.
    """

    per_second: float
    burst: int
    most_callers: int = MOST_CALLERS
    _levels: OrderedDict[bytes, tuple[float, float]] = field(default_factory=OrderedDict)

    def seconds_to_wait(self, caller: bytes, now: float) -> float | None:
        """None where the request may go, and is counted; else how long until the next one may."""
        level, at = self._levels.pop(caller, (float(self.burst), now))
        level = min(float(self.burst), level + max(0.0, now - at) * self.per_second)
        allowed = level >= 1.0
        self._levels[caller] = (level - 1.0 if allowed else level, now)
        if len(self._levels) > self.most_callers:
            self._levels.popitem(last=False)
        return None if allowed else (1.0 - level) / self.per_second
