"""Outlets: the newsrooms an archive follows, each declared in one small TOML file that is read strictly."""

import re
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from extractors import declaration as d
from extractors.declaration_files import FileProblem, declaration_text
from extractors.toml_text import TomlProblem, load_toml
from extractors.urls import UrlError, canonical_host, decoded, normalise, url_key

_PORT = re.compile(r":\d+\Z")
# What kind of newsroom; docs/adding-an-outlet.md says what each word means.
KINDS = ("agency", "newspaper", "magazine", "broadcaster", "website", "documentation", "official")
_PATTERNS = {"article_url": r"'/\d{4}/\d{2}/[^/]+/$'", "not_article": "'/video/'"}  # for example
ARCHIVES = '["https://almithal.example/archive/{year}/{month}/{day}"]'  # for example
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class OutletError(Exception):
    """A declaration cannot be used. `problems` names every file, key, what was wanted and how to write it."""

    def __init__(self, path: str, problems: tuple[str, ...]) -> None:
        """Hold the path of the file (or folder) and every problem found in it."""
        super().__init__("\n".join(problems))
        self.path = path
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where an outlet's pages of some period hold their parts, as CSS selectors."""

    since: date | None = None
    body: tuple[str, ...] = ()
    prune: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What is normal for an outlet: reports a day, and the least share of its articles that carry a field."""

    per_day: float | None = None
    title: float | None = None
    published: float | None = None
    authors: float | None = None
    body: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One newsroom as declared. A domain is "host" (with its subdomains) or exactly "host:port"."""

    slug: str
    name: str
    country: str
    timezone: str
    homepage: str
    domains: tuple[str, ...]
    name_en: str | None = None
    language: str = "ar"
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article_url: str | None = None
    not_article: tuple[str, ...] = ()
    cadence: timedelta = timedelta(hours=1)
    recapture: tuple[timedelta, ...] = ()
    checked_on: date | None = None
    verify_tls: bool = True
    proxy: str | None = None
    vantage: str | None = None
    render: bool = False
    shot: tuple[str, ...] = ()
    delay: float | None = None
    requests_per_day: int | None = None
    notes: str | None = None
    kind: str | None = None
    source: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    based_in: str | None = None
    requisites: str = "images"
    spider: str | None = None
    layouts: tuple[Layout, ...] = ()
    expect: Expect = Expect()

    @property
    def seeds(self) -> tuple[str, ...]:
        """Give every URL that discovery starts from: home page, feeds, sitemaps, sections, no archives."""
        return (self.homepage, *self.feeds, *self.sitemaps, *self.sections)

    def archive_pages(self, day: date) -> tuple[str, ...]:
        """Give the URL of every page that lists the reports of this day, or of its month."""
        return tuple(normalise(d.filled(template, day)) for template in self.archives)

    def owns(self, url: str) -> bool:
        """Say whether the URL's host is one of the outlet's domains; False for what is no http(s) URL."""
        return _owns(self.domains, url)

    def is_article_url(self, url: str) -> bool:
        """Say whether an own URL has the form of an article's.

        Patterns are searched in the normalised URL and in its readable form. Without `article_url` every own
        URL but the seeds may be an article's; `not_article` always excludes, and so does a "#!" route.
        """
        if not self.owns(url):
            return False
        address = normalise(url)
        if "#" in address:
            return False  # what a script makes of a fragment never reaches a server
        spellings = (address, decoded(address))
        if any(re.search(pattern, spelling) for pattern in self.not_article for spelling in spellings):
            return False
        if self.article_url is not None:
            return any(re.search(self.article_url, spelling) for spelling in spellings)
        return url_key(url) not in _keys(self.seeds)


def is_slug(text: str) -> bool:
    """Say whether the text can name an outlet (and a file): a-z, 0-9, "_" and "-", at most 64 characters."""
    return _SLUG.fullmatch(text) is not None


def parse_outlet(text: str, slug: str, path: str) -> Outlet:
    """Give the outlet a TOML text declares; raises OutletError with all problems of the text together."""
    where = f"{path}: "
    problems = [] if is_slug(slug) else [f"{where}{_bad_name(slug)}"]
    try:
        values = load_toml(text)
    except TomlProblem as problem:
        raise OutletError(path, (*problems, f"{where}{problem}")) from problem
    table = d.Table(values, where)
    read = _read(table)
    layouts, layout_problems = _layouts(values.get("layout", []), where)
    expect, expect_problems = _expect(values.get("expect", {}), where)
    problems += [*table.finish(_IN_TABLES), *layout_problems, *expect_problems]
    problems += [*_strays(read, where), *_too_wide(read, where)]
    if problems:
        raise OutletError(path, tuple(problems))
    return Outlet(slug=slug, layouts=layouts, expect=expect, **read)


def load_outlet(path: Path) -> Outlet:
    """Give the outlet declared in SLUG.toml; raises OutletError, also when the file cannot be read."""
    try:
        text = declaration_text(path)
    except FileProblem as problem:
        raise OutletError(str(path), (f"{path}: {problem}",)) from problem
    return parse_outlet(text, path.stem, str(path))


def load_outlets(directory: Path) -> tuple[Outlet, ...]:
    """Give every outlet declared in the folder, by slug; raises OutletError with all files' problems."""
    outlets: list[Outlet] = []
    problems: list[str] = []
    for path in sorted(directory.glob("*.toml")):
        try:
            outlets.append(load_outlet(path))
        except OutletError as error:
            problems += error.problems
    if problems:
        raise OutletError(str(directory), tuple(problems))
    return tuple(sorted(outlets, key=lambda outlet: outlet.slug))


def host_outlet(host: str) -> Outlet:
    """Give a stand-in for a newsroom nobody declared, so that its imported pages can be read.

    Every page may be an article, times without an offset count as UTC. `host` may carry a port; raises
    UrlError when it is no host.
    """
    try:
        domain = str(d.domain(host))
    except d.ValueProblem as problem:
        raise UrlError(str(problem)) from problem
    slug = re.sub(r"[^a-z0-9-]", "_", domain.removeprefix("www.")).strip("_-")
    if not is_slug(slug):
        slug = "host-" + sha256(domain.encode("ascii")).hexdigest()[:16]
    return Outlet(
        slug=slug,
        name=domain,
        country="ZZ",
        timezone="UTC",
        homepage=f"https://{domain}/",
        domains=(domain,),
    )


def _read(table: d.Table) -> dict[str, Any]:
    """Read every key of the main table; keys are those of Outlet."""
    table.examples |= {"layout": "[[layout]]", "expect": "[expect]"}
    return {
        "name": table.need("name", d.text, '"المثال"'),
        "country": table.need("country", d.country, '"SY"'),
        "timezone": table.need("timezone", d.time_zone, '"Asia/Damascus"'),
        "homepage": table.need("homepage", d.url, '"https://almithal.example/"'),
        "domains": table.need("domains", _domains, '["almithal.example"]'),
        "name_en": table.may("name_en", d.text, '"Al-Mithal"'),
        "language": table.may("language", d.language, '"ar"', "ar"),
        "feeds": table.may("feeds", d.many(d.url), '["https://almithal.example/feed/"]', ()),
        "sitemaps": table.may("sitemaps", d.many(d.url), '["https://almithal.example/sitemap.xml"]', ()),
        "sections": table.may("sections", d.many(d.url), '["https://almithal.example/local/"]', ()),
        "article_url": table.may("article_url", d.regex, _PATTERNS["article_url"]),
        "not_article": table.may("not_article", d.one_or_many(d.regex), _PATTERNS["not_article"], ()),
        "cadence": table.may("cadence", d.duration, '"1h"', timedelta(hours=1)),
        "recapture": table.may("recapture", d.many(d.duration), '["1d", "7d"]', ()),
        "checked_on": table.may("checked_on", d.day, "2026-11-01"),
        "verify_tls": table.may("verify_tls", d.flag, "true", True),
        "proxy": table.may("proxy", d.proxy, '"socks5h://127.0.0.1:9050"'),
        "vantage": table.may("vantage", d.text, '"a line in Berlin"'),
        "render": table.may("render", d.flag, "false", False),
        "shot": table.may("shot", d.pictures, "true", ()),
        "delay": table.may("delay", d.number, "2.0"),
        "requests_per_day": table.may("requests_per_day", d.count, "5000"),
        "notes": table.may("notes", d.text, '"prints Hijri dates only"'),
        "kind": table.may("kind", d.one_of(*KINDS), '"newspaper"'),
        "source": table.may("source", d.one_or_many(d.text), '"the outlet\'s imprint, 2026"', ()),
        "archives": table.may("archives", d.many(d.archive_page), ARCHIVES, ()),
        "based_in": table.may("based_in", d.country, '"TR"'),
        "requisites": table.may("requisites", d.one_of("none", "images", "all"), '"images"', "images"),
        "spider": table.may("spider", d.spider, '"my_spiders:AlmithalSpider"'),
    }


def _domains(value: object) -> tuple[str, ...]:
    domains: tuple[str, ...] = d.many(d.own_domain)(value)
    if not domains:
        raise d.ValueProblem("found an empty list; wanted at least one host")
    return domains


def _layouts(values: object, where: str) -> tuple[tuple[Layout, ...], list[str]]:
    if not isinstance(values, list) or not all(isinstance(item, dict) for item in values):
        found = "[layout]" if isinstance(values, dict) else d.shown(values)
        return (), [f"{where}layout: found {found}; wanted tables; write each under its own [[layout]] line"]
    layouts = []
    problems: list[str] = []
    for number, item in enumerate(values, 1):
        table = d.Table(item, f"{where}layout {number}: ")
        selectors = d.one_or_many(d.selector)
        parts = {
            name: table.may(name, selectors, f'".article-{name}"', ())
            for name in ("body", "prune", "title", "subtitle", "byline", "date", "section")
        }
        since = table.may("since", d.day, "2026-01-01")
        layouts.append(Layout(since=since, **parts))
        problems += table.finish(_ABOVE)
    return tuple(layouts), problems


def _expect(values: object, where: str) -> tuple[Expect, list[str]]:
    if not isinstance(values, dict):
        found = "[[expect]]" if isinstance(values, list) else d.shown(values)
        return Expect(), [
            f"{where}expect: found {found}; wanted a table; write its keys under an [expect] line"
        ]
    table = d.Table(values, f"{where}expect: ")
    per_day = table.may("per_day", d.number, "40")
    floors = {field.name: table.may(field.name, d.share, "0.95") for field in fields(Expect)[1:]}
    return Expect(per_day=per_day, **floors), table.finish(_ABOVE)


def _strays(read: dict[str, Any], where: str) -> list[str]:
    """Report every seed that lies on none of the declared domains."""
    if not read["domains"]:
        return []
    seeds = [("homepage", read["homepage"])] if read["homepage"] else []
    seeds += [(key, seed) for key in ("feeds", "sitemaps", "sections") for seed in read[key]]
    seeds += [("archives", d.filled(template, date(2026, 1, 1))) for template in read["archives"]]
    return [
        f"{where}{key}: {seed} is on none of the outlet's domains; wanted {' or '.join(read['domains'])}; "
        f'write it on one of them, or add "{urlsplit(seed).netloc}" to domains'
        for key, seed in seeds
        if not _owns(read["domains"], seed)
    ]


def _too_wide(read: dict[str, Any], where: str) -> list[str]:
    """Report every pattern that tells nothing, because any page of the outlet matches it."""
    if not read["homepage"]:
        return []
    patterns = [("article_url", read["article_url"])] if read["article_url"] else []
    patterns += [("not_article", pattern) for pattern in read["not_article"]]
    samples = (read["homepage"], urljoin(read["homepage"], "/qx/0"))
    return [
        f"{where}{key}: {d.shown(pattern)} matches every page; wanted what only some addresses hold; "
        f"write for example {key} = {_PATTERNS[key]}"
        for key, pattern in patterns
        if all(re.search(pattern, sample) for sample in samples)
    ]


def _bad_name(slug: str) -> str:
    better = re.sub(r"[^a-z0-9_-]+", "-", slug.lower()).strip("-_")[:64]
    wanted = "wanted a-z, 0-9, _ and -, at most 64, a letter or digit first"
    return f"the name {slug!r} is no slug; {wanted}; write the file's name as {better or 'almithal'}.toml"


def _owns(domains: tuple[str, ...], url: str) -> bool:
    try:
        authority = urlsplit(normalise(url)).netloc
    except UrlError:
        return False
    host = _PORT.sub("", authority)
    return any(
        authority == domain if _PORT.search(domain) else host == domain or host.endswith("." + domain)
        for domain in domains
    )


@cache
def _keys(seeds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(url_key, seeds))


_IN_TABLES = dict.fromkeys(
    (field.name for table in (Layout, Expect) for field in fields(table)),
    "under a [[layout]] or [expect] line",
)
_ABOVE = dict.fromkeys(
    (field.name for field in fields(Outlet) if field.name not in ("slug", "layouts", "expect")),
    "above the first [[layout]] or [expect] line",
)

__all__ = [
    "Expect",
    "Layout",
    "Outlet",
    "OutletError",
    "canonical_host",
    "host_outlet",
    "is_slug",
    "load_outlet",
    "load_outlets",
    "parse_outlet",
]
