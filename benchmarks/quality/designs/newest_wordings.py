"""What the held pages say around their reports: words of their own, none of those that the seen designs print."""

from benchmarks.quality.designs.wordings import agency, names
from benchmarks.quality.postings import Posting

__all__ = ["agency", "bar", "deck", "names", "photo", "remarks", "topics"]
MORE = (
    "طالعوا كذلك:",
    "في السياق عينه:",
    "خلفية الموضوع:",
    "نُشر سابقاً:",
    "قراءة إضافية:",
    "إلى ذلك اقرأ:",
    "على صلة:",
    "المادة السابقة:",
)
BOXES = (
    "من الباب نفسه",
    "أحدث المواد",
    "لمزيد من المتابعة",
    "تقارير مشابهة",
    "جديد الموقع",
    "باقة أخبار",
    "أيضاً في الموقع",
)
TOP = ("الأكثر طلباً", "الأكثر مشاركة", "على مدار اليوم", "الأكثر استماعاً", "أبرز ما قرأتم", "صدارة")
FOLLOW = (
    "شاركونا آراءكم عبر صفحاتنا على منصات التواصل",
    "أضف الموقع إلى شاشتك الرئيسية ليصلك الجديد",
    "لإرسال شكوى أو خبر يرجى الاتصال بخط التحرير المفتوح طوال اليوم",
    "اشترك بخدمة البريد اليومي واحصل على خلاصة الأخبار",
    "حسابنا الرسمي الوحيد على منصة إكس موثّق بالعلامة الزرقاء",
)
PROMOTED = ("مادة مدفوعة", "الإعلانات", "publicité", "يستمر المحتوى بعد الفاصل الإعلاني", "برعاية")
REMARKS = (
    "الموضوع أكبر من أن يُحل باجتماع واحد، والأيام بيننا.",
    "جزاكم الله خيراً على المتابعة، أوصلتم صوتنا.",
    "كان الأولى أن تسألوا أهل الحي قبل كتابة هذه الأرقام.",
    "وأين دور البلدية من كل هذا؟ لا حياة لمن تنادي.",
    "أخبار سارة في زمن قلّت فيه الأخبار السارة.",
)
READERS = ("ابو محمد", "مجرد رأي", "مهندس من الميدان", "Salma T", "ولد البلاد", "عابر سبيل", "k.h.1990")
NAV = (
    *("مدخل الموقع", "نشرة الأخبار", "ولايات", "سوق وبورصة", "رياضات", "فكر", "شاشة", "مقابلات", "وثائق"),
    *("معارض الصور", "خدمات", "مناقصات", "الطقس الآن", "أسعار العملات", "عن المؤسسة", "راسلنا"),
)
SECTIONS = (
    "أخبار الوطن",
    "سياسة عامة",
    "أعمال",
    "رياضة محلية",
    "المجتمع",
    "شؤون دولية",
    "ثقافة",
    "بيئة وعلوم",
)
DECKS = (
    "المرحلة الثانية تبدأ بعد شهرين وتشمل سبع مناطق",
    "أرقام رسمية تكشف تراجعاً للعام الثالث على التوالي",
    "الأهالي يطلبون ضمانات مكتوبة قبل بدء الأشغال",
    "الوزارة ترد: المشروع يسير وفق الجدول المعلن",
    "نقاش حاد حول التمويل ومواعيد التسليم",
)
PHOTOS = (
    "أعضاء اللجنة خلال زيارتهم للموقع",
    "سيارات متوقفة على الطريق الساحلي",
    "من فعاليات اليوم المفتوح في الجامعة",
    "بائعون في السوق القديم مع بداية الموسم",
    "منظر عام للسد بعد الأمطار الأخيرة",
)
TOPICS = (
    *("الموانئ", "قطاع الفوسفات", "منحة البطالة", "كأس القارة", "حماية المستهلك", "السياحة الداخلية"),
    *("النقل المدرسي", "تحلية المياه", "الصيد البحري", "أدوية مفقودة", "أسعار الحبوب", "حفظ التراث"),
)


def bar(count: int) -> str:
    """Give a menu's entries, each a list item with a link."""
    return "".join(f'<li><a href="/m{number}">{word}</a></li>' for number, word in enumerate(NAV[:count]))


def remarks(posting: Posting, most: int) -> list[tuple[str, str]]:
    """Give what readers wrote under the report: who and what."""
    return [(posting.one(READERS), posting.one(REMARKS)) for _ in range(posting.random.randint(0, most))]


def deck(posting: Posting) -> str | None:
    """Give a second headline where the posting has one."""
    return posting.one(DECKS) if posting.subtitle else None


def photo(posting: Posting) -> str | None:
    """Give what stands under the picture where the posting has one."""
    return posting.one(PHOTOS) if posting.caption else None


def topics(posting: Posting) -> tuple[str, ...]:
    """Give as many keywords as the posting has."""
    return tuple(posting.random.sample(TOPICS, len(posting.tags)))
