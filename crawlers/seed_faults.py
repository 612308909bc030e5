"""Faults on the way to the reports: robots.txt, certificate, host, home page, feeds, sitemaps, sections."""

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from crawlers.diagnosis import Fault, Replacement
from crawlers.discovery import FEED, HOME, SECTION, SITEMAP
from crawlers.doctor_answers import Answers
from crawlers.doctor_look import Look, SeedSeen
from crawlers.feeds import read_feed
from crawlers.fetched import Fetched, FetchError
from crawlers.links import parse_html
from crawlers.listing_faults import listing_faults
from crawlers.outlet_home import domains_of
from crawlers.outlet_seeds import find_feeds, find_sitemaps
from crawlers.outlet_visit import Visit
from crawlers.sitemaps import read_sitemap
from extractors.urls import normalise

AGENT = "warraq"
ROBOTS = "robots.txt:"
KEYS = {FEED: "feeds", SITEMAP: "sitemaps", SECTION: "sections"}
HALF = 0.5
FEW_LINKS = 3  # own links of a home page that is no shell


def seed_faults(look: Look, answers: Answers) -> Iterator[Fault]:
    """Every fault of discovery, in no order; some may explain others."""
    yield from _refusals(look)
    moved = _host_moved(look, answers)
    if moved:
        yield moved
    yield from _home(look)
    for role in (FEED, SITEMAP, SECTION):
        yield from _seeds(look, role, answers)
    yield from listing_faults(look)


def forbidding_line(robots: Fetched | None, url: str) -> str | None:
    """The Disallow line of robots.txt that forbids a URL; None when none does by itself."""
    text = robots.body.decode("utf-8", "replace") if robots and robots.ok else ""
    for line in text.splitlines():
        if line.strip().lower().startswith("disallow:") and not Protego.parse(
            f"User-agent: *\n{line}"
        ).can_fetch(url, AGENT):
            return line.strip()
    return None


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
