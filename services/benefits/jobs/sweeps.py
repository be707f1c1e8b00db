"""What falls due in benefits."""

from services.benefits.usecases.lanes.mark_late_cases import mark_late_cases

SWEEPS = (mark_late_cases,)
