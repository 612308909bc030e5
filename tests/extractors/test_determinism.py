"""The same bytes give the same article in every time zone and locale; imports stay light."""

import json
import os
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


def run(program: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
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
