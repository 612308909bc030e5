"""A page that makes a crawl balloon ends that crawl, in good order; the others go on."""

import subprocess
import sys
from types import SimpleNamespace
from typing import Any, cast

from crawlers.memory import OUT_OF_MEMORY, REFUSED_MEMORY, OwnMemory

LIMIT = 150  # MB; a crawl of a few pages takes about 90
LINKS = 250_000

ASKS = """
import sys
from crawlers.memory import limit_memory
limit_memory(100)
try:
    held = bytearray(400_000_000)
except MemoryError:
    print("refused")
"""

PARSES = """
import resource
from crawlers.discovery import SECTION, Seed, read_seed
from extractors.outlets import host_outlet
def parse(body):
    seed = Seed(url="https://almithal.example/", role=SECTION)
    return read_seed(seed, body, "text/html", host_outlet("almithal.example"))
body = b"<html><body>" + b"<p id=x class=y>x</p>" * 400_000
assert "reading-memory" not in str(parse(b"<p>x</p>").problems)
with open("/proc/self/statm") as file:
    held = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (held + (60 << 20), held + (60 << 20)))
try:
    print("read", parse(body).problems)
except MemoryError:
    print("refused")
"""


def test_a_page_that_makes_a_crawl_balloon_ends_that_crawl_alone(desk: Any, site: Any, new_site: Any) -> None:
    other = new_site()
    desk.set(schedule={"crawl_memory_mb": LIMIT})
    links = "".join(f'<p><a href="/x/{n}">{n}</a></p>' for n in range(LINKS))
    site.put("/", f"<html><body>{links}</body></html>")
    for slug, server in (("big", site), ("small", other)):
        listed = [server.put("/report/1", "<html><body>report</body></html>")]
        desk.declare(
            slug, homepage=server.url(), domains=[server.host], sitemaps=[server.sitemap("/s.xml", listed)]
        )
    run = desk.warraq("crawl", "--due", "--json")
    assert run.code == 3, run.err
    ended = {one["slug"]: one for one in run.document["outlets"]}
    assert ended["small"]["exit_code"] == 0
    assert ended["big"]["exit_code"] == 3
    assert ended["big"]["reason"] == "memusage_exceeded"
    assert "crawl_memory_mb" in ended["big"]["error"]
    kept = {row["url"] for row in desk.rows("SELECT url FROM captures WHERE outlet = 'big'")}
    assert site.url() in kept
    (alarm,) = [one for one in desk.warraq("status", "--json").document["outlets"] if one["slug"] == "big"]
    assert "memory" in [one["code"] for one in alarm["alarms"]]


def test_more_at_once_than_the_limit_and_half_of_it_is_refused() -> None:
    run = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
    assert run.stdout == "refused\n"


def test_a_page_of_links_too_large_for_the_memory_left_is_not_called_empty() -> None:
    run = subprocess.run([sys.executable, "-c", PARSES], capture_output=True, text=True, check=True)
    assert run.stdout == "refused\n"


def test_a_crawl_whose_parser_was_refused_memory_ends_as_one_out_of_memory_once_the_rest_is_done() -> None:
    stats, closed = {REFUSED_MEMORY: True}, []

    async def close(reason: str) -> None:
        closed.append(reason)

    engine = SimpleNamespace(close_spider_async=lambda reason: close(reason))
    crawler = SimpleNamespace(engine=engine, stats=SimpleNamespace(get_value=stats.get))
    watch = OwnMemory.__new__(OwnMemory)
    watch._crawler, watch._ending, watch.limit = cast(Any, crawler), False, 0
    watch._at_end()
    watch._at_end()
    assert closed == [OUT_OF_MEMORY]
