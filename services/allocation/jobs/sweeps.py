"""What falls due in allocation."""

from services.allocation.usecases.account.close_statements import close_ended_months
from services.allocation.usecases.nominations.tell_overdue_tasks import tell_overdue_tasks
from services.allocation.usecases.offers.expire_offers import expire_offers
from services.allocation.usecases.offers.remind_of_offers import remind_of_offers
from services.allocation.usecases.other_homes.withdraw_referral import end_referrals_without_nomination
from services.allocation.usecases.requests.close_unanswered import close_unanswered
from services.allocation.usecases.vacancies.hear_silence import hear_silence

SWEEPS = (
    expire_offers,
    close_ended_months,
    close_unanswered,
    hear_silence,
    remind_of_offers,
    tell_overdue_tasks,
    end_referrals_without_nomination,
)
