"""Did you mean: what is suggested when a query finds nothing."""

import pytest

from archive.misspellings import in_other_layout, is_one_slip, slips
from archive.query import parse_query
from archive.suggestions import LOOKUPS, MAX_SUSPECTS, suggest
from archive.synonyms import parse_synonyms
from extractors.arabic import analyser


@pytest.fixture
def stocked(desk):
    desk.synonyms = parse_synonyms("داعش = تنظيم الدولة = Daesh", "list")
    for _ in range(3):
        desk.add("الحكومة تبحث أسعار النفط", "اجتمع مجلس الأمن في العاصمة بغداد")
        desk.add("النظام الاقتصادي", "ضرائب جديدة على الشركات")
    desk.add("انسحاب تنظيم الدولة", outlet="alghad")
    return desk


def suggested(desk, typed: str) -> str | None:
    return suggest(desk.db, typed, analyser=analyser(), synonyms=desk.synonyms)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("الحكوكة", "الحكومة"),  # a key beside the right one
        ("الحوكمة", "الحكومة"),  # two letters swapped
        ("الحكوممة", "الحكومة"),
        ("الحكمة اسعار", "الحكومة اسعار"),
        ("النضام", "النظام"),
        ("ظرائب", "ضرائب"),
        ("النفد", "النفط"),
        ("hgp;,lm", "الحكومة"),
        ("hgp;,lm hgkt'", "الحكومة النفط"),
        ("لاشللا", None),
        ("مجلسالامن", "مجلس الامن"),
        ("الاقت صادي", "الاقتصادي"),
        ('"مجلس الأمم" بغداد', '"مجلس الأمن" بغداد'),
        ("عنوان:الحكوكة -داعش", "عنوان:الحكومة -داعش"),
        ("outlet:almithal (الحكوكة | xyz) بغداد", None),
        ("Dacsh", "Daesh"),
        ("outlet:alghad تنظم الدولة", "outlet:alghad تنظيم الدولة"),
    ],
)
def test_what_was_meant_is_suggested(stocked, typed: str, meant: str | None) -> None:
    better = suggested(stocked, typed)
    assert better == meant
    if better is not None:
        assert stocked.find(better)


@pytest.mark.parametrize(
    "typed", ["الحكومة", "مجلس الأمن", "", "؟", "-داعش", "outlet:nobody", "outlet:nobody الحكومة"]
)
def test_nothing_is_suggested_where_nothing_can_be_corrected(stocked, typed: str) -> None:
    assert suggested(stocked, typed) is None


def test_a_query_of_too_many_unknown_words_is_left_alone(stocked) -> None:
    assert (
        suggested(stocked, " ".join(["الحكوكة", "النضام", "ظرائب", "الاقتصادد"][: MAX_SUSPECTS + 1])) is None
    )


def test_the_work_is_bounded(stocked) -> None:
    asked: list[str] = []
    stocked.db.set_trace_callback(asked.append)
    assert suggested(stocked, "قضثصيبلاتنمكط شسيبلضصثقفغعه ظزوةرؤءئدجحخ") is None
    looked_up = [sql for sql in asked if "MATCH" in sql]
    assert LOOKUPS / 2 < len(looked_up) < LOOKUPS + MAX_SUSPECTS * 50


def test_the_likeliest_slips_come_first() -> None:
    guesses = [guess.text for guess in slips("النضام")]
    assert guesses.index("النظام") < guesses.index("النكام")
    assert len(guesses) == len(set(guesses))
    assert "النضام" not in guesses
    assert not slips("من")


def test_every_slip_is_one_letter_away() -> None:
    for guess in slips("الحكومة"):
        assert is_one_slip("الحكومة", guess.text), guess
    assert not is_one_slip("حكومة", "حكومة")
    assert not is_one_slip("حكومة", "حكاما")


def test_the_other_layout_is_that_of_the_same_keys() -> None:
    assert [guess.text for guess in in_other_layout("hgp;,lm")] == ["الحكومة"]
    assert [guess.text for guess in in_other_layout("لالاؤ")] == ["bbc"]
    assert not list(in_other_layout("2015"))


def test_suggesting_changes_nothing_in_the_index(stocked) -> None:
    before = stocked.db.total_changes
    suggested(stocked, "الحكوكة")
    assert stocked.db.total_changes == before
    assert parse_query("الحكوكة").sought[0].start == 0
