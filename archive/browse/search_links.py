"""Links of the page that searches: a value chosen or no longer, a filter less."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.browse.search_page import NARROWING
from archive.search_choices import same_as


def chosen_with(parameters: Mapping[str, Any], name: str, value: str) -> list[str]:
    """The values of a parameter with this one chosen, or no longer chosen where it was."""
    kind = NARROWING[name]
    others = [one for one in parameters[name] if same_as(kind, one) != same_as(kind, value)]
    return others if len(others) < len(parameters[name]) else [*others, value]


def without(parameters: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The parameters without these."""
    return {name: value for name, value in parameters.items() if name not in set(names)}
