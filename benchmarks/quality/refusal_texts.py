"""Wordings of pages that are no report: gone, walled, or in another language. All written for the gate."""

GONE = (
    ("الصفحة غير موجودة", "عذراً، الصفحة التي تبحث عنها غير موجودة أو تم نقلها إلى عنوان آخر."),
    ("خطأ 404", "الرابط الذي طلبته لم يعد متوفراً على موقعنا."),
    ("عفواً", "لم نتمكن من العثور على الصفحة المطلوبة، ربما تم حذفها."),
    ("لا توجد نتائج", "عذراً، هذا المحتوى لم يعد متاحاً."),
    ("الخبر غير متوفر", "تم حذف هذا الخبر أو أنه لم يعد متاحاً للقراء."),
    ("نأسف", "المقال الذي تحاول الوصول إليه غير موجود، جرّب البحث عنه في الأرشيف."),
    ("404", "يبدو أن الصفحة التي طلبتها قد حُذفت أو تغيّر عنوانها."),
    ("Page not found", "الصفحة المطلوبة غير متاحة حالياً"),
)
WALLS = (
    (
        "bot-challenge",
        (
            '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body class="no-js"><div class="main-wrapper"><h1>NAME</h1>'
            '<h2 id="challenge-running">Checking if the site connection is secure</h2><noscript>Enable JavaScript and cookies to continue</noscript></div>'
            '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>'
        ),
    ),
    (
        "bot-challenge",
        (
            "<html><head><title>التحقق الأمني</title></head><body><h3>جاري التحقق من متصفحك قبل الدخول إلى NAME</h3>"
            "<p>الرجاء الانتظار خمس ثوان، سيتم تحويلك تلقائياً بعد التأكد من أنك لست روبوتاً.</p><script>setTimeout(go,5000)</script></body></html>"
        ),
    ),
    (
        "bot-challenge",
        (
            '<html><head><meta name="robots" content="noindex"><title>NAME</title></head><body><div class="g-recaptcha" data-sitekey="k"></div>'
            '<p>أثبت أنك إنسان لمتابعة التصفح</p><script src="https://www.google.com/recaptcha/api.js"></script></body></html>'
        ),
    ),
    (
        "consent-wall",
        (
            '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>NAME</title></head><body><div class="cmp"><h1>نحن نقدر خصوصيتك</h1>'
            "<p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين معلومات على جهازك والوصول إليها وقياس أداء المحتوى والإعلانات.</p>"
            "<button>أوافق على الكل</button><button>أرفض</button><a>إدارة الخيارات</a></div></body></html>"
        ),
    ),
    (
        "consent-wall",
        (
            '<html lang="ar"><head><meta charset="utf-8"><title>قبل المتابعة</title></head><body><main><h2>قبل المتابعة إلى NAME</h2>'
            "<p>نحتاج إلى موافقتك على استعمال الكوكيز حتى نتمكن من عرض الموقع. يمكنك سحب موافقتك في أي وقت من صفحة الخصوصية.</p>"
            "<form><button>موافق</button><button>مزيد من الخيارات</button></form></main></body></html>"
        ),
    ),
)
STUBS = (
    "هذا المحتوى متاح للمشتركين فقط. اشترك الآن لمتابعة القراءة",
    "لإكمال القراءة يرجى تسجيل الدخول أو الاشتراك",
    "بقي لك صفر من المقالات المجانية هذا الشهر. اشترك لقراءة المقال كاملاً",
    "هذا المقال مخصص للمشتركين. هل أنت مشترك؟ سجّل الدخول لقراءة بقية المقال",
)
FOREIGN = (
    (
        "شورای شهر درباره آب آشامیدنی تصمیم تازه\u200cای می\u200cگیرد",
        (
            "رئیس شورای شهر دیروز در گفت و گو با خبرنگاران گفت که برنامه تازه\u200cای برای آب آشامیدنی روستاها در دست بررسی است و پیش از پایان سال به رأی گذاشته می\u200cشود.",
            "به گفته او، این برنامه سه بخش دارد و هزینه آن از بودجه استان پرداخت خواهد شد. وی افزود که مردم می\u200cتوانند پیشنهادهای خود را از طریق سامانه شهرداری بفرستند.",
            "کارشناسان می\u200cگویند کمبود باران در پنج سال گذشته، چاه\u200cهای منطقه را خشک کرده است و کشاورزان ناچار شده\u200cاند زمین\u200cهای خود را رها کنند.",
        ),
    ),
    (
        "شہر میں پانی کی کمی پر نئی کمیٹی قائم کر دی گئی",
        (
            "ضلعی انتظامیہ نے پیر کے روز بتایا کہ شہر میں پینے کے پانی کی کمی کے مسئلے پر ایک نئی کمیٹی بنائی گئی ہے جو دو ہفتوں میں اپنی رپورٹ پیش کرے گی۔",
            "کمیٹی کے سربراہ کا کہنا ہے کہ پرانی پائپ لائنوں کی مرمت کے لیے بجٹ میں اضافہ کیا جائے گا اور ہر محلے میں ایک نمائندہ مقرر ہوگا۔",
            "شہریوں نے شکایت کی ہے کہ انہیں ہفتے میں صرف دو دن پانی ملتا ہے اور ٹینکر بہت مہنگے ہیں، اس لیے حکومت کو فوری قدم اٹھانا چاہیے۔",
        ),
    ),
    (
        "ئەنجوومەنی شار بڕیاری نوێ لەسەر ئاو دەدات",
        (
            "سەرۆکی ئەنجوومەنی شار دوێنێ بۆ ڕۆژنامەنووسان ڕایگەیاند کە پلانێکی نوێ بۆ دابینکردنی ئاوی خواردنەوە لە گوندەکان ئامادە کراوە و پێش کۆتایی ساڵ دەنگی لەسەر دەدرێت.",
            "هەروەها گوتی کە ئەم پلانە لە سێ بەش پێکدێت و بودجەکەی لەلایەن پارێزگاوە دابین دەکرێت، هاووڵاتیانیش دەتوانن پێشنیارەکانیان بنێرن.",
            "شارەزایان دەڵێن کەمیی باران لە پێنج ساڵی ڕابردوودا بووەتە هۆی وشکبوونی بیرەکان و جووتیاران ناچار بوون زەوییەکانیان بەجێ بهێڵن.",
        ),
    ),
    (
        "City council weighs new plan for drinking water",
        (
            "The head of the city council told reporters on Monday that a new plan for drinking water in the villages would be put to a vote before the end of the year.",
            "The plan has three parts and would be paid for by the province, she said, adding that residents could send their proposals through the town hall's website.",
            "Five dry winters have emptied the wells of the region, experts say, and farmers have been forced to leave part of their land.",
        ),
    ),
)
