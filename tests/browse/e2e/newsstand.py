"""The archive that end-to-end tests look at: two outlets of the newsroom and one that means harm."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from archive.cases import cases_of
from archive.citation_notes import read_notes
from archive.schema import sqlite3
from extractors.urls import url_key
from newsroom import Newsroom
from tests.browse import hostile, hostile_words
from tests.browse.conftest import CASE, NOTE, QUOTE, Served, serving

OUTLETS = ("almithal", "sada")
HARMFUL = "jidar"
# What pages look like when there is little to tell, or what they tell is odd.
FURTHER = (
    "unknown",
    "not understood",
    "nothing found",
    "taken away",
    "hostile words",
    "attack",
    "older version",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsstand(Served):
    """A served archive. `edited` and `removed` are reports that the newsroom changed and took away, `worded`
    one whose words are hostile; `attack` is the record of a page whose scripts are, `evil` the server that
    they try to reach, which is alive."""

    removed: str
    worded: str
    attack: str
    evil: Any


@contextmanager
def newsstand(desk: Any, new_site: Callable[[], Any]) -> Iterator[Newsstand]:
    """Crawl the outlets, some of them again after a change, and serve what came of it."""
    harmful, evil = new_site(), new_site()
    attack = hostile.put(harmful, evil)
    worded = harmful.put("/report/2", hostile_words.page())
    harmful.pages["/hall.png"] = harmful.pages["/bridge.png"]
    sitemap = harmful.sitemap("/sitemap.xml", [attack, worded])
    with Newsroom(outlets=OUTLETS, faulty=False) as room:
        for slug in OUTLETS:
            path = desk.archive.outlets_dir / f"{slug}.toml"
            path.write_text(room.declaration(slug), encoding="utf-8")
        desk.declare(
            HARMFUL,
            name="جدار الصمت",
            homepage=harmful.url(),
            domains=[harmful.host],
            sitemaps=[sitemap],
            article_url=r"/report/\d",
            requisites="all",
        )
        crawl(desk, *OUTLETS, HARMFUL)
        edited, removed = room.edit(2), room.outlets["almithal"].article_urls[0]
        room.delete(removed)
        again(desk, "almithal", edited, removed)
        crawl(desk, "almithal")
    for words in (("rebuild",), ("checkpoint",)):
        done = desk.warraq(*words)
        assert done.code == 0, done.err
    article = {row["url"]: row["article_id"] for row in desk.rows("SELECT url, article_id FROM articles")}
    (record,) = desk.rows("SELECT record_id FROM captures WHERE url = ?", attack)
    for words in (
        ("new", CASE, "--title", "ما جرى"),
        ("add", CASE, QUOTE, "--note", NOTE),
        ("add", CASE, article[edited]),
        ("note", CASE, "ملاحظة وحدها"),
    ):
        done = desk.warraq("case", *words)
        assert done.code == 0, done.err
    with serving(desk.archive) as port:
        yield Newsstand(
            archive=desk.archive,
            port=port,
            edited=article[edited],
            case=cases_of(read_notes(desk.archive))[0].id,
            removed=article[removed],
            worded=article[worded],
            attack=record["record_id"],
            evil=evil,
        )


def crawl(desk: Any, *slugs: str) -> None:
    """Crawl outlets at the same time, each in a process of its own."""
    with ThreadPoolExecutor() as pool:
        for run in pool.map(desk.crawl, slugs):
            assert run.code == 0, run.err


def again(desk: Any, slug: str, *urls: str) -> None:
    """Make these URLs due for another capture."""
    with sqlite3.connect(str(desk.archive.state / f"{slug}.frontier.db")) as db:
        for url in urls:
            done = db.execute("UPDATE urls SET again = 1, not_before = 0 WHERE url_key = ?", (url_key(url),))
            assert done.rowcount == 1, url


def further(stand: Newsstand) -> dict[str, str]:
    """One address of each of these."""
    return {
        "unknown": "/article/0123456789abcdef",
        "not understood": "/search?q=a&from=yesterday",
        "nothing found": f"/search?q={quote('زقزقات')}",
        "taken away": f"/article/{stand.removed}/history",
        "hostile words": f"/article/{stand.worded}",
        "attack": f"/replay/{stand.attack}",
        "older version": f"/article/{stand.edited}?version=1",
    }
