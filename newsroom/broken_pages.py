"""Pages that broken outlets serve: a new design, walls, shells, a report in English."""

from dataclasses import replace
from html import escape

from newsroom.answers import Document, with_status
from newsroom.makes import NOT_FOUND, Make, Posting, View
from newsroom.printed import LEVANTINE, long_day
from newsroom.reports import Report

HTML = "text/html; charset=utf-8"
OFFER = (
    '<div class="offer"><p>هل تتابع أخبارنا من هاتفك؟ نزّل تطبيقنا الجديد من المتجر، واختر الأقسام التي تهمّك، وستصلك '
    "عناوين الصباح والمساء قبل غيرك، من دون إعلانات ومن دون تسجيل.</p><p>ولمن يفضّل البريد، نرسل كل خميس رسالة فيها "
    "أفضل ما كتبه مراسلونا خلال الأسبوع، مع مختارات من رسائل القرّاء وردود المحرّرين عليها.</p></div>"
)
_ABOUT = (
    "تأسست هذه الصحيفة على يد مجموعة من أصحاب المهنة الذين آمنوا بأن القارئ يستحق خبراً دقيقاً ولغة واضحة ومصدراً معروفاً.",
    "يعمل في مكاتبنا محررون ومراسلون ومصورون من مدن مختلفة، ويجمعهم ميثاق تحرير منشور يستطيع كل قارئ أن يحاسبنا عليه.",
    "نصحح أخطاءنا علناً في أسفل الصفحة، ونذكر وقت التصحيح وسببه، ولا نحذف خبراً نُشر إلا إذا ألحق بقاؤه أذى بإنسان.",
    "لا نقبل إعلاناً يتخفّى في هيئة خبر، وكل ما دُفع ثمنه يحمل كلمة إعلان بخط ظاهر في أول السطر وفي آخره أيضاً.",
    "تصلنا كل يوم عشرات الرسائل، ونقرأها كلها، ونرد على ما نستطيع منها خلال يومين، ونحيل الباقي إلى المحرر المناوب.",
    "يمكنكم زيارة مكتبنا في أيام العمل من التاسعة صباحاً حتى الثالثة ظهراً، والهاتف مفتوح للجميع حتى منتصف الليل.",
    "ونرحب بالمقالات التي تصلنا من الكتّاب الشباب، على ألا يزيد المقال عن سبعمئة كلمة وألا يكون قد نُشر في مكان آخر.",
)
_SLOGAN = "خبر صادق في وقته"
_ENGLISH = (
    "The council of {place} said on {day} that the works on the road of {slug} would begin in the spring.",
    (
        "Its speaker told reporters that the sum of {number} thousand was set aside for it, and that the rest was due"
        " by the end of the year, as it had been with the last of the projects."
    ),
    (
        "Residents who live by the road said that they had been asking for it since the winter of the floods, and "
        "that the bridge with the number {number} was the first of the things to be mended."
    ),
    (
        "The engineer in charge of the {slug} plan said that it was too early to say when the last of the works "
        "would be done, for the weather on the hills is not to be relied on."
    ),
    (
        "It is the third time in {number} weeks that the council has put the plan to a vote, and for the first time it passed with "
        "the votes of both sides, which the mayor called a good sign for the town."
    ),
)


def redesigned(make: Make, view: View, posting: Posting) -> Document:
    """A report in a new design that misleads: a slogan as <h1>, the house's history in the only <article>,
    the report in nameless divisions with an offer among them, its date below."""
    gold = make.gold(view, posting)
    lines = [f"<div>{escape(line)}</div>" for line in gold.text]
    lines.insert(1, OFFER)
    about = "".join(f"<p>{line}</p>" for line in _ABOUT)
    menu = " ".join(
        f'<a href="{escape(make.section_path(view, one))}">{escape(one)}</a>' for one in view.sections
    )
    author = f'<span class="pen">{escape(gold.byline)}</span> ' if gold.byline else ""
    moment = f"{long_day(gold.published, LEVANTINE)} - {gold.published:%H:%M}"
    return page_of(
        view.name,
        f'<div class="bar"><h1>{_SLOGAN}</h1>{menu}</div>\n<div class="grid"><div class="col">'
        f'<article class="house"><h2>من نحن</h2>{about}</article></div>\n<div class="col wide">'
        f'<div class="hed">{escape(gold.title)}</div>\n<div class="txt">\n{"".join(lines)}\n</div>\n'
        f'<div class="foot">{author}<span class="when">{moment}</span></div></div></div>',
    )


def bare(make: Make, view: View, posting: Posting) -> Document:
    """A report in a design without any name: divisions in divisions, the house's history and an offer among
    them, the same slogan in every <title> and largest heading."""
    gold = make.gold(view, posting)
    lines = "".join(f"<div>{escape(line)}</div>" for line in gold.text)
    about = "".join(f"<div>{line}</div>" for line in _ABOUT)
    menu = " ".join(
        f'<a href="{escape(make.section_path(view, one))}">{escape(one)}</a>' for one in view.sections
    )
    moment = f"{long_day(gold.published, LEVANTINE)} - {gold.published:%H:%M}"
    author = f"<div>{escape(gold.byline)}</div>" if gold.byline else "<div>أسرة التحرير</div>"
    return page_of(
        _SLOGAN,
        f"<div><h1>{_SLOGAN}</h1><div>{menu}</div></div><div><div>{about}</div>"
        f"<div><div><div>{escape(gold.title)}</div><div>شارك هذا الخبر مع أصدقائك في كل مكان تصل إليه</div></div>"
        f"<div>{lines}</div><div><div>{moment}</div>{author}</div></div></div>",
    )


def consent(view: View) -> Document:
    """A page that asks for consent and shows nothing else."""
    text = (
        "<h1>نحن نقدر خصوصيتك</h1><p>نستخدم ملفات تعريف الارتباط لتحسين الخدمة وقياس الزيارات.</p>"
        "<button>أوافق على الكل</button> <button>إعدادات</button>"
    )
    return page_of(view.name, text)


def challenge() -> Document:
    """A test for visitors, with status 200."""
    text = '<h1>Just a moment...</h1><p>Checking your browser before you go on.</p><script>cf_chl_opt={r:"1"}</script>'
    return page_of("Just a moment...", text)


def refusal() -> Document:
    """A short refusal."""
    return page_of("403 Forbidden", "<h1>403 Forbidden</h1>")


def teaser(make: Make, view: View, posting: Posting) -> Document:
    """The beginning of a report and an offer to subscribe."""
    gold = make.gold(view, posting)
    stamp = f'<time datetime="{gold.published.isoformat()}"></time>'
    text = (
        f"<article><h1>{escape(gold.title)}</h1>{stamp}<p>{escape(gold.text[0][:150])}…</p></article>"
        "<div><p>هذا المحتوى متاح للمشتركين، اشترك الآن لمتابعة القراءة.</p></div>"
    )
    return page_of(f"{gold.title} | {view.name}", text)


def shell(view: View) -> Document:
    """A page that a script in the browser would fill."""
    text = '<div id="root"></div><script src="/static/app.js"></script><script>window.__STATE__={}</script>'
    return page_of(view.name, text)


def not_found(make: Make, view: View, status: int = 404) -> Document:
    """The site's own "not found" page."""
    text = "عذراً، الصفحة التي تبحث عنها حُذفت أو تغيّر عنوانها."
    return with_status(make.notice(view, NOT_FOUND, text), status)


def english(report: Report) -> Report:
    """The report as an English edition would have it: an invented text about a road, another for each."""
    name = report.slug.replace("-", " ")
    values = {
        "place": name.split()[0].title(),
        "day": f"{report.published:%A}",
        "slug": name,
        "number": report.number * 13,
    }
    return replace(
        report,
        title=f"Council votes on the plan for {name}, works to begin in the spring",
        text=tuple(line.format(**values) for line in _ENGLISH),
        subtitle=None,
        byline=None,
        place=None,
        tags=(),
    )


def page_of(title: str, body: str) -> Document:
    """A page of HTML with a title and nothing else in its head."""
    text = (
        f'<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return Document(content=text.encode(), media_type=HTML)
