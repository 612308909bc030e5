"""The first crawl of a catalogue entry looks at the outlet before it: the entry holds identity only."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from archive.errors import ArchiveError
from archive.place import Archive
from crawlers.outlet_commands import look_at
from crawlers.outlet_files import write_over
from crawlers.outlet_patch import patched
from crawlers.outlet_proposal import completion, is_bare
from extractors.outlets import Outlet

Tell = Callable[[str, str], None]


def looked_at(archive: Archive, outlets: Sequence[Outlet], tell: Tell) -> list[Outlet]:
    """The outlets, those that nobody has looked at yet with what a live look adds to their files.

    What is there stays, only what is missing is added. `tell(slug, text)` is given a line for each; an outlet
    that cannot be looked at stays as it is, and its crawl says what keeps it from yielding anything.
    """
    return [_looked_at(archive, outlet, tell) if is_bare(outlet) else outlet for outlet in outlets]


def _looked_at(archive: Archive, outlet: Outlet, tell: Tell) -> Outlet:
    path = archive.outlets_dir / f"{outlet.slug}.toml"
    try:
        draft = look_at(
            archive, outlet.slug, outlet.homepage, country=outlet.country, verify_tls=outlet.verify_tls
        )
    except ArchiveError as error:
        tell(outlet.slug, str(error))
        return outlet
    text = path.read_text("utf-8")
    changes = completion(outlet, draft, datetime.now(UTC).date())
    write_over(path, text, patched(text, changes))
    tell(outlet.slug, ", ".join(sorted(changes)))
    return archive.outlet(outlet.slug)
