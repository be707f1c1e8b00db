"""The organisation claims under the municipality's guarantee, and a person of the allocation office decides."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, PreconditionFailed
from services.allocation.domain.account.guarantees import (
    AskedClaim,
    DecisionCode,
    GuaranteeClaim,
    accepted,
    decision_reasons,
    line_of,
    refused,
    require_claimable,
)
from services.allocation.store.accounts import book, lock_account
from services.allocation.store.guarantees import add_claim, find_claim, get_claim, list_claims_of, save_claim
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.account.report_move_out import WHO_HEARS, begin_guarantee

GIVEN = ("vacancy_id", "kind", "amount_dkk", "claimed_on")


async def claim_guarantee(story: Story, vacancy_id: UUID, asked: AskedClaim) -> tuple[GuaranteeClaim, bool]:
    """Claim.

    - The guarantee begins with the lease. Reinstatement once the tenant has moved out; arrears as the agreement covers.
    - The organisation's own reference again is the same claim; with other content it is refused, and what differs told.
    - Claims for one tenant take turns, so that together they stay within what is covered.
    """
    vacancy, guarantee = await begin_guarantee(story, vacancy_id)
    new = asked.received(uuid4(), vacancy, story.now)
    earlier = await find_claim(story, new.organisation_cvr, new.reference)
    if earlier is not None:
        differing = [name for name in GIVEN if getattr(earlier, name) != getattr(new, name)]
        if differing:
            raise ContentDiffers(errors=[FieldError(f"/{name}", ContentDiffers.title) for name in differing])
        return earlier, False
    require_claimable(guarantee, new, await list_claims_of(story, vacancy.id), local_day(story.now))
    await add_claim(story, new)
    await record(
        story,
        "guarantee_claimed",
        new.id,
        WHO_HEARS,
        facts={"vacancy_id": vacancy.id, "kind": new.kind, "amount_dkk": new.amount_dkk, "reference": new.reference},
        organisation_cvr=new.organisation_cvr,
    )
    return new, True


async def decide_claim(
    story: Story, claim_id: UUID, version: int, accepted_dkk: Decimal | None, codes: tuple[DecisionCode, ...]
) -> GuaranteeClaim:
    """Decide: an amount accepts the claim, wholly or in part; none refuses it. Whatever is not accepted has a reason.

    What is accepted becomes a line of the account, once. The organisation hears of it with the reasons.
    """
    vacancy = await get_vacancy(story, (await get_claim(story, claim_id)).vacancy_id, lock=True)
    claim = await get_claim(story, claim_id)
    if claim.version != version:
        raise PreconditionFailed
    decided = accepted(claim, accepted_dkk, codes) if accepted_dkk is not None else refused(claim, codes)
    after = replace(decided, decided_at=story.now, decided_by=story.caused_by, version=version + 1)
    await save_claim(story, after, expected_version=version)
    if after.accepted_dkk is not None:
        account = await lock_account(story, claim.organisation_cvr)
        await book(story, account, vacancy.id, [line_of(after, vacancy.facts.rent_dkk)])
    await record(
        story,
        f"guarantee_claim_{after.status}",
        claim.id,
        (*WHO_HEARS, Party.PARTNER),
        facts={"vacancy_id": vacancy.id, "accepted_dkk": after.accepted_dkk, "reference": claim.reference},
        reasons=decision_reasons(after),
        organisation_cvr=claim.organisation_cvr,
    )
    return after
