"""What a page says in an article's place decides how it is refused; a report about such things is read."""

import pytest

from extractors.arabic import fold
from extractors.article import Article, NotAnArticle
from extractors.messages import OFFER_WORDS, OFFERS
from extractors.reader import read_article

MENU = (
    '<header><a href="/">بوابة السد</a><nav><ul><li><a href="/local">محليات</a></li>'
    '<li><a href="/economy">اقتصاد وأعمال</a></li></ul></nav></header>'
)
FOOTER = "<footer><p>جميع الحقوق محفوظة © بوابة السد</p><a href='/about'>من نحن</a></footer>"
NEWS = "".join(
    f"<article><h3><a href='/news/{number}'>{title}</a></h3><p>{text}</p></article>"
    for number, (title, text) in enumerate(
        [
            (
                "افتتاح جسر المشاة فوق مجرى الوادي القديم",
                "يبلغ طول الجسر ستين متراً، وقد استغرق بناؤه سنة كاملة…",
            ),
            (
                "مزارعو التلال يبدؤون موسم قطاف الزيتون مبكراً",
                "قال مزارعون إن الثمار نضجت قبل موعدها بأسبوعين…",
            ),
            ("اكتشاف نقش حجري قرب بئر قديمة شرق البلدة", "رجح باحثون أن يعود النقش إلى القرن الثالث الهجري…"),
            ("مدرسة ريفية تحصل على مكتبة متنقلة", "تضم المكتبة ألف كتاب تبرع بها أهالي القرى المجاورة…"),
            ("دورة لتعليم ترميم الأبواب الخشبية", "يشارك في الدورة عشرون شاباً وشابة مدة ثلاثة أشهر…"),
            ("قافلة ملح تصل إلى السوق بعد انقطاع", "وصلت القافلة فجراً واستقبلها التجار عند باب السوق…"),
        ]
    )
)
PROSE = (
    "قال رئيس لجنة السوق إن الكميات الواردة هذا الأسبوع تكفي حاجة البلدات المجاورة حتى نهاية الشهر، مشيراً "
    "إلى أن المخازن المبردة امتلأت بنسبة تسعين في المئة وأن النقل عاد إلى طبيعته."
)


def page(title: str, body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{MENU}<main>{body}</main>{FOOTER}</body></html>"
    )


def bare(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def message(text: str, title: str = "بوابة السد") -> str:
    return page(title, f"<div class='box'><h2>{text}</h2><p><a href='/'>العودة إلى الرئيسية</a></p></div>")


WALLS = {
    "not-found-page": [
        *map(
            message,
            (
                "عذراً، الصفحة المطلوبة غير متوفرة",
                "عفوا الصفحة غير موجوده",
                "هذا الرابط لم يعد صالحاً",
                "تم نقل أو حذف الصفحة التي تبحث عنها",
                "تم حذف هذا الخبر",
                "المقال غير موجود أو تم حذفه",
                "لم يتم العثور على نتائج",
                "لم يتم العثور على أي نتائج مطابقة لبحثك",
                "Error 404",
                "Page introuvable",
                "La page que vous recherchez n'existe plus",
                "Sorry, the page you are looking for could not be found.",
                "404 - الصفحة غير موجودة",
                "خطأ ٤٠٤",
                "404",
                "المقال الذي تحاول الوصول إليه غير موجود، ابحث عنه في الأرشيف",
                "المنشور الذي تبحث عنه ربما حُذف",
                "لم نستطع إيجاد ما تبحث عنه",
                "نعتذر، لم يعد هذا المقال متوفراً",
                "خطأ: الصفحة محذوفة",
                "عفواً! انتهت صلاحية الرابط",
                "الرابط معطل أو منتهي الصلاحية",
                "المادة محذوفة أو غير منشورة",
                "لا وجود لهذه الصفحة",
                "نأسف، تعذّر الوصول إلى المقال",
                "يبدو أنك ضللت الطريق",
                "تم إلغاء نشر هذا المقال",
                "Oops! That page can’t be found.",
            ),
        ),
        page("الصفحة غير موجودة | بوابة السد", f"<h1>أحدث الأخبار</h1>{NEWS}"),
        page("بوابة السد", f"<h1>عذراً، لم يتم العثور على الصفحة</h1><h2>آخر الأخبار</h2>{NEWS * 2}"),
        page("بوابة السد", f"<p>عذراً، الصفحة المطلوبة غير متوفرة</p><h2>قد يهمك أيضاً</h2>{NEWS}"),
        page("عفواً", f"<h1>نأسف</h1><p>المقال الذي تحاول قراءته غير موجود.</p>{NEWS * 2}"),
        page("بوابة السد", f"<h1>خطأ</h1><p>هذا الخبر لم يعد متاحاً للقراء.</p>{NEWS * 3}"),
        page("404 Not Found", f"<h1>Not Found</h1><p>Vous pouvez lire nos dernières nouvelles</p>{NEWS}"),
        page("Page non trouvée - As-Sadd", f"<h1>Oups !</h1>{NEWS}<p>{PROSE}</p><p>{PROSE}</p>"),
        page(
            "بوابة السد",
            f"<h1>404</h1><p>الصفحة التي تبحث عنها حُذفت أو تغيّر عنوانها.</p><p>{PROSE}</p>" + NEWS,
        ),
    ],
    "bot-challenge": [
        bare(
            "Just a moment...",
            "<h1>almithal.example</h1><p>Verifying you are human. This may take a few seconds.</p>",
        ),
        bare("", '<script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"></script>'),
        bare(
            "",
            "<iframe src='/_Incapsula_Resource?CWUDNSAI=9'>Request unsuccessful. Incapsula incident</iframe>",
        ),
        bare("Sucuri WebSite Firewall - Access Denied", "<h1>Access Denied - Sucuri Website Firewall</h1>"),
        bare(
            "You are being redirected...",
            "<noscript>Javascript is required</noscript><script>sucuri_cloudproxy_js='';</script>",
        ),
        bare(
            "almithal.example",
            "<p>Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c'}</script>"
            '<script src="https://ct.captcha-delivery.com/c.js"></script>',
        ),
        bare(
            "Access to this page has been denied",
            "<div id='px-captcha'></div><p>Press & Hold to confirm you are a human</p>",
        ),
        bare("DDoS-Guard", "<h1>Checking your browser before accessing almithal.example</h1>"),
        bare(
            "Access Denied",
            '<h1>Access Denied</h1><p>You don\'t have permission to access "http&#58;&#47;&#47;almithal" on '
            "this server.</p><p>Reference&#32;&#35;18&#46;2d31c217&#46;17</p>",
        ),
        bare(
            "",
            "<script>AwsWafIntegration.saveReferrer();</script><noscript>JavaScript is disabled</noscript>",
        ),
        bare(
            "Human Verification", "<div id='captcha-container'></div><script>window.gokuProps = {}</script>"
        ),
        bare("تحقق", "<h1>أثبت أنك إنسان</h1><div class='g-recaptcha' data-sitekey='x'></div>"),
        bare(
            "بوابة السد",
            "<p>يرجى إدخال الحروف الظاهرة في الصورة</p><form><img src='/captcha.php'>"
            "<p>الرجاء إدخال الرمز للتأكد من أنك لست روبوت</p></form>",
        ),
        bare("انتقال إلى الموقع", "<p>جاري التحقق من متصفحك، يرجى الانتظار 5 ثوان…</p>"),
        bare(
            "Attention Required! | Cloudflare",
            "<h1>Sorry, you have been blocked</h1><p>You are unable to access</p>",
        ),
        bare("Vérification", "<h1>Vérifiez que vous êtes humain</h1>"),
    ],
    "geo-block": [
        message("هذا المحتوى غير متاح في منطقتك"),
        message("عذراً، هذه الخدمة غير متوفرة في بلدك"),
        message("This content is not available in your country"),
        message("Ce contenu n'est pas disponible dans votre pays"),
        bare("Unavailable", "<p>451 Unavailable For Legal Reasons</p>"),
    ],
    "access-denied": [
        bare("403 Forbidden", "<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>"),
        message("ليس لديك صلاحية للوصول إلى هذه الصفحة"),
        message("Accès refusé"),
    ],
    "maintenance-page": [
        message("الموقع تحت الصيانة"),
        bare("نعود قريباً", "<h1>الموقع مغلق مؤقتاً لأعمال الصيانة</h1><p>نعتذر عن الإزعاج</p>"),
        bare("Maintenance", "<p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>"),
        bare("Site en maintenance", "<h1>Nous revenons bientôt</h1>"),
    ],
    "server-error": [
        bare("Database Error", "<h1>Error establishing a database connection</h1>"),
        bare("", "<p>Database connection error</p>"),
        message("حدث خطأ غير متوقع، يرجى المحاولة لاحقاً"),
        bare("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center>"),
        bare(
            "", "<b>Fatal error</b>: Uncaught Error: Call to undefined function in /var/www/html/index.php:3"
        ),
        message("Une erreur est survenue"),
    ],
    "login-wall": [
        message("يجب تسجيل الدخول لعرض هذه الصفحة"),
        message("Please log in to view this page"),
        page(
            "تسجيل الدخول",
            "<h1>يرجى تسجيل الدخول</h1><form><input name=u><input type=password name=p></form>",
        ),
    ],
    "consent-wall": [
        bare(
            "خصوصيتك",
            "<h1>نحن نقدر خصوصيتك</h1><p>نستخدم ملفات تعريف الارتباط لتخزين بيانات على جهازك.</p>",
        ),
        bare(
            "بوابة السد",
            "<p>" + "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط ونعالج بيانات مثل عنوان الإنترنت لقياس "
            "أداء الإعلانات والمحتوى ومعرفة جمهورنا وتطوير منتجاتنا. " * 6 + "</p><button>أوافق</button>",
        ),
        bare(
            "Cookies",
            "<h1>Before you continue</h1><p>We use cookies and data to deliver and maintain services</p>",
        ),
    ],
    "redirect-page": [
        bare("", "", '<meta http-equiv="refresh" content="0; url=https://almithal.example/new/">'),
        bare("بوابة السد", "<p>جارٍ تحويلك إلى الصفحة الجديدة</p>"),
        bare("Redirecting", "<a href='/x'>here</a>", "<META HTTP-EQUIV='Refresh' CONTENT='3;URL=/x'>"),
        bare("", "<script>window.location.href = 'https://almithal.example/';</script>"),
        bare("302 Found", "<h1>Found</h1><p>The document has moved <a href='/b'>here</a>.</p>"),
    ],
    "script-only": [
        bare("بوابة السد", '<div id="root"></div><script src="/static/js/main.1f2e3d.js"></script>'),
        bare(
            "خبر", '<noscript>You need to enable JavaScript to run this app.</noscript><div id="app"></div>'
        ),
        bare("بوابة السد", '<app-root></app-root><script src="runtime.js" defer></script>'),
        bare("بوابة السد", "<p>يرجى تفعيل جافا سكريبت في متصفحك لعرض هذا الموقع</p>"),
    ],
    "placeholder": [
        page(
            "خبر",
            "<h1>عنوان الخبر هنا</h1><p>" + "لوريم إيبسوم هو نص شكلي يستعمل في صناعة الطباعة. " * 3 + "</p>",
        ),
        page(
            "Titre",
            "<h1>Lorem ipsum dolor sit amet</h1><p>"
            + "Lorem ipsum dolor sit amet, consectetur. " * 30
            + "</p>",
        ),
        page(
            "خبر",
            "<h1>عنوان الخبر الرئيسي هنا</h1><time datetime='2026-03-01'></time><p>هذا النص هو مثال لنص "
            "يمكن أن "
            "يستبدل في نفس المساحة، لقد تم توليد هذا النص من مولد النص العربى. " + PROSE * 4 + "</p>",
        ),
        bare("almithal.example", "<h1>This domain is for sale</h1>"),
        bare("Welcome to nginx!", "<h1>Welcome to nginx!</h1>"),
        bare("Index of /news", "<h1>Index of /news</h1><a href='a.html'>a.html</a>"),
    ],
}


@pytest.mark.parametrize(("code", "html"), [(code, html) for code, pages in WALLS.items() for html in pages])
def test_a_page_in_an_articles_place_says_why_it_is_refused(
    code: str, html: str, make_page, make_outlet
) -> None:
    answer = read_article(make_page(html), make_outlet())
    assert isinstance(answer, NotAnArticle), answer
    assert answer.code == code, answer


DATE = "<div class='date'>الأحد 1 آذار 2026 - 10:30</div>"
ABOUT_WALLS = [
    (
        "الصفحة غير موجودة.. لماذا تختفي أخبار قديمة من المواقع؟",
        PROSE + " وقال إن عبارة «الصفحة غير موجودة» باتت مألوفة.",
    ),
    (
        "تعطل خدمات «كلاودفلير» يوقف آلاف المواقع",
        "عرضت المواقع رسالة Just a moment... Checking your browser. " + PROSE,
    ),
    ("حدث خطأ طبي أثناء عملية في مستشفى البلدة", PROSE),
    ("تم حظر التجول في ثلاثة أحياء بعد السيول", PROSE),
    ("الموقع الأثري تحت الصيانة حتى الربيع", "قال مدير الموقع إن أعمال الصيانة ستستمر حتى الربيع. " + PROSE),
    ("لم يتم العثور على ناجين بعد انهيار المبنى", PROSE),
    ("خدمة البث غير متاحة في بلدك؟ خمسة أسئلة", PROSE),
    (
        "ملفات تعريف الارتباط تحت رقابة القانون الجديد",
        "يلزم القانون المواقع بأن تطلب موافقة الزائر. " + PROSE,
    ),
    ("قريباً افتتاح مطار الشمال", PROSE),
    ("الصفحة التي طوتها المدينة: حكاية ميناء هُجر", PROSE),
    ("لم نجد ماء في القرية.. شهادات من سنة الجفاف", PROSE),
    ("تعذر الوصول إلى القرى العالية بسبب الثلوج", PROSE),
    ("انتهت صلاحية الدواء فأُتلف في فناء المستشفى", PROSE),
    ("الحافلة رقم 404 تصل متأخرة عشرين سنة", PROSE),
    ("سوق البلدة يفتتح قاعة المزاد", PROSE),
]
BESIDE = {
    "nothing": "",
    "reCAPTCHA": '<form><div class="g-recaptcha"></div></form><script src="https://www.google.com/recaptcha/api.js"></script>',
    "Cloudflare's script": "<script>(function(){window['__CF$cv$params']={r:'8'}})()</script>"
    '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>',
    "DataDome's script": "<script>window.ddjskey='X'</script><script src='https://js.datadome.co/tags.js'></script>",
    "cookie banner": "<div class='cc'><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك.</p>"
    "<button>موافق</button></div>",
    "login box": "<div class='modal'><h2>تسجيل الدخول</h2><input type=password>"
    "<a href='/forgot'>نسيت كلمة المرور؟</a></div>",
    "newsletter": "<p>اشترك في نشرتنا البريدية لتصلك أهم الأخبار</p>",
    "renewal": "<meta http-equiv='refresh' content='600'>",
    "noscript": "<noscript>Please enable JavaScript to view the comments</noscript>",
    "missing video": "<div class='player'>المحتوى غير متوفر</div>",
    "app": "<div id='app'></div>",
}


@pytest.mark.parametrize(("title", "text"), ABOUT_WALLS)
@pytest.mark.parametrize("times", [1, 5])
@pytest.mark.parametrize("dated", [DATE, "<time datetime='2026-03-01T10:30:00+03:00'>قبل ساعة</time>"])
def test_a_report_about_walls_is_a_report(
    title: str, text: str, times: int, dated: str, make_page, make_outlet
) -> None:
    html = page(f"{title} | بوابة السد", f"<h1>{title}</h1>{dated}" + f"<p>{text}</p>" * times)
    answer = read_article(make_page(html), make_outlet())
    assert isinstance(answer, Article), answer
    assert answer.title == title


@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE.keys())
@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize("before", [True, False])
def test_a_short_report_stays_one_beside_what_walls_are_made_of(
    beside: str, short: bool, before: bool, make_page, make_outlet
) -> None:
    text = PROSE[:150] if short else PROSE * 3
    body = f"<h1>سوق البلدة يفتتح قاعة المزاد</h1>{DATE}<p>{text}</p>"
    html = page("سوق البلدة يفتتح قاعة المزاد", beside + body if before else body + beside)
    answer = read_article(make_page(html), make_outlet())
    assert isinstance(answer, Article), answer


SELECTED = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"سوق البلدة يفتتح قاعة المزاد",'
    '"hasPart":{"@type":"WebPageElement","isAccessibleForFree":"http://schema.org/False","cssSelector":"%s"}}'
    "</script>"
)
PAYWALL = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"سوق البلدة يفتتح قاعة '
    'المزاد","isAccessibleForFree":%s,"hasPart":{"@type":"WebPageElement",'
    '"isAccessibleForFree":%s,"cssSelector":".rest"}}</script>'
)


@pytest.mark.parametrize(
    ("head", "text", "offer", "is_whole"),
    [
        (PAYWALL % ("false", "false"), PROSE, "", False),
        (PAYWALL % ('"False"', '"False"'), PROSE, "<p>للمشتركين فقط</p>", False),
        (PAYWALL % ("false", "false"), PROSE * 6, "<p>اشترك لدعمنا</p>", True),
        (PAYWALL % ("true", "true"), PROSE, "", True),
        (PAYWALL % ("false", "false"), PROSE * 5, "<div class='rest'> </div>", False),
        (PAYWALL % ("false", "false"), PROSE * 5, f"<div class='rest'><p>{PROSE}</p></div>", True),
        (PAYWALL % ("false", "false"), PROSE * 12, "<div class='rest'></div>", True),
        (PAYWALL % ("true", "false"), PROSE * 5, "<div class='rest'></div>", True),
        (SELECTED % ".a, div.rest", PROSE * 5, "<div class='x rest'></div>", False),
        (SELECTED % "#rest", PROSE * 5, "<section id='rest'></section>", False),
        (SELECTED % "#rest", PROSE, "", False),
        (SELECTED % "main > div:nth-child(]", PROSE * 5, "", True),
        ("", PROSE, "<p>سجل لمتابعة القراءة</p>", False),
        ("", PROSE[:90], "<p>لإكمال القراءة يرجى تسجيل الدخول أو الاشتراك</p>", False),
        ("", PROSE, "<div>هذا المقال للمشتركين. اشترك الآن لمتابعة القراءة</div>", False),
        ("", PROSE * 5, "<p>هذا المحتوى حصري للمشتركين: أرشيف الصحيفة</p>", True),
        ("", PROSE * 2, "<p>Cet article est réservé aux abonnés</p>", False),
        ("", PROSE, "<p>اشترك الآن في نشرتنا البريدية</p>", True),
    ],
)
def test_a_stub_before_an_offer_is_refused_and_a_whole_text_is_not(
    head: str, text: str, offer: str, is_whole: bool, make_page, make_outlet
) -> None:
    title = "سوق البلدة يفتتح قاعة المزاد"
    answer = read_article(
        make_page(page(title, f"<h1>{title}</h1>{DATE}<p>{text}</p>{offer}", head)), make_outlet()
    )
    assert isinstance(answer, Article) == is_whole, answer
    if isinstance(answer, NotAnArticle):
        assert answer.code == "paywall"


@pytest.mark.parametrize(
    "title", ["من نحن", "اتصل بنا - بوابة السد", "سياسة الخصوصية", "À propos", "Privacy Policy"]
)
def test_a_page_about_the_outlet_is_no_report(title: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(page(title, f"<h1>{title}</h1><p>{PROSE * 3}</p>")), make_outlet())
    assert isinstance(answer, NotAnArticle), answer
    assert answer.code == "standing-page"


@pytest.mark.parametrize(
    "title", ["من نحن؟ سؤال في الهوية", "اتصل بنا الوزير فجراً", "سياسة الخصوصية تثير الجدل"]
)
def test_a_report_that_begins_like_such_a_page_is_one(title: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(page(title, f"<h1>{title}</h1>{DATE}<p>{PROSE * 3}</p>")), make_outlet())
    assert isinstance(answer, Article), answer


@pytest.mark.parametrize(
    "text", ["", "<h1>عنوان الخبر كاملاً هنا</h1>", "<article><h1>سوق البلدة</h1><div></div></article>"]
)
def test_an_empty_shell_of_an_article_is_refused(text: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(page("بوابة السد", text)), make_outlet())
    assert isinstance(answer, NotAnArticle), answer
    assert answer.code in ("no-body", "too-short", "section-page")


@pytest.mark.parametrize("offer", OFFERS)
def test_every_offer_holds_a_word_that_makes_it_be_looked_for(offer: str) -> None:
    assert any(word in fold(offer) for word in OFFER_WORDS)
