"""Every route of support."""

from services.support.api import figures, methods, referrals, tasks, workers

ALL = [referrals.router, workers.router, methods.router, tasks.router, figures.router]
