"""What an outlet's declaration says of a URL, and which of its rules says so."""

import re

from archive.language import Saying, saying
from extractors.outlets import Outlet
from extractors.urls import decoded, normalise


def judged(outlet: Outlet, url: str) -> tuple[bool, Saying]:
    """Whether the outlet would take `url` for an article's, and the rule that decides, by file and pattern.

    Raises UrlError when `url` is no web address.
    """
    name = f"outlets/{outlet.slug}.toml"
    if not outlet.owns(url):
        domains = ", ".join(outlet.domains)
        return False, saying("its host is none of domains = {domains} in {file}", domains=domains, file=name)
    spellings = (normalise(url), decoded(normalise(url)))
    for pattern in outlet.not_article:
        if any(re.search(pattern, spelling) for spelling in spellings):
            return False, saying("not_article = '{pattern}' in {file} matches it", pattern=pattern, file=name)
    if outlet.is_article_url(url):
        return True, saying("{slug} would take it for an article's address", slug=outlet.slug)
    if outlet.article_url is None:
        return False, saying("{file} names it as a seed, and so it is no article", file=name)
    return False, saying(
        "article_url = '{pattern}' in {file} does not match it", pattern=outlet.article_url, file=name
    )
