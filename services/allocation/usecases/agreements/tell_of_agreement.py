"""Who hears of an agreement: of what is in force both parties, of a draft the municipality alone."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.agreements.versions import AgreementVersion

MUNICIPALITY = (Party.ALLOCATION_OFFICE, Party.MANAGEMENT)


async def tell_both_parties(story: Story, kind: str, version: AgreementVersion) -> None:
    """A version has entered into force, or ends."""
    cvr = version.agreement.organisation_cvr
    audiences = (Party.HOUSING_ORGANISATION, *MUNICIPALITY)
    await record(story, kind, version.id, audiences, facts=_facts(version), organisation_cvr=cvr)


async def tell_the_office(story: Story, kind: str, version: AgreementVersion) -> None:
    """A draft is made or changed."""
    await record(story, kind, version.id, MUNICIPALITY, facts=_facts(version))


def _facts(version: AgreementVersion) -> dict[str, object]:
    agreement = version.agreement
    return {
        "series_id": version.series_id,
        "number": version.number,
        "kind": agreement.kind,
        "share": str(agreement.share),
        "carry": agreement.carry,
        "in_force_from": agreement.in_force_from,
        "in_force_to": agreement.in_force_to,
    }
