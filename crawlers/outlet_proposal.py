"""What a fresh look at an outlet would change in its declaration: additions, and what was never filled in.

What a person wrote stays: a seed that works is not taken out because this look did not find it, a pattern is
only replaced by one that does better on the URLs seen now.
"""

import re
from collections.abc import Iterable
from datetime import date

from crawlers.outlet_add import UNKNOWN_ZONE, OutletDraft
from crawlers.outlet_names import ARABIC
from crawlers.outlet_toml import Value
from extractors.countries import UNKNOWN
from extractors.outlets import Outlet
from extractors.urls import decoded, normalise

NAMED = re.compile(r"^name, ")
SEEDS = ("feeds", "sitemaps", "sections", "archives", "domains")


def proposal(there: Outlet, draft: OutletDraft) -> dict[str, Value]:
    """The keys of a declaration that a draft found more or better about, with their new values."""
    changes: dict[str, Value] = {}
    for key in SEEDS:
        known = getattr(there, key)
        new = [one for one in getattr(draft, key) if one not in known]
        if new:
            changes[key] = (*known, *new)
    if there.name_en is None and draft.name_en:
        changes["name_en"] = draft.name_en
    if there.country == UNKNOWN and draft.country != UNKNOWN:
        changes["country"] = draft.country
    if there.timezone == UNKNOWN_ZONE and draft.timezone != UNKNOWN_ZONE:
        changes["timezone"] = draft.timezone
    if draft.pattern is not None and _mistakes(there, draft) > _mistakes_of(draft):
        changes["article_url"] = draft.pattern.regex
        changes["not_article"] = draft.pattern.not_article or None
    return changes


def completion(there: Outlet, draft: OutletDraft, today: date) -> dict[str, Value]:
    """What a first look adds to a declaration that nobody has checked live.

    A name that its source printed in Latin letters gives way to the one that the newsroom prints in Arabic.
    """
    changes = proposal(there, draft) | {"checked_on": today}
    if there.language == "ar" and not ARABIC.search(there.name) and ARABIC.search(draft.name):
        changes["name"] = draft.name
        changes["name_en"] = there.name_en or there.name
        if there.source:
            others = (NAMED.sub("", item) for item in there.source if not item.startswith("name:"))
            changes["source"] = (*others, f"name: its home page, {today}")
    return changes


def _mistakes(outlet: Outlet, draft: OutletDraft) -> int:
    """How many URLs seen now the declaration takes for the wrong kind."""
    if outlet.article_url is None:
        return len(draft.others) + 1
    missed = sum(not outlet.is_article_url(url) for url in draft.reports)
    return missed + sum(outlet.is_article_url(url) for url in draft.others)


def _mistakes_of(draft: OutletDraft) -> int:
    pattern = draft.pattern
    if pattern is None:
        return 0
    taken = [_takes(pattern.regex, pattern.not_article, urls) for urls in (draft.reports, draft.others)]
    return len(draft.reports) - taken[0] + taken[1]


def _takes(regex: str, not_article: Iterable[str], urls: Iterable[str]) -> int:
    wanted, unwanted = re.compile(regex), [re.compile(one) for one in not_article]
    count = 0
    for url in urls:
        spellings = (normalise(url), decoded(normalise(url)))
        count += any(map(wanted.search, spellings)) and not any(
            one.search(spelling) for one in unwanted for spelling in spellings
        )
    return count
