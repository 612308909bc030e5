"""Search over an index filled by hand."""

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive import search_ranking
from archive.search import search
from archive.search_rows import update_search_rows
from archive.sql_functions import register


def ids(shelf, query: str, **options) -> list[str]:
    return [hit.article_id for hit in search(shelf.db, query, **options)]


def test_a_word_finds_its_inflections(shelf) -> None:
    bridge = shelf.version("bridge", "افتتحت الحكومة السورية الجسر بعد ترميمه.")
    shelf.version("rain", "هطلت أمطار غزيرة على الساحل.")
    for typed in ("حكومة", "الحكومة", "والحكومة", "للحكومة", "الحُكُومَةُ", "الحكـــومة"):
        assert ids(shelf, typed) == [bridge], typed


def test_all_words_must_occur_and_or_takes_either(shelf) -> None:
    both = shelf.version("both", "التقى وزير الزراعة وفدا من المزارعين في حلب.")
    one = shelf.version("one", "عقد وزير المالية مؤتمرا في دمشق.")
    assert ids(shelf, "وزير حلب") == [both]
    assert set(ids(shelf, "حلب OR دمشق")) == {both, one}
    assert set(ids(shelf, "وزير حلب|دمشق")) == {both, one}
    assert ids(shelf, "وزير -حلب") == [one]
    assert ids(shelf, "(حلب OR دمشق) -مالية") == [both]


def test_a_phrase_wants_its_words_in_order(shelf) -> None:
    ordered = shelf.version("ordered", "أعلن مجلس الوزراء قراره.")
    shelf.version("scattered", "الوزراء غادروا المجلس، ثم عاد مجلس المدينة إلى عمله.")
    assert ids(shelf, '"مجلس الوزراء"') == [ordered]
    assert ids(shelf, "«مجلس الوزراء»") == [ordered]


def test_words_near_one_another_are_found_by_their_distance(shelf) -> None:
    near = shelf.version("near", "أغلق الجسر صباحا أمام السيارات.")
    shelf.version("far", "أغلق المعبر. " + "ثم تحدث الناس عن الطقس طويلا. " * 5 + "وبقي الجسر مفتوحا.")
    assert ids(shelf, '"أغلق الجسر"~3') == [near]


def test_a_word_of_the_title_is_found_by_field(shelf) -> None:
    titled = shelf.version("titled", "نص التقرير.", title="زلزال يضرب الساحل")
    shelf.version("mentioned", "تحدث التقرير عن زلزال قديم.", title="تاريخ المدينة")
    assert ids(shelf, "title:زلزال") == [titled]
    assert ids(shelf, "عنوان:زلزال") == [titled]


def test_a_match_in_the_title_ranks_above_one_in_the_body(shelf) -> None:
    shelf.version("mentioned", "تحدث التقرير عن زلزال قديم في البلاد.", title="تاريخ المدينة")
    titled = shelf.version("titled", "تحدث التقرير عن هزة قديمة في البلاد.", title="زلزال يضرب الساحل")
    hits = search(shelf.db, "زلزال")
    assert hits[0].article_id == titled
    assert hits[0].score > hits[1].score


def test_the_score_is_positive_even_when_every_report_matches(shelf) -> None:
    for number in range(3):
        shelf.version(f"n{number}", "زلزال في الساحل.")
    assert all(hit.score > 0 for hit in search(shelf.db, "زلزال"))


def test_an_article_of_many_versions_is_one_hit_by_its_newest_matching_version(shelf) -> None:
    shelf.version("report", "قال الوزير إن الجسر مغلق.", captured_at="2026-11-20T08:00:00.000000Z")
    shelf.version("report", "قال الوزير إن الجسر مفتوح.", captured_at="2026-11-21T08:00:00.000000Z")
    (both,) = search(shelf.db, "الجسر")
    assert (both.version, "مفتوح" in both.snippet) == (2, True)
    (old,) = search(shelf.db, "مغلق")
    assert (old.version, "مغلق" in old.snippet) == (1, True)


def test_filters_go_by_outlet_and_by_the_outlets_own_day(shelf) -> None:
    first = shelf.version("first", "أخبار الجسر.", published="2026-11-10")
    second = shelf.version(
        "second", "أخبار الجسر.", published="2026-11-11", published_at="2026-11-11T01:00:00+03:00"
    )
    shelf.insert("articles", article_id="f" * 16, outlet="other")
    assert ids(shelf, "الجسر", from_=date(2026, 11, 11)) == [second]
    assert ids(shelf, "الجسر", to=date(2026, 11, 10)) == [first]
    assert ids(shelf, "الجسر", from_=date(2026, 11, 10), to=date(2026, 11, 11), sort="date") == [
        second,
        first,
    ]
    assert ids(shelf, "الجسر", outlet="other") == []
    assert set(ids(shelf, "الجسر", outlet="almithal")) == {first, second}


def test_a_day_before_1970_can_be_asked_for(shelf) -> None:
    old = shelf.version("old", "أخبار الجسر.", published="1948-05-15")
    shelf.version("new", "أخبار الجسر.", published="2026-11-11")
    assert ids(shelf, "الجسر", from_=date(1948, 1, 1), to=date(1948, 12, 31)) == [old]
    assert ids(shelf, "الجسر", to=date(1969, 12, 31)) == [old]
    assert ids(shelf, "الجسر", to=date.min) == []
    assert len(ids(shelf, "الجسر", to=date.max)) == 2


def test_a_report_without_a_printed_date_is_found_but_not_by_date(shelf) -> None:
    undated = shelf.version("undated", "أخبار الجسر.", published=None)
    assert ids(shelf, "الجسر") == [undated]
    assert ids(shelf, "الجسر", from_=date(2026, 1, 1)) == []
    assert ids(shelf, "الجسر", to=date(2026, 12, 31)) == []


def test_a_report_that_only_a_feed_dates_is_found_by_that_date(shelf) -> None:
    told = shelf.version("told", "أخبار الجسر.", published=None, captured_at="2026-11-22T10:00:00.000000Z")
    moment = "2026-11-18T23:30:00+03:00"
    shelf.db.execute("UPDATE articles SET published_at = ?, published_date = '2026-11-18'", (moment,))
    update_search_rows(shelf.db, [told])
    older = shelf.version("older", "أخبار الجسر.", published="2026-11-17")
    newer = shelf.version("newer", "أخبار الجسر.", published="2026-11-21")
    assert ids(shelf, "الجسر", from_=date(2026, 11, 18), to=date(2026, 11, 18)) == [told]
    assert ids(shelf, "الجسر", from_=date(2026, 11, 19)) == [newer]
    assert ids(shelf, "الجسر", to=date(2026, 11, 18), outlet="else") == []
    hits = search(shelf.db, "الجسر", sort="date")
    assert [hit.article_id for hit in hits] == [newer, told, older]
    assert (hits[1].published_at, hits[1].published_date) == (moment, "2026-11-18")


def test_sorting_by_date_puts_the_newest_first_and_the_undated_last(shelf) -> None:
    undated = shelf.version("undated", "أخبار الجسر.", published=None)
    old = shelf.version("old", "أخبار الجسر الجسر الجسر.", published="2025-01-01")
    early = shelf.version(
        "early", "أخبار الجسر.", published="2026-11-20", published_at="2026-11-20T08:00:00+03:00"
    )
    late = shelf.version(
        "late", "أخبار الجسر.", published="2026-11-20", published_at="2026-11-20T09:00:00+03:00"
    )
    assert ids(shelf, "الجسر", sort="date") == [late, early, old, undated]


def test_no_more_hits_than_asked_for(shelf) -> None:
    for number in range(5):
        shelf.version(f"n{number}", "أخبار الجسر.")
    assert len(search(shelf.db, "الجسر", limit=3)) == 3


def test_a_frequent_word_is_ranked_among_the_newest_matches(shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 6):
        shelf.version(f"d{day}", "أخبار الجسر.", published=f"2026-11-0{day}")
    monkeypatch.setattr(search_ranking, "BOUND", 2)
    days = {hit.published_date for hit in search(shelf.db, "الجسر")}
    assert days == {"2026-11-04", "2026-11-05"}


def test_the_snippet_is_a_passage_of_the_original_with_its_matches_marked(shelf) -> None:
    padding = "تحدث الناس عن الطقس والمطر. " * 30
    shelf.version("long", padding + "وقالَ الوزيرُ إنّ «الحُكومةَ» ستُرمّم الجسر.\n" + padding)
    (hit,) = search(shelf.db, "الحكومه الجسر")
    assert "«الحُكومةَ» ستُرمّم الجسر" in hit.snippet
    assert [hit.snippet[start:end] for start, end in hit.highlights] == ["الحُكومةَ", "الجسر"]
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")
    assert "\n" not in hit.snippet


def test_a_match_in_the_title_alone_shows_how_the_body_begins(shelf) -> None:
    shelf.version("titled", "نص التقرير من أوله.", title="زلزال يضرب الساحل")
    (hit,) = search(shelf.db, "زلزال")
    assert (hit.snippet, hit.highlights) == ("نص التقرير من أوله.", ())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=' "«»()|-*:~ORالجسرab1\x00\ud800', max_size=80))
@example("'; DROP TABLE articles; --")
@example("ا" * 10_000)
@example("الجسر " * 2_000)
def test_no_text_makes_search_fail(shelf, text: str) -> None:
    shelf.version("report", "أخبار الجسر: a b 1.")
    for hit in search(shelf.db, text):
        for start, end in hit.highlights:
            assert 0 <= start < end <= len(hit.snippet)


def test_python_and_sql_take_the_archives_own_synonyms(shelf) -> None:
    name = shelf.version("win", "فاز المنتخب على ضيفه بهدفين.")
    (shelf.archive.root / "synonyms.txt").write_text("المنتخب = النشامى\n", encoding="utf-8")
    assert [hit.article_id for hit in search(shelf.db, "النشامى")] == [name]
    register(shelf.db)
    found = shelf.db.execute(
        "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH arabic_match('النشامى')"
    )
    assert found.fetchone()[0] == 1
