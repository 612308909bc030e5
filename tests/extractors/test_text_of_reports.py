"""What belongs to a report stays in its body, as printed and in order."""

import pytest

from extractors.article import Article
from extractors.reader import read_article

FIRST = "أعلنت بلدية الساحل، أمس، افتتاح جسر جديد فوق النهر بعد ثلاث سنوات من العمل المتواصل في الموقع."
LAST = "ويتوقع المهندسون أن يعبر الجسر كل يوم نحو عشرين ألف سيارة، وأن يفتح المسار الثاني في الخريف."
CHOSEN = "هذا هو النص الذي اختاره من أعلن عن هذا المنفذ، لا النص الذي يبدو أطول منه."
TITLE = "افتتاح جسر جديد فوق نهر الساحل"


def page(text: str, *, head: str = "", above: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{TITLE} - المثال</title>{head}'
        '<meta property="article:published_time" content="2026-05-20T10:00:00+03:00"></head><body>'
        f'<nav><a href="/1">سياسة</a></nav>{above}<div><h1>{TITLE}</h1><div class="t1">{text}</div></div>'
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def typed(kind: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"{kind}","headline":"{TITLE}"}}</script>'


def read(html: str, make_page, make_outlet, url: str = "https://almithal.example/2026/05/bridge/") -> Article:
    article = read_article(make_page(html, url=url), make_outlet())
    assert isinstance(article, Article), article
    return article


QUOTED = "«لن تمر الشاحنات في السوق بعد اليوم»"
ENDED = "قال المهندس إن العمل انتهى."
LATIN = "ونفذت المشروع شركة Bridge & Co (بريدج آند كو)."
LINKED = (
    "إن المشروع كله من مال المدينة ومن صندوق التنمية في المحافظة وحدهما، وإن أحداً غيرهما لم يدفع شيئاً منها."
)
SHARED = "شارك في الافتتاح مئات من السكان، وحمل بعضهم لافتات تطالب بتطبيق خطة النقل كلها."
OPINION = "وأكد أن هذه التصريحات لا تعبر عن رأي المجلس البلدي، بل عن رأي صاحبها وحده دون غيره."
KEPT = {
    "a list": ("<ul><li>طول الجسر: 120 متراً</li><li>وعرضه 14</li></ul>", "طول الجسر: 120 متراً\n\nوعرضه 14"),
    "a subhead": ("<h3>ثلاث سنوات من العمل</h3>", "ثلاث سنوات من العمل"),
    "a bold subhead": ("<p><strong>ثلاث سنوات من العمل</strong></p>", "ثلاث سنوات من العمل"),
    "a quotation": (f"<blockquote><p>{QUOTED}</p></blockquote>", QUOTED),
    "a table of figures": (
        "<table><tr><th>السنة</th><th>السيارات</th></tr><tr><td>2025</td><td>18,400</td></tr></table>",
        "السنة السيارات\n\n2025 18,400",
    ),
    "an interview": (
        "<p><b>* متى يفتح المسار الثاني؟</b></p><p>- في الخريف.</p>",
        "* متى يفتح المسار الثاني؟\n\n- في الخريف.",
    ),
    "verses": (
        "<p>يا نهرُ قل للجسر إنا عابرون<br>والماء يجري تحتنا والساحلون</p>",
        "يا نهرُ قل للجسر إنا عابرون\n\nوالماء يجري تحتنا والساحلون",
    ),
    "tags within words": (
        "<p>قال ال<b>وزير</b> إن <a href='/t'>الج</a>سر «مف<i>تو</i>ح» للجميع.</p>",
        "قال الوزير إن الجسر «مفتوح» للجميع.",
    ),
    "text after a comment in the markup": ("<p>قال المهندس<!-- x --> إن العمل انتهى.</p>", ENDED),
    "Latin words and names in brackets": (f"<p>{LATIN}</p>", LATIN),
    "a quotation that is a link": (
        f'<p>وقالت البلدية <a href="/s">{LINKED}</a></p>',
        f"وقالت البلدية {LINKED}",
    ),
    "a paragraph of its own division": (f"<div><div>{ENDED}</div></div>", ENDED),
    "work that was suspended": (f"<h3>تعليق العمل</h3><p>{ENDED}</p>", f"تعليق العمل\n\n{ENDED}"),
    "words that also name furniture": (f"<p>{SHARED}</p>", SHARED),
    "what somebody says of opinions": (f"<p>{OPINION}</p>", OPINION),
}


@pytest.mark.parametrize(("piece", "text"), KEPT.values(), ids=KEPT.keys())
def test_a_part_of_the_text_stays_where_it_was_printed(piece, text, make_page, make_outlet) -> None:
    html = page(f"<p>{FIRST}</p>{piece}<p>{LAST}</p>")
    assert read(html, make_page, make_outlet).body == f"{FIRST}\n\n{text}\n\n{LAST}"


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}<br>{LAST}",
        f"{FIRST}<br><br>{LAST}",
        f"<div>{FIRST}</div><div>{LAST}</div>",
        f"<div class='p'><p>{FIRST}</p></div><div class='p'><p>{LAST}</p></div>",
        f"<section><p>{FIRST}</p></section><section><p>{LAST}</p></section>",
        f"<font size=4>{FIRST}</font><br><font size=4>{LAST}</font>",
        f"<pre>{FIRST}\n\n{LAST}</pre>",
        f"<table><tr><td>{FIRST}<p>{LAST}</p></td></tr></table>",
        f"<span>{FIRST}</span><p>{LAST}</p>",
    ],
)
def test_paragraphs_are_kept_however_they_are_parted(text: str, make_page, make_outlet) -> None:
    assert read(page(text), make_page, make_outlet).body == f"{FIRST}\n\n{LAST}"


def test_the_dateline_that_opens_a_text_is_part_of_it(make_page, make_outlet) -> None:
    html = page(f"<p>الساحل (رويترز) - {FIRST}</p><p>{LAST}</p>")
    assert read(html, make_page, make_outlet).body.startswith("الساحل (رويترز) - أعلنت")


def test_a_lead_in_a_box_of_its_own_opens_the_text(make_page, make_outlet) -> None:
    html = page(f"<p>{LAST}</p>" * 2).replace(
        '<div class="t1">', f'<div class="x2"><p>{FIRST}</p></div><div class="t1">'
    )
    assert read(html, make_page, make_outlet).body.startswith(FIRST)


def test_a_report_of_short_lines_is_whole(make_page, make_outlet) -> None:
    lines = [f"{number}. اسم من أسماء الفائزين بالجائزة" for number in range(1, 8)]
    html = page("".join(f"<p>{line}</p>" for line in lines)).replace(
        "<footer>",
        "<footer><p>صحيفة يومية سياسية تصدر عن مؤسسة المثال للصحافة والنشر منذ عام 1970 في المدينة.</p>",
    )
    assert read(html, make_page, make_outlet).body == "\n\n".join(lines)


def test_short_paragraphs_in_boxes_of_their_own_are_kept_above_and_below(make_page, make_outlet) -> None:
    lines = ("طريقة عمل الكنافة", "المقادير:", "نصف كيلو من الكنافة", FIRST, "وكوب سكر", "وماء الورد")
    html = page("".join(f"<div class='par'><p>{line}</p></div>" for line in lines))
    assert read(html, make_page, make_outlet).body == "\n\n".join(lines)


def test_a_name_with_a_place_that_opens_the_text_is_part_of_it(make_page, make_outlet) -> None:
    html = page(f"<p>رنا قاسم – الساحل</p><p>{FIRST}</p>")
    assert read(html, make_page, make_outlet).body == f"رنا قاسم – الساحل\n\n{FIRST}"


@pytest.mark.parametrize(
    "end",
    [
        *("<p>--(بترا)</p>", "<p>(واس)</p>", "<p>أ ف ب</p>", "<p>انتهى</p>", "<p>المصدر: وكالات</p>"),
        *("<p>رويترز، أ ف ب</p>", "<p>(وكالات)</p><p>س ن/ر</p>", "<div>(وكالة الساحل)</div>"),
        "<p>(وكالة نسيم البحر للأنباء)</p>",
    ],
)
def test_a_credit_below_the_text_is_taken_off_it(end: str, make_page, make_outlet) -> None:
    html = page(f"<p>{FIRST}</p><p>{LAST}</p>{end}")
    assert read(html, make_page, make_outlet).body == f"{FIRST}\n\n{LAST}"


def test_a_credit_at_the_end_of_the_last_paragraph_is_taken_off_it(make_page, make_outlet) -> None:
    article = read(page(f"<p>{FIRST}</p><p>{LAST} (أ ف ب)</p>"), make_page, make_outlet)
    assert article.body == f"{FIRST}\n\n{LAST}"
    assert article.dateline is not None
    assert article.dateline.agency == "أ ف ب"


def test_an_agency_named_within_the_last_sentence_stays(make_page, make_outlet) -> None:
    last = "ونشرت الخبر كذلك وكالة الأنباء السعودية (واس)."
    assert read(page(f"<p>{FIRST}</p><p>{last}</p>"), make_page, make_outlet).body.endswith(last)


LIVE = "".join(
    f'<div class="entry"><time>1{hour}:35</time><h3><a href="#e{hour}">وصول الوفد {hour} إلى الجسر</a></h3>'
    f"<p>وصل الوفد رقم {hour} إلى مدخل الجسر ووقف رئيس البلدية في استقباله مع عدد من المهندسين.</p></div>"
    for hour in range(6)
)


def test_a_live_page_gives_every_entry_in_order(make_page, make_outlet) -> None:
    head = typed("LiveBlogPosting")
    article = read(page(f"<p>{FIRST}</p>{LIVE}", head=head), make_page, make_outlet)
    places = [article.body.index(f"وصل الوفد رقم {hour} ") for hour in range(6)]
    assert (article.genre, places) == ("live", sorted(places))


def test_the_captions_of_a_gallery_are_its_text(make_page, make_outlet) -> None:
    captions = [
        f"الصورة رقم {number}: عمال يضعون الحجر الأخير في سور الجسر قبل الافتتاح بيوم" for number in range(5)
    ]
    figures = "".join(
        f"<figure><img src='{n}.jpg'><figcaption>{text}</figcaption></figure>"
        for n, text in enumerate(captions)
    )
    head = typed("ImageGallery")
    article = read(page(figures, head=head), make_page, make_outlet)
    assert (article.genre, article.body) == ("gallery", "\n\n".join(captions))


def test_a_report_that_goes_on_elsewhere_says_where(make_page, make_outlet) -> None:
    html = page(f"<p>{FIRST}</p><p>{LAST}</p><div>الصفحة 1 <a href='/2026/05/bridge/2/'>2</a></div>")
    doubts = {doubt.code: doubt.detail for doubt in read(html, make_page, make_outlet).doubts}
    assert "https://almithal.example/2026/05/bridge/2/" in doubts["more-pages"]


def test_the_outlet_s_layout_wins(make_page, make_outlet) -> None:
    html = page(
        f"<p>{FIRST}</p><p>{LAST}</p>",
        above=f"<p class='ours'>{CHOSEN}</p>",
    )
    outlet = make_outlet(more='\n[[layout]]\nbody = "p.ours"\n')
    article = read_article(make_page(html), outlet)
    assert isinstance(article, Article)
    assert article.body == CHOSEN


def test_what_a_layout_prunes_is_not_read(make_page, make_outlet) -> None:
    odd = "<p class='odd'>سطر غريب يطبعه المنفذ بين كل فقرتين من فقرات النص في صفحاته القديمة.</p>"
    html = page(f"<p>{FIRST}</p>{odd}<p>{LAST}</p>")
    article = read_article(make_page(html), make_outlet(more='\n[[layout]]\nprune = "p.odd"\n'))
    assert isinstance(article, Article)
    assert article.body == f"{FIRST}\n\n{LAST}"
