"""New designs of an outlet's pages: what they print is the same, where and how it stands is not.

Unlike the ways to break in `newsroom.variants` each changes one thing that real redesigns change, so that it
shows which of them is noticed and mended.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from newsroom.answers import Document
from newsroom.broken_pages import page_of
from newsroom.makes import Gold
from newsroom.printed import GREGORIAN, LEVANTINE, arabic_indic, long_day
from newsroom.variants import Scene, Variant, without_dates

SLOGAN = "خبر صادق في وقته"
NEW_NAMES = str.maketrans("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
APP = "حمّل تطبيقنا الجديد لتصلك الأخبار العاجلة على هاتفك قبل غيرك، من دون إعلانات ومن دون تسجيل."


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a report as a design draws them, each as HTML."""

    section: str
    title: str
    subtitle: str
    byline: str
    date: str
    text: str


Draw = Callable[[Gold, Scene], Parts]


def _renamed(scene: Scene) -> Document:
    """The page of today with other class names and ids throughout."""
    text = scene.document.content.decode(scene.make.charset)

    def rename(found: re.Match[str]) -> str:
        return f'{found[1]}="{found[2].translate(NEW_NAMES)}"'

    text = re.sub(r'(?<= )(class|id)="?([\w -]+)"?(?=[\s>])', rename, text)
    content = text.encode(scene.make.charset, "xmlcharrefreplace")
    return replace(scene.document, content=content, modified=None)


def _date_moved(scene: Scene) -> Document:
    """The page of today with its date below the text, in words and Arabic-Indic digits."""
    assert scene.posting is not None
    moment = scene.make.gold(scene.view, scene.posting).published
    printed = arabic_indic(f"{moment:%H:%M} - {long_day(moment, LEVANTINE)}")
    text = without_dates(scene).content.decode(scene.make.charset)
    text = re.sub("(</body>|</html>|$)", rf'<div class="fin"><b>{printed}</b></div>\n\1', text, count=1)
    content = text.encode(scene.make.charset, "xmlcharrefreplace")
    return replace(scene.document, content=content, modified=None)


def _drawn(draw: Callable[[Parts], str], *, split: bool = False) -> Callable[[Scene], Document]:
    def answer(scene: Scene) -> Document:
        assert scene.posting is not None
        gold = scene.make.gold(scene.view, scene.posting)
        menu = "".join(
            f'<li><a href="{escape(scene.make.section_path(scene.view, one))}">{escape(one)}</a></li>'
            for one in scene.view.sections
        )
        others = scene.view.related(scene.posting)
        related = "".join(
            f'<li><a href="{escape(one.path)}">{escape(one.report.title)}</a></li>' for one in others
        )
        box = f'<div class="related-box"><h4>اقرأ أيضاً</h4><ul>{related}</ul></div>'
        text = _split(gold, box) if split else "".join(f"<p>{escape(line)}</p>\n" for line in gold.text)
        moment = gold.published
        parts = Parts(
            section=escape(gold.section or ""),
            title=escape(gold.title),
            subtitle=escape(gold.subtitle or ""),
            byline=escape(gold.byline or ""),
            date=f"{long_day(moment, GREGORIAN)} - {moment:%H:%M}",
            text=text,
        )
        return page_of(
            f"{SLOGAN} | {scene.view.name}",
            f'<header class="top"><a class="logo" href="/">{escape(scene.view.name)}</a>'
            f"<ul>{menu}</ul></header>"
            f'<main class="sheet">{draw(parts)}</main><aside class="rail">{box}</aside>'
            f'<footer class="bottom"><p>{APP}</p></footer>',
        )

    return answer


def _split(gold: Gold, box: str) -> str:
    """The text in containers of two paragraphs with a box after each."""
    pairs = [gold.text[n : n + 2] for n in range(0, len(gold.text), 2)]
    return "".join(
        f'<section class="chunk">{"".join(f"<p>{escape(line)}</p>" for line in pair)}</section>\n'
        f'<section class="promo">{box}<p>{APP}</p></section>\n'
        for pair in pairs
    )


def _titled(parts: Parts) -> str:
    """The house's slogan is the greatest heading; the title stands below its section in a plain element."""
    return (
        f'<h1 class="slogan">{SLOGAN}</h1><div class="rubric">{parts.section}</div>'
        f'<div class="hed">{parts.title}</div><div class="dek">{parts.subtitle}</div>'
        f'<div class="meta"><span class="by">{parts.byline}</span>'
        f' <span class="when">{parts.date}</span></div>'
        f'<div class="copy">{parts.text}</div>'
    )


def _chunked(parts: Parts) -> str:
    return (
        f'<div class="rubric">{parts.section}</div><h1 class="hed">{parts.title}</h1>'
        f'<div class="dek">{parts.subtitle}</div><div class="meta"><span class="by">{parts.byline}</span>'
        f' <span class="when">{parts.date}</span></div><div class="flow">{parts.text}</div>'
    )


def _signed(parts: Parts) -> str:
    """The byline stands below the text, beside the offers."""
    return (
        f'<div class="rubric">{parts.section}</div><h1 class="hed">{parts.title}</h1>'
        f'<div class="dek">{parts.subtitle}</div><div class="when">{parts.date}</div>'
        f'<div class="copy">{parts.text}</div><div class="tools"><span>أرسل إلى صديق</span></div>'
        f'<div class="colophon"><i class="mark"></i><div>{parts.byline}</div></div>'
    )


def _on_reports(answer: Callable[[Scene], Document]) -> Callable[[Scene], Document]:
    """The design on the pages of reports alone."""

    def answered(scene: Scene) -> Document:
        return answer(scene) if scene.posting is not None else scene.document

    return answered


def _redesign(name: str, answer: Callable[[Scene], Document]) -> Variant:
    return Variant(name=name, fault="redesign", mended=True, answer=_on_reports(answer))


REDESIGNS = {
    one.name: one
    for one in (
        _redesign("renamed", _renamed),
        _redesign("dated-below", _date_moved),
        _redesign("titled-apart", _drawn(_titled)),
        _redesign("text-in-chunks", _drawn(_chunked, split=True)),
        _redesign("signed-below", _drawn(_signed)),
    )
}
