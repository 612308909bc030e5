"""A report is one however many headlines stand beside it: short, undated, without metadata, between teasers."""

import pytest

from extractors.article import Article, NotAnArticle
from extractors.reader import read_article
from tests.extractors.test_list_pages import (
    ABOUT,
    BARE,
    CARDS,
    DATED,
    FIGURE,
    LINKED,
    LIVE,
    NAME,
    PAGER,
    PLAIN,
    REPORTS,
    ROWS,
    TICKER,
    VIDEO,
    WEBSITE,
    WHOLE,
    each,
    page,
)

TITLE = "مزارعو الحافة يقطفون الزعتر قبل موعده بأسبوعين"
DATE = "<div class='d'>الأحد 1 آذار 2026 - 10:30</div>"
ONE = "قطف مزارعون في قرى الحافة الزعتر قبل موعده بأسبوعين بعد شتاء دافئ لم تنزل فيه إلا مطرتان."
TWO = "وقال رئيس الجمعية إن الكيلوغرام بيع بسعر العام الماضي، وإن نصف المحصول حُجز قبل قطفه."
THREE = "وتنتظر المعاصر القريبة موسمها في تشرين، وقد استأجرت ثلاث منها آلات جديدة هذا العام."
LONG = "".join(
    f"<p>{text} {text[:60]} كذلك كان الحال في العام الذي سبقه بحسب سجلات الجمعية.</p>"
    for text in (ONE, TWO, THREE, ONE, TWO)
)
BRIEF = f"<p>{ONE}</p>"
SHORT = f"<p>{ONE}</p><p>{TWO}</p>"
FEW = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
FORTY = "".join(f"<ul>{each(PLAIN)}</ul>" for _ in range(3)) + each(LINKED, range(4))
LENGTHY = "<div class='r'><h3>{link}</h3><p>{text} {text} {text}</p></div>"
TIMES = "".join(
    f"<li><time datetime='2026-02-{n + 1:02}T10:00'>10:{n}0</time><a href='/news/{n}'>{REPORTS[n][0]}</a></li>"
    for n in range(6)
)
COMMENTS = "<section><h3>التعليقات</h3>" + "".join(
    f"<article class='comment'><h4>{name}</h4><time datetime='2026-03-0{n}'>{n} آذار 2026</time><p>{text}</p></article>"
    for n, (name, text) in enumerate(
        (
            ("أبو سليم", "رحم الله أيام كنا نقطفه من السفح بلا ميزان ولا تاجر، وكان يكفي القرية كلها سنة."),
            ("قارئة من الساحل", "السعر في السوق ضعف ما ذكرتموه، فمن الذي يأخذ الفرق يا ترى؟ نرجو منكم تحقيقاً."),
            ("مهتم", "معلومة مفيدة وشكراً لكم."),
        ),
        1,
    )
) + "</section>"  # fmt: skip
NEXT = (
    "<article><h1>بلدية المرج تعيد فتح الحمّام العام</h1><div class='d'>السبت 28 شباط 2026</div>"
    + "".join(f"<p>{text}</p>" for _, text in REPORTS[:5])
    + "</article>"
)
HEAD = f"<h1>{TITLE}</h1>{DATE}"
UNDATED = f"<h1>{TITLE}</h1>"
BRIEF_TITLE = "زعتر قبل موعده"
WRITER = "<div class='by'>كتبت هيفاء المصري</div>"


def report(body: str, title: str = TITLE, head: str = "") -> tuple[str, str]:
    return title, page(f"{title} - {NAME}", body, head)


def titled(title: str, body: str = FEW, date: str = DATE) -> tuple[str, str]:
    return report(f"<h1>{title}</h1>{date}{body}<h3>الأكثر قراءة</h3>{each(CARDS)}", title)


CASES = {
    "one sentence in an item of microdata among dated headlines": report(
        f"<div itemscope itemtype='https://schema.org/NewsArticle'>{HEAD}"
        f"<div itemprop='articleBody'>{BRIEF}</div></div><ul>{TIMES}</ul>{FORTY}",
        head=WEBSITE,
    ),
    "one sentence and forty headlines": report(f"{HEAD}{BRIEF}{FORTY}"),
    "one sentence below forty headlines": report(f"{FORTY}<div>{HEAD}{BRIEF}</div>"),
    "one sentence between headlines": report(f"<ul>{each(PLAIN)}</ul><div>{HEAD}{BRIEF}</div>{each(CARDS)}"),
    "one sentence of a website": report(f"{HEAD}{BRIEF}{FORTY}", head=WEBSITE),
    "one sentence between the times of a ticker": report(f"<ul>{TIMES}</ul>{HEAD}{BRIEF}{each(DATED)}"),
    "two sentences and forty headlines": report(f"{HEAD}{SHORT}{FORTY}"),
    "two sentences without a date": report(f"{UNDATED}{SHORT}{FORTY}"),
    "two sentences without a date between times": report(f"<ul>{TIMES}</ul>{UNDATED}{SHORT}{each(DATED)}"),
    "two sentences of a website without a date": report(f"{UNDATED}{SHORT}{each(CARDS)}", head=WEBSITE),
    "three sentences in a box of their own": report(f"{HEAD}<div class='x'>{FEW}</div>{FORTY}"),
    "three sentences without a date": report(f"{UNDATED}<div>{FEW}</div>{each(CARDS)}"),
    "three sentences and breaks": report(f"{HEAD}<div>{ONE}<br><br>{TWO}<br><br>{THREE}</div>{each(CARDS)}"),
    "a short title and a date": report(f"<h1>{BRIEF_TITLE}</h1>{DATE}{FEW}{each(CARDS)}", BRIEF_TITLE),
    "a short title and a long text": report(f"<h1>{BRIEF_TITLE}</h1>{LONG}{each(CARDS)}", BRIEF_TITLE),
    "a date below the text": report(f"{UNDATED}{FEW}{DATE}<h3>اقرأ أيضاً</h3>{each(CARDS)}"),
    "a date above the title": report(f"{DATE}{UNDATED}{FEW}{each(CARDS)}"),
    "a date in a time that says more": report(
        f"{UNDATED}<time datetime='2026-03-01T10:30:00+02:00'>قبل ساعة</time>{BRIEF}{FORTY}"
    ),
    "a writer between title and text": report(f"{UNDATED}{WRITER}{DATE}{BRIEF}{FORTY}"),
    "a row of links for sharing": report(
        f"{HEAD}<div class='s'><a href='#a'>فيسبوك</a> <a href='#b'>تويتر</a> <a href='#c'>واتساب</a> "
        f"<a href='#d'>بريد إلكتروني</a></div>{BRIEF}{FORTY}"
    ),
    "tags below the title": report(
        f"{HEAD}<div><a href='/t/1'>الزعتر</a> <a href='/t/2'>مواسم القطاف</a> <a href='/t/3'>أسعار الأعشاب</a></div>{BRIEF}{FORTY}"
    ),
    "one reference above the text": report(f"{HEAD}<p>اقرأ أيضاً: <a href='/news/3'>{REPORTS[3][0]}</a></p>{FEW}{FORTY}"),
    "three references above the text": report(f"{HEAD}<ul>{each(PLAIN, range(3))}</ul>{FEW}{FORTY}"),
    "references between all paragraphs": report(
        HEAD + "".join(f"<p>{text}</p><h4><a href='/news/{n}'>{REPORTS[n][0]}</a></h4>" for n, text in enumerate((ONE, TWO, THREE, ONE + TWO)))
    ),
    "teasers that are long paragraphs": report(f"{HEAD}{BRIEF}<h3>مواضيع ذات صلة</h3>{each(LENGTHY)}"),
    "teasers that are long paragraphs, and no date": report(f"{UNDATED}{FEW}<h3>مواضيع ذات صلة</h3>{each(LENGTHY)}"),
    "teasers in the report's own element": report(f"<article>{HEAD}{SHORT}{each(LENGTHY, range(5))}</article>"),
    "teasers of whole posts": report(f"{HEAD}{SHORT}{each(WHOLE, range(4))}"),
    "pictures of other reports": report(f"{HEAD}{BRIEF}{each(FIGURE)}"),
    "films of other reports": report(f"{HEAD}{BRIEF}{each(VIDEO)}"),
    "live pages beside it": report(f"<div>{each(LIVE, range(3))}</div>{HEAD}{BRIEF}"),
    "rows of other reports": report(f"<table><tr><td>{HEAD}{SHORT}</td></tr></table><table>{each(ROWS)}</table>"),
    "links and breaks beside it": report(f"{HEAD}{BRIEF}<div>{each(BARE)}</div>"),
    "a ticker above": report(f"{TICKER}{HEAD}{SHORT}{each(PLAIN)}"),
    "pages of other reports": report(f"{HEAD}{BRIEF}{each(CARDS)}{PAGER}"),
    "a website and nothing else in its head": report(f"{HEAD}{FEW}{each(CARDS)}", head=WEBSITE),
    "a website, four times and a long text": report(f"<ul>{TIMES}</ul>{UNDATED}{LONG}{each(DATED)}", head=WEBSITE),
    "comments that are articles": report(f"<article>{HEAD}{FEW}</article>{COMMENTS}{each(CARDS)}"),
    "comments that are articles, and no date": report(f"<article>{UNDATED}{FEW}</article>{COMMENTS}"),
    "the whole next report": report(f"<article>{HEAD}{FEW}</article>{NEXT}"),
    "the whole next report, and no date": report(f"<article>{UNDATED}{FEW}</article>{NEXT}{each(PLAIN)}"),
    "a way home above its text": report(f"{UNDATED}{WRITER}<a href='/'>العودة إلى الصفحة الرئيسية</a>{FEW}{each(CARDS)}"),
    "a way home below its text": report(f"{UNDATED}{FEW}<a href='/'>العودة إلى الصفحة الرئيسية</a>{each(CARDS)}"),
    "a way home below a box": report(f"{UNDATED}{FEW}<h4>خدمات</h4><p>دليل القرى</p><a href='/'>العودة إلى الرئيسية</a>"),
    "a heading that leads to another form of its address": (TITLE, page(NAME, f"<div class='n'><h2><a href='/index.php?id=7'>{TITLE}</a></h2>{DATE}{LONG}</div>{each(CARDS)}")),
    "a word on its writer below": report(f"{HEAD}{SHORT}<div class='w'><b>هيفاء المصري</b><p>{ABOUT}</p></div>{each(CARDS)}"),
    "a title of news": titled("أخبار سارة لمزارعي الزعتر في الحافة هذا الموسم"),
    "a title of the latest news": titled("آخر أخبار الطقس: منخفض يصل إلى الحافة مساء اليوم"),
    "a title of a search": titled("البحث عن ثلاثة متنزهين فُقدوا في وادي الزعتر"),
    "a title of a department": titled("قسم الطوارئ في مستشفى المرج يستقبل أول مرضاه"),
    "a title of an archive": titled("أرشيف المدينة يضيع في حريق مبنى البلدية القديم"),
    "a title of all": titled("كل ما تريد معرفته عن قطاف الزعتر في خمس نقاط"),
    "a title of rates": titled("أسعار الزعتر اليوم في أسواق الحافة والساحل"),
    "a title of rates and no date": titled("أسعار الزعتر اليوم في أسواق الحافة والساحل", date=""),
    "a title of weather": titled("الطقس غداً: غيوم وأمطار متفرقة على المرتفعات"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_report_is_read_whatever_stands_beside_it(name: str, make_page, make_outlet) -> None:
    title, html = CASES[name]
    answer = read_article(make_page(html), make_outlet(name=NAME))
    assert isinstance(answer, Article), answer
    assert answer.title == title
    assert answer.body.startswith(ONE)
    assert REPORTS[7][1] not in answer.body
    is_dated = any(date in html for date in ("الأحد 1 آذار 2026 - 10:30", "2026-03-01T10:30"))
    assert (answer.published and answer.published.day) == ("2026-03-01" if is_dated else None)


OTHER_TEXTS = ("comments", "next report", "writer below")  # that remain where the report's own is gone


@pytest.mark.parametrize("name", [name for name in CASES if not any(word in name for word in OTHER_TEXTS)])
def test_without_its_text_the_same_page_is_none(name: str, make_page, make_outlet) -> None:
    _, html = CASES[name]
    for text in (LONG, ONE, TWO, THREE):
        html = html.replace(text, "")
    answer = read_article(make_page(html), make_outlet(name=NAME))
    assert isinstance(answer, NotAnArticle), answer
