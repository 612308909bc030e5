"""One article as `warraq show` prints it: each date with where it stood, who signed, who is credited."""

from collections.abc import Iterator
from typing import Any

import click

from archive.console import print_field
from archive.language import tr
from archive.renderings import said_of
from archive.terminal import lines

Document = dict[str, Any]  # as `archive.show.show` gives it
_MOST = 12  # names, or dates that do not count, in one listing


def print_article(document: Document) -> None:
    """Print the article's fields, its capture and its text."""
    print_field("title", document["title"])
    print_field("subtitle", document["subtitle"])
    _print_signature(document)
    print_field("outlet", document["outlet"])
    _print_dates(document)
    print_field("section", document["section"])
    print_field("url", document["url"])
    print_alias(document["alias"])
    print_field("article", document["article_id"])
    version = tr("{version} of {count}", version=document["version"], count=document["version_count"])
    print_field("version", version)
    print_field("credited", tr(", ").join(_credited(document)) or None)
    print_provenance(document)
    for one in document["pictures"]:
        rendered = tr("live page") if one["rendered"] == "live" else tr("archived page")
        told = {"media": one["media"], "rendered": rendered, "at": one["captured_at"]}
        print_field(
            "picture", tr("{media}, {rendered}, {at}, record {record}", **told, record=one["record_id"])
        )
    click.echo()
    for line in lines(document["body"]):
        click.echo(line)


def print_alias(alias: Document | None) -> None:
    """Say through which other address the article was found."""
    if alias is None:
        return
    names = {"url": alias["url"], "target": alias["target_url"]}
    if alias["kind"] == "redirect":
        print_field("alias", tr("{url} redirected to {target}", **names))
    else:
        print_field("alias", tr("{url} names {target} as its canonical address", **names))


def print_provenance(document: Document) -> None:
    """Print the capture that the text was read from, down to its bytes."""
    capture = document["capture"]
    print_field("captured", capture["captured_at"])
    print_rendering(document["rendered"])
    print_field("record", capture["record_id"])
    print_field("warc", capture["warc"])
    print_field("offset", capture["offset"])
    print_field("length", capture["length"])
    print_field("payload digest", capture["payload_digest"])
    print_field("body digest", document["body_digest"])


def print_rendering(rendered: Document | None) -> None:
    """Say that the text was read from a rendered page: in which browser, and what the outlet sent."""
    if rendered is None or "browser" not in rendered:
        return
    print_field("read from", said_of(rendered))
    print_field("page as sent", rendered["of"])
    for part in rendered["parts"][:_MOST]:
        print_field("part as sent", f"{part['record_id']} {part['url'] or ''}")
    if len(rendered["parts"]) > _MOST:
        more = tr("{count} more that are not listed", count=len(rendered["parts"]) - _MOST)
        print_field("part as sent", more)


def print_bytes(quote: Document) -> None:
    """Say which bytes of the captured page hold a quote."""
    html = quote.get("html")
    if html is not None:
        ranges = ", ".join(f"{one['start']}\u2013{one['end']}" for one in html["ranges"][:_MOST])
        more = ", …" if len(html["ranges"]) > _MOST else ""
        print_field("bytes of the page", f"{ranges}{more} ({html['where']})")


def _print_signature(document: Document) -> None:
    byline, dateline = document["byline"], document["dateline"]
    authors = "، ".join(document["authors"])
    print_field("authors", authors or None)
    if byline is not None and byline["printed"] != authors:
        print_field("byline", byline["printed"])
    if dateline is not None:
        print_field("dateline", tr(", ").join(filter(None, (dateline["place"], dateline["agency"]))))


def _print_dates(document: Document) -> None:
    print_field("published", document["published_at"] or tr("no date printed"))
    if document["published_raw"] is not None:
        told = {"raw": document["published_raw"], "source": document["published_source"]}
        print_field("as printed", tr("{raw} ({source})", **told))
    print_field("modified", document["modified_at"])
    others = [claim for claim in document["date_claims"] if _is_told(claim)]
    for claim in others[:_MOST]:
        print_field("another date", _other(claim))
    if len(others) > _MOST:
        print_field("another date", tr("{count} more that are not listed", count=len(others) - _MOST))


def _is_told(claim: Document) -> bool:
    """Whether a claim is told beside the date that counts: one of publication that does not agree with it."""
    return claim["kind"] == "published" and claim["verdict"] not in ("chosen", "agrees")


def _other(claim: Document) -> str:
    told = {"raw": claim["raw"], "source": claim["source"], "verdict": tr(claim["verdict"])}
    if claim["value"] is None or claim["value"] == claim["raw"]:
        return tr("{raw} ({source}): {verdict}", **told)
    return tr("{raw}, which is {value} ({source}): {verdict}", **told, value=claim["value"])


def _credited(document: Document) -> Iterator[str]:
    """Give whom the report credits, each once, in the order of the text."""
    sources = [found["source"] or found["printed"] for found in document["attributions"]]
    names = list(dict.fromkeys(sources))
    yield from names[:_MOST]
    if len(names) > _MOST:
        yield tr("{count} more that are not listed", count=len(names) - _MOST)
