"""The canonical link of a page: read from its head alone, believed when the page bears it out."""

import pytest

from extractors.article import Article, Canonical
from extractors.canonical import bears_out
from extractors.outlets import host_outlet
from extractors.reader import read_article

SITE = "https://almithal.example"
TITLE = "الجسر القديم يفتح أمام المشاة"
SLUG = "الجسر-القديم-يفتح-أمام-المشاة"
TEXT = "".join(
    f"<p>افتتحت البلدية الجسر القديم أمام المشاة بعد أعمال ترميم دامت عامين، رقم {n}.</p>" for n in range(20)
)


@pytest.fixture
def canonical_of(make_page, make_outlet):
    """Give the canonical link that a page at `path` with this head has; it is an article in any case."""

    def read(head: str, path: str = "/node/4321", more: str = "", body: str = "") -> Canonical | None:
        page = make_page(
            f'<html lang="ar"><head><title>{TITLE}</title>{head}</head>'
            f"<body>{body}<article><h1>{TITLE}</h1>{TEXT}</article></body></html>",
            url=SITE + path,
        )
        article = read_article(page, make_outlet(more=more))
        assert isinstance(article, Article)
        return article.canonical

    return read


def link(href: str) -> str:
    return f'<link rel="canonical" href="{href}">'


def test_a_canonical_link_that_the_title_bears_out_is_believed(canonical_of) -> None:
    found = canonical_of(link(f"{SITE}/politics/{SLUG}/"))
    assert found is not None
    assert found.trusted
    assert found.url.startswith(f"{SITE}/politics/%D8%A7")


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="Canonical shortlink" href="/article/4321">',
        '<base href="https://almithal.example/x/"><link href="../article/4321" rel="canonical">',
        f'<meta property="og:url" content="{SITE}/article/4321">',
        link("/article/4321") + f'<meta property="og:url" content="{SITE}/">',
        link("/article/4321") * 2,
        link("  /article/4321#top  "),
    ],
)
def test_the_link_is_read_however_it_is_written(canonical_of, head: str) -> None:
    assert canonical_of(head) == Canonical(url=f"{SITE}/article/4321", trusted=True)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        (link("https://other.example/article/4321"), ""),
        (link("http://52.16.95.170/article/4321"), ""),
        (link("/node/4321/?utm_source=x"), ""),
        (link("https://m.almithal.example/node/4321"), ""),
        (link("/article/4321") + link("/article/77"), ""),
        (link("javascript:alert(1)"), ""),
        (link("http://["), ""),
        (link(""), ""),
        ('<link rel="alternate" href="/article/4321">', ""),
        ("", link("/article/4321")),
    ],
)
def test_no_link_one_of_another_outlet_or_of_the_page_itself_is_no_alias(
    canonical_of, head: str, body: str
) -> None:
    assert canonical_of(head, body=body) is None


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/index.php",
        "/politics/",
        "/article/999",
        "/2026/03/some-other-report/",
        "/politics/انتخابات-المجلس-المحلي-في-المدينة",
        "/politics/الجسر",
    ],
)
def test_a_link_that_the_page_does_not_bear_out_is_an_alias_and_joins_nothing(
    canonical_of, href: str
) -> None:
    found = canonical_of(link(href))
    assert found is not None
    assert not found.trusted


def test_a_seed_or_what_has_not_the_form_of_an_article_is_not_believed(canonical_of) -> None:
    pattern = r"article_url = '/(?:node|story)/\d+'"
    assert not canonical_of(link("/article/4321"), more=pattern).trusted
    assert canonical_of(link("/story/4321"), more=pattern).trusted
    seed = f'{pattern}\nsections = ["https://almithal.example/story/4321"]'
    assert not canonical_of(link("/story/4321"), more=seed).trusted


BORNE_OUT = [
    ("/?id=5", f"/{SLUG}-5", TITLE),
    ("/?p=4321", f"/2026/03/{SLUG}/", TITLE),
    (f"/amp/2026/8/24/{SLUG}/4943459", f"/story/2026/8/24/{SLUG}/4943459", "عنوان تغيّر"),
    ("/print.php?id=4321", "/article/4321", TITLE),
    ("/print/164913", "/article/164913/" + SLUG, TITLE),
    (f"/politics/{SLUG}", f"/syria/{SLUG}", "عنوان تغيّر"),
    (f"/a/{SLUG}?from=home", f"/a/{SLUG}", TITLE),
    ("/node/77", "/politics/5-قتلى-في-قصف-السوق", "5 قتلى في قصف السوق القديم"),
    ("/node/77", "/politics/الجسر-القديم-يفتح-أمام-المش", TITLE),
    ("/politics/4321/عنوان-قديم-للخبر", "/politics/4321/عنوان-جديد-للخبر", "عنوان جديد"),
    ("/node/77", "/bridge-opens-again", "Bridge opens again"),
]
NOT_BORNE_OUT = [
    ("/node/4321", "/article/4322", TITLE),
    ("/node/4321", f"/politics/999/{SLUG}", TITLE),
    (f"/2026/03/{SLUG}", f"/2026/04/{SLUG}", TITLE),
    (f"/a/{SLUG}?page=2", f"/a/{SLUG}", TITLE),
    (f"/a/{SLUG}/2", f"/a/{SLUG}", TITLE),
    (f"/a/{SLUG}/page/3/", f"/a/{SLUG}/", TITLE),
    (f"/a/{SLUG}?lang=en", f"/a/{SLUG}", TITLE),
    ("/arab-and-world/4321", "/arab-and-world/", TITLE),
    ("/news/1/a", "/news/1/b", TITLE),
    ("/news/123/تقرير-عن-الزيتون", "/news/123/انتخابات-المجلس-المحلي", "تقرير عن الزيتون"),
    ("/node/77", "/politics/bridge-opens-again", TITLE),
    ("/node/77", "/politics/أسعار-الذهب-اليوم-الجمعة", "أسعار الذهب اليوم الخميس"),
    ("/node/77", "/politics/أسعار-الذهب-اليوم-6", "أسعار الذهب اليوم 5"),
]


@pytest.mark.parametrize(("page", "canonical", "title"), BORNE_OUT)
def test_numbers_dates_and_words_that_agree_bear_a_link_out(page: str, canonical: str, title: str) -> None:
    assert bears_out(SITE + page, SITE + canonical, title)


@pytest.mark.parametrize(("page", "canonical", "title"), NOT_BORNE_OUT)
def test_what_contradicts_or_says_nothing_does_not(page: str, canonical: str, title: str) -> None:
    assert not bears_out(SITE + page, SITE + canonical, title)


NUMBERED = {
    "akhbarelyom.com": "3126898",
    "alyaum.com": "6291787",
    "arabic.sputniknews.com": "202003171044893040",
    "assabah.com.tn": "164913",
    "youm7.com": "4943459",
}


@pytest.mark.parametrize("domain", NUMBERED)
def test_real_pages_bear_out_their_own_number_and_no_other(domain: str, shared, make_page) -> None:
    (page,) = (shared / "data/pages/articles" / domain).glob("*.html")
    for path, trusted in ((f"/print/{NUMBERED[domain]}", True), ("/?p=99999999", False)):
        captured = make_page(page.read_bytes(), url=f"https://{domain}{path}")
        article = read_article(captured, host_outlet(domain))
        assert isinstance(article, Article)
        assert article.canonical is not None
        assert article.canonical.trusted is trusted
