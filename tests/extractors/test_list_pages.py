"""Pages that list reports in every dress are refused; so are pages of figures and pages about the outlet."""

from html import escape

import pytest

from extractors.article import NotAnArticle
from extractors.reader import read_article

REPORTS = (
    ("عودة قطار الجبل إلى محطته القديمة بعد عشرين عاماً", "صفّر القطار عند السادسة صباحاً، وصعد إليه مئة راكب من القرى الثلاث."),
    ("بلدية المرج تعيد فتح الحمّام العام", "أعلنت البلدية أن الحمّام سيعمل أربعة أيام في الأسبوع بعد ترميم قبته وأنابيبه."),
    ("خلاف على مجرى نبع يصل إلى مجلس القضاء", "طالب أهالي القرية السفلى بحصة ثابتة من الماء في الصيف، ورفض جيرانهم ذلك…"),
    ("مئة شتلة خروب في حديقة المحطة", "غرس تلاميذ المدارس الشتلات في صفين، وسيتولى كل صف سقاية عشر منها حتى الخريف."),
    ("فريق الوادي يخسر مباراته الأولى على أرضه", "انتهت المباراة بهدف وحيد في الدقيقة الأخيرة، وغادر الجمهور المدرجات صامتاً."),
    ("صيادون يشكون قلة السردين هذا الموسم", "قال صيادون إن شباكهم تعود نصف فارغة منذ مطلع الشهر، ورجح خبير أن تكون الحرارة السبب..."),
    ("متحف الساعات يعرض أقدم مزولة في الإقليم", "نُحتت المزولة على حجر أبيض، وعُثر عليها في قبو بيت مهجور قرب السوق الكبير."),
    ("حافلة مدرسية جديدة لقرى الحافة الغربية", "تنقل الحافلة أربعين تلميذاً كانوا يمشون ساعة كل صباح، ويقودها سائق من أهل القرية."),
    ("ورشة لصناعة الورق من قصب النهر", "تتعلم عشر نساء صناعة الورق يدوياً، ويُباع الدفتر الواحد بثمن رطل من البن."),
    ("انقطاع الكهرباء عن الحي الشرقي ست ساعات", "أصيب محول رئيسي بعطل بعد العاصفة، وقالت الشركة إن قطع الغيار وصلت متأخرة."),
    ("انتخاب مختار جديد لبلدة العين", "فاز المرشح الأصغر سناً بفارق أحد عشر صوتاً، ووعد بإصلاح درج المقبرة."),
    ("قراءة شعرية في ساحة الطاحونة مساء الخميس", "يشارك في الأمسية ستة شعراء من الساحل والجبل، ويرافقهم عازف عود."),
)  # fmt: skip
BIO = "محررة شؤون البلدات، تكتب عن الماء والطرق والمدارس منذ عام 2011، ونالت جائزة الإقليم للتحقيق الصحفي مرتين."
ABOUT = "في هذه الصفحة كل ما ننشره عن الماء وينابيعه وآباره وخلافات أهله عليه، من أخبار وتحقيقات وصور، منذ صدور العدد الأول."
MENU = "<header><a href='/'>صدى الحافة</a><nav><ul>" + "".join(
    f"<li><a href='/s/{word}'>{word}</a></li>" for word in ("محليات", "اقتصاد", "رياضة", "ثقافة", "رأي", "صور")
) + "</ul></nav></header>"  # fmt: skip
FOOTER = (
    "<footer><p>صدى الحافة موقع إخباري مستقل يصدر عن جمعية أهلية ويحرره متطوعون من قرى الإقليم.</p>"
    "<p>جميع الحقوق محفوظة © 2026</p></footer>"
)
PAGER = "<div class='pg'><a href='?p=2'>2</a> <a href='?p=3'>3</a> <a href='?p=2'>الصفحة التالية</a></div>"


def link(number: int, text: str = "") -> str:
    return f"<a href='/news/{number}'>{text or escape(REPORTS[number][0])}</a>"


def each(make: str, numbers: range = range(12)) -> str:
    return "".join(
        make.format(
            n=number,
            title=REPORTS[number][0],
            text=REPORTS[number][1],
            link=link(number),
            day=f"{number + 1} آذار 2026",
            iso=f"2026-03-{number + 1:02}",
        )
        for number in numbers
    )


CARDS = "<div class='card'><img src='/{n}.jpg'><h3>{link}</h3><p>{text}</p></div>"
DATED = "<article><h2>{link}</h2><time datetime='{iso}'>{day}</time><p>{text}</p></article>"
PLAIN = "<li>{link}</li>"
WHOLE = "<div class='post'><h2>{link}</h2><div class='d'>{day}</div><div><p>{text}</p><p>{text} {text}</p></div></div>"
LINKED = "<a class='c' href='/news/{n}'><h4>{title}</h4><span>{day}</span><p>{text}</p></a>"
ROWS = "<tr><td>{day}</td><td>{link}</td></tr>"
FIGURE = "<figure><a href='/album/{n}'><img src='/{n}.jpg'></a><figcaption><a href='/album/{n}'>{title}</a></figcaption></figure>"
VIDEO = "<div class='v'><a href='/video/{n}'><img src='/{n}.jpg'></a><span>03:1{n}</span><a href='/video/{n}'>{title}</a></div>"
BARE = "{link}<br>"
LIVE = "<section class='live'><b>مباشر</b><h3><a href='/live/{n}'>{title}</a></h3><p>آخر تحديث: {day} 10:3{n}</p><p>{text}</p></section>"
LONG_TEASER = " ".join(text for _, text in REPORTS[:4])


def page(title: str, body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='ar'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{MENU}<main>{body}</main>{FOOTER}</body></html>"
    )


NAME = "صدى الحافة"
WEBSITE = "<meta property='og:type' content='website'>"
TABLE = "<table>{}</table>".format(
    "".join(f"<tr><td>{name}</td><td>{low}</td><td>{high}</td></tr>" for name, low, high in (
        ("الدولار الأميركي", "89,500", "89,700"), ("اليورو", "96,100", "96,400"), ("الجنيه المصري", "1,790", "1,810"),
        ("الدينار الأردني", "126,000", "126,500"), ("الليرة التركية", "2,100", "2,140"),
    ))
)  # fmt: skip
PRAYERS = "<ul>{}</ul>".format(
    "".join(f"<li>{name} {hour}</li>" for name, hour in (
        ("صلاة الفجر", "04:51"), ("شروق الشمس", "06:12"), ("صلاة الظهر", "12:03"), ("صلاة العصر", "15:14"),
        ("صلاة المغرب", "17:41"), ("صلاة العشاء", "18:59"),
    ))
)  # fmt: skip
WEATHER = "".join(
    f"<div class='city'><h4>{city}</h4><span>العظمى {high}</span> <span>الصغرى {low}</span></div>"
    for city, high, low in (("المرج", 21, 9), ("العين", 18, 7), ("الحافة", 16, 5), ("الساحل", 24, 14), ("الوادي", 23, 11))
)  # fmt: skip
TODAY = "<div class='today'>الأحد 22 تشرين الثاني 2026</div>"
HERO = f"<section class='hero'><h1>{link(0)}</h1><p>{REPORTS[0][1]}</p></section>"
HERO_LINKED = f"<a class='hero' href='/news/0'><h2>{REPORTS[0][0]}</h2><p>{LONG_TEASER}</p></a>"
TICKER = "<div class='tick'>" + "".join(f"<p>10:0{n} {REPORTS[n][0]}</p>" for n in range(5)) + "</div>"

LISTS = {
    "home with a lead story": page(NAME, HERO + each(CARDS, range(1, 12))),
    "home with a lead story above headlines": page(NAME, HERO + f"<ul>{each(PLAIN, range(1, 12))}</ul>"),
    "home with a lead story listed again": page(NAME, HERO + each(CARDS)),
    "home with a lead story of many sentences": page(NAME, HERO_LINKED + each(PLAIN, range(1, 12))),
    "home with a lead story of many sentences and a slogan": page(
        f"{NAME} | أخبار القرى والبلدات ساعة بساعة", HERO_LINKED + each(LINKED, range(1, 12)), WEBSITE
    ),
    "home with today's date": page(NAME, TODAY + HERO + each(DATED, range(1, 12))),
    "home with a ticker of headlines that are no links": page(NAME, TICKER + each(PLAIN)),
    "home under the outlet's name": page(NAME, f"<h1>{NAME}</h1>{each(CARDS)}"),
    "home of boxes": page(NAME, "".join(f"<section><h2>{word}</h2>{each(CARDS, range(n, n + 4))}</section>" for n, word in ((0, "محليات"), (4, "ثقافة"), (8, "رياضة")))),
    "home of links and breaks": page(NAME, f"<div>{each(BARE)}</div>"),
    "home of a blog with whole posts": page("دفتر الحافة", each(WHOLE)),
    "home of a blog with long posts": page("دفتر الحافة", each(WHOLE.replace("{text} {text}", "{text} {text} {text} {text} {text} {text} {text} {text} {text}"))),
    "section": page(f"محليات - {NAME}", f"<h1>محليات</h1>{each(CARDS)}{PAGER}"),
    "section of dated items": page(f"محليات - {NAME}", f"<h1>محليات</h1>{each(DATED)}{PAGER}"),
    "section of rows": page(f"محليات - {NAME}", f"<h1>محليات</h1><table>{each(ROWS)}</table>"),
    "section of linked cards": page(f"محليات - {NAME}", f"<h1>محليات</h1>{each(LINKED)}"),
    "section changed today": page(f"محليات - {NAME}", f"<h1>محليات</h1><p>آخر تحديث: 22/11/2026</p>{each(CARDS)}"),
    "section with a newsletter": page(f"محليات - {NAME}", f"<h1>محليات</h1><p>اشترك في نشرتنا البريدية لتصلك أخبار القرى صباح كل يوم.</p>{each(CARDS)}"),
    "section in a ticker's company": page(f"محليات - {NAME}", f"<ul>{each(PLAIN, range(4))}</ul><h1>محليات</h1>{each(CARDS)}"),
    "section listed twice": page(f"محليات - {NAME}", f"<h1>محليات</h1><ul>{each(PLAIN)}</ul><h3>الأكثر قراءة</h3>{each(CARDS)}"),
    "tag": page(f"الماء - {NAME}", f"<h1>الماء</h1>{each(CARDS)}"),
    "tag under a label": page(f"وسم: الماء والينابيع في قرى الحافة - {NAME}", f"<h1>وسم: الماء والينابيع في قرى الحافة</h1>{each(DATED)}"),
    "tag with a description": page(f"الماء - {NAME}", f"<h1>الماء</h1><p>{ABOUT}</p>{each(CARDS)}"),
    "tag with a description and dates": page(f"الماء - {NAME}", f"<h1>الماء</h1><p>{ABOUT}</p>{each(DATED)}{PAGER}"),
    "tag with a long name and a description": page(f"الماء والينابيع في قرى الحافة - {NAME}", f"<h1>الماء والينابيع في قرى الحافة</h1><p>{ABOUT}</p>{each(CARDS)}{PAGER}"),
    "tag with a sentence for a name": page(f"كل ما كُتب عن ترميم محطة القطار القديمة - {NAME}", f"<h1>كل ما كُتب عن ترميم محطة القطار القديمة</h1><p>{ABOUT}</p>{each(DATED)}"),
    "tag of one report": page(f"المزولة - {NAME}", f"<h1>المزولة</h1>{each(CARDS, range(2, 3))}"),
    "author": page(f"هيفاء المصري - {NAME}", f"<h1>هيفاء المصري</h1><p>{BIO}</p>{each(CARDS)}"),
    "author of dated items": page(f"هيفاء المصري - {NAME}", f"<h1>هيفاء المصري</h1><p>{BIO}</p>{each(DATED)}{PAGER}"),
    "author with a life's story": page(f"هيفاء المصري - {NAME}", f"<h1>هيفاء المصري</h1><p>{BIO} {BIO} {BIO}</p>{each(DATED)}{PAGER}"),
    "author under a label": page(f"مقالات الكاتب: هيفاء حسن المصري - {NAME}", f"<h1>مقالات الكاتب: هيفاء حسن المصري</h1><p>{BIO}</p>{each(CARDS)}"),
    "search": page(f"نتائج البحث عن: النبع والبلدية - {NAME}", f"<h1>نتائج البحث عن: النبع والبلدية</h1><form><input name='q'></form><p>12 نتيجة</p>{each(CARDS)}"),
    "search with dates": page(f"بحث - {NAME}", f"<h1>بحث</h1><form><input name='q'></form>{each(DATED)}{PAGER}"),
    "index of live pages": page(f"تغطيات حية - {NAME}", f"<h1>تغطيات حية</h1>{each(LIVE)}"),
    "archive of a day": page(f"أرشيف 7 آذار 2026 - {NAME}", f"<h1>أرشيف 7 آذار 2026</h1><ul>{each(PLAIN)}</ul>"),
    "archive of a day with whole posts": page(f"أرشيف 7 آذار 2026 - {NAME}", f"<h1>أرشيف 7 آذار 2026</h1>{each(WHOLE)}"),
    "archive of a day without news": page(f"أرشيف 7 آذار 2026 - {NAME}", f"<h1>أرشيف 7 آذار 2026</h1><p>لم ننشر شيئاً</p><h3>الأكثر قراءة</h3><ul>{each(PLAIN, range(4))}</ul>"),
    "archive of a month": page(f"أرشيف - {NAME}", f"<h1>أرشيف شهر آذار</h1>{each(ROWS)}"),
    "index of galleries": page(f"صور - {NAME}", f"<h1>صور</h1>{each(FIGURE)}"),
    "index of videos": page(f"فيديو - {NAME}", f"<h1>فيديو</h1>{each(VIDEO)}"),
    "index of opinions": page(f"رأي - {NAME}", "<h1>رأي</h1>" + each("<div class='op'><a href='/w/{n}'>كاتب الحافة</a><h3>{link}</h3><p>{text}</p></div>")),
    "index of files": page(f"ملفات خاصة - {NAME}", f"<h1>ملفات خاصة</h1>{each(CARDS, range(3))}"),
    "list that JSON-LD calls a collection": page(f"الماء - {NAME}", f"<h1>الماء والينابيع في قرى الحافة الشرقية</h1><p>{ABOUT}</p>{each(CARDS)}", '<script type="application/ld+json">{"@type":"CollectionPage","name":"الماء"}</script>'),
    "rates of exchange": page(f"أسعار العملات - {NAME}", f"<h1>أسعار العملات اليوم</h1>{TODAY}{TABLE}"),
    "hours of prayer": page(f"مواقيت الصلاة - {NAME}", f"<h1>مواقيت الصلاة في المرج</h1>{TODAY}{PRAYERS}"),
    "weather": page(f"الطقس - {NAME}", f"<h1>حالة الطقس اليوم</h1>{TODAY}{WEATHER}"),
    "rates beside headlines": page(f"أسعار العملات - {NAME}", f"<h1>أسعار العملات اليوم</h1>{TODAY}{TABLE}<h3>آخر الأخبار</h3><ul>{each(PLAIN)}</ul>"),
}  # fmt: skip
STANDING = {
    "about": page(f"من نحن - {NAME}", f"<h1>من نحن</h1><p>{BIO}</p><p>{ABOUT}</p><p>{LONG_TEASER}</p>"),
    "contact": page(f"اتصل بنا | {NAME}", "<h1>اتصل بنا</h1><p>يسعدنا أن نتلقى رسائلكم وملاحظاتكم على العنوان الآتي في ساحة الطاحونة.</p>"),
    "terms": page(f"{NAME} - شروط الاستخدام", f"<h1>شروط الاستخدام</h1><p>{ABOUT}</p><p>{LONG_TEASER}</p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_page_without_a_text_of_its_own_is_a_section_page(name: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(LISTS[name], url="https://almithal.example/x/"), make_outlet(name=NAME))
    assert isinstance(answer, NotAnArticle), answer
    assert answer.code == "section-page", answer


@pytest.mark.parametrize("name", STANDING)
def test_a_page_about_the_outlet_is_a_standing_page(name: str, make_page, make_outlet) -> None:
    answer = read_article(
        make_page(STANDING[name], url="https://almithal.example/x/"), make_outlet(name=NAME)
    )
    assert isinstance(answer, NotAnArticle), answer
    assert answer.code == "standing-page", answer
