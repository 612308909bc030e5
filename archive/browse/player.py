"""A player of archived pages that the operator has: ReplayWeb.page, which is not ours to hand on (AGPL)."""

from dataclasses import dataclass
from pathlib import Path

from archive.errors import ArchiveError

INTERFACE, WORKER = "ui.js", "sw.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """The player's two files, as they were when `warraq serve` began."""

    interface: bytes
    worker: bytes


def read_player(folder: Path) -> Player:
    """The player in this folder. Raises ArchiveError when it is not there."""
    try:
        return Player(interface=(folder / INTERFACE).read_bytes(), worker=(folder / WORKER).read_bytes())
    except OSError as error:
        raise ArchiveError(
            f"there is no ReplayWeb.page in {folder} ({error.strerror}: {Path(error.filename).name}): name"
            f" the folder of an unpacked copy, which holds {INTERFACE} and {WORKER}, such as `package` after"
            " `npm pack replaywebpage` and `tar xzf`"
        ) from error
