"""What stands in an article's place is refused, by name."""

import pytest

from extractors.article import Article, NotAnArticle
from extractors.language import language_of
from extractors.reader import read_article

SENTENCE = "أعلنت وزارة الصحة عن وصول دفعة جديدة من الأدوية إلى المستشفيات الحكومية في العاصمة. "
HEADLINES = "".join(
    f'<li><a href="/2026/03/{number}/">عنوان طويل لخبر من أخبار اليوم رقم {number}</a></li>'
    for number in range(30)
)
MENU = '<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/b">اقتصاد</a></li></ul></nav>'
PERSIAN = (
    "تحلیل روزنامه از دعوت گروه‌ها به حضور مردم در انتخابات این است که همه برای آن تلاش می کنند و چرا گفت. "
    * 4
)
URDU = "وزیر اعظم نے کہا ہے کہ حکومت عوام کے مسائل حل کرنے کے لیے ہر ممکن کوشش کر رہی ہے اور یہ ٹھیک ہے۔ " * 4
ENGLISH = "The minister said that the talks would go on in the capital until the end of the month. " * 5


def page(title: str, body: str, head: str = "") -> str:
    return f'<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


REFUSED = [
    (
        "bot-challenge",
        page("Just a moment...", "<script>window._cf_chl_opt={}</script><p>Enable JavaScript</p>"),
    ),
    ("bot-challenge", page("لحظة من فضلك", "<p>جارٍ التحقق من متصفحك قبل الدخول إلى الموقع.</p>")),
    ("bot-challenge", "<html><head><script>var a=1;</script></head><body></body></html>"),
    ("not-found-page", page("الصفحة غير موجودة", "<h1>عذراً، الصفحة غير موجودة</h1><p>عد إلى الرئيسية.</p>")),
    (
        "not-found-page",
        page("المثال", MENU + "<h1>404</h1><p>لم يتم العثور على الصفحة التي طلبتها.</p>" + HEADLINES),
    ),
    ("not-found-page", page("Page not found", "<h1>Page Not Found</h1>")),
    (
        "consent-wall",
        page(
            "المثال",
            "<h2>خصوصيتك</h2><p>نستخدم ملفات تعريف الارتباط لتحسين خدماتنا.</p><button>أوافق</button>",
        ),
    ),
    (
        "paywall",
        page(
            "تقرير",
            f"<h1>تقرير خاص</h1><p>{SENTENCE * 2}</p><p>هذا المحتوى للمشتركين. اشترك لمتابعة القراءة</p>",
        ),
    ),
    ("section-page", page("اقتصاد", MENU + f"<h1>اقتصاد</h1><ul>{HEADLINES}</ul>")),
    ("no-body", page("نصٌّ أُفرغ من صفحته", '<div id="app"></div>' + "<h1>نصٌّ أُفرغ من صفحته</h1>")),
    ("too-short", page("عنوان الخبر كاملاً", "<h1>عنوان الخبر كاملاً هنا</h1><p>التفاصيل بعد قليل.</p>")),
    ("wrong-language", page("تحلیل", f"<h1>تحلیل روزنامه</h1><p>{PERSIAN}</p>")),
    ("wrong-language", page("خبر", f"<h1>وزیر اعظم</h1><p>{URDU}</p>")),
    ("wrong-language", page("News", f"<h1>Talks go on</h1><p>{ENGLISH}</p>")),
    ("not-html", '<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'),
    ("no-body", "   "),
]


@pytest.mark.parametrize(("code", "html"), REFUSED)
def test_a_page_in_an_articles_place_is_refused(code: str, html: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(html), make_outlet())
    assert isinstance(answer, NotAnArticle), answer
    assert answer.code == code, answer


@pytest.mark.parametrize("status", [204, 206, 301, 304, 403, 404, 410, 429, 500, 503])
def test_an_answer_that_is_not_200_is_refused(status: int, make_page, make_outlet) -> None:
    answer = read_article(make_page(page("خبر", f"<p>{SENTENCE * 5}</p>"), status=status), make_outlet())
    assert answer == NotAnArticle(code="http-status", detail=str(status))


@pytest.mark.parametrize(
    "content_type", ["image/png", "application/pdf", "text/plain; charset=utf-8", "application/json"]
)
def test_an_answer_of_another_type_is_refused(content_type: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(page("خبر", SENTENCE), content_type=content_type), make_outlet())
    assert isinstance(answer, NotAnArticle)
    assert answer.code == "not-html"


def test_a_missing_type_is_judged_by_the_first_bytes(make_page, make_outlet) -> None:
    article = page("عنوان الخبر كاملاً", f"<h1>عنوان الخبر كاملاً هنا</h1><p>{SENTENCE * 4}</p>")
    assert isinstance(read_article(make_page(article, content_type=None), make_outlet()), Article)
    picture = read_article(make_page(b"\x89PNG\r\n\x1a\n" + bytes(500), content_type=None), make_outlet())
    assert isinstance(picture, NotAnArticle)
    assert picture.code == "not-html"


@pytest.mark.parametrize(
    "url", ["https://almithal.example/", "https://www.almithal.example", "https://almithal.example/local"]
)
def test_a_declared_section_is_refused_whatever_it_shows(url: str, make_page, make_outlet) -> None:
    outlet = make_outlet(more='sections = ["https://almithal.example/local/"]')
    answer = read_article(make_page(page("خبر", f"<h1>عنوان</h1><p>{SENTENCE * 5}</p>"), url=url), outlet)
    assert isinstance(answer, NotAnArticle)
    assert answer.code == "section-page"


@pytest.mark.parametrize(
    "extra",
    [
        '<script src="/cdn-cgi/challenge-platform/jsd/main.js"></script><div class="g-recaptcha"></div>',
        "<p>نستخدم ملفات تعريف الارتباط لتحسين خدماتنا. أوافق</p>",
        f"<aside><ul>{HEADLINES}</ul></aside>",
        "<p>اشترك الآن في نشرتنا البريدية</p>",
        "<p>وأضاف المتحدث أن رسالة «الصفحة غير موجودة» ظهرت لزوار الموقع.</p>",
    ],
)
def test_a_report_is_not_refused_for_its_surroundings(extra: str, make_page, make_outlet) -> None:
    paragraphs = "".join(f"<p>{SENTENCE * 3}{number}</p>" for number in range(4))
    html = page(
        "عنوان الخبر كاملاً", f"{MENU}<article><h1>عنوان الخبر كاملاً هنا</h1>{paragraphs}</article>{extra}"
    )
    answer = read_article(make_page(html), make_outlet())
    assert isinstance(answer, Article), answer


def test_another_language_is_welcome_where_it_is_declared(make_page, make_outlet) -> None:
    html = page("News of the day", f"<h1>Talks go on in the capital</h1><p>{ENGLISH}</p>")
    answer = read_article(make_page(html), make_outlet(more='language = "en"'))
    assert isinstance(answer, Article)
    assert answer.language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SENTENCE, "ar"),
        (PERSIAN, "fa"),
        (URDU, "ur"),
        (ENGLISH, "en"),
        ("قال", None),
        ("أکد رئیس الوزراء العراقی أن الحکومة ماضیة فی مشروعها من أجل المواطنین فی بغداد والبصرة.", "ar"),
        ("سەرۆکی حکومەت ڕایگەیاند کە پڕۆژەکە بەردەوام دەبێت لە هەولێر و سلێمانی بۆ خزمەتی خەڵک", "ku"),
        ("Москва и Киев договорились о встрече в конце месяца", "ru"),
    ],
)
def test_languages_are_told_apart(text: str, language: str | None) -> None:
    assert language_of(text) == language
