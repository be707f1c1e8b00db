"""Who is calling: the system, the person behind it, and where they belong."""

from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """The kind of caller; decides which journal entries it hears of."""

    HOUSING_ORGANISATION = "housing_organisation"
    ALLOCATION_OFFICE = "allocation_office"
    SOCIAL_CENTRE = "social_centre"
    SHELTER = "shelter"
    BENEFITS_DEPARTMENT = "benefits_department"
    SUPPORT_TEAM = "support_team"
    JOB_CENTRE = "job_centre"
    MANAGEMENT = "management"
    PARTNER = "partner"
    BAILIFFS_COURT = "bailiffs_court"
    CIVIL_SOCIETY = "civil_society"
    CITIZEN = "citizen"
    SERVICE = "service"


OUTSIDE = frozenset(
    {
        Party.HOUSING_ORGANISATION,
        Party.JOB_CENTRE,
        Party.PARTNER,
        Party.BAILIFFS_COURT,
        Party.CIVIL_SOCIETY,
        Party.CITIZEN,
    }
)
"""Those who do not work on a citizen's home together with the others: they do not learn who acted."""

ANY_MUNICIPALITY = "*"


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified token: `client_id` is the system, `person` the member of staff it acts for, if any."""

    client_id: str
    party: Party
    municipalities: tuple[str, ...]
    scopes: frozenset[str]
    person: str | None = None
    cvr: str | None = None

    def covers(self, municipality_code: str) -> bool:
        """Whether the token is valid in the municipality; a service's own token is valid in each."""
        return municipality_code in self.municipalities or ANY_MUNICIPALITY in self.municipalities

    def only_municipality(self) -> str | None:
        """The municipality of a token that covers one; None where the caller must name it."""
        one = len(self.municipalities) == 1 and self.municipalities[0] != ANY_MUNICIPALITY
        return self.municipalities[0] if one else None
