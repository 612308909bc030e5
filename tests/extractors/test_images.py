"""The pictures of a report are its own, with caption and credit as printed; furniture is none of them."""

from dataclasses import dataclass

import pytest

from extractors.article import Article, Image
from extractors.picture_addresses import picture_key
from extractors.picture_credits import split_credit
from extractors.reader import read_article

TITLE = "افتتاح الجسر القديم أمام المشاة بعد عامين"
P = "".join(
    f"<p>افتتحت البلدية الجسر القديم أمام المشاة بعد أعمال ترميم دامت عامين، وهو اليوم رقم {n}.</p>"
    for n in range(9)
)
SITE = "https://almithal.example"
PATH = "/2026/03/report/"


def article(inner: str, after: str = "") -> str:
    return f"<article><h1>{TITLE}</h1>{inner}<div>{P}</div></article>{after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    body: str
    head: str = ""
    images: tuple[Image, ...] = ()


def image(path: str, caption: str | None = None, credit: str | None = None) -> Image:
    return Image(url=SITE + path, caption=caption, credit=credit)


OG = '<meta property="og:image" content="{}">'
CASES = {
    "figure": Case(
        body=article(
            '<figure><img src="/u/bridge.jpg"><figcaption>الجسر القديم صباح أمس</figcaption></figure>'
        ),
        images=(image("/u/bridge.jpg", "الجسر القديم صباح أمس"),),
    ),
    "credit in brackets": Case(
        body=article(
            '<figure><img src="/u/bridge.jpg"><figcaption>الجسر القديم أمس (رويترز)</figcaption></figure>'
        ),
        images=(image("/u/bridge.jpg", "الجسر القديم أمس", "رويترز"),),
    ),
    "credit of its own class": Case(
        body=article(
            '<figure><img src="/u/bridge.jpg"><figcaption>الجسر القديم أمس <span class="credit">'
            "تصوير: سامر العلي</span>"
            "</figcaption></figure>"
        ),
        images=(image("/u/bridge.jpg", "الجسر القديم أمس", "سامر العلي"),),
    ),
    "caption's class": Case(
        body=article(
            '<div class="media"><img src="/u/bridge.jpg"><p class="caption">الجسر القديم أمس</p></div>'
        ),
        images=(image("/u/bridge.jpg", "الجسر القديم أمس"),),
    ),
    "small print below": Case(
        body=article('<div><img src="/u/bridge.jpg"><br><font size="1">الجسر القديم أمس</font></div>'),
        images=(image("/u/bridge.jpg", "الجسر القديم أمس"),),
    ),
    "caption's class among the paragraphs": Case(
        body=f'<article><h1>{TITLE}</h1><div>{P}<p><img src="/u/bridge.jpg"></p>'
        f'<p class="wp-caption-text">الجسر القديم أمس</p>{P}</div></article>',
        images=(image("/u/bridge.jpg", "الجسر القديم أمس"),),
    ),
    "paragraph after a picture is no caption": Case(
        body=f'<article><h1>{TITLE}</h1><div>{P}<img src="/u/bridge.jpg"><p>نص قصير.</p>{P}</div></article>',
        images=(image("/u/bridge.jpg"),),
    ),
    "alt is no caption": Case(
        body=article('<div class="media"><img src="/u/bridge.jpg" alt="الجسر"></div>'),
        images=(image("/u/bridge.jpg"),),
    ),
    "og:image alone": Case(
        body=article(""), head=OG.format("/u/bridge.jpg"), images=(image("/u/bridge.jpg"),)
    ),
    "og:image of another size is the same": Case(
        body=article('<figure><img src="/u/bridge-of-the-old-town-1024x683.jpg"></figure>'),
        head=OG.format("/u/bridge-of-the-old-town.jpg"),
        images=(image("/u/bridge-of-the-old-town-1024x683.jpg"),),
    ),
    "og:image of the outlet's logo": Case(body=article(""), head=OG.format("/img/logo-share.png")),
    "lazy": Case(
        body=article('<figure><img src="data:image/gif;base64,R0lGOD" data-src="/u/bridge.jpg"></figure>'),
        images=(image("/u/bridge.jpg"),),
    ),
    "lazy with a placeholder": Case(
        body=article('<figure><img src="/img/placeholder.png" data-original="/u/bridge.jpg"></figure>'),
        images=(image("/u/bridge.jpg"),),
    ),
    "srcset": Case(
        body=article('<figure><img srcset="/u/s.jpg 300w, /u/l.jpg 1200w, /u/m.jpg 600w"></figure>'),
        images=(image("/u/l.jpg"),),
    ),
    "picture": Case(
        body=article(
            '<figure><picture><source srcset="/u/b.webp 800w"><img src="data:image/gif;base64,R0">'
            "</picture></figure>"
        ),
        images=(image("/u/b.webp"),),
    ),
    "noscript twin": Case(
        body=article(
            '<figure><img data-src="/u/bridge.jpg"><noscript><img src="/u/bridge.jpg"></noscript>'
            "<figcaption>الجسر القديم</figcaption></figure>"
        ),
        images=(image("/u/bridge.jpg", "الجسر القديم"),),
    ),
    "in the text": Case(
        body=f'<article><h1>{TITLE}</h1><div>{P}<p><img src="/u/inside.jpg"></p>{P}</div></article>',
        images=(image("/u/inside.jpg"),),
    ),
    "two figures": Case(
        body=article(
            '<figure><img src="/u/one.jpg"><figcaption>الأولى</figcaption></figure>'
            '<figure><img src="/u/two.jpg"><figcaption>الثانية - أ ف ب</figcaption></figure>'
        ),
        images=(image("/u/one.jpg", "الأولى"), image("/u/two.jpg", "الثانية", "أ ف ب")),
    ),
    "gallery after the text": Case(
        body=f'<article><h1>{TITLE}</h1><div>{P}</div><figure><img src="/u/g1.jpg"></figure></article>',
        images=(image("/u/g1.jpg"),),
    ),
    "above the title": Case(
        body=f'<article><figure><img src="/u/top.jpg"></figure><h1>{TITLE}</h1><div>{P}</div></article>',
        images=(image("/u/top.jpg"),),
    ),
    "relative": Case(
        body=article('<figure><img src="bridge.jpg"></figure>'), images=(image(PATH + "bridge.jpg"),)
    ),
    "base": Case(
        body=article('<figure><img src="bridge.jpg"></figure>'),
        head='<base href="https://almithal.example/media/">',
        images=(image("/media/bridge.jpg"),),
    ),
    "script addresses": Case(
        body=article('<figure><img src="javascript:alert(1)"></figure><img src="ftp://a.example/b.jpg">')
    ),
    "icons and counters": Case(
        body=article(
            '<img src="/i/icons/print.png"><img src="/u/x.gif" width="1" height="1">'
            '<img class="avatar" src="/u/me.jpg">'
            '<img src="/img/facebook-logo.png"><div class="share"><img src="/u/s.jpg"></div>'
        )
    ),
    "related reports": Case(
        body=article("", '<div class="related"><figure><img src="/u/r.jpg"></figure></div>')
        + '<aside><img src="/u/side.jpg"></aside>'
    ),
    "teaser within the text": Case(
        body=f'<article><h1>{TITLE}</h1><div>{P}<div><a href="/other"><img src="/u/o.jpg"></a>'
        f'<a href="/other">تقرير آخر عن الجسر الجديد في المدينة</a></div>{P}</div></article>'
    ),
    "advertisement": Case(
        body=article('<p><a href="https://shop.example/"><img src="/u/offer.jpg"></a></p>')
    ),
    "larger picture linked": Case(
        body=article('<figure><a href="/u/bridge-full.jpg"><img src="/u/bridge.jpg"></a></figure>'),
        images=(image("/u/bridge.jpg"),),
    ),
    "caption that repeats the title": Case(
        body=article(f'<figure><img src="/u/bridge.jpg"><figcaption>{TITLE}</figcaption></figure>'),
        images=(image("/u/bridge.jpg"),),
    ),
}
CREDITS = [
    ("الجسر القديم (أرشيف)", "الجسر القديم", "أرشيف"),
    ("الجسر القديم (خدمة الصحافة)", "الجسر القديم", "خدمة الصحافة"),
    ("الجسر القديم (المثال)", "الجسر القديم", "المثال"),
    ("الجسر القديم (المثال/ رويترز)", "الجسر القديم", "المثال/ رويترز"),
    ("(أرشيف)", None, "أرشيف"),
    ("الجسر القديم (رويترز)", "الجسر القديم", "رويترز"),
    ("الجسر القديم (أ ف ب)", "الجسر القديم", "أ ف ب"),
    ("الجسر القديم - أ.ف.ب", "الجسر القديم", "أ.ف.ب"),
    ("الجسر القديم. تصوير: سامر العلي", "الجسر القديم", "سامر العلي"),
    ("الجسر القديم | المصدر: غيتي", "الجسر القديم", "غيتي"),
    ("الجسر القديم (تصوير سامر العلي)", "الجسر القديم", "سامر العلي"),
    ("الجسر القديم © رويترز", "الجسر القديم", "رويترز"),
    ("تصوير: سامر العلي", None, "سامر العلي"),
    ("رويترز", None, "رويترز"),
    ("(أ ف ب)", None, "أ ف ب"),
    ("الجسر القديم (وسط المدينة)", "الجسر القديم (وسط المدينة)", None),
    ("الجسر القديم - وسط المدينة", "الجسر القديم - وسط المدينة", None),
    ("صورة الجسر القديم", "صورة الجسر القديم", None),
    ("الجسر القديم", "الجسر القديم", None),
    (None, None, None),
]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_pictures_are_the_reports_own(case: Case, make_page, make_outlet) -> None:
    html = f'<html lang="ar"><head><title>{TITLE}</title>{case.head}</head><body>{case.body}</body></html>'
    answer = read_article(make_page(html, url=SITE + PATH), make_outlet())
    assert isinstance(answer, Article), answer
    assert answer.images == case.images


@pytest.mark.parametrize(("text", "caption", "credit"), CREDITS)
def test_a_credit_is_told_from_the_caption(text: str | None, caption: str | None, credit: str | None) -> None:
    assert split_credit(text, None, frozenset(["المثال"])) == (caption, credit)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/u/2026/03/bridge-1024x683.jpg", "/u/2026/03/bridge.jpg", True),
        ("/styles/wide/public/main/bridge.jpg", "/styles/thumb/public/main/bridge.jpg", True),
        ("/u/w600/937359.JPG.jpg", "/uploads/937359.JPG", True),
        ("/u/large/1.jpg", "/u/large/2.jpg", False),
        ("/a/main.jpg", "/b/main.jpg", False),
        ("/image.ashx?id=1", "/image.ashx?id=2", False),
    ],
)
def test_forms_of_one_picture_are_known(one: str, other: str, same: bool) -> None:
    assert (picture_key(SITE + one) == picture_key(SITE + other)) is same


def test_pictures_are_bounded(make_page, make_outlet) -> None:
    figures = "".join(f'<figure><img src="/u/picture-number-{n:06d}.jpg"></figure>' for n in range(300))
    answer = read_article(make_page(f"<title>{TITLE}</title>" + article(figures)), make_outlet())
    assert isinstance(answer, Article)
    assert len(answer.images) == 100
