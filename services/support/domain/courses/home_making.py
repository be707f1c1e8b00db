"""Making a home: the things, people and activities of everyday life, as coded items with open needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kit.values.problems import FieldError
from kit.values.texts import Text


class Area(StrEnum):
    """What an item belongs to."""

    HOME = "home"
    NETWORK = "network"
    ACTIVITIES = "activities"


class Item(StrEnum):
    """Something a home, a network or a day is made of; what a citizen says of it stands in the goals."""

    BED = "bed"
    BEDDING = "bedding"
    TABLE = "table"
    CHAIRS = "chairs"
    SOFA = "sofa"
    WARDROBE = "wardrobe"
    STOVE = "stove"
    FRIDGE = "fridge"
    WASHING_MACHINE = "washing_machine"
    CURTAINS = "curtains"
    LAMPS = "lamps"
    KITCHENWARE = "kitchenware"
    CLEANING_THINGS = "cleaning_things"
    ELECTRICITY = "electricity"
    INTERNET = "internet"
    PHONE = "phone"
    HOME_INSURANCE = "home_insurance"
    FAMILY = "family"
    OWN_CHILDREN = "own_children"
    FRIENDS = "friends"
    NEIGHBOURS = "neighbours"
    VOLUNTEER = "volunteer"
    PEER_SUPPORT = "peer_support"
    DROP_IN_CENTRE = "drop_in_centre"
    SHARED_MEALS = "shared_meals"
    SPORT = "sport"
    CULTURE = "culture"
    HOBBY = "hobby"
    EDUCATION = "education"
    JOB = "job"
    VOLUNTARY_WORK = "voluntary_work"


_NETWORK = (Item.FAMILY, Item.OWN_CHILDREN, Item.FRIENDS, Item.NEIGHBOURS, Item.VOLUNTEER, Item.PEER_SUPPORT)
_ACTIVITIES = (
    Item.DROP_IN_CENTRE,
    Item.SHARED_MEALS,
    Item.SPORT,
    Item.CULTURE,
    Item.HOBBY,
    Item.EDUCATION,
    Item.JOB,
    Item.VOLUNTARY_WORK,
)


class ItemStatus(StrEnum):
    """`needed` is an open need; what the citizen does not want is none."""

    NEEDED = "needed"
    GOT = "got"
    NOT_WANTED = "not_wanted"


@dataclass(frozen=True, slots=True)
class ItemState:
    """How it stands with one item."""

    item: Item
    status: ItemStatus


def area_of(item: Item) -> Area:
    """What the item belongs to."""
    if item in _NETWORK:
        return Area.NETWORK
    return Area.ACTIVITIES if item in _ACTIVITIES else Area.HOME


def open_needs(states: Sequence[ItemState]) -> int:
    """How many of the items are still needed."""
    return sum(state.status is ItemStatus.NEEDED for state in states)


def errors_in_items(states: Sequence[ItemState]) -> list[FieldError]:
    """Each item named more than once, at its place."""
    text = Text("Tingen er nævnt to gange.", "The item is named twice.")
    named = [state.item for state in states]
    return [FieldError(f"/items/{index}/item", text) for index, item in enumerate(named) if item in named[:index]]
