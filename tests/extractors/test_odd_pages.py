"""Pages made in odd ways: the report that the title heads is read, whole and alone."""

import pytest

from extractors.article import Article
from extractors.reader import read_article

TITLE = "افتتاح جسر جديد فوق نهر الساحل"
TEXT = (
    "أعلنت بلدية الساحل، أمس، افتتاح جسر جديد فوق النهر بعد ثلاث سنوات من العمل المتواصل في الموقع.",
    "وقال رئيس البلدية إن الجسر يخفف الزحام عن وسط المدينة، مضيفاً: «لن تمر الشاحنات في السوق بعد اليوم».",
    "وبلغت كلفة المشروع نحو 12 مليون دينار، دفعت البلدية ثلثها والباقي من صندوق التنمية في المحافظة.",
    "ويتوقع المهندسون أن يعبر الجسر كل يوم نحو عشرين ألف سيارة، وأن يفتح المسار الثاني في الخريف.",
)
OTHER_TITLE = "وفد من غرفة التجارة يزور الميناء الجديد"
OTHER = (
    "وصل وفد من غرفة التجارة إلى الميناء صباح اليوم واطلع على سير العمل في الأرصفة الجديدة هناك.",
    "وقال رئيس الغرفة إن الأرصفة تكفي لاستقبال عشر سفن في اليوم الواحد، وإن التجار ينتظرون افتتاحها.",
) * 3


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


H1 = f"<h1>{TITLE}</h1>"
ALL = p(*TEXT)
CARD = f'<h4><a href="/x">{OTHER_TITLE}</a></h4><p>{OTHER[0]}</p>'

PAGES = {
    "another report below in an article of its own": f"<article>{H1}{ALL}</article>"
    f"<article><h1>{OTHER_TITLE}</h1>{p(*OTHER)}</article>",
    "another report below under its own h1": f"<div>{H1}<div>{ALL}</div></div>"
    f"<div class='n'><h1>{OTHER_TITLE}</h1><div>{p(*OTHER)}</div></div>",
    "another report below in a twin of the first": f"<div class='q'>{H1}<div>{ALL}</div></div>"
    f"<div class='q'><h2>{OTHER_TITLE}</h2><div>{p(*OTHER)}</div></div>",
    "a title that is no heading": f"<div><div class='tt'>{TITLE}</div><div>{ALL}</div></div>",
    "the outlet's name as h1": f"<h1><a href='/'>المثال</a></h1><div><h2>{TITLE}</h2><div>{ALL}</div></div>",
    "the title in a ticker before": f"<div>عاجل: {TITLE}</div><div>{CARD * 3}</div><div>{H1}{ALL}</div>",
    "teasers between title and text": f"<div>{H1}<div><h3>اقرأ أيضاً</h3>{CARD * 3}</div>{ALL}</div>",
    "one teaser within the text": f"<div>{H1}{p(*TEXT[:2])}<div class='c'><a href='/x'>{OTHER_TITLE}</a>"
    f"<p>{OTHER[0]}</p></div>{p(*TEXT[2:])}</div>",
    "one teaser below the text": f"<div>{H1}{ALL}<div class='c'>{CARD}</div></div>",
    "teasers that are wholly linked": f"<div>{H1}{ALL}<div>"
    + f"<a href='/x'><h4>{OTHER_TITLE}</h4><p>{OTHER[0]}</p></a>" * 3
    + "</div></div>",
    "text that a framework hides": f"<div>{H1}<div class='d-none'>{p(*OTHER)}</div>{ALL}</div>",
    "data as text": f'<div>{H1}{p(*TEXT[:2])}<p>{{"@type":"NewsArticle","headline":"{OTHER_TITLE}","n":1}}'
    f"{p(*TEXT[2:])}</div>",
    "a program as text": f"<div>{H1}{p(*TEXT[:2])}<div>googletag.cmd.push(f(1));</div>{p(*TEXT[2:])}</div>",
    "a second half behind a button": f"<div>{H1}{p(*TEXT[:2])}"
    f"<div class='read-more-content'>{p(*TEXT[2:])}</div></div>",
    "two columns": f"<table><tr><td>{H1}</td></tr>"
    f"<tr><td>{p(*TEXT[:2])}</td><td>{p(*TEXT[2:])}</td></tr></table>",
    "a form about the whole page": f"<form method='post'><div>{H1}<div>{ALL}</div></div></form>",
    "elements of its own making": f"<x-page><x-title>{H1}</x-title><x-body>{ALL}</x-body></x-page>",
    "nothing but fonts": f"<center><font size=6>{TITLE}</font></center><br>"
    f"<font size=3>{'<br>'.join(TEXT)}</font>",
    "a picture in the first paragraph": f"<div>{H1}<p><img src='a.jpg'>{TEXT[0]}</p>{p(*TEXT[1:])}</div>",
    "a table of contents": f"<div>{H1}<ul><li><a href='#a'>أولاً: الجسر</a></li></ul>{ALL}</div>",
    "a biography without a heading": f"<div>{H1}<div class='a'>{ALL}</div><div class='b'>"
    "<h4>سامر العلي</h4><p>كاتب من الساحل يكتب منذ عشرين عاماً في شؤون المدن والطرق.</p></div></div>",
    "comments beside the paragraphs": f"<div>{H1}{ALL}<h3>تعليقات</h3><p>أبو محمد</p>"
    "<p>خبر جميل ننتظره منذ سنوات ونتمنى أن يكتمل المشروع كله قريباً إن شاء الله.</p></div>",
    "offers to follow": f"<div>{H1}{ALL}<p>لمتابعة آخر الأخبار تابعوا قناتنا على واتساب</p></div>",
}


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES.keys())
def test_the_report_under_the_title_is_read_whole_and_alone(body: str, make_page, make_outlet) -> None:
    html = (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{TITLE} - المثال</title>'
        f'<meta property="og:title" content="{TITLE}">'
        '<meta property="article:published_time" content="2026-05-20T10:00:00+03:00"></head><body>'
        f"<ul><li><a href='/1'>سياسة</a></li></ul>{body}<div>جميع الحقوق محفوظة</div></body></html>"
    )
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article), article
    assert article.body == "\n\n".join(TEXT)
