"""Which line of a robots.txt forbids a URL, found in the captured file itself."""

from dataclasses import dataclass

from archive.http import decode_content, parse_response
from archive.own_warcs import read_current
from archive.place import Archive
from archive.records import RecordError
from archive.rows import Row, read_row
from archive.schema import sqlite3
from extractors.urls import UrlError, normalise, url_key

AGENT = "Warraq"  # the product token that robots.txt is asked with
PARSED_BYTES = 500 << 10  # RFC 9309 section 2.5
ROBOTS = (
    "SELECT c.record_id, c.captured_at, c.warc, c.offset FROM captures c JOIN warcs w ON w.name = c.warc"
    " WHERE c.url_key = ? AND c.role = 'robots' AND c.status = 200 AND c.kind = 'response'"
    " AND c.captured_at <= ? AND w.origin = 'own' ORDER BY c.captured_at DESC, c.record_id LIMIT 1"
)

ASKED = (
    "SELECT c.record_id, c.captured_at, c.status, c.outcome FROM captures c JOIN warcs w ON w.name = c.warc"
    " WHERE c.url_key = ? AND c.role = 'robots' AND c.captured_at <= ? AND w.origin = 'own'"
    " ORDER BY c.captured_at DESC, c.record_id LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsLine:
    """A line (`number` from 1, `text` as it stands) of the robots.txt captured as `record_id`."""

    number: int
    text: str
    record_id: str
    captured_at: str


def last_robots(db: sqlite3.Connection, url: str, at: str) -> Row | None:
    """Record id, time, status and outcome of the last request for the robots.txt of the URL's host."""
    try:
        return read_row(db, ASKED, (url_key(normalise("/robots.txt", url)), at))
    except UrlError:
        return None


def forbidding_line(archive: Archive, db: sqlite3.Connection, url: str, at: str) -> RobotsLine | None:
    """The line that forbade `url` at that moment; None when no captured robots.txt holds one."""
    try:
        key = url_key(normalise("/robots.txt", url))
    except UrlError:
        return None
    row = read_row(db, ROBOTS, (key, at))
    if row is None:
        return None
    try:
        record = read_current(archive.warcs / row["warc"], row["offset"])
    except (OSError, RecordError):
        return None
    body, _problems = decode_content(parse_response(record.block))
    text = body[:PARSED_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    number = line_that_forbids(text, url)
    if number is None:
        return None
    return RobotsLine(
        number=number,
        text=text.splitlines()[number - 1].strip(),
        record_id=row["record_id"],
        captured_at=row["captured_at"],
    )


def line_that_forbids(text: str, url: str, agent: str = AGENT) -> int | None:
    """The number (from 1) of the line that forbids the URL to the agent: the longest rule that matches."""
    from protego import Protego  # comes with Scrapy; only this needs it here

    if Protego.parse(text).can_fetch(url, agent):
        return None
    lines = text.splitlines()
    rules = [n for n, line in enumerate(lines) if line.strip().lower().startswith("dis")]
    rule_lines = set(rules) | {n for n, line in enumerate(lines) if line.strip().lower().startswith("allow")}
    matching = []
    for n in rules:
        value = lines[n].partition("#")[0].partition(":")[2].strip()
        if not value or Protego.parse(f"User-agent: *\nDisallow: {value}").can_fetch(url, agent):
            continue
        # The file with this rule alone: whether it stands in the group that is ours.
        alone = "\n".join(line for m, line in enumerate(lines) if m == n or m not in rule_lines)
        if not Protego.parse(alone).can_fetch(url, agent):
            matching.append((len(value), -n))
    return 1 - max(matching)[1] if matching else None
