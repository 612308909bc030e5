"""A stem gathers the forms of one word, and no two words that the news tell apart."""

import pytest

from extractors.arabic import analyser, forms_of, terms


@pytest.mark.parametrize(
    "forms",
    [
        "العراق بالعراق للعراق والعراق وبالعراق فالعراق كالعراق",
        "إيران وإيران بإيران لإيران ايران",
        "شركة الشركة شركات الشركات شركته شركاتها لشركتهم شركه شركتين",
        "وزير الوزير وزراء وزرائه وزراؤها للوزراء وزيرين",
        "قال قالت قالوا يقول تقول ويقولون سيقول فقال",
        "أعلن أعلنت أعلنوا يعلن تعلن سيعلن وأعلنت",
        "استخدم استخدمت يستخدم تستخدمه يستخدمون",
        "مدني مدنية المدنيون للمدنيين مدنيين",
        "جديد جديدة الجديدة جدد جديدا",
        "حياة حياته حياتهم الحياة",
        "مستوى مستواه المستوى",
        "مسؤول مسئول المسؤولين مسؤولو للمسئولين",
        "ألمانيا بألمانيا لالمانيا وألمانيا",
        "لبنان بلبنان للبنان ولبنان",
        "لجنة اللجنة للجنة لجان",
        "على وعلى عليه عليها",
        "إلى الى إليه وإليها",
    ],
)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len(set(forms_of(forms)[0].split(" "))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("لبنان", "لبن"), ("السودان", "السود"), ("وزير", "زير"), ("ألمانيا", "مانيا"), ("فلسطين", "فلس")),
        *(("على", "علي"), ("إلى", "آلي"), ("كان", "كأن"), ("إعلام", "أعلام"), ("إمام", "أمام")),
        *(("عملية", "عملة"), ("شعبية", "شعبة"), ("طالبان", "طالب"), ("إنهاء", "أنها"), ("بلد", "لد")),
        *(("تقدم", "قدم"), ("مرضية", "مرضى"), ("نفقات", "نفق"), ("روما", "روم"), ("بوتين", "بوت")),
    ],
)
def test_different_words_share_no_term(one: str, other: str) -> None:
    assert not set(terms(one)) & set(terms(other))


def test_a_word_that_can_be_read_in_two_ways_is_looked_for_in_both() -> None:
    first, *others = terms("كتابه")  # his book, or writing with a hasty last letter
    assert forms_of("كتابه")[0] == first
    assert {first, *others} >= {*terms("كتاب"), *terms("كتابة")}


def test_the_stem_of_the_index_is_the_first_term() -> None:
    for word in ("كتابه", "مقالات", "تقدم", "العراق", "تكون", "والده"):
        assert forms_of(word)[0] == analyser().terms(word)[0]
