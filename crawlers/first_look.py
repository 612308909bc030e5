"""The first crawl of a catalogue entry looks at the outlet before it: nobody has checked it live."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from archive.errors import ArchiveError
from archive.place import Archive
from crawlers.doctor import examine
from crawlers.fetched import Fetched, FetchError
from crawlers.manners import ContactMissing, contact_needed
from crawlers.outlet_add import draft_outlet
from crawlers.outlet_commands import open_fetcher
from crawlers.outlet_files import write_over
from crawlers.outlet_patch import patched
from crawlers.outlet_proposal import completion
from crawlers.outlet_visit import Fetch
from crawlers.settings import WARRAQ_ALLOW_PRIVATE
from crawlers.unchecked import is_unchecked
from extractors.countries import UNKNOWN
from extractors.outlets import Outlet

Tell = Callable[[str, str], None]


def looked_at(archive: Archive, outlets: Sequence[Outlet], tell: Tell) -> list[Outlet]:
    """The outlets, those that nobody has looked at yet with what a live look adds to their files.

    What is there stays, only what is missing is added; then the doctor examines the outlet, and what its
    patch mends is mended. `tell(slug, text)` is given a line for each thing; an outlet that cannot be looked
    at stays as it is, and its crawl says what keeps it from yielding anything.
    """
    return [
        _looked_at(archive, outlet, tell)
        if is_unchecked(outlet) and _may_be_asked(archive, outlet)
        else outlet
        for outlet in outlets
    ]


def _may_be_asked(archive: Archive, outlet: Outlet) -> bool:
    """Whether a contact is given, or none is needed: what lacks is said by the crawl, once."""
    try:
        contact_needed(outlet.domains, archive, WARRAQ_ALLOW_PRIVATE)
    except ContactMissing:
        return False
    return True


def _looked_at(archive: Archive, outlet: Outlet, tell: Tell) -> Outlet:
    path = archive.outlets_dir / f"{outlet.slug}.toml"
    text, now = path.read_text("utf-8"), datetime.now(UTC)
    country = None if outlet.country == UNKNOWN else outlet.country
    try:
        with open_fetcher(archive, outlet.slug, outlet.verify_tls) as fetcher:
            fetch = remembered(fetcher.fetch)
            draft = draft_outlet(
                outlet.homepage, fetch, slug=outlet.slug, country=country, verify_tls=outlet.verify_tls
            )
            changes = completion(outlet, draft, now.date())
            completed = patched(text, changes)
            diagnosis = examine(completed, outlet.slug, fetch, now=now)
    except ArchiveError as error:
        tell(outlet.slug, str(error))
        return outlet
    tell(outlet.slug, ", ".join(sorted(changes)))
    for fault in diagnosis.faults:
        tell(outlet.slug, f"{fault.code}: {fault.what()}")
    write_over(path, text, diagnosis.patch.text if diagnosis.patch else completed)
    return archive.outlet(outlet.slug)


def remembered(fetch: Fetch) -> Fetch:
    """The same fetch that asks for each URL once: the doctor looks at much of what the draft has seen."""
    answers: dict[str, Fetched | FetchError] = {}

    def once(url: str) -> Fetched:
        if url not in answers:
            try:
                answers[url] = fetch(url)
            except FetchError as error:
                answers[url] = error
        answer = answers[url]
        if isinstance(answer, FetchError):
            raise answer
        return answer

    return once
