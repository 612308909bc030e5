"""Reports are read strictly, and those shipped are whole."""

import re
from pathlib import Path

import pytest

from newsroom.desks import outlet_reports
from newsroom.outlets import OUTLETS
from newsroom.reports import ReportError, load_edits, paragraphs, parse_report

WHOLE = """
title = "عنوان"
section = "سياسة"
tags = ["واحد"]
published = 2026-03-01T10:00:00+03:00
slug = "a-slug"
text = '''
فقرة أولى
على سطرين.

فقرة ثانية.
'''
"""


def test_paragraphs_are_what_blank_lines_part() -> None:
    assert parse_report(WHOLE, 1, "x").text == ("فقرة أولى على سطرين.", "فقرة ثانية.")
    assert paragraphs("a\r\n\r\n\r\nb\n") == ("a", "b")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "عنوان"\n', "", "title is missing"),
        ("+03:00", "", "with an offset"),
        ('"a-slug"', '"مسار"', "ASCII"),
        ('["واحد"]', '"واحد"', "list of strings"),
        ('section = "سياسة"', "section = 3", "section must be a string"),
        ('title = "عنوان"', 'title = "عنوان', "02.toml"),
    ],
)
def test_a_broken_report_is_refused_with_file_and_key(old: str, new: str, said: str) -> None:
    with pytest.raises(ReportError, match=re.escape(said)) as refusal:
        parse_report(WHOLE.replace(old, new), 2, "sada/02.toml")
    assert "sada/02.toml" in str(refusal.value)


def test_every_outlet_has_its_reports_and_no_address_twice() -> None:
    for outlet in OUTLETS:
        reports = outlet_reports(outlet)
        assert len(reports) >= 8
        assert len({report.slug for report in reports}) == len(reports)
        assert [report.number for report in reports] == list(range(1, len(reports) + 1))


def test_there_are_five_edits_with_another_text_each() -> None:
    edits = load_edits()
    assert len(edits) == 5
    assert len({edit.text for edit in edits}) == 5


def test_no_edits_are_no_error(tmp_path: Path) -> None:
    assert load_edits(tmp_path) == ()
