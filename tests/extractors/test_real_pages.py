"""Saved pages of real newsrooms: title, day and sentences; refusals for what is no article."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.article import Article, Byline, Dateline, NotAnArticle, Page
from extractors.outlets import Outlet, host_outlet
from extractors.reader import read_article


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    folder: str
    zone: str
    title: str
    day: str
    said: tuple[str, ...]
    unsaid: tuple[str, ...] = ()
    subtitle: str | None = None  # how it begins
    byline: Byline | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    dateline: Dateline | None = None
    images: tuple[tuple[str, str | None, str | None], ...] = ()  # end of the address, caption, credit
    links: tuple[str, ...] = ()  # their texts


SAVED = (
    Saved(
        folder="akhbarelyom.com",
        zone="Africa/Cairo",
        title="36 عامًا.. سر رحيل نعيمة عاكف في سن مبكر",
        day="2020-10-07",
        said=("يصادف اليوم ذكرى ميلاد الفنانة نعيمة عاكف", "وتوفيت في 23 أبريل 1966"),
        byline=Byline(printed="نورهان نبيل", persons=("نورهان نبيل",)),
        section="أخبار الفن",
        tags=("النمر", "مدرسة البنات", "نعيمة عاكف", "فتاة السيرك", "بياعة الجرايد"),
        images=(("/large/20201007120909561.jpg", "نعيمة عاكف", None),),
    ),
    Saved(
        folder="alyaum.com",
        zone="Asia/Riyadh",
        title="طهران تدفن «زادة».. وتتهم المعارضة الإيرانية باغتياله",
        day="2020-12-01",
        said=("وسط تهديدات إيرانية بالانتقام", "وشدد كوهين على أن إسرائيل ستواصل منع إيران"),
        byline=Byline(printed="حسام أبو العلا - القاهرة", persons=("حسام أبو العلا",), places=("القاهرة",)),
        section="القارات السبع",
        dateline=Dateline(place="القاهرة"),
        images=(
            (
                "/w600/937359.JPG.jpg",
                "عناصر من الشرطة الإيرانية في موقع الهجوم قرب طهران وفي الإطار محسن فخري زاده",
                "رويترز",
            ),
            ("/w600/937360.JPG.jpg", None, None),
        ),
    ),
    Saved(
        folder="arabic.cnn.com",
        zone="Asia/Dubai",
        title="معارضون يسيطرون على مخازن للصواريخ بريف دمشق",
        day="2013-08-28",
        said=("دمشق، سوريا (CNN) -- أكدت جهات سورية", "ولم ترد تقارير حول الخسائر البشرية"),
        unsaid=("لا تعبر عن رأي موقع",),
        dateline=Dateline(place="دمشق، سوريا", agency="CNN"),
        images=(("Gal.syria.assad.army.jpg_-1_-1.jpg", None, None),),
        links=("مستودعات للذخيرة", "أسلحة مضادة للدروع وصواريخ", "الطائفة الشيعية"),
    ),
    Saved(
        folder="arabic.sputniknews.com",
        zone="Africa/Cairo",
        title="مصر تسجل 30 إصابة جديدة وحالتي وفاة بفيروس كورونا",
        day="2020-03-17",
        said=("أعلنت وزارة الصحة والسكان المصرية", "وأوضح الدكتور خالد مجاهد"),
        unsaid=("حسابات الفيسبوك",),
        section="العالم العربي",
        tags=("مصر", "فيروس كورونا"),
        images=(
            ("/images/104442/35/1044423504.jpg", None, None),
            (
                "_1000x541_80_0_0_ccc528014debd19141232044b1aa7439.jpg",
                None,
                "REUTERS / EGYPTIAN HEALTH MINISTRY",
            ),
        ),
        links=("القاهرة", "لإرشادات منظمة الصحة العالمية", "الشرق الأوسط"),
    ),
    Saved(
        folder="assabah.com.tn",
        zone="Africa/Tunis",
        title="الناشط الحقوقي السوداني خالد عبد الكريم ماسا لـ«الصباح»: "
        "كل الشروط متوفرة لثورة سودانية ولا حاجة لنستورد شيئا",
        day="2019-02-08",
        said=("مالذي يحدث في السودان؟", "اعادة التفكير في العلاقة بين الخرطوم وتل ابيب"),
        subtitle="- الجيل الذي سعى النظام لتدجينه",
        byline=Byline(printed="حوار: آسيا العتروس", persons=("آسيا العتروس",)),
        images=(("/620px_wide/public/main/articles/souda.jpg", None, None),),
    ),
    Saved(
        folder="youm7.com",
        zone="Africa/Cairo",
        title="وزير الرى يشهد توقيع عقد دراسة تحديد السحب الآمن للخزانات الجوفية مع جامعة القاهرة",
        day="2020-08-24",
        said=("شهد الدكتور محمد عبد العاطي وزير الموارد المائية", "بالمرحلة الثانية للدراسة"),
        byline=Byline(printed="كتبت أسماء نصار", persons=("أسماء نصار",)),
        section="تقارير مصرية",
        tags=("وزير الرى", "الأمن المستدام", "الخزانات الجوفية", "جامعة القاهرة"),
        images=(
            ("/large/202007190254595459.jpg", "الدكتور محمد عبد العاطي وزير الموارد المائية والري", None),
        ),
    ),
)
REFUSED = {
    "not-articles/bbc-arabic-home.html": "section-page",
    "not-articles/bbc-arabic-topic.html": "section-page",
    "not-articles/elbilad-home.html": "section-page",
    "not-articles/elbilad-home-mojibake.html": "section-page",
    "not-articles/bot-challenge.html": "bot-challenge",
    "other-languages/fa-khabaronline.html": "wrong-language",
    "other-languages/tr-aa.html": "wrong-language",
    "other-languages/en-apnews.html": "wrong-language",
    "other-languages/de-spiegel.html": "wrong-language",
}


def read(path: Path, outlet: Outlet) -> Article | NotAnArticle:
    return read_article(
        Page(
            url=f"https://{outlet.domains[0]}/news/1",
            captured_at=datetime(2026, 1, 1, tzinfo=UTC),
            status=200,
            content_type="text/html",
            body=path.read_bytes(),
        ),
        outlet,
    )


@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.folder)
def test_a_saved_report_is_read_right(saved: Saved, shared: Path) -> None:
    from dataclasses import replace

    (path,) = (shared / "data" / "pages" / "articles" / saved.folder).glob("*.html")
    article = read(path, replace(host_outlet(saved.folder), timezone=saved.zone))
    assert isinstance(article, Article), article
    assert article.title == saved.title
    assert article.published is not None
    assert article.published.day == saved.day
    for sentence in saved.said:
        assert sentence in article.body
    for sentence in saved.unsaid:
        assert sentence not in article.body
    assert not article.body.startswith(saved.title)


@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.folder)
def test_what_a_saved_report_says_of_itself_is_read_right(saved: Saved, shared: Path) -> None:
    (path,) = (shared / "data" / "pages" / "articles" / saved.folder).glob("*.html")
    article = read(path, host_outlet(saved.folder))
    assert isinstance(article, Article), article
    assert (article.subtitle or "").startswith(saved.subtitle or "")
    assert (article.subtitle is None) is (saved.subtitle is None)
    assert (article.byline, article.section, article.tags) == (saved.byline, saved.section, saved.tags)
    assert article.dateline == saved.dateline
    assert [(image.caption, image.credit) for image in article.images] == [
        (caption, credit) for _, caption, credit in saved.images
    ]
    for image, (end, _, _) in zip(article.images, saved.images, strict=True):
        assert image.url.endswith(end)
    assert tuple(link.text for link in article.links) == saved.links


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_a_saved_page_that_is_no_report_is_refused(name: str, code: str, shared: Path) -> None:
    answer = read(shared / "data" / "pages" / name, host_outlet("example.org"))
    assert isinstance(answer, NotAnArticle), answer
    assert answer.code == code


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        ("chromium-no-declaration.html", "windows-1256"),
        ("iso-8859-6-chromium-no-declaration.html", "iso-8859-6"),
    ],
)
def test_an_undeclared_charset_is_found(name: str, charset: str, shared: Path) -> None:
    article = read(shared / "data" / "pages" / "charsets" / name, host_outlet("example.org"))
    assert isinstance(article, Article), article
    assert article.charset == charset
    assert "أعلنت كتائب" in article.body
