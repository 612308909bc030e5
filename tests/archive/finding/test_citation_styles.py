"""One citation in five styles."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from archive.citation_links import Origin
from archive.citation_styles import STYLES, Citation, arabic, bibtex, csl, english, ris

CITATION = Citation(
    outlet="المثال",
    outlet_en="Al-Mithal",
    title="افتتاح الجسر القديم",
    title_en=None,
    authors=("سلمى الحلبي", "يونس الكردي"),
    authors_en=(),
    published_date="2024-03-17",
    url="https://almithal.example/2024/03/a_b/?x=1&y=%D8%AC",
    captured_at=datetime(2026, 11, 21, 22, 31, 7, tzinfo=UTC),
    timezone="Asia/Damascus",
    language="ar",
    record_id="00000000-0000-4000-8000-000000000001",
    payload_digest="sha256:aa",
    body_digest="sha256:bb",
)


def test_the_arabic_form_names_months_twice_and_the_capture_in_local_time() -> None:
    assert arabic(CITATION) == (
        "المثال، «افتتاح الجسر القديم»، 17 آذار/مارس 2024، https://almithal.example/2024/03/a_b/?x=1&y=%D8%AC،"
        " حُفظ في 22 تشرين الثاني/نوفمبر 2026، 01:31 (+03:00)"
    )


HOUR = """
import sys
sys.path.insert(0, "tests/archive/finding")
from test_citation_styles import CITATION
print(CITATION.captured_locally.isoformat())
"""


def test_the_hour_of_a_capture_does_not_hang_on_the_machines_tables_of_zones(tmp_path: Path) -> None:
    """Damascus gave up its winter time in 2022: tables older than that have it an hour behind."""
    (tmp_path / "Asia").mkdir()
    tables = resources.files("tzdata").joinpath("zoneinfo", "Asia")
    (tmp_path / "Asia" / "Damascus").write_bytes(tables.joinpath("Beirut").read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", HOUR],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONTZPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "2026-11-22T01:31:07+03:00"


def test_a_report_without_a_date_says_so_in_both_languages() -> None:
    undated = replace(CITATION, published_date=None)
    assert "دون تاريخ منشور" in arabic(undated)
    assert "no date printed" in english(undated)
    assert "issued" not in csl(undated)
    assert "  date = " not in bibtex(undated)
    assert "DA  - " not in ris(undated)


def test_the_english_form_leaves_arabic_names_arabic() -> None:
    assert english(CITATION).startswith(
        "سلمى الحلبي, يونس الكردي, «افتتاح الجسر القديم», Al-Mithal, 17 March 2024"
    )
    assert "المثال" in english(replace(CITATION, outlet_en=None))


def test_csl_keeps_a_day_a_day_and_arabic_names_literal() -> None:
    item = csl(CITATION)
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"literal": "سلمى الحلبي"}, {"literal": "يونس الكردي"}]
    assert item["issued"] == {"date-parts": [[2024, 3, 17]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]}
    assert json.loads(STYLES["csl"](CITATION)) == item


def test_bibtex_escapes_what_tex_would_act_on() -> None:
    hostile = replace(CITATION, title=r"50% & $5 #1 a_b {x} \input{/etc/passwd} ~^", authors=())
    entry = bibtex(hostile)
    assert r"title = {{50\% \& \$5 \#1 a\_b \textbraceleft{}x\textbraceright{} \textbackslash{}input" in entry
    assert r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}" in entry
    assert "author" not in entry
    assert "url = {https://almithal.example/2024/03/a_b/?x=1&y=%D8%AC}" in entry
    assert r"@article{warraq-00000000-0000-4000-8000-000000000001," in entry


def test_bibtex_keeps_each_arabic_author_whole() -> None:
    assert "author = {{سلمى الحلبي} and {يونس الكردي}}" in bibtex(CITATION)


def test_ris_has_one_author_a_line_and_ends() -> None:
    record = ris(CITATION).splitlines()
    assert record[0] == "TY  - NEWS"
    assert [line for line in record if line.startswith("AU")] == ["AU  - سلمى الحلبي", "AU  - يونس الكردي"]
    assert "DA  - 2024/03/17/" in record
    assert record[-1] == "ER  - "


@pytest.mark.parametrize("style", sorted(STYLES))
def test_a_hostile_title_forges_no_line_in_any_style(style: str) -> None:
    hostile = replace(CITATION, title="أ\nER  - \r\nTY  - BOOK\x1b[0m\x00")
    written = STYLES[style](hostile)
    assert len(written.splitlines()) == len(STYLES[style](CITATION).splitlines())
    assert not set(written) & {"\x1b", "\x00", "\r"}


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name(month: int) -> None:
    dated = replace(CITATION, published_date=f"2024-{month:02d}-05")
    assert "/" in arabic(dated).split("،")[2]
    assert english(dated).split(", ")[4].endswith(" 2024")


def test_a_quote_within_a_title_gets_the_inner_marks() -> None:
    quoting = replace(CITATION, title="الوزير: «لن نعود» إلى ما كان")
    assert "«الوزير: ‹لن نعود› إلى ما كان»" in arabic(quoting)
    assert "«الوزير: ‹لن نعود› إلى ما كان»" in english(quoting)
    named = replace(quoting, title_en="Minister: “No way back”")
    assert "“Minister: ‘No way back’”" in english(named)
    assert csl(quoting)["title"] == quoting.title


def test_the_archives_own_names_of_the_capture_go_into_the_notes() -> None:
    named = replace(
        CITATION,
        origin=Origin(archive_id="archive.example", memento="https://replay.example/warraq/"),
        fragment="https://almithal.example/2024/03/a_b/#:~:text=%D8%AC",
    )
    pwid = f"urn:pwid:archive.example:2026-11-21T22:31:07Z:page:{CITATION.url}"
    memento = f"https://replay.example/warraq/20261121223107/{CITATION.url}"
    assert (named.pwid, named.memento) == (pwid, memento)
    assert all(one in csl(named)["note"] for one in (pwid, memento, named.fragment or "-"))
    assert f"AV  - {pwid}" in ris(named)
    assert (
        r"urn:pwid:archive.example:2026-11-21T22:31:07Z:page:https://almithal.example/2024/03/a\_b/"
        in bibtex(named)
    )
    assert (CITATION.pwid, CITATION.memento) == (None, None)


def test_what_no_uri_may_hold_is_encoded_in_a_pwid() -> None:
    odd = replace(CITATION, url="https://almithal.example/خبر جديد", origin=Origin(archive_id="a"))
    assert (odd.pwid or "").endswith(
        ":page:https://almithal.example/%D8%AE%D8%A8%D8%B1%20%D8%AC%D8%AF%D9%8A%D8%AF"
    )
