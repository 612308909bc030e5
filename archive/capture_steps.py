"""The steps of a URL's story that its captures tell: when it was asked for, what came, how it was read."""

from collections.abc import Iterator
from urllib.parse import urljoin

from archive.captures import ARTICLE_ROLES, RENDERED, response_head
from archive.fates import ROLES as FOUND_BY
from archive.fates import Step
from archive.language import Saying, joined, saying
from archive.lookup import UnknownArticle, find_article
from archive.own_warcs import read_current
from archive.place import Archive
from archive.reasons import READINGS, cut_in_words, in_words, status_in_words
from archive.records import RecordError
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from extractors.urls import UrlError, normalise

CAPTURES = (
    "SELECT c.record_id, c.url, c.article_id, c.captured_at, c.status, c.kind, c.role, c.outcome, c.via,"
    " c.warc, c.offset, c.length, c.robots, c.truncated, c.reading, c.text_digest, c.outlet, w.origin"
    " FROM captures c LEFT JOIN warcs w ON w.name = c.warc WHERE c.url_key = ?"
    " AND (c.kind NOT IN ('resource', 'conversion')"
    "  OR (c.kind = 'resource' AND c.role IN ('rendered-page', 'render-failure')))"
    " ORDER BY c.captured_at, c.record_id"
)
PROBLEMS = "SELECT code, detail FROM problems WHERE record_id = ? ORDER BY code, detail"
VERSIONS = (
    "SELECT record_id, article_id, version, title, words FROM versions"
    " WHERE article_id = ? AND text_digest = ? ORDER BY version, version_key"
)
ARTICLE = "SELECT article_id, url, version_count, last_seen_at, state FROM articles WHERE article_id = ?"
ROLES = FOUND_BY | {
    "article": saying("an article"),
    "page": saying("a page"),
    "listing": saying("a further page of a section, feed or archive"),
    "look": saying("a page looked at to find out about the outlet"),
    "requisite": saying("a requisite"),
}
VERDICTS = {
    "allowed": saying("allowed"),
    "disallowed": saying("disallowed"),
    "unavailable": saying("unavailable"),
    "exempt": saying("exempt"),
}
# Problems that another step tells in words already.
TOLD = frozenset({"truncated", "incomplete-exchange", "no-http-head"})


def capture_steps(archive: Archive, db: sqlite3.Connection, captures: list[Row]) -> Iterator[Step]:
    """Every capture of a URL with what was read of it, then the article it belongs to or leads to."""
    for capture in captures:
        yield _happened(archive, capture)
        if capture["role"] == "requisite" and capture["via"] is not None:
            detail = saying("an image or stylesheet of {page}", page=capture["via"])
            yield Step(at=capture["captured_at"], what="requisite of", detail=detail)
        yield from _read(db, capture)
    for article_id in dict.fromkeys(capture["article_id"] for capture in captures if capture["article_id"]):
        article = read_row(db, ARTICLE, (article_id,))
        if article is not None:
            yield _article(article)
    if captures and 300 <= (captures[-1]["status"] or 0) < 400 and captures[-1]["status"] != 304:
        yield from _leads_to(db, captures[-1], target_of(archive, captures[-1]))


def _happened(archive: Archive, capture: Row) -> Step:
    what, said = _answered(archive, capture)
    return Step(at=capture["captured_at"], what=what, detail=joined([said, *_where(capture)]))


def _answered(archive: Archive, capture: Row) -> tuple[str, Saying]:
    status, outcome = capture["status"], capture["outcome"]
    if capture["kind"] == "resource" and capture["role"] == RENDERED:
        return "rendered", saying(
            "its scripts were run in a browser of ours, and what they made of it was kept"
        )
    if capture["kind"] == "resource":
        return "not rendered", saying("a browser of ours could not show it")
    if outcome not in (None, "ok"):
        return "failed", in_words(outcome)
    if capture["kind"] == "revisit" or status == 304:
        return "captured again, unchanged", saying("HTTP {status}, the same bytes as before", status=status)
    if status is None:
        return (
            ("failed", in_words("no-http-head"))
            if capture["origin"] == "own"
            else ("captured", saying("no HTTP head"))
        )
    if 200 <= status < 300:
        return "captured", saying("HTTP {status}", status=status)
    if 300 <= status < 400:
        target = target_of(archive, capture)
        if target is None:
            return "redirected", saying("HTTP {status}, without saying where to", status=status)
        return "redirected", saying("HTTP {status}, to {target}", status=status, target=target)
    return "gone" if status in (404, 410) else "failed", status_in_words(status)


def _where(capture: Row) -> list[Saying]:
    said = []
    if capture["role"] and capture["kind"] != "resource":
        said.append(saying("asked for as {role}", role=ROLES.get(capture["role"], capture["role"])))
    if capture["robots"]:
        verdict = VERDICTS.get(capture["robots"], capture["robots"])
        said.append(saying("robots.txt: {verdict}", verdict=verdict))
    if capture["via"]:
        said.append(saying("pointed at by {via}", via=capture["via"]))
    if capture["origin"] == "import":
        said.append(saying("from a file of a third party"))
    place = saying(
        "record {record} in {warc} at byte {offset}",
        record=capture["record_id"],
        warc=capture["warc"],
        offset=capture["offset"],
    )
    return [*said, place]


def _read(db: sqlite3.Connection, capture: Row) -> Iterator[Step]:
    at, reading = capture["captured_at"], capture["reading"]
    problems = list(read_rows(db, PROBLEMS, (capture["record_id"],)))
    if capture["truncated"] is not None and capture["kind"] == "response":
        yield Step(at=at, what="truncated", detail=cut_in_words(capture["truncated"]))
    if reading == "article":
        yield from _versions(db, capture)
    elif reading is not None:
        details = [p["detail"] for p in problems if p["code"] == reading]
        told = [in_words(reading), *(saying("{text}", text=detail) for detail in details)]
        yield Step(at=at, what="not an article" if reading != "waiting" else reading, detail=joined(told))
    elif capture["truncated"] is not None and capture["role"] in ARTICLE_ROLES:
        yield Step(at=at, what="not read", detail=saying("a text that may be cut short is not read"))
    for problem in problems:
        if problem["code"] != reading and problem["code"] not in TOLD:
            known = READINGS.get(problem["code"])
            told = [known] if known is not None else []
            told.append(saying("{text}", text=problem["detail"]))
            yield Step(at=at, what=f"problem {problem['code']}", detail=joined(told))


def _versions(db: sqlite3.Connection, capture: Row) -> Iterator[Step]:
    for version in read_rows(db, VERSIONS, (capture["article_id"], capture["text_digest"])):
        values = {name: version[name] for name in ("version", "words", "title")}
        if version["record_id"] == capture["record_id"]:
            said = saying(
                "version {version} of article {article}, {words:word|words}: {title}",
                article=capture["article_id"],
                **values,
            )
            yield Step(at=capture["captured_at"], what="indexed", detail=said)
        else:
            said = saying(
                "the text of version {version} of article {article}, captured earlier",
                version=version["version"],
                article=capture["article_id"],
            )
            yield Step(at=capture["captured_at"], what="text known", detail=said)


def _article(article: Row) -> Step:
    detail = saying(
        "{article} has {versions:version|versions}, last seen {at}",
        article=article["article_id"],
        versions=article["version_count"],
        at=article["last_seen_at"],
    )
    return Step(at=None, what=f"article {article['state'] or 'unknown'}", detail=detail)


def target_of(archive: Archive, capture: Row) -> str | None:
    """Where the answer's Location leads, read from its record; None when it names no web address."""
    if capture["origin"] != "own":
        return None
    try:
        record = read_current(archive.warcs / capture["warc"], capture["offset"])
    except (OSError, RecordError):
        return None
    _status, headers = response_head(record.block)
    location = next((value for name, value in headers if name.lower() == "location"), None)
    if location is None:
        return None
    try:
        text = location.encode("latin-1").decode("utf-8", "replace")
        return normalise(urljoin(capture["url"], text))
    except (UrlError, ValueError):
        return location


def _leads_to(db: sqlite3.Connection, capture: Row, target: str | None) -> Iterator[Step]:
    try:
        article = read_row(db, ARTICLE, (find_article(db, target or capture["url"]),))
    except UnknownArticle:
        return
    if article is not None and article["article_id"] != capture["article_id"]:
        detail = saying("{url}, article {article}", url=article["url"], article=article["article_id"])
        yield Step(at=None, what="leads to", detail=detail)
