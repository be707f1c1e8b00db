"""A batch with anything wrong in it: everything is told, and nothing is changed."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.builders.posting import ORGANISATION_B, a_vacancy
from tests.integration.allocation.batch_steps import ledger_of, post_batch, posted_batch, told_of_vacancies
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import slug_of


def pointers(answer: httpx.Response) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


async def test_a_reference_with_other_content_names_line_and_field(quarter: Callers) -> None:
    organisation = quarter.organisation_a
    earlier = a_vacancy()
    await organisation.post("/v1/vacancies", earlier)
    twice = a_vacancy()
    answer = await post_batch(
        organisation, [a_vacancy(), earlier | {"rooms": 3}, twice, twice | {"rent_dkk": "5000.00"}]
    )
    assert slug_of(answer) == "content-differs"
    assert (answer.status_code, pointers(answer)) == (409, ["/vacancies/1/rooms", "/vacancies/3/rent_dkk"])
    assert len(await ledger_of(organisation)) == 1


async def test_every_fault_of_every_line_is_told_and_nothing_is_changed(quarter: Callers) -> None:
    """A wrong shape, an impossible figure, another's dwelling, an unknown estate and an unknown chain, at once."""
    organisation = quarter.organisation_a
    wrong = a_vacancy(estate="77", rent_dkk="0.00", rooms="two", colour="red")
    del wrong["floor"]
    batch = [a_vacancy() for _ in range(20)]
    batch[17] = wrong
    batch[18] = a_vacancy(organisation_cvr=ORGANISATION_B, posted_on="2025-03-04")
    batch[19] = a_vacancy(chain_reference="nobody-knows", municipality_code="0269", dwelling_class="castle")
    answer = await post_batch(organisation, batch)
    assert (answer.status_code, slug_of(answer)) == (422, "batch-refused")
    assert set(pointers(answer)) == {
        *(f"/vacancies/17/{name}" for name in ("estate", "rent_dkk", "rooms", "colour", "floor")),
        *(f"/vacancies/18/{name}" for name in ("organisation_cvr", "posted_on")),
        *(f"/vacancies/19/{name}" for name in ("chain_reference", "municipality_code", "dwelling_class")),
    }
    assert answer.json()["fault_count"] == len(pointers(answer)) == 10
    assert (await organisation.get("/v1/vacancies")).json() == []
    assert await ledger_of(organisation) == []
    assert await told_of_vacancies(organisation) == []


LENGTHS = [(0, 422), (1, 201), (1_001, 422)]


@pytest.mark.parametrize(("length", "status"), LENGTHS)
async def test_a_batch_is_of_one_to_a_thousand(quarter: Callers, length: int, status: int) -> None:
    answer = await post_batch(quarter.organisation_a, [a_vacancy() for _ in range(length)])
    assert answer.status_code == status


async def test_a_thousand_are_posted_and_a_body_beyond_any_batch_is_refused(quarter: Callers) -> None:
    answers = await posted_batch(quarter.organisation_a, [a_vacancy() for _ in range(1_000)])
    assert sum(each["decision"]["result"] == "claimed" for each in answers) == 250
    too_large = await post_batch(quarter.organisation_a, [a_vacancy(reference="x" * 3_000_000)])
    assert (too_large.status_code, too_large.json()["limit_bytes"]) == (413, 2 * 1024 * 1024)


async def test_a_body_that_does_not_say_how_long_it_is_is_counted_as_it_comes(quarter: Callers) -> None:
    organisation = quarter.organisation_a

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b" " * 100_000

    headers = organisation.headers | {"Idempotency-Key": "endless", "Content-Type": "application/json"}
    answer = await organisation.http.post("/v1/vacancies", content=parts(), headers=headers)
    assert (answer.status_code, answer.json()["limit_bytes"]) == (413, 1024 * 1024)


async def test_nobody_but_a_housing_organisation_posts(quarter: Callers) -> None:
    assert slug_of(await post_batch(quarter.office, [a_vacancy()])) == "forbidden"
    elsewhere = await post_batch(quarter.organisation_a, [a_vacancy(municipality_code="0269")])
    assert slug_of(elsewhere) == "municipality-not-covered"
