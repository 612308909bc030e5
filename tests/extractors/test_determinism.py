"""The same bytes give the same article in every time zone and locale; imports stay light."""

import json
import os
import re
import subprocess
import sys
from ast import literal_eval
from pathlib import Path

import pytest

from extractors.article import body_digest
from extractors.reader import reader_digest

ROOT = Path(__file__).parents[2]
READ = """
import json, sys
from dataclasses import asdict
from datetime import UTC, datetime
from extractors.article import Page
from extractors.outlets import host_outlet
from extractors.reader import read_article, reader_digest
from dataclasses import replace
text = "قال وزير الخارجية إن المحادثات مستمرة بين الطرفين في العاصمة دمشق حتى نهاية الشهر الحالي. " * 5
head = "<title>عنوان الخبر</title><h1>عنوان الخبر كاملاً</h1><div>الأحد 1 آذار 2026 - 22:05</div>"
html = head + "<p>" + text + "</p>"
page = Page(url="https://almithal.example/a/b", captured_at=datetime(2026, 11, 22, tzinfo=UTC), status=200,
            content_type="text/html", body=html.encode("windows-1256"))
outlet = replace(host_outlet("almithal.example"), timezone="Asia/Damascus")
print(json.dumps([asdict(read_article(page, outlet)), reader_digest(outlet)], sort_keys=True))
"""
EVERY_MAKE = """
import datetime, json, sys, time
YEAR = int(sys.argv[1])
class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(YEAR, 5, 6, 7, 8, tzinfo=tz)
    @classmethod
    def utcnow(cls):
        return cls(YEAR, 5, 6, 7, 8)
class Calendar(datetime.date):
    @classmethod
    def today(cls):
        return cls(YEAR, 5, 6)
if YEAR:
    datetime.datetime, datetime.date = Clock, Calendar
    time.time = lambda: (YEAR - 1970) * 31556952.0
from dataclasses import asdict, replace
from extractors.article import Page
from extractors.outlets import host_outlet
from extractors.reader import read_article
from newsroom.desks import outlet_reports
from newsroom.outlets import OUTLETS
from newsroom.site import Site
answers = {}
for one in OUTLETS:
    site = Site(one, "https://almithal.example", outlet_reports(one), faulty=True, slow=0)
    outlet = replace(host_outlet("almithal.example"), timezone=one.timezone)
    view = site.view
    section, listed = next(iter(view.sections.items()))
    shown = [(posting.path, site.make.article(view, posting)) for posting in view.reports[:4]]
    shown += [("/", site.make.home(view)), ("/s", site.make.section(view, section, listed))]
    for path, document in shown:
        page = Page(url="https://almithal.example" + path, status=200, content_type=document.media_type,
                    body=document.content,
                    captured_at=datetime.datetime(2026, 11, 22, 21, 30, tzinfo=datetime.UTC))
        answers[one.slug + path] = asdict(read_article(page, outlet))
json.dump(answers, sys.stdout, sort_keys=True)
"""
CLOCKS = re.compile(
    r"\b(?:datetime|date)\.(?:now|today|utcnow)\b|\btime\.(?:time|time_ns|monotonic|localtime|gmtime|strftime)\b"
    r"|\b(?:locale|random|secrets|uuid|socket|urllib\.request)\.\w|\bos\.(?:environ|getenv|urandom)\b|\btzlocal\b"
    r"|\bastimezone\(\)|\bstrftime\(|\bstrptime\(|\bhash\("
)


def run(program: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_time_zone_locale_and_hash_seed_do_not_count() -> None:
    answers = {
        run(READ, TZ=zone, LC_ALL=locale, PYTHONHASHSEED=seed)
        for zone, locale, seed in [
            ("UTC", "C", "0"),
            ("Pacific/Kiritimati", "C.UTF-8", "1"),
            ("America/Los_Angeles", "C", "2"),
        ]
    }
    assert len(answers) == 1
    article, _ = json.loads(answers.pop())
    assert article["published"]["value"] == "2026-03-01T22:05+03:00"


@pytest.fixture(scope="module")
def of_every_make() -> str:
    """What the reader gives for pages of every make, in this process's surroundings."""
    return run(EVERY_MAKE, "0")


@pytest.mark.parametrize(
    ("year", "surroundings"),
    [
        ("0", {"TZ": "Asia/Tokyo", "LC_ALL": "ar_SA.UTF-8", "LANG": "ar_SA.UTF-8", "PYTHONHASHSEED": "11"}),
        ("0", {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"}),
        ("0", {"TZ": ":/nowhere", "LC_ALL": "fa_IR", "PYTHONOPTIMIZE": "1", "HOME": "/nowhere"}),
        ("1999", {"TZ": "Pacific/Apia"}),
        ("2031", {"PYTHONHASHSEED": "4294967295"}),
    ],
)
def test_every_field_of_every_make_is_the_same_everywhere(
    of_every_make: str, year: str, surroundings: dict[str, str]
) -> None:
    assert run(EVERY_MAKE, year, **surroundings) == of_every_make


def test_what_is_compared_holds_what_reports_print(of_every_make: str) -> None:
    answers = json.loads(of_every_make).values()
    articles = [answer for answer in answers if "body" in answer]
    assert len(articles) >= 4 * 9
    filled = {name for article in articles for name, value in article.items() if value}
    assert filled >= {
        "authors",
        "byline",
        "date_claims",
        "images",
        "published",
        "section",
        "subtitle",
        "tags",
    }


def test_no_extractor_asks_for_the_time_the_place_or_chance() -> None:
    asking = {
        f"{path.name}: {match[0]}"
        for path in (ROOT / "extractors").glob("*.py")
        for match in CLOCKS.finditer(path.read_text(encoding="utf-8"))
    }
    assert asking == set()


def test_the_machines_own_time_zones_do_not_count() -> None:
    assert run(READ, PYTHONTZPATH="/nowhere") == run(READ, PYTHONTZPATH="/usr/share/zoneinfo")


@pytest.mark.parametrize(
    "module", ["extractors.urls", "extractors.outlets", "extractors.article", "extractors.arabic"]
)
def test_a_light_module_imports_no_parser(module: str) -> None:
    program = f"import sys, {module}; print(sorted({{name.split('.')[0] for name in sys.modules}}))"
    assert not {"lxml", "trafilatura", "dateparser"} & set(literal_eval(run(program)))


def test_reading_never_loads_the_date_parser() -> None:
    program = READ + "\nprint([n for n in sys.modules if n == 'dateparser' or n.startswith('dateparser.')])"
    assert run(program).splitlines()[-1] == "[]"


def test_the_reader_digest_follows_the_declaration(make_outlet) -> None:
    assert reader_digest(make_outlet()) == reader_digest(make_outlet())
    assert reader_digest(make_outlet()) != reader_digest(make_outlet(timezone="Asia/Beirut"))
    assert len(reader_digest(make_outlet())) == 64


def test_a_body_digest_names_its_algorithm() -> None:
    assert body_digest("") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
