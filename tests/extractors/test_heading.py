"""The title is the printed one, whole and alone, whatever the metadata and the site's name around it."""

from dataclasses import dataclass

import pytest

from extractors.article import Article
from extractors.reader import read_article

TITLE = "افتتاح الجسر القديم أمام المشاة بعد عامين"
P = "".join(
    f"<p>افتتحت البلدية الجسر القديم أمام المشاة بعد أعمال ترميم دامت عامين، وهو اليوم رقم {n}.</p>"
    for n in range(9)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    body: str
    tag: str | None = None  # <title>
    og: str | None = None
    ld: str | None = None
    head: str = ""
    title: str = TITLE
    outlet: str = "المثال"


def h1(text: str = TITLE) -> str:
    return f"<article><h1>{text}</h1>{P}</article>"


CASES = {
    "h1 alone": Case(body=h1()),
    "site at the end": Case(body=h1(), tag=f"{TITLE} - المثال"),
    "site in front": Case(body=h1(), tag=f"المثال | {TITLE}"),
    "site and section": Case(body=h1(), tag=f"الرئيسية | سياسة | {TITLE} | صحيفة المثال"),
    "unknown site": Case(body=h1(), tag=f"{TITLE} - الواحة اليوم", og=f"{TITLE} - الواحة اليوم"),
    "no heading, unknown site named": Case(
        body=f"<div class=x><b>{TITLE}</b><br>{P}</div>",
        tag=f"{TITLE} :: الواحة اليوم",
        head='<meta property="og:site_name" content="الواحة اليوم">',
    ),
    "title with a dash": Case(
        body=h1("السوق القديم - تقرير مصور من المدينة"),
        tag="السوق القديم - تقرير مصور من المدينة - المثال",
        title="السوق القديم - تقرير مصور من المدينة",
    ),
    "title with a colon": Case(
        body=h1("الوزير: لن نتراجع عن القرار الجديد"),
        tag="الوزير: لن نتراجع عن القرار الجديد",
        title="الوزير: لن نتراجع عن القرار الجديد",
    ),
    "title with a bar": Case(
        body=h1("بالصور | السوق القديم يعود إلى الحياة"),
        og="بالصور | السوق القديم يعود إلى الحياة",
        title="بالصور | السوق القديم يعود إلى الحياة",
    ),
    "bar in metadata alone": Case(
        body=f"<div>{P}</div>",
        og="بالصور | السوق القديم يعود إلى الحياة",
        title="بالصور | السوق القديم يعود إلى الحياة",
    ),
    "logo in h1, title in h2": Case(
        body=f'<header><h1><a href="/">صدى الواحة</a></h1></header><div><h2>{TITLE}</h2>{P}</div>',
        tag=f"{TITLE} - صدى الواحة",
    ),
    "logo in h1 without metadata": Case(
        body=f'<header><h1 class="logo">صدى الواحة</h1></header><div><h2>{TITLE}</h2>{P}</div>'
    ),
    "picture in h1": Case(
        body=f'<h1><a href="/"><img src="/l.png" alt="المثال"></a></h1><div><h2>{TITLE}</h2>{P}</div>',
        og=TITLE,
    ),
    "section in h1, title in h2": Case(
        body=f"<h1>سياسة</h1><div><h2>{TITLE}</h2>{P}</div>", tag=f"{TITLE} | سياسة | المثال"
    ),
    "kicker of its own class in h1": Case(
        body=h1(f'<span class="kicker">عاجل</span> {TITLE}'), og=TITLE, tag=f"{TITLE} - المثال"
    ),
    "kicker in h1 that no class names": Case(body=h1(f"<span>سياسة</span> {TITLE}"), og=TITLE),
    "kicker at the end of h1": Case(body=h1(f"{TITLE} <small>سياسة</small>"), og=TITLE),
    "kicker above h1": Case(body=f'<article><div class="overline">سياسة</div><h1>{TITLE}</h1>{P}</article>'),
    "kicker as a block in h1": Case(body=h1(f"<div>شؤون محلية</div><div>{TITLE}</div>"), og=TITLE),
    "kicker without metadata": Case(body=h1(f'<em class="super-title">شؤون محلية</em>{TITLE}')),
    "urgent in front": Case(body=h1(f"عاجل: {TITLE}"), og=TITLE + "..", title=TITLE),
    "urgent everywhere": Case(body=h1(f"عاجل: {TITLE}"), og=f"عاجل: {TITLE}", title=f"عاجل: {TITLE}"),
    "cut og:title": Case(body=h1(), og="افتتاح الجسر القديم أمام…"),
    "cut og:title with dots": Case(body=h1(), og="افتتاح الجسر القديم أمام ..."),
    "words for screen readers": Case(body=h1(f'<span class="sr-only">عنوان الخبر:</span>{TITLE}')),
    "hidden text": Case(body=h1(f'{TITLE}<span style="display: none">نسخ الرابط</span>')),
    "share button in h1": Case(body=h1(f'{TITLE} <button>شارك</button><span class="share">شارك</span>')),
    "other quotation marks": Case(
        body=h1("الوزير: «لن نتراجع» عن القرار الجديد"),
        og='الوزير: "لن نتراجع" عن القرار الجديد',
        title="الوزير: «لن نتراجع» عن القرار الجديد",
    ),
    "spaces": Case(body=h1("افتتاح\u00a0الجسر  القديم\n أمام المشاة بعد عامين")),
    "line break": Case(body=h1("افتتاح الجسر القديم<br>أمام المشاة بعد عامين")),
    "entities twice": Case(
        body=f"<div>{P}</div>",
        og="الوزير: &amp;quot;لن نتراجع&amp;quot; عن القرار",
        title='الوزير: "لن نتراجع" عن القرار',
    ),
    "JSON-LD only": Case(body=f"<div>{P}</div>", ld=TITLE),
    "editors shorten og:title": Case(body=h1(), og="افتتاح الجسر القديم أمام المشاة"),
    "editors lengthen og:title": Case(body=h1(), og=f"{TITLE} من الترميم في وسط المدينة"),
    "another h1 in a sidebar": Case(
        body=f"<aside><h1>الأكثر قراءة هذا الأسبوع على الموقع</h1></aside>{h1()}", og=TITLE
    ),
    "another h1 for the next report": Case(
        body=f'{h1()}<h1><a href="/n">خبر آخر لا علاقة له بالجسر القديم</a></h1>', tag=f"{TITLE} | المثال"
    ),
    "h1 says more than a section's title tag": Case(body=h1(), tag="المثال - أخبار محلية"),
    "title tag with the site alone": Case(body=f"<h2>{TITLE}</h2><div>{P}</div>", tag="المثال"),
    "ticker links the report": Case(
        body=f'<ul><li><a href="/r">{TITLE}</a></li></ul><div class="t">{TITLE}</div><div>{P}</div>',
        tag=f"{TITLE} - المثال",
    ),
    "breadcrumb repeats it": Case(
        body=f'<nav><a href="/">الرئيسية</a> <a href="/s">سياسة</a> <span>{TITLE}</span></nav>{h1()}',
        og=TITLE,
    ),
    "picture's text repeats it": Case(
        body=f'{h1()}<img src="/a.jpg" alt="{TITLE}">', tag=f"{TITLE} - المثال"
    ),
    "upper-case brand": Case(body=h1(), tag=f"{TITLE} - ALMITHAL.NET"),
    "Latin brand on both sides": Case(body=h1(), tag=f"Al-Mithal | {TITLE} | almithal.example"),
    "headline class": Case(
        body=f'<div class="post-title">{TITLE}</div><div>{P}</div>', tag=f"المثال: {TITLE}"
    ),
    "itemprop": Case(body=f'<div><span itemprop="headline">{TITLE}</span>{P}</div>'),
    "large font": Case(body=f'<table><tr><td><font size="5">{TITLE}</font><div>{P}</div></td></tr></table>'),
    "guillemet of a theme": Case(body=h1(), tag=f"المثال » {TITLE}"),
    "guillemets at the end": Case(
        body=f"<div><b>برنامج «لقيمات»</b></div><div>{P}</div>",
        tag="صوت الواحة | برنامج «لقيمات»",
        title="برنامج «لقيمات»",
    ),
    "guillemets beside a guillemet": Case(
        body=f"<div>{P}</div>", tag="«الأمير الإنسان» « المثال", title="«الأمير الإنسان»"
    ),
    "site twice": Case(body=h1(), tag=f"{TITLE} | المثال | المثال", og=f"{TITLE} - المثال"),
    "name within the title": Case(
        body=h1("«المثال» تحاور رئيس البلدية - نص الحوار"),
        tag="«المثال» تحاور رئيس البلدية - نص الحوار - المثال",
        title="«المثال» تحاور رئيس البلدية - نص الحوار",
    ),
    "no space before the dash": Case(body=f"<b>{TITLE}</b><div>{P}</div>", tag=f"{TITLE}- صوت الواحة"),
    "number in front": Case(body=h1("5 أسئلة عن الجسر القديم"), title="5 أسئلة عن الجسر القديم"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_title_is_the_printed_one(case: Case, make_page, make_outlet) -> None:
    head = case.head + (f"<title>{case.tag}</title>" if case.tag else "")
    if case.og:
        quoted = case.og.replace('"', "&quot;")
        head += f'<meta property="og:title" content="{quoted}">'
    if case.ld:
        head += (
            f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{case.ld}"}}</script>'
        )
    html = f'<!doctype html><html lang="ar"><head>{head}</head><body>{case.body}</body></html>'
    article = read_article(make_page(html), make_outlet(name=case.outlet))
    assert isinstance(article, Article), article
    assert article.title == case.title
