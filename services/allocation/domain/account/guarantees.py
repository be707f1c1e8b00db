"""The municipality's guarantee for a tenant it has allocated: putting the dwelling in order, and arrears where agreed.

By law it is for the tenant's duty to reinstate the dwelling on moving out, and for nothing else (ABL §§ 59(1), 63(4)).
Arrears are covered only for the months that the agreement names, counted from the lease's start.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kit.values.decisions import Reason
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.account.lines import AS_DECIDED, LineKind, NewLine
from services.allocation.domain.account.problems import ArrearsNotCovered, ClaimDecided, NotMovedOut
from services.allocation.domain.account.vacancy_rent import months_after
from services.allocation.domain.amounts import kroner
from services.allocation.domain.vacancies.posted import PostedVacancy

MOST_CLAIM_DKK = Decimal(1_000_000)
"""More for one dwelling is a slip."""


class GuaranteeKind(StrEnum):
    """What is claimed under the guarantee."""

    REINSTATEMENT = "reinstatement"
    ARREARS = "arrears"


class ClaimStatus(StrEnum):
    """Where a claim stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REFUSED = "refused"


class DecisionCode(StrEnum):
    """Why a claim is accepted in part, or not at all."""

    NOT_DOCUMENTED = "not_documented"
    NOT_THE_TENANTS_DUTY = "not_the_tenants_duty"
    ORDINARY_WEAR = "ordinary_wear"
    PAID_BY_TENANT = "paid_by_tenant"
    OUTSIDE_THE_AGREEMENT = "outside_the_agreement"
    WRONG_AMOUNT = "wrong_amount"


WHY: Mapping[DecisionCode, Text] = {
    DecisionCode.NOT_DOCUMENTED: Text("udgiften er ikke dokumenteret", "the cost is not documented"),
    DecisionCode.NOT_THE_TENANTS_DUTY: Text("lejeren skulle ikke betale det", "it was not the tenant's to pay"),
    DecisionCode.ORDINARY_WEAR: Text("det er almindeligt slid", "it is ordinary wear"),
    DecisionCode.PAID_BY_TENANT: Text("lejeren har betalt", "the tenant has paid"),
    DecisionCode.OUTSIDE_THE_AGREEMENT: Text("aftalen dækker det ikke", "the agreement does not cover it"),
    DecisionCode.WRONG_AMOUNT: Text("beløbet er forkert", "the amount is wrong"),
}


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What the municipality guarantees for one lease."""

    lease_starts_on: date
    rent_dkk: Decimal
    arrears_months: int
    arrears_source: str
    moved_out_on: date | None

    @property
    def arrears_end_on(self) -> date:
        """The first day that the guarantee of arrears no longer covers."""
        return months_after(self.lease_starts_on, self.arrears_months)

    def months_begun(self, on: date) -> int:
        """The covered months of which the tenant has had a day by then."""
        starts = (months_after(self.lease_starts_on, number) for number in range(self.arrears_months))
        out = self.moved_out_on
        return sum(1 for start in starts if start <= on and (out is None or start < out))


@dataclass(frozen=True, slots=True)
class GuaranteeClaim:
    """An organisation's claim under the guarantee, and the decision on it."""

    id: UUID
    organisation_cvr: str
    vacancy_id: UUID
    reference: str
    kind: GuaranteeKind
    amount_dkk: Decimal
    claimed_on: date
    received_at: datetime
    status: ClaimStatus = ClaimStatus.OPEN
    accepted_dkk: Decimal | None = None
    codes: tuple[DecisionCode, ...] = ()
    decided_at: datetime | None = None
    decided_by: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """A claim as the organisation sends it."""

    kind: GuaranteeKind
    amount_dkk: Decimal
    claimed_on: date
    reference: str

    def received(self, claim_id: UUID, vacancy: PostedVacancy, at: datetime) -> GuaranteeClaim:
        """The claim once it is received."""
        return GuaranteeClaim(
            id=claim_id,
            organisation_cvr=vacancy.facts.organisation_cvr,
            vacancy_id=vacancy.id,
            reference=self.reference,
            kind=self.kind,
            amount_dkk=self.amount_dkk,
            claimed_on=self.claimed_on,
            received_at=at,
        )


def require_claimable(guarantee: Guarantee, claim: GuaranteeClaim, earlier: Iterable[GuaranteeClaim], on: date) -> None:
    """Raises what stands in the way of a claim received that day.

    - Reinstatement once the tenant has moved out. Arrears for covered months that have begun, never more than the rent
      of them, with the earlier claims that were not refused.
    """
    faults = [FieldError(pointer, text) for wrong, pointer, text in _slips(guarantee, claim, on) if wrong]
    if faults:
        raise Unprocessable(errors=faults)
    if claim.kind is GuaranteeKind.REINSTATEMENT:
        if guarantee.moved_out_on is None:
            raise NotMovedOut
        return
    months = guarantee.months_begun(claim.claimed_on)
    if months == 0:
        raise ArrearsNotCovered
    taken = sum((_taken(each) for each in earlier if each.kind is GuaranteeKind.ARREARS), start=Decimal(0))
    left = guarantee.rent_dkk * months - taken
    if claim.amount_dkk > left:
        raise Unprocessable(errors=[FieldError("/amount_dkk", _cover(guarantee, months, left))])


def accepted(claim: GuaranteeClaim, amount_dkk: Decimal, codes: tuple[DecisionCode, ...]) -> GuaranteeClaim:
    """The claim once a person accepts it: wholly, or a part of it with the reasons for the rest."""
    _require_open(claim)
    whole = amount_dkk == claim.amount_dkk
    if not 0 < amount_dkk <= claim.amount_dkk:
        most = kroner(claim.amount_dkk)
        text = Text(f"Over 0 og højst det krævede: {most.da}", f"Above 0 and at most what is claimed: {most.en}")
        raise Unprocessable(errors=[FieldError("/accepted_dkk", text)])
    _require_codes(codes, needed=not whole)
    status = ClaimStatus.ACCEPTED if whole else ClaimStatus.PARTLY_ACCEPTED
    return replace(claim, status=status, accepted_dkk=amount_dkk, codes=codes)


def refused(claim: GuaranteeClaim, codes: tuple[DecisionCode, ...]) -> GuaranteeClaim:
    """The claim once a person refuses it, with the reasons."""
    _require_open(claim)
    _require_codes(codes, needed=True)
    return replace(claim, status=ClaimStatus.REFUSED, codes=codes)


def decision_reasons(claim: GuaranteeClaim) -> list[Reason]:
    """What the organisation is told of the decision: the amount accepted, and why not more."""
    source = "ABL § 59(1)" if claim.kind is GuaranteeKind.REINSTATEMENT else "agreement: arrears guarantee"
    asked, given = kroner(claim.amount_dkk), kroner(claim.accepted_dkk or Decimal(0))
    told = Text(f"{given.da} af {asked.da} er godkendt.", f"{given.en} of {asked.en} is accepted.")
    whole = Reason("guarantee", source, claim.accepted_dkk is not None, told)
    because = [
        Reason(code, source, False, Text(f"Ikke mere, da {w.da}.", f"Not more, since {w.en}."))
        for code, w in ((code, WHY[code]) for code in claim.codes)
    ]
    return [whole, *because]


def line_of(claim: GuaranteeClaim, rent_dkk: Decimal) -> NewLine:
    """The line of an accepted claim."""
    return NewLine(
        kind=LineKind(claim.kind),
        period_from=claim.claimed_on,
        period_to=claim.claimed_on,
        days=0,
        rent_dkk=rent_dkk,
        method=AS_DECIDED,
        amount_dkk=claim.accepted_dkk or Decimal(0),
        claim_id=claim.id,
    )


def _slips(guarantee: Guarantee, claim: GuaranteeClaim, on: date) -> list[tuple[bool, str, Text]]:
    most, out = kroner(MOST_CLAIM_DKK), guarantee.moved_out_on
    earliest = guarantee.lease_starts_on
    if claim.kind is GuaranteeKind.REINSTATEMENT and out is not None:
        earliest = out
    day = earliest.isoformat()
    return [
        (
            not 0 < claim.amount_dkk <= MOST_CLAIM_DKK,
            "/amount_dkk",
            Text(f"Over 0 og højst {most.da}: er tallet rigtigt?", f"Above 0 and at most {most.en}: is it right?"),
        ),
        (claim.claimed_on > on, "/claimed_on", Text("Kan ikke ligge i fremtiden", "Cannot lie in the future")),
        (claim.claimed_on < earliest, "/claimed_on", Text(f"Kan ikke ligge før {day}", f"Cannot lie before {day}")),
    ]


def _taken(claim: GuaranteeClaim) -> Decimal:
    if claim.status is ClaimStatus.REFUSED:
        return Decimal(0)
    return claim.amount_dkk if claim.accepted_dkk is None else claim.accepted_dkk


def _cover(guarantee: Guarantee, months: int, left_dkk: Decimal) -> Text:
    rent, left = kroner(guarantee.rent_dkk), kroner(max(left_dkk, Decimal(0)))
    return Text(
        f"Aftalen dækker {months} begyndte måneder á {rent.da}: {left.da} er tilbage ({guarantee.arrears_source})",
        f"The agreement covers {months} months begun at {rent.en}: {left.en} is left ({guarantee.arrears_source})",
    )


def _require_open(claim: GuaranteeClaim) -> None:
    if claim.status is not ClaimStatus.OPEN:
        raise ClaimDecided


def _require_codes(codes: tuple[DecisionCode, ...], *, needed: bool) -> None:
    if needed and not codes:
        text = Text("Skriv hvorfor, når ikke alt godkendes", "Say why where not all of it is accepted")
        raise Unprocessable(errors=[FieldError("/codes", text)])
