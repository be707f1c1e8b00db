"""The deposit loan (beboerindskudslån): the duty to lend and its exceptions, boligstøtteloven §§ 54-56.

Each section is read in its own file: § 54 in `loan_dwelling`, § 55 in `loan_exceptions` (with § 15 in `rent_share`),
§ 56 in `loan_income`.
"""

from datetime import date

from services.benefits.domain.entitlements.facts import Particulars
from services.benefits.domain.entitlements.loan_dwelling import (
    first_taken_into_use,
    kitchen_of_youth_dwelling,
    social_housing,
)
from services.benefits.domain.entitlements.loan_exceptions import no_unpaid_loan, own_means
from services.benefits.domain.entitlements.loan_income import income_within_limit
from services.benefits.domain.entitlements.rent_share import rent_within_share_of_income
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Judgement
from services.benefits.domain.rates.rates import RateBook

NOTHING_MORE = Particulars()


def judge_deposit_loan(
    household: Household,
    dwelling: Dwelling,
    rates: RateBook,
    on: date,
    particulars: Particulars = NOTHING_MORE,
    *,
    is_found: bool = True,
) -> tuple[Judgement, ...]:
    """Every rule of the loan, in the order of the law; all are judged, so that all questions are asked at once.

    Before a dwelling is found (`is_found`), the highest amounts stand for it, and its first use is a condition.
    """
    return (
        social_housing(particulars),
        kitchen_of_youth_dwelling(dwelling),
        first_taken_into_use(dwelling, particulars, is_found=is_found),
        own_means(household, dwelling),
        rent_within_share_of_income("deposit_loan_rent", "boligstøtteloven §§ 15, 55", household, dwelling, rates, on),
        no_unpaid_loan(household, particulars),
        income_within_limit(household, dwelling, rates, on),
    )
