"""One printed byline taken apart into persons, places and the agency; nobody is invented."""

from dataclasses import dataclass

import pytest

from extractors.article import Byline
from extractors.byline_forms import is_bare_name, is_byline
from extractors.byline_text import parse_byline

OWN = frozenset(["المثال", "مثال", "البيان", "بيان"])


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    agency: str | None = None
    printed: str | None = None  # the line itself unless said otherwise


LINES = [
    Line("لندن: رنيم حنوش", ("رنيم حنوش",), ("لندن",)),
    Line("عدن : (ا ف ب)", (), ("عدن",), "ا ف ب"),
    Line("(أبوظبي - البيان)", (), ("أبوظبي",)),
    Line("كتب: سامر العلي", ("سامر العلي",)),
    Line("كتب - سامر العلي", ("سامر العلي",)),
    Line("كتب/ سامر العلي", ("سامر العلي",)),
    Line("كتبت أسماء نصار", ("أسماء نصار",)),
    Line("كتب سامر العلي ومنى صالح", ("سامر العلي", "منى صالح")),
    Line("بقلم: د. ليلى حداد", ("د. ليلى حداد",)),
    Line("بقلم/ د. ليلى حداد", ("د. ليلى حداد",)),
    Line("بقلم ليلى حداد", ("ليلى حداد",)),
    Line("دمشق - سانا", (), ("دمشق",), "سانا"),
    Line("دمشق-سانا", (), ("دمشق",), "سانا"),
    Line("القاهرة / أ ش أ", (), ("القاهرة",), "أ ش أ"),
    Line("الرياض - واس", (), ("الرياض",), "واس"),
    Line("سامر العلي - دمشق", ("سامر العلي",), ("دمشق",)),
    Line("محمد أحمد (الرياض)", ("محمد أحمد",), ("الرياض",)),
    Line("بيروت ـ من: رنا قاسم", ("رنا قاسم",), ("بيروت",)),
    Line("من دمشق: سامر العلي", ("سامر العلي",), ("دمشق",), printed="دمشق: سامر العلي"),
    Line("رويترز", agency="رويترز"),
    Line("وكالات", agency="وكالات"),
    Line("أ.ف.ب", agency="أ.ف.ب"),
    Line("المصدر: رويترز", agency="رويترز"),
    Line("المصدر : وكالة الأناضول", agency="وكالة الأناضول"),
    Line("فريق التحرير"),
    Line("هيئة التحرير"),
    Line("أسرة التحرير"),
    Line("المحرر السياسي"),
    Line("قسم الأخبار"),
    Line("المثال نت"),
    Line("صحيفة المثال"),
    Line("خاص - المثال"),
    Line("خاص"),
    Line("مراسل المثال"),
    Line("دمشق - مراسل المثال", (), ("دمشق",)),
    Line("لندن – «المثال»", (), ("لندن",)),
    Line("القاهرة - «المثال»: سامر العلي", ("سامر العلي",), ("القاهرة",)),
    Line("إعداد: سامر العلي ومنى صالح", ("سامر العلي", "منى صالح")),
    Line("إعداد: سامر العلي ووليد حسن", ("سامر العلي", "وليد حسن")),
    Line("إعداد وتحرير: سامر العلي", ("سامر العلي",)),
    Line("محمد وليد حسن", ("محمد وليد حسن",)),
    Line("سامر وائل العلي", ("سامر وائل العلي",)),
    Line("رنا وفاء قاسم", ("رنا وفاء قاسم",)),
    Line("أحمد وهبي", ("أحمد وهبي",)),
    Line("منى وجدي ورنا قاسم", ("منى وجدي", "رنا قاسم")),
    Line("سامر العلي و منى صالح", ("سامر العلي", "منى صالح")),
    Line("سامر العلي وعبد الله صالح", ("سامر العلي", "عبد الله صالح")),
    Line("سامر العلي، منى صالح", ("سامر العلي", "منى صالح")),
    Line("سامر العلي، منى صالح ورنا قاسم", ("سامر العلي", "منى صالح", "رنا قاسم")),
    Line("تصوير: سامر العلي"),
    Line("ترجمة: منى صالح"),
    Line("كتب سامر العلي - تصوير منى صالح", ("سامر العلي",)),
    Line("بقلم: جون سميث، ترجمة: منى صالح", ("جون سميث",)),
    Line("حوار: آسيا العتروس", ("آسيا العتروس",)),
    Line("حوار - رنا قاسم", ("رنا قاسم",)),
    Line("تحقيق: سامر العلي - دمشق", ("سامر العلي",), ("دمشق",)),
    Line("حسام أبو العلا - القاهرة", ("حسام أبو العلا",), ("القاهرة",)),
    Line("عمّان - سامر العلي - بترا", ("سامر العلي",), ("عمّان",), "بترا"),
    Line("واشنطن/ سامر العلي", ("سامر العلي",), ("واشنطن",)),
    Line("القدس المحتلة - رام الله - سامر العلي", ("سامر العلي",), ("القدس المحتلة", "رام الله")),
    Line("نشر بواسطة سامر العلي", ("سامر العلي",)),
    Line("الكاتب: سامر العلي", ("سامر العلي",)),
    Line("By SAMER ALI", ("SAMER ALI",)),
    Line("د/ سامر العلي", ("د/ سامر العلي",)),
    Line("أ.د. منى صالح", ("أ.د. منى صالح",)),
    Line("سامر العلي | 12 آذار 2026", ("سامر العلي",), printed="سامر العلي"),
    Line("الأحد 1 آذار 2026 - 22:05 | كتب: سامر العلي", ("سامر العلي",), printed="كتب: سامر العلي"),
    Line("سامر العلي، كاتب وصحفي سوري", ("سامر العلي",), printed="سامر العلي"),
    Line("سامر العلي • قبل ساعتين", ("سامر العلي",), printed="سامر العلي"),
    Line("عبد الفتاح السيد", ("عبد الفتاح السيد",)),
    Line("admin", printed=""),
    Line("ahmed.s", printed=""),
    Line("desk@almithal.example", printed=""),
    Line("منذ 3 ساعات", printed=""),
    Line("الأحد 1 آذار 2026", printed=""),
    Line("https://almithal.example", printed=""),
    Line("", printed=""),
]
CERTAIN = [
    *("لندن: رنيم حنوش", "عدن : (ا ف ب)", "كتب: سامر العلي", "بقلم: د. ليلى حداد", "دمشق - سانا"),
    *("سامر العلي - دمشق", "محمد أحمد (الرياض)", "رويترز", "كتبت أسماء نصار", "كتب - سامر العلي"),
    *("إعداد: سامر العلي ومنى صالح", "عمّان - سامر العلي - بترا", "حوار: آسيا العتروس"),
]
UNCERTAIN = [
    *("الدفعة تكفي ثلاثة أشهر", "محمد صلاح يسجل هدفين", "قال الرئيس إن", "دمشق - أعلنت وزارة الصحة", "سياسة"),
    *("خبر عاجل", "نعيمة عاكف", "كتب عن المدينة", "رأي", "تقرير: المدينة القديمة", "", "دمشق"),
    *("مصر - انتخابات الشيوخ", "كتبت الصحيفة عن الحادث", "محمد بن سلمان"),
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.text)
def test_a_byline_is_taken_apart(line: Line) -> None:
    printed = line.text if line.printed is None else line.printed
    expected = Byline(printed=printed, persons=line.persons, places=line.places, agency=line.agency)
    assert parse_byline(line.text, OWN) == expected


@pytest.mark.parametrize("text", CERTAIN)
def test_what_can_be_nothing_else_is_a_byline_without_any_mark(text: str) -> None:
    assert is_byline(text, OWN)


@pytest.mark.parametrize("text", UNCERTAIN)
def test_what_may_be_something_else_is_no_byline_without_a_mark(text: str) -> None:
    assert not is_byline(text, OWN)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("سامر العلي", True),
        ("د. منى الصالح", True),
        ("محمد أحمد حسن", True),
        ("محمد صلاح يسجل", False),
        ("الدفعة تكفي", False),
        ("سامر", False),
        ("سامر العلي 3", False),
    ],
)
def test_a_bare_name_holds_nothing_but_names(text: str, bare: bool) -> None:
    assert is_bare_name(text) is bare


def test_a_hostile_line_costs_nothing() -> None:
    assert parse_byline("كتب " * 100_000).printed == ""
    assert parse_byline("- (" * 50).persons == ()
