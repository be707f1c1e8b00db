"""What falls due in benefits."""

from services.benefits.usecases.lanes.assign_case import assign_waiting_cases, reassign_from_absent
from services.benefits.usecases.lanes.escalate_cases import escalate_cases
from services.benefits.usecases.lanes.mark_late_cases import mark_late_cases

SWEEPS = (
    reassign_from_absent,
    assign_waiting_cases,
    escalate_cases,
    mark_late_cases,
)
