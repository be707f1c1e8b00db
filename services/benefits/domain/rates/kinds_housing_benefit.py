"""What housing benefit is counted by."""

from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import (
    A_MONTH,
    A_YEAR,
    CHILDREN,
    PERCENT,
    SQUARE_METRES,
    YES_OR_NO,
    RateKey,
    RateKind,
    kinds_found_at,
)

HOUSING_BENEFIT_AT = Text(
    "borger.dk eller aeldresagen.dk om boligstøtte", "borger.dk or aeldresagen.dk on housing benefit"
)

HOUSING_BENEFIT: dict[RateKey, RateKind] = kinds_found_at(
    HOUSING_BENEFIT_AT,
    {
        RateKey.AREA_FIRST_PERSON: (SQUARE_METRES, "areal for første person", "area for the first person"),
        RateKey.AREA_FURTHER_PERSON: (SQUARE_METRES, "areal for hver yderligere person", "area for a further person"),
        RateKey.CAP_COUPLE_IN_FORCE: (YES_OR_NO, "boligstøtteloft i kraft", "housing benefit cap in force"),
        RateKey.CAP_COUPLE: (A_MONTH, "boligstøtteloft for par på forhøjet sats", "housing benefit cap for couples"),
        RateKey.ORDINARY_COST_PERCENT: (PERCENT, "boligsikring: andel af boligudgift", "boligsikring: share of cost"),
        RateKey.ORDINARY_INCOME_PERCENT: (
            PERCENT,
            "boligsikring: fradrag i procent af indkomst",
            "boligsikring: deduction in percent of income",
        ),
        RateKey.ORDINARY_NO_CHILDREN_PERCENT: (
            PERCENT,
            "boligsikring: højst for husstande uden børn",
            "boligsikring: at most for households without children",
        ),
        RateKey.ORDINARY_INCOME_LIMIT: (A_YEAR, "boligsikring: indkomstgrænse", "boligsikring: income limit"),
        RateKey.ORDINARY_INCOME_LIMIT_FURTHER_CHILD: (
            A_YEAR,
            "boligsikring: forhøjelse pr. barn efter det første",
            "boligsikring: addition per child beyond the first",
        ),
        RateKey.ORDINARY_MAXIMUM: (A_YEAR, "boligsikring: største beløb", "boligsikring: maximum"),
        RateKey.ORDINARY_RENT_CEILING: (A_YEAR, "boligsikring: lejeloft", "boligsikring: rent ceiling"),
        RateKey.ORDINARY_OWN_PAYMENT: (A_YEAR, "boligsikring: egenbetaling", "boligsikring: own payment"),
        RateKey.ORDINARY_WEALTH_STEP: (A_YEAR, "boligsikring: formuegrænse", "boligsikring: wealth step"),
        RateKey.PENSIONER_COST_PERCENT: (PERCENT, "boligydelse: andel af boligudgift", "boligydelse: share of cost"),
        RateKey.PENSIONER_COST_ADDITION: (A_YEAR, "boligydelse: tillæg til boligudgift", "boligydelse: cost addition"),
        RateKey.PENSIONER_INCOME_PERCENT: (
            PERCENT,
            "boligydelse: fradrag i procent af indkomst",
            "boligydelse: deduction in percent of income",
        ),
        RateKey.PENSIONER_INCOME_LIMIT: (A_YEAR, "boligydelse: indkomstgrænse", "boligydelse: income limit"),
        RateKey.PENSIONER_INCOME_LIMIT_FURTHER_CHILD: (
            A_YEAR,
            "boligydelse: forhøjelse pr. barn efter det første",
            "boligydelse: addition per child beyond the first",
        ),
        RateKey.PENSIONER_MAXIMUM: (A_YEAR, "boligydelse: største beløb", "boligydelse: maximum"),
        RateKey.PENSIONER_RENT_CEILING: (A_YEAR, "boligydelse: lejeloft", "boligydelse: rent ceiling"),
        RateKey.PENSIONER_OWN_PAYMENT: (A_YEAR, "boligydelse: egenbetaling", "boligydelse: own payment"),
        RateKey.PENSIONER_OWN_PAYMENT_PERCENT: (
            PERCENT,
            "boligydelse: egenbetaling af indkomst",
            "boligydelse: own payment of income",
        ),
        RateKey.PENSIONER_LEAST: (A_MONTH, "boligydelse: mindste beløb", "boligydelse: least amount"),
        RateKey.PENSIONER_WEALTH_STEP: (A_YEAR, "boligydelse: formuegrænse", "boligydelse: wealth step"),
        RateKey.ORDINARY_WEALTH_SECOND_STEP: (
            A_YEAR,
            "boligsikring: øverste formuegrænse",
            "boligsikring: second wealth step",
        ),
        RateKey.PENSIONER_WEALTH_SECOND_STEP: (
            A_YEAR,
            "boligydelse: øverste formuegrænse",
            "boligydelse: second wealth step",
        ),
        RateKey.WEALTH_PERCENT: (
            PERCENT,
            "boligstøtte: del af formuen over grænsen, der regnes som indkomst",
            "share of wealth above the step that counts as income",
        ),
        RateKey.WEALTH_SECOND_PERCENT: (
            PERCENT,
            "boligstøtte: del af formuen over den øverste grænse, der regnes som indkomst",
            "share of wealth above the second step that counts as income",
        ),
        RateKey.ORDINARY_MANY_CHILDREN: (
            CHILDREN,
            "boligsikring: børn, fra hvilke det største beløb forhøjes",
            "boligsikring: children from which the maximum is raised",
        ),
        RateKey.PENSIONER_MANY_CHILDREN: (
            CHILDREN,
            "boligydelse: børn, fra hvilke det største beløb forhøjes",
            "boligydelse: children from which the maximum is raised",
        ),
        RateKey.MANY_CHILDREN_PERCENT: (
            PERCENT,
            "boligstøtte: forhøjelse af det største beløb ved mange børn",
            "raise of the maximum for many children",
        ),
        RateKey.DISABLED_PERCENT: (
            PERCENT,
            "boligstøtte: forhøjelse af det største beløb ved stærk bevægelseshæmning",
            "raise of the maximum for the severely disabled",
        ),
        RateKey.CAP_PER_PERSON: (
            YES_OR_NO,
            "boligstøtteloftet gælder for hver person",
            "the housing benefit cap is for each person",
        ),
        RateKey.CASH_CEILING_SINGLE: (
            A_MONTH,
            "kontanthjælpsloft for en enlig over 30 år uden børn (til 30.06.2025)",
            "ceiling of cash benefits for a single person of 30 or more without children (until 2025-06-30)",
        ),
        RateKey.CASH_CEILING_OTHERS: (
            A_MONTH,
            "kontanthjælpsloft for andre (til 30.06.2025)",
            "ceiling of cash benefits for others (until 2025-06-30)",
        ),
    },
)
