"""What a page prints round and between the paragraphs of a report, known by its words."""

import re
from functools import lru_cache

from extractors.arabic import fold
from extractors.dates import is_date_line

# What follows a heading of the first four belongs to it, up to the end of its box; a line stands by itself.
RELATED, COMMENTS, TAGS, BOXED, LINE = "related", "comments", "tags", "boxed", "line"


def _any(phrases: str) -> str:
    """Give the pattern of any of these phrases in folded text, the longest first."""
    folded = {fold(phrase) for line in phrases.split("\n") for phrase in line.split("|")}
    return "(?:" + "|".join(sorted(map(re.escape, filter(None, folded)), key=len, reverse=True)) + ")"


_RELATED = _any("""
الأعلى قراءة|الأعلى مشاهدة|الأكثر تفاعلا|في السياق نفسه|في نفس السياق|في سياق متصل|لا يفوتك|لا تفوت
اقرأ أيضا|اقرأ ايضا في|اقرأوا أيضا|اقرأ كذلك|اقرأ المزيد|اقرأ أكثر|للمزيد اقرأ|طالع أيضا|طالع المزيد
شاهد أيضا|شاهد المزيد|شاهدوا أيضا|للمزيد|رائج الآن|الرائج|الأكثر رواجا|تابع أيضا|انظر أيضا|قد يهمك
قد يهمك أيضا|قد يهمكم أيضا|ربما يهمك|قد يعجبك|قد يعجبك أيضا|ربما يعجبك|ربما تود قراءته|مواضيع متعلقة
مواضيع ذات صلة|موضوعات متعلقة|موضوعات ذات صلة|مواضيع مشابهة|موضوعات مشابهة|مواضيع مرتبطة
موضوعات مرتبطة|أخبار متعلقة|أخبار ذات صلة|اخبار مرتبطة|أخبار مشابهة|مقالات متعلقة|مقالات ذات صلة
مقالات مشابهة|تقارير ذات صلة|تقارير متعلقة|محتوى ذو صلة|ذات صلة|ذو صلة|له صلة|الأكثر قراءة
الأكثر قراءةً|الأكثر مشاهدة|الأكثر تداولا|الأكثر تعليقا|الأكثر شعبية|الأكثر متابعة|الأكثر زيارة
آخر الأخبار|أحدث الأخبار|آخر المستجدات|المزيد من الأخبار|مزيد من الأخبار|المزيد من هذا القسم
المزيد في هذا القسم|المزيد|المزيد حول هذا الموضوع|المزيد عن|المزيد حول|المزيد من|أخبار أخرى
مقالات أخرى|مواضيع أخرى|موضوعات أخرى|من نفس القسم|من القسم نفسه|اخترنا لك|اخترنا لكم|مختارات|نرشح لك
ننصحك بقراءة|نقترح عليك|مقترح لك|موصى به|نوصي بقراءة|للكاتب أيضا|مقالات للكاتب|مقالات الكاتب
أحدث المقالات|أحدث الموضوعات|في السياق نفسه اقرأ|روابط ذات صلة|روابط متعلقة|ملفات ذات صلة|related
related articles|related news|related posts|related stories|read also|also read|read more|read next
see also|more news|most read|most popular|more from|recommended|recommended for you|trending
latest news|you may also like|up next
""")
_ADDRESSED = _any("""
اقرأ أيضا|اقرأوا أيضا|اقرأ كذلك|اقرأ المزيد|اقرأ أكثر|طالع أيضا|شاهد أيضا|شاهدوا أيضا|تابع أيضا|انظر أيضا
قد يهمك|قد يعجبك|ربما يعجبك|مواضيع متعلقة|مواضيع ذات صلة|موضوعات ذات صلة|أخبار ذات صلة|أخبار متعلقة
موضوعات متعلقة|read also|also read|read more|see also
""")
_COMMENTS = _any("""
التعليقات|تعليقات|تعليقات القراء|تعليقات الزوار|آراء القراء|آراء الزوار|اترك تعليقا|اترك تعليق|اترك تعليقك
اترك رد|اترك ردا|أضف تعليقا|أضف تعليق|أضف تعليقك|أضف تعليقك هنا|اكتب تعليقا|اكتب تعليقك|شارك برأيك
شاركنا رأيك|شاركنا برأيك|شارك بتعليق|علق على الخبر|ردود الفعل على الخبر|لا توجد تعليقات
لا يوجد تعليقات|كن أول من يعلق|إلغاء الرد|comments|leave a comment|leave a reply|add comment
post a comment
""")
_TAGS = _any("""
الوسوم|وسوم|وسم|الأوسمة|كلمات مفتاحية|الكلمات المفتاحية|كلمات دلالية|الكلمات الدلالية|كلمات دالة
الكلمات الدالة|كلمات البحث|تاغات|تاجات|التاجات|هاشتاغ|هاشتاج|علامات|العلامات|كلمات متعلقة|مواضيع
tags|keywords|topics
""")
_BOXED = _any("""
عن الكاتب|حول الكاتب|نبذة عن الكاتب|عن المؤلف|كاتب المقال|معلومات عن الكاتب|about the author
النشرة البريدية|النشرة الإخبارية|القائمة البريدية|نشرتنا البريدية|اشترك في نشرتنا|اشترك في النشرة
اشترك الآن|newsletter|حمل التطبيق|حمل تطبيقنا|تابعنا على|تابعونا على|تابعنا|تابعونا|ترشيحات المحرر
سياسة الخصوصية|المقال السابق|المقال التالي|الخبر السابق|الخبر التالي|الموضوع السابق|الموضوع التالي
السابق|التالي|previous|next
""")
_SHARED = _any("""
شارك|شاركها|شاركه|مشاركة|مشاركه|شارك الخبر|شارك المقال|شارك الموضوع|شارك هذا الخبر|شارك هذا المقال
شارك عبر|شارك على|المشاركة عبر|شاركها على|شارك مع أصدقائك|مشاركة الخبر|مشاركة المقال|مشاركة عبر
مشاركة على|شارك القصة|شارك التقرير|انشر|انشرها|نشر على|غرد|تغريد|تغريدة|إعجاب|أعجبني|أعجبتني|فيسبوك
فيس بوك|الفيسبوك|تويتر|إكس|اكس|منصة إكس|واتساب|واتس اب|الواتساب|تلغرام|تيليجرام|تليجرام|تيليغرام
لينكد إن|لينكدإن|لينكد ان|بينتيريست|بنترست|انستغرام|انستجرام|يوتيوب|سناب شات|ماسنجر|مسنجر|ريديت
جوجل بلس|google plus|facebook|twitter|whatsapp|whats app|telegram|linkedin|linked in|pinterest
instagram|youtube|snapchat|messenger|reddit|viber|email|e-mail|mail|print|share|share on|share this
tweet|pin it|copy link|copy|rss|x|google news|إرسال لصديق|إرسال الخبر|أرسل الخبر
نسخ الرابط|نسخ رابط|نسخ|انسخ الرابط|رابط مختصر
الرابط المختصر|تم النسخ|تم نسخ الرابط|طباعة|اطبع|نسخة للطباعة|حفظ|استمع|استمع للخبر|استمع إلى المقال
أرسل|إرسال|إرسال إلى صديق|أرسل إلى صديق|أرسل لصديق|بريد إلكتروني|البريد الإلكتروني|عبر البريد|على
عبر|إلى|و|أو|حجم الخط|تكبير الخط|تصغير الخط|تكبير|تصغير|خط أكبر|خط أصغر|أكبر|أصغر|عادي|صغير|كبير
متوسط|عدد المشاهدات|المشاهدات|مشاهدات|مشاهدة|مشاهده|عدد القراءات|مرات القراءة|عدد مرات القراءة
عدد القراء|عدد الزوار|القراءات|قراءات|قراءة|عدد الزيارات|زيارة|وقت القراءة|مدة القراءة|زمن القراءة
دقائق|دقيقة|دقائق قراءة|دقيقة قراءة|views|view|min read|minutes|إعلان|إعلانات|الإعلانات|الإعلان
إعلان ممول|إعلانات ممولة|محتوى ممول|مساحة إعلانية|مساحات إعلانية|مادة إعلانية
يستمر المحتوى بعد الإعلان|يتبع بعد الإعلان|تابع القراءة بعد الإعلان|continue reading
article continues below|advertisement|advertisements|ads|ad|sponsored|مرات|مرة|ألف|تعليق|تعليقات
لا تعليقات|دون تعليقات|بدون تعليقات|الرئيسية|+|-|aa
""")
_EDGE = r"[\s\W_]*"
_LABELLED = re.compile(
    rf"{_EDGE}(?:(?P<related>{_RELATED})|(?P<comments>{_COMMENTS})|(?P<tags>{_TAGS})|(?P<boxed>{_BOXED}))"
    r"(?=$|[\W\d_])"
)
_WHEN = re.compile(
    rf"^\s+{_any('هذا الأسبوع|هذا الشهر|هذا اليوم|اليوم|الآن|في الموقع|في هذا القسم|لك|لكم')}(?!\w)"
)
_READ_ON = re.compile(rf"{_EDGE}{_ADDRESSED}(?=$|[\W\d_])")  # whatever follows it
_SHARE_WORDS = re.compile(rf"(?<!\w){_SHARED}(?!\w)")
_BARE = re.compile(r"[\W\d_]+")
_SHARE_LONGEST, _LINE_LONGEST, _LABEL_LONGEST, _PHOTO_LONGEST = 160, 220, 60, 80  # characters

# Headings of few words that say anywhere that other texts, or readers, follow.
_RELATED_HEADING = re.compile(
    r"(?<!\w)"
    + _any("أيضا|ذات صلة|ذات الصلة|متعلقة|مرتبطة|الأكثر قراءة|الأكثر مشاهدة|آخر الأخبار|أحدث الأخبار|المزيد")
    + r"(?!\w)"
)
_COMMENTS_HEADING = re.compile(
    rf"^{_EDGE}\d+ {_any('تعليق|تعليقا|تعليقات|comments?')}|(?<!\w)"
    + _any("آراء القراء|آراؤكم|تعليقاتكم|تعليقك|تعليقات القراء|تعليقات الزوار|تعليقات المستخدمين|replies")
    + r"(?!\w)"
)
_HEADING_LONGEST = 40
_HEADING_TAGS = frozenset(["h2", "h3", "h4", "h5", "h6", "strong", "b", "span", "div", "a", "legend"])

_SIGNED = re.compile(
    rf"(?<!\w){_any('منذ|قبل')} (?:\d+ )?\w+|\d{{1,2}}:\d\d|(?<!\d)\d{{1,2}} \w+ (?:19|20)\d\d"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
)
_NOT_A_NAME = re.compile(
    rf"(?<!\w){_any('يوم|في|الساعة|مساء|صباحا|ص|م|بتوقيت|غرينتش|am|pm|gmt|تحديث|آخر تحديث|نشر|عاجل')}(?!\w)"
)
_NAME_LONGEST = 40

_PITCHES = (
    rf"{_any('أدخل|اشترك|سجل|ضع|أرسل')}\s.{{0,60}}{_any('بريدك|إيميلك')}",
    rf"^{_EDGE}{_any('اشترك|اشتركوا|سجل|سجلوا|انضم|انضموا')}\s.*{_any('نشرتنا|النشرة|بريدك|قناتنا|قنواتنا')}",
    rf"{_any('ملفات تعريف الارتباط|ملفات الارتباط|سياسة الكوكيز')}.*{_any('موقعنا|تجربتك|فإنك|توافق على')}",
    rf"{_any('نستخدم|يستخدم هذا الموقع|يستخدم موقعنا|باستخدامك|هذا الموقع يستعمل')}.*"
    + _any("ملفات تعريف الارتباط|الكوكيز|cookies"),
    rf"^{_EDGE}{_any('تابعونا|تابعنا')} {_any('على|عبر|في')}\s",
    rf"^{_EDGE}{_any('لمتابعة|تابعوا|تابع')}\s.*{_any('قناتنا|صفحتنا|حسابنا|حساباتنا|تطبيقنا|قنواتنا')}",
    rf"^{_EDGE}{_any('للاشتراك|للإشتراك')} {_any('في|ب')}.*{_any('أرسل|ارسل|اضغط|الرقم')}",
    rf"^{_EDGE}(?:{_any('فعل|فعلوا')}|{_any('لا تنس')}\w*.*{_any('تفعيل')}) "
    + _any("الإشعارات|التنبيهات|جرس"),
    rf"^{_EDGE}{_any('يمكنكم|بإمكانكم|يمكنك|بإمكانك')} (?:{_any('أيضا')} )?"
    + _any("مراسلتنا|متابعتنا|التواصل معنا|الاشتراك في"),
    rf"^{_EDGE}{_any('لمتابعة|لتصلك|لتصلكم')}\s(?=.{{0,100}}$).*"
    + _any("اضغط|انقر|عبر غوغل|عبر جوجل|على غوغل|على جوجل|google news"),
    rf"^{_EDGE}{_any('متابعة|تابع|تابعوا')}\s(?=.{{0,80}}$).*{_any('على|عبر')} "
    + _any("تلغرام|تيليغرام|تليجرام|تلجرام|واتساب|فيسبوك|تويتر|غوغل نيوز"),
    rf"^{_EDGE}{_any('حمل|حملوا')} {_any('التطبيق|تطبيقنا|تطبيق')}(?!\w)",
    rf"^{_EDGE}{_any('يرجى تفعيل|الرجاء تفعيل')}\s",
    rf"^{_EDGE}{_any('للتواصل مع|للتواصل معنا|المقر الرئيسي|العنوان|هاتف|تلفون')}(?!\w).*(?:\d{{6}}|@)",
    rf"{_any('هاتف|تلفون')}\W{{0,3}}\d{{6}}.*{_any('فاكس|بريد|ص.ب')}",
    rf"^{_EDGE}{_any('العودة|عودة|الرجوع|رجوع')} {_any('إلى|ل|لل')} ?(?=.{{0,40}}$)"
    + _any("الصفحة|الرئيسية|أعلى|الأعلى|القائمة|القسم|الخلف|السابق"),
    _any("لن يتم نشر عنوان بريدك|الحقول الإلزامية|ترسل التعليقات|التعليقات المنشورة"),
    rf"{_any('عدد المشاهدات|مرات القراءة|عدد القراءات|عدد الزيارات|عدد الزوار')}\W{{0,3}}\d",
    rf"^{_EDGE}{_any('آخر تحديث|آخر تعديل|تم التحديث|تم التعديل|تاريخ التحديث|last update|updated')}\W",
)
_PITCH = re.compile("|".join(_PITCHES))
_RIGHTS = re.compile(rf"©|^\W*copyright|{_any('حقوق محفوظة|حقوق النشر محفوظة|الحقوق محفوظة')}")
_HOUSE_RULES = re.compile(  # on what readers and authors write: never on what somebody in the report said
    rf"^{_EDGE}(?:{_any('جميع|كل|إن|هذه|هذا')} )?"
    + _any("المقالات|المقالة|المقال|الآراء|التعليقات|المواد|المشاركات|ما ينشر|الأفكار|المحتوى|تنويه|ملاحظة")
    + rf"(?!\w).{{0,150}}{_any('تعبر|يعبر|تمثل|مسؤولية|تتحمل')}|{_any('شروط استخدام الموقع')}"
)
_PHOTO = re.compile(
    rf"^{_EDGE}{_any('تصوير|عدسة|مصدر الصورة|الصورة من|صورة أرشيفية|صورة من الأرشيف|صورة تعبيرية')}(?=\W|$)"
)
_CODE = re.compile(  # programs, data and styles that stand on a page as text
    r"^\s*[\[{]+\s*\"[\w@-]+\"\s*:|\bfunction\s*\w*\(|\b(?:var|let|const) \w+\s*="
    r"|\b(?:window|document|googletag)\.\w|^\s*[.#@][\w-]+[^{}]{0,40}\{"
)
# The same as printed: they spare most lines the folding.
_RULES_WORD = re.compile("[تي]عبّ?ر|تمثّ?ل|مسؤولي|شروط استخدام")
_RIGHTS_WORD = re.compile("©|حقوق|copyright", re.IGNORECASE)
_SIGNED_WORD = re.compile(r"\d|منذ|قبل")


@lru_cache(maxsize=2048)
def line_kind(text: str) -> str:
    """Give what a line is by its words: RELATED, COMMENTS, TAGS, BOXED, LINE, or "" for the report's."""
    if _CODE.search(text[:_LINE_LONGEST]):
        return LINE
    if len(text) > _LINE_LONGEST:
        return LINE if _RULES_WORD.search(text) and _HOUSE_RULES.search(fold(text)) else ""
    folded = fold(text)
    match = _LABELLED.match(folded)
    kind, rest = (match.lastgroup or "", folded[match.end() :]) if match else ("", "")
    if match and not _BARE.sub("", _WHEN.sub(" ", rest, count=1)):
        return kind
    if len(folded) <= _SHARE_LONGEST and _is_share(folded):
        return LINE
    if match:
        if rest.lstrip(" )]").startswith(":") and kind in (RELATED, TAGS, COMMENTS):
            return LINE
        if _READ_ON.match(folded):
            return LINE
    if any(pattern.search(folded) for pattern in (_PITCH, _RIGHTS, _HOUSE_RULES)):
        return LINE
    return LINE if len(folded) <= _PHOTO_LONGEST and _PHOTO.match(folded) else ""


def opens_box(text: str, tag: str) -> str:
    """Give the kind of box that a line opens which is nothing but its heading, "" for other lines."""
    kind = line_kind(text) if len(text) <= _LABEL_LONGEST else ""
    if kind and kind != LINE:
        return kind
    if len(text) > _HEADING_LONGEST or tag not in _HEADING_TAGS or text[-1] in ".!":
        return ""
    folded = fold(text)
    if _COMMENTS_HEADING.search(folded):
        return COMMENTS
    return RELATED if _RELATED_HEADING.search(folded) else ""


def is_signature(text: str) -> bool:
    """Say whether a short line is a reader's name with the date or the time of a comment."""
    if len(text) > 2 * _NAME_LONGEST or _SIGNED_WORD.search(text) is None:
        return False
    rest, dates = _SIGNED.subn(" ", fold(text))
    if not dates:
        return False
    name = _BARE.sub("", _NOT_A_NAME.sub(" ", rest))
    return 1 < len(name) <= _NAME_LONGEST


def is_imprint(text: str) -> bool:
    """Say whether a line speaks of rights in what the page holds."""
    return (
        len(text) <= _LINE_LONGEST
        and _RIGHTS_WORD.search(text) is not None
        and _RIGHTS.search(fold(text)) is not None
    )


def is_head_line(text: str) -> bool:
    """Say whether a short line above a text tells of it: date, update, counters, sharing."""
    return is_date_line(text) or bool(line_kind(text))


def _is_share(folded: str) -> bool:
    """Say whether a line holds nothing but words of sharing, counting and sizing."""
    rest, count = _SHARE_WORDS.subn(" ", folded)
    return count > 0 and not _BARE.sub("", rest)
