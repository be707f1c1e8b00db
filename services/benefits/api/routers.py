"""Every router of benefits, in the order in which they should be read."""

from services.benefits.api import abilities, cases, citizens, figures, rates

ALL = (cases.router, abilities.router, citizens.router, rates.router, figures.router)
