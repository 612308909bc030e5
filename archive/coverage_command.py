"""`warraq coverage`: options in, `archive.coverage` called, a table or a JSON document out."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.error_language import error_told
from archive.errors import ArchiveError
from archive.finding_commands import Day as DayParameter
from archive.language import speaks_arabic, tr
from archive.terminal import one_line

if TYPE_CHECKING:
    from archive.coverage import Coverage
    from archive.coverage_counts import Day
    from archive.place import Archive

NAMES_AR = "SELECT slug, coalesce(name, name_en) FROM outlets"
NAMES_EN = "SELECT slug, coalesce(name_en, name) FROM outlets"
LONGEST = timedelta(days=365)  # that a picture shows


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option("--from", "from_", type=DayParameter(), metavar="DAY", help="From this day on.")
@click.option("--to", type=DayParameter(), metavar="DAY", help="Up to this day.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a line a day and outlet, separated by commas.")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.svg",
    help="Draw the days as a picture, too.",
)
@click.option(
    "--statement",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Write a signed statement of completeness instead, printable, with its numbers inside.",
)
@as_json
def coverage(
    slugs: tuple[str, ...],
    from_: date | None,
    to: date | None,
    as_csv: bool,
    picture: Path | None,
    statement: Path | None,
    as_json: bool,
) -> None:
    """Count what was discovered, captured and read, by outlet and day; name refusals, failures and gaps.

    Every discovered URL is counted once. Its day is the outlet's own: that of the article, else the date
    that a feed or sitemap printed, else the day it was first seen (the last column counts which).
    """
    from archive import coverage as covering
    from archive.coverage_document import coverage_document, csv_lines
    from archive.replaced import replace_text
    from archive.rows import read_tuples, reading_index

    if as_csv and as_json:
        raise click.UsageError("--csv and --json are two forms of the same: choose one")
    if from_ is not None and to is not None and from_ > to:
        raise click.UsageError(
            tr("--from {first} lies after --to {last}: exchange them", first=from_, last=to)
        )
    archive = current_archive()
    if statement is not None:
        if as_csv or picture is not None:
            raise click.UsageError("--statement holds table and picture: leave --csv and --picture out")
        _state(archive, statement, slugs, from_, to, as_json=as_json)
        return
    with reading_index(archive) as db:
        found = covering.coverage(db, slugs, from_=from_, to=to, followed=covering.declared(archive))
        names = dict(read_tuples(db, NAMES_AR if speaks_arabic() else NAMES_EN))
    if picture is not None:
        replace_text(picture, _drawn(found, names, from_, to))
        say("{path}: the picture", path=picture)
    if as_json:
        print_json(coverage_document(found))
        return
    if as_csv:
        for line in csv_lines(found):
            click.echo(line)
        return
    told = {one.outlet for one in found.days} | {one.outlet for one in found.looks}
    told |= {one.outlet for one in found.gaps}
    for slug in slugs:
        if slug not in told:
            say("{slug}: nothing was looked at or discovered in these days", slug=slug)
    if not found.days and not slugs:
        say("Nothing was discovered in these days.")
    for total in found.totals:
        _print_outlet(found, total)


def check_and_print_statement(path: Path, key: Path | None, *, as_json: bool) -> bool:
    """Check a statement and print the report, as JSON or in the reader's language; whether it holds."""
    from dataclasses import asdict

    from archive.coverage_check import check_statement

    report = check_statement(path, key)
    if as_json:
        print_json(asdict(report))
        return report.ok
    for name in ("archive", "digest", "signed_at"):
        print_field(name.replace("_", " "), getattr(report, name))
    own = tr("(the key of this archive)") if report.own_key else ""
    print_field("key", f"{report.key} {own}".rstrip())
    for unchecked in report.unchecked:
        print_field("not checked", error_told(unchecked))
    for failure in report.failures:
        print_field("failed", failure)
    click.echo(tr("ok") if report.ok else tr("FAILED"))
    return report.ok


def _state(
    archive: "Archive",
    path: Path,
    slugs: tuple[str, ...],
    from_: date | None,
    to: date | None,
    *,
    as_json: bool,
) -> None:
    """Write a statement; with `as_json` print its numbers, too."""
    from archive.coverage_sheet import sheet
    from archive.coverage_statement import make_statement
    from archive.replaced import replace_text
    from archive.room import kept_for_crawls, require_room
    from archive.rows import reading_index

    with reading_index(archive) as db:
        made = make_statement(archive, db, slugs, from_=from_, to=to)
    text = sheet(made.document, made.note).decode()
    require_room(path, len(text.encode()), "the statement", keep=kept_for_crawls(archive, path))
    replace_text(path, text)
    if as_json:
        print_json(made.document)
    if made.note is None:
        say("not signed: the archive's private key was not at hand")
    told = {"count": len(made.document["outlets"]), "digest": made.digest, "path": path}
    say("statement of {count:outlet|outlets}, numbers sha256 {digest}: {path}", **told)


def _drawn(found: "Coverage", names: Mapping[str, str], from_: date | None, to: date | None) -> str:
    """The picture of the days asked about, at most the newest LONGEST of them."""
    from archive.coverage_picture import draw, overruns_in, strips_of

    days = [day.day for day in found.days if day.day is not None] + [look.day for look in found.looks]
    if not days:
        raise ArchiveError("there is no day to draw: nothing was discovered or looked at in these days")
    last = to or max(days)
    first = max(from_ or min(days), last - LONGEST)
    slugs = sorted({total.outlet for total in found.totals} | {look.outlet for look in found.looks})
    strips = strips_of(slugs, found.days, found.looks, overruns_in(found.gaps))
    arabic = speaks_arabic()
    return draw(strips, first, last, lambda slug: names.get(slug) or slug, arabic=arabic, alone=True)


def _print_outlet(found: "Coverage", total: "Day") -> None:
    from archive.columns import columns
    from archive.coverage_texts import reason_in_words, what_in_words

    days = [day for day in found.days if day.outlet == total.outlet]
    looks = {look.day: look.crawls for look in found.looks if look.outlet == total.outlet}
    click.echo(total.outlet)
    rows = [[tr(name) for name in _COLUMNS], *(_cells(day, looks) for day in (*days, total))]
    for line in columns(rows):
        click.echo(line)
    for name in ("refused", "failed", "not_articles"):
        if causes := getattr(total, name):
            click.echo(f"{tr(_CAUSES[name])}: {one_line(_listed(causes))}")
    for gap in found.gaps:
        if gap.outlet == total.outlet:
            span = gap.first.isoformat() if gap.days == 1 else f"{gap.first} … {gap.last}"
            told = {"what": what_in_words(gap), "span": span, "days": gap.days, "why": reason_in_words(gap)}
            click.echo(one_line(tr("{what}: {span} ({days:day|days}): {why}", **told)))
    click.echo()


# "captured" and "failed" head other things elsewhere.
_COLUMNS = (
    *("day", "crawls", "discovered", "held", "unchanged", "articles", "texts"),
    *("refused", "not had", "gone", "waiting", "day from"),
)
_CAUSES = {"refused": "refused because", "failed": "failed because", "not_articles": "captured, no article"}


def _cells(day: "Day", looks: Mapping[date, int]) -> list[str]:
    counts = (
        looks.get(day.day, 0) if day.day is not None else sum(looks.values()),
        day.discovered,
        day.captured,
        day.unchanged,
        day.articles,
        day.versions,
        day.refused.total(),
        day.failed.total(),
        day.gone,
        day.waiting,
    )
    label = day.day.isoformat() if day.day is not None else tr("total")
    return [label, *map(str, counts), _listed(day.day_from)]


def _listed(counts: Counter[str]) -> str:
    return tr(", ").join(f"{tr(name)} {count}" for name, count in sorted(counts.items()))
