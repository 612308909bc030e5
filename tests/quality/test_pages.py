"""The gate's own pages: a design prints exactly the gold that a reader is held against."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from lxml import html

from benchmarks.quality.held import HELD
from benchmarks.quality.material import Material, clean_story, newsroom_material
from benchmarks.quality.postings import make_posting
from benchmarks.quality.printing import Design, Sheet, report_sheet
from benchmarks.quality.refusals import refusal_sheets
from benchmarks.quality.running import ALL
from extractors.zones import zone

DESIGNS = [pytest.param(design, id=design.slug) for design in ALL.values()]


@pytest.fixture(scope="module")
def material() -> Material:
    return newsroom_material()


def reports(design: Design, material: Material, count: int = 20) -> Iterator[Sheet]:
    for number in range(count):
        yield report_sheet(design, make_posting(design.outlet, number, material.stories))


def printed(sheet: Sheet, charset: str) -> str:
    """All text of a page, squeezed."""
    tree = html.fromstring(sheet.page.body, parser=html.HTMLParser(encoding=charset))
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("design", DESIGNS)
def test_every_paragraph_title_and_name_of_the_gold_is_printed(design: Design, material: Material) -> None:
    for sheet in reports(design, material):
        text = printed(sheet, design.charset)
        for part in (sheet.gold.title, *sheet.gold.paragraphs, *sheet.gold.persons):
            assert " ".join(part.split()) in text, (sheet.number, part)


@pytest.mark.parametrize("design", DESIGNS)
def test_the_gold_is_in_the_outlets_zone_and_before_the_capture(design: Design, material: Material) -> None:
    for sheet in reports(design, material):
        moment = sheet.gold.moment
        if moment is not None:
            assert moment.utcoffset() == moment.astimezone(zone(design.outlet.timezone)).utcoffset()
            assert sheet.page.captured_at - moment > timedelta(minutes=10)


@pytest.mark.parametrize("design", DESIGNS)
def test_a_page_without_a_date_names_its_own_nowhere(design: Design, material: Material) -> None:
    """The year of the report must not come from metadata that a design forgot to leave out."""
    for number in range(200):
        posting = make_posting(design.outlet, number, material.stories)
        if posting.moment is None:
            page = report_sheet(design, posting).page.body.decode(design.charset)
            assert "published_time" not in page
            assert "datePublished" not in page


@pytest.mark.parametrize("design", DESIGNS)
def test_the_same_page_is_printed_in_every_run(design: Design, material: Material) -> None:
    assert list(reports(design, material, 4)) == list(reports(design, material, 4))


@pytest.mark.parametrize("design", DESIGNS)
def test_what_is_no_report_names_the_refusals_that_are_right(design: Design, material: Material) -> None:
    sheets = list(refusal_sheets(design, material.stories, 1))
    assert {sheet.kind for sheet in sheets} >= {"home", "section", "not-found", "paywall", "foreign"}
    assert all(sheet.gold.codes and not sheet.gold.paragraphs for sheet in sheets)


def test_dates_of_all_kinds_are_printed(material: Material) -> None:
    moments = [
        sheet.gold.moment
        for design in ALL.values()
        for sheet in reports(design, material, 100)
        if sheet.gold.moment
    ]
    assert {moment.month for moment in moments} == set(range(1, 13))
    assert {moment.year for moment in moments} >= set(range(2009, 2026))
    assert any(moment.hour == 0 and moment.minute == 0 for moment in moments)
    assert any((moment.month, moment.day) == (12, 31) for moment in moments)
    assert any(moment.day <= 12 for moment in moments)


def test_at_least_three_designs_are_held_back() -> None:
    assert len(HELD) >= 3
    assert all(design.held for design in HELD)
    assert sum(not design.held for design in ALL.values()) >= 10


def test_a_row_of_a_corpus_becomes_a_story_without_its_byline() -> None:
    text = "قال رئيس اللجنة إن العمل سيبدأ قبل نهاية الشهر وإن الأعضاء وافقوا على الخطة بعد نقاش طويل. " * 3
    story = clean_story(
        "لجنة البلدة تقر خطة جديدة", f" سامر العلي - دمشق: {text}\n\u200f\nسامر العلي", "سامر العلي - دمشق:"
    )
    assert story is not None
    assert story.paragraphs == (text.strip(),)


@pytest.mark.parametrize("content", ["قصير.", "رابط الخبر بصحيفة " * 40, "نص طويل <b> " * 60])
def test_a_row_that_cannot_be_gold_is_left_out(content: str) -> None:
    assert clean_story("عنوان من ثلاث كلمات", content) is None
