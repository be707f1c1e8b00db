"""Who may call what: a parameter type per act."""

from typing import Annotated

from kit.values.callers import Caller
from kit.web.requests import needs, needs_person

WorkersWriter = Annotated[Caller, needs("workers:write")]
ReferralOpener = Annotated[Caller, needs("referrals:open")]
ReferralReader = Annotated[Caller, needs("referrals:read")]
Assigner = Annotated[Caller, needs_person("referrals:assign")]
FiguresReader = Annotated[Caller, needs("figures:read")]
