"""What is printed in bylines beside names: roles, staffs, descriptions, times; and what parts them."""

import re

from extractors.arabic import fold

# Words before the name of who wrote: with a colon or dash after them, or by themselves.
ROLE_WORDS = (
    r"(?:تم(?:ت)? )?(?:ال?نشره?|نُشر|نشرت|مرسلة?|أرسله?|أرسلت|أرسلها|أضيفت?|أضافه?|الإضافة|كتبت?"
    r"|دو[ّن]?نه?|رفعه?|حرره) (?:بواسطة|من طرف|من قبل|بيد)|أضافه|أضافته|نشره|نشرته|أرسلها|حرره|حررته|دونها|خطه"
    r"|(?:أعد|أعدت|أعدّ|كتب|كتبت) ال(?:تقرير|تحقيق|ملف|مادة|حوار)|ال?مراسلة?(?=\s*[:/])"
    r"|النص|نص(?=\s*:)|الإعداد"
    r"|(?:إعداد|تقرير|حوار|تحقيق|تغطية) و(?:حوار|تصوير|تحرير|كتابة|تنسيق|متابعة)|publi[ée]e? par|par(?=\s*:)"
    r"|كتب(?:ت|ه|ته|ها|وا)?|كتبا|بقلم|تقرير|تحقيق|حوار|حاور(?:ه|ها|ته|تها)|مقابلة"
    r"|أجر(?:ى|ت) (?:الحوار|المقابلة)"
    r"|(?:من )?(?:إعداد|اعداد)(?: وتحرير| وتقديم)?|أعد(?:ه|ها|ته|تها)|تحرير(?: وإعداد)?|تغطية|متابعة"
    r"|رصد|تحليل"
    r"|قراءة|رأي|(?:اسم )?الكاتبة?|المحررة?|المؤلفة?|المراسلة?|الصحفية?|الصحافية?|مقالة?(?: بقلم)?|كتابة"
    r"|(?:(?:نشره?|نُشر|نشرت|أضيف|كتب) )?بواسطة|(?:نشر )?من طرف|by|written by|author|posted by|reporting by"
)
ROLE = re.compile(rf"^(?:{ROLE_WORDS})(?:\s*[:/\-–—|]+\s*|\s+|$)", re.IGNORECASE)
FIRM_ROLE = re.compile(
    rf"^(?:(?:{ROLE_WORDS})\s*[:/]\s*|كتبت?\s*[-–—]+\s*"
    r"|(?:بقلم|كتبت?|إعداد|اعداد|(?:نشر )?بواسطة|تحرير|by|written by)\s+)",
    re.IGNORECASE,
)
# Roles that sign no text: pictures and translations.
OTHER_ROLE = re.compile(
    r"^(?:تصوير(?: ومونتاج)?|عدسة|ال?صورة?|مونتاج|إخراج|رسوم?|كاريكاتير|ترجمة|ترجمه|ترجمها|نقله إلى العربية"
    r"|تدقيق"
    r"|مراجعة|تصميم|غرافيك|photo(?:s|graphy)?(?: by)?|translat(?:ed|ion)(?: by)?)(?:\s*[:/\-–—]+\s*|\s+|$)",
    re.IGNORECASE,
)
SOURCE = re.compile(r"^(?:المصدر|مصدر|نقلا عن|نقلاً عن|عن|source)\s*[:/\-–—]\s*", re.IGNORECASE)
FROM = re.compile(r"^من\s*(?::|\s)\s*")
_STAFF_WORDS = """
فريق هيئة أسرة قسم إدارة غرفة وحدة مكتب محرر المحرر محررو محررون تحرير التحرير خاص حصري متابعات مراسلون
مراسلو مراسل مراسلنا مراسلتنا مراسلة مصدر مصادر بيان تقرير صحيفة جريدة موقع شبكة قناة بوابة مجلة إذاعة
منصة مركز مؤسسة وكالة دار سكرتير رئيس الموقع أدمن المدير مشرف ناشر الناشر نشر كتاب إعلام المكتب مندوب
مندوبو سياسة اقتصاد رياضة محليات أخبار الأخبار وزارة editor editors super administrator webmaster user
root guest wordpress ديسك الديسك سكرتارية طاقم الطاقم ترجمات الترجمة زائر مجهول خدمة
الإدارة الكاتب المشرف غرف القسم نسخة النسخة التحريرية الإعلام web site content arabic redaction rédaction
staff newsroom team admin news desk
"""
_DESCRIPTION_WORDS = """
صحفي صحفية صحافي صحافية كاتب كاتبة باحث باحثة محلل محللة أستاذ أستاذة خبير خبيرة مدير مديرة ناشط ناشطة
إعلامي إعلامية عضو مستشار مستشارة سفير نائب وزير أكاديمي أكاديمية طبيب طبيبة شاعر شاعرة روائي روائية محام
محامية قاص مفكر سياسي مخرج فنان
"""
_TIME_WORDS = """
منذ قبل آخر_تحديث تاريخ نشر_في نشر_يوم نشر_بتاريخ نشرت_في تحديث الساعة السبت الأحد الاثنين الإثنين
الثلاثاء الأربعاء الخميس الجمعة تعليق تعليقات مشاهدة مشاهدات قراءة شارك مشاركة طباعة دقائق دقيقة متابعة
تابع المزيد مقالات كل_المقالات follow عاجل انسخ استمع
"""


def _opening(words: str) -> re.Pattern[str]:
    """Give the pattern of folded texts that begin with one of the words."""
    return re.compile(rf"(?:{'|'.join(fold(word.replace('_', ' ')) for word in words.split())})(?:\s|$)")


# What only the name of an author follows.
DECISIVE_ROLE = re.compile(r"^(?:(?:كتبت?|إعداد|اعداد|كتابة|بقلم)\s*[:/\-–—]+\s*|بقلم\s+)")
STAFF = _opening(_STAFF_WORDS)
DESCRIPTION = _opening(_DESCRIPTION_WORDS)
TIMES = _opening(_TIME_WORDS)
OUTLET_TAIL = re.compile(r"(?:\s|^)(?:نت|اونلاين|اون لاين|نيوز|تايمز|برس|تي في|لايف|بلس|online|news|net|tv)$")
NOISE = re.compile(
    r"https?:|www\.|@|(?:developed|designed|powered) by|\.(?:com|net|org)\b|[0-9\u0660-\u0669\u06f0-\u06f9]"
    r"|[؟?!«»\"“”…]|\.\.",
    re.IGNORECASE,
)
LOGIN = re.compile(r"[a-z0-9_.\-]+", re.ASCII)
SEPARATOR = re.compile(
    r"\s*[|•·؛;\n]\s*|\s*[،,]\s*|\s*[/\\]\s*|\s+[-–—ـ]+\s*|\s*[-–—]+\s+|\s*[–—]\s*|\s*:\s*"
    r"|\s*[()\[\]{}]\s*|\s+(?:&|\+)\s+"
)
TITLE = re.compile(
    r"^(?:د|أ|ا|م|[أا]\. ?د|الدكتورة?|دكتورة?|الأستاذة?|المهندسة?|الشيخ|اللواء|العميد|العقيد|السفير|القس"
    r"|المطران"
    r"|المحامية?|البروف[ي]?سور|Dr|Prof)\.?(?:\s|$)|^[دأام]\s*[./]"
)
TITLE_SLASH = re.compile(r"(?<![\w.])([دأام]|الدكتور|الأستاذ)\s*/\s*")
