"""Pages of a site that are no reports: who we are, privacy, videos, galleries. Real prose, real captions."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from newsroom.makes import Posting
from newsroom.reports import paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A page that stands for years; `{name}` in its text is the outlet's."""

    name: str
    title: str
    text: tuple[str, ...]

    def lines(self, outlet: str) -> tuple[str, ...]:
        """The text as the outlet prints it."""
        return tuple(paragraph.format(name=outlet) for paragraph in self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A video or a gallery: a heading and a line, no text."""

    number: int
    slug: str
    title: str
    caption: str


ABOUT = Standing(
    name="about",
    title="من نحن",
    text=paragraphs("""
{name} منبر إخباري مستقل يصدره صحفيون يعملون من أكثر من مدينة، بدأ صفحة واحدة تُلصق على الجدران ثم صار
موقعاً يومياً يحرره فريق صغير ويراجع كل خبر فيه محرران قبل النشر.

لا يقبل {name} مالاً من حزب ولا من حكومة، وينشر في مطلع كل عام كشفاً بما دخله وما أنفقه، ويعتمد على اشتراكات
القراء وعلى منح مشروطة باستقلال التحرير.

إذا أخطأنا صححنا الخطأ في مكانه وأشرنا إليه في أسفل الصفحة، ومن رأى في مادة ما يستوجب التصحيح فليكتب إلى مكتب
التحرير، ويُرد على كل رسالة خلال يومي عمل.
"""),
)
CONTACT = Standing(
    name="contact",
    title="اتصل بنا",
    text=paragraphs("""
يستقبل مكتب {name} الرسائل من الأحد إلى الخميس بين التاسعة صباحاً والخامسة مساءً، والهاتف 00 000 000.

للشكاوى والتصويبات اكتبوا إلى مكتب التحرير، وللصور ومقاطع الفيديو اذكروا المكان والساعة واسم المصور.
"""),
)
PRIVACY = Standing(
    name="privacy",
    title="سياسة الخصوصية",
    text=paragraphs("""
يحترم {name} خصوصية قرائه، ولا يطلب منهم إلا ما يحتاج إليه لإرسال النشرة البريدية، أي عنوان البريد وحده، ويُمحى
العنوان نهائياً عند إلغاء الاشتراك.

تسجل خوادمنا وقت كل زيارة والصفحة المطلوبة ونوع المتصفح، وتُحذف هذه السجلات بعد ثلاثين يوماً، ولا تُباع ولا تُعطى
لأحد إلا بقرار قضائي نافذ.

قد تحوي بعض المواد روابط إلى مواقع أخرى لا سلطان لنا عليها، وننصح القارئ بالاطلاع على سياسة كل موقع قبل أن
يترك فيه بياناته. آخر تعديل لهذه السياسة في 1 أيلول/سبتمبر 2024.
"""),
)
ADVERTISE = Standing(
    name="advertise",
    title="أعلن معنا",
    text=paragraphs("""
يعرض {name} ثلاث مساحات للإعلان في رأس الصفحة وجانبها وأسفلها، وتُفصل الإعلانات عن المواد التحريرية بخط وبكلمة
«إعلان» ظاهرة.

تُرسل طلبات الحجز قبل أسبوع، ولا تُقبل إعلانات تنتحل شكل الخبر ولا إعلانات الأدوية.
"""),
)
STANDING = (ABOUT, CONTACT, PRIVACY, ADVERTISE)
VIDEOS = (
    Clip(
        number=311, slug="flood-from-above", title="شاهد: السيل من فوق الجسر", caption="دقيقتان، تصوير هاتف."
    ),
    Clip(
        number=318,
        slug="market-at-dawn",
        title="فيديو: فجر السوق الكبير",
        caption="أربع دقائق بلا تعليق صوتي.",
    ),
    Clip(number=325, slug="old-mill-turns", title="الطاحونة تدور من جديد", caption="مقطع من ثلاثين ثانية."),
    Clip(
        number=332, slug="weekly-talk", title="حديث الأسبوع مع ثلاثة معلمين", caption="الحلقة الثانية عشرة."
    ),
)
GALLERIES = (
    Clip(
        number=87, slug="snow-in-the-alleys", title="صور: الثلج في الأزقة", caption="تسع صور لمصوري الموقع."
    ),
    Clip(number=91, slug="hands-of-potters", title="ألبوم: أيدي الخزافين", caption="اثنتا عشرة صورة."),
    Clip(number=94, slug="harvest-day", title="يوم القطاف في صور", caption="سبع صور من ثلاث قرى."),
)


def screen(clip: Clip) -> str:
    """A player without a film, with its line."""
    return (
        f'<div class="player" data-clip="{clip.number}"><button type="button">تشغيل</button></div>\n'
        f'<p class="caption">{escape(clip.caption)}</p>\n'
    )


def prose(lines: Iterable[str]) -> str:
    """Paragraphs of HTML."""
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def part(postings: tuple[Posting, ...], page: int, size: int) -> tuple[Posting, ...]:
    """The postings of a page, counted from 0; none past the end."""
    return postings[page * size : (page + 1) * size] if page >= 0 else ()


def parts(postings: tuple[Posting, ...], size: int) -> int:
    """How many pages the postings fill, at least one."""
    return max(1, -(-len(postings) // size))


def whole_number(text: str, default: int = 0) -> int:
    """A number typed into an address; the default for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
