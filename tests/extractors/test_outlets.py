"""Declarations are read strictly; all that is wrong is said at once, with the remedy."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from extractors.outlets import OutletError, host_outlet, is_slug, load_outlet, load_outlets, parse_outlet
from extractors.urls import UrlError

GOOD = r"""
name = "المثال"
name_en = "Al-Mithal"
country = "SY"                      # ISO 3166-1
timezone = "Asia/Damascus"
language = "ar"
homepage = "https://almithal.example/"
domains = ["almithal.example"]
feeds = ["https://almithal.example/feed/"]
sitemaps = ["https://almithal.example/sitemap_index.xml"]
sections = []
article_url = '/\d{4}/\d{2}/[^/]+/$'
cadence = "1h"
"""
MORE = r"""
checked_on = 2026-11-01
verify_tls = false
proxy = "socks5h://127.0.0.1:9050"
render = true
shot = true
recapture = ["1d", "7d"]
not_article = ['/video/', '/tag/']
delay = 2
notes = "prints Hijri dates only"
based_in = "TR"
kind = "documentation"
source = ["homepage: a list of 2026", "name: the imprint"]
archives = [
  "https://almithal.example/archive/{year}/{month}/{day}",
  "https://almithal.example/?m={year}{month}",
]
requisites = "all"
spider = "my_spiders.almithal:AlmithalSpider"

[[layout]]
since = 2025-01-01
body = ".entry-content"
prune = [".share", ".related"]

[expect]
per_day = 40
published = 0.95
"""


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(OutletError) as caught:
        parse_outlet(text, "almithal", "outlets/almithal.toml")
    return caught.value.problems


def test_the_declaration_of_the_design_is_read() -> None:
    outlet = parse_outlet(GOOD, "almithal", "almithal.toml")
    assert outlet.name == "المثال"
    assert outlet.domains == ("almithal.example",)
    assert outlet.feeds == ("https://almithal.example/feed/",)
    assert outlet.cadence == timedelta(hours=1)
    assert outlet.requisites == "images"
    assert outlet.verify_tls


def test_every_optional_key_is_read() -> None:
    outlet = parse_outlet(GOOD + MORE, "almithal", "almithal.toml")
    assert outlet.checked_on == date(2026, 11, 1)
    assert not outlet.verify_tls
    assert outlet.recapture == (timedelta(days=1), timedelta(days=7))
    assert outlet.not_article == ("/video/", "/tag/")
    assert outlet.delay == 2.0
    assert outlet.shot == ("png", "pdf")
    assert outlet.layouts[0].prune == (".share", ".related")
    assert outlet.expect.published == 0.95
    assert outlet.kind == "documentation"
    assert outlet.source == ("homepage: a list of 2026", "name: the imprint")


def test_archives_are_templates_that_a_day_fills_and_no_seeds() -> None:
    outlet = parse_outlet(GOOD + MORE, "almithal", "almithal.toml")
    assert outlet.archives[0] == "https://almithal.example/archive/{year}/{month}/{day}"
    assert outlet.archive_pages(date(2026, 3, 1)) == (
        "https://almithal.example/archive/2026/03/01",
        "https://almithal.example/?m=202603",
    )
    assert not any("archive" in seed for seed in outlet.seeds)


def test_one_source_may_be_given_without_a_list() -> None:
    assert parse_outlet(GOOD + 'source = "a list"', "almithal", "x").source == ("a list",)


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('"SY"', '"XX"', "country", "ISO 3166-1"),
        ('"SY"', '"sy"', "country", "two capital letters"),
        ("Asia/Damascus", "Asia/Damascos", "timezone", "Asia/Damascus"),
        ("Asia/Damascus", "../../etc/passwd", "timezone", "no time zone"),
        ('cadence = "1h"', 'cadence = "hourly"', "cadence", "one of s, m, h, d, w"),
        ('cadence = "1h"', "cadence = 1", "cadence", "wanted a text"),
        ('cadence = "1h"', 'cadence = "0h"', "cadence", "write for example"),
        ("[^/]+/$", "[^/+/$", "article_url", "no regular expression"),
        (
            'domains = ["almithal.example"]',
            'domains = ["https://almithal.example"]',
            "domains",
            "bare host name",
        ),
        ('domains = ["almithal.example"]', 'domains = ["almithal.example:x"]', "domains", "bad port"),
        ('domains = ["almithal.example"]', "domains = []", "domains", "at least one"),
        ('domains = ["almithal.example"]', 'domains = "almithal.example"', "domains", "wanted a list"),
        (
            'homepage = "https://almithal.example/"',
            'homepage = "almithal.example"',
            "homepage",
            "not absolute",
        ),
        ('name = "المثال"', "", "name", "missing"),
        ('name = "المثال"', 'name = ""', "name", "empty"),
        ("sections = []", 'sectoins = ["x"]', "sectoins", "write sections = ["),
        (
            "sections = []",
            'sections = ["https://other.example/a/"]',
            "sections",
            'add "other.example" to domains',
        ),
        ("sections = []", "verify_tls = 1", "verify_tls", "true or false"),
        ("sections = []", 'checked_on = "2026-01-01"', "checked_on", "without quotes"),
        ("sections = []", "delay = -1", "delay", "from 0 on"),
        ("sections = []", "delay = true", "delay", "wanted a number"),
        ("sections = []", 'requisites = "some"', "requisites", "none, images, all"),
        ("sections = []", 'spider = "no class"', "spider", "module:Class"),
        ("sections = []", 'proxy = "127.0.0.1:9050"', "proxy", "socks5"),
        ("sections = []", 'kind = "tabloid"', "kind", "newspaper"),
        ("sections = []", "source = 1", "source", "wanted a text"),
        ("sections = []", 'archives = ["https://almithal.example/{year}/"]', "archives", "lacks {month}"),
        (
            "sections = []",
            'archives = ["https://almithal.example/{year}/{month}/{hour}"]',
            "archives",
            "holds {hour}",
        ),
        ("sections = []", 'archives = ["/{year}/{month}"]', "archives", "not absolute"),
        ("sections = []", 'archives = ["https://x.example/{year}/{month"]', "archives", "a brace without"),
        (
            "sections = []",
            'archives = ["https://other.example/{year}/{month}"]',
            "archives",
            'add "other.example" to domains',
        ),
        ("sections = []", "layout = 1", "layout", "[[layout]]"),
        ("sections = []", "expect = 1", "expect", "[expect]"),
        ('cadence = "1h"', '[[layout]]\nbody = "div["', "body", "wanted a CSS selector"),
        ('cadence = "1h"', "[expect]\nbody = 2", "body", "share from 0 to 1"),
    ],
)
def test_a_mistake_is_named_with_file_key_and_remedy(old: str, new: str, key: str, said: str) -> None:
    assert old in GOOD
    (problem,) = problems_of(GOOD.replace(old, new))
    assert problem.startswith("outlets/almithal.toml: ")
    assert key in problem
    assert said in problem


def test_all_mistakes_are_reported_together() -> None:
    text = GOOD.replace('"SY"', '"XX"').replace('"1h"', '"x"').replace("sections = []", 'colour = "red"')
    text = text.replace("https://almithal.example/feed/", "https://feeds.example/a")
    said = problems_of(text)
    assert [key for key in ("country", "cadence", "colour", "feeds") if any(key in one for one in said)] == [
        *("country", "cadence", "colour", "feeds")
    ]
    assert len(said) == 4


def test_bad_toml_is_one_problem_with_its_line() -> None:
    (problem,) = problems_of(GOOD.replace('country = "SY"', "country = SY"))
    assert problem.startswith("outlets/almithal.toml: line 4: country: found SY without quotes")


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "almithal.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(OutletError, match=r"almithal\.toml"):
        load_outlet(path)


def test_the_problems_of_all_files_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD.replace('"SY"', '"XX"'), "utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace('"1h"', '"x"'), "utf-8")
    with pytest.raises(OutletError) as caught:
        load_outlets(tmp_path)
    assert ["a.toml" in caught.value.problems[0], "b.toml" in caught.value.problems[1]] == [True, True]


def test_outlets_come_sorted_by_slug(tmp_path: Path) -> None:
    for slug in ("sada", "almithal"):
        (tmp_path / f"{slug}.toml").write_text(GOOD, "utf-8")
    assert [outlet.slug for outlet in load_outlets(tmp_path)] == ["almithal", "sada"]
    assert load_outlets(tmp_path / "absent") == ()


@pytest.mark.parametrize(
    "slug", ["", "..", ".", "A", "-rf", "a/b", "a\n", "a\x00", "é", "a\u202e", "a" * 65, "_a"]
)
def test_a_slug_is_safe_as_a_file_name(slug: str) -> None:
    assert not is_slug(slug)
    with pytest.raises(OutletError, match="no slug"):
        parse_outlet(GOOD, slug, "x.toml")


@pytest.mark.parametrize(
    ("url", "owned"),
    [
        ("https://almithal.example/a", True),
        ("http://www.almithal.example:8080/a", True),
        ("https://notalmithal.example/a", False),
        ("https://almithal.example.evil.example/", False),
        ("https://almithal.example@evil.example/", False),
        ("file:///almithal.example", False),
        ("https://аlmithal.example/", False),  # Cyrillic а
    ],
)
def test_a_host_owns_itself_and_its_subdomains(url: str, owned: bool) -> None:
    assert parse_outlet(GOOD, "almithal", "x").owns(url) is owned


def test_a_host_with_a_port_owns_that_port_only() -> None:
    text = GOOD.replace("https://almithal.example", "http://127.0.0.1:8801")
    outlet = parse_outlet(text.replace('["almithal.example"]', '["127.0.0.1:8801"]'), "almithal", "x")
    assert outlet.owns("http://127.0.0.1:8801/a")
    assert not outlet.owns("http://127.0.0.1:8802/a")
    assert not outlet.owns("http://sub.127.0.0.1:8801/a")


def test_an_arabic_domain_is_kept_as_punycode() -> None:
    text = GOOD.replace("almithal.example", "مثال.example")
    outlet = parse_outlet(text, "almithal", "x")
    assert outlet.domains == ("xn--mgbh0fb.example",)
    assert outlet.owns("https://مثال.example/خبر")


@pytest.mark.parametrize(
    ("url", "is_article"),
    [
        ("https://almithal.example/2026/03/report/", True),
        ("https://almithal.example/2026/03/%D8%AE%D8%A8%D8%B1/", True),
        ("https://almithal.example/tag/x/", False),
        ("https://other.example/2026/03/report/", False),
    ],
)
def test_the_pattern_tells_articles(url: str, is_article: bool) -> None:
    assert parse_outlet(GOOD, "almithal", "x").is_article_url(url) is is_article


def test_a_pattern_may_be_written_in_arabic_letters() -> None:
    outlet = parse_outlet(GOOD.replace(r"'/\d{4}/\d{2}/[^/]+/$'", "'/خبر/'"), "almithal", "x")
    assert outlet.is_article_url("https://almithal.example/%d8%ae%d8%a8%d8%b1/7")


def test_what_is_declared_no_article_is_none() -> None:
    outlet = parse_outlet(GOOD + "not_article = '/video/'", "almithal", "x")
    assert not outlet.is_article_url("https://almithal.example/2026/03/report/?from=/video/")


def test_without_a_pattern_every_own_page_but_the_seeds_may_be_an_article() -> None:
    outlet = parse_outlet(GOOD.replace("article_url", "#article_url"), "almithal", "x")
    assert outlet.is_article_url("https://almithal.example/anything")
    assert not outlet.is_article_url("https://www.almithal.example/feed")


@pytest.mark.parametrize(
    ("host", "slug"),
    [("www.Aljazeera.net", "aljazeera_net"), ("127.0.0.1:8801", "127_0_0_1_8801"), ("[::1]", "1")],
)
def test_an_undeclared_host_gets_a_stand_in(host: str, slug: str) -> None:
    outlet = host_outlet(host)
    assert outlet.slug == slug
    assert is_slug(outlet.slug)
    assert outlet.is_article_url(f"http://{host}/some/page")


def test_a_long_host_still_gets_a_slug() -> None:
    assert is_slug(host_outlet(".".join(["a" * 60] * 4)).slug)


@pytest.mark.parametrize("host", ["", "a/b", "a b", "a:x", "..", "a\r\nb"])
def test_what_is_no_host_gets_no_stand_in(host: str) -> None:
    with pytest.raises(UrlError):
        host_outlet(host)
