"""What may be applied for, in the order in which the law has it."""

from enum import StrEnum

from kit.values.texts import Text


class CaseKind(StrEnum):
    """One kind of case each: its own facts, its own rules, its own sections of law."""

    DEPOSIT_LOAN = "deposit_loan"
    PRE_APPROVAL = "pre_approval"
    PRIVATE_DEPOSIT = "private_deposit"
    SPECIAL_SUPPORT = "special_support"
    SINGLE_PAYMENT = "single_payment"
    FURNISHING_GRANT = "furnishing_grant"
    RENT_ARREARS = "rent_arrears"
    MOVING_GRANT = "moving_grant"
    RENT_SUBSIDY = "rent_subsidy"


NAMES: dict[CaseKind, Text] = {
    CaseKind.DEPOSIT_LOAN: Text("indskudslån", "deposit loan"),
    CaseKind.PRE_APPROVAL: Text("forhåndstilsagn", "pre-approval"),
    CaseKind.PRIVATE_DEPOSIT: Text("lån til depositum i privat udlejning", "loan for a private deposit"),
    CaseKind.SPECIAL_SUPPORT: Text("særlig støtte", "special housing support"),
    CaseKind.SINGLE_PAYMENT: Text("enkeltydelse", "single payment"),
    CaseKind.FURNISHING_GRANT: Text("etableringshjælp", "furnishing grant"),
    CaseKind.RENT_ARREARS: Text("hjælp til huslejerestance", "help with rent arrears"),
    CaseKind.MOVING_GRANT: Text("flyttehjælp", "moving grant"),
    CaseKind.RENT_SUBSIDY: Text("midlertidigt huslejetilskud", "temporary rent subsidy"),
}
