"""The suite and the callers of the journeys, for wider exploration."""

from tests.journeys.conftest import cast, databases, specs, suite

__all__ = ["cast", "databases", "specs", "suite"]
