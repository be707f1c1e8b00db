"""What the other kinds of case are judged by: private deposits, special support, single payments, rent subsidy."""

from kit.values.texts import Text
from services.benefits.domain.rates.kinds_local import OWN
from services.benefits.domain.rates.rate_keys import (
    A_MONTH,
    DKK,
    MONTHS,
    YES_OR_NO,
    RateKey,
    RateKind,
    kinds_found_at,
)

TENANCY_ACT = Text("lejeloven § 59", "lejeloven § 59")
ACTIVE_SOCIAL_POLICY = Text("lov om aktiv socialpolitik § 34", "lov om aktiv socialpolitik § 34")
SUBSIDY_ACT = Text(
    "serviceloven om midlertidigt huslejetilskud i 2026", "serviceloven on the temporary rent subsidy of 2026"
)

CASES: dict[RateKey, RateKind] = (
    kinds_found_at(
        TENANCY_ACT,
        {
            RateKey.PRIVATE_DEPOSIT_MONTHS: (
                MONTHS,
                "måneders depositum, en privat udlejer højst må kræve",
                "months of deposit that a private landlord may demand",
            ),
            RateKey.PREPAID_RENT_MONTHS: (
                MONTHS,
                "måneders forudbetalt leje, en privat udlejer højst må kræve",
                "months of prepaid rent that a private landlord may demand",
            ),
        },
    )
    | kinds_found_at(
        OWN,
        {
            RateKey.FURNISHING_FROM: (DKK, "etableringshjælp, sædvanligt fra", "furnishing grant, usually from"),
            RateKey.FURNISHING_TO: (DKK, "etableringshjælp, sædvanligt til", "furnishing grant, usually to"),
            RateKey.SUPPORT_OWN_COST: (
                A_MONTH,
                "boligudgift, ansøgeren selv betaler før særlig støtte",
                "housing cost paid by the applicant before special support",
            ),
            RateKey.SUPPORT_AT_MOST: (A_MONTH, "særlig støtte, højst", "special support, at most"),
        },
    )
    | kinds_found_at(
        ACTIVE_SOCIAL_POLICY,
        {
            RateKey.SUPPORT_TO_CASH_BENEFIT: (
                YES_OR_NO,
                "særlig støtte gives til kontanthjælpsmodtagere",
                "special support is given with cash benefit",
            ),
            RateKey.SUPPORT_TO_OTHERS: (
                YES_OR_NO,
                "særlig støtte gives til andre end kontanthjælpsmodtagere",
                "special support is given with other incomes than cash benefit",
            ),
        },
    )
    | kinds_found_at(
        SUBSIDY_ACT,
        {
            RateKey.RENT_SUBSIDY_IN_FORCE: (
                YES_OR_NO,
                "det midlertidige huslejetilskud gives",
                "the temporary rent subsidy is given",
            ),
        },
    )
)
