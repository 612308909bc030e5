"""The make of «بوابة السد»: neither feed nor sitemap; five sections that page in five ways."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from newsroom import feeds
from newsroom.answers import Document, Manner
from newsroom.makes import Gold, Make, Posting, View, dateline, links, with_dateline
from newsroom.paged_pages import (
    CLIPS,
    PAGED,
    PER_PAGE,
    amp_page,
    author_link,
    card,
    card_list,
    clip_list,
    clip_page,
    frame,
    id_of,
    json_piece,
    latin,
    list_path,
    listing,
    numbered,
    page_path,
    piece,
    print_page,
    printed_date,
    section_named,
    section_path,
    standing_page,
    tag_path,
)
from newsroom.pictures import png
from newsroom.reports import Report
from newsroom.standing import (
    STANDING,
    parts,
    prose,
    whole_number,
)

_FRONT = 8
_PER_TAG = 10


class Paged(Make):
    """A system of the outlet's own. A third of its reports have words in their address."""

    article_url = r"(?<!/amp)/news/\d+$|/article/\d+/[^/?]+$"
    declares_sections = True
    manners = (Manner(gzip=True), Manner(framing="chunked"), Manner())

    def path(self, report: Report) -> str:
        """`/news/48220`, or `/article/48220/كلمات-من-العنوان`."""
        if report.number % 3 == 0:
            words = quote("-".join(re.findall(r"\w+", report.title)[:6]))
            return f"/article/{id_of(report)}/{words}"
        return f"/news/{id_of(report)}"

    def image(self, report: Report) -> str | None:
        """Two of three reports have a picture."""
        return f"/uploads/{report.published:%Y%m}/{id_of(report)}.png" if report.number % 3 != 1 else None

    def article(self, view: View, posting: Posting) -> Document:
        """A report between the boxes of a portal."""
        report, number = posting.report, id_of(posting.report)
        subtitle = f'<h2 class="subtitle">{escape(report.subtitle)}</h2>\n' if report.subtitle else ""
        author = ""
        if report.byline:
            author = f'<span class="author">{author_link(view, report.byline)}</span> | '
        picture = (
            f'<figure class="main-img"><img src="{posting.image}" alt=""><figcaption>أرشيف'
            "</figcaption></figure>\n"
            if posting.image
            else ""
        )
        tags = " ".join(
            f'<a href="{tag_path(tag)}">#{escape(tag)}</a>' for tag in report.tags if tag in view.tags
        )
        text = with_dateline(report.text, dateline(view, report), " – ")
        amp = f"/amp/news/{number}"
        printed = f"/news/{number}?print=1"
        body = (
            '<div class="breadcrumb"><a href="/">الرئيسية</a> / '
            f'<a href="{self.section_path(view, report.section)}">'
            f"{escape(report.section)}</a></div>\n<h1>{escape(report.title)}</h1>\n{subtitle}"
            f'<div class="info">{author}<span class="date">{printed_date(report)}</span></div>\n{picture}'
            f'<div class="article-body">\n{prose(text)}\n</div>\n'
            f'<div class="tools"><a href="{printed}">طباعة</a> <a href="{amp}">نسخة خفيفة</a></div>\n'
            f'<div class="tags">{tags}</div>\n'
            f'<div class="related"><h3>أخبار ذات صلة</h3><ul>\n{links(view.related(posting))}</ul></div>'
        )
        head = (
            f'<link rel="canonical" href="{view.origin}{escape(posting.path)}">\n'
            f'<link rel="amphtml" href="{view.origin}{amp}">\n'
            f'<meta property="og:title" content="{escape(report.title)}">\n'
        )
        return frame(view, f"{report.title} - {view.name}", body, head, posting=posting)

    def home(self, view: View) -> Document:
        """The newest few; all else is behind the sections."""
        top = "".join(card(one) for one in view.public[:_FRONT])
        body = f'<div class="top-news">\n{top}</div>'
        return frame(view, view.name, body, '<meta property="og:type" content="website">\n')

    def section_path(self, view: View, section: str) -> str:
        """`/section/local`; sections nobody named in advance keep their Arabic name."""
        return section_path(section)

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """The first page of a section."""
        return listing(view, section, postings, 0)

    def machines(self, view: View) -> Mapping[str, Document]:
        """A robots.txt, and nothing else for machines."""
        robots = feeds.robots(view, disallow=("/cp/",))
        return {"/robots.txt": Document(content=robots, media_type="text/plain; charset=utf-8")}

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the minute; the Hijri day beside the Gregorian one."""
        report = posting.report
        opening = dateline(view, report)
        return Gold(
            title=report.title,
            subtitle=report.subtitle,
            byline=report.byline,
            dateline=opening,
            section=report.section,
            published=report.published,
            precision="minute",
            text=with_dateline(report.text, opening, " – "),
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page with a sentence."""
        body = f'<div class="message"><h1>{escape(title)}</h1><p>{escape(text)}</p></div>'
        return frame(view, f"{title} - {view.name}", body)

    def assets(self, view: View) -> Mapping[str, Document]:
        """A logo and a stylesheet."""
        return {
            "/assets/logo.png": Document(content=png(view.name), media_type="image/png", tagged=True),
            "/assets/app.css": Document(
                content=b".card{border:1px solid #ddd}.load-more{cursor:pointer}",
                media_type="text/css",
                tagged=True,
            ),
        }

    def aliases(self, view: View) -> Mapping[str, str]:
        """A number leads to the address with words, where there is one."""
        numbers = {f"/news/{id_of(one.report)}": one.path for one in view.reports}
        return {path: target for path, target in numbers.items() if path != target}

    def twins(self, view: View) -> Mapping[str, str]:
        """AMP pages, print pages, and numbers without the words."""
        found = dict(super().twins(view))
        for one in view.reports:
            number = id_of(one.report)
            found |= {f"/amp/news/{number}": one.path, f"/news/{number}?print=1": one.path}
        return found

    def others(self, view: View) -> tuple[str, ...]:
        """Sections with their pages and pieces, tags, authors, clips, pages that stand."""
        return tuple(dict.fromkeys(self._others(view)))

    def answer(self, view: View, path: str, options: Mapping[str, str]) -> Document | None:
        """Further pages of sections, pieces that load more, twins, tags, authors, clips, standing pages."""
        match path.strip("/").split("/"):
            case ["section", name, *further]:
                return self._section_page(view, name, further, options)
            case ["ajax", name, page]:
                return piece(view, name, whole_number(page))
            case ["api", "list"]:
                return json_piece(view, options)
            case ["amp", "news", number]:
                found = numbered(view, number)
                return amp_page(view, found) if found else None
            case ["news", number]:
                found = numbered(view, number)
                return print_page(view, found) if found and "print" in options else None
            case ["tag", tag] if tag in view.tags:
                return card_list(view, f"وسم: {tag}", view.tags[tag][:_PER_TAG])
            case ["author", place] if 0 < whole_number(place) <= len(view.authors):
                name = list(view.authors)[whole_number(place) - 1]
                return card_list(view, name, view.authors[name][:_PER_TAG])
            case ["search"]:
                return self.notice(view, "بحث", "أدخل كلمة البحث.")
            case [kind] if kind in CLIPS:
                return clip_list(view, kind)
            case [kind, number] if kind in CLIPS:
                clips = [clip for clip in CLIPS[kind] if str(clip.number) == number]
                return clip_page(view, clips[0]) if clips else None
            case ["page", name]:
                pages = [page for page in STANDING if page.name == name]
                return standing_page(view, pages[0]) if pages else None
        return None

    def _section_page(
        self, view: View, name: str, further: list[str], options: Mapping[str, str]
    ) -> Document | None:
        found = section_named(view, name)
        if found is None or len(further) > 1:
            return None
        section, postings = found
        page = {
            "local": whole_number(further[0], 1) - 1 if further else 0,
            "politics": whole_number(options.get("p", ""), 1) - 1,
            "economy": whole_number(options.get("offset", "")) // PER_PAGE,
        }.get(name, 0)
        return listing(view, section, postings, max(0, page))

    def _others(self, view: View) -> Iterator[str]:
        for section, postings in view.sections.items():
            path, name, count = self.section_path(view, section), latin(section), parts(postings, PER_PAGE)
            yield path
            yield from (page_path(name, path, page) for page in range(1, count + 1) if name in PAGED)
            if name == "culture":
                yield from (f"/ajax/culture/{page}" for page in range(2, count + 2))
            if name == "sport":
                yield from (list_path(name, page) for page in range(2, count + 1))
        yield from (tag_path(tag) for tag in view.tags)
        yield from (f"/author/{place}" for place in range(1, len(view.authors) + 1))
        for kind, clips in CLIPS.items():
            yield f"/{kind}"
            yield from (f"/{kind}/{clip.number}" for clip in clips)
        yield from (f"/page/{page.name}" for page in STANDING)
        yield "/search"
