"""The municipality enters a decision or an agreement on allocation with one organisation."""

from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.identifiers import is_cvr
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.store.agreements import list_agreements, lock_agreements, save_agreement


class AgreementsOverlap(Conflict):
    slug = "agreements-overlap"
    title = Text(
        "En anden aftale gælder allerede i perioden: lad den slutte først",
        "Another agreement is already in force in the period: let it end first",
    )


async def make_agreement(story: Story, agreement: Agreement) -> UUID:
    """Put an agreement in force.

    - Two agreements on the same class of dwellings of one organisation never share a day.
    - Both parties hear of it.
    """
    if not is_cvr(agreement.organisation_cvr):
        text = Text("Er ikke et CVR-nummer", "Not a CVR number")
        raise Unprocessable(errors=[FieldError("/organisation_cvr", text)])
    await lock_agreements(story, agreement.organisation_cvr)
    for other_id, other in await list_agreements(story, agreement.organisation_cvr):
        if agreement.overlaps(other):
            raise AgreementsOverlap(extra={"agreement_id": str(other_id)})
    agreement_id = uuid4()
    await save_agreement(story, agreement_id, agreement)
    await record(
        story,
        "agreement_made",
        agreement_id,
        (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT),
        facts={"share": str(agreement.share), "carry": agreement.carry, "in_force_from": agreement.in_force_from},
        organisation_cvr=agreement.organisation_cvr,
    )
    return agreement_id
