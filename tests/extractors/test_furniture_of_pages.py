"""What a page prints round and between the paragraphs of a report is not in its body."""

import pytest

from extractors.article import Article
from extractors.reader import read_article

PARAGRAPHS = (
    "أعلنت بلدية الساحل، أمس، افتتاح جسر جديد فوق النهر بعد ثلاث سنوات من العمل المتواصل في الموقع.",
    "وقال رئيس البلدية إن الجسر يخفف الزحام عن وسط المدينة، مضيفاً: «لن تمر الشاحنات في السوق بعد اليوم».",
    "وبلغت كلفة المشروع نحو 12 مليون دينار، دفعت البلدية ثلثها والباقي من صندوق التنمية في المحافظة.",
    "ويتوقع المهندسون أن يعبر الجسر كل يوم نحو عشرين ألف سيارة، وأن يفتح المسار الثاني في الخريف.",
)
TITLE = "افتتاح جسر جديد فوق نهر الساحل"
OTHER = "وزير الزراعة يفتتح معرض التمور في الواحة"
TEASER = "افتتح وزير الزراعة صباح اليوم معرض التمور السنوي في الواحة بمشاركة أكثر من ستين مزارعاً من المنطقة."
LINK = f'<a href="/news/77">{OTHER}</a>'


def card(number: int) -> str:
    return f'<div class="k{number}"><h4><a href="/n/{number}">{OTHER} {number}</a></h4><p>{TEASER}</p></div>'


CARDS = "".join(card(7) for _ in range(4))

WITHIN = {
    "a line that leads to another report": f"<p>اقرأ أيضاً: {LINK}</p>",
    "such a line without a link": f"<p><strong>إقرأ أيضًا:</strong> {OTHER}</p>",
    "such a line that is all link": f'<p><a href="/n/7">شاهد أيضا: {OTHER}</a></p>',
    "a box of headlines": f"<div><h4>مواضيع متعلقة</h4><ul><li>{LINK}</li><li>{LINK}</li></ul></div>",
    "a box of headlines without a wrapper": f"<h4>قد يهمك أيضاً</h4><ul><li>{LINK}</li><li>{LINK}</li></ul>",
    "a box known by its class": f'<div class="alsoRead"><p>{TEASER}</p></div>',
    "an advertisement": '<div class="x1">إعلان</div>',
    "an advertisement's mark": "<p>- Advertisement -</p>",
    "a newsletter": "<div><h3>النشرة البريدية</h3><p>اشترك في نشرتنا لأهم الأخبار.</p></div>",
    "an offer to subscribe": "<p>أدخل بريدك الإلكتروني هنا لتصلك أخبار المدينة كل صباح من دون مقابل.</p>",
    "a picture's caption": "<figure><img src='a.jpg'><figcaption>عمال على الجسر قبل يوم من افتتاحه"
    "</figcaption></figure>",
    "a caption in a division": "<div><img src='a.jpg'><p>عمال على الجسر قبل يوم من الافتتاح</p></div>",
    "a caption known by its class": '<div class="photo-caption">عمال على الجسر قبل يوم من افتتاحه</div>',
    "a share bar": '<div><a href="#">Facebook</a> <a href="#">Twitter</a> <a href="#">WhatsApp</a></div>',
    "a share bar in words": "<ul><li>شارك</li><li>انشر</li><li>تغريد</li></ul>",
    "the size of type": '<div>حجم الخط <a href="#">+</a> <a href="#">-</a></div>',
    "a script": "<script>var text = 'هذا نص في برنامج لا يراه القارئ على الصفحة أبداً';</script>",
    "text that is not displayed": f'<p style="display: none">{TEASER}</p>',
    "text for screen readers": f'<div class="visually-hidden"><p>{TEASER}</p></div>',
    "text hidden from them": f'<div aria-hidden="true"><p>{TEASER}</p></div>',
    "a template": f"<template><p>{TEASER}</p></template>",
    "what is shown without scripts": f"<noscript><p>{TEASER}</p></noscript>",
    "a post of a network": f'<blockquote class="twitter-tweet"><p>{TEASER}</p>&mdash; قارئ (@x)</blockquote>',
}

AFTER = {
    **WITHIN,
    "tags": '<div><span>الوسوم:</span> <a href="/t/1">جسور</a> <a href="/t/2">الساحل</a></div>',
    "tags without links": "<div>كلمات مفتاحية: جسور، الساحل، طرق</div>",
    "headlines with teasers that are paragraphs": f"<section><h3>أخبار ذات صلة</h3>{CARDS}</section>",
    "such headlines without a heading": f"<div>{CARDS}</div>",
    "comments": "<div><h3>التعليقات (2)</h3><ul><li><b>أبو سالم</b> منذ ساعة<p>خبر جميل ننتظره منذ سنوات"
    " ونتمنى أن يفتح الطريق كله قريباً.</p></li></ul><h4>اترك تعليقاً</h4></div>",
    "comments without a heading": "<div>"
    + "<div><b>قارئ</b> 3 أيار 2026<p>خبر جميل ننتظره منذ سنوات ونتمنى أن يكتمل قريباً.</p></div>" * 2
    + "</div>",
    "the author's life": "<div><h4>عن الكاتب</h4><p>سامر العلي صحافي يكتب في شؤون المدن وله كتابان عنها."
    "</p></div>",
    "the next and the previous report": f"<div><div>السابق {LINK}</div><div>التالي {LINK}</div></div>",
    "a counter of views": "<div>عدد المشاهدات: 1234</div>",
    "the last update": "<p>آخر تحديث: 22 أيار 2026 - 11:00</p>",
    "house rules": "<p>المقالات المنشورة لا تعبر بالضرورة عن رأي الصحيفة.</p>",
    "rights": "<p>© 2026 جميع الحقوق محفوظة لصحيفة الساحل</p>",
    "a cookie banner": "<div><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك، وبالمواصلة فإنك توافق على ذلك."
    "</p><button>موافق</button></div>",
}


def html(text: str, *, above: str = "", after: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{TITLE} - المثال</title>'
        '<meta property="article:published_time" content="2026-05-20T10:00:00+03:00"></head><body>'
        '<div class="m1"><ul><li><a href="/1">سياسة</a></li><li><a href="/2">اقتصاد</a></li></ul></div>'
        f'<div class="w1">{above}<h1>{TITLE}</h1><div class="t1">{text}</div>{after}</div></body></html>'
    )


def body_of(text: str, make_page, make_outlet) -> str:
    article = read_article(make_page(text), make_outlet())
    assert isinstance(article, Article), article
    return article.body


def paragraphs(*more: tuple[int, str], start: str = "<p>", end: str = "</p>") -> str:
    pieces = [f"{start}{paragraph}{end}" for paragraph in PARAGRAPHS]
    for at, piece in more:
        pieces.insert(at, piece)
    return "\n".join(pieces)


@pytest.mark.parametrize("piece", WITHIN.values(), ids=WITHIN.keys())
def test_the_text_goes_on_after_what_stands_within_it(piece: str, make_page, make_outlet) -> None:
    assert body_of(html(paragraphs((2, piece))), make_page, make_outlet) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("piece", WITHIN.values(), ids=WITHIN.keys())
def test_lines_parted_by_breaks_go_on_as_well(piece: str, make_page, make_outlet) -> None:
    text = paragraphs((2, piece), start="", end="<br><br>")
    assert body_of(html(text), make_page, make_outlet) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("piece", AFTER.values(), ids=AFTER.keys())
def test_what_stands_below_the_text_is_not_of_it(piece: str, make_page, make_outlet) -> None:
    assert body_of(html(paragraphs(), after=piece), make_page, make_outlet) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("piece", AFTER.values(), ids=AFTER.keys())
def test_a_short_item_is_whole_whatever_stands_below_it(piece: str, make_page, make_outlet) -> None:
    text = html(f"<p>{PARAGRAPHS[0]}</p>", after=piece)
    assert body_of(text, make_page, make_outlet) == PARAGRAPHS[0]


@pytest.mark.parametrize(
    "piece",
    [
        f'<div class="s1"><h3>الأكثر قراءة</h3>{CARDS}</div>',
        f"<div>{CARDS}</div>",
        f'<div class="sidebar"><p>{TEASER}</p></div>',
    ],
)
def test_a_column_before_the_text_is_not_of_it(piece: str, make_page, make_outlet) -> None:
    assert body_of(html(paragraphs(), above=piece), make_page, make_outlet) == "\n\n".join(PARAGRAPHS)


HEADS = {
    "date": "<div>الأربعاء 20 أيار 2026 - 10:00</div>",
    "date and counter glued together": "<div><span>20-05-2026</span><span>عدد المشاهدات: 162</span></div>",
    "byline": "<p>كتب: سامر العلي</p>",
    "last update": "<div>آخر تحديث: 22 أيار 2026 - 11:00</div>",
    "tools": '<div><a href="#">طباعة</a> | <a href="#">أرسل</a> | قراءات: 73,390</div>',
    "title again": f"<p>{TITLE}</p>",
}


@pytest.mark.parametrize("piece", HEADS.values(), ids=HEADS.keys())
def test_what_stands_between_title_and_text_is_not_of_it(piece: str, make_page, make_outlet) -> None:
    text = html(piece + paragraphs())
    assert body_of(text, make_page, make_outlet) == "\n\n".join(PARAGRAPHS)


def test_a_box_in_the_second_part_of_a_text_does_not_take_that_part_with_it(make_page, make_outlet) -> None:
    box = "<div><h3>النشرة البريدية</h3><p>اشترك في نشرتنا ليصلك كل صباح أهم الأخبار في المدينة.</p></div>"
    first, second = ("".join(f"<p>{one}</p>" for one in part) for part in (PARAGRAPHS[:2], PARAGRAPHS[2:]))
    text = f"<section>{first}</section><div></div><section>{box}{second}</section>"
    assert body_of(html(text), make_page, make_outlet) == "\n\n".join(PARAGRAPHS)


def test_the_imprint_is_not_the_text_of_a_short_item(make_page, make_outlet) -> None:
    imprint = (
        "<div><p>صحيفة الساحل صحيفة يومية سياسية تصدر عن مؤسسة الساحل للنشر منذ عام 1970 في المدينة كل صباح."
    )
    text = html(f"<p>{PARAGRAPHS[0]}</p>", after=f"{imprint}</p><p>جميع الحقوق محفوظة © 2026</p></div>")
    assert body_of(text, make_page, make_outlet) == PARAGRAPHS[0]


def test_a_class_that_names_a_box_does_not_hide_the_page_that_bears_the_title(make_page, make_outlet) -> None:
    text = html(paragraphs()).replace("<body>", '<body class="page-with-sidebar"><form id="comments">')
    assert body_of(text, make_page, make_outlet) == "\n\n".join(PARAGRAPHS)
