"""What the younger designs say around their reports: other words than those of phrases.py."""

from collections.abc import Sequence

from benchmarks.quality.postings import Posting
from benchmarks.quality.words import Words

MORE = (
    "لا يفوتك:",
    "قد يهمك:",
    "مواضيع مشابهة:",
    "تابع أيضا:",
    "إقرأ أيضاً..",
    "اقرأ في الملف:",
    "خبر متصل:",
    "في الموضوع ذاته:",
)
BOXES = (
    "أخبار متصلة",
    "من الأرشيف",
    "آخر ما نُشر",
    "اخترنا لكم",
    "مقترحات المحررين",
    "في القسم نفسه",
    "تابع المزيد",
    "ربما فاتك",
)
TOP = ("حديث الساعة", "الأوسع انتشاراً", "يقرؤون الآن", "الأبرز اليوم", "ترند", "خلال 24 ساعة")
FOLLOW = (
    "انضموا إلى قناة الموقع على واتساب",
    "لمتابعة آخر الأخبار عبر غوغل نيوز اضغط هنا",
    "للاشتراك في خدمة الرسائل القصيرة أرسل كلمة «خبر» إلى الرقم 5577",
    "فعّل الإشعارات حتى يصلك العاجل قبل غيرك",
    "يمكنكم مراسلتنا وإرسال صوركم ومقاطعكم على الرقم الظاهر أسفل الشاشة",
)
PROMOTED = ("محتوى برعاية شريك", "فاصل ثم نواصل", "ADVERTISING", "المادة التالية إعلانية", "Sponsored")
REMARKS = (
    "والله تعبنا من الوعود، كل سنة نسمع الكلام نفسه ولا نرى شيئاً.",
    "خبر طيب، نسأل الله أن يتمم على خير وأن يصل الحق إلى أصحابه.",
    "هل من رابط للوثيقة الأصلية؟ أود الاطلاع عليها كاملة قبل الحكم.",
    "يجب محاسبة كل من قصّر في هذا الملف كائناً من كان.",
    "تصحيح بسيط: اسم المنطقة كما يعرفه أهلها مختلف عما ورد هنا.",
    "تحية لمراسلكم، تغطية من الميدان لا من وراء المكاتب.",
)
READERS = ("ابو سارة", "غير معرف", "مغترب", "Hala K.", "ناصح أمين", "طالب جامعي", "mourad2010", "بنت الجبل")
NAV = (
    *("البداية", "الوطن", "جهات", "العالم", "مال وأعمال", "ملاعب", "دين ودنيا", "أقلام", "المرأة والطفل"),
    *("تحقيقات", "استطلاع", "ملتيميديا", "إنفوغراف", "للإعلان معنا", "هيئة التحرير", "سياسة الاستخدام"),
)
SECTIONS = (
    *("شؤون محلية", "أخبار العالم", "مال وأعمال", "الرياضة", "مجتمع", "علوم وبيئة", "ثقافة", "جهات", "قضايا"),
)
DECKS = (
    "الاجتماع المقبل يحسم مصير البنود الثلاثة المؤجلة",
    "مصادر مطلعة: لا تراجع عن القرار قبل الصيف",
    "ارتياح في الأسواق وقلق لدى المزارعين من الخطوة",
    "أكثر من أربعين قرية تنتظر وصول الشبكة الجديدة",
    "النقابة تلوّح بالتصعيد إذا لم تُصرف المستحقات",
)
PHOTOS = (
    "المشاركون في افتتاح الورشة صباح أمس",
    "طابور أمام أحد الأفران في الضاحية الجنوبية",
    "جسر المشاة الجديد بعد فتحه أمام المارة",
    "تلاميذ في باحة مدرسة ريفية",
    "قوارب الصيد في الميناء القديم",
    "وحدة الغسيل الكلوي في المستشفى العام",
)
TOPICS = (
    *("شبكة الكهرباء", "قانون الإيجار", "موسم الزيتون", "مطار المدينة", "الغاز الطبيعي", "دوري المحترفين"),
    *("محو الأمية", "المعرض الدولي للكتاب", "الضمان الصحي", "صادرات التمور", "نقابة المعلمين"),
)


def names(posting: Posting, first: Sequence[str], last: Sequence[str]) -> tuple[str, ...]:
    """Give as many names in the country's fashion as the posting has persons."""
    count = len(posting.signature.persons) if posting.signature else 0
    if not count:
        return ()
    families = posting.random.sample(list(last), count)
    return tuple(f"{posting.one(first)} {family}" for family in families)


def agency(posting: Posting) -> str | None:
    """Give the agency that signs, if one does."""
    return posting.signature.agency if posting.signature else None


def bar(posting: Posting, count: int) -> list[str]:
    """Give links of a menu."""
    return [f'<a href="/c/{number}">{word}</a>' for number, word in enumerate(NAV[:count])]


_WORDS = Words(readers=READERS, remarks=REMARKS, decks=DECKS, photos=PHOTOS, topics=TOPICS)
deck, photo, topics = _WORDS.deck, _WORDS.photo, _WORDS.topics_of
remarks = _WORDS.remarks_on
