"""Who told a story first, who repeats whom, and how many tell it on their own: `warraq lineage`.

Nothing here knows who wrote a text. It compares what the archive holds: which reports share sentences, which
was out first by its own date, which was captured first, whom they credit.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from archive.holders import best_of_each, find_holders, surest
from archive.lookup import UnknownArticle, is_article_id, is_url, locate
from archive.moments import moment, stamp
from archive.quotes import bare_quote
from archive.schema import sqlite3
from archive.story_members import BOUNDS, Bounds, Report, story_of
from extractors.sentences import Sentence
from extractors.shingles import folded_words, share

REPEATED = 0.6  # share of a sentence's pairs of words in an earlier report, from which on it is repeated
OWN = 0.5  # share of a text in one earlier report, from which on it is that one's text
HOLDERS = 20  # reports with a quote whose stories are told
FURTHEST = timedelta(hours=14)  # a day begins and ends somewhere on Earth so long before and after UTC's

Document = dict[str, Any]


def lineage(db: sqlite3.Connection, typed: str, bounds: Bounds = BOUNDS) -> Document:
    """The story of the article with this id or URL, or of those that hold this quote.

    The keys of `warraq lineage --json`: see docs/lineage.md. Raises UnknownArticle for a URL or id that the
    archive does not hold; a quote that none holds gives a document without members.
    """
    wanted = typed.strip()
    quoting: set[str] = set()
    if is_url(wanted) or is_article_id(wanted):
        asked, found_by, cut = [locate(db, wanted).article_id], "url" if is_url(wanted) else "id", False
    else:
        holders, cut = find_holders(db, bare_quote(typed))
        best = sorted(best_of_each(surest(holders)), key=lambda one: one.preference)
        quoting = {str(one.version["article_id"]) for one in best}
        asked, found_by = [str(one.version["article_id"]) for one in best[:HOLDERS]], "quote"
        cut = cut or len(best) > HOLDERS
    reports, more = story_of(db, asked, bounds)
    if not reports and found_by != "quote":
        raise UnknownArticle(f"the article {asked[0]} has no text: `warraq why` says what became of its URL")
    members = _members(sorted(reports, key=_order), quoting if found_by == "quote" else None)
    told = [one for one in members if one["holds_quote"] is not False]
    return {
        "found_by": found_by,
        "asked": asked,
        "cut": cut or more,
        "first": {"by_own_date": _first_by_own_date(reports), "by_capture": _first_by_capture(reports)},
        "outlets": sorted({str(one["outlet"]) for one in members}),
        "agencies": sorted({name for one in members for name in one["agencies"]}),
        "independent": len(_independent(told)),
        "independent_of": len(told),
        "members": members,
    }


def _members(reports: Sequence[Report], quoting: set[str] | None) -> list[Document]:
    """Each report in order of time, with what it has from those before it."""
    members: list[Document] = []
    pairs = [(one.article_id, _pairs_of(one)) for one in reports]
    for place, report in enumerate(reports):
        before = reports[:place]
        told = [_sentence(one, pairs[:place]) for one in report.sentences]
        row = report.row
        nearest = _nearest(report, before)
        members.append(
            {
                "article_id": report.article_id,
                "outlet": row["outlet"],
                "url": row["url"],
                "title": row["title"],
                "version": row["version"],
                "record_id": row["record_id"],
                "published_at": row["published_at"],
                "published_date": row["published_date"],
                "first_captured_at": row["first_captured_at"],
                "out_by": stamp(_out_by(report)),
                "agencies": list(report.agencies),
                "holds_quote": None if quoting is None else report.article_id in quoting,
                "from": nearest,
                "repeated": [one for one in told if one["from"] is not None],
                "added": [one for one in told if one["from"] is None],
            }
        )
    return members


def _nearest(report: Report, before: Sequence[Report]) -> Document | None:
    """The earlier report that most of this one's text stands in, and which share; the earliest of equals."""
    shares = [(share(report.shingled.every, one.shingled.every), -place) for place, one in enumerate(before)]
    best, place = max(shares, default=(0.0, 0))
    return {"article_id": before[-place].article_id, "share": round(best, 3)} if best else None


def _independent(members: Sequence[Document]) -> list[Document]:
    """The members that neither repeat an earlier one's text nor credit an agency that an earlier one credits.

    A member that repeats one which is not asked about (it lacks the quote) is not independent either.
    """
    found: list[Document] = []
    credited: set[str] = set()
    for member in members:
        source, agencies = member["from"], set(member["agencies"])
        if (source is None or source["share"] < OWN) and not agencies & credited:
            found.append(member)
        credited |= agencies
    return found


def _sentence(sentence: Sentence, earlier: Sequence[tuple[str, frozenset[tuple[str, ...]]]]) -> Document:
    """The sentence, and the earliest report that it is repeated from, None when it was added."""
    own = _pairs(sentence.printed)
    source = next(
        ((name, part) for name, held in earlier if (part := _part(own, held)) >= REPEATED), (None, 0.0)
    )
    return {
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.printed,
        "from": source[0],
        "share": round(source[1], 3),
    }


def _pairs_of(report: Report) -> frozenset[tuple[str, ...]]:
    return frozenset(pair for one in report.sentences for pair in _pairs(one.printed))


def _pairs(text: str) -> frozenset[tuple[str, ...]]:
    """Every two folded words in a row; of one word, that one."""
    words = folded_words(text)
    return frozenset(pairwise(words)) if len(words) > 1 else frozenset([tuple(words)])


def _part(own: frozenset[tuple[str, ...]], held: frozenset[tuple[str, ...]]) -> float:
    return len(own & held) / len(own)


def _first_by_own_date(reports: Sequence[Report]) -> list[str]:
    """The articles that may have been first by what their pages say: several where one gives only a day."""
    spans = [(span, one) for one in reports if (span := _published(one)) is not None]
    if not spans:
        return []
    surely = min(latest for (_, latest), _ in spans)
    return sorted(one.article_id for (earliest, _), one in spans if earliest <= surely)


def _first_by_capture(reports: Sequence[Report]) -> list[str]:
    """The article that we captured first; several where two have the same moment."""
    earliest = min((one.row["first_captured_at"] for one in reports), default=None)
    return sorted(one.article_id for one in reports if one.row["first_captured_at"] == earliest)


def _order(report: Report) -> tuple[datetime, str, str]:
    return _out_by(report), report.row["first_captured_at"], report.article_id


def _out_by(report: Report) -> datetime:
    """When the report was out for certain: its own date's latest moment, or our first capture if sooner."""
    captured = moment(report.row["first_captured_at"])
    span = _published(report)
    return captured if span is None else min(captured, span[1])


def _published(report: Report) -> tuple[datetime, datetime] | None:
    """The earliest and the latest moment that the page's own date may mean; None without one."""
    printed, day = report.row["published_at"], report.row["published_date"]
    try:
        at = datetime.fromisoformat(printed) if printed and len(printed) > len("2026-11-22") else None
        if at is not None:
            loose = timedelta() if at.tzinfo else FURTHEST
            certain = at if at.tzinfo else at.replace(tzinfo=UTC)
            hour = timedelta(hours=1) if report.row["published_precision"] == "hour" else timedelta()
            return certain - loose, certain + loose + hour
        if day:
            begins = datetime.fromisoformat(day).replace(tzinfo=UTC)
            return begins - FURTHEST, begins + timedelta(days=1) + FURTHEST
    except (ValueError, OverflowError):
        return None
    return None
