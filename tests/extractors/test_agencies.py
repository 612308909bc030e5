"""Agencies are known by all the names that newsrooms print for them, and nothing else is an agency."""

import pytest

from extractors.agencies import AGENCIES, AMBIGUOUS, agency_named
from extractors.arabic import fold

PRINTED = {
    "فرانس برس": (
        "أ ف ب",
        "أ.ف.ب",
        "أ.ف.ب.",
        "(ا ف ب)",
        "أف ب",
        "ا ف ب ",
        "AFP",
        "وكالة فرانس برس",
        "الفرنسية",
    ),
    "رويترز": ("رويترز", "(رويترز)", "«رويترز»", "Reuters", "وكالة رويترز للأنباء", "رويترز -"),
    "وكالة الأنباء الألمانية": ("د ب أ", "د.ب.أ", "(د ب ا)", "الألمانية"),
    "أسوشيتد برس": ("أ ب", "أ.ب", "أسوشيتد برس", "أسوشييتد برس"),
    "بترا": ("--(بترا)", "(بترا)", "وكالة الأنباء الأردنية (بترا)"),
    "أ ش أ": ("أ ش أ", "أ.ش.أ", "أ ش ا"),
    "واس": ("واس", "(واس)", "و ا س", "وكالة الأنباء السعودية"),
    "ومع": ("و م ع", "و.م.ع", "ومع"),
    "الأناضول": ("الأناضول", "وكالة الاناضول", "(الأناضول)"),
    "سبأ": ("سبأ", "(سبأ)", "سبأ نت"),
    "وكالات": ("وكالات", "(وكالات)", "الوكالات"),
}
OTHERS = ("سامر العلي", "دمشق", "", "أ", "وكالة السياحة والسفر", "الأخبار والصور", "رويترز تنفي خبراً")


@pytest.mark.parametrize(("name", "printed"), [(name, form) for name in PRINTED for form in PRINTED[name]])
def test_a_printed_name_is_known(name: str, printed: str) -> None:
    assert agency_named(printed) == name


@pytest.mark.parametrize("printed", OTHERS)
def test_what_is_no_agency_is_none(printed: str) -> None:
    assert agency_named(printed) is None


def test_every_form_is_folded_and_every_doubtful_one_is_known() -> None:
    assert all(form == fold(form) for form in AGENCIES)
    assert AGENCIES.keys() >= AMBIGUOUS
    assert {"وام", "فارس", "بنا"} <= AMBIGUOUS
    assert not {"رويترز", "فرانس برس", "الاناضول"} & AMBIGUOUS
