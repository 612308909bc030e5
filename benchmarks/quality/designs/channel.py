"""A channel's post as the messenger shows it to browsers: no headline but the first bold line, the hour in UTC."""

from collections.abc import Sequence
from html import escape

from benchmarks.quality.clocks import utc
from benchmarks.quality.designs import wordings
from benchmarks.quality.postings import Posting
from benchmarks.quality.printing import Design, Manners, Printed, declare

OUTLET = declare("rased", "راصد الجنوب", "Rased South", "SY", "Asia/Damascus")
_FIRST = ("مهند", "غادة", "أبو محمد", "يامن", "رؤى", "شادي")
_LAST = ("الزعبي", "المصري", "الحريري", "عامر", "الأطرش", "الشوفي")


def article(posting: Posting) -> Printed:
    """Give one message with its bubble, its signature and the words around it."""
    people = wordings.names(posting, _FIRST, _LAST)
    moment, foot, precision = posting.moment, "", None
    if moment:
        precision = "minute"
        foot = f'<a class="tgme_widget_message_date" href="https://t.example/rased/{posting.number}"><time datetime="{utc(moment, "+00:00")}" class="time">{moment:%H:%M}</time></a>'
    joint = posting.one(("<br/><br/>", "<br/><br/>", "<br/>"))
    sign = posting.one(("🔴", "📌", "⭕️", ""))
    by = f"{joint}✍️ {posting.one(('', 'كتب: ', 'بقلم: '))}{' و'.join(people)}" if people else ""
    tags = wordings.topics(posting)[:3]
    hashes = (
        joint + " ".join(f'<a href="?q=%23{n}">#{tag.replace(" ", "_")}</a>' for n, tag in enumerate(tags))
        if tags
        else ""
    )
    text = f"{sign} <b>{escape(posting.title)}</b>{joint}{joint.join(map(escape, posting.paragraphs))}{by}{hashes}"
    main = f"""<div class="tgme_widget_message js-widget_message" data-post="rased/{posting.number}"><div class="tgme_widget_message_user"><a href="https://t.example/rased"><i class="tgme_widget_message_user_photo"></i></a></div><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="/rased"><span dir="auto">{posting.outlet.name}</span></a></div>
<a class="tgme_widget_message_photo_wrap" style="width:800px"></a><div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div><div class="tgme_widget_message_footer"><div class="tgme_widget_message_info"><span class="tgme_widget_message_views">{posting.random.randrange(2, 90)}.{posting.random.randrange(1, 9)}K</span><span class="copyonly"> views</span><span class="tgme_widget_message_meta">{foot}</span></div></div></div></div>"""
    return Printed(
        path=f"/s/rased/{posting.number + 3000}",
        html=shell(posting, posting.title, main),
        precision=precision,
        persons=people,
    )


def shell(posting: Posting, title: str, main: str) -> str:
    """Give a page of the messenger."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{posting.outlet.name} – Telegram</title><meta property="og:title" content="{posting.outlet.name}"><meta property="og:site_name" content="Telegram"><meta property="og:description" content="{escape(title)}"></head><body class="widget_frame_base tgme_webpreview"><header class="tgme_header"><a class="tgme_header_link"><div class="tgme_header_title"><span dir="auto">{posting.outlet.name}</span></div><div class="tgme_header_counter">{posting.random.randrange(3, 99)}.4K subscribers</div></a></header>
<main class="tgme_main"><section class="tgme_channel_history">{main}</section></main><div class="tgme_channel_info"><div class="tgme_channel_info_description">{posting.one(wordings.FOLLOW)}</div><a class="tgme_channel_download_telegram">Download Telegram</a><div>You can view and join @rased right away.</div></div></body></html>"""


def _listing(posting: Posting, heading: str) -> str:
    return "".join(
        f'<div class="tgme_widget_message"><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_text" dir="auto">{escape(one.title)}<br/><a href="{one.path}">https://rased.example{one.path}</a></div><time datetime="{utc(one.moment, "+00:00")}" class="time">{one.moment:%H:%M}</time></div></div>'
        for one in posting.neighbours
    )


def _report(title: str, paragraphs: Sequence[str]) -> str:
    return f'<div class="tgme_widget_message"><div class="tgme_widget_message_text" dir="auto"><b>{escape(title)}</b><br/><br/>{"<br/><br/>".join(map(escape, paragraphs))}</div></div>'


DESIGN = Design(
    outlet=OUTLET,
    habit="a message of a channel",
    article=article,
    shell=shell,
    manners=Manners(
        listing=_listing,
        report=_report,
        gone=(
            ("", "هذا المنشور غير موجود أو حُذف من القناة."),
            ("Post not found", "تعذّر العثور على المنشور المطلوب."),
        ),
    ),
)
