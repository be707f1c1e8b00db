"""What falls due in benefits."""

from services.benefits.usecases.decisions.decide_automatically import decide_automatically
from services.benefits.usecases.decisions.watch_deadlines import (
    end_hearings,
    mark_late_reassessments,
    warn_of_reassessments,
)
from services.benefits.usecases.lanes.assign_case import assign_waiting_cases, reassign_from_absent
from services.benefits.usecases.lanes.escalate_cases import escalate_cases
from services.benefits.usecases.lanes.mark_late_cases import mark_late_cases
from services.benefits.usecases.pre_approvals.expire_pre_approvals import expire_pre_approvals

SWEEPS = (
    reassign_from_absent,
    assign_waiting_cases,
    escalate_cases,
    mark_late_cases,
    decide_automatically,
    end_hearings,
    warn_of_reassessments,
    mark_late_reassessments,
    expire_pre_approvals,
)
