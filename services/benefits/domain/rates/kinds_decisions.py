"""How long the parties have around a decision, and whether a commitment may be automatic."""

from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import (
    MONTHS,
    WEEKS,
    WORKING_DAYS,
    YES_OR_NO,
    RateKey,
    RateKind,
    kinds_found_at,
)

LEGAL_PROTECTION_ACT = Text("retssikkerhedsloven §§ 60, 66 og 67", "retssikkerhedsloven §§ 60, 66 and 67")
OWN = Text("kommunens egen beslutning", "the municipality’s own decision")

DECISIONS: dict[RateKey, RateKind] = kinds_found_at(
    LEGAL_PROTECTION_ACT,
    {
        RateKey.COMPLAINT_DEADLINE: (WEEKS, "klagefrist", "time to complain"),
        RateKey.REASSESSMENT_DEADLINE: (WEEKS, "frist for genvurdering efter en klage", "time to reassess a complaint"),
    },
) | kinds_found_at(
    OWN,
    {
        RateKey.HEARING_DEADLINE: (WORKING_DAYS, "svarfrist ved partshøring", "time to answer a hearing"),
        RateKey.REASSESSMENT_WARNING: (
            WORKING_DAYS,
            "varsel, før fristen for genvurdering udløber",
            "warning before the time to reassess runs out",
        ),
        RateKey.AUTOMATIC_COMMITMENTS: (
            YES_OR_NO,
            "tilsagn må gives automatisk, når alle regler er opfyldt",
            "commitments may be automatic where every rule is met",
        ),
        RateKey.PRE_APPROVAL_MONTHS: (
            MONTHS,
            "måneder, et forhåndstilsagn højst gælder",
            "months that a pre-approval is in force at most",
        ),
    },
)
