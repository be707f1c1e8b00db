"""A housing organisation objects to a line of its account."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, NotFound
from services.allocation.domain.account.lines import Objection, ObjectionCode
from services.allocation.store.accounts import get_line, lock_account
from services.allocation.store.objections import add_objection, find_objection

WHO_HEARS = (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT)


async def object_to_line(
    story: Story, organisation_cvr: str, line_id: UUID, code: ObjectionCode
) -> tuple[Objection, bool]:
    """Object, once a line; the same objection again is the same objection.

    Both sides read it on the line. It changes no amount: what is agreed then is a correction.
    """
    if story.caller.cvr != organisation_cvr:
        raise NotFound
    await get_line(story, organisation_cvr, line_id)
    account = await lock_account(story, organisation_cvr)
    earlier = await find_objection(story, line_id)
    if earlier is not None:
        if earlier.code is not code:
            raise ContentDiffers
        return earlier, False
    objection = Objection(code, story.now)
    await add_objection(story, organisation_cvr, line_id, objection)
    await record(
        story,
        "account_line_objected_to",
        account.id,
        WHO_HEARS,
        facts={"line_id": line_id, "code": code},
        organisation_cvr=organisation_cvr,
    )
    return objection, True
