"""Which declarations nobody has checked live. Every crawl asks; looking at one loads far more."""

from extractors.outlets import Outlet


def is_unchecked(outlet: Outlet) -> bool:
    """Whether nobody has checked a declaration live.

    Such as an entry of the catalogue, which holds what named sources state, or one that holds identity only.
    """
    seeds = (outlet.feeds, outlet.sitemaps, outlet.sections, outlet.archives)
    told = any(seeds) or outlet.article_url is not None or outlet.spider is not None
    return outlet.checked_on is None and (bool(outlet.source) or not told)
