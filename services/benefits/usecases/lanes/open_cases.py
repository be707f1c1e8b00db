"""What may still be worked on."""

from kit.database.stories import Story
from kit.values.problems import Conflict, PersonRequired
from kit.values.texts import Text
from services.benefits.domain.cases.cases import Case, CaseStatus


class CaseNotOpen(Conflict):
    slug = "case-not-open"
    title = Text("Sagen er afgjort eller lukket", "The case is decided or closed")


def require_undecided(case: Case) -> None:
    """Raises CaseNotOpen, saying where the case stands."""
    if case.status is not CaseStatus.OPEN:
        raise CaseNotOpen(extra={"status": case.status})


def person_of(story: Story) -> str:
    """The person who acts. Raises PersonRequired."""
    if story.caller.person is None:
        raise PersonRequired
    return story.caller.person
