"""What a page prints round and between the paragraphs of a report: known by its mark-up or by its words."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.dates import is_date_line

# Kinds of mark-up: a box holds nothing of the report; a label is a line about it; a text is the report's.
BOX, LABEL, TEXT, PLAIN = "box", "label", "text", ""
# Kinds of lines: what follows a heading of these belongs to it, up to the end of its box.
RELATED, COMMENTS, TAGS, BOXED, LINE = "related", "comments", "tags", "boxed", "line"

_TAGS = {
    **dict.fromkeys(("nav", "footer", "aside", "form", "select", "button", "menu", "dialog"), BOX),
    **dict.fromkeys(("figcaption", "address"), LABEL),
}
_BOX_WORDS = """
related relateds relatednews relatedposts read-?also also-?read read-?more more-?news see-?also recommend(?:ed|ations?)?
recirc(?:ulation)? most-?(?:read|viewed|popular|commented) popular trending side-?bar latest-?(?:news|posts) more-?(?:stories|posts)
share sharing share-?bar share-?buttons social(?:s|-?media|-?share|-?links)? addthis addtoany sharedaddy a2a jp-relatedposts
comments? commentaires comment-?(?:list|form|area|respond) disqus respond replies fb-comments tags tags-?list tag-?cloud keywords
newsletter subscri(?:be|ption) sign-?up cookies? cookie-?(?:bar|banner|notice) consent gdpr
ad ads advert advertis(?:e|ing|ement)s? adsbygoogle ad-?(?:slot|unit|container|wrapper|box) sponsor(?:ed)? promo dfp outbrain taboola
bread-?crumbs? menu nav navbar navigation pagination pager prev-?next next-?prev post-?nav(?:igation)?
author-?(?:bio|box|card|info|about) about-?(?:the-?)?author bio biography print font-?(?:size|resize|control) text-?resize
article-?tools tool-?(?:bar|s) views view-?count(?:er)? hits footer copyright login modal popup search-?(?:form|box) ticker
poll vote rating app-?download follow(?:-?us)? sr-only visually-?hidden screen-?reader-?text assistive
wp-block-latest-posts print-?only noprint partage twitter-?tweet tweet-?embed instagram-?media tiktok-?embed fb-?post
""".split()
_LABEL_WORDS = """
caption wp-caption-text img-(?:desc|caption|credit) image-(?:desc|caption|credit) photo-(?:desc|caption|credit) credits? by-?line
authors? auteur writer kateb signature meta (?:post|entry|article|news|item|story|page)-?(?:meta|info|date|time|author|source) info
infos date publish(?:ed)?-?date pub-?date
timestamp posted-?on kicker eyebrow overline category cat-links source
""".split()
_TEXT_WORDS = """
(?:article|post|entry|story|news|single|detail|page|main)s?-*(?:body|content|text|txt|details?|paragraphs?)
article-?body-?content td-post-content the-?content field-name-body wysiwyg rich-?text body-?text
""".split()


def _words(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?=$|[\s_-])")


_BOX_MARK, _LABEL_MARK, _TEXT_MARK = map(_words, (_BOX_WORDS, _LABEL_WORDS, _TEXT_WORDS))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STATE = re.compile(r"(?:^|\s)(?:has|no|with|is|without|tag|category|format|type|status|post|page|js)-[\w%-]*", re.I)
_ROLES = frozenset(["navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog"])


def kind_of(element: HtmlElement) -> str:
    """Give what an element's tag, role, class and id say it holds: BOX, LABEL, TEXT or PLAIN."""
    named = _TAGS.get(element.tag)
    if named:
        return named
    attributes = element.attrib
    if not attributes:
        return PLAIN
    if attributes.get("role") in _ROLES or attributes.get("aria-hidden") == "true":
        return BOX
    itemprop = attributes.get("itemprop")
    if itemprop is not None and "articlebody" in itemprop.lower():
        return TEXT
    classes, identity = attributes.get("class"), attributes.get("id")
    return _of_marks(f"{classes or ''} {identity or ''}") if classes or identity else PLAIN


@lru_cache(maxsize=4096)
def _of_marks(marks: str) -> str:
    """Give the kind that class and id name; states ("has-sidebar") and taxonomy ("tag-news") name none."""
    if len(marks) > 1000:
        return PLAIN
    spelled = _CAMEL.sub("-", marks).lower()
    if _TEXT_MARK.search(spelled):
        return TEXT
    stated = _STATE.sub(" ", spelled)
    if _BOX_MARK.search(stated):
        return BOX
    return LABEL if _LABEL_MARK.search(stated) else PLAIN


def _lines(text: str) -> str:
    """Give alternatives of a pattern for folded text: one phrase a line or between bars, longest first."""
    phrases = {fold(phrase) for line in text.strip().splitlines() for phrase in line.split("|")}
    return "|".join(sorted(map(re.escape, filter(None, phrases)), key=len, reverse=True))


_RELATED = _lines("""
اقرأ أيضا|اقرأ ايضا في|اقرأوا أيضا|اقرأ كذلك|اقرأ المزيد|اقرأ أكثر|اقرأ عن|للمزيد اقرأ|طالع أيضا|طالع المزيد|شاهد أيضا|شاهد المزيد
شاهدوا أيضا|شاهد بالفيديو|للمزيد|رائج الآن|الرائج|الأكثر رواجا|تابع أيضا|انظر أيضا|قد يهمك|قد يهمك أيضا|قد يهمكم أيضا|ربما يهمك|قد يعجبك|قد يعجبك أيضا|ربما يعجبك
ربما تود قراءته|مواضيع متعلقة|مواضيع ذات صلة|موضوعات متعلقة|موضوعات ذات صلة|مواضيع مشابهة|موضوعات مشابهة|مواضيع مرتبطة
موضوعات مرتبطة|أخبار متعلقة|أخبار ذات صلة|اخبار مرتبطة|أخبار مشابهة|مقالات متعلقة|مقالات ذات صلة|مقالات مشابهة|تقارير ذات صلة
تقارير متعلقة|محتوى ذو صلة|ذات صلة|ذو صلة|له صلة|الأكثر قراءة|الأكثر قراءةً|الأكثر مشاهدة|الأكثر تداولا|الأكثر تعليقا
الأكثر شعبية|الأكثر متابعة|الأكثر زيارة|آخر الأخبار|أحدث الأخبار|آخر المستجدات|المزيد من الأخبار|مزيد من الأخبار|المزيد من هذا القسم
المزيد في هذا القسم|المزيد|المزيد حول هذا الموضوع|المزيد عن|المزيد حول|المزيد من|أخبار أخرى|مقالات أخرى|مواضيع أخرى|موضوعات أخرى
من نفس القسم|من القسم نفسه|اخترنا لك|اخترنا لكم|مختارات|نرشح لك|ننصحك بقراءة|نقترح عليك|مقترحات|مقترح لك|موصى به|نوصي بقراءة
للكاتب أيضا|مقالات للكاتب|مقالات الكاتب|أحدث المقالات|أحدث الموضوعات|في السياق نفسه اقرأ|روابط ذات صلة|روابط متعلقة|ملفات ذات صلة
related|related articles|related news|related posts|related stories|read also|also read|read more|read next|see also|more news
most read|most popular|more from|recommended|recommended for you|trending|latest news|you may also like|up next
""")
_COMMENTS = _lines("""
التعليقات|تعليقات|تعليقات القراء|تعليقات الزوار|آراء القراء|اترك تعليقا|اترك تعليق|اترك تعليقك|اترك رد|اترك ردا|أضف تعليقا|أضف تعليق
أضف تعليقك|أضف تعليقك هنا|اكتب تعليقا|اكتب تعليقك|شارك برأيك|شاركنا رأيك|شاركنا برأيك|شارك بتعليق|علق على الخبر|ردود الفعل على الخبر
لا توجد تعليقات|لا يوجد تعليقات|كن أول من يعلق|إلغاء الرد|comments|leave a comment|leave a reply|add comment|post a comment
""")
_TAG_LABELS = _lines("""
الوسوم|وسوم|وسم|الأوسمة|كلمات مفتاحية|الكلمات المفتاحية|كلمات دلالية|الكلمات الدلالية|كلمات دالة|الكلمات الدالة|كلمات البحث
تاغات|تاجات|التاجات|هاشتاغ|هاشتاج|علامات|العلامات|كلمات متعلقة|مواضيع|tags|keywords|topics
""")
_BOXED = _lines("""
عن الكاتب|حول الكاتب|نبذة عن الكاتب|عن المؤلف|كاتب المقال|معلومات عن الكاتب|about the author|النشرة البريدية|النشرة الإخبارية
القائمة البريدية|نشرتنا البريدية|اشترك في نشرتنا|اشترك في النشرة|اشترك الآن|newsletter|استطلاع|استطلاع رأي|تصويت
حمل التطبيق|حمل تطبيقنا|تابعنا على|تابعونا على|تابعنا|تابعونا|ترشيحات المحرر|سياسة الخصوصية
المقال السابق|المقال التالي|الخبر السابق|الخبر التالي|الموضوع السابق|الموضوع التالي|السابق|التالي|previous|next
""")
_EDGE = r"[\s\W_]*"
_COUNT = r"(?:\(?\s*\d{1,6}\s*\)?)?"
_LABELLED = re.compile(
    rf"{_EDGE}(?:(?P<related>{_RELATED})|(?P<comments>{_COMMENTS})|(?P<tags>{_TAG_LABELS})|(?P<boxed>{_BOXED}))"
    r"(?=$|[\W\d_])"
)
_ADDRESSED = re.compile(  # a line that tells the reader to read another text, whatever follows it
    rf"{_EDGE}(?:{_lines('اقرأ أيضا|اقرأوا أيضا|اقرأ كذلك|اقرأ المزيد|اقرأ أكثر|طالع أيضا|شاهد أيضا|شاهدوا أيضا|تابع أيضا')}"
    rf"|{_lines('انظر أيضا|قد يهمك|قد يعجبك|ربما يعجبك|مواضيع متعلقة|مواضيع ذات صلة|موضوعات ذات صلة|أخبار ذات صلة|أخبار متعلقة')}"
    rf"|{_lines('موضوعات متعلقة|read also|also read|read more|see also')})(?=$|[\W\d_])"
)
_SHARE_WORDS = re.compile(
    r"(?<!\w)(?:"
    + _lines("""
شارك|شاركها|شاركه|مشاركة|مشاركه|شارك الخبر|شارك المقال|شارك الموضوع|شارك هذا الخبر|شارك هذا المقال|شارك عبر|شارك على|المشاركة عبر
شاركها على|شارك مع أصدقائك|مشاركة الخبر|مشاركة المقال|مشاركة عبر|مشاركة على|شارك القصة|شارك التقرير|انشر|انشرها|نشر على|غرد|تغريد|تغريدة
إعجاب|أعجبني|أعجبتني|فيسبوك|فيس بوك|الفيسبوك|تويتر|إكس|اكس|منصة إكس|واتساب|واتس اب|الواتساب|تلغرام|تيليجرام|تليجرام|تيليغرام|لينكد إن
لينكدإن|لينكد ان|بينتيريست|بنترست|انستغرام|انستجرام|يوتيوب|سناب شات|ماسنجر|مسنجر|ريديت|جوجل بلس|google plus|facebook|twitter|whatsapp
whats app|telegram|linkedin|linked in|pinterest|instagram|youtube|snapchat|messenger|reddit|viber|email|e-mail|mail|print|share
share on|share this|tweet|pin it|copy link|copy|rss|x|google news|نسخ الرابط|نسخ رابط|نسخ|انسخ الرابط|رابط مختصر|الرابط المختصر|تم النسخ
تم نسخ الرابط|طباعة|اطبع|نسخة للطباعة|حفظ|استمع|استمع للخبر|استمع إلى المقال|أرسل|إرسال|إرسال إلى صديق|أرسل إلى صديق|أرسل لصديق|بريد إلكتروني
البريد الإلكتروني|عبر البريد|على|عبر|إلى|و|أو|حجم الخط|تكبير الخط|تصغير الخط|تكبير|تصغير|خط أكبر|خط أصغر|أكبر|أصغر|عادي|صغير|كبير|متوسط
عدد المشاهدات|المشاهدات|مشاهدات|مشاهدة|مشاهده|عدد القراءات|مرات القراءة|عدد مرات القراءة|عدد القراء|عدد الزوار|القراءات|قراءة|عدد الزيارات|زيارة|وقت القراءة|مدة القراءة|زمن القراءة|دقائق|دقيقة
دقائق قراءة|دقيقة قراءة|views|view|min read|minutes|إعلان|إعلانات|الإعلانات|الإعلان|إعلان ممول|إعلانات ممولة|محتوى ممول|مساحة إعلانية|مساحات إعلانية|مادة إعلانية|
يستمر المحتوى بعد الإعلان|يتبع بعد الإعلان|تابع القراءة بعد الإعلان|continue reading|article continues below|advertisement|advertisements|ads|ad
sponsored|خصص|مرات|مرة|ألف|تعليق|تعليقات|لا تعليقات|دون تعليقات|بدون تعليقات|الرئيسية|ا|أ|+|-|a|aa
""")
    + r")(?!\w)"
)
# A heading of few words that says anywhere that other texts or readers follow.
_RELATED_HEADING = re.compile(
    rf"(?<!\w)(?:{_lines('أيضا|ذات صلة|ذات الصلة|متعلقة|مرتبطة|الأكثر قراءة|الأكثر مشاهدة|آخر الأخبار|أحدث الأخبار|المزيد|مواضيع أخرى|أخبار أخرى')})(?!\w)"
)
_COMMENTS_HEADING = re.compile(rf"(?<!\w)(?:{_lines('تعليقات|التعليقات|تعليقاتكم|تعليق|تعليقا|تعليقك|آراء القراء|آراؤكم|comments|replies')})(?!\w)")
_HEADING_LONGEST = 40
_HEADING_TAGS = frozenset(["h2", "h3", "h4", "h5", "h6", "strong", "b", "span", "div", "a", "legend"])
_COUNTED = re.compile(rf"(?:{_lines('عدد المشاهدات|مرات القراءة|عدد القراءات|عدد الزيارات|عدد الزوار|عدد مرات القراءة')})\W{{0,3}}\d")
_SIGNED = re.compile(
    rf"(?<!\w)(?:{_lines('منذ|قبل')}) (?:\d+ )?\w+|\d{{1,2}}:\d\d|(?<!\d)\d{{1,2}} \w+ (?:19|20)\d\d|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}"
)
_NOT_A_NAME = re.compile(rf"(?<!\w)(?:{_lines('يوم|في|الساعة|مساء|صباحا|ص|م|بتوقيت|غرينتش|am|pm|gmt|تحديث|آخر تحديث|نشر|عاجل')})(?!\w)")
_NAME_LONGEST = 40
_BARE = re.compile(r"[\W\d_]+")
_SHARE_LONGEST = 160  # characters
_LINE_LONGEST = 220
_LABEL_LONGEST = 60
_PITCH = re.compile(
    "|".join((
        rf"^{_EDGE}(?:{_lines('اشترك|اشتركوا|سجل|سجلوا|انضم|انضموا')})\s.*(?:{_lines('نشرتنا|النشرة|بريدك|قناتنا|قنواتنا|خدمة الأخبار|واتساب|تلغرام|تليجرام')})",
        rf"(?:{_lines('ملفات تعريف الارتباط|ملفات تعريف الإرتباط|ملفات الارتباط|سياسة الكوكيز')}).*(?:{_lines('موقعنا|تجربتك|توافق|موافق|المتصفح|استخدامك')})",
        rf"(?:{_lines('نستخدم|يستخدم هذا الموقع|يستخدم موقعنا|باستخدامك')}).*(?:{_lines('ملفات تعريف الارتباط|الكوكيز|cookies')})",
        rf"^{_EDGE}(?:{_lines('تابعوا|تابعونا|تابعنا|لمتابعة|حمل|حملوا|أدخل|ادخل')})\s.*(?:{_lines('قناتنا|صفحتنا|حسابنا|حساباتنا|تطبيقنا|تطبيق|بريدك|صفحاتنا|واتساب|تلغرام|جوجل نيوز|google news|فيسبوك|تويتر')})",
        rf"^{_EDGE}(?:{_lines('يرجى تفعيل|الرجاء تفعيل')})\s",
        rf"(?:{_lines('لن يتم نشر عنوان بريدك|الحقول الإلزامية|ترسل التعليقات|التعليقات المنشورة')})",
    ))
)
_RIGHTS = re.compile(rf"©|^\W*copyright|(?:{_lines('جميع الحقوق محفوظة|كل الحقوق محفوظة|الحقوق محفوظة')})")
_HOUSE_RULES = re.compile(
    rf"(?:{_lines('لا تعبر|لا يعبر')})(?: {_lines('بالضرورة')})? عن (?:{_lines('رأي|آراء|وجهة نظر')})|{_lines('شروط استخدام الموقع')}"
)
_RULES_WORD = re.compile("لا [تي]عب|شروط")  # as printed: spares most paragraphs the folding
_RIGHTS_WORD = re.compile("©|حقوق|copyright", re.IGNORECASE)
_SIGNED_WORD = re.compile(r"\d|منذ|قبل")
_UPDATED = re.compile(rf"^{_EDGE}(?:{_lines('آخر تحديث|اخر تعديل|تم التحديث|تم التعديل|تاريخ التحديث|last updated?|updated')})\W")
_PHOTO = re.compile(
    rf"^{_EDGE}(?:{_lines('تصوير|عدسة|مصدر الصورة|الصورة من|صورة أرشيفية|صورة من الأرشيف|صورة تعبيرية|صدر الصورة|التعليق على الصورة')})(?=\W|$)"
)
_PHOTO_LONGEST = 80


@lru_cache(maxsize=2048)
def line_kind(text: str) -> str:
    """Give what a line of text is by its words: RELATED, COMMENTS, TAGS, BOXED, LINE, or "" for the report's."""
    if len(text) > _LINE_LONGEST:
        return LINE if _RULES_WORD.search(text) and _HOUSE_RULES.search(fold(text)) else ""
    folded = fold(text)
    if len(folded) <= _SHARE_LONGEST and _is_share(folded):
        return LINE
    if match := _LABELLED.match(folded):
        kind = match.lastgroup or ""
        rest = _BARE.sub("", folded[match.end() :])
        if not rest:
            return kind
        if folded[match.end() :].lstrip(" )]").startswith(":") and kind in (RELATED, TAGS, COMMENTS):
            return LINE
        if _ADDRESSED.match(folded):
            return LINE
    if any(pattern.search(folded) for pattern in (_PITCH, _RIGHTS, _HOUSE_RULES, _UPDATED, _COUNTED)):
        return LINE
    if len(folded) <= _PHOTO_LONGEST and _PHOTO.match(folded):
        return LINE
    return ""


def opens_box(text: str, tag: str) -> str:
    """Give the kind of box that a line which is nothing but a heading opens, "" for other lines."""
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
    name = _BARE.sub("", _NOT_A_NAME.sub(" ", rest))
    return dates > 0 and 1 < len(name) <= _NAME_LONGEST


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
