"""Pages that list reports are refused, whatever they are built of; a report beside a long list stays one."""

import pytest

from extractors.article import Article, NotAnArticle
from extractors.reader import read_article

REPORTS = [
    (
        "افتتاح جسر المشاة فوق مجرى الوادي القديم",
        "يبلغ طول الجسر ستين متراً، وقد استغرق بناؤه سنة كاملة وكلف البلدية نصف ميزانيتها.",
    ),
    (
        "مزارعو التلال يبدؤون موسم قطاف الزيتون مبكراً",
        "قال مزارعون إن الثمار نضجت قبل موعدها بأسبوعين، وإن المعاصر ستفتح أبوابها السبت.",
    ),
    (
        "اكتشاف نقش حجري قرب بئر قديمة شرق البلدة",
        "رجح باحثون أن يعود النقش إلى القرن الثالث الهجري، ونقلوه إلى مخزن المتحف لدراسته.",
    ),
    (
        "مدرسة ريفية تحصل على مكتبة متنقلة",
        "تضم المكتبة ألف كتاب تبرع بها أهالي القرى المجاورة، وتزور كل مدرسة مرة في الشهر.",
    ),
    (
        "دورة لتعليم ترميم الأبواب الخشبية",
        "يشارك في الدورة عشرون شاباً وشابة مدة ثلاثة أشهر، ويشرف عليها نجاران من الحي القديم.",
    ),
    (
        "قافلة ملح تصل إلى السوق بعد انقطاع طويل",
        "وصلت القافلة فجراً واستقبلها التجار عند باب السوق، وبيع نصف حملها قبل الظهر.",
    ),
]
DAYS = [
    "الأحد 1 آذار 2026",
    "السبت 28 شباط 2026",
    "الجمعة 27 شباط 2026",
    "الخميس 26 شباط 2026",
    "الأربعاء 25 شباط 2026",
    "الثلاثاء 24 شباط 2026",
]
PROSE = [
    "قال رئيس لجنة السوق إن القاعة تتسع لمئتي تاجر، وإن المزاد الأول سيقام صباح الاثنين.",
    "وبلغت كلفة الترميم نصف ما كان مقدراً، بعدما تبرع نجارون من الحي القديم بعملهم في السقف والأبواب.",
    "وتعود القاعة إلى عام 1912، وقد أغلقت قبل ثلاث سنوات حين تصدع جدارها الشمالي ولم يُصب أحد.",
    "وينتظر باعة الفاكهة أن تخفف القاعة زحام الساحة، حيث كانوا يعرضون صناديقهم على الأرض منذ إغلاقها.",
    "وأوضح مهندس البلدية أن الجدار دُعّم بالحجر نفسه، وأن فحصاً ثانياً سيُجرى قبل الشتاء.",
    "وتفتح القاعة أبوابها كل يوم عدا الجمعة من الفجر حتى الظهر، والدخول إليها بلا رسم.",
]
MENU = '<header><nav><a href="/local">محليات</a><a href="/eco">اقتصاد</a></nav></header>'
LD = '<script type="application/ld+json">'
PAGER = '<nav><a href="?page=1">1</a> <a href="?page=2">2</a> <a href="?page=2">الصفحة التالية</a></nav>'
DESIGNS = {
    "article, h2, excerpt": "<article><h2>{link}</h2><p>{text}</p></article>",
    "article, time, excerpt, more": '<article><h3>{link}</h3><time datetime="2026-02-2{n}">{day}'
    '</time><p>{text}</p><a href="/n/{n}">اقرأ المزيد من التفاصيل</a></article>',
    "div with picture": '<div class="item"><a href="/n/{n}"><img src="/{n}.jpg"></a><div><h4>'
    "{link}</h4><span>{day}</span><div>{text}</div></div></div>",
    "list items": '<li class="post">{link}<p>{text}</p><span>{day}</span></li>',
    "table rows": '<tr><td><a href="/n/{n}"><b>{title}</b></a><br>{text}<br>{day}</td></tr>',
    "flat headings": "<h3>{link}</h3><p>{text}</p>",
    "flat headings and dates": "<h2>{link}</h2><div>{day}</div><p>{text}</p>",
    "whole cards linked": '<a href="/n/{n}" class="card"><h3>{title}</h3><p>{text}</p></a>',
    "date above": '<div class="row"><span class="d">{day}</span><h3>{link}</h3><p>{text}</p></div>',
    "headlines only": "<li>{link}</li>",
    "headlines and dates": "<li>{link} <span>{day}</span></li>",
    "whole posts": '<div class="post hentry"><h3 class="entry-title"><a href="/n/{n}.html">{title}</a></h3>'
    '<div class="entry-content"><p>{text}</p><p>{text}</p><p>{text}</p></div><div>نشر في {day}</div></div>',
    "microdata": '<div itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">{link}'
    '</h2><meta itemprop="datePublished" content="2026-02-2{n}"><span itemprop="datePublished">2026-02-2{n}'
    "</span><p>{text}</p></div>",
}
TOPS = {
    "section": "<h1>اقتصاد</h1>",
    "section with words": "<h1>أخبار البلدات</h1><p>تجدون هنا كل ما ننشره عن البلدات والقرى.</p>",
    "tag": "<h1>الوسم: زيتون</h1>",
    "author": "<h1>سلمى الطحان</h1><p>محررة في قسم البلدات منذ عام 2019.</p>",
    "search": "<h1>نتائج البحث عن: زيتون</h1><form><input name=q></form>",
    "no heading": "",
}


def items(design: str, count: int = 6) -> str:
    return "".join(
        DESIGNS[design].format(
            n=number,
            title=title,
            link=f'<a href="/n/{number}">{title}</a>',
            text=text,
            day=DAYS[number],
        )
        for number, (title, text) in enumerate(REPORTS[:count])
    )


def page(title: str, body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{MENU}<main>{body}</main><footer><p>جميع الحقوق محفوظة</p></footer></body></html>"
    )


@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize("design", DESIGNS)
def test_a_list_of_reports_is_a_section_page(design: str, top: str, make_page, make_outlet) -> None:
    html = page("اقتصاد - بوابة السد", TOPS[top] + f"<div class='list'>{items(design)}</div>" + PAGER)
    answer = read_article(make_page(html, url="https://almithal.example/eco/"), make_outlet())
    assert isinstance(answer, NotAnArticle), answer
    assert answer.code in ("section-page", "no-body", "too-short")


@pytest.mark.parametrize(
    "design", ["article, h2, excerpt", "div with picture", "flat headings and dates", "whole posts"]
)
@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:type" content="website">',
        LD + '{"@type":"CollectionPage","name":"اقتصاد"}</script>',
        LD + '{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01T10:00:00Z"}]}</script>',
        LD + '[{"@type":"NewsArticle","headline":"افتتاح جسر المشاة فوق مجرى الوادي '
        'القديم","datePublished":"2026-03-01"},{"@type":"NewsArticle","headline":"مدرسة"}]</script>',
        "",
    ],
    ids=["og", "collection", "web page", "every report", "nothing"],
)
def test_what_a_list_says_of_itself_does_not_save_it(design: str, head: str, make_page, make_outlet) -> None:
    html = page("اقتصاد - بوابة السد", f"<h1>اقتصاد</h1>{items(design)}{PAGER}", head)
    answer = read_article(make_page(html, url="https://almithal.example/eco/"), make_outlet())
    assert isinstance(answer, NotAnArticle), answer
    assert answer.code == "section-page"


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("design", ["article, h2, excerpt", "div with picture", "list items"])
def test_a_list_of_few_is_one_too(count: int, design: str, make_page, make_outlet) -> None:
    listed = items(design, count).replace("الشهر.", "الشه…")
    if count == 1:
        listed = listed.replace(REPORTS[0][1], REPORTS[0][1][:-9] + "…")
    answer = read_article(make_page(page("زيتون", f"<h1>زيتون</h1><div>{listed}</div>")), make_outlet())
    assert isinstance(answer, NotAnArticle), answer


TITLE = "سوق البلدة يفتتح قاعة المزاد بعد ترميمها"
DATE = "<div class='date'>الأحد 1 آذار 2026 - 10:30</div>"
SHORT = "<p>افتتح سوق البلدة قاعة المزاد بعد ترميم دام سنة. وقال رئيس اللجنة إن القاعة تتسع لمئتي تاجر.</p>"
ARTICLES = {
    "long": "".join(f"<p>{text}</p>" for text in PROSE),
    "short": SHORT,
    "read also": "".join(
        f'<p>{text}</p><p>اقرأ أيضاً: <a href="/n/{n}">{REPORTS[n][0]}</a></p>' for n, text in enumerate(PROSE)
    ),
    "read also in boxes": "".join(
        f'<p>{text}</p><div class="related"><a href="/n/{n}">{REPORTS[n][0]}</a></div>'
        for n, text in enumerate(PROSE)
    ),
    "read also in headings": "".join(
        f'<p>{text}</p><h3><a href="/n/{n}">{REPORTS[n][0]}</a></h3>' for n, text in enumerate(PROSE)
    ),
    "breaks": "<br><br>".join(PROSE),
}
HEADINGS = {
    "h1": f"<h1>{TITLE}</h1>{DATE}",
    "h2": f"<h2 class='title'>{TITLE}</h2>{DATE}",
    "own link": f'<h2><a href="https://almithal.example/2026/03/report/">{TITLE}</a></h2>{DATE}',
    "font": f"<font size=5><b>{TITLE}</b></font>{DATE}",
}
CANONICAL = '<link rel="canonical" href="https://almithal.example/2026/03/report/">'


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("top", HEADINGS)
def test_a_report_beside_a_list_is_a_report(
    design: str, article: str, top: str, make_page, make_outlet
) -> None:
    body = f"<article class='main'>{HEADINGS[top]}{ARTICLES[article]}</article>"
    html = page(
        f"{TITLE} - بوابة السد", f"{body}<section><h3>أخبار أخرى</h3>{items(design)}</section>", CANONICAL
    )
    answer = read_article(make_page(html), make_outlet())
    assert isinstance(answer, Article), answer
    assert answer.title == TITLE


@pytest.mark.parametrize("design", DESIGNS)
def test_a_report_below_a_list_is_a_report(design: str, make_page, make_outlet) -> None:
    latest = f"<div class='latest'>{items(design, 4)}</div>"
    body = f"{latest}<div class='body'><h1>{TITLE}</h1>{DATE}{ARTICLES['long']}</div>"
    answer = read_article(make_page(page(f"{TITLE} - بوابة السد", body)), make_outlet())
    assert isinstance(answer, Article), answer
    assert answer.title == TITLE
