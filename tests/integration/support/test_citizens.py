"""What a citizen is known by, asked for with a CPR number that nobody has."""

from tests.integration.support.house import House


async def test_one_number_is_one_citizen_and_no_number_is_a_new_one(house: House) -> None:
    async def asked(body: dict[str, str]) -> str:
        answer = await house.as_team("POST", "/v1/citizens", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["citizen_id"])

    assert await asked({"cpr_number": "0101019999"}) == await asked({"cpr_number": "0101019999"})
    assert await asked({}) != await asked({})


async def test_a_number_that_is_none_is_told(house: House) -> None:
    answer = await house.as_team("POST", "/v1/citizens", {"cpr_number": "010101-9999"})
    assert answer.status_code == 422
    assert "9999" not in answer.text
