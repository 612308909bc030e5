"""What the desks file is plenty, whole and never the same twice."""

import re
from collections import Counter

import pytest

from newsroom.desks import outlet_reports
from newsroom.outlets import FAULTY, OUTLETS, Outlet
from newsroom.reports import Report, load_reports

FED = tuple(outlet for outlet in OUTLETS if outlet.slug not in FAULTY)


def filed(outlet: Outlet) -> tuple[Report, ...]:
    return outlet_reports(outlet)[len(load_reports(outlet.slug)) :]


def test_no_title_is_filed_twice_and_no_paragraph_by_one_outlet() -> None:
    reports = [report for outlet in FED for report in filed(outlet)]
    assert len(reports) >= 200
    assert len({report.title for report in reports}) == len(reports)
    assert len({report.text for report in reports}) == len(reports)
    for outlet in FED:
        paragraphs = Counter(paragraph for report in filed(outlet) for paragraph in report.text)
        assert max(paragraphs.values()) == 1


@pytest.mark.parametrize("outlet", FED, ids=lambda outlet: outlet.slug)
def test_every_filed_report_is_of_news_length_and_whole(outlet: Outlet) -> None:
    for report in filed(outlet):
        assert 120 <= sum(len(paragraph.split()) for paragraph in report.text) <= 260
        assert not re.search(r"[\[\]{}|]", "".join((report.title, report.subtitle or "", *report.text)))
        assert report.place
        assert report.tags


@pytest.mark.parametrize("outlet", FED, ids=lambda outlet: outlet.slug)
def test_filed_reports_spread_over_months_sections_and_minutes(outlet: Outlet) -> None:
    reports = filed(outlet)
    assert len({report.published.strftime("%Y-%m") for report in reports}) >= 4
    assert len({report.section for report in reports}) >= 5
    assert len({report.published for report in reports}) == len(reports)
    assert {report.published.utcoffset() for report in reports} == {
        report.published.astimezone(outlet.zone).utcoffset() for report in reports
    }


def test_the_same_reports_are_filed_each_time() -> None:
    for outlet in FED:
        assert filed(outlet) == filed(outlet)


def test_outlets_without_a_desk_have_their_written_reports_alone() -> None:
    for outlet in OUTLETS:
        if outlet.slug in FAULTY:
            assert outlet_reports(outlet) == load_reports(outlet.slug)
