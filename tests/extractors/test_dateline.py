"""The dateline that opens a report, the credit that closes it, and sentences that only look like one."""

import pytest

from extractors.article import Byline, Dateline
from extractors.dateline import credit, read_dateline

OWN = frozenset(["المثال", "مثال"])
OPENINGS = [
    ("دمشق (رويترز) - قالت وزارة الصحة إن", "دمشق", "رويترز"),
    ("دمشق، سوريا (CNN) -- أكدت مصادر", "دمشق، سوريا", "CNN"),
    ("الرياض - واس: استقبل الوزير", "الرياض", "واس"),
    ("الرياض - واس - استقبل الوزير", "الرياض", "واس"),
    ("القاهرة 12 مارس (أ ش أ) - بحث وزير الخارجية", "القاهرة", "أ ش أ"),
    ("القاهرة في 12 مارس /أ ش أ/ بحث وزير الخارجية", "القاهرة", "أ ش أ"),
    ("بيروت: أعلن الجيش", "بيروت", None),
    ("رام الله - أعلنت الحكومة", "رام الله", None),
    ("القدس المحتلة (أ ف ب) – قال شهود", "القدس المحتلة", "أ ف ب"),
    ("(أ ف ب) - قال شهود عيان", None, "أ ف ب"),
    ("رويترز: ارتفعت أسعار النفط", None, "رويترز"),
    ("عمان (بترا)- بحث وزير الصحة", "عمان", "بترا"),
    ("عدن / سبأ نت / تفقد المحافظ", "عدن", "سبأ نت"),
    ("أبوظبي في 3 مايو/ وام / بحث", "أبوظبي", "وام"),
    ("الكويت - كونا: أعلنت", "الكويت", "كونا"),
    ("(دمشق - سانا) أعلنت الوزارة", "دمشق", "سانا"),
    ("واشنطن - المثال: أعلنت الإدارة", "واشنطن", None),
    ("لندن ـ «المثال» ـ قال", "لندن", None),
    ("كفر سوسة (رويترز) - قال سكان", "كفر سوسة", "رويترز"),
    ("بغداد/ واع: أعلن رئيس الوزراء", "بغداد", "واع"),
    ("تونس (وات) - أكد الوزير", "تونس", "وات"),
    ("موسكو، 5 آذار/مارس (تاس) - صرح", "موسكو", "تاس"),
    ("جنيف (د ب أ)- حذرت المنظمة", "جنيف", "د ب أ"),
    ("بيروت (أ ف ب، رويترز) - قتل شخصان", "بيروت", "أ ف ب، رويترز"),
    ("نواكشوط | أعلنت الحكومة", "نواكشوط", None),
    ("إسطنبول/ الأناضول: وصل الوفد", "إسطنبول", "الأناضول"),
    ("صنعاء – أعلنت اللجنة", "صنعاء", None),
    ("قصر الرمان - المثال – أعلنت اللجنة", "قصر الرمان", None),
    ("سيدي الميمون - المثال – أعلنت اللجنة", "سيدي الميمون", None),
    ("غزة 5 كانون الأول (وكالتنا) - واصل الفريق", "غزة", "وكالتنا"),
    ("الرياض (المثال)-- نظمت شركة", "الرياض", None),
    ("دمشق-سانا: أعلنت اللجنة", "دمشق", "سانا"),
    ("تل الورد - سانا: أعلنت اللجنة", "تل الورد", "سانا"),
]
SENTENCES = [
    "قال الرئيس - في كلمة له أمس - إن الحوار مستمر",
    "الخبر: وصول دفعة جديدة",
    "الباب: عشرات العائلات تعود",
    "دمشق تستقبل الوفد - مصادر",
    "وزارة الصحة - بيان",
    "أعلنت سانا: وصول دفعة",
    "الأول: أن تعود الحكومة",
    "وزارة الصحة - المثال: أعلنت",
    "مصدر أمني - سانا: أعلن",
    "سامر العلي - المثال: كتب",
    "قال الرئيس - رويترز: إن",
    "سامر العلي - قال إنه",
    "فارس: قصة شاب من المدينة",
    "في دمشق: ازدحام",
    "وصل الوزير (أمس) إلى العاصمة",
    "المدينة - أخبار اليوم",
    "كتب سامر (عن المدينة) - نصاً",
    "",
]
CREDITS = [
    ("--(بترا)", "بترا"),
    ("(واس)", "واس"),
    ("أ ف ب", "أ ف ب"),
    ("المصدر: وكالات", "وكالات"),
    ("المصدر: المثال + وكالات", "وكالات"),
    ("المصدر / رويترز", "رويترز"),
    ("-- سبوتنيك", "سبوتنيك"),
    ("/انتهى/ سانا", "سانا"),
    ("(أ.ف.ب)", "أ.ف.ب"),
    ("(وكالة أنباء الساحل)", "وكالة أنباء الساحل"),
    ("--(وكالة نسيم البحر للأنباء).", "وكالة نسيم البحر للأنباء"),
    ("وكالة نسيم البحر للأنباء ترد على منتقديها", None),
    ("سامر العلي", None),
    ("شارك المقال", None),
    ("قالت رويترز إن الخبر غير صحيح", None),
]


@pytest.mark.parametrize(("text", "place", "agency"), OPENINGS)
def test_an_opening_gives_place_and_agency_as_printed(
    text: str, place: str | None, agency: str | None
) -> None:
    found = read_dateline(f"{text} إن العمل مستمر.\n\nوأضاف.", (), None, OWN)
    assert found == Dateline(place=place, agency=agency)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert read_dateline(f"{text}\n\nوأضاف المصدر.", (), None, OWN) is None


@pytest.mark.parametrize(("line", "agency"), CREDITS)
def test_a_closing_line_gives_the_agency_it_credits(line: str, agency: str | None) -> None:
    assert credit(line) == agency
    found = read_dateline("وصل الوفد.\n\nوعاد.", (line,), None)
    assert found == (Dateline(agency=agency) if agency else None)


@pytest.mark.parametrize(
    ("end", "agency"),
    [
        ("وعاد الوفد أمس. (رويترز)", "رويترز"),
        ("وعاد الوفد أمس --(بترا)", "بترا"),
        ("وعاد الوفد (أمس)", None),
        ("وعاد.\n\nالمصدر: رويترز", "رويترز"),
        ("وعاد.\n\nأ ف ب", "أ ف ب"),
        ("وعاد.\n\nوفا", None),
    ],
)
def test_the_end_of_a_body_may_credit_an_agency(end: str, agency: str | None) -> None:
    found = read_dateline(f"وصل الوفد أمس إلى المدينة.\n\n{end}", (), None)
    assert found == (Dateline(agency=agency) if agency else None)


def test_a_dateline_may_have_a_line_of_its_own() -> None:
    for line in ("دمشق-سانا", "دمشق - سانا", "دمشق (سانا)", "دمشق/ سانا/"):
        assert read_dateline(f"{line}\n\nوصل الوفد.", (), None) == Dateline(place="دمشق", agency="سانا")
    assert read_dateline("دمشق وحلب\n\nوصل الوفد.", (), None) is None


def test_the_byline_says_what_the_body_does_not() -> None:
    byline = Byline(printed="دمشق - سانا", places=("دمشق",), agency="سانا")
    assert read_dateline("وصل الوفد.", (), byline) == Dateline(place="دمشق", agency="سانا")
    assert read_dateline("حلب: وصل الوفد.", (), byline) == Dateline(place="حلب", agency="سانا")
    assert read_dateline("حلب (رويترز) - وصل", (), byline) == Dateline(place="حلب", agency="رويترز")
