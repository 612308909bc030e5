"""Display keeps what was printed; matching lets habits of spelling go; offsets always lead back."""

import csv
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.arabic import fold, fold_map, terms, tidy, tokens
from extractors.characters import ROWS

ANYTHING = st.text(alphabet=st.characters(), max_size=80)  # lone surrogates too
ARABIC = st.text(
    alphabet="العراقوبفكلمنيهةىئءؤأإآٱ\u064b\u0651\u0640\u200d\u200fﷲﻻ٠١۲3,، \nعبدA", max_size=60
)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("\u200fالعراق\u200f", "العراق"),
        ("\u202eحرب\u202c\u2067x\u2069", "حربx"),
        ("ا\u0654من", "أمن"),
        ("سطر\r\nآخر\rثالث\u2028رابع", "سطر\nآخر\nثالث\nرابع"),
        ("a\x00b\x1b[2Jc\x9b", "ab[2Jc"),
        ("كلمة\u00adطويلة\ufeff", "كلمةطويلة"),
        ("الع\u200dراق", "العراق"),
        ("می\u200cشود", "می\u200cشود"),
        ("عام 1447ه\u200d ", "عام 1447ه\u200d "),
        ("x\ud800y", "x\ufffdy"),
        ("الـعـراقُ «١٢»", "الـعـراقُ «١٢»"),
    ],
)
def test_tidy_changes_nothing_that_is_seen(printed: str, shown: str) -> None:
    assert tidy(printed) == shown


@given(ANYTHING)
def test_tidy_is_stable_and_can_be_stored(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إنّ الرئيسَ قالَ", "ان الرئيس قال"),
        ("آلاف الأُسَر", "الاف الاسر"),
        ("العـــراق", "العراق"),
        ("١٢٣ و۴۵۶", "123 و456"),
        ("«لن نتراجع»", '"لن نتراجع"'),
        ("‘نعم’", "'نعم'"),
        ("على مستوى", "علي مستوي"),
        ("مدرسة", "مدرسه"),
        ("مسئول", "مسؤول"),
        ("مسؤول", "مسوول"),
        ("رءوس", "رؤوس"),
        ("الوزراء", "الوزرا"),
        ("کتاب ی", "كتاب ي"),
        ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
        ("ﷲ", "الله"),
        ("بعد\u00a0 \u2009ذلك\n", " بعد ذلك"),
        ("أ\u200fب\u202eج", "ابج"),
        ("١٢٫٥٪، نعم؟", "12.5%, نعم?"),
        ("2020–2021 — هنا", "2020-2021 - هنا"),
        ("Café GAZA", "cafe gaza"),
        ("ا\u0654حمد", "أحمد"),
    ],
)
def test_fold_lets_habits_of_spelling_go(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("قلب", "كلب"), ("حرب", "حزب"), ("دمشق", "دمشقي"), ("12", "13")])
def test_fold_keeps_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(ANYTHING | ARABIC)
def test_folding_with_and_without_offsets_agree(text: str) -> None:
    folded, offsets = fold_map(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(ARABIC, ARABIC, ARABIC)
def test_a_folded_stretch_leads_back_to_what_was_printed(before: str, quote: str, after: str) -> None:
    text = before + " " + quote + " " + after
    folded, offsets = fold_map(text)
    wanted = fold(quote)
    at = folded.find(wanted)
    if wanted and at >= 0:
        printed = text[offsets[at] : offsets[at + len(wanted) - 1] + 1]
        assert wanted in fold(printed)  # a ligature is printed whole when a part of it is quoted


@given(ANYTHING | ARABIC)
def test_tokens_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.exact
        assert token.stem
        assert " " not in token.exact + token.stem
        end = token.end


@given(ANYTHING | ARABIC)
def test_a_token_is_what_its_own_slice_gives(text: str) -> None:
    for token in tokens(text):
        assert token.stem in terms(text[token.start : token.end]) or "عبد" in fold(text)


def test_tokens_are_cut_where_scripts_meet() -> None:
    text = "قال لـBBC: «شركةGoogle» و كوفيد-19"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        *("قال", "BBC", "شركة", "Google", "كوفيد", "19")
    ]


def test_a_name_in_one_word_is_two_tokens() -> None:
    text = "وعبدالله"
    assert [(text[token.start : token.end], token.exact) for token in tokens(text)] == [
        ("وعبد", "عبد"),
        ("الله", "الله"),
    ]
    assert terms("عبدالرحمن") == terms("عبد الرحمن")


@pytest.mark.parametrize(
    ("printed", "exact"),
    [
        ("والعراق", "العراق"),
        ("بالعراق", "العراق"),
        ("للعراق", "العراق"),
        ("وبالعراق", "العراق"),
        ("وإيران", "ايران"),
        ("بإيران", "ايران"),
        ("وزير", "وزير"),
        ("ووزير", "وزير"),
        ("فلسطين", "فلسطين"),
        ("بفلسطين", "فلسطين"),
        ("لبنان", "لبنان"),
        ("للبنان", "لبنان"),
        ("كتاب", "كتاب"),
        ("بيروت", "بيروت"),
        ("ببيروت", "بيروت"),
        ("الوزراء", "الوزرا"),
        ("ماء", "ماء"),
    ],
)
def test_the_exact_form_drops_clitics_and_keeps_the_article(printed: str, exact: str) -> None:
    assert [token.exact for token in tokens(printed)] == [exact]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("العراق", "وبالعراق"),
        ("مدينة", "المدن"),
        ("اجتماع", "اجتماعات"),
        ("شركة", "شركاتها"),
        ("مسؤول", "للمسئولين"),
        ("أطفال", "الطفل"),
        ("لاجئ", "اللاجئين"),
        ("سوريا", "السورية"),
        ("٢٠٢٦", "2026"),
        ("١٬٥٠٠", "1,500"),
        ("پاکستان", "باكستان"),
        ("الماء", "ماء"),
    ],
)
def test_forms_of_one_word_share_a_term(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("لبنان", "لبن"), ("السودان", "السود"), ("وزير", "زير"), ("ألمانيا", "مانيا"), ("فلسطين", "فلس")),
        *(
            ("على", "علي"),
            ("إلى", "آلي"),
            ("مكتب", "مكتبة"),
            ("السلطة", "السلطان"),
            ("ماء", "ما"),
            ("حزب", "حرب"),
        ),
    ],
)
def test_different_words_share_no_term(one: str, other: str) -> None:
    assert not set(terms(one)) & set(terms(other))


def test_stop_marks_and_lone_clitics_are_no_words() -> None:
    assert terms("و") == terms("ـ") == terms("،؟!") == terms("") == ()


def test_every_special_character_has_one_row_with_a_reason() -> None:
    chars = [char for row in ROWS for char in row.chars]
    assert len(chars) == len(set(chars))
    assert all(row.name and row.why for row in ROWS)


def test_the_source_holds_no_invisible_characters() -> None:
    folder = Path(__file__).parents[2] / "extractors"
    for path in sorted(folder.glob("*.py")):
        hidden = re.findall("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]", path.read_text("utf-8"))
        assert hidden == [], path.name


def share_right(path: Path, found: Callable[[str, str], bool]) -> tuple[float, float]:
    """Give recall and specificity over a list of word pairs that shall or shall not match."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    right, total = {"1": 0, "0": 0}, {"1": 0, "0": 0}
    for row in rows:
        wanted = row["should_match"]
        total[wanted] += 1
        right[wanted] += found(row["a"], row["b"]) is (wanted == "1")
    return right["1"] / total["1"], right["0"] / total["0"]


def share_a_term(one: str, other: str) -> bool:
    return bool(set(terms(one)) & set(terms(other)))


def test_word_pairs_of_the_news_match_or_do_not(shared: Path) -> None:
    recall, specificity = share_right(shared / "data" / "text" / "match-pairs.tsv", share_a_term)
    assert recall >= 0.97
    assert specificity >= 0.97


def test_pairs_written_for_development_match_or_do_not() -> None:
    pairs = Path(__file__).parents[2] / "benchmarks" / "search" / "pairs" / "dev.tsv"
    recall, specificity = share_right(pairs, share_a_term)
    assert recall >= 0.95
    assert specificity >= 0.97


def test_broken_plurals_of_the_dictionary_are_found_where_they_are_of_the_news(shared: Path) -> None:
    """Most of the list's words are of the dictionary; what is found of them says how wide the lists are."""
    with (shared / "data" / "text" / "broken-plurals.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    pairs = [
        (row["singular"], plural) for row in rows for plural in row["broken_plural"].split(";") if plural
    ]
    assert sum(share_a_term(one, many) for one, many in pairs) / len(pairs) >= 0.12
