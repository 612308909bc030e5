"""Faults of pages as a whole: walls, lost and failing reports, one page for all; with all others of pages."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawlers.date_faults import date_faults
from crawlers.diagnosis import Fault
from crawlers.doctor_look import Look
from crawlers.doctor_pages import Pages
from crawlers.text_faults import text_faults
from extractors.arabic import fold
from extractors.charset import decode
from extractors.document import blocks, parse
from extractors.walls import refuse_wall

HALF = 0.5
SOME = 0.3
RICH = 300  # characters of own prose: a page with as many has a report on it
ENOUGH = 3  # pages that show a rule
WALLS = ("bot-challenge", "consent-wall", "paywall")
TURNED_AWAY = frozenset({401, 403, 406, 429, 451, 503})
GONE = frozenset({404, 410})
FLOORS = {"title": "title", "published": "date", "authors": "byline", "body": "body"}


def page_faults(pages: Pages) -> Iterator[Fault]:
    """Every fault of the sampled pages, in no order; some may explain others."""
    yield from _walls(pages.look)
    yield from _lost(pages.look)
    yield from _failing(pages.look)
    if len(pages.measured) < 2:
        return
    yield from _equal(pages)
    yield from text_faults(pages)
    yield from date_faults(pages)
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
    """One text under most addresses, whether it reads as a report or not.

    A page that has much of its own beside it is not equal to the others: there its text was not found.
    """
    rich = {view.url for view in pages.views if view.own_length >= RICH}
    texts = {view.url: " ".join(view.folded) for view in pages.views}
    texts |= {one.url: fold(one.article.body) for one in pages.look.sample if one.article}
    lost = {one.url for one in pages.look.sample if one.refusal in (*WALLS, "not-found-page")} | rich
    compared = {url: text for url, text in texts.items() if url not in lost and text}
    if len(compared) < ENOUGH:
        return
    text, count = Counter(compared.values()).most_common(1)[0]
    if count >= max(ENOUGH, HALF * len(compared)):
        example = next(url for url, one in compared.items() if one == text)
        yield Fault(code="articles-equal", bad=count, count=len(compared), example=example)


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
