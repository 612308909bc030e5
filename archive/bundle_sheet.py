"""The cover sheet of an evidence bundle: printable HTML, Arabic first, without scripts or outside parts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from archive.bundle_documents import Passage
from archive.bundle_sheet_texts import (
    AS_SHOWN,
    CAPTURE,
    CHECKING,
    CITATION,
    COMMANDS,
    ENVIRONMENT,
    HOW,
    LABELS,
    LEFT_OUT,
    MADE,
    MATCHES,
    NO_DATE,
    NO_LEAF,
    NO_STAMP,
    NOT_PROVEN,
    NOT_SHOWN,
    NOTE,
    NOTHING,
    PROVEN,
    QUOTE,
    REMAINS,
    RENDERED_PAGE,
    SHOWN,
    STYLE,
    TITLE,
    UNKNOWN,
    WHY,
    Pair,
)  # fmt: skip
from archive.rows import read_row
from archive.schema import sqlite3
from archive.terminal import lines, one_line
from extractors.zones import zone

AROUND = 280  # code points of the text shown before and after a quote
OUTLET = "SELECT name, name_en, timezone FROM outlets WHERE slug = ?"
_OFFSET = re.compile(r"\([+-]\d\d:\d\d\)")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
Document = Mapping[str, Any]


def sheet(
    db: sqlite3.Connection, document: Document, passages: Sequence[Passage], provenance: Document
) -> bytes:
    """index.html of a bundle; `document` and `provenance` are its bundle.json and provenance.json."""
    captures = {one["record_id"]: one for one in document["captures"]}
    parts = [f"<h1>{_both(TITLE)}</h1>"]
    if document["title"]:
        parts.append(f"<h1>{_inline(document['title'])}</h1>")
    parts += [f'<p class="data">{_data(document["format"])} · {_data(document["created_at"])}</p>']
    for passage in passages:
        parts += _passage(db, passage)
    parts += [_heading(PROVEN), _list(SHOWN), _heading(NOT_PROVEN), _list(NOT_SHOWN)]
    parts += [_heading(CHECKING), f"<pre>{COMMANDS}</pre>", _list(HOW)]
    for record_id, capture in captures.items():
        rendered = provenance[record_id].get("rendering") is not None
        parts += _capture(db, capture, document, rendered=rendered)
        if capture["kind"] != "conversion":
            parts += _rendering(capture, provenance[record_id])
            parts += _environment(provenance[record_id])
            parts += _left_out(capture)
    body = "\n".join(parts)
    title = escape(f"{TITLE[0]}: {one_line(passages[0]['article']['title'])}")
    return (
        '<!doctype html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def _passage(db: sqlite3.Connection, passage: Passage) -> list[str]:
    """A passage: its report's head, the quote with its surroundings, the citations, a note."""
    article, quote = passage["article"], passage.get("quote")
    outlet = read_row(db, OUTLET, (article["outlet"],)) or {}
    names = [name for name in (outlet.get("name"), outlet.get("name_en")) if name] or [article["outlet"]]
    read_as = article["published_at"] or article["published_date"]
    local = _local(article["capture"]["captured_at"], outlet.get("timezone") or "UTC")
    rows = [
        ("outlet", " · ".join(map(_inline, names))),
        ("title", f"«{_inline(article['title'])}»"),
        ("published", _inline(article["published_raw"]) if article["published_raw"] else _both(NO_DATE)),
        ("read_as", _data(read_as) if read_as else None),
        ("captured", _data(local)),
        ("url", _data(article["url"])),
        ("match", _both(MATCHES[passage["match"]])),
    ]
    parts = [_table(rows)]
    if quote is not None:
        text = article["title"] if quote.get("field") == "title" else article["body"]
        parts += [_heading(QUOTE), _surrounded(text, quote["start"], quote["end"])]
    url, citation = article["url"], passage["citation"]
    parts += [_heading(CITATION), f"<p>{_cited(citation['ar'], url)}</p>"]
    parts.append(f'<p lang="en">{_cited(citation["en"], url)}</p>')
    if passage.get("note"):
        parts += [_heading(NOTE), f"<p dir=auto>{'<br>'.join(map(escape, lines(passage['note'])))}</p>"]
    return parts


def _surrounded(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    shown = [_block(part) for part in (before, text[start:end], after)]
    begins, ends = "… " if start > AROUND else "", " …" if end + AROUND < len(text) else ""
    return f"<blockquote dir=auto>{begins}{shown[0]}<mark>{shown[1]}</mark>{shown[2]}{ends}</blockquote>"


def _capture(db: sqlite3.Connection, capture: Document, document: Document, *, rendered: bool) -> list[str]:
    outlet = read_row(db, OUTLET, (capture["outlet"],)) or {}
    at = capture["captured_at"]
    rows = [("url", _data(capture["url"]))]
    if capture["kind"] in MADE:
        rows.append(("made", _data(at)))
    else:
        rows.append(("captured_utc", _data(at)))
        rows.append(("captured", _data(_local(at, outlet.get("timezone") or "UTC"))))
    for record in capture["records"]:
        rows.append(("record", _data(f"{record['type']} urn:uuid:{record['id']}")))
        rows.append(("digest", _data(record["sha256"])))
    made = RENDERED_PAGE if rendered else MADE.get(capture["kind"], CAPTURE)
    heading = _heading(made)
    if capture["proof"] is None:
        return [heading, _table(rows), _paragraphs(NO_LEAF)]
    found = next(one for one in document["checkpoints"] if one["size"] == capture["checkpoint"])
    rows.append(("leaf", _data(f"{capture['leaf_index']}, {document['origin']} {found['size']}")))
    rows.append(("root", _data(found["root"])))
    rows += [("stamp", _data(f"{one['at']} · {one['authority']}")) for one in found["stamps"]]
    if not found["stamps"] and capture["kind"] != "conversion":
        rows.append(("stamp", _both(NO_STAMP)))
    rows.append(("key", _data(document["keys"][-1])))
    return [heading, _table(rows)]


def _rendering(capture: Document, facts: Document) -> list[str]:
    """What a rendered page is and is not, with what it was shown, and what the outlet sent for it."""
    told = facts.get("rendering")
    if told is None:
        return []
    browser = (told["browser"] or "?").replace("/", " ")
    shown = [told[name] for name in ("browser", "driver", "viewport", "language", "timezone") if told[name]]
    sent = [one for one in (capture["refers_to"], *told["parts"]) if one]
    rows = [("shown_with", _data(" · ".join(shown))), *(("part", _data(f"urn:uuid:{one}")) for one in sent)]
    said = (AS_SHOWN[0].format(browser=browser), AS_SHOWN[1].format(browser=browser))
    return [_paragraphs(said), _table(rows)]


def _environment(facts: Document) -> list[str]:
    tls, dns, server = facts["tls"] or {}, facts["dns"] or {}, facts["server"]
    agent = [one for one in (facts["software"], facts["user_agent"]) if one]
    verified = "certificate verified" if tls.get("verified") else "certificate not verified" if tls else ""
    described = [tls.get("version"), tls.get("cipher"), tls.get("server_name"), verified]
    request = facts["request"]
    rows = [
        ("software", " · ".join(dict.fromkeys(agent))),
        ("request", request and "\n".join([request["line"], *(_header(*one) for one in request["headers"])])),
        ("robots", facts["robots"]),
        ("via", facts["found_through"]),
        ("outcome", facts["outcome"]),
        ("server", ":".join(str(one) for one in (server["address"], server["port"]) if one)),
        ("dns", dns and f"{', '.join(dns['addresses'])} ({dns['at']})"),
        ("tls", ", ".join(one for one in described if one)),
        ("certificates", "\n".join(tls.get("certificates_sha256", []))),
        ("clock", facts["clock"]["server_date"]),
    ]
    return [
        _heading(ENVIRONMENT),
        _table([(key, _data(text) if text else _both(UNKNOWN)) for key, text in rows]),
    ]


def _header(name: str, value: str | None) -> str:
    return f"{name}: {value}" if value is not None else f"{name}: […]"


def _left_out(capture: Document) -> list[str]:
    if not capture["left_out"]:
        return [_heading(LEFT_OUT), _paragraphs(NOTHING)]
    rows = [
        f"<li>{_data(one['type'] + ' ' + one['id'])} {_said(one['why'])}</li>" for one in capture["left_out"]
    ]
    return [_heading(LEFT_OUT), f"<ul>{''.join(rows)}</ul>", _paragraphs(REMAINS)]


def _said(why: str) -> str:
    return f'{escape(WHY[why])} <span lang="en">{escape(why)}</span>'


def _local(moment: str, place: str) -> str:
    return datetime.fromisoformat(moment).astimezone(zone(place)).isoformat(" ", "seconds") + f" {place}"


def _table(rows: Iterable[tuple[str, str | None]]) -> str:
    cells = (f"<tr><th>{_both(LABELS[key])}</th><td>{text}</td></tr>" for key, text in rows if text)
    return f"<table>{''.join(cells)}</table>"


def _heading(pair: Pair) -> str:
    return f"<h2>{_both(pair)}</h2>"


def _both(pair: Pair) -> str:
    return f'{escape(pair[0])} <span lang="en">{escape(pair[1])}</span>'


def _list(pairs: Iterable[Pair]) -> str:
    return f"<ul>{''.join(f'<li>{_paragraphs(pair)}</li>' for pair in pairs)}</ul>"


def _paragraphs(pair: Pair) -> str:
    return f'<p>{_code(pair[0])}</p><p lang="en">{_code(pair[1])}</p>'


def _code(text: str) -> str:
    """The text with what stands between grave accents as code."""
    pieces = escape(text, quote=False).split("`")
    return "".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces))


def _cited(text: str, url: str) -> str:
    """A citation in the direction of its own language, with address and time zone from left to right."""
    shown = escape(one_line(text))
    for piece in (escape(one_line(url)), *_OFFSET.findall(shown)):
        shown = shown.replace(piece, f'<bdi dir="ltr">{piece}</bdi>')
    return shown


def _inline(text: str) -> str:
    """A text from outside on one line, isolated so that its direction stays its own."""
    return f"<bdi>{escape(one_line(text))}</bdi>"


def _block(text: str) -> str:
    return "\n".join(escape(line) for line in lines(text))


def _data(text: str) -> str:
    """What is no prose: an address, a time, a digest; left to right, on lines of its own."""
    return f'<span class="data" dir="ltr">{"<br>".join(escape(line) for line in lines(text))}</span>'
