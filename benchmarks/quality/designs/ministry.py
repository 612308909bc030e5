"""A ministry's news: SharePoint's controls, the Hijri day alone or beside the other, no signature."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import GREGORIAN, arabic_indic, hijri_day, weekday, written
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("mowater", "وزارة المياه والواحات", "Ministry of Water and Oases", "SA", "Asia/Riyadh")
_ID = "ctl00_PlaceHolderMain_ctl00"


def article(posting: Posting) -> Printed:
    """Give a news item of the ministry."""
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "day"
        hijri = hijri_day(moment)
        shown = posting.one(
            (
                f"{hijri} هـ",
                f"{weekday(moment)} {hijri}هـ",
                f"{hijri}هـ الموافق {written(moment, GREGORIAN)}م",
                f"{hijri} هـ - {moment:%d/%m/%Y} م",
                f"{moment:%d/%m/%Y} م الموافق {hijri} هـ",
            )
        )
        day = f'<div class="newsDate"><span class="ms-metadata">{posting.one(("تاريخ الخبر", "تاريخ النشر:", "التاريخ", ""))}</span> <span>{arabic_indic(shown) if posting.maybe(0.5) else shown}</span></div>'
    photo = wordings.photo(posting)
    opening = posting.one(("", "", "الرياض – إعلام الوزارة: ", "الإدارة العامة للاتصال المؤسسي: "))
    texts = (opening + posting.paragraphs[0], *posting.paragraphs[1:])
    space = posting.one(("\u200b", "", "&#160;"))
    mark = posting.one(("p", "div"))
    lines = "\n".join(
        f'<{mark} class="ms-rteElement-P" style="text-align&#58;justify;"><span class="ms-rteThemeForeColor-2-0">{space}{escape(text)}</span></{mark}>'
        for text in texts
    )
    topics = wordings.topics(posting)
    main = f"""<div class="ms-webpart-zone"><h1 class="ms-core-pageTitle" id="{_ID}_Title">{escape(posting.title)}</h1>{day}<div class="newsImg"><div id="{_ID}__ControlWrapper_RichImageField" class="ms-rtestate-field"><img alt="" src="/PublishingImages/n.jpg?RenditionID=5"/></div>{f"<div class=imgDesc>{photo}</div>" if photo else ""}</div>
<div id="{_ID}__ControlWrapper_RichHtmlField" class="ms-rtestate-field" style="display:inline" aria-labelledby="{_ID}_label"><div style="display:none" id="{_ID}_label">محتوى الصفحة</div>{lines}</div>{f'<div class="kw"><span>الكلمات الدلالية:</span> {"؛ ".join(topics)}</div>' if topics else ""}</div>
<div class="rate"><p>هل استفدت من المعلومات المقدمة في هذه الصفحة؟</p><button>نعم</button><button>لا</button><p>{posting.random.randrange(90)}% من المستخدمين قالوا نعم من {posting.random.randrange(900)} تعليقاً</p></div><div class="lastMod">آخر تعديل للصفحة: {hijri_day(posting.clock)} هـ - {posting.clock:%I:%M} م بتوقيت السعودية</div>{_others(posting)}"""
    return Printed(
        path=f"/ar/MediaCenter/News/Pages/{posting.one(('news', 'N'))}{posting.random.randrange(10**6, 10**7)}.aspx",
        html=shell(posting, posting.title, main),
        precision=precision,
        paragraphs=texts,
        asides=printed(tags=topics, caption=photo),
    )


def _others(posting: Posting) -> str:
    rows = "".join(
        f'<li class="dfwp-item"><div class="link-item"><a href="{one.path}" title="">{escape(one.title)}</a><div class="description">{escape(one.teaser)}</div><span>{hijri_day(one.moment)}</span></div></li>'
        for one in posting.neighbours[:4]
    )
    return f'<div class="ms-webpart-chrome"><h2 class="ms-webpart-titleText">{posting.one(("أخبار أخرى", "أحدث الأخبار"))}</h2><ul class="dfwp-list">{rows}</ul></div>'


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the ministry."""
    words = (
        "عن الوزارة",
        "الوزير",
        "الهيكل التنظيمي",
        "الخدمات الإلكترونية",
        "المركز الإعلامي",
        "البيانات المفتوحة",
        "المنافسات والمشتريات",
        "الأسئلة الشائعة",
    )
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar-sa"><head><meta name="GENERATOR" content="Microsoft SharePoint"/><meta charset="utf-8"/><title>
	{escape(title)}
</title></head><body><div id="s4-workspace"><div class="govbar"><p>موقع حكومي رسمي تابع لحكومة المملكة</p><p>كيف تتحقق؟ روابط المواقع الحكومية تنتهي بـ gov.sa</p></div><div id="s4-ribbonrow">{hijri_day(posting.clock)} هـ | {posting.clock:%d/%m/%Y} م</div><ul class="root static">{"".join(f"<li class='static'><a class='menu-item' href='/p{n}'>{word}</a></li>" for n, word in enumerate(words))}</ul>
<div id="contentBox"><div id="DeltaPlaceHolderMain"><a id="mainContent"></a>{main}</div></div><div class="foot"><p>وزارة المياه والواحات {arabic_indic(str(posting.clock.year))} © خريطة الموقع | سياسة الخصوصية | إمكانية الوصول</p><p>مركز الاتصال الموحد 939</p></div></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    rows = "".join(
        f'<div class="ms-srch-item"><a href="{one.path}">{escape(one.title)}</a><div>{hijri_day(one.moment)} هـ</div><div class="ms-srch-item-summary">{escape(one.teaser)}</div></div>'
        for one in posting.neighbours
    )
    return f'<h1 class="ms-core-pageTitle">{heading or "المركز الإعلامي"}</h1><div class="ms-webpart-zone">{rows}</div><div class="paging">عرض 1 - 14 من {posting.random.randrange(200, 900)} خبراً</div>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<h1 class="ms-core-pageTitle">{escape(title)}</h1><div class="ms-rtestate-field">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="a ministry, Hijri days, no signature",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            (
                "الصفحة المطلوبة غير متاحة",
                "عزيزي المستفيد، الصفحة التي تحاول الوصول إليها غير متاحة حالياً أو تم تغيير عنوانها.",
            ),
            ("خطأ في الوصول", "لم يتم العثور على الملف المطلوب."),
        ),
    ),
)
