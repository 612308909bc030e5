"""From a quote that was misremembered, shortened or edited away to the record."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.citation_lines import print_citation
from archive.cite import cite
from archive.lineage import lineage

SENTENCE = "إنّ أعمال الترميم في الجسر القديم ستنتهي في ٢٠ آذار"
BODY = (
    f"قال رئيس البلدية: «{SENTENCE}»، وأضاف أن الكلفة بلغت ثلاثة ملايين.\n\nوحضر الاجتماع عدد من المهندسين."
)
FIRST, SECOND, THIRD = (f"2026-11-{day}T08:00:00.000000Z" for day in (20, 21, 22))


@pytest.mark.parametrize("at", range(len(SENTENCE.split())))
@pytest.mark.parametrize("change", ["changed", "missing"])
def test_whichever_word_is_changed_or_missing_the_report_is_found(shelf, at: int, change: str) -> None:
    name = shelf.version("bridge", BODY)
    shelf.version("rain", "هطلت أمطار غزيرة على الساحل في آذار، وتأخرت أعمال الترميم في المرفأ.")
    words = SENTENCE.split()
    words[at : at + 1] = ["كذلك"] if change == "changed" else []
    document = cite(shelf.db, " ".join(words))
    assert document["article"]["article_id"] == name
    quote = document["quote"]
    assert document["article"]["body"][quote["start"] : quote["end"]] == quote["exact"]
    if document["match"] == "fuzzy":
        (one,) = quote["differences"]
        assert BODY[one["start"] : one["end"]] == one["printed"]
    else:  # the first or last word was left out: what is left is printed so
        assert change == "missing"
        assert at in (0, len(SENTENCE.split()) - 1)


def test_a_shortened_quote_gives_its_parts_and_what_was_put_in(shelf) -> None:
    shelf.version("bridge", BODY)
    document = cite(shelf.db, "«ان اعمال الترميم [في المدينة] … ستنتهي في 20 آذار»")
    quote = document["quote"]
    assert (document["match"], quote["differences"], quote["insertions"]) == (
        "normalised", [], ["[في المدينة]"],
    )  # fmt: skip
    assert [part["exact"] for part in quote["parts"]] == ["إنّ أعمال الترميم", "ستنتهي في ٢٠ آذار"]
    assert (quote["start"], quote["end"]) == (quote["parts"][0]["start"], quote["parts"][1]["end"])


def test_agreement_comes_before_date_and_then_the_earliest(shelf) -> None:
    changed = BODY.replace("القديم", "الحجري")
    shelf.version("a", changed, published="2026-11-01")
    late = shelf.version("b", BODY, published="2026-11-05")
    early = shelf.version("c", BODY, published="2026-11-03")
    spelt = shelf.version("d", BODY.replace("إنّ", "ان"), published="2026-11-02")
    document = cite(shelf.db, SENTENCE)
    assert document["article"]["article_id"] == early
    assert [one["article_id"] for one in document["alternatives"]][:2] == [late, spelt]
    assert [one["match"] for one in document["alternatives"]] == ["verbatim", "normalised", "fuzzy"]
    assert document["alternatives"][-1]["quote"]["differences"][0]["printed"] == "الحجري"


def test_a_word_left_out_is_nearer_than_a_word_changed(shelf) -> None:
    changed = shelf.version("a", "قال الوزير إن المدينة ستحتفل بعيدها الحديث", published="2026-11-01")
    longer = shelf.version("b", "قال الوزير إن المدينة ستحتفل غدا بعيدها القديم", published="2026-11-02")
    document = cite(shelf.db, "قال الوزير إن المدينة ستحتفل بعيدها القديم")
    assert (document["match"], document["article"]["article_id"]) == ("fuzzy", longer)
    assert [one["article_id"] for one in document["alternatives"]] == [changed]


def test_a_later_version_with_other_words_is_told_with_what_stands_there(shelf) -> None:
    shelf.version("bridge", BODY, captured_at=FIRST)
    shelf.version("bridge", BODY.replace("٢٠ آذار", "٢٥ نيسان"), captured_at=SECOND)
    document = cite(shelf.db, SENTENCE)
    assert (document["match"], document["article"]["version"]) == ("verbatim", 1)
    assert (document["in_newest_version"], document["versions_with_quote"]) == (False, [1])
    changed = document["changed_in"]
    assert (changed["version"], changed["captured_at"]) == (2, SECOND)
    assert changed["became"] == changed["now"] == SENTENCE.replace("٢٠ آذار", "٢٥ نيسان")
    assert "number" in [one["kind"] for one in changed["changes"]]
    newest = cite(shelf.db, SENTENCE.replace("٢٠ آذار", "٢٥ نيسان"))
    assert (newest["article"]["version"], newest["changed_in"]) == (2, None)


def test_a_fuzzy_quote_is_followed_through_versions_too(shelf) -> None:
    typed = SENTENCE.replace("القديم", "الحجري")
    shelf.version("bridge", BODY, captured_at=FIRST)
    shelf.version("bridge", BODY + " خاتمة.", captured_at=SECOND)
    document = cite(shelf.db, typed)
    assert (document["match"], document["article"]["version"]) == ("fuzzy", 2)
    assert (document["in_newest_version"], document["versions_with_quote"]) == (True, [1, 2])
    assert document["changed_in"] is None
    shelf.version("bridge", BODY.replace(SENTENCE, "إنّ الأعمال توقفت"), captured_at=THIRD)
    document = cite(shelf.db, typed)
    assert (document["in_newest_version"], document["versions_with_quote"]) == (False, [1, 2])
    assert document["changed_in"]["version"] == 3


def test_a_sentence_that_is_gone_leaves_nothing(shelf) -> None:
    shelf.version("bridge", BODY, captured_at=FIRST)
    shelf.version("bridge", "وحضر الاجتماع عدد من المهندسين.", captured_at=SECOND)
    shelf.version("bridge", "وحضر الاجتماع عدد من المهندسين. خاتمة.", captured_at=THIRD)
    changed = cite(shelf.db, SENTENCE)["changed_in"]
    assert (changed["version"], changed["became"], changed["now"]) == (2, None, None)


def test_a_spelling_that_was_mended_still_holds_the_quote(shelf) -> None:
    shelf.version("bridge", BODY.replace("إنّ", "ان"), captured_at=FIRST)
    shelf.version("bridge", BODY, captured_at=SECOND)
    document = cite(shelf.db, SENTENCE.replace("إنّ", "ان"))
    assert (document["match"], document["article"]["version"]) == ("verbatim", 1)
    assert (document["in_newest_version"], document["changed_in"]) == (True, None)


def test_lineage_of_a_quote_leaves_out_reports_that_say_it_otherwise(shelf) -> None:
    held = shelf.version("bridge", BODY)
    shelf.version("other", BODY.replace("القديم", "الحجري").replace("ثلاثة ملايين", "كذا"))
    assert lineage(shelf.db, SENTENCE)["asked"] == [held]


def test_one_word_is_found_in_every_report_that_has_it(shelf) -> None:
    names = {shelf.version(f"r{number}", f"خبر عن المهندسين رقم {number}") for number in range(5)}
    document = cite(shelf.db, "المهندسين")
    others = {one["article_id"] for one in document["alternatives"]}
    assert (document["match"], others | {document["article"]["article_id"]}) == ("verbatim", names)
    assert cite(shelf.db, "المهندسون")["match"] == "none"


def test_a_whole_article_can_be_the_quote(shelf) -> None:
    body = "\n".join(f"{SENTENCE} في الفقرة {number} عن الموضوع {number * 7}." for number in range(150))
    name = shelf.version("long", body)
    document = cite(shelf.db, " ".join(body.split()).replace("الفقرة 70 ", "الفقرة 71 "))
    assert (document["match"], document["article"]["article_id"]) == ("fuzzy", name)
    assert [one["printed"] for one in document["quote"]["differences"]] == ["70"]


def test_what_differs_is_printed_in_both_languages(shelf, monkeypatch, capsys) -> None:
    shelf.version("bridge", BODY, captured_at=FIRST)
    shelf.version("bridge", "وحضر الاجتماع عدد من المهندسين.", captured_at=SECOND)
    typed = "إنّ أعمال الترميم [كذا] في الجسر الحجري … وأضاف أن الكلفة ثلاثة ملايين"
    document = {**cite(shelf.db, typed), "conversion": None}
    document["quote"] |= {"html": None, "html_reason": "no-record"}  # as the command adds them
    monkeypatch.setenv("WARRAQ_LANG", "en")
    print_citation(document)
    english = capsys.readouterr().out
    assert "match: fuzzy" in english
    assert "difference: the report prints “القديم”, typed was “الحجري”" in english
    assert "difference: the report prints “بلغت”, which was not typed" in english
    assert "put in by the quoter: [كذا]" in english
    assert "later: gone in version 2, captured 2026-11-21" in english
    monkeypatch.setenv("WARRAQ_LANG", "ar")
    print_citation(document)
    arabic = capsys.readouterr().out
    assert "المطابقة: مع اختلاف كلمات" in arabic
    assert "اختلاف: المطبوع «القديم»، والمكتوب «الحجري»" in arabic
    assert "لاحقاً: حُذف في النسخة 2" in arabic


@pytest.fixture(scope="module")
def filled(stocked_once):
    stocked_once.version("bridge", BODY)
    stocked_once.version("rain", 'هطلت أمطار "غزيرة" (أمس) على الساحل ... [كذا] AND OR NOT NEAR * ^ : قال')
    return stocked_once


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(alphabet=" '\"*^:()[]{}«»….-+\x00أبADNORقال", max_size=40))
def test_whatever_is_typed_is_answered(filled, typed: str) -> None:
    document = cite(filled.db, "x " + typed)
    assert document["match"] in ("verbatim", "normalised", "fuzzy", "none")
    assert (document["quote"] is None) == (document["match"] == "none")
