"""Circuit breaking: a service that does not answer is left in peace for a while, and its callers are told at once."""

from dataclasses import dataclass


@dataclass(slots=True)
class Breaker:
    """Opens after so many failures in a row; after the cool-down one request at a time is let through as a probe.

    A failure is a request the service gave no answer of its own to: no connection, no answer in time, an answer broken
    off, 502 or 504. Every other answer closes it, for the service is there. The clock comes in as `now`, in seconds.
    """

    failures_to_open: int
    cool_down_seconds: float
    _failures: int = 0
    _opened_at: float | None = None
    _probing: bool = False

    @property
    def state(self) -> str:
        """`closed`, `open` or `half-open` (a probe is under way)."""
        if self._opened_at is None:
            return "closed"
        return "half-open" if self._probing else "open"

    def seconds_to_wait(self, now: float) -> float | None:
        """None where the request may go, and its outcome must then be told; else how long the caller should wait."""
        if self._opened_at is None:
            return None
        remaining = self._opened_at + self.cool_down_seconds - now
        if remaining > 0:
            return remaining
        if self._probing:
            return self.cool_down_seconds
        self._probing = True
        return None

    def answered(self) -> None:
        """The service gave an answer of its own."""
        self._failures = 0
        self._opened_at = None
        self._probing = False

    def failed(self, now: float) -> None:
        """The service gave no answer. A failed probe starts the cool-down anew; stragglers of before do not."""
        self._failures += 1
        if self._probing or (self._opened_at is None and self._failures >= self.failures_to_open):
            self._opened_at = now
        self._probing = False

    def abandoned(self) -> None:
        """The caller was to blame or went away: nothing was learned, and another may probe."""
        self._probing = False
