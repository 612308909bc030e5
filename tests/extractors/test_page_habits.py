"""Section, tags, subtitle, captions and dateline where no class tells them, as newsrooms print them."""

import pytest

from extractors.article import Article
from extractors.reader import read_article

TITLE = "افتتاح الجسر القديم أمام المشاة بعد عامين"
P = "".join(
    f"<p>افتتحت البلدية الجسر القديم أمام المشاة بعد أعمال ترميم دامت عامين، وهو اليوم رقم {n}.</p>"
    for n in range(9)
)
H = f"<h1>{TITLE}</h1>"
DATE = "<div>الأحد 1 آذار 2026</div>"
DECK = "المرحلة الثانية تبدأ قبل نهاية الصيف المقبل"
CAPTION = "مشاة على الجسر صباح أمس"
IMG = '<img src="/u/bridge.jpg" alt="">'


def page(before: str = "", above: str = "", below: str = "", text: str = P) -> str:
    return (
        f'<html lang="ar"><head><title>{TITLE}</title></head><body><ul><li><a href="/1">قائمة</a></li></ul>'
        f"<div>{before}{H}{above}<div>{text}</div>{below}</div></body></html>"
    )


SECTIONS = [
    (page('<div class="css-1"><a href="/s/4">شؤون الناس</a></div>'), "شؤون الناس"),
    (page('<p><a href="/">الرئيسية</a> / <a href="/x">محليات</a></p>'), "محليات"),
    (page('<p><a href="/">الرئيسية</a> » <a href="/x">أخبار</a> » <a href="/x/y">عمران</a></p>'), "عمران"),
    (page("<div>مال وأعمال</div>"), "مال وأعمال"),
    (page("<nav><span>ثقافة وفنون</span></nav>"), "ثقافة وفنون"),
    (page(above=f'{DATE}<div><a href="/c">أخبار العالم</a></div>'), "أخبار العالم"),
    (page(above=f"<table><tr><td>القسم :</td><td>طرق</td></tr></table>{DATE}"), "طرق"),
    (page("<div>عاجل</div>"), None),
    (
        page(
            '<div><a href="/"><img src="/l.png"></a> <a href="/c/1">سياسة</a> <a href="/c/2">رياضة</a></div>'
        ),
        None,
    ),
    (page('<div><a href="/"></a><ul><li>x</li></ul><a href="/rss.xml">خلاصات RSS</a></div>'), None),
    (page('<div><a href="/x">شاهد بالفيديو</a></div>'), None),
    (page('<div class="latest"><a href="/x">رياضة</a></div>'), None),
    (page("<div>جسر يجمع الضفتين</div>"), None),
]
TAGS = [
    (
        page(below='<p><b>الكلمات المفتاحية:</b><a href="/k">جسور</a> <a href="/k">مشاة</a></p>'),
        ("جسور", "مشاة"),
    ),
    (page(below="<div><b>كلمات دلالية:</b> جسور؛ مشاة؛ ترميم</div>"), ("جسور", "مشاة", "ترميم")),
    (
        page(
            below="<ul><li>كلمات دلالية</li><li><a href='/t'>جسور</a></li><li><a href='/t'>مشاة</a></li></ul>"
        ),
        ("جسور", "مشاة"),
    ),
    (
        page(
            below='<div class="q"><a href="/list/tag"><h3>جسور</h3></a>'
            '<a href="/list/tag"><h3>مشاة</h3></a></div>'
        ),
        ("جسور", "مشاة"),
    ),
    (
        page(
            below='<div class="css-9"><span><a href="/k/1">جسور</a></span>'
            '<span><a href="/k/2">مشاة</a></span></div>'
        ),
        ("جسور", "مشاة"),
    ),
    (page(below="<ul><li><a href=/t>#ترميم_الجسر</a></li></ul>"), ("ترميم_الجسر",)),
    (page(below='<div><a href="/k/1">جسور</a> <a href="/k/2">طباعة</a></div>'), ()),
    (
        page(
            below='<div><a href="https://a.example/1">فيسبوك</a> <a href="https://b.example/2">تويتر</a></div>'
        ),
        (),
    ),
    (page(below="<div>وسوم أخرى على الطريق</div>"), ()),
    (
        page(
            below='<div><a href="/news/1">افتتاح محطة جديدة في الشمال قبل العيد</a> '
            '<a href="/news/2">المطر يعود</a></div>'
        ),
        (),
    ),
]
SUBTITLES = [
    (page(above=f"<div>{DECK}</div>{DATE}"), DECK),
    (page(above=f"<div>{DECK}</div><div>بقلم سامر العلي</div>{DATE}"), DECK),
    (page(above=f'<p class="x-sub">{DECK}</p>{DATE}'), DECK),
    (page(above=f"<div>سامر ولد أحمد ومها ولد أحمد</div>{DATE}"), None),
    (page(above=f"<div>اضغط هنا لمتابعة آخر الأخبار أولاً بأول</div>{DATE}"), None),
    (page(above=f"{IMG}<div>{DECK}</div>{DATE}"), None),
]
CAPTIONS = [
    (page(above=f"<div><span>{IMG}</span><div>{CAPTION}</div></div>"), CAPTION),
    (page(above=f"<div>{IMG}<p>{CAPTION}</p></div>"), CAPTION),
    (page(above=f"<table><tr><td>{IMG}</td></tr><tr><td>{CAPTION}</td></tr></table>"), CAPTION),
    (page(text=f"{P}<dl><dt>{IMG}</dt><dd>{CAPTION}</dd></dl>"), CAPTION),
    (
        page(
            above=f'<figure class="a-widget b-widget-image">{IMG}<figcaption>{CAPTION}</figcaption></figure>'
        ),
        CAPTION,
    ),
    (page(above=f'<div class="pic">{IMG}<div class="copy">© فلان / {CAPTION}</div></div>'), CAPTION),
    (page(above=f'<div class="pic">{IMG}<div class="legende">صورة: {CAPTION}</div></div>'), CAPTION),
    (page(above=f"<figure>{IMG}<figcaption>الصورة : {CAPTION}</figcaption></figure>"), CAPTION),
    (page(above=f'<div class="pic">{IMG}<div class="copy">© فلان / SOME MINISTRY OFFICE</div></div>'), None),
    (page(above=f"<div>{IMG}</div>{DATE}"), None),
    (page(above=f"<div>{IMG}<div>بقلم سامر العلي</div></div>"), None),
    (page(above=f"<div>{IMG}<div>الأحد 1 آذار 2026</div></div>"), None),
]


def read(html: str, make_page, make_outlet, name: str = "المثال") -> Article:
    article = read_article(make_page(html), make_outlet(name=name))
    assert isinstance(article, Article), article
    return article


BESIDE_DATE = [
    ("<div>الأحد 1 آذار 2026 الساعة 15:22 محليات</div>", "محليات"),
    ("<div>الأحد 1 آذار 2026 | 15:22 | مجتمع وثقافة</div>", "مجتمع وثقافة"),
    ("<div><span>1 آذار 2026</span> <span>15:22</span> <a href='/c'>الاقتصاد</a></div>", "الاقتصاد"),
    ("<div>الأحد، 1 آذار 2026 15:22<br/>القسم: أوراق المدينة</div>", "أوراق المدينة"),
    ("<div>1 آذار 2026 - القسم: رياضة</div>", "رياضة"),
    ("<div>الأحد 1 آذار 2026 الساعة 15:22 مساءً</div>", None),
    ("<div>الأحد 1 آذار 2026 15:22 بتوقيت دمشق</div>", None),
    ("<div>1 آذار 2026 - سامر العلي</div>", None),
]
TAG_LINES = [
    ('<div class="wsm">الوسوم <a href="/tag/1">مياه</a><a href="/tag/2">الغاز</a></div>', ("مياه", "الغاز")),
    ('<div class="wsm">الوسوم <a href="/tag/1">مياه الشرب</a></div>', ("مياه الشرب",)),
    ('<div>كلمات مفتاحية <a href="/tag/1">مياه</a> <a href="/tag/2">الغاز</a></div>', ("مياه", "الغاز")),
    ('<div class="mots-cles"><ul><li><a href="/k/1">مياه</a></li></ul></div>', ("مياه",)),
    (
        '<div><ul><li><a href="/tag/1">مياه</a></li><li><a href="/tag/2">الغاز</a></li></ul></div>',
        ("مياه", "الغاز"),
    ),
    ('<div><a href="/news/1">مياه</a></div>', ()),
]


@pytest.mark.parametrize(("line", "section"), BESIDE_DATE)
def test_a_line_of_the_date_may_say_the_section(
    line: str, section: str | None, make_page, make_outlet
) -> None:
    assert read(page(above=line), make_page, make_outlet).section == section


@pytest.mark.parametrize(("line", "tags"), TAG_LINES)
def test_links_to_pages_of_tags_below_a_text_are_tags(
    line: str, tags: tuple[str, ...], make_page, make_outlet
) -> None:
    html = page(above=DATE).replace("</body>", f"{line}</body>")
    assert read(html, make_page, make_outlet).tags == tags


@pytest.mark.parametrize(("html", "section"), SECTIONS)
def test_the_section_is_known_by_its_place(html: str, section: str | None, make_page, make_outlet) -> None:
    assert read(html, make_page, make_outlet).section == section


@pytest.mark.parametrize(("html", "tags"), TAGS)
def test_tags_are_known_by_their_label_or_place(
    html: str, tags: tuple[str, ...], make_page, make_outlet
) -> None:
    assert read(html, make_page, make_outlet).tags == tags


@pytest.mark.parametrize(("html", "subtitle"), SUBTITLES)
def test_a_line_before_the_byline_is_a_subtitle(
    html: str, subtitle: str | None, make_page, make_outlet
) -> None:
    assert read(html, make_page, make_outlet).subtitle == subtitle


@pytest.mark.parametrize(("html", "caption"), CAPTIONS)
def test_the_one_line_in_a_picture_s_box_is_its_caption(
    html: str, caption: str | None, make_page, make_outlet
) -> None:
    (image,) = read(html, make_page, make_outlet).images
    assert image.caption == caption


@pytest.mark.parametrize(
    ("name", "opening", "place", "agency"),
    [
        ("وكالة الكرمة", "غزة-كرمة- ", "غزة", "كرمة"),
        ("وكالة الكرمة", "غزة-الكرمة- ", "غزة", "الكرمة"),
        ("وكالة الكرمة", "القدس المحتلة 23-9-2010 (الكرمة) - ", "القدس المحتلة", "الكرمة"),
        ("وكالة أنباء الرافد", "حلب (الرافد)-- ", "حلب", "الرافد"),
        ("الوكالة العربية الرافد", "حمص-الرافد - ", "حمص", "الرافد"),
        ("وكالة الرافد للأنباء", "حمص / الرافد: ", "حمص", "الرافد"),
        ("الوكالة الرافدية للأنباء", "رافدية - حمص - ", "حمص", "رافدية"),
        ("الوكالة الرافدية للأنباء", "الرافدية – حمص – ", "حمص", "الرافدية"),
        ("الوكالة الرافدية للأنباء", "رافدية - ", None, "رافدية"),
        ("قناة الرافد الفضائية", "الرافد نيوز/ حمص - ", "حمص", None),
        ("صحيفة الرافد الإلكترونية", "الرافد - حمص: ", "حمص", None),
        ("الرافد", "حمص - الرافد: ", "حمص", None),
        ("أدرار نيوز", "أدرار (نواذيبو) – ", "نواذيبو", None),
        ("أدرار نيوز", "كيفه (أدرار): ", "كيفه", None),
    ],
)
def test_an_agency_s_own_mark_is_the_agency_of_its_dateline(
    name: str, opening: str, place: str | None, agency: str | None, make_page, make_outlet
) -> None:
    found = read(page(text=P.replace("<p>", f"<p>{opening}", 1)), make_page, make_outlet, name).dateline
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
