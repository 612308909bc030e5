"""Names about the line that opens a text, where nothing marks them; and what only looks like a name."""

import pytest

from extractors.byline_forms import is_byline
from extractors.byline_openings import opening_byline
from extractors.reader import read_article

TITLE = "افتتاح الجسر القديم أمام المشاة بعد عامين"
SENTENCE = "افتتحت البلدية الجسر القديم أمام المشاة بعد أعمال ترميم دامت عامين، وهو اليوم رقم"
DATE = "<div>الأحد 1 آذار 2026</div>"
OUTLET = "صحيفة الدفلى الإلكترونية"
OWN = frozenset(["الدفلي", "دفلي"])


def page(above: str = "", below: str = "", opening: str = "", more: str = "") -> str:
    text = "".join(f"<p>{opening if n == 0 else ''}{SENTENCE} {n}.</p>{'' if n else more}" for n in range(9))
    return (
        f'<html lang="ar"><head><title>{TITLE}</title></head>'
        f"<body><div><h1>{TITLE}</h1>{DATE}{above}<div>{text}</div>{below}</div></body></html>"
    )


SIGNED = {
    "outlet and name before the text": (page(opening="الدفلى - سامر العلي - "), ("سامر العلي",)),
    "outlet and name, long dashes": (page(opening="الدفلى – مها الرفاعي – "), ("مها الرفاعي",)),
    "outlet, two names": (
        page(opening="الدفلى - سامر العلي ومها الرفاعي - "),
        ("سامر العلي", "مها الرفاعي"),
    ),
    "outlet, place, name": (page(opening="الدفلى - دمشق - سامر العلي: "), ("سامر العلي",)),
    "outlet and a name we do not know": (page(opening="الدفلى - قائد المقطري: "), ("قائد المقطري",)),
    "outlet, a family of two words": (page(opening="الدفلى - ديما بني خالد - "), ("ديما بني خالد",)),
    "place and name before the text": (page(opening="حلب - سامر العلي - "), ("سامر العلي",)),
    "name, then outlet": (page(opening="سامر العلي - الدفلى: "), ("سامر العلي",)),
    "line of outlet and name, a colon": (
        page("<div>الدفلى – سامر العلي :</div>"),
        ("سامر العلي",),
    ),
    "line of outlet, a name we do not know": (page("<div>الدفلى - قائد المقطري</div>"), ("قائد المقطري",)),
    "line of name and place": (page("<div>سامر العلي - حلب</div>"), ("سامر العلي",)),
    "editor's class, a name we do not know": (page('<p class="editor">وضحى المقطري</p>'), ("وضحى المقطري",)),
    "class of a reporter's name": (page('<div class="ReporterName">سامر العلي</div>'), ("سامر العلي",)),
    "inquiry and name": (page("<div>تحقيق سامر العلي</div>"), ("سامر العلي",)),
    "inquiry, a colon": (page("<div>تحقيق: سامر العلي</div>"), ("سامر العلي",)),
    "made the inquiry": (page("<div>أجرى التحقيق: سامر العلي</div>"), ("سامر العلي",)),
    "she made the inquiry": (page("<div>أجرت التحقيق مها الرفاعي</div>"), ("مها الرفاعي",)),
    "they made the inquiry": (
        page("<div>أجريا التحقيق: سامر العلي ومها الرفاعي</div>"),
        ("سامر العلي", "مها الرفاعي"),
    ),
    "made the meeting": (page("<div>أجرى اللقاء: سامر العلي</div>"), ("سامر العلي",)),
    "two links and a letter": (
        page('<div><a href="/author/1">سامر العلي</a> و<a href="/author/2">مها الرفاعي</a></div>'),
        ("سامر العلي", "مها الرفاعي"),
    ),
    "links, a letter of its own": (
        page('<div><a href="/author/1">سامر العلي</a><i>و</i><a href="/author/2">مها الرفاعي</a></div>'),
        ("سامر العلي", "مها الرفاعي"),
    ),
    "two links of no marked address": (
        page('<div><a href="/p/1">سامر العلي</a> و<a href="/p/2">مها الرفاعي</a></div>'),
        ("سامر العلي", "مها الرفاعي"),
    ),
    "after an introduction": (page(more="<p>حوار: سامر العلي</p>"), ("سامر العلي",)),
    "poll": (page("<div>استطلاع: سامر العلي</div>"), ("سامر العلي",)),
    "links with no space about the letter": (
        page('<div>كتب <a href="/p/1">سامر العلي</a>و<a href="/p/2">مها الرفاعي</a></div>'),
        ("سامر العلي", "مها الرفاعي"),
    ),
    "outlet, place, wrote": (page(opening="الدفلى - دمشق - كتب سامر العلي - "), ("سامر العلي",)),
    "own work, outlet, name": (page(opening="خاص - الدفلى - سامر العلي - "), ("سامر العلي",)),
    "outlet and name in bold, no mark after": (
        page(opening="<b>سامر العلي - الدفلى</b> "),
        ("سامر العلي",),
    ),
    "from a person": (page('<div class="author">من سامر العلي</div>'), ("سامر العلي",)),
    "source is a person": (page('<div class="news-source">المصدر: سامر العلي</div>'), ("سامر العلي",)),
}
UNSIGNED = {
    "source: sites": page(below="<div>المصدر : مواقع محلية</div>"),
    "source: the press of a country": page(below="<div>المصدر: الصحافة الإسبانية</div>"),
    "source: what nobody knows": page(below='<div class="news-source">المصدر: منتدى الضفاف</div>'),
    "class of a source, no word": page(below='<div class="news-source"><span>صفحات محلية</span></div>'),
    "source: taken from": page(below='<div class="article-source">نقلا عن: ضفاف بوست</div>'),
    "name of a paper in a source's class": page(below='<div class="source"><span>لو بوتي</span></div>'),
    "editor's initials": page(below="<p>تحرير: ن . ع</p>"),
    "initials alone": page(below="<p>ن. ع</p>"),
    "initials of two": page(below="<p>م.ج / ك.ع</p>"),
    "from the outlet": page('<div class="author">من الدفلى</div>'),
    "from an outlet nobody knows": page('<div class="author">من الضفاف</div>'),
    "source near the title": page('<div class="news-source">المصدر: منتدى الضفاف</div>'),
    "the desk": page('<div class="author">القسم الاقتصادي</div>'),
    "editor of a desk": page('<div class="writer">كتب محرر الشؤون الثقافية</div>'),
    "outlet and place": page(opening="الدفلى - دمشق - "),
    "outlet and a desk": page(opening="الدفلى - متابعات - "),
    "place, outlet": page('<p class="editor">حلب - الدفلى</p>'),
    "a quotation": page(opening="دمشق - سامر العلي: "),
    "an office": page(opening="الدفلى - وزارة الصحة - "),
}


@pytest.mark.parametrize(("html", "persons"), SIGNED.values(), ids=SIGNED.keys())
def test_persons_are_those_who_signed(html: str, persons: tuple[str, ...], make_page, make_outlet) -> None:
    found = read_article(make_page(html), make_outlet(name=OUTLET))
    assert found.authors == persons


@pytest.mark.parametrize("html", UNSIGNED.values(), ids=UNSIGNED.keys())
def test_no_person_is_made_of_an_outlet_a_desk_or_letters(html: str, make_page, make_outlet) -> None:
    assert read_article(make_page(html), make_outlet(name=OUTLET)).authors == ()


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        (page("<div>تحرير: ن . ع</div>"), "تحرير: ن . ع"),
        (page('<div class="author">من الدفلى</div>'), "من الدفلى"),
        (page('<div class="author">القسم الاقتصادي</div>'), "القسم الاقتصادي"),
    ],
)
def test_what_names_no_person_is_kept_as_printed(html: str, printed: str, make_page, make_outlet) -> None:
    byline = read_article(make_page(html), make_outlet(name=OUTLET)).byline
    assert byline is not None
    assert byline.printed == printed


@pytest.mark.parametrize(
    "text",
    [
        "سامر العلي - قال إنه عاد",
        "الدفلى - تحقق البلدية - في الأمر",
        "الدفلى - سامر العلي",
        "الوزير - سامر العلي - أعلن",
        "حلب - ملعب الحمدانية - استقبل المباراة",
        "",
    ],
)
def test_a_text_that_opens_otherwise_names_nobody(text: str) -> None:
    assert opening_byline(text, OWN) is None


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("تقرير سامر العلي", True),
        ("من إعداد ليلى حداد", True),
        ("تقرير محمد بن صالح", True),
        ("تقرير أممي جديد", False),
        ("تقرير سامر العلي يكشف أسباب الحريق", False),
        ("تحليل الدم مجاناً", False),
        ("رأي الناس", False),
    ],
)
def test_a_role_before_a_name_signs_without_a_mark(line: str, signs: bool) -> None:
    assert is_byline(line) is signs
