"""Time zones from the pinned tzdata package alone: the machine's own may be years old and move a day."""

import zoneinfo
from functools import cache
from importlib import resources


class ZoneError(ValueError):
    """No such time zone in the tz database."""


@cache
def zone_names() -> frozenset[str]:
    """Give every zone name of the pinned tz database."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("ascii").split())


@cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """Give the time zone of that name, read from the pinned package; raises ZoneError for an unknown one."""
    if name not in zone_names():
        raise ZoneError(name)
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as table:
        return zoneinfo.ZoneInfo.from_file(table, key=name)
