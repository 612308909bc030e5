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
        "بديل كبديل للبديل البدائل",
        "شريك كشريك شركاء",
        "لبن للبن اللبن",
        "عدم لعدم بعدم ولعدم",
        "بؤرة ببؤر وببؤرة",
        "يعتز ويعتز",
        "والديه ووالديه",
        "زمن الزمن أزمنة",
        "التزام الالتزام التزامات بالتزامات والتزام",
        "التهاب الالتهاب لالتهاب التهابات",
        "متن المتن متون",
        "أصاب أصيب أصيبت يصيب",
        "أقام أقيم يقيم يقام",
        "كان تكون ستكون سيكون وكانت",
        "عقد تعقد ستعقد",
        "تم وتم فتم وفتم سيتم ستتم وسيتم يتم",
        "مظلم مظلمة المظلمة",
        "كاميرا كاميرتين كاميرات",
        "بلغاريا بلجاريا وبلغاريا",
        "إلكتروني إلكترونيا الإلكترونية",
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
        *(("مدافعا", "مدفع"), ("طقوس", "طقس"), ("سيرج", "رجا"), ("أراضيها", "راض")),
        *(("تقدم", "قدم"), ("مرضية", "مرضى"), ("نفقات", "نفق"), ("روما", "روم"), ("بوتين", "بوت")),
    ],
)
def test_different_words_share_no_term(one: str, other: str) -> None:
    assert not set(terms(one)) & set(terms(other))


@pytest.mark.parametrize(
    "name", ["سيدني", "ديمونا", "أنتوني", "ميلوني", "يلين", "ميغا", "يوليو", "ستارلينك", "سيرج", "تيرانا"]
)
def test_names_keep_their_last_letters(name: str) -> None:
    stem, exact = forms_of(name)
    assert stem == exact


@pytest.mark.parametrize("name", ["ترير", "سيالكوت", "راداميل", "وولفجانج", "فالكاو", "سفلتة", "تبودلت"])
def test_and_goes_from_words_that_nobody_knows(name: str) -> None:
    assert forms_of(f"و{name}") == forms_of(name)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        *(("بسيالكوت", "سيالكوت"), ("سيالكوت", "لسيالكوت"), ("وسيالكوت", "بسيالكوت")),  # known in no form
        *(("وعدت", "عدت"), ("وردا", "ردا"), ("ودعت", "دعت")),  # a verb of its own, or one with و
        *(("جري", "الجري"), ("تمر", "التمر")),  # a verb or a noun
        ("سيول", "سيل"),  # the town, or floods
        *(("راى", "رأى"), ("ابدى", "أبدى"), ("الماكولات", "المأكولات"), ("اسمى", "أسمى")),  # a hamza left out
    ],
)
def test_a_typed_word_is_looked_for_in_all_its_readings(typed: str, printed: str) -> None:
    assert forms_of(printed)[0] in terms(typed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("واحد", "أحد"), ("كان", "كأن"), ("باريس", "اريس"), ("وزير", "زير"), ("بسمة", "سمة"), ("ملأ", "ملا")],
)
def test_a_word_that_is_printed_often_has_no_reading_of_rarer_ones(typed: str, printed: str) -> None:
    assert forms_of(printed)[0] not in terms(typed)


def test_a_word_that_can_be_read_in_two_ways_is_looked_for_in_both() -> None:
    first, *others = terms("كتابه")  # his book, or writing with a hasty last letter
    assert forms_of("كتابه")[0] == first
    assert {first, *others} >= {*terms("كتاب"), *terms("كتابة")}


def test_the_stem_of_the_index_is_the_first_term() -> None:
    for word in ("كتابه", "مقالات", "تقدم", "العراق", "تكون", "والده"):
        assert forms_of(word)[0] == analyser().terms(word)[0]
