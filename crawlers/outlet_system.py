"""Which system a newsroom's site runs on, told by the addresses it uses; only to say where feeds may be."""

import re
from dataclasses import dataclass

from crawlers.links import HtmlPage


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A kind of site: the signs of it in a page's addresses, and where it keeps feeds and sitemaps."""

    name: str
    sign: re.Pattern[str]
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


SYSTEMS = (
    System(
        name="WordPress",
        sign=re.compile(r"/wp-(?:content|includes|json)/|[?&]feed=rss2"),
        feeds=("/feed/", "/?feed=rss2"),
        sitemaps=("/wp-sitemap.xml", "/sitemap_index.xml", "/post-sitemap.xml", "/news-sitemap.xml"),
    ),
    System(
        name="Drupal",
        sign=re.compile(r"/sites/(?:default|all)/(?:files|themes|modules)/|/taxonomy/term/\d+|/node/\d+"),
        feeds=("/rss.xml",),
        sitemaps=("/sitemap.xml", "/googlenews.xml"),
    ),
    System(
        name="Blogger",
        sign=re.compile(r"\.blogspot\.|/feeds/posts/default|/search/label/|www\.blogger\.com"),
        feeds=("/feeds/posts/default", "/feeds/posts/default?alt=rss"),
        sitemaps=("/sitemap.xml", "/sitemap-pages.xml"),
    ),
    System(
        name="Joomla",
        sign=re.compile(r"[?&]option=com_content|/media/(?:jui|system)/js/|/component/content"),
        feeds=("/?format=feed&type=rss", "/index.php?format=feed&type=rss"),
        sitemaps=("/index.php?option=com_jmap&view=sitemap&format=xml",),
    ),
    System(name="Ghost", sign=re.compile(r"/ghost/|/content/images/size/"), feeds=("/rss/",)),
    System(name="Arc", sign=re.compile(r"/pf/(?:dist|resources)/|/arc/outboundfeeds/"),
           feeds=("/arc/outboundfeeds/rss/",), sitemaps=("/arc/outboundfeeds/sitemap-index/",)),
)  # fmt: skip


def system_of(page: HtmlPage) -> System | None:
    """The system whose addresses the page uses; None for one of its own."""
    addresses = " ".join(str(one) for one in page.root.xpath("//@href|//@src")[:4000])
    return next((system for system in SYSTEMS if system.sign.search(addresses)), None)
