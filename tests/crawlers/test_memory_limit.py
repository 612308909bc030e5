"""A page that makes a crawl balloon ends that crawl, in good order; the others go on."""

import subprocess
import sys
from typing import Any

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
