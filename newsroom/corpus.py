"""Real reports from a measuring corpus, rendered as the site of one outlet. The texts stay where they are."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from newsroom.answers import Manner
from newsroom.outlets import Outlet
from newsroom.reports import Report

RIYADH = timezone(timedelta(hours=3))
GZIPPED = Manner(gzip=True)
_SHORTEST = 400  # characters: what is shorter is no report
_SECTIONS = ("محليات", "سياسة", "اقتصاد", "رياضة", "ثقافة")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A site to be made of real reports: who runs it, what it prints, how its answers travel."""

    outlet: Outlet
    reports: tuple[Report, ...]
    manner: Manner = GZIPPED


def corpus_site(
    zip_paths: Iterable[Path], count: int, make: str = "wordpress", slug: str = "corpus"
) -> Corpus:
    """The first `count` reports of the zips (JSON lists with title, author, content and date_extracted; no
    text twice) as a site of the given make. Raises LookupError when the zips hold fewer."""
    reports: list[Report] = []
    for row in _rows(zip_paths):
        if len(reports) == count:
            break
        reports.append(_report(len(reports) + 1, row))
    if len(reports) < count:
        raise LookupError(f"the zips hold {len(reports)} reports of the length wanted, not {count}")
    outlet = Outlet(
        slug=slug,
        name="الأرشيف",
        name_en="Corpus",
        country="SA",
        timezone="Asia/Riyadh",
        make=make,
    )
    return Corpus(outlet=outlet, reports=tuple(reports))


def _rows(zip_paths: Iterable[Path]) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    for path in zip_paths:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                for row in json.loads(archive.read(name)):
                    content = (row["content"] or "").strip()
                    if len(content) < _SHORTEST or content in seen or not (row["title"] or "").strip():
                        continue
                    seen.add(content)
                    yield row


def _report(number: int, row: dict[str, str]) -> Report:
    lines = (" ".join(line.split()) for line in row["content"].splitlines())
    published = datetime.fromisoformat(row["date_extracted"]).replace(tzinfo=RIYADH)
    return Report(
        number=number,
        title=" ".join(row["title"].split()),
        byline=" ".join((row["author"] or "").split()) or None,
        text=tuple(line for line in lines if line),
        published=published,
        section=_SECTIONS[number % len(_SECTIONS)],
        slug=f"report-{number}",
    )
