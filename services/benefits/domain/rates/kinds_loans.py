"""What the deposit loan is judged by, and how it is repaid."""

from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import (
    A_YEAR,
    MONTHS,
    PERCENT,
    YEARS,
    YES_OR_NO,
    RateKey,
    RateKind,
    kinds_found_at,
)

LOANS_AT = Text(
    "borger.dk om beboerindskudslån og boligstøttelovens kapitel 10",
    "borger.dk on deposit loans, and boligstøtteloven chapter 10",
)

LOANS: dict[RateKey, RateKind] = kinds_found_at(
    LOANS_AT,
    {
        RateKey.LOAN_INCOME_LIMIT: (A_YEAR, "indkomstgrænse for indskudslån", "income limit for deposit loans"),
        RateKey.LOAN_INCOME_LIMIT_ROOM: (
            A_YEAR,
            "indkomstgrænse for indskudslån til værelse",
            "income limit for deposit loans for a room",
        ),
        RateKey.LOAN_INCOME_LIMIT_PER_CHILD: (
            A_YEAR,
            "forhøjelse af indkomstgrænsen for hvert barn",
            "addition to the income limit for each child",
        ),
        RateKey.RENT_OF_INCOME_PERCENT: (
            PERCENT,
            "højeste andel af indkomsten til husleje",
            "highest share of income for rent",
        ),
        RateKey.RENT_SHARE_AFTER_TAX: (
            YES_OR_NO,
            "halvdelen af indkomsten regnes efter skat",
            "half of income is counted after tax",
        ),
        RateKey.RENT_SHARE_WITH_BENEFIT: (
            YES_OR_NO,
            "boligstøtte regnes med i halvdelen af indkomsten",
            "housing benefit counts in half of income",
        ),
        RateKey.LOAN_BY_ANNUITY: (
            YES_OR_NO,
            "indskudslån betales tilbage som annuitet",
            "deposit loans are repaid as an annuity",
        ),
        RateKey.LOAN_FREE_YEARS: (
            YEARS,
            "år, indskudslån er fri for renter og afdrag",
            "years without interest and instalments on a deposit loan",
        ),
        RateKey.LOAN_REPAID_YEARS: (
            YEARS,
            "år, indskudslån betales tilbage over",
            "years over which a deposit loan is repaid",
        ),
        RateKey.LOAN_INTEREST_PERCENT: (
            PERCENT,
            "årlig rente af restgælden på indskudslån",
            "yearly interest on what is owed of a deposit loan",
        ),
        RateKey.LOAN_CALL_NOTICE: (
            MONTHS,
            "varsel, når indskudslån kræves indfriet",
            "notice when a deposit loan is called",
        ),
    },
)
