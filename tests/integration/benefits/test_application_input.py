"""Bad applications, and plans that cannot be: told at their fields, and nothing done."""

from typing import Any

from tests.integration.benefits.applications import (
    A_HOME,
    COMPLETE,
    SINGLE,
    an_application,
    apply,
    file_of,
    plan_of,
    pointers,
)
from tests.integration.benefits.desk import Desk, a_household
from tests.integration.callers import slug_of

BAD: list[tuple[str, dict[str, Any], list[str], str]] = [
    ("furnishing_grant", {"facts": SINGLE | {"amount_dkk": "-1"}}, ["/facts/amount_dkk"], "a negative amount"),
    ("furnishing_grant", {"facts": SINGLE | {"amount_dkk": "0"}}, ["/facts/amount_dkk"], "nothing applied for"),
    ("furnishing_grant", {"facts": SINGLE | {"amount_dkk": 4000.5}}, ["/facts/amount_dkk"], "a float is not exact"),
    ("furnishing_grant", {"facts": SINGLE | {"colour": "red"}}, ["/facts/colour"], "no such fact"),
    (
        "moving_grant",
        {"facts": {"amount_dkk": "6000", "improves_housing": True, "landlord": "private", "eviction_threatens": True}},
        ["/facts/landlord", "/facts/eviction_threatens"],
        "another kind's facts",
    ),
    ("pre_approval", {}, ["/kind"], "a pre-approval is asked for elsewhere"),
    ("moving_grant", {"confirmed": ["a name"]}, ["/confirmed/0"], "only a pointer is confirmed, since it is kept"),
    ("lottery", {}, ["/kind"], "no such kind"),
    ("deposit_loan", {"dwelling": A_HOME}, ["/dwelling/deposit_dkk"], "no deposit, no loan"),
    (
        "deposit_loan",
        {
            "dwelling": A_HOME | {"deposit_dkk": "25000", "first_let_year": 1983},
            "facts": {"first_let_on": "1984-01-01"},
        },
        ["/facts/first_let_on"],
        "the day is not in the year",
    ),
    (
        "special_support",
        {"dwelling": A_HOME, "facts": {"housing_benefit_dkk": "4600"}},
        ["/facts/housing_benefit_dkk"],
        "more benefit than rent",
    ),
    (
        "rent_arrears",
        {"household": a_household(birth_year=2024), "facts": {"amount_dkk": "90", "landlord": "private"}},
        ["/facts/landlord", "/household/birth_year", "/facts/amount_dkk"],
        "all of it at once: another kind's fact, an infant, and euros",
    ),
]


async def test_what_cannot_be_is_told_at_its_field_and_opens_no_case(desk: Desk) -> None:
    for kind, changes, expected, reason in BAD:
        body = an_application(kind if kind in COMPLETE else "furnishing_grant") | {"kind": kind}
        answer = await apply(desk, body | changes)
        assert answer.status_code == 422, f"{reason}: {answer.text}"
        assert pointers(answer) == expected, reason
    assert (await desk.as_department("GET", "/v1/cases")).json() == []


UNUSUAL: list[tuple[str, dict[str, Any], str, str]] = [
    ("rent_subsidy", {"dwelling": A_HOME | {"rent_dkk": "600"}}, "/dwelling/rent_dkk", "a rent in euros"),
    (
        "rent_arrears",
        {"facts": COMPLETE["rent_arrears"]["facts"] | {"amount_dkk": "120"}},
        "/facts/amount_dkk",
        "euros",
    ),
    (
        "moving_grant",
        {"household": a_household(income_after_tax_dkk="1300")},
        "/household/income_after_tax_dkk",
        "euros",
    ),
    (
        "private_deposit",
        {"facts": COMPLETE["private_deposit"]["facts"] | {"prepaid_rent_dkk": "900"}},
        "/facts/prepaid_rent_dkk",
        "euros",
    ),
]


async def test_an_unusual_amount_is_questioned_and_may_be_confirmed(desk: Desk) -> None:
    for kind, changes, pointer, reason in UNUSUAL:
        body = an_application(kind, **changes)
        asked = await apply(desk, body)
        assert (asked.status_code, slug_of(asked), pointers(asked)) == (422, "implausible-amount", [pointer]), reason
        confirmed = await apply(desk, body | {"confirmed": [pointer]})
        assert confirmed.status_code == 201, reason
        reasons = (await file_of(desk, confirmed.json()["id"]))["proposal"]["reasons"]
        assert reasons[0]["rule"] == "amounts_usual" and reasons[0]["met"], reason


BAD_PLANS = [
    ("?loan_dkk=0", "/query/loan_dkk", "a plan over nothing"),
    ("?loan_dkk=-5", "/query/loan_dkk", "a plan over less than nothing"),
    ("?extra_payment_dkk=5", "/query/extra_payment_on", "a payment on no day"),
    ("?extra_payment_on=2027-01-01", "/query/extra_payment_dkk", "a day without a payment"),
    ("?extra_payment_on=2027-01-01&extra_payment_dkk=-5", "/query/extra_payment_dkk", "a negative payment"),
    ("?extra_payment_on=2027-01-01&extra_payment_dkk=25001", "/query/extra_payment_dkk", "more than is owed"),
    ("?paid_out_on=2025-03-03&called_on=2025-03-02", "/query/called_on", "called before it is paid out"),
    ("?paid_out_on=soon", "/query/paid_out_on", "no day"),
]


async def test_a_plan_that_cannot_be_is_told_at_its_place(desk: Desk) -> None:
    case = await desk.open()
    for query, pointer, reason in BAD_PLANS:
        answer = await plan_of(desk, case, query)
        assert (answer.status_code, pointers(answer)) == (422, [pointer]), reason
    asked = await plan_of(desk, case, "?paid_out_on=1999-01-01")
    assert (asked.status_code, slug_of(asked)) == (422, "rate-needed")
