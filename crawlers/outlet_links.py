"""The links of an outlet's own pages: what each is called, on how many pages and where it stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crawlers.links import HtmlPage, Link, page_links

HEADLINE_WORDS = 4  # a link text with as many is a headline, with fewer a section or a button
BESIDE = 0.6  # of the pages looked at: what stands on as many is a menu or a box beside the reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """One own URL as pages link it: its longest text, whether any menu holds it, whether nothing but footers
    does, on how many pages it is."""

    url: str
    text: str
    in_menu: bool
    in_footer: bool = False
    pages: int = 0

    @property
    def is_headline(self) -> bool:
        """Whether its text is as long as a headline's."""
        return len(self.text.split()) >= HEADLINE_WORDS


class LinkTable:
    """What pages of one outlet link to. Pages are added as they are looked at, each once."""

    def __init__(self, owns: Callable[[str], bool]) -> None:
        self._owns = owns
        self._linked: dict[str, Linked] = {}
        self.pages: dict[str, tuple[Link, ...]] = {}

    def add(self, page: HtmlPage) -> tuple[Link, ...]:
        """Take in a page's own links and return them."""
        if page.url in self.pages:
            return self.pages[page.url]
        links = tuple(link for link in page_links(page) if self._owns(link.url))
        self.pages[page.url] = links
        for link in links:
            known = self._linked.get(link.url)
            self._linked[link.url] = Linked(
                url=link.url,
                text=max(known.text, link.text, key=lambda text: len(text.split())) if known else link.text,
                in_menu=link.ever_in_menu or (known is not None and known.in_menu),
                in_footer=link.in_footer and (known is None or known.in_footer),
                pages=(known.pages if known else 0) + 1,
            )
        return links

    def all(self) -> tuple[Linked, ...]:
        """Every own URL linked so far, in the order met."""
        return tuple(self._linked.values())

    def get(self, url: str) -> Linked | None:
        """What is known of one URL."""
        return self._linked.get(url)

    def of_its_own(self, url: str, among: Iterable[str]) -> list[str]:
        """Those of a page's links that are `among` these and stand on few other pages: what it lists."""
        wanted = set(among)
        links = [link.url for link in self.pages.get(url, ()) if link.url in wanted]
        most = BESIDE * len(self.pages)
        return [one for one in links if len(self.pages) < 3 or self._linked[one].pages <= most]
