"""Faults of what is read: title, text, language, charset, author; and where they stand now."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from archive.language import tr
from crawlers.diagnosis import Fault
from crawlers.doctor_look import Sampled
from crawlers.doctor_pages import Pages
from crawlers.doctor_scores import (
    CLEAN,
    Measured,
    common_lines,
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
from extractors.document import blocks

HALF = 0.5
LOST = 0.7  # of a page's own prose: a body that holds less was not found
MOST = 0.8
ENOUGH = 3  # pages that show a rule
RICH = 300  # characters of own prose: a page with as many has a report on it
BARE = 400  # characters of visible text of an empty shell
NO_REPORT = frozenset({"bot-challenge", "consent-wall", "paywall", "not-found-page"})
UNREAD = frozenset({"no-body", "too-short", "no-title", "section-page", "script-only", "unreadable"})
FOUND_LANGUAGE = re.compile(r"found (\w+)")


def text_faults(pages: Pages) -> Iterator[Fault]:
    """Every fault of what was read, but for its date."""
    yield from _language(pages)
    yield from _charset(pages)
    yield from _text(pages)
    yield from _byline(pages)


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
    walled = any(one.one.refusal in NO_REPORT for one in measured)
    if views and len(shells) >= HALF * len(views) and not walled:
        yield Fault(code="needs-browser", bad=len(shells), count=len(views), example=shells[0].url)
    if not views or median(view.own_length for view in views) < RICH:
        return
    titles = _wrong_titles(measured)
    bodies = [one for one in measured if one.coverage < LOST and _has_text(one, views)]
    title_lost, body_lost = len(titles) >= HALF * len(measured), len(bodies) >= HALF * len(measured)
    dirty = [one for one in measured if one.one.article and one.clean < CLEAN]
    dirty_too = title_lost and len(dirty) >= HALF * len(measured)
    unread = any(one.one.refusal in UNREAD for one in titles)
    if body_lost or dirty_too or (title_lost and (unread or _unsigned(pages))):
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


def _told(pages: Pages) -> list[Measured]:
    """Those whose author a seed names."""
    told = [one for one in pages.measured if one.one.article and _is_name(one.one.said.author)]
    if len({fold(one.one.said.author or "") for one in told}) < ENOUGH:
        return []  # the name of an account, not of who wrote
    return told


def _unsigned(pages: Pages) -> list[Measured]:
    """Those read without the author whom a seed names, if they are most."""
    told = _told(pages)
    without = [one for one in told if one.one.article and not one.one.article.authors]
    return without if len(told) >= ENOUGH and len(without) >= MOST * len(told) else []


def _byline(pages: Pages) -> Iterator[Fault]:
    told = _told(pages)
    without = [one for one in told if one.one.article and not one.one.article.authors]
    floor = pages.look.outlet.expect.authors
    score = pages.scores["byline"]
    expected = floor is not None and score.value is not None and score.value < floor
    if not expected and not _unsigned(pages):
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
