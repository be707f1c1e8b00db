"""The shapes of notices and exemptions."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from kit.web.models import ApiModel, Day, Reference
from services.support.domain.alerts.notices import ExemptionBy, NoticeKind, SanctionKind, Sent
from services.support.usecases.alerts.read_notice import NoticeSeen

CITIZEN = "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"


class SanctionNoticeIn(ApiModel):
    """A sanction that is coming; `replaces_reference` is the job centre's earlier notice of the same sanction."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "citizen_id": CITIZEN,
                    "reference": "S-2025-0117",
                    "sanction_from_on": "2025-04-01",
                    "kind": "period_deduction",
                }
            ]
        }
    )

    citizen_id: UUID
    reference: Reference
    sanction_from_on: Day
    kind: SanctionKind
    replaces_reference: Reference | None = None

    def to_sent(self, sender: str) -> Sent:
        return Sent(
            kind=NoticeKind.SANCTION,
            sender=sender,
            citizen_id=self.citizen_id,
            reference=self.reference,
            happens_on=self.sanction_from_on,
            code=self.kind,
            replaces_reference=self.replaces_reference,
        )


class DischargeNoticeIn(ApiModel):
    """A discharge that is coming; `replaces_reference` is psychiatry's earlier notice of the same discharge."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"citizen_id": CITIZEN, "reference": "U-88", "discharge_on": "2025-03-05"}]}
    )

    citizen_id: UUID
    reference: Reference
    discharge_on: Day
    replaces_reference: Reference | None = None

    def to_sent(self, sender: str) -> Sent:
        return Sent(
            kind=NoticeKind.DISCHARGE,
            sender=sender,
            citizen_id=self.citizen_id,
            reference=self.reference,
            happens_on=self.discharge_on,
            code=None,
            replaces_reference=self.replaces_reference,
        )


class ExemptionIn(ApiModel):
    """A period; both days are within it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"from_on": "2025-04-01", "to_on": "2025-06-30"}]})

    from_on: Day
    to_on: Day


class ExemptionOut(BaseModel):
    """A period of exemption, `granted` by the job centre or `asked` for by support."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    by: ExemptionBy
    from_on: date
    to_on: date
    made_at: datetime


class SanctionNoticeOut(BaseModel):
    """What the job centre sent, and that it is received, acknowledged and followed up; never what support does."""

    id: UUID
    citizen_id: UUID
    reference: str
    sanction_from_on: date
    kind: SanctionKind | None
    replaces_reference: str | None
    received_at: datetime
    short: bool
    acknowledged_at: datetime | None
    follow_up_asked_at: datetime | None
    exemptions: list[ExemptionOut]
    replaced_at: datetime | None
    withdrawn_at: datetime | None

    @staticmethod
    def of(seen: NoticeSeen) -> "SanctionNoticeOut":
        notice, sent = seen.notice, seen.notice.sent
        return SanctionNoticeOut(
            id=notice.id,
            citizen_id=sent.citizen_id,
            reference=sent.reference,
            sanction_from_on=sent.happens_on,
            kind=sent.code,
            replaces_reference=sent.replaces_reference,
            received_at=notice.received_at,
            short=notice.short,
            acknowledged_at=seen.acknowledged_at,
            follow_up_asked_at=notice.follow_up_asked_at,
            exemptions=[ExemptionOut.model_validate(each) for each in seen.exemptions],
            replaced_at=notice.replaced_at,
            withdrawn_at=notice.withdrawn_at,
        )


class DischargeNoticeOut(BaseModel):
    """What psychiatry sent, and that it is received and acknowledged; never what support does."""

    id: UUID
    citizen_id: UUID
    reference: str
    discharge_on: date
    replaces_reference: str | None
    received_at: datetime
    acknowledged_at: datetime | None
    replaced_at: datetime | None
    withdrawn_at: datetime | None

    @staticmethod
    def of(seen: NoticeSeen) -> "DischargeNoticeOut":
        notice, sent = seen.notice, seen.notice.sent
        return DischargeNoticeOut(
            id=notice.id,
            citizen_id=sent.citizen_id,
            reference=sent.reference,
            discharge_on=sent.happens_on,
            replaces_reference=sent.replaces_reference,
            received_at=notice.received_at,
            acknowledged_at=seen.acknowledged_at,
            replaced_at=notice.replaced_at,
            withdrawn_at=notice.withdrawn_at,
        )
