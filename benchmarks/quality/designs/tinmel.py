"""A Moroccan portal: classes in French, months in Moroccan, «تينمل - فلان», letters from its visitors."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from benchmarks.quality import furniture
from benchmarks.quality.asides import printed
from benchmarks.quality.clocks import MOROCCAN, iso, weekday, written
from benchmarks.quality.designs import newer_wordings as wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("tinmel", "تينمل", "Tinmel", "MA", "Africa/Casablanca")
_FIRST = ("سعيد", "لطيفة", "عبد الإله", "حنان", "إدريس", "نعيمة", "المصطفى", "غيثة")
_LAST = ("الوزاني", "أيت باها", "بنكيران", "الصنهاجي", "بوشامة", "لمراني", "الإدريسي", "أوبلا")


def article(posting: Posting) -> Printed:
    """Give a report signed by the portal and its writer, or by the portal and an agency."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, day, precision = posting.moment, "", None
    if moment:
        precision = "minute" if posting.with_time else "day"
        day = f'<span class="date-publication">{_shown(posting, moment)}</span>'
    mark = posting.outlet.name
    office = wordings.agency(posting)
    if people:
        joined = " و".join(people)
        signed = posting.one(
            (
                f"{mark} - {joined}",
                f"{mark} – {joined}",
                f"{mark}: {joined}",
                joined,
                f"{joined} (صحافي متدرب)",
            )
        )
        if posting.maybe(0.2):
            signed = f"{joined} - {posting.one(('الرباط', 'فاس', 'أكادير', 'طنجة'))}"
    elif office:
        signed = posting.one((f"{mark} - {office}", f"{mark} - و.م.ع", f"{mark} – متابعة"))
    else:
        signed = posting.one((mark, f"{mark} - الرباط", f"من {mark}"))
    photo, topics, section = wordings.photo(posting), wordings.topics(posting), posting.one(wordings.SECTIONS)
    head = f'<meta property="article:section" content="{section}">'
    if moment and posting.maybe(0.3):
        head += f'<meta property="article:published_time" content="{iso(moment)}">'
        precision = "minute"
    spans = [f'<span class="auteur">{signed}</span>', day]
    if posting.maybe(0.4):
        spans.reverse()
    word = posting.one(("صورة: ", "", ""))
    legend = f'<div class="legende">{word}{photo}</div>' if photo else ""
    figure = f'<div class="image-principale"><img src="/uploads/{posting.number}.jpg">{legend}</div>'
    tags = (
        f'<div class="mots-cles"><ul>{"".join(f"<li><a href=/tag/{n}>{topic}</a></li>" for n, topic in enumerate(topics))}</ul></div>'
        if topics
        else ""
    )
    main = f"""<div class="fil-ariane"><a href="/">الرئيسية</a> » <a href="/r">{section}</a></div><div class="contenu-article"><h1 class="titre-article">{escape(posting.title)}</h1>{figure}<div class="infos-article">{"".join(spans)}</div><div class="partage"><a>فايسبوك</a><a>واتساب</a></div>
<div class="corps-article">{_text(posting)}</div>{tags}</div>{_after(posting)}"""
    return Printed(
        path=f"/{posting.one(('khabar', 'societe', 'politique'))}-{posting.random.randrange(10**5, 10**7)}.html",
        html=_page(posting, posting.title, main, head),
        precision=precision,
        persons=people,
        asides=printed(section=section, tags=topics, caption=photo),
    )


def _shown(posting: Posting, moment: datetime) -> str:
    day = posting.one(
        (
            f"{weekday(moment)} {written(moment, MOROCCAN)}",
            f"{weekday(moment)} {moment.day:02} {MOROCCAN[moment.month - 1]} {moment.year}",
            f"{written(moment, MOROCCAN)}",
            f"نشر في {written(moment, MOROCCAN)}",
        )
    )
    clock = posting.one(
        (f" - {moment:%H:%M}", f" | {moment:%H:%M}", f" الساعة {moment:%H:%M}", f" على {moment:%H:%M}")
    )
    return day + (clock if posting.with_time else "")


def _text(posting: Posting) -> str:
    def pause(number: int) -> str:
        one = posting.neighbours[number % 9]
        return posting.one(
            (
                f'<div class="a-lire-aussi"><span>{posting.one(wordings.MORE)}</span><h5><a href="{one.path}">{escape(one.title)}</a></h5></div>',
                f'<div class="publicite"><span>{posting.one(wordings.PROMOTED)}</span></div>',
                f'<div class="bandeau-appli"><p>{posting.one(wordings.FOLLOW)}</p></div>',
            )
        )

    return "\n".join(
        furniture.with_pauses(posting, furniture.blocks(posting, posting.paragraphs), pause, 0.12)
    )


def _after(posting: Posting) -> str:
    said = "".join(
        f'<li class="commentaire"><div class="entete"><span class="numero">{number}</span><span class="nom">{who}</span><span class="date-commentaire">{weekday(when)} {written(when, MOROCCAN)} - {when:%H:%M}</span></div><div class="texte"><p>{what}</p></div><span class="votes">{posting.random.randrange(-9, 40)}</span></li>'
        for number, (who, when, what) in enumerate(wordings.remarks(posting, 5), 1)
    )
    cards = "".join(
        f'<div class="carte"><a href="{one.path}"><h3 class="titre-carte">{escape(one.title)}</h3></a><small>{weekday(one.moment)} {written(one.moment, MOROCCAN)} - {one.moment:%H:%M}</small></div>'
        for one in posting.neighbours[:6]
    )
    return f"""<section class="articles-lies"><h4>{posting.one(wordings.BOXES)}</h4>{cards}</section><section class="commentaires"><h4>تعليقات الزوار</h4><p class="avis">التعليقات الواردة من الزوار لا تلزم إلا أصحابها</p><ol>{said}</ol><form><p>المرجو التزام قواعد النشر. الحقول المؤشر عليها بنجمة إجبارية.</p></form></section>"""


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the portal."""
    return _page(posting, title, main, "")


def _page(posting: Posting, title: str, main: str, head: str) -> str:
    now = posting.clock
    wire = "".join(
        f'<li><span class="heure">{one.moment:%H:%M}</span> <a href="{one.path}">{escape(one.title)}</a></li>'
        for one in posting.neighbours[6:12]
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="UTF-8"><title>{escape(title)} - {posting.outlet.name}</title><meta property="og:locale" content="ar_MA"><meta property="og:title" content="{escape(title)}">{head}</head><body><div class="haut-de-page"><span class="aujourdhui">{weekday(now)} {written(now, MOROCCAN)}</span><span class="meteo">24° الدار البيضاء</span><a class="logo" href="/">تينمل</a><ul class="menu-principal">{"".join(f"<li>{one}</li>" for one in wordings.bar(posting, 11))}</ul></div>
<div class="grille"><div class="colonne-gauche">{main}</div><div class="colonne-droite"><h4>{posting.one(wordings.TOP)}</h4><ul class="fil-info">{wire}</ul><div class="infolettre"><h5>{posting.one(wordings.FOLLOW)}</h5></div></div></div>
<div class="pied-de-page"><p>تينمل © {now.year} - ملف الصحافة عدد 14/07 ص.ح</p><p>مدير النشر: الهاشمي أوعلي</p></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    cards = "".join(
        f'<div class="carte-liste"><a href="{one.path}"><h3>{escape(one.title)}</h3></a><small>{weekday(one.moment)} {written(one.moment, MOROCCAN)} - {one.moment:%H:%M}</small><p>{escape(one.teaser)}</p></div>'
        for one in posting.neighbours
    )
    return f'<h1 class="titre-rubrique">{heading or posting.outlet.name}</h1>{cards}<div class="page-suivante"><a>تحميل المزيد</a></div>'


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="contenu-article"><h1 class="titre-article">{escape(title)}</h1><div class="corps-article">{"".join(f"<p>{escape(text)}</p>" for text in paragraphs)}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="French classes, «تينمل - فلان», ماي",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("صفحة غير موجودة", "المعذرة، المقال المطلوب لم يعد موجوداً على هذا العنوان."),
            ("خطأ", "لا وجود لهذه الصفحة. يمكنكم استعمال محرك البحث."),
        ),
        consent=(
            '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="UTF-8"><title>NAME</title></head><body><div id="didomi-popup"><h1>مرحبا بكم في NAME</h1><p>بموافقتكم، نستعمل نحن وشركاؤنا ملفات الكوكيز أو تقنيات مماثلة لتخزين معلوماتكم الشخصية كزيارتكم لهذا الموقع ومعالجتها. يمكنكم سحب موافقتكم متى شئتم.</p><button>قبول وإغلاق</button><button>معرفة المزيد</button></div></body></html>',
        ),
    ),
)
