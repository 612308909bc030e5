"""What pages say that stand in an article's place, by the code they are refused with; compared folded."""

import re

from extractors.arabic import fold
from extractors.gone_messages import NOT_FOUND
from extractors.message_signs import signs

_CHALLENGE = signs(
    *("just a moment", "checking your browser", "checking if the site connection", "attention required!"),
    *("enable javascript and cookies to continue", "verify you are human", "verifying you are human"),
    *("please verify you are", "are you a robot", "are you human", "i am not a robot", "i'm not a robot"),
    *("confirm you are", "confirm that you are", "prove you are", "human verification"),
    *("ddos protection by", "ddos-guard", "ddos guard", "sucuri website firewall", "incapsula incident"),
    *("request unsuccessful. incapsula", "pardon our interruption", "please complete the security check"),
    *("you have been blocked", "sorry, you have been blocked", "press & hold", "press and hold"),
    *(
        "access to this page has been denied",
        "unusual traffic",
        "automated requests",
        "access denied...reference #",
    ),
    *("you don't have permission to access...reference #", "reference #", "errors.edgesuite.net", "captcha"),
    *("bot verification", "one more step", "vérification de sécurité", "vérifiez que vous êtes humain"),
    *("je ne suis pas un robot", "vérification de votre navigateur"),
    *(
        "التحقق من أنك إنسان",
        "التحقق من أنك لست",
        "أثبت أنك إنسان",
        "أثبت أنك لست",
        "أنا لست روبوت",
        "لست روبوت",
    ),
    *("لست برنامج روبوت", "أنا لست برنامج", "تأكد من أنك لست", "يرجى التحقق من أنك", "هل أنت روبوت"),
    *("جاري التحقق من متصفحك", "جارٍ التحقق من متصفحك", "جار التحقق من", "جاري التحقق من", "جارٍ التحقق من"),
    *("يتم التحقق من متصفحك", "يجري التحقق من", "نتحقق من متصفحك", "أدخل رمز التحقق"),
    *(
        "أدخل الرمز",
        "أدخل الحروف",
        "اكتب الحروف",
        "الرجاء إدخال الرمز",
        "حركة مرور غير عادية",
        "حركة غير اعتيادية",
    ),
    *("طلبات آلية", "أكمل التحقق", "انتقال إلى الموقع المورد", "در حال انتقال به سایت"),
    *("you are being rate limited", "used cloudflare to restrict", "requested url was rejected"),
    *("your access to this site has been limited", "your access to this service has been limited"),
    *("نتحقق من أمان اتصالك", "مراجعة أمان اتصالك", "التحقق من أمان اتصالك", "لنؤكد أنك إنسان"),
    *("تأكيد أنك إنسان", "لست برنامجاً آلياً", "وليس برنامجاً آلياً", "نشاطاً غير معتاد من", "أكمل الفحص الأمني"),
)
_BARE_CHALLENGES = (
    *("فحص أمني", "الفحص الأمني", "هل أنت إنسان", "التحقق البشري", "التحقق الأمني", "تأكيد الزائر"),
    *("تم حظر الطلب", "تم حظر طلبك", "حُظر طلبك", "web page blocked", "request rejected"),
    *("security check", "security verification", "vérification de sécurité"),
)
# What is a message only where a line says nothing else: reports have such words in their titles.
BARE_CHALLENGE = re.compile("|".join(map(fold, _BARE_CHALLENGES)), re.IGNORECASE)
# What such pages explain at length, to whoever asked: of the browser, the request, the machinery itself.
VISITOR = re.compile(
    r"your (?:browser|ip\b|request|connection|network|access|device)|(?:the|this) site owner|security service"
    r"|owner of this (?:web)?site|(?:ray|incident|support|block|reference) id\b|automation tools|rate limited"
    r"|javascript|plugin|متصفحك|طلبك|عنوانك|عنوان الشبكه|اتصالك|جهازك|شبكتك|وصولك|جدار الحمايه|برنامجا? الي"
    r"|انك انسان|رقم (?:الحادثه|الطلب|المرجع)|سيفتح الموقع",
    re.IGNORECASE,
)
# Whoever speaks so speaks to the visitor; reports speak of others.
ADDRESS = re.compile(
    r"\b(?:you|your|we|our|us|vous|votre|vos|nous|notre|nos|my)\b|(?<!\w)(?:نحن|يرجي|الرجا|عذرا|نعتذر|يمكنك|لديك"
    r"|عليك|لك|بك|انك|انت|اليك|منك|هذا الموقع|موقعنا|لنا|انظمتنا|شركا[يو]?نا"
    r"|ن(?:ستخدم|قوم|عالج|تحقق|حترم|قدر|هتم|تمكن))(?!\w)"
    r"|(?:جهاز|متصفح|بيانات|خصوصيت|موافقت|طلب|اتصال|عنوان|حساب|تفضيلات|شبكت|وصول|زيارت|اعدادات|معلومات)ك(?!\w)",
    re.IGNORECASE,
)
GEO = signs(
    *("غير متاح في منطقتك", "غير متوفر في منطقتك", "غير متاحة في منطقتك", "غير متوفرة في منطقتك"),
    *(
        "غير متاح في بلدك",
        "غير متوفر في بلدك",
        "غير متاحة في بلدك",
        "غير متوفرة في بلدك",
        "غير متاح في دولتك",
        "غير متوفر في دولتك",
    ),
    *("هذا المحتوى غير متاح في...بلد", "هذا المحتوى غير متوفر في...بلد", "محجوب في بلدك", "محجوب في منطقتك"),
    *("الموقع غير متاح في", "الخدمة غير متاحة في", "غير متاح خارج", "هذا الموقع محجوب"),
    *("not available in your country", "not available in your region", "not available in your location"),
    *("this content is not available in your", "this site is not available in", "unavailable in your"),
    *("is not available in the european", "we recognize you are attempting to access this website from"),
    "unavailable due to legal reasons",
    *("banned the country", "unavailable for legal reasons", "your country is blocked", "451 unavailable"),
    *(
        "pas disponible dans votre pays",
        "pas disponible dans votre région",
        "pas accessible depuis votre pays",
    ),
)
_DENIED = signs(
    *(
        "403 forbidden",
        "forbidden",
        "access denied",
        "access is denied",
        "error 403",
        "403 error",
        "not authorized",
        "request could not be satisfied",
        "request blocked",
    ),
    *(
        "you don't have permission",
        "you do not have permission",
        "your ip has",
        "your ip address",
        "accès refusé",
        "accès interdit",
    ),
    *("الوصول مرفوض", "تم رفض الوصول", "الوصول ممنوع", "ممنوع الدخول", "الدخول ممنوع", "خطأ 403"),
    *(
        "ليس لديك صلاحية",
        "ليست لديك صلاحية",
        "لا تملك صلاحية",
        "غير مسموح لك",
        "غير مصرح لك",
        "تم حظرك",
        "تم حظر وصولك",
        "تم حظر عنوان",
    ),
)
_MAINTENANCE = signs(
    *("الموقع تحت الصيانة", "الموقع مغلق", "الموقع قيد الصيانة", "الموقع في حالة صيانة", "تحت الصيانة"),
    *("قيد الصيانة", "أعمال صيانة", "صيانة مجدولة", "صيانة دورية", "نقوم بأعمال", "نعمل على تحديث الموقع"),
    *("نعمل على تطوير الموقع", "نعمل على صيانة", "سنعود قريبا", "سنعود بعد قليل", "سوف نعود", "نعود قريبا"),
    *("الموقع قيد الإنشاء", "الموقع تحت الإنشاء", "قيد الإنشاء", "الموقع متوقف", "الموقع غير متاح حاليا"),
    *(
        "under maintenance",
        "site maintenance",
        "down for maintenance",
        "scheduled maintenance",
        "maintenance mode",
    ),
    *("briefly unavailable for scheduled", "undergoing maintenance", "we'll be back", "we will be back"),
    *("be right back", "coming soon", "under construction", "site en maintenance", "en maintenance"),
    *("en cours de maintenance", "nous revenons", "maintenance en cours"),
)
_FAILED = signs(
    *(
        "database connection error",
        "you have requested had an error",
        "item cannot be found",
        "error establishing a database connection",
        "database error",
        "sql error",
    ),
    *(
        "internal server error",
        "500 internal",
        "502 bad gateway",
        "bad gateway",
        "503 service",
        "service unavailable",
    ),
    *(
        "service temporarily unavailable",
        "504 gateway",
        "gateway time-out",
        "gateway timeout",
        "server error",
    ),
    *("fatal error:", "parse error:", "warning: mysql", "uncaught exception", "uncaught error", "error 500"),
    *("error 502", "error 503", "error 520", "error 521", "error 522", "error 523", "error 524", "error 525"),
    *("web server is down", "connection timed out", "the website encountered an unexpected error"),
    *(
        "there has been a critical error",
        "something went wrong",
        "an error occurred",
        "an error has occurred",
    ),
    *("an unexpected error", "application error", "runtime error", "resource limit is reached", "oops!"),
    *("account suspended", "this account has been suspended", "bandwidth limit exceeded"),
    *(
        "حدث خطأ ما",
        "حدث خطأ غير",
        "حدث خطأ أثناء",
        "حدث خطأ في الخادم",
        "حدث خطأ في النظام",
        "عذراً، حدث خطأ",
    ),
    *(
        "حدث خطأ، ",
        "حدث خطأ فني",
        "حصل خطأ ما",
        "حصل خطأ أثناء",
        "وقع خطأ ما",
        "وقع خطأ أثناء",
        "عذراً حدث خطأ",
    ),
    *("خطأ في الاتصال", "خطأ في الخادم", "خطأ في قاعدة البيانات", "خطأ داخلي"),
    *("خطأ غير متوقع", "خطأ 500", "خطأ 502", "خطأ 503", "تعذر الاتصال بالخادم", "تعذر الاتصال بقاعدة"),
    *("تعذر تحميل الصفحة", "فشل الاتصال بقاعدة", "فشل الاتصال بالخادم"),
    *("الخدمة غير متاحة", "الخدمة غير متوفرة", "الخادم غير متاح", "الخادم لا يستجيب", "تعذر عرض الصفحة"),
    *("erreur interne", "erreur serveur", "une erreur est survenue", "une erreur s'est produite"),
    *("service indisponible", "erreur de connexion à la base", "erreur 500"),
)
_LOGIN = signs(
    *(
        "يجب تسجيل الدخول",
        "يجب عليك تسجيل الدخول",
        "يلزم تسجيل الدخول",
        "يرجى تسجيل الدخول",
        "الرجاء تسجيل الدخول",
    ),
    *("عليك تسجيل الدخول", "سجل دخولك", "قم بتسجيل الدخول", "تسجيل الدخول مطلوب", "تسجيل الدخول إلى حسابك"),
    *(
        "please log in",
        "please sign in",
        "please login",
        "you must be logged in",
        "you must log in",
        "login required",
    ),
    *("log in to continue", "sign in to continue", "you need to log in", "you need to be logged in"),
    *(
        "connectez-vous pour",
        "vous devez être connecté",
        "vous devez vous connecter",
        "veuillez vous connecter",
    ),
)
_SCRIPT = signs(
    *("you need to enable javascript", "please enable javascript", "this app requires javascript"),
    *("javascript is required", "javascript is disabled", "enable javascript to", "requires javascript"),
    *("يرجى تفعيل جافا", "يرجى تفعيل الجافا", "الرجاء تفعيل جافا", "يجب تفعيل جافا", "يتطلب هذا الموقع جافا"),
    *("يرجى تفعيل javascript", "يجب تفعيل javascript", "الرجاء تفعيل javascript", "قم بتفعيل javascript"),
    *("فعل جافا سكريبت", "قم بتفعيل جافا", "veuillez activer javascript", "activez javascript"),
)
# What a whole text begins with that is none; a report may speak of it later.
FILLER = signs("lorem ipsum", "dolor sit amet", "هذا النص هو مثال لنص", "هذا النص مثال لنص")
PLACEHOLDER = signs(
    *(
        "lorem ipsum",
        "dolor sit amet",
        "هذا النص هو مثال لنص",
        "هذا النص مثال لنص",
        "نص تجريبي",
        "هذا نص تجريبي",
    ),
    *("هنا يكتب النص", "لوريم إيبسوم", "hello world!", "مرحبا بالعالم", "مقال تجريبي", "خبر تجريبي"),
    *("this domain is for sale", "this domain may be for sale", "buy this domain", "domain for sale"),
    *(
        "this domain has expired",
        "this domain is parked",
        "النطاق معروض للبيع",
        "هذا النطاق للبيع",
        "انتهت صلاحية النطاق",
    ),
    *("apache2 ubuntu default page", "apache2 debian default page", "welcome to nginx", "test page for"),
    *("it works!", "index of /", "default web site page", "iis windows server", "ce domaine est à vendre"),
)
_REDIRECT = signs(
    *("جاري تحويلك", "جارٍ تحويلك", "سيتم تحويلك", "يتم تحويلك", "سيتم توجيهك", "جاري إعادة التوجيه"),
    *(
        "إذا لم يتم تحويلك",
        "جار إعادة التوجيه",
        "redirecting",
        "you are being redirected",
        "you will be redirected",
    ),
    *(
        "this page has moved",
        "object moved",
        "moved permanently",
        "301 moved",
        "302 found",
        "document has moved",
    ),
    *("if you are not redirected", "redirection en cours", "vous allez être redirigé"),
)
CONSENT = signs(
    *("ملفات تعريف الارتباط", "ملفات الارتباط", "سياسة الكوكيز", "الكوكيز", "cookies", "before you continue"),
    *(
        "we value your privacy",
        "we care about your privacy",
        "نحن نقدر خصوصيتك",
        "نقدر خصوصيتك",
        "نهتم بخصوصيتك",
    ),
    *("أداة لحظر الإعلانات", "أداة حظر الإعلانات", "مانع الإعلانات", "ad blocker", "adblocker"),
    *("nous respectons votre vie privée", "votre vie privée"),
)
PRIVACY = re.compile(
    "|".join(
        (
            *map(
                fold,
                ("تعريف الارتباط", "كوكيز", "خصوصي", "بيانات", "شركائنا", "موافق", "تفضيلات", "الإعلانات"),
            ),
            *("cookie", "privacy", "partners", "consent", "personal data", "your data", "donnees", "données"),
            *("vie privée", "partenaires", "consent"),
        )
    ),
    re.IGNORECASE,
)
OFFERS = (
    *("للمشتركين فقط", "حصري للمشتركين", "حصرياً للمشتركين", "هذا المحتوى متاح للمشتركين", "متاح للمشتركين"),
    *(
        "هذا المحتوى مخصص للمشتركين",
        "مخصص للمشتركين",
        "خاص بالمشتركين",
        "محتوى مدفوع",
        "هذا المقال للمشتركين",
    ),
    *("اشترك الآن لمتابعة القراءة", "اشترك لمتابعة القراءة", "اشترك لقراءة", "اشترك لتكمل القراءة"),
    *(
        "سجل الدخول لمتابعة القراءة",
        "سجّل الدخول لقراءة",
        "سجل لمتابعة القراءة",
        "سجل لقراءة",
        "لإكمال القراءة",
    ),
    *(
        "لمتابعة القراءة",
        "لمواصلة القراءة",
        "لتواصل القراءة",
        "limit of free articles",
        "لقراءة المقال كاملا",
        "لقراءة بقية",
        "لقراءة المزيد اشترك",
        "استهلكت مقالاتك المجانية",
    ),
    *(
        "subscribe to continue",
        "subscribe to read",
        "subscribers only",
        "for subscribers",
        "already a subscriber",
    ),
    *(
        "this content is for subscribers",
        "this article is for subscribers",
        "to continue reading",
        "sign up to read",
    ),
    *("réservé aux abonnés", "réservé à nos abonnés", "réservée aux abonnés", "abonnez-vous pour lire"),
    *("abonnez-vous pour continuer", "la suite est réservée", "pour lire la suite"),
)
PAYWALL = signs(*OFFERS)
# One of these stands in every offer: they spare most pages the search.
OFFER_WORDS = tuple(
    map(
        fold,
        (
            "مشترك",
            "مدفوع",
            "القراءة",
            "لقراءة",
            "المجانية",
            "subscri",
            "free articles",
            "to read",
            "reading",
            "abonn",
            "la suite",
        ),
    )
)
# In the order of what is asked first: a challenge may also say that access is denied, or ask for scripts.
# LOST alone is believed where a page shows more than the message.
MESSAGES = (
    ("bot-challenge", _CHALLENGE),
    ("geo-block", GEO),
    ("not-found-page", NOT_FOUND),
    ("access-denied", _DENIED),
    ("maintenance-page", _MAINTENANCE),
    ("server-error", _FAILED),
    ("login-wall", _LOGIN),
    ("script-only", _SCRIPT),
    ("placeholder", PLACEHOLDER),
    ("redirect-page", _REDIRECT),
)
