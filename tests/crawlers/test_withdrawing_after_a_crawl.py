"""A report that a real crawl captured is withdrawn: it is in no file any more, and crawls leave it alone."""

import html
import json
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from archive.http import decode_content, parse_response
from archive.warc import walk
from newsroom import Newsroom

SLUG = "almithal"


def texts_of(path: Path) -> Iterator[str]:
    """What a file says: as it is, what it holds compressed, and its payloads decoded."""
    data = path.read_bytes()
    parts, at = [data], 0
    while (at := data.find(b"\x1f\x8b\x08", at)) >= 0:
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        with suppress(zlib.error):
            parts.append(engine.decompress(data[at:]))
        at += 1
    if ".warc.gz" in path.name:
        parts += [
            decode_content(parse_response(one.block))[0] for one in walk(path) if one.type == "response"
        ]
    for part in parts:
        text = html.unescape(part.decode("utf-8", "replace"))
        yield text
        yield unquote(text)
        yield re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)


def holders(desk: Any, canaries: list[str]) -> dict[str, set[str]]:
    """By file of the archive the canaries that it holds."""
    found: dict[str, set[str]] = {}
    for path in sorted(desk.archive.root.rglob("*")):
        if path.is_file():
            held = {one for text in texts_of(path) for one in canaries if one in text}
            if held:
                found[path.relative_to(desk.archive.root).as_posix()] = held
    return found


@pytest.fixture(scope="module")
def told(new_desk: Callable[..., Any]) -> dict[str, Any]:
    """What a crawl held, what withdrawing said, and what the next crawl did."""
    with Newsroom(outlets=(SLUG,), faulty=False) as room:
        desk = new_desk()
        desk.set(politeness={"delay": 0.0})
        (desk.archive.outlets_dir / f"{SLUG}.toml").write_text(room.declaration(SLUG), encoding="utf-8")
        assert desk.warraq("crawl").code == 0
        texts = desk.rows("SELECT record_id, url, title, body FROM versions ORDER BY url")
        # The report with the longest title that no other text holds.
        alone = [one for one in texts if sum(one["title"] in f"{o['title']} {o['body']}" for o in texts) == 1]
        chosen = max(alone, key=lambda one: len(one["title"]))
        others = " ".join(one["body"] for one in texts if one is not chosen)
        sentences = [part for part in re.split(r"[.\n]+ ?", chosen["body"]) if len(part) > 40]
        canaries = [chosen["title"], next(part for part in sentences if part not in others)]
        slug = unquote(urlsplit(chosen["url"]).path.rstrip("/").rpartition("/")[2])
        canaries += [slug] if len(slug) > 12 else [unquote(urlsplit(chosen["url"]).path)]
        desk.warraq("cite", canaries[1])
        before = holders(desk, canaries)
        members = {(path.name, one.offset): one.length for path in desk.warcs() for one in walk(path)}
        options = ("--article", "--everything", "--code", "safety", "--json")
        dry = desk.warraq("withdraw", chosen["record_id"], "--dry-run", *options)
        run = desk.warraq("withdraw", chosen["record_id"], "--reason", "a source is in danger", *options)
        assert run.code == 0, run.err
        after = holders(desk, canaries)
        kept = {(path.name, one.offset): one.length for path in desk.warcs() for one in walk(path)}
        verified = desk.warraq("verify", "--json")
        asked = [desk.warraq("show", chosen["record_id"]), desk.warraq("show", chosen["url"])]
        fate = desk.warraq("why", chosen["url"], "--json")
        events = len(desk.events("discovered"))
        again = desk.warraq("crawl")
        return {
            "chosen": chosen,
            "before": before,
            "dry": dry.document,
            "run": run,
            "after": after,
            "same_places": members == kept,
            "verified": verified,
            "asked": asked,
            "fate": fate.document,
            "again": again,
            "found_again": [
                event
                for event in desk.events("discovered")[events:]
                if any(one["url"] == chosen["url"] for one in event["items"])
            ],
            "captures": desk.rows("SELECT url FROM captures WHERE url = ?", chosen["url"]),
            "frontier": chosen["url"] in desk.frontier(SLUG),
            "verified_again": desk.warraq("verify", "--json"),
        }


def test_the_report_was_in_many_files(told: dict[str, Any]) -> None:
    held = set().union(*told["before"].values())
    assert len(held) == 3
    assert "index.db" in told["before"]
    assert "citations.jsonl" in told["before"]
    assert f"state/{SLUG}.frontier.db" in told["before"]


def test_it_is_in_no_file_any_more(told: dict[str, Any]) -> None:
    assert told["after"] == {}
    assert told["same_places"]


def test_a_dry_run_says_what_goes(told: dict[str, Any]) -> None:
    done = json.loads(told["run"].out)
    goes = {one["record_id"] for one in done["withdrawn"]}
    assert {one["record_id"] for one in told["dry"]["withdrawn"]} == goes
    assert told["chosen"]["record_id"] in goes
    assert (told["dry"]["number"], done["number"], done["code"]) == (None, 1, "safety")
    assert "signed" in told["run"].err


def test_verification_says_withdrawn(told: dict[str, Any]) -> None:
    for run in (told["verified"], told["verified_again"]):
        assert (run.code, run.document["failures"]) == (0, [])
        assert told["chosen"]["record_id"] in {one["record_id"] for one in run.document["withdrawn"]}


def test_whoever_asks_is_told(told: dict[str, Any]) -> None:
    for run in told["asked"]:
        assert run.code == 1
        assert "withdrawn" in run.err
        assert "for somebody's safety" in run.err
    assert told["fate"]["state"] == "withdrawn"


def test_the_next_crawl_leaves_it_alone(told: dict[str, Any]) -> None:
    assert told["again"].code == 0, told["again"].err
    assert (told["found_again"], told["captures"], told["frontier"]) == ([], [], False)
