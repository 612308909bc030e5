"""Where neither a heading nor the metadata tells the title, the line set like one above the text does."""

import pytest

from extractors.article import Article, NotAnArticle
from extractors.reader import read_article
from tests.extractors.conftest import OutletMaker, PageMaker

TITLE = "البلدية توسّع شبكة المياه في الحي الشمالي"
TEXT = tuple(
    f"قال مهندس المشروع إن المرحلة رقم {n} من الشبكة تنتهي قبل الشتاء، وإن الخزان الجديد يكفي سكان الحي كلهم."
    for n in range(4)
)
MENU = " | ".join(
    f'<a href="/s/{n}">{word}</a>' for n, word in enumerate(("الرئيسية", "سياسة", "محليات", "ثقافة"))
)
NEWS = "".join(f'<p><a href="/n/{n}">مزارعو السهل يطالبون بقناة ري جديدة رقم {n}</a></p>' for n in range(6))
LINES = "<br><br>".join(TEXT)
SET = {
    "a span with a large type": f'<td><span style="font-size:16pt;font-weight:bold">{TITLE}</span></td>',
    "a cell": f'<td class="ttl">{TITLE}</td>',
    "a large font": f'<td><font size="5">{TITLE}</font></td>',
    "nothing at all": f"<td>{TITLE}</td>",
}


def page_of(cell: str, *, date: str = "3/5/2024", head: str = "<title>المثال</title>") -> str:
    return f"""<html dir="rtl"><head>{head}</head><body><table><tr><td>{MENU}</td></tr>
<tr><td><marquee>عاجل: افتتاح معرض الكتاب في المدينة القديمة *** حريق في السوق</marquee></td></tr>
<tr><td><table><tr>{cell}</tr><tr><td>{date}</td></tr><tr><td><img src="/a.jpg"></td></tr>
<tr><td>مشهد من أعمال الحفر</td></tr><tr><td><span>{LINES}</span></td></tr></table></td>
<td>{NEWS}</td></tr></table></body></html>"""


@pytest.mark.parametrize("cell", SET.values(), ids=SET.keys())
def test_a_line_above_the_text_is_the_title_however_it_is_set(
    cell: str, make_outlet: OutletMaker, make_page: PageMaker
) -> None:
    article = read_article(make_page(page_of(cell)), make_outlet())
    assert isinstance(article, Article)
    assert article.title == TITLE
    assert article.body == "\n\n".join(TEXT)


def test_a_bold_line_that_opens_a_message_is_its_title(
    make_outlet: OutletMaker, make_page: PageMaker
) -> None:
    text = f"\U0001f4cc <b>{TITLE}</b><br><br>{LINES}<br>\u270d سامر العلي"
    message = f'<div class="message"><div class="text">{text}</div></div>'
    page = f"<html><head><title>المثال</title></head><body>{message}</body></html>"
    article = read_article(make_page(page), make_outlet())
    assert isinstance(article, Article)
    assert article.title == TITLE
    assert article.body == "\n\n".join(TEXT)


def test_the_title_tag_counts_before_the_looks_of_a_line(
    make_outlet: OutletMaker, make_page: PageMaker
) -> None:
    cell = f"<td><font size=6>قضايا الناس اليومية</font></td></tr><tr><td>{TITLE}</td>"
    article = read_article(make_page(page_of(cell, head=f"<title>{TITLE} | المثال</title>")), make_outlet())
    assert isinstance(article, Article)
    assert article.title == TITLE


def test_a_headline_that_leads_away_is_no_title_of_what_follows(
    make_outlet: OutletMaker, make_page: PageMaker
) -> None:
    items = "".join(
        f'<tr><td><a href="/n/{n}"><b>{TITLE} رقم {n}</b></a></td></tr><tr><td>{text}</td></tr>'
        for n, text in enumerate(TEXT)
    )
    page = f"<html><head><title>المثال</title></head><body>{MENU}<table>{items}</table></body></html>"
    assert isinstance(read_article(make_page(page), make_outlet()), NotAnArticle)


def test_the_day_in_a_line_of_links_is_the_visit_s(make_outlet: OutletMaker, make_page: PageMaker) -> None:
    page = page_of(f'<td class="ttl">{TITLE}</td>', date="القسم : خدمات").replace(
        MENU, f"<span>الأحد 22/11/2026</span> {MENU} | <a href='/s/4'>رياضة</a>"
    )
    article = read_article(make_page(page), make_outlet())
    assert isinstance(article, Article)
    assert article.published is None


def test_the_day_of_a_remark_below_the_text_is_not_the_report_s(
    make_outlet: OutletMaker, make_page: PageMaker
) -> None:
    remark = (
        "<div><b>آراء الزوار</b><div><b>أبو سعيد</b> 12/3/2018<br>كلام جميل ونتمنى أن يتحقق قريبا</div></div>"
    )
    report = f"<h1>{TITLE}</h1><div>{LINES}</div>"
    page = f"<html><head><title>{TITLE}</title></head><body>{report}{remark}</body></html>"
    article = read_article(make_page(page), make_outlet())
    assert isinstance(article, Article)
    assert article.published is None
