"""Print the pages, have them read, score the answers: in several processes, a design's pages at a time."""

import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from benchmarks.quality.asides import printed
from benchmarks.quality.designs import DESIGNS
from benchmarks.quality.held import HELD
from benchmarks.quality.material import Material
from benchmarks.quality.postings import make_posting
from benchmarks.quality.printing import Design, Sheet, report_sheet
from benchmarks.quality.refusals import refusal_sheets
from benchmarks.quality.scoring import Answer, Outcome, score
from extractors.article import Article, NotAnArticle
from extractors.outlets import Outlet
from extractors.reader import read_article

ALL = {design.slug: design for design in (*DESIGNS, *HELD)}
_CHUNK = 25  # reports a task


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    design: str
    numbers: range
    refusals: int


def sheets(design: Design, material: Material, numbers: Sequence[int], refusals: int) -> Iterator[Sheet]:
    """Give a design's pages: the reports of these numbers, and so many of each sort that is no report."""
    for number in numbers:
        yield report_sheet(design, make_posting(design.outlet, number, material.stories))
    yield from refusal_sheets(design, material.stories, refusals)


def run(material: Material, slugs: Sequence[str], count: int, jobs: int) -> list[Outcome]:
    """Read and score `count` reports of each design, and of each sort that is none a page, and one per 40."""
    tasks = [
        _Task(
            design=slug,
            numbers=range(start, min(start + _CHUNK, count)),
            refusals=1 + count // 40 if start == 0 else 0,
        )
        for start in range(0, count, _CHUNK)
        for slug in slugs
    ]
    if jobs == 1:
        return [outcome for task in tasks for outcome in _work(task, material)]
    with multiprocessing.get_context("fork").Pool(jobs, _keep, (material,)) as pool:
        return [outcome for outcomes in pool.imap(_work_kept, tasks) for outcome in outcomes]


_kept: list[Material] = []


def _keep(material: Material) -> None:
    _kept[:] = [material]


def _work_kept(task: _Task) -> list[Outcome]:
    return _work(task, _kept[0])


def _work(task: _Task, material: Material) -> list[Outcome]:
    design = ALL[task.design]
    return [
        score(sheet.design, sheet.number, sheet.kind, sheet.gold, read(sheet, design.outlet))
        for sheet in sheets(design, material, task.numbers, task.refusals)
    ]


def read(sheet: Sheet, outlet: Outlet) -> Answer:
    """Give what our reader says of a page."""
    article = read_article(sheet.page, outlet)
    return answer_of(article)


def answer_of(article: Article | NotAnArticle) -> Answer:
    """Give an article, or a refusal, in the words that are scored."""
    if isinstance(article, NotAnArticle):
        return Answer(refused=article.code, detail=article.detail)
    stamp = article.published
    return Answer(
        title=article.title,
        body=article.body,
        day=stamp.day if stamp else None,
        moment=datetime.fromisoformat(stamp.value) if stamp and "T" in stamp.value else None,
        persons=article.authors,
        detail=f"{stamp.source}: {stamp.raw!r}" if stamp else "",
        asides=printed(
            subtitle=article.subtitle,
            section=article.section,
            tags=article.tags,
            place=article.dateline.place if article.dateline else None,
            agency=article.dateline.agency if article.dateline else None,
            caption=[image.caption for image in article.images if image.caption],
        ),
    )
