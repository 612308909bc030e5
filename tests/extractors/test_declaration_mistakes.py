"""A table of mistakes that people make in declarations: each message names file and key, what was wanted,
how to write it, in one line; where the TOML itself is broken, the line as well."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.address_patterns import mistake
from extractors.outlets import OutletError, load_outlet, parse_outlet
from extractors.toml_text import TomlProblem, load_toml

FILE = "outlets/almithal.toml"
GOOD = r"""name = "المثال"
country = "SY"
timezone = "Asia/Damascus"
language = "ar"
homepage = "https://almithal.example/"
domains = ["almithal.example"]
feeds = [
  "https://almithal.example/feed/",
  "https://almithal.example/rss/",
]
article_url = '/\d{4}/\d{2}/[^/]+/$'
cadence = "1h"
checked_on = 2026-11-01

[[layout]]
body = ".entry"

[expect]
per_day = 40
"""

# What stands there, what somebody writes instead, the key, what was wanted, how to write it; and for broken
# TOML the number of the line.
BROKEN = [
    ('"SY"', "SY", "country", "a text in quotation marks", 'country = "SY"', 2),
    ('"SY"', '"SY', "country", "one at each end", 'country = "SY"', 2),
    ('"SY"', 'SY"', "country", "one at each end", 'country = "SY"', 2),
    ('"SY"', '"SY",', "country", "nothing after it", 'country = "SY"', 2),
    ('"SY"', '"SY"؛', "country", "nothing after a value", 'country = "SY"', 2),
    ('"المثال"', "“المثال”", "name", "straight quotation marks", 'name = "المثال"', 1),
    ('"المثال"', "«المثال»", "name", "straight quotation marks", 'name = "المثال"', 1),
    ('"المثال"', '"جريدة "المثال""', "name", "single ones outside", "name = 'جريدة \"المثال\"'", 1),
    ('"المثال"', '\u200f"المثال"', "name", "plain spaces", 'name = "المثال"', 1),
    ('"المثال"', '\u00a0"المثال"', "name", "plain spaces", 'name =  "المثال"', 1),
    ('name = "المثال"', 'name: "المثال"', "name", "= after it", 'name = "المثال"', 1),
    ('name = "المثال"', "name", "name", "KEY = VALUE", 'name = "…"', 1),
    ('name = "المثال"', "name =", "name", "one after =", 'name = "…"', 1),
    ('name = "المثال"', 'الاسم = "المثال"', "الاسم", "Latin letters", 'name = "المثال"', 1),
    ('name = "المثال"', '{"name": "المثال"}', "", "without braces", 'name = "المثال"', 1),
    ('name = "المثال"', '// صحيفة\nname = "المثال"', "", "begin with #", "# صحيفة", 1),
    ('"almithal.example"]', '"almithal.example"، "b.example"]', "domains", "the comma ,", '"b.example"]', 6),
    ('"almithal.example"]', '"almithal.example" "b.example"]', "domains", "a comma", ', "b.example"]', 6),
    ('"almithal.example"]', "almithal.example]", "domains", "quotation marks", '["almithal.example"]', 6),
    ('["almithal.example"]', '("almithal.example")', "domains", "square", '["almithal.example"]', 6),
    ('["almithal.example"]', '["almithal.example"', "domains", "] at the end", "domains = [", 6),
    ('/feed/",', '/feed/"', "feeds", "a comma after each item", '"https://almithal.example/feed/",', 9),
    ("article_url =", "article url =", "article", "one word", "article_url = '/", 11),
    (r"'/\d{4}/\d{2}/[^/]+/$'", r'"/\d{4}/"', "article_url", "single quotes", r"article_url = '/\d{4}/'", 11),
    ('cadence = "1h"', 'cadence = "1h"\nname = "آخر"', "name", "each key once", "name =", 13),
    ('cadence = "1h"', "delay = ٢", "delay", "the digits 0 to 9", "delay = 2", 12),
    ('cadence = "1h"', "render = yes", "render", "true or false", "render = true", 12),
    ('cadence = "1h"', "render = False", "render", "true or false", "render = false", 12),
    ("2026-11-01", "1/11/2026", "checked_on", "year-month-day", "checked_on = 2026-11-01", 13),
    ("2026-11-01", "2026-02-30", "checked_on", "the calendar has", "checked_on = 2026-11-01", 13),
    ("[[layout]]", "[[layout]", "", "in brackets", "[[layout]]", 15),
    ("per_day = 40", "per_day = 40\n[expect]", "expect", "each table once", "under the first", 20),
]
WRONG = [
    ('"SY"', '"SYR"', "country", "two capital letters", 'country = "SY"'),
    ('"SY"', '"iq"', "country", "two capital letters", 'country = "IQ"'),
    ('"SY"', '"Iraq"', "country", "two capital letters", 'country = "IQ"'),
    ('"SY"', '"سوريا"', "country", "two capital letters", 'country = "SY"'),
    ('"Asia/Damascus"', '"Syria"', "timezone", "the tz database", 'timezone = "Asia/'),
    ('"Asia/Damascus"', '"UTC+3"', "timezone", "the tz database", 'timezone = "Asia/Damascus"'),
    ('"Asia/Damascus"', '"Baghdad"', "timezone", "the tz database", 'timezone = "Asia/Baghdad"'),
    ('"ar"', '"Arabic"', "language", "BCP 47", 'language = "ar"'),
    ('"ar"', '"AR"', "language", "BCP 47", 'language = "ar"'),
    ('name = "المثال"', "", "name", "in every file", 'name = "المثال"'),
    ('name = "المثال"', 'name = ""', "name", "a text", 'name = "المثال"'),
    ('"المثال"', '" المثال "', "name", "wanted none", 'name = "المثال"'),
    ('"المثال"', '["المثال"]', "name", "a text", 'name = "المثال"'),
    ('language = "ar"', 'langauge = "ar"', "langauge", "perhaps language", "language = "),
    ('language = "ar"', 'Language = "ar"', "Language", "perhaps language", "language = "),
    ('language = "ar"', 'colour = "red"', "colour", "wanted one of ", "remove the line"),
    (
        '"https://almithal.example/"\n',
        '"almithal.example"\n',
        "homepage",
        "https://",
        '"https://almithal.example"',
    ),
    (
        '"https://almithal.example/"\n',
        '"ftp://almithal.example"\n',
        "homepage",
        "https://",
        '"https://almithal.example"',
    ),
    ('["almithal.example"]', '["https://almithal.example/"]', "domains", "bare host", '["almithal.example"]'),
    ('["almithal.example"]', '["almithal.example/ar"]', "domains", "bare host", '["almithal.example"]'),
    ('["almithal.example"]', '"almithal.example"', "domains", "a list", '["almithal.example"]'),
    ('["almithal.example"]', "[]", "domains", "at least one host", 'domains = ["'),
    ('["almithal.example"]', '["almithal.example", "аlmithal.example"]', "domains", "alone", "domains = ["),
    ("example/rss/", "example/feed/", "feeds", "each once", 'feeds = ["https://almithal.example/feed/"]'),
    ("https://almithal.example/rss/", "https://x.example/", "feeds", "almithal.example", 'add "x.example"'),
    ("[^/]+/$", "[^/+/$", "article_url", "wanted one", r"article_url = '/\d{4}"),
    ("[^/]+/$", "(a+)+$", "article_url", "to search for", r"article_url = '/\d{4}"),
    (r"\d{4}/\d{2}/[^/]+/$", r"\\d{4}/", "article_url", "to search for", r"article_url = '/\d{4}/'"),
    (r"'/\d{4}/\d{2}/[^/]+/$'", r"'^/news/'", "article_url", "to search for", "article_url = '"),
    (r"'/\d{4}/\d{2}/[^/]+/$'", "'.*'", "article_url", "only some addresses", "article_url = '"),
    (r"'/\d{4}/\d{2}/[^/]+/$'", r'"\b\\d+"', "article_url", "single quotes", "article_url = '"),
    ('cadence = "1h"', "not_article = '/'", "not_article", "only some addresses", "not_article = '/video/'"),
    ('"1h"', '"hourly"', "cadence", "one of s, m, h, d, w", 'cadence = "1h"'),
    ('"1h"', "60", "cadence", "one of s, m, h, d, w", 'cadence = "1h"'),
    ('cadence = "1h"', "delay = -1", "delay", "from 0 on", "delay = 2.0"),
    ('cadence = "1h"', 'delay = "2"', "delay", "without quotes", "delay = 2"),
    ('cadence = "1h"', 'recapture = "daily"', "recapture", "a list", 'recapture = ["1d"]'),
    ('cadence = "1h"', 'recapture = ["1d", "weekly"]', "recapture", "s, m, h, d, w", '["1d", "1w"]'),
    ('cadence = "1h"', 'render = "yes"', "render", "without quotes", "render = true"),
    ('cadence = "1h"', 'shot = "PNG"', "shot", 'true, false, "png" or "pdf"', 'shot = "png"'),
    ('cadence = "1h"', 'shot = "yes"', "shot", 'true, false, "png" or "pdf"', "shot = true"),
    ('cadence = "1h"', "shot = 1", "shot", 'true, false, "png" or "pdf"', "shot = true"),
    ('cadence = "1h"', "verify_tls = 0", "verify_tls", "true or false", "verify_tls = true"),
    ('cadence = "1h"', 'kind = "Newspapers"', "kind", "one of agency", 'kind = "newspaper"'),
    ('cadence = "1h"', 'requisites = "some"', "requisites", "none, images, all", 'requisites = "images"'),
    ('cadence = "1h"', 'spider = "AlmithalSpider"', "spider", "module:Class", 'spider = "my_spiders:'),
    ('cadence = "1h"', 'proxy = "127.0.0.1:9050"', "proxy", "socks5", 'proxy = "socks5h://'),
    ("2026-11-01", '"2026-11-01"', "checked_on", "without quotes", "checked_on = 2026-11-01"),
    ("2026-11-01", "2026-11-01T10:00:00Z", "checked_on", "without a time", "checked_on = 2026-11-01"),
    (
        'cadence = "1h"',
        'archives = ["https://almithal.example/{year}/"]',
        "archives",
        "{month}",
        "archives = [",
    ),
    ('cadence = "1h"', 'archives = ["/{year}/{month}"]', "archives", "https://", "archives = ["),
    (
        'cadence = "1h"',
        'archives = ["https://almithal.example/{yyyy}/{mm}"]',
        "archives",
        "{year}, {month}, {day}",
        'archives = ["https://almithal.example/{year}/{month}"]',
    ),
    (
        'cadence = "1h"',
        'archives = ["https://almithal.example/%Y/%m/%d"]',
        "archives",
        "{year} and {month}",
        'archives = ["https://almithal.example/{year}/{month}/{day}"]',
    ),
    ('body = ".entry"', "body = \"//div[@class='entry']\"", "body", "CSS selector", "body = "),
    ('body = ".entry"', 'body = "div["', "body", "CSS selector", "body = "),
    ('body = ".entry"', 'boddy = ".entry"', "boddy", "perhaps body", "body = "),
    ('body = ".entry"', 'cadence = "2h"', "cadence", "elsewhere", "above the first [[layout]]"),
    ("[[layout]]", "[layout]", "layout", "tables", "[[layout]]"),
    ("[expect]", "[[expect]]", "expect", "a table", "[expect]"),
    ("per_day = 40", 'per_day = "40"', "per_day", "without quotes", "per_day = 40"),
    ("per_day = 40", "title = 95", "title", "from 0 to 1", "title = 0.95"),
    ("per_day = 40", 'notes = "بالعربية"', "notes", "elsewhere", "above the first [[layout]]"),
    ('cadence = "1h"', 'body = ".entry"', "body", "elsewhere", "under a [[layout]] or [expect] line"),
]


def problem_of(text: str, slug: str = "almithal") -> str:
    with pytest.raises(OutletError) as caught:
        parse_outlet(text, slug, FILE)
    (problem,) = caught.value.problems
    return problem


def told(problem: str, key: str, wanted: str, write: str, file: str = FILE) -> bool:
    """Whether one line says all four things, in that order."""
    found, found_wanted, rest = problem.partition("wanted ")
    named = not key or f"{key}: " in found.removeprefix(f"{file}: ")
    after, found_write, remedy = rest.partition("; write ")
    assert problem.startswith(f"{file}: "), problem
    assert named, problem
    assert found_wanted, problem
    assert wanted in f"wanted {after}", problem
    assert found_write, problem
    assert write in remedy, problem
    return "\n" not in problem


def test_the_declaration_that_the_mistakes_are_made_in_is_right() -> None:
    assert parse_outlet(GOOD, "almithal", FILE).expect.per_day == 40


@pytest.mark.parametrize(("right", "wrong", "key", "wanted", "write", "line"), BROKEN)
def test_broken_toml_is_told_by_its_line(
    right: str, wrong: str, key: str, wanted: str, write: str, line: int
) -> None:
    assert right in GOOD
    problem = problem_of(GOOD.replace(right, wrong, 1))
    assert told(problem, key or f"line {line}", wanted, write)
    assert problem.startswith(f"{FILE}: line {line}: ")


@pytest.mark.parametrize(("right", "wrong", "key", "wanted", "write"), WRONG)
def test_a_wrong_value_is_told_by_its_key(right: str, wrong: str, key: str, wanted: str, write: str) -> None:
    assert right in GOOD
    assert told(problem_of(GOOD.replace(right, wrong, 1)), key, wanted, write)


@pytest.mark.parametrize("slug", ["Al Mithal", "المثال", "almithal.net", "_almithal"])
def test_a_file_name_that_is_no_slug_is_told(slug: str) -> None:
    assert told(problem_of(GOOD, slug), "", "a-z, 0-9, _ and -", ".toml")


def test_the_better_file_name_is_given() -> None:
    assert problem_of(GOOD, "Al Mithal").endswith("write the file's name as al-mithal.toml")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (GOOD.encode("windows-1256"), "windows-1256"),
        (GOOD.encode("utf-16"), "UTF-16"),
        (b"\xc3\x28", "no text in UTF-8"),
    ],
)
def test_a_file_in_another_encoding_is_told(data: bytes, found: str, tmp_path: Path) -> None:
    path = tmp_path / "almithal.toml"
    path.write_bytes(data)
    with pytest.raises(OutletError) as caught:
        load_outlet(path)
    (problem,) = caught.value.problems
    assert found in problem
    assert told(problem, "line 1", "UTF-8", "again", str(path))


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "almithal.toml").mkdir()
    for name, found in (("almithal.toml", "a folder"), ("sada.toml", "No such file")):
        with pytest.raises(OutletError) as caught:
            load_outlet(tmp_path / name)
        (problem,) = caught.value.problems
        assert found in problem
        assert told(problem, "", "a file in UTF-8", "", str(tmp_path / name))


@pytest.mark.parametrize(
    "harmless",
    [
        GOOD.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace(" = ", "\t=\t").encode(),
        GOOD.rstrip().encode(),
        GOOD.replace('"SY"', "'SY'  # سوريا، «البلد»").encode(),
    ],
    ids=["CRLF", "byte order mark", "tabs", "no last line end", "comment"],
)
def test_what_editors_do_is_no_mistake(harmless: bytes, tmp_path: Path) -> None:
    path = tmp_path / "almithal.toml"
    path.write_bytes(harmless)
    assert load_outlet(path) == parse_outlet(GOOD, "almithal", FILE)


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+$", r"(.*)*", r"([^/]+)*x", r"(\w+\d*)+", r"(\w|\d)+x", r"(.+/)+", r"((a+))+", r"(?:[a-z]+-?)+$"],
)
def test_a_repeat_of_a_repeat_is_seen(pattern: str) -> None:
    assert "for ever" in (mistake(pattern) or "")


@pytest.mark.parametrize(
    "pattern",
    [
        r"/\d{4}/\d{2}/[^/]+/$",
        r"(?:/[^/]+)+\.html",
        r"^https?://(www\.)?almithal\.example/[a-z]+(-[a-z]+)*$",
        r"/(?!video)[a-z-]+/\d+",
        r"/(?P<year>\d{4})/(a|b)+/",
        r"(?i)/خبر/",
        r"/\d+(?:-[^/]*)?$",
        r"(\w++)+/",
        r"\$[ /]x",
    ],
)
def test_a_sound_pattern_is_let_pass(pattern: str) -> None:
    assert mistake(pattern) is None


@given(st.text(alphabet="ab= \"[]{}،“”\\\n#1-:,'", max_size=60))
def test_no_text_at_all_breaks_the_explanation(text: str) -> None:
    said = "; wanted ; write "
    try:
        load_toml(text)
    except TomlProblem as problem:
        said = str(problem)
    assert "wanted " in said
    assert "; write " in said
    assert "\n" not in said


def test_what_no_parser_can_hold_is_told() -> None:
    for text in ("a = " + "[" * 100_000, "a = " + "1" * 10_000):
        with pytest.raises(TomlProblem, match="wanted"):
            load_toml(text)
