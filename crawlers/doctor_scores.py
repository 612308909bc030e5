"""How completely an outlet is read: a score from 0 to 1 for each part, with the counts behind it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from crawlers.discovery import FEED, SITEMAP
from crawlers.doctor_look import Look, Sampled, headlines
from crawlers.page_views import PageView
from extractors.arabic import fold
from extractors.article import Article, Stamp
from extractors.dates import DateError, read_stamp
from extractors.zones import zone

Facts = Mapping[str, object]
COVERED = 0.8  # of a page's own prose: a body that holds less is not whole
CLEAN = 0.9  # of a body must not stand in most bodies
OPENING = 60  # folded characters by which a paragraph is found in a body
SAME_TIME = 36 * 3600  # seconds between a page's date and its feed's that still are one date
LIKE_A_TITLE = 12  # folded characters; shorter texts are not compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`good` of `of` were as they should be; `value` is their share, None where nothing could be measured."""

    good: int
    of: int
    facts: Facts = field(default_factory=dict)

    @property
    def value(self) -> float | None:
        """From 0 to 1, rounded to three digits."""
        return round(self.good / self.of, 3) if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One sampled report held against its own page and against what the seeds say of it.

    `coverage` is the share of the page's own prose that the body holds, `clean` the share of the body that
    does not stand in most bodies; `title_right` and `date_right` are None where nothing tells.
    """

    one: Sampled
    coverage: float
    clean: float
    title_right: bool | None
    date_right: bool | None


def measure(look: Look, views: Iterable[PageView]) -> tuple[Measured, ...]:
    """Every sampled address that was answered with success, in order."""
    by_url = {view.url: view for view in views}
    lying = _lying_feed(look)
    common = common_lines(look.articles)
    return tuple(
        Measured(
            one=one,
            coverage=_coverage(one.article, by_url.get(one.url)),
            clean=_clean(one.article, common),
            title_right=_title_right(one),
            date_right=None if lying else _date_right(one, look.outlet.timezone),
        )
        for one in look.sample
        if one.answer is not None and one.answer.ok
    )


def scores_of(look: Look, measured: tuple[Measured, ...]) -> dict[str, Score]:
    """The scores by name: discovery, article_url, body, title, date, byline, language, section."""
    read = [one for one in measured if one.one.article]
    articles = look.articles
    count = len(measured)
    return {
        "discovery": _discovery(look),
        "article_url": _article_url(look),
        "body": Score(
            good=sum(one.coverage >= COVERED and one.clean >= CLEAN for one in read),
            of=count,
            facts={
                "median_characters": int(median([len(one.body) for one in articles])) if articles else 0,
                "distinct": len({fold(one.body) for one in articles}),
                "median_coverage": round(median([one.coverage for one in read]), 3) if read else 0.0,
                "refused": dict(Counter(code for one in look.sample if (code := one.refusal))),
            },
        ),
        "title": Score(
            good=sum(one.title_right is not False for one in read),
            of=count,
            facts={
                "distinct": len({fold(one.title) for one in articles}),
                "confirmed": sum(one.title_right is True for one in read),
            },
        ),
        "date": _dates(read, count),
        "byline": Score(good=sum(bool(one.authors) for one in articles), of=len(articles)),
        "language": Score(
            good=sum(one.language == look.outlet.language.partition("-")[0] for one in articles),
            of=count,
            facts={"found": dict(Counter(one.language for one in articles))},
        ),
        "section": Score(good=sum(bool(one.section) for one in articles), of=len(articles)),
        "confidence": Score(
            good=sum(one.confidence >= CLEAN for one in articles),
            of=len(articles),
            facts={"doubts": dict(Counter(doubt.code for one in articles for doubt in one.doubts))},
        ),
    }


def common_lines(articles: Iterable[Article]) -> frozenset[str]:
    """The folded paragraphs that stand in at least half of the bodies, and in three."""
    bodies = [set(map(fold, one.body.split("\n\n"))) for one in articles]
    counts = Counter(line for body in bodies for line in body)
    return frozenset(line for line, count in counts.items() if count >= max(3, len(bodies) / 2))


def said_stamp(one: Sampled, zone_name: str) -> Stamp | None:
    """The date that a feed or news sitemap gives a report; None where it gives none that can be read."""
    if one.said.published_raw is None:
        return None
    try:
        return read_stamp(one.said.published_raw, "feed", zone(zone_name))
    except DateError:
        return None


def seconds_apart(page: Stamp, said: Stamp) -> float | None:
    """The page's time less the feed's in seconds; None unless both print a time."""
    if page.precision == "day" or said.precision == "day":
        return None
    return (datetime.fromisoformat(page.value) - datetime.fromisoformat(said.value)).total_seconds()


def _coverage(article: Article | None, view: PageView | None) -> float:
    if article is None or view is None:
        return 0.0
    body = fold(article.body.replace("\n\n", " "))
    held = sum(len(block.text) for block in view.own if fold(block.text)[:OPENING] in body)
    return held / view.own_length if view.own_length else 1.0


def _clean(article: Article | None, common: frozenset[str]) -> float:
    if article is None or not article.body:
        return 0.0
    strange = sum(len(line) for line in article.body.split("\n\n") if fold(line) in common)
    return 1 - strange / len(article.body)


def _title_right(one: Sampled) -> bool | None:
    said = fold(one.said.title or "")
    if one.article is None or len(said) < LIKE_A_TITLE:
        return None
    read = fold(one.article.title)
    short, long = sorted((said, read), key=len)
    if short in long and (one.linked or len(short) * 2 >= len(long)):
        return True
    return None if one.linked else False


def _date_right(one: Sampled, zone_name: str) -> bool | None:
    said = said_stamp(one, zone_name)
    if one.article is None or one.article.published is None or said is None:
        return None
    page = one.article.published
    apart = seconds_apart(page, said)
    return page.day == said.day or (apart is not None and abs(apart) < SAME_TIME)


def _lying_feed(look: Look) -> bool:
    """Whether the seeds give nearly all reports one time, while their pages have different days."""
    said = Counter(one.said.published_raw for one in look.sample if one.said.published_raw)
    days = {one.published.day for one in look.articles if one.published}
    most = max(said.values(), default=0)
    return most >= max(3, 0.8 * sum(said.values())) and len(days) > 2


def _discovery(look: Look) -> Score:
    working = sum(seed.failure is None for seed in look.seeds)
    listed = {entry.url for entry in look.listed}
    shown = {link.url for link in headlines(look) if look.outlet.is_article_url(link.url)}
    facts: dict[str, object] = {
        "listed": len(listed),
        "shown_by_pages": len(shown),
        "shown_and_listed": len(shown & listed),
    }
    for role in (FEED, SITEMAP):
        facts[f"{role}_entries"] = sum(len(seed.entries) for seed in look.seeds if seed.role == role)
    return Score(good=working, of=len(look.seeds), facts=facts)


def _article_url(look: Look) -> Score:
    own = [entry.url for entry in look.listed if look.outlet.owns(entry.url)]
    menu = [link.url for link in look.home.links if link.in_menu and look.outlet.owns(link.url)]
    return Score(
        good=sum(map(look.outlet.is_article_url, own)),
        of=len(own),
        facts={"menu_links": len(menu), "menu_links_matched": sum(map(look.outlet.is_article_url, menu))},
    )


def _dates(read: list[Measured], count: int) -> Score:
    stamps = [stamp for one in read if one.one.article and (stamp := one.one.article.published)]
    return Score(
        good=sum(
            one.date_right is not False
            and one.one.article is not None
            and one.one.article.published is not None
            for one in read
        ),
        of=count,
        facts={
            "dated": len(stamps),
            "confirmed": sum(one.date_right is True for one in read),
            "distinct": len({stamp.value for stamp in stamps}),
            "sources": dict(Counter(stamp.source for stamp in stamps)),
            "precision": dict(Counter(stamp.precision for stamp in stamps)),
        },
    )
