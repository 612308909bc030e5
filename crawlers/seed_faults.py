"""Faults on the way to the reports: robots.txt, certificate, host, home page, feeds, sitemaps, sections."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from crawlers.article_pattern import learn_pattern
from crawlers.diagnosis import Fault, Replacement
from crawlers.discovery import FEED, HOME, SECTION, SITEMAP, printed_moment
from crawlers.doctor_answers import Answers
from crawlers.doctor_look import Look, Sampled, SeedSeen, headlines
from crawlers.doctor_scores import said_stamp
from crawlers.feeds import read_feed
from crawlers.fetched import Fetched, FetchError
from crawlers.links import parse_html
from crawlers.outlet_home import domains_of
from crawlers.outlet_seeds import find_feeds, find_sitemaps
from crawlers.outlet_visit import Visit
from crawlers.sitemaps import read_sitemap
from extractors.article import Stamp
from extractors.outlets import Outlet
from extractors.urls import normalise
from extractors.zones import zone

AGENT = "warraq"
ROBOTS = "robots.txt:"
KEYS = {FEED: "feeds", SITEMAP: "sitemaps", SECTION: "sections"}
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


def seed_faults(look: Look, answers: Answers) -> Iterator[Fault]:
    """Every fault of discovery, in no order; some may explain others."""
    yield from _refusals(look)
    moved = _host_moved(look, answers)
    if moved:
        yield moved
    yield from _home(look)
    for role in (FEED, SITEMAP, SECTION):
        yield from _seeds(look, role, answers)
    yield from _pattern(look)
    yield from _freshness(look)


def forbidding_line(robots: Fetched | None, url: str) -> str:
    """The Disallow line of robots.txt that forbids a URL; "" when none does by itself."""
    text = robots.body.decode("utf-8", "replace") if robots and robots.ok else ""
    for line in text.splitlines():
        if line.strip().lower().startswith("disallow:") and not Protego.parse(
            f"User-agent: *\n{line}"
        ).can_fetch(url, AGENT):
            return line.strip()
    return ""


def _refusals(look: Look) -> Iterator[Fault]:
    """What kept the doctor from looking: robots.txt, the certificate, the network."""
    failures = {seed.url: seed.failure for seed in look.seeds if seed.answer is None and seed.failure}
    failures |= {one.url: one.failure for one in look.sample if one.answer is None and one.failure}
    count = len(look.seeds) + len(look.sample)
    bad = [url for url, failure in failures.items() if "certificate" in failure.lower()]
    if bad and len(bad) >= HALF * count:
        detail = failures[bad[0]].removeprefix(ROBOTS).strip()[:120]
        yield Fault(code="certificate-bad", bad=len(bad), count=count, detail=detail, example=bad[0])
        return
    forbidden = [url for url, failure in failures.items() if failure.startswith(ROBOTS)]
    home = failures.get(look.home.url, "")
    said = failures[forbidden[0]].removeprefix(ROBOTS).strip() if forbidden else ""
    if forbidden and (len(forbidden) >= HALF * count or home.startswith(ROBOTS)):
        line = forbidding_line(look.robots, forbidden[0])
        if line or said.startswith(("disallows", "status")):
            code = "robots-unavailable" if said.startswith("status") else "robots-forbid"
            yield Fault(code=code, bad=len(forbidden), count=count, detail=line or said, example=forbidden[0])
            return
    if len(failures) == count:  # also when there is nothing at all to look at
        yield Fault(code="unreachable", detail=(said or home)[:200], example=look.home.url)


def _host_moved(look: Look, answers: Answers) -> Fault | None:
    answer = look.home.answer
    if answer is None or not answer.ok or look.outlet.owns(answer.url):
        return None
    home = normalise(answer.url)
    domains = tuple(dict.fromkeys((*domains_of(home), *look.outlet.domains)))
    replacements: list[Replacement] = []
    for seed in look.seeds:
        if seed.role == HOME:
            continue
        there = seed.answer.url if seed.answer and seed.failure is None else None
        if there is None or look.outlet.owns(there):
            parts = urlsplit(seed.url)
            there = urlunsplit((*urlsplit(home)[:2], parts.path, parts.query, ""))
            there = there if _works(there, seed.role, answers) else None
        replacements.append((KEYS[seed.role], seed.url, normalise(there) if there else None))
    return Fault(
        code="host-moved",
        detail=urlsplit(home).netloc,
        example=look.outlet.homepage,
        changes={"homepage": home, "domains": domains},
        replacements=tuple(replacements),
    )


def _home(look: Look) -> Iterator[Fault]:
    answer = look.home.answer
    if look.home.unknown:
        return
    if answer is None or not answer.ok:
        yield Fault(code="home-gone", detail=look.home.failure or "", example=look.home.url)
        return
    own = [link for link in look.home.links if look.outlet.owns(link.url)]
    if len(own) < FEW_LINKS and b"<script" in answer.body.lower() and look.outlet.owns(answer.url):
        yield Fault(code="home-empty", count=len(own), example=look.home.url)


def _seeds(look: Look, role: str, answers: Answers) -> Iterator[Fault]:
    """Seeds of one role that list nothing, with what could stand in their place, and those that moved."""
    seeds = [seed for seed in look.seeds if seed.role == role]
    broken = [seed for seed in seeds if seed.failure is not None]
    moved = [
        (seed, there)
        for seed in seeds
        if seed.failure is None
        and (there := _address(seed))
        and there != seed.url
        and look.outlet.owns(there)
    ]
    if moved:
        yield Fault(
            code=f"{role}-moved",
            bad=len(moved),
            count=len(seeds),
            detail=moved[0][1],
            example=moved[0][0].url,
            replacements=tuple((KEYS[role], seed.url, there) for seed, there in moved),
        )
    if broken:
        known = {seed.url for seed in seeds}
        others_work = any(seed.entries for seed in look.seeds)
        others = [url for url in _successors(look, role, answers) if url not in known]
        pairs = [
            (seed, others[number] if number < len(others) else None) for number, seed in enumerate(broken)
        ]
        yield Fault(
            code=f"{role}-gone",
            bad=len(broken),
            count=len(seeds),
            detail=f"{broken[0].url} ({broken[0].failure})",
            example=broken[0].url,
            replacements=tuple(
                (KEYS[role], seed.url, there)
                for seed, there in pairs
                if there or (others_work and _is_dead(seed))
            ),
        )


def _address(seed: SeedSeen) -> str | None:
    return normalise(seed.answer.url) if seed.answer else None


def _is_dead(seed: SeedSeen) -> bool:
    """Whether the server says that there is nothing, rather than that something went wrong."""
    return seed.answer is not None and seed.answer.status in (404, 410)


def _same_place(one: str, other: str) -> bool:
    """Whether two addresses differ at most in scheme, `www.` and a last slash."""
    spellings = {
        (parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query)
        for parts in map(urlsplit, (one, other))
    }
    return len(spellings) == 1


def _successors(look: Look, role: str, answers: Answers) -> list[str]:
    """Working feeds or sitemaps that home page, robots.txt and the usual places give, the fullest first."""
    home = look.home.answer
    page = parse_html(home.body, normalise(home.url), home.content_type) if home and home.ok else None
    if page is None or role == SECTION:
        return []
    visit = Visit(answers.fetch)
    counts: dict[str, int] = {}
    if role == FEED:
        for url, feed in find_feeds(visit, page, (), look.outlet.owns).items():
            counts[url] = sum(look.outlet.owns(entry.url) for entry in feed.entries)
    else:
        for url, found in find_sitemaps(visit, page, look.outlet.owns).items():
            counts[url] = len(found.sitemap.entries)
    return sorted((url for url, count in counts.items() if count), key=lambda url: -counts[url])


def _works(url: str, role: str, answers: Answers) -> bool:
    try:
        answer = answers.fetch(url)
    except FetchError:
        return False
    if not answer.ok:
        return False
    if role == FEED:
        return bool(read_feed(answer.body, answer.url, answer.content_type).entries)
    return role != SITEMAP or bool(read_sitemap(answer.body, answer.url).entries)


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
        yield from _feed_dates(seed, days)
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


def _feed_dates(seed: SeedSeen, days: Mapping[str, date]) -> Iterator[Fault]:
    """A feed that gives nearly all of its entries one time, while their pages have different days."""
    said = Counter(entry.published_raw for entry in seed.entries if entry.published_raw)
    if not said:
        return
    most = said.most_common(1)[0][1]
    if most >= max(3, MOST * len(seed.entries)) and len(set(days.values())) > 2:
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
