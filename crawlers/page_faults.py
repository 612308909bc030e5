"""Faults of the pages themselves: walls, lost reports, redesigns, dates, languages, charsets, authors."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from statistics import median
from urllib.parse import urlsplit

from archive.language import tr
from crawlers.country_zones import zone_of
from crawlers.diagnosis import Fault
from crawlers.doctor_look import Look, Sampled
from crawlers.doctor_scores import (
    CLEAN,
    Measured,
    Score,
    common_lines,
    said_stamp,
    seconds_apart,
)
from crawlers.outlet_toml import Value
from crawlers.page_parts import (
    body_selectors,
    byline_selector,
    date_selector,
    furniture_selectors,
    holder_of,
    title_selector,
)
from crawlers.page_views import PageView
from extractors.arabic import fold
from extractors.charset import decode
from extractors.dates import DateError, read_stamp
from extractors.document import blocks, parse
from extractors.refusals import refuse_wall
from extractors.zones import zone, zone_names

HALF = 0.5
LOST = 0.7  # of a page's own prose: a body that holds less was not found
SOME = 0.3
MOST = 0.8
ENOUGH = 3  # pages that show a rule
RICH = 300  # characters of own prose: a page with as many has a report on it
BARE = 400  # characters of visible text of an empty shell
WIDEST = 26 * 3600  # seconds between the earliest and the latest zone
QUARTER = 900  # seconds: zones differ by quarters of an hour
WALLS = ("bot-challenge", "consent-wall", "paywall")
TURNED_AWAY = frozenset({401, 403, 406, 429, 451, 503})
GONE = frozenset({404, 410})
UNREAD = frozenset({"no-body", "too-short", "no-title", "section-page", "unreadable"})
FOUND_LANGUAGE = re.compile(r"found (\w+)")
FLOORS = {"title": "title", "published": "date", "authors": "byline", "body": "body"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A look with its pages parsed and measured."""

    look: Look
    views: tuple[PageView, ...]
    measured: tuple[Measured, ...]
    scores: dict[str, Score]

    @property
    def zone(self) -> tzinfo:
        """The outlet's declared zone."""
        return zone(self.look.outlet.timezone)


def page_faults(pages: Pages) -> Iterator[Fault]:
    """Every fault of the sampled pages, in no order; some may explain others."""
    yield from _walls(pages.look)
    yield from _lost(pages.look)
    yield from _failing(pages.look)
    if len(pages.measured) < 2:
        return
    yield from _equal(pages)
    yield from _language(pages)
    yield from _charset(pages)
    yield from _text(pages)
    yield from _dates(pages)
    yield from _byline(pages)
    yield from _canonical(pages)
    yield from _floors(pages)


def _walls(look: Look) -> Iterator[Fault]:
    answered = [one for one in look.sample if one.answer is not None]
    for code in WALLS:
        behind = [one for one in answered if one.refusal == code]
        if behind and len(behind) >= HALF * len(answered):
            yield Fault(code=code, bad=len(behind), count=len(answered), example=behind[0].url)
    turned = [one for one in answered if one.answer and one.answer.status in TURNED_AWAY]
    if turned and len(turned) >= HALF * len(answered):
        statuses = ", ".join(sorted({str(one.answer.status) for one in turned if one.answer}))
        yield Fault(
            code="blocked", bad=len(turned), count=len(answered), detail=statuses, example=turned[0].url
        )
    home = look.home.answer
    if not answered and home is not None and home.status in TURNED_AWAY:
        yield Fault(code="blocked", bad=1, count=1, detail=str(home.status), example=look.home.url)
    elif not answered and home is not None:
        source = decode(home.body, home.content_type).text
        tree = parse(source)
        wall = refuse_wall(source, tree, tuple(blocks(tree))) if tree is not None else None
        if wall is not None and wall.code in WALLS:
            yield Fault(code=wall.code, bad=1, count=1, example=look.home.url)


def _lost(look: Look) -> Iterator[Fault]:
    answered = [one for one in look.sample if one.answer is not None]
    gone = [one for one in answered if one.answer and one.answer.status in GONE]
    if len(gone) >= max(2, SOME * len(answered)):
        detail = ", ".join(sorted({str(one.answer.status) for one in gone if one.answer}))
        yield Fault(
            code="articles-gone", bad=len(gone), count=len(answered), detail=detail, example=gone[0].url
        )
    soft = [one for one in answered if one.refusal == "not-found-page"]
    older = [one for one in answered if one.older]
    among_older = [one for one in soft if one.older]
    if len(soft) >= 2 and (len(soft) >= SOME * len(answered) or len(among_older) >= HALF * len(older)):
        yield Fault(code="soft-404", bad=len(soft), count=len(answered), example=soft[0].url)


def _failing(look: Look) -> Iterator[Fault]:
    """Reports that cannot be fetched, or whose pages give none, whatever the reason; and none at all."""
    count = len(look.sample)
    if not count:
        if look.seeds and not any(one.failure for one in look.seeds):
            yield Fault(code="nothing-listed", count=len(look.seeds), example=look.home.url)
        return
    failed = [
        one
        for one in look.sample
        if one.failure and not (one.answer is not None and one.answer.status in GONE | TURNED_AWAY)
    ]
    refused = [one for one in look.sample if one.refusal and not one.failure]
    for code, bad, reasons in (
        ("articles-fail", failed, Counter(one.failure for one in failed)),
        ("unread", refused, Counter(one.refusal for one in refused)),
    ):
        if bad and len(bad) >= HALF * count:
            detail = f"{reasons.most_common(1)[0][0]}"[:160]
            yield Fault(code=code, bad=len(bad), count=count, detail=detail, example=bad[0].url)


def _equal(pages: Pages) -> Iterator[Fault]:
    """One text under most addresses, whether it reads as a report or not."""
    texts = {view.url: " ".join(view.folded) for view in pages.views}
    texts |= {one.url: fold(one.article.body) for one in pages.look.sample if one.article}
    lost = {one.url for one in pages.look.sample if one.refusal in (*WALLS, "not-found-page")}
    compared = {url: text for url, text in texts.items() if url not in lost and text}
    if len(compared) < ENOUGH:
        return
    text, count = Counter(compared.values()).most_common(1)[0]
    if count >= max(ENOUGH, HALF * len(compared)):
        example = next(url for url, one in compared.items() if one == text)
        yield Fault(code="articles-equal", bad=count, count=len(compared), example=example)


def _language(pages: Pages) -> Iterator[Fault]:
    declared = pages.look.outlet.language.partition("-")[0]
    found: dict[str, str] = {}
    for one in pages.look.sample:
        if one.refusal == "wrong-language" and (match := FOUND_LANGUAGE.search(_detail(one))):
            found[one.url] = match[1]
        elif one.article and one.article.language != declared:
            found[one.url] = one.article.language
    if not found or len(found) < HALF * len(pages.measured):
        return
    language = Counter(found.values()).most_common(1)[0][0]
    changes: dict[str, Value] = {} if language == "und" else {"language": language}
    detail = f"{language}, {declared}"
    yield Fault(
        code="wrong-language",
        bad=len(found),
        count=len(pages.measured),
        detail=detail,
        example=next(iter(found)),
        changes=changes,
    )


def _detail(one: Sampled) -> str:
    return str(getattr(one.read, "detail", ""))


def _charset(pages: Pages) -> Iterator[Fault]:
    for code, doubt in (("mojibake", "mojibake"), ("charset-mislabelled", "wrong-charset")):
        bad = [
            one
            for one in pages.look.sample
            if one.article and any(problem.code == doubt for problem in one.article.doubts)
        ]
        if bad and len(bad) >= HALF * len(pages.measured):
            yield Fault(code=code, bad=len(bad), count=len(pages.measured), example=bad[0].url)


def _text(pages: Pages) -> Iterator[Fault]:
    """Titles and texts that are not what the pages hold, and where they stand now."""
    measured, views = pages.measured, pages.views
    shells = [view for view in views if len(" ".join(view.folded)) < BARE and "<script" in view.source]
    walled = any(one.one.refusal in (*WALLS, "not-found-page") for one in measured)
    if views and len(shells) >= HALF * len(views) and not walled:
        yield Fault(code="needs-browser", bad=len(shells), count=len(views), example=shells[0].url)
    if not views or median(view.own_length for view in views) < RICH:
        return
    titles = _wrong_titles(measured)
    bodies = [one for one in measured if one.coverage < LOST and _has_text(one, views)]
    title_lost, body_lost = len(titles) >= HALF * len(measured), len(bodies) >= HALF * len(measured)
    dirty = [one for one in measured if one.one.article and one.clean < CLEAN]
    dirty_too = title_lost and len(dirty) >= HALF * len(measured)
    if body_lost or dirty_too or any(one.one.refusal in UNREAD for one in titles if title_lost):
        bad = {one.one.url for one in (*titles, *bodies)}
        layout = _new_layout(pages, title=title_lost, body=body_lost or dirty_too)
        lost = {"title": title_lost, "body": body_lost or dirty_too}
        parts = [tr(part) for part in ("title", "body", "date", "byline") if lost.get(part) or part in layout]
        yield Fault(
            code="redesign",
            bad=len(bad),
            count=len(measured),
            detail=", ".join(parts),
            example=(bodies or titles)[0].one.url,
            layout=layout,
        )
    elif title_lost:
        selector = title_selector(views)
        yield Fault(
            code="title-wrong",
            bad=len(titles),
            count=len(measured),
            example=titles[0].one.url,
            layout={"title": (selector,)} if selector else {},
        )
    yield from _boilerplate(pages)


def _new_layout(pages: Pages, *, title: bool, body: bool) -> dict[str, Value]:
    layout: dict[str, Value] = {}
    if body:
        holder, furniture = body_selectors(pages.views)
        if holder:
            layout["body"] = (holder,)
        if holder and furniture:
            layout["prune"] = furniture
    if (title or body) and (selector := title_selector(pages.views)):
        layout["title"] = (selector,)
    undated = [one for one in pages.measured if not (one.one.article and one.one.article.published)]
    wrong = [one for one in pages.measured if one.date_right is False]
    if len(undated) + len(wrong) >= HALF * len(pages.measured) and (
        selector := date_selector(pages.views, pages.zone)
    ):
        layout["date"] = (selector,)
    told = [view for view in pages.views if view.author]
    if len(told) >= ENOUGH and (selector := byline_selector(pages.views)):
        layout["byline"] = (selector,)
    return layout


def _wrong_titles(measured: Sequence[Measured]) -> list[Measured]:
    """Those whose title is not the one given by the seeds, is none, or is that of most others."""
    titles = Counter(fold(one.one.article.title) for one in measured if one.one.article)
    common = {title for title, count in titles.items() if count >= max(ENOUGH, HALF * len(measured))}
    return [
        one
        for one in measured
        if one.title_right is False
        or one.one.refusal == "no-title"
        or (one.one.article is not None and fold(one.one.article.title) in common)
    ]


def _has_text(one: Measured, views: Sequence[PageView]) -> bool:
    """Whether the page holds a report, and is not refused for what no selector mends."""
    own = next((view.own_length for view in views if view.url == one.one.url), 0)
    return own >= RICH and (one.one.article is not None or one.one.refusal in UNREAD)


def _boilerplate(pages: Pages) -> Iterator[Fault]:
    dirty = [one for one in pages.measured if one.one.article and one.clean < CLEAN]
    common = common_lines(pages.look.articles)
    if len(dirty) < max(ENOUGH, HALF * len(pages.measured)) or not common:
        return
    selectors = furniture_selectors(pages.views)
    layout: dict[str, Value] = {"prune": selectors} if selectors else {}
    if not _lies_within(common, pages.views):  # it stands beside the report, not in it
        layout = _new_layout(pages, title=False, body=True)
    yield Fault(
        code="boilerplate",
        bad=len(dirty),
        count=len(pages.measured),
        detail=f"«{max(common, key=len)[:60]}…»",
        example=dirty[0].one.url,
        layout=layout,
    )


def _lies_within(lines: frozenset[str], views: Sequence[PageView]) -> bool:
    """Whether the element that holds a report holds these lines as well, on most pages."""
    inside = 0
    for view in views:
        holder = holder_of(view)
        texts = {fold(block.text) for block in blocks(holder)} if holder is not None else set()
        inside += lines & set(view.folded) <= texts
    return inside >= MOST * len(views)


def _dates(pages: Pages) -> Iterator[Fault]:
    read = [one for one in pages.measured if one.one.article]
    dated = [one for one in read if one.one.article and one.one.article.published]
    if len(read) < ENOUGH:
        return
    if len(read) - len(dated) >= HALF * len(read):
        yield _undated(pages, [one for one in read if one not in dated], len(read))
        return
    stamps = Counter(
        one.one.article.published.value for one in dated if one.one.article and one.one.article.published
    )
    value, count = stamps.most_common(1)[0]
    wrong = [one for one in dated if one.date_right is False]
    told = len(wrong) >= HALF * len(dated)
    # A busy outlet prints one day on all its newest reports; one minute on many of them is no coincidence.
    if count >= max(ENOUGH, MOST * len(dated)) and (told or ("T" in value and len(dated) > ENOUGH)):
        yield Fault(
            code="dates-equal",
            bad=count,
            count=len(read),
            detail=value,
            example=dated[0].one.url,
            layout=_date_layout(pages),
        )
        return
    shifted = _time_zone(pages, dated)
    if shifted:
        yield shifted
    compared = [one for one in dated if one.date_right is not None]
    if len(wrong) >= max(ENOUGH, HALF * len(compared)):
        yield Fault(
            code="dates-disagree",
            bad=len(wrong),
            count=len(compared),
            example=wrong[0].one.url,
            layout=_date_layout(pages),
        )


def _date_layout(pages: Pages) -> dict[str, Value]:
    selector = date_selector(pages.views, pages.zone)
    return {"date": (selector,)} if selector else {}


def _undated(pages: Pages, bad: list[Measured], count: int) -> Fault:
    layout = _date_layout(pages)
    if layout:
        return Fault(code="date-moved", bad=len(bad), count=count, example=bad[0].one.url, layout=layout)
    said = sum(one.one.said.published_raw is not None for one in bad)
    return Fault(
        code="date-gone",
        bad=len(bad),
        count=count,
        detail=f"{said}/{len(bad)}",
        example=bad[0].one.url,
    )


def _time_zone(pages: Pages, dated: list[Measured]) -> Fault | None:
    """A constant distance between times that pages print without an offset and the feed's."""
    name = pages.look.outlet.timezone
    pairs = []
    for one in dated:
        said = said_stamp(one.one, name)
        page = one.one.article.published if one.one.article else None
        apart = seconds_apart(page, said) if page and said else None
        if page is None or said is None or apart is None or _prints_offset(page.raw, page.source):
            continue
        local = datetime.fromisoformat(page.value).replace(tzinfo=None)
        pairs.append((round(apart / QUARTER) * QUARTER, local, datetime.fromisoformat(said.value)))
    if len(pairs) < ENOUGH:
        return None
    shifts = Counter(shift for shift, *_ in pairs).most_common(2)  # two where summer time comes and goes
    count = sum(times for shift, times in shifts if shift)
    shift = next((one for one, _ in shifts if one), 0)
    if count < MOST * len(pairs) or abs(shift) > WIDEST:
        return None
    country = {zone_of(one) for one in (pages.look.outlet.country, pages.look.outlet.based_in) if one}
    if name in country:  # what is declared is where the outlet is: the feed's offset is the wrong one
        return Fault(
            code="feed-zone-wrong",
            bad=count,
            count=len(pairs),
            detail=_apart(shift),
            example=dated[0].one.url,
        )
    zone_name = _zone_for([(local, said) for _, local, said in pairs], pages)
    return Fault(
        code="timezone-off",
        bad=count,
        count=len(pairs),
        detail=_apart(shift),
        example=dated[0].one.url,
        changes={"timezone": zone_name} if zone_name else {},
    )


def _apart(seconds: int) -> str:
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'+' if seconds > 0 else '-'}{hours:02}:{minutes:02}"


def _prints_offset(raw: str, source: str) -> bool:
    """Whether a printed time says its own offset: then the declared zone does not move it."""
    try:
        values = {
            datetime.fromisoformat(
                read_stamp(raw, source, timezone(timedelta(hours=hours))).value
            ).utcoffset()
            for hours in (-9, 11)
        }
    except DateError:
        return True
    return len(values) == 1


def _zone_for(pairs: list[tuple[datetime, datetime]], pages: Pages) -> str | None:
    """The zone in which most of the printed times are the feed's: the country's own if it is one of them."""
    outlet = pages.look.outlet
    likely = [zone_of(country) for country in (outlet.country, outlet.based_in) if country]
    for name in (*filter(None, likely), *sorted(zone_names(), key=_plainness)):
        own = zone(name)
        right = sum(abs(local.replace(tzinfo=own) - said) < timedelta(minutes=2) for local, said in pairs)
        if right >= MOST * len(pairs):
            return name
    return None


def _plainness(name: str) -> tuple[int, str]:
    """Zones where Arabic newsrooms are come first, then other cities."""
    order = ("Asia/", "Africa/", "Europe/", "America/")
    return next((place for place, start in enumerate(order) if name.startswith(start)), len(order)), name


def _byline(pages: Pages) -> Iterator[Fault]:
    told = [one for one in pages.measured if one.one.article and _is_name(one.one.said.author)]
    if len({fold(one.one.said.author or "") for one in told}) < ENOUGH:
        told = []  # the name of an account, not of who wrote
    without = [one for one in told if one.one.article and not one.one.article.authors]
    floor = pages.look.outlet.expect.authors
    score = pages.scores["byline"]
    expected = floor is not None and score.value is not None and score.value < floor
    if not expected and (len(told) < ENOUGH or len(without) < MOST * len(told)):
        return
    selector = byline_selector(pages.views)
    bad = without or [one for one in pages.measured if one.one.article and not one.one.article.authors]
    yield Fault(
        code="byline-moved" if selector else "byline-gone",
        bad=len(bad),
        count=len(told) if without else score.of,
        example=bad[0].one.url if bad else None,
        layout={"byline": (selector,)} if selector else {},
    )


def _is_name(author: str | None) -> bool:
    """Whether a feed's author is a name as a page would print it, and not an account's."""
    return author is not None and len(author.split()) > 1 and "@" not in author


def _canonical(pages: Pages) -> Iterator[Fault]:
    hosts: dict[str, str] = {}
    for view in pages.views:
        for link in view.tree.xpath("//link[@rel='canonical']/@href")[:1]:
            if str(link).startswith(("http://", "https://")) and not pages.look.outlet.owns(str(link)):
                hosts[view.url] = urlsplit(str(link)).netloc
    if hosts and len(hosts) >= HALF * len(pages.views):
        host = Counter(hosts.values()).most_common(1)[0][0]
        yield Fault(
            code="canonical-elsewhere",
            bad=len(hosts),
            count=len(pages.views),
            detail=host,
            example=next(iter(hosts)),
        )


def _floors(pages: Pages) -> Iterator[Fault]:
    for key, name in FLOORS.items():
        floor: float | None = getattr(pages.look.outlet.expect, key)
        value = pages.scores[name].value
        if floor is not None and value is not None and value < floor:
            detail = f"{key}"
            yield Fault(
                code="below-expected", bad=round(value * 100), count=round(floor * 100), detail=detail
            )
