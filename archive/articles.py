"""Rows of `articles`: made from all captures and versions of an article, whatever their order came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.problems import Problem, insert_problems
from archive.schema import sqlite3
from archive.search_rows import update_search_rows
from archive.seed_dates import published_by_seeds, seed_dates
from extractors.article import Stamp

GONE = frozenset({404, 410})
BLOCKED = frozenset({401, 403, 429, 451})
BLOCKING_PAGES = frozenset(
    {"bot-challenge", "consent-wall", "paywall", "geo-block", "access-denied", "login-wall"}
)
# How a page reads that is empty until a browser runs its scripts.
SHELLS = frozenset({"script-only", "no-body", "too-short", "no-title"})
# A text that lost more than this share of its length is doubted: pages get emptied by mistake.
EMPTIED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One capture of an article, as far as the article's row depends on it."""

    record_id: str
    captured_at: str
    status: int | None
    kind: str
    own: bool
    reading: str | None
    text_digest: str | None
    whole: bool
    warc: str
    offset: int
    url_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One version of an article, as far as the article's row depends on it."""

    version_key: str
    record_id: str
    number: int
    url: str
    title: str
    published_at: str | None
    published_date: str | None
    text_digest: str
    length: int


def update_articles(db: sqlite3.Connection, article_ids: Iterable[str]) -> None:
    """Make the rows of these articles anew, and what a search finds of them; one without a version goes."""
    ordered = sorted(article_ids)
    for article_id in ordered:
        _update(db, article_id)
    update_search_rows(db, ordered)


def doubtful(texts: Sequence[Text]) -> dict[str, str]:
    """Of an article's versions in order, the digests of those that seem emptied, each with the reason."""
    found: dict[str, str] = {}
    head = texts[0]
    for text in texts[1:]:
        if text.length < head.length * (1 - EMPTIED):
            shrank = f"the text shrank from {head.length} to {text.length} characters"
            found[text.text_digest] = f"{shrank}; the fuller version stays on top"
        else:
            head = text
    return found


def state_of(captures: Sequence[Shown], version_count: int) -> str:
    """live, changed, removed, blocked or unknown: what the newsroom answered last.

    An article under several addresses is there as long as one of them shows it.
    """
    answers = [shown for shown in captures if shown.status is not None and shown.whole]
    if any(shown.kind == "resource" for shown in answers):  # an empty shell says nothing of what it shows
        answers = [shown for shown in answers if shown.reading not in SHELLS]
    own = [shown for shown in answers if shown.own]
    if not answers:
        return "unknown"
    lasts = list({shown.url_key: shown for shown in own or answers}.values())
    last = next((shown for shown in lasts if _shows(shown)), (own or answers)[-1])
    if last.status in GONE:
        return "removed"
    if last.status in BLOCKED or last.reading in BLOCKING_PAGES:
        return "blocked"
    if _shows(last):
        return "changed" if version_count > 1 else "live"
    return "unknown"


def _shows(shown: Shown) -> bool:
    """Whether a capture shows the report. A revisit shows what the page it refers to did: a wall, maybe."""
    if shown.kind == "revisit" or shown.status == 304:
        return shown.status not in GONE | BLOCKED and shown.reading in (None, "waiting", "article")
    return shown.status not in GONE | BLOCKED and shown.reading == "article"


def article_row(
    captures: Sequence[Shown], texts: Sequence[Text], told: Stamp | None
) -> dict[str, str | int | None]:
    """What the row of an article with these captures and versions says, both in time's order.

    `told` is the publication date that a seed gives, for an article whose page gives none.
    Raises ValueError when there is no version, or no capture that shows one.
    """
    by_digest = {text.text_digest: text for text in texts}
    showing = [shown for shown in captures if shown.text_digest in by_digest]
    if not showing:
        raise ValueError("no capture shows any of the article's versions")
    doubts = doubtful(texts)
    trusted = [shown for shown in showing if shown.text_digest not in doubts]
    head = by_digest[(trusted or showing)[-1].text_digest or ""]
    silent = told if head.published_at is None else None
    return {
        "url": head.url,
        "title": head.title,
        "published_at": silent.value if silent else head.published_at,
        "published_date": silent.day if silent else head.published_date,
        "version_count": len(texts),
        "first_captured_at": showing[0].captured_at,
        "last_seen_at": max(
            c.captured_at for c in captures if c.text_digest or (c.kind == "revisit" and _shows(c))
        ),
        "state": state_of(captures, len(texts)),
    }


def _update(db: sqlite3.Connection, article_id: str) -> None:
    texts, captures = texts_of(db, article_id), captures_of(db, article_id)
    if not texts:
        db.execute("DELETE FROM articles WHERE article_id = ?", (article_id,))
        return
    if len(captures) > 1:
        _note_doubts(db, captures, texts)
    db.execute(
        "UPDATE articles SET url=:url, title=:title, published_at=:published_at,"
        " published_date=:published_date, version_count=:version_count,"
        " first_captured_at=:first_captured_at, last_seen_at=:last_seen_at, state=:state"
        " WHERE article_id=:article_id",
        article_row(captures, texts, told_by_seeds(db, article_id, texts)) | {"article_id": article_id},
    )
    renumbered = [(n, text.version_key) for n, text in enumerate(texts, 1) if text.number != n]
    db.executemany("UPDATE versions SET version=? WHERE version_key=?", renumbered)


def told_by_seeds(db: sqlite3.Connection, article_id: str, texts: Sequence[Text]) -> Stamp | None:
    """The publication date that a feed or a news sitemap gives, where a page of the article gives none."""
    if all(text.published_at for text in texts):
        return None
    return published_by_seeds(seed_dates(db, article_id))


def texts_of(db: sqlite3.Connection, article_id: str) -> list[Text]:
    """The versions of an article, in the order of the captures that brought them."""
    rows = db.execute(
        "SELECT version_key, record_id, version, url, title, published_at, published_date, text_digest,"
        " length(body) FROM versions WHERE article_id = ? ORDER BY captured_at, record_id",
        (article_id,),
    )
    return [
        Text(
            version_key=row[0],
            record_id=row[1],
            number=row[2],
            url=row[3],
            title=row[4],
            published_at=row[5],
            published_date=row[6],
            text_digest=row[7],
            length=row[8],
        )
        for row in rows
    ]


def captures_of(db: sqlite3.Connection, article_id: str) -> list[Shown]:
    """The captures of an article in time's order."""
    rows = db.execute(
        # A rendered page shows what the newsroom's answers say when they are put together.
        "SELECT c.record_id, c.captured_at,"
        " CASE WHEN c.role = 'rendered-page' THEN 200 ELSE c.status END,"
        " c.kind, w.origin = 'own',"
        " coalesce(c.reading, r.reading), c.text_digest,"
        " coalesce(c.outcome, 'ok') = 'ok', c.warc, c.offset, c.url_key"
        " FROM captures c JOIN warcs w ON w.name = c.warc"
        " LEFT JOIN captures r ON r.record_id = c.refers_to AND r.article_id = c.article_id"
        "  AND c.kind = 'revisit'"
        " WHERE c.article_id = ? AND (c.kind NOT IN ('resource', 'conversion') OR c.role = 'rendered-page')"
        " ORDER BY c.captured_at, c.record_id",
        (article_id,),
    )
    return [
        Shown(
            record_id=row[0],
            captured_at=row[1],
            status=row[2],
            kind=row[3],
            own=bool(row[4]),
            reading=row[5],
            text_digest=row[6],
            whole=bool(row[7]),
            warc=row[8],
            offset=row[9],
            url_key=row[10],
        )
        for row in rows
    ]


def doubt_problems(captures: Sequence[Shown], texts: Sequence[Text]) -> list[Problem]:
    """The problems that doubtful texts among an article's versions are, at the captures that brought them."""
    doubts = doubtful(texts)
    places = {shown.record_id: shown for shown in captures}
    return [
        Problem(
            warc=places[text.record_id].warc,
            offset=places[text.record_id].offset,
            record_id=text.record_id,
            code="needs-review",
            detail=doubts[text.text_digest],
        )
        for text in texts
        if text.text_digest in doubts and text.record_id in places
    ]


def _note_doubts(db: sqlite3.Connection, captures: Sequence[Shown], texts: Sequence[Text]) -> None:
    db.executemany(
        "DELETE FROM problems WHERE record_id = ? AND code = 'needs-review'",
        [(shown.record_id,) for shown in captures],
    )
    insert_problems(db, doubt_problems(captures, texts))
