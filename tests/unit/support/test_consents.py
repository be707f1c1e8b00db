"""What may pass to whom, on which basis, and on which day."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from kit.values.callers import Party
from services.support.domain.consents.passing import Basis, Consent, What, may_pass

DAY = date(2025, 6, 1)
BEFORE, AFTER = date(2025, 5, 1), date(2025, 7, 1)
ALLOCATION, ORGANISATION, JOB_CENTRE = Party.ALLOCATION_OFFICE, Party.HOUSING_ORGANISATION, Party.JOB_CENTRE


def given(
    what: What, to: Party, given_on: date = BEFORE, withdrawn_on: date | None = None, section: str | None = None
) -> Consent:
    basis = Basis.LAW if section else Basis.CONSENT
    at = datetime(2025, 6, 1, tzinfo=UTC)
    return Consent(UUID(int=1), UUID(int=2), what, to, basis, section, given_on, withdrawn_on, "somebody", at)


@pytest.mark.parametrize(
    ("what", "to", "consents", "expected", "rule", "reason"),
    [
        (What.SUPPORT_IN_PLACE, ALLOCATION, [], True, "by-law", "allocation cannot let a home without it"),
        (What.NO_ROOM, ALLOCATION, [], True, "by-law", "likewise"),
        (What.SUPPORT_IN_PLACE, ORGANISATION, [], False, "no-basis", "an organisation asks the citizen"),
        (What.NEEDS, ALLOCATION, [], False, "no-basis", "its needs are not allocation's"),
        (What.NEEDS, JOB_CENTRE, [given(What.NEEDS, JOB_CENTRE)], True, "by-consent", "the citizen said yes"),
        (What.NEEDS, JOB_CENTRE, [given(What.NEEDS, ORGANISATION)], False, "no-basis", "to somebody else"),
        (What.NEEDS, JOB_CENTRE, [given(What.MOVE_DATE, JOB_CENTRE)], False, "no-basis", "of something else"),
        (What.NEEDS, JOB_CENTRE, [given(What.NEEDS, JOB_CENTRE, AFTER)], False, "no-basis", "not given yet"),
        (What.NEEDS, JOB_CENTRE, [given(What.NEEDS, JOB_CENTRE, DAY)], True, "by-consent", "given today"),
        (
            What.NEEDS,
            JOB_CENTRE,
            [given(What.NEEDS, JOB_CENTRE, BEFORE, DAY)],
            False,
            "consent-withdrawn",
            "taken back today",
        ),
        (What.NEEDS, JOB_CENTRE, [given(What.NEEDS, JOB_CENTRE, BEFORE, AFTER)], True, "by-consent", "held that day"),
        (What.NEEDS, JOB_CENTRE, [given(What.NEEDS, JOB_CENTRE, section="§ 1")], True, "by-law", "a section holds"),
        (What.NOTES, JOB_CENTRE, [given(What.NOTES, JOB_CENTRE)], False, "never-passed", "notes never leave"),
        (What.NOTES, Party.SUPPORT_TEAM, [], True, "within-support", "support knows its own"),
    ],
)
def test_what_may_pass(what: What, to: Party, consents: list[Consent], expected: bool, rule: str, reason: str) -> None:
    passing = may_pass(what, to, consents, DAY)
    assert (passing.may_pass, passing.reason.rule) == (expected, rule), reason
    assert passing.reason.text.da and passing.reason.text.en and passing.reason.source, reason


@pytest.mark.parametrize("to", [party for party in Party if party is not Party.SUPPORT_TEAM])
def test_notes_pass_to_nobody_whatever_is_consented_to(to: Party) -> None:
    assert not may_pass(What.NOTES, to, [given(What.NOTES, to), given(What.NOTES, to, section="§ 1")], DAY).may_pass
