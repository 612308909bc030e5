"""Whether a crawl goes on to the next page of a listing: as long as pages bring what nobody has named."""

from dataclasses import dataclass

from crawlers.found import Brought

# Pages in a row whose reports other seeds have named already: a feed or sitemap covers that stretch.
MOST_COVERED = 3
MOST_PAGES = 2000  # of one listing in one crawl; a calendar without end must not hold it for ever


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One page of a listing as it was read. `dry` counts the pages in a row before it that brought nothing
    new, `newest` is the latest day its reports may be of (None: not known), `again` says that this crawl has
    met all its reports on earlier pages; `own` counts those that the page before did not list (None: there
    was none), for a box of the newest or most read stands on every page."""

    brought: Brought
    dry: int = 0
    newest: str | None = None
    again: bool = False
    own: int | None = None


def dry_after(
    page: Stretch, *, since: str | None, most_empty: int = 0, most_covered: int = MOST_COVERED
) -> int | None:
    """The `dry` count for the next page, or None when the walk ends here.

    A page without any report ends it, unless `most_empty` such pages may follow one another (an archive by
    date has days without reports). One on which this listing has named everything before ends it as well,
    but for a crawl from a day on (`since`), which ends where all is older. And so do more than `most_covered`
    pages in a row whose reports other seeds have named.
    """
    if most_empty and _is_empty(page):
        if since is not None:
            return page.dry  # the day asked for ends it
        return page.dry + 1 if page.dry < most_empty else None
    if page.brought.listed == 0 or page.again:
        return None
    if since is not None:
        older = page.newest is not None and page.newest < since
        return None if older else 0
    if page.brought.new_here == 0:
        return None
    if page.brought.new:
        return 0
    if most_empty:
        return 0  # where days may be empty, nothing else shows that older ones are covered too
    return page.dry + 1 if page.dry < most_covered else None


def _is_empty(page: Stretch) -> bool:
    """Whether a page lists nothing but what stands on every page."""
    return page.own == 0 or page.brought.listed == 0 or (page.own is None and page.brought.new_here == 0)
