"""Faults of what seeds list: addresses of another form, feeds that stand still, lists that do not agree."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from crawlers.article_pattern import learn_pattern
from crawlers.diagnosis import Fault
from crawlers.discovery import FEED, SITEMAP, printed_moment
from crawlers.doctor_look import Look, Sampled, SeedSeen, headlines
from crawlers.doctor_scores import said_stamp
from extractors.article import Stamp
from extractors.outlets import Outlet
from extractors.zones import zone

HALF = 0.5
MOST = 0.8
FEW_LINKS = 3  # own links of a home page that is no shell
LOOSE = 0.3  # of the menu's links that look like reports
NEWEST = 10  # entries of each list that must have the declared form
FEW_SHOWN = 5  # reports that pages link to, to be compared with lists
OVERLAP = 0.2  # of them at least are listed
NEWER = timedelta(days=1)
SILENCE = timedelta(days=60)
WEEK = 7
FEWER = 0.3  # of what is expected a day


def listing_faults(look: Look) -> Iterator[Fault]:
    """Every fault of the lists, in no order."""
    yield from _pattern(look)
    yield from _freshness(look)


def _pattern(look: Look) -> Iterator[Fault]:
    """A form of addresses that the newest listed ones no longer have, while their pages are reports; or that
    links of the menu have."""
    outlet = look.outlet
    menu = [link.url for link in look.home.links if link.in_menu and outlet.owns(link.url)]
    taken = [url for url in menu if outlet.article_url is not None and outlet.is_article_url(url)]
    if len(taken) >= FEW_LINKS and len(taken) >= LOOSE * len(menu):
        yield Fault(code="article-url-loose", bad=len(taken), count=len(menu), example=taken[0])
    lists = [seed.entries for seed in look.seeds if seed.role in (FEED, SITEMAP)] or [
        tuple(one.said for one in look.sample)
    ]
    newest = {entry.url for entries in lists for entry in islice(entries, NEWEST) if outlet.owns(entry.url)}
    odd = [url for url in newest if not outlet.is_article_url(url)]
    if outlet.article_url is None or len(newest) < 3 or len(odd) * 2 <= len(newest):
        return
    reports = [one.url for one in look.sample if one.article]
    if len(reports) * 2 < len(look.sample):
        return
    listed = [entry.url for entry in look.listed if outlet.owns(entry.url)]
    known = [*dict.fromkeys((*listed, *reports))]
    others = [url for url in (outlet.homepage, *outlet.sections, *menu) if url not in set(known)]
    pattern = learn_pattern(known, others, [link.url for link in headlines(look)])
    changes: dict[str, str | tuple[str, ...]] = {}
    if pattern is not None and pattern.recall >= HALF:
        old = any(outlet.is_article_url(url) for url in listed)
        changes["article_url"] = f"(?:{outlet.article_url})|(?:{pattern.regex})" if old else pattern.regex
        excluded = tuple(dict.fromkeys((*outlet.not_article, *pattern.not_article)))
        if excluded != outlet.not_article:
            changes["not_article"] = excluded
    yield Fault(
        code="article-url-changed",
        bad=len(newest) - len(odd),
        count=len(newest),
        example=min(odd),
        changes=changes,
    )


def _freshness(look: Look) -> Iterator[Fault]:
    """Feeds that stand still, pages and lists that do not agree, an outlet that says nothing any more."""
    days = {
        one.url: date.fromisoformat(one.article.published.day)
        for one in look.sample
        if one.article and one.article.published
    }
    feeds = [seed for seed in look.seeds if seed.role == FEED and seed.entries]
    for seed in feeds:
        yield from _feed_dates(look, seed, days)
    in_feeds = {entry.url for seed in feeds for entry in seed.entries}
    said = [stamp.day for one in look.sample if one.url in in_feeds and (stamp := _said(one, look))]
    read = (day for url, day in days.items() if url in in_feeds)
    newest = _day(max(said, default=None)) or max(read, default=None)
    newer = [url for url, day in days.items() if newest and url not in in_feeds and day > newest + NEWER]
    if newest and len(newer) >= 3:
        yield Fault(code="feed-frozen", bad=len(newer), detail=newest.isoformat(), example=newer[0])
    shown = [link.url for link in headlines(look) if look.outlet.is_article_url(link.url)]
    listed = {entry.url for entry in look.listed}
    both = [url for url in shown if url in listed]
    if len(shown) >= FEW_SHOWN and listed and len(both) < OVERLAP * len(shown):
        missing = next(url for url in shown if url not in listed)
        yield Fault(code="seeds-disagree", bad=len(both), count=len(shown), example=missing)
    yield from _volume(look)
    if days and max(days.values()) < look.now.date() - SILENCE:
        yield Fault(code="silent", detail=max(days.values()).isoformat())


def _feed_dates(look: Look, seed: SeedSeen, days: Mapping[str, date]) -> Iterator[Fault]:
    """A feed that gives nearly all of its entries one time, the moment of asking or none that can be, while
    their pages have different days."""
    said = Counter(entry.published_raw for entry in seed.entries if entry.published_raw)
    if not said or len(set(days.values())) <= 2:
        return
    most = said.most_common(1)[0][1]
    if look.lies(seed) or most >= max(3, MOST * len(seed.entries)):
        yield Fault(code="feed-dates-wrong", bad=most, count=len(seed.entries), example=seed.url)


def _volume(look: Look) -> Iterator[Fault]:
    expected = look.outlet.expect.per_day
    moments = sorted(filter(None, (_moment(entry.published_raw, look.outlet) for entry in look.listed)))
    if expected is None or len(moments) < 2:
        return
    since = max(moments[0], look.now - timedelta(days=WEEK))
    days = max(1.0, (look.now - since) / timedelta(days=1))
    rate = round(sum(moment >= since for moment in moments) / days, 1)
    if rate < FEWER * expected:
        yield Fault(code="too-few", bad=rate, count=expected)


def _moment(raw: str | None, outlet: Outlet) -> datetime | None:
    seconds = printed_moment(raw, zone(outlet.timezone))
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _said(one: Sampled, look: Look) -> Stamp | None:
    return said_stamp(one, look.outlet.timezone)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
