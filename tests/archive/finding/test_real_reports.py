"""Quotes from real newspaper prose: as printed, and as people type them."""

import json
import os
import random
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest

from archive.cite import cite
from archive.search import search
from extractors.arabic import tidy

SHARED = Path(os.environ.get("WARRAQ_SHARED", Path(__file__).parents[4] / "shared"))
CORPUS = SHARED / "data" / "corpus"
REPORTS = 200
QUOTES = 30
UNDOTTED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "«": '"', "»": '"'})

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the shared corpus is not at {CORPUS}")


def real_bodies() -> list[tuple[str, str]]:
    with zipfile.ZipFile(min(CORPUS.glob("*.zip"))) as file:
        name = next(name for name in sorted(file.namelist()) if name.endswith(".json"))
        reports = json.loads(file.read(name))
    kept = [(tidy(report["title"] or "-"), tidy(report["content"] or "").strip()) for report in reports]
    return [report for report in kept if len(report[1]) > 400][:REPORTS]


@pytest.fixture(scope="module")
def stocked(stocked_once):
    shelf = stocked_once
    shelf.db.execute("BEGIN")
    bodies = {
        shelf.version(f"r{number}", body, title=title, published="2015-07-21"): body
        for number, (title, body) in enumerate(real_bodies())
    }
    shelf.db.execute("COMMIT")
    return shelf, bodies


def holders(document) -> set[str]:
    found = {other["article_id"] for other in document["alternatives"]}
    return found | ({document["article"]["article_id"]} if document["article"] else set())


def test_any_passage_as_printed_is_verbatim_in_its_report(stocked) -> None:
    shelf, bodies = stocked
    chance = random.Random(1)
    for name in chance.sample(sorted(bodies), QUOTES):
        start = chance.randrange(len(bodies[name]) - 120)
        quote = bodies[name][start : start + chance.randrange(40, 120)]
        document = cite(shelf.db, quote)
        assert document["match"] == "verbatim", quote
        assert name in holders(document), quote


def test_any_passage_typed_plainly_is_found_in_its_report(stocked) -> None:
    shelf, bodies = stocked
    chance = random.Random(2)
    for name in chance.sample(sorted(bodies), QUOTES):
        words = bodies[name].split()
        start = chance.randrange(max(1, len(words) - 12))
        plain = " ".join(words[start : start + 12]).translate(UNDOTTED)
        plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
        document = cite(shelf.db, plain)
        assert document["match"] in ("verbatim", "normalised"), plain
        assert name in holders(document), plain
        quote, field = document["quote"], document["quote"]["field"]
        assert document["article"][field][quote["start"] : quote["end"]] == quote["exact"]


def test_a_changed_word_is_shown_beside_what_is_printed(stocked) -> None:
    shelf, bodies = stocked
    chance = random.Random(3)
    for name in chance.sample(sorted(bodies), QUOTES):
        words = bodies[name].split()
        start = chance.randrange(max(1, len(words) - 12))
        passage = words[start : start + 12]
        middle = len(passage) // 2
        printed, passage[middle] = passage[middle], "قسطنطينيات"
        document = cite(shelf.db, " ".join(passage))
        assert document["match"] == "fuzzy", passage
        assert name in holders(document), passage
        assert len(document["quote"]["differences"]) >= 1
        told = " ".join(one["printed"] for one in document["quote"]["differences"])
        assert any(word in told for word in re.findall(r"\w{2,}", printed) or [printed])


def test_every_report_is_found_by_the_words_of_its_title(stocked) -> None:
    shelf, bodies = stocked
    titles = dict(shelf.db.execute("SELECT article_id, title FROM articles").fetchall())
    missed = [
        titles[name]
        for name in sorted(bodies)
        if len(titles[name].split()) > 3
        and name not in {hit.article_id for hit in search(shelf.db, titles[name].replace("-", " "))}
    ]
    assert missed == []
