"""Saved pages of real newsrooms beside the project: titles, days and refusals, as the tests know them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.quality.material import ROOT
from extractors.article import Article, NotAnArticle, Page
from extractors.outlets import Outlet, host_outlet
from extractors.reader import read_article

# folder, zone, how the title begins, day
REPORTS = (
    ("akhbarelyom.com", "Africa/Cairo", "36 عامًا.. سر رحيل", "2020-10-07"),
    ("alyaum.com", "Asia/Riyadh", "طهران تدفن «زادة»..", "2020-12-01"),
    ("arabic.cnn.com", "Asia/Dubai", "معارضون يسيطرون", "2013-08-28"),
    ("arabic.sputniknews.com", "Africa/Cairo", "مصر تسجل 30 إصابة", "2020-03-17"),
    ("assabah.com.tn", "Africa/Tunis", "الناشط الحقوقي السوداني", "2019-02-08"),
    ("youm7.com", "Africa/Cairo", "وزير الرى يشهد توقيع", "2020-08-24"),
)
REFUSED = (
    ("not-articles/bbc-arabic-home.html", "section-page"),
    ("not-articles/bbc-arabic-topic.html", "section-page"),
    ("not-articles/elbilad-home.html", "section-page"),
    ("not-articles/elbilad-home-mojibake.html", "section-page"),
    ("not-articles/bot-challenge.html", "bot-challenge"),
    ("other-languages/fa-khabaronline.html", "wrong-language"),
    ("other-languages/tr-aa.html", "wrong-language"),
    ("other-languages/en-apnews.html", "wrong-language"),
    ("other-languages/de-spiegel.html", "wrong-language"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of the saved pages: how many there are, and what was wrong with which."""

    pages: int
    faults: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in a line, with a line for every fault."""
        return "\n".join(
            (f"saved  {self.pages - len(self.faults)} of {self.pages} real pages right", *self.faults)
        )


def read_saved() -> Saved | None:
    """Give the verdict on the saved pages; None where they are not beside the project."""
    pages = Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared")) / "data" / "pages"
    if not pages.is_dir():
        return None
    return Saved(pages=len(REPORTS) + len(REFUSED), faults=tuple(_faults(pages)))


def _faults(pages: Path) -> Iterator[str]:
    for folder, zone, title, day in REPORTS:
        (path,) = (pages / "articles" / folder).glob("*.html")
        article = _read(path, replace(host_outlet(folder), timezone=zone))
        if isinstance(article, NotAnArticle):
            yield f"  {folder}: refused, {article.code}"
        elif not article.title.startswith(title):
            yield f"  {folder}: title {article.title!r}"
        elif article.published is None or article.published.day != day:
            yield f"  {folder}: {article.published.day if article.published else None}, not {day}"
    for name, code in REFUSED:
        answer = _read(pages / name, host_outlet("example.org"))
        if not isinstance(answer, NotAnArticle) or answer.code != code:
            yield f"  {name}: {'an article' if isinstance(answer, Article) else answer.code}, not {code}"


def _read(path: Path, outlet: Outlet) -> Article | NotAnArticle:
    page = Page(
        url=f"https://{outlet.domains[0]}/news/1",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
        status=200,
        content_type="text/html",
        body=path.read_bytes(),
    )
    return read_article(page, outlet)
