"""Every route of support."""

from services.support.api import citizens, figures, methods, referrals, tasks, workers

ALL = [referrals.router, citizens.router, workers.router, methods.router, tasks.router, figures.router]
