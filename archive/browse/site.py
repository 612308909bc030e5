"""Which archive these pages are of, and what is asked of them."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.browse.profile import Profile
from archive.place import Archive

if TYPE_CHECKING:
    from datasette.app import Datasette  # which loads the plugin while it is itself being loaded

PLUGIN = "warraq"
SERVED = "WARRAQ_SERVED"  # the environment variable that `warraq serve` names the archive's directory in
PROFILE = "WARRAQ_PROFILE"  # and that in which it names the profile
PLAYER_PORT = "player_port"  # what Datasette is told of the player, when there is one
# As Datasette's metadata names it: the directory itself would be shown by /-/metadata.json.
CONFIGURATION = {"archive": {"$env": SERVED}, "profile": {"$env": PROFILE}}


@dataclass(frozen=True, slots=True)
class Site:
    """An archive whose index Datasette serves as `database`, for those whom `profile` names.

    `player_port` is where a player is served beside it, if one is.
    """

    archive: Archive
    database: str
    profile: Profile = Profile.LOCAL
    player_port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asked for: the named parts of the path and the parameters, each with its values in order.

    A parameter that is blank counts as absent.
    """

    path: str
    parts: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def one(self, name: str) -> str | None:
        """The last value of the parameter, None without one."""
        values = self.all(name)
        return values[-1] if values else None

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of the parameter."""
        return tuple(text for value in self.parameters.get(name, ()) if (text := value.strip()))


def site_of(datasette: "Datasette") -> Site | None:
    """The site that this Datasette was started for by `warraq serve`; None for any other Datasette.

    Raises ValueError when the configuration names no profile there is: nothing is then served.
    """
    told: dict[str, Any] = datasette.plugin_config(PLUGIN) or {}
    folder = told.get("archive")
    if not folder:
        return None
    archive, profile = Archive(Path(folder)), Profile(told.get("profile") or Profile.LOCAL)
    for name, database in datasette.databases.items():
        if database.path and Path(database.path).resolve() == archive.index.resolve():
            return Site(
                archive=archive,
                database=name,
                profile=profile,
                player_port=told.get(PLAYER_PORT),
            )
    return None


def name_served(archive: Archive, profile: Profile) -> None:
    """Let a Datasette that this process starts know the archive and for whom it is shown."""
    os.environ[SERVED] = str(archive.root)
    os.environ[PROFILE] = profile
