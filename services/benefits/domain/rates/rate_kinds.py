"""Every rate with its unit, its name in words and where its value is looked up."""

from services.benefits.domain.rates.kinds_cases import CASES
from services.benefits.domain.rates.kinds_decisions import DECISIONS
from services.benefits.domain.rates.kinds_housing_benefit import HOUSING_BENEFIT
from services.benefits.domain.rates.kinds_incomes import INCOMES
from services.benefits.domain.rates.kinds_loans import LOANS
from services.benefits.domain.rates.kinds_local import LOCAL
from services.benefits.domain.rates.rate_keys import RateKey, RateKind

RATE_KINDS: dict[RateKey, RateKind] = LOCAL | DECISIONS | LOANS | CASES | HOUSING_BENEFIT | INCOMES
