"""The council's criteria as dated versions: two never share a day, and what is entered keeps its content."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kit.values.problems import ContentDiffers, Unprocessable
from services.allocation.domain.nominations.criteria import (
    CriteriaOverlap,
    find_faults,
    in_force,
    require_no_overlap,
    require_same_but_for_its_end,
)
from services.allocation.domain.nominations.situations import Situation
from tests.unit.allocation.nominations import DAY, a_criterion, council

SHELTER = a_criterion("shelter", situations=(Situation.SHELTER,))
STREET = a_criterion("street", situations=(Situation.STREET,))


OVERLAPS = [
    ("open-ended, then another", (None, date(2026, 1, 1)), True),
    ("ends the day the next begins", (date(2026, 1, 1), date(2026, 1, 1)), False),
    ("ends a day into the next", (date(2026, 1, 2), date(2026, 1, 1)), True),
]


@pytest.mark.parametrize(("why", "days", "refused"), OVERLAPS, ids=[row[0] for row in OVERLAPS])
def test_two_versions_never_share_a_day(why: str, days: tuple[date | None, date], refused: bool) -> None:
    versions = [council(valid_to=days[0]), council(version="council-2", valid_from=days[1])]
    if refused:
        with pytest.raises(CriteriaOverlap):
            require_no_overlap(versions)
    else:
        require_no_overlap(versions)
        assert in_force(versions, days[1]) == versions[1], why


def test_a_version_keeps_its_content_and_only_its_end_may_be_moved() -> None:
    earlier = council(SHELTER)
    require_same_but_for_its_end(earlier, replace(earlier, valid_to=DAY), DAY)
    with pytest.raises(ContentDiffers) as differs:
        require_same_but_for_its_end(earlier, replace(earlier, criteria=(STREET,)), DAY)
    assert [error.pointer for error in differs.value.errors] == ["/criteria"]
    with pytest.raises(Unprocessable):
        require_same_but_for_its_end(earlier, replace(earlier, valid_to=DAY - timedelta(days=1)), DAY)


def test_a_version_with_faults_is_told_each_of_them() -> None:
    wrong = council(STREET, STREET, version="local-1", valid_to=date(2025, 1, 1))
    assert [fault.pointer for fault in find_faults(wrong)] == [
        "/version",
        "/valid_to",
        "/criteria/1/code",
    ]
