"""The eight dimensions of a citizen's daily life, in which needs are assessed and the citizen sets goals."""

from enum import StrEnum


class Dimension(StrEnum):
    """The themes of activity and participation in voksenudredningsmetoden.

    VIVE 2023, 5 speaks of eight dimensions without naming them; that these are the eight is a choice.
    """

    PRACTICAL_TASKS = "practical_tasks"
    SELF_CARE = "self_care"
    MOBILITY = "mobility"
    COMMUNICATION = "communication"
    COMMUNITY_LIFE = "community_life"
    SOCIAL_LIFE = "social_life"
    HEALTH = "health"
    SURROUNDINGS = "surroundings"
