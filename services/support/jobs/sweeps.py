"""Dates that fall due."""

from services.support.usecases.alerts.end_ceased_alerts import end_ceased_alerts
from services.support.usecases.alerts.pass_on_alerts import pass_on_alerts
from services.support.usecases.alerts.raise_alerts import ask_about_rent, raise_alerts
from services.support.usecases.capacity.waiting_list import tell_first_in_line
from services.support.usecases.courses.ask_for_contact import ask_for_contact
from services.support.usecases.courses.raise_tasks import raise_tasks
from services.support.usecases.courses.remind_of_tasks import remind_of_tasks
from services.support.usecases.prevention.tell_deadlines import tell_deadlines
from services.support.usecases.stays.close_refund_months import close_refund_months
from services.support.usecases.stays.raise_stay_tasks import raise_stay_tasks
from services.support.usecases.stays.watch_refund_days import tell_of_refund_days

SWEEPS = [
    raise_tasks,
    ask_for_contact,
    remind_of_tasks,
    tell_first_in_line,
    raise_stay_tasks,
    tell_of_refund_days,
    close_refund_months,
    tell_deadlines,
    end_ceased_alerts,
    raise_alerts,
    ask_about_rent,
    pass_on_alerts,
]
