"""Pages that are no report, in the clothes of every design, and the refusals that are right for them."""

from collections.abc import Iterator, Sequence
from html import escape

from benchmarks.quality import furniture, phrases
from benchmarks.quality.material import Story
from benchmarks.quality.postings import Posting, make_posting
from benchmarks.quality.printing import Design, Gold, Sheet, capture
from benchmarks.quality.refusal_texts import FOREIGN, GONE, STUBS, WALLS

_PAGES = '<a href="?page=2">2</a> <a href="?page=3">3</a> <a href="?page=2">الصفحة التالية</a>'
_MISSING = ("/404/x", "/news/918273645", "/2019/03/gone/")


def refusal_sheets(design: Design, stories: Sequence[Story], count: int) -> Iterator[Sheet]:
    """Give `count` pages of each sort for a design."""
    for number in range(count):
        for kind, make in _KINDS.items():
            posting = make_posting(design.outlet, number, stories, kind)
            yield make(design, posting, kind)


def _sheet(design: Design, posting: Posting, kind: str, code: str, html: str, path: str) -> Sheet:
    body = html.encode(design.charset, "xmlcharrefreplace")
    return Sheet(
        design=design.slug,
        number=posting.number,
        kind=kind,
        page=capture(posting, path, body, f"text/html; charset={design.charset}"),
        gold=Gold(codes=frozenset(code.split("|"))),
    )


def _home(design: Design, posting: Posting, kind: str) -> Sheet:
    first = posting.neighbours[0]
    main = f'<div class="lead"><h2>{furniture.link(first)}</h2><p>{escape(first.teaser)}</p></div>'
    main += _list(posting, with_teasers=posting.maybe(0.5))
    if draw := design.manners.listing:
        main = draw(posting, "")
    html = design.shell(posting, design.outlet.name, main)
    return _sheet(design, posting, kind, "section-page", html, posting.one(("/home", "/index.html", "/ar/")))


def _section(design: Design, posting: Posting, kind: str) -> Sheet:
    heading = posting.section if kind == "section" else posting.one(phrases.TAGS)
    title = f"<h1>{posting.one(('', 'أخبار ', 'وسم: ', 'كل ما كُتب عن '))}{heading}</h1>"
    main = title + _list(posting, with_teasers=posting.maybe(0.7))
    main += f'<div class="pages">{_PAGES}</div>'
    if draw := design.manners.listing:
        main = draw(posting, heading)
    path = f"/section/{posting.number + 3}" if kind == "section" else f"/tag/{posting.number}/"
    return _sheet(design, posting, kind, "section-page", design.shell(posting, heading, main), path)


def _list(posting: Posting, *, with_teasers: bool) -> str:
    rows = []
    for one in posting.neighbours:
        teaser = f"<p>{escape(one.teaser)}</p>" if with_teasers else ""
        rows.append(f'<h3>{furniture.link(one)}</h3><span class="date">{one.moment:%d/%m/%Y}</span>{teaser}')
    return furniture.each(rows, '<div class="item">', "</div>")


def _gone(design: Design, posting: Posting, kind: str) -> Sheet:
    heading, text = posting.random.choice(design.manners.gone or GONE)
    main = (
        f'<div class="error"><h1>{heading}</h1><p>{text}</p><a href="/">العودة إلى الصفحة الرئيسية</a></div>'
    )
    return _sheet(
        design, posting, kind, "not-found-page", design.shell(posting, heading, main), posting.one(_MISSING)
    )


def _wall(design: Design, posting: Posting, kind: str) -> Sheet:
    own = design.manners.consent if kind == "consent-wall" else ()
    html = posting.random.choice(own or [text for code, text in WALLS if code == kind])
    return _sheet(
        design, posting, kind, kind, html.replace("NAME", design.outlet.name), f"/news/{posting.number}"
    )


def _stub(design: Design, posting: Posting, kind: str) -> Sheet:
    text = posting.paragraphs[0][:260].rsplit(" ", 1)[0]
    wall = f'<div class="wall">{posting.one(STUBS)}</div>'
    main = f"<article><h1>{escape(posting.title)}</h1><p>{escape(text)}...</p>{wall}</article>"
    if draw := design.manners.report:
        main = draw(posting.title, (f"{text}...",)) + wall
    return _sheet(
        design,
        posting,
        kind,
        "paywall",
        design.shell(posting, posting.title, main),
        f"/news/{posting.number}",
    )


def _foreign(design: Design, posting: Posting, kind: str) -> Sheet:
    title, paragraphs = posting.random.choice(FOREIGN)
    main = (
        f"<article><h1>{escape(title)}</h1>{furniture.each(map(escape, paragraphs), '<p>', '</p>')}</article>"
    )
    if draw := design.manners.report:
        main = draw(title, paragraphs)
    return _sheet(
        design, posting, kind, "wrong-language", design.shell(posting, title, main), f"/x/{posting.number}"
    )


def _file(design: Design, posting: Posting, kind: str) -> Sheet:
    content_type, body = posting.random.choice(
        (
            ("application/pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\n"),
            ("application/json", b'{"status": "ok", "items": []}'),
            ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200)),
            (
                "text/xml",
                b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>',
            ),
        )
    )
    return Sheet(
        design=design.slug,
        number=posting.number,
        kind=kind,
        page=capture(posting, f"/file/{posting.number}", body, content_type),
        gold=Gold(codes=frozenset(("not-html",))),
    )


_KINDS = {
    "home": _home,
    "section": _section,
    "tag": _section,
    "not-found": _gone,
    "bot-challenge": _wall,
    "consent-wall": _wall,
    "paywall": _stub,
    "foreign": _foreign,
    "file": _file,
}
