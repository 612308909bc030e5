"""Who signed a page, in the many ways that newsrooms print it without a telling class; and who did not."""

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


def page(above: str, below: str = "", head: str = "", before: str = "") -> str:
    text = f"<div>{P}{below}</div>"
    return (
        f'<html lang="ar"><head><title>{TITLE}</title>{head}</head>'
        f"<body><div>{before}{H}{above}{text}</div></body></html>"
    )


def ld(author: str) -> str:
    said = f'{{"@type":"NewsArticle","headline":"{TITLE}","author":{author}}}'
    return f'<script type="application/ld+json">{said}</script>'


SIGNED = {
    "word and name in a list of terms": (page("<dl><dt>بقلم:</dt><dd>سامر العلي</dd></dl>"), ("سامر العلي",)),
    "word and name in cells": (
        page("<table><tr><td>الكاتب :</td><td>مها الرفاعي</td></tr></table>"),
        ("مها الرفاعي",),
    ),
    "word and two names in cells": (
        page("<table><tr><td>إعداد:</td><td>مها الرفاعي وسامر العلي</td></tr></table>"),
        ("مها الرفاعي", "سامر العلي"),
    ),
    "word in a line of its own below": (page("", "<p>كتابة:</p><p>نزار الحلبي</p>"), ("نزار الحلبي",)),
    "name beside a date, a bar between": (page("<div>سامر العلي | 1 آذار 2026</div>"), ("سامر العلي",)),
    "name beside a date and a clock": (
        page("<div>سامر العلي - الأحد 01/03/2026 - 10:30 صباحاً</div>"),
        ("سامر العلي",),
    ),
    "date, then name": (page("<div>1 آذار 2026 • سامر العلي</div>"), ("سامر العلي",)),
    "place, name and date": (page("<div>دمشق - سامر العلي - 1 آذار 2026</div>"), ("سامر العلي",)),
    "outlet, place, name": (page("<div>المثال - عمّان / سامر العلي</div>"), ("سامر العلي",)),
    "outlet, own work, a name we do not know": (
        page("<div>المثال-خاص - الحديدة - قائد المقطري</div>"),
        ("قائد المقطري",),
    ),
    "date, outlet, place, name": (
        page("<div>الأحد 12 رمضان 1447هـ الموافق 1 مارس 2026م / المثال / عدن - فؤاد العمراني</div>"),
        ("فؤاد العمراني",),
    ),
    "name, then job with a dash": (page("<div>سامر العلي - مراسل المثال</div>"), ("سامر العلي",)),
    "marked, name and job without a mark": (
        page('<div class="author">سامر العلي مراسل المثال في عمّان</div>'),
        ("سامر العلي",),
    ),
    "marked, name and editor": (
        page('<div class="byline">مها الرفاعي محررة الشؤون المحلية</div>'),
        ("مها الرفاعي",),
    ),
    "marked, name and where": (page('<div class="writer">سامر العلي من دمشق</div>'), ("سامر العلي",)),
    "a link beside a date": (
        page(f'<a href="/m/7">سامر العلي</a>{DATE}'.replace("<a", "<div><a").replace("</a>", "</a></div>")),
        ("سامر العلي",),
    ),
    "a link with a data attribute": (
        page('<div><a data-author-id="7" href="/a">غنوة الأسمر</a></div>'),
        ("غنوة الأسمر",),
    ),
    "a data-testid": (page('<div data-testid="author-name">ختام دلول</div>'), ("ختام دلول",)),
    "a title of all his reports": (
        page('<div><a href="/u/7" title="كل مقالات سيرين طوقان">سيرين طوقان</a></div>'),
        ("سيرين طوقان",),
    ),
    "a title of posts by": (
        page('<div><a href="/u/7" title="Posts by رهام صعب">رهام صعب</a></div>'),
        ("رهام صعب",),
    ),
    "written by, passive": (page("<div>نشر بواسطة سامر العلي</div>"), ("سامر العلي",)),
    "added by": (page("<div>أضيف من قبل: سامر العلي</div>"), ("سامر العلي",)),
    "wrote the report": (page("<div>أعد التقرير: سامر العلي</div>"), ("سامر العلي",)),
    "report and pictures": (page("<div>تقرير وتصوير: سامر العلي</div>"), ("سامر العلي",)),
    "two with a dash after a word": (
        page("<div>كتب: عبدالباقي الطيب - الفاتح خوجلي</div>"),
        ("عبدالباقي الطيب", "الفاتح خوجلي"),
    ),
    "two with a conjunction, one name like a conjunction": (
        page("<div>كتب فاتن المهيري وضحى الجابري</div>"),
        ("فاتن المهيري", "ضحى الجابري"),
    ),
    "place before a colon": (page("<div>الخرطوم: عبدالباقي الطيب</div>"), ("عبدالباقي الطيب",)),
    "an initial": (page("<div>ب. رابح قاسمي / سفيان بوزيدي</div>"), ("ب. رابح قاسمي", "سفيان بوزيدي")),
    "last line in bold": (page("", "<p><strong>خزامى سليمان</strong></p>"), ("خزامى سليمان",)),
    "last line in bold, a name we do not know": (
        page("", "<p><b>درصاف المقطري</b></p>"),
        ("درصاف المقطري",),
    ),
    "last line on the left": (
        page("", '<p style="text-align: left">ـ نسيمة بوعلام</p>'),
        ("نسيمة بوعلام",),
    ),
    "a pen before the last line": (page("", "<br>✍ كتب: أبو محمد عامر<br>"), ("أبو محمد عامر",)),
    "a pen before the name": (page("<div>✍ سامر العلي</div>"), ("سامر العلي",)),
    "a builder's widget": (
        page(
            '<div class="elementor-element elementor-widget elementor-widget-post-info"><ul>'
            '<li class="post-info-type-author">نجلاء القماطي</li></ul></div>'
        ),
        ("نجلاء القماطي",),
    ),
    "only in JSON-LD": (page("", head=ld('{"@type":"Person","name":"سامر العلي"}')), ("سامر العلي",)),
    "only in a meta": (page("", head='<meta name="author" content="سامر العلي">'), ("سامر العلي",)),
    "a list in JSON-LD, one the outlet": (
        page(
            "",
            head=ld('[{"@type":"Organization","name":"دار الأفق"},{"@type":"Person","name":"سامر العلي"}]'),
        ),
        ("سامر العلي",),
    ),
    "before the title": (page("", before="<div>بقلم سامر العلي</div>"), ("سامر العلي",)),
    "agency and name": (page("<div>رويترز - سامر العلي</div>"), ("سامر العلي",)),
}
UNSIGNED = {
    "an organization in JSON-LD": page("", head=ld('{"@type":"Organization","name":"سمير للإنتاج الفني"}')),
    "an account": page("", head=ld('{"@type":"Person","name":"admin"}')),
    "a super user": page("", head='<meta name="author" content="Super User">'),
    "a site's editor": page('<span class="author">محرر الموقع</span>'),
    "a newsroom": page('<span class="author">غرفة الأخبار</span>'),
    "the outlet posted it": page("", '<div class="post-author vcard">مرسلة بواسطة صحيفة المثال</div>'),
    "the outlet and a place": page('<li class="type-author">ليبيا – صحيفة المثال</li>'),
    "a desk's letters": page('<div class="author">ق.م/وكالات</div>'),
    "web editor": page('<div class="author">Web Editor</div>'),
    "a sole agency": page("<div>المصدر: د ب أ</div>"),
    "a reader's comment with a date": page(
        "",
        "</div><div class=x><h4>3 تعليقات</h4><div>سامر عبد النور - 12 مارس 2026</div><p>شكراً لكم.</p>",
    ),
    "a player in a kicker": page("<div>محمد صلاح: 5 أهداف في 2020</div>"),
    "sections in a row": page('<div><a href="/c/1">شؤون محلية</a></div>' + DATE),
    "a photographer": page("<div>تصوير: سامر العلي</div>"),
    "a kicker before a date": page("<div>كرة القدم | 1 آذار 2026</div>"),
    "a closing phrase in bold": page("", "<p><strong>نهاية الخبر المحلي</strong></p>"),
}


def persons(html: str, make_page, make_outlet) -> tuple[str, ...]:
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article), article
    return article.authors


@pytest.mark.parametrize("habit", SIGNED)
def test_who_signs_is_read_however_it_is_printed(habit: str, make_page, make_outlet) -> None:
    html, names = SIGNED[habit]
    assert persons(html, make_page, make_outlet) == names


@pytest.mark.parametrize("habit", UNSIGNED)
def test_what_is_no_person_signs_nothing(habit: str, make_page, make_outlet) -> None:
    assert persons(UNSIGNED[habit], make_page, make_outlet) == ()
