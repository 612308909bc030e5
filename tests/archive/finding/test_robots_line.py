"""The line of a robots.txt that forbids a URL."""

import pytest

from archive.robots_line import AGENT, line_that_forbids
from crawlers.manners import software

URL = "https://almithal.example/private/1?page=2"
FILE = """# by the web master
User-agent: other
Disallow: /private/1

User-agent: *
Allow: /public/
Disallow: /private   # all of it
Disallow: /*?page=
Sitemap: https://almithal.example/sitemap.xml
"""


def test_the_agent_is_the_one_that_crawls_ask_with() -> None:
    assert software().partition("/")[0] == AGENT


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        (FILE, "/private/1", 7),
        (FILE, "/report?page=3", 8),
        (FILE, "/public/1", None),
        (FILE.replace("other", "Warraq"), "/private/1", 3),
        (FILE.replace("other", "Warraq"), "/report?page=3", None),
        ("user-agent: *\r\ndisallow: /\r\n", "/x", 2),
        ("User-agent: *\nDissallow: /x\n", "/x/1", 2),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b", None),
        ("User-agent: *\nDisallow: /أخبار\n", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1", 2),
        ("User-agent: *\nDisallow:\n", "/x", None),
        ("", "/x", None),
    ],
)
def test_the_longest_rule_of_our_group_is_named(text: str, path: str, line: int | None) -> None:
    assert line_that_forbids(text, f"https://almithal.example{path}") == line
