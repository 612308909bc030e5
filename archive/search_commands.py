"""The commands that search: search, similar, trend. Options in, a function called, its answer printed."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from archive.console import as_json, current_archive, print_json, say
from archive.errors import ArchiveError
from archive.finding_commands import Day
from archive.language import tr
from archive.tables import STATES
from archive.terminal import one_line

if TYPE_CHECKING:
    from archive.search import Answer
    from archive.search_facets import Counts, Facets
    from archive.search_hits import Hit
    from archive.snippets import Span
    from archive.trends import Share, Trend

BAR = 40  # columns of the longest bar
LISTED = 12  # of what a facet counts, or of a trend's outlets, on a terminal

_words = click.argument("words", metavar="QUERY", nargs=-1, required=True)
_outlets = click.option(
    "--outlet", "outlets", metavar="SLUG", multiple=True, help="Only reports of this outlet; repeatable."
)
_country = click.option("--country", metavar="CODE", help="Only reports of this country's outlets.")
_from = click.option("--from", "from_", type=Day(), metavar="DAY", help="Published on this day or later.")
_to = click.option("--to", type=Day(), metavar="DAY", help="Published on this day or earlier.")


@click.command()
@_words
@_outlets
@click.option(
    "--country",
    "countries",
    metavar="CODE",
    multiple=True,
    help="Only reports of this country's outlets; repeatable.",
)
@click.option(
    "--section", "sections", metavar="NAME", multiple=True, help="Only reports of this section; repeatable."
)
@click.option(
    "--source",
    "sources",
    metavar="NAME",
    multiple=True,
    help="Only reports that credit this source; repeatable.",
)
@click.option(
    "--state",
    "states",
    type=click.Choice(STATES),
    multiple=True,
    help="Only reports that are still shown, were changed, removed and so on; repeatable.",
)
@_from
@_to
@click.option(
    "--sort",
    type=click.Choice(["rank", "date", "oldest", "recent"]),
    default="rank",
    help="Best first, newest first, oldest first, or best with newer ones before older ones.",
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--after", metavar="CURSOR", help="The page after the one that ended with this cursor.")
@click.option(
    "--facets", is_flag=True, help="Count what was found by outlet, section, month, source and more."
)
@click.option("--answer", "whole", is_flag=True, help="Print one JSON document with all that is known.")
@as_json
def search(
    words: tuple[str, ...],
    after: str | None,
    facets: bool,
    whole: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Find reports by Arabic words, in whatever form they are printed.

    Words must all occur. OR, -word, "phrase", «phrase», word*, title:word and parentheses work too. Days are
    those of the outlet's own calendar; with --from or --to, reports without a printed date are left out. Of
    very many reports the newest are ranked. --json prints the list of hits; --answer, or --json with
    --facets, prints an object: hits, matches, exact, ranked, cursor, facets and more.
    """
    from archive.rows import reading_index
    from archive.search import find
    from archive.search_cursors import BadCursor
    from archive.search_scope import Filters
    from archive.search_unknown import in_words, unknown_filters

    archive = current_archive()
    followed = [path.stem for path in archive.outlets_dir.glob("*.toml")]
    narrowing = {name: options[name] for name in ("outlets", "countries", "states", "sources")}
    with reading_index(archive) as db:
        for unknown in unknown_filters(db, Filters(**narrowing), followed):
            raise ArchiveError(str(in_words(unknown)))
        try:
            answer = find(db, " ".join(words), after=after, facets=facets, **options)
        except BadCursor as error:
            raise click.BadParameter(str(error), param_hint="--after") from error
    if whole or (as_json and facets):
        print_json(asdict(answer))
    elif as_json:
        print_json([asdict(hit) for hit in answer.hits])
    else:
        _print_hits(answer.hits)
        _print_facets(answer.facets)
        _tell(answer)
        if answer.hits and answer.ranked is None and options["sort"] in ("rank", "recent"):
            say("So many words are not ranked: the newest reports come first.")


@click.command()
@click.argument("article", metavar="ARTICLE_ID|URL")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True)
@as_json
def similar(article: str, limit: int, as_json: bool) -> None:
    """Find reports like this one: those that share the words that tell it from others."""
    from archive.lookup import find_article
    from archive.rows import reading_index
    from archive.similar import similar as find_similar

    with reading_index(current_archive()) as db:
        hits = find_similar(db, find_article(db, article), limit=limit)
    if as_json:
        print_json([asdict(hit) for hit in hits])
        return
    _print_hits(hits)
    if not hits:
        say("Nothing found.")


@click.command()
@_words
@click.option("--by", type=click.Choice(["month", "year"]), default="month", show_default=True)
@_outlets
@_country
@_from
@_to
@as_json
def trend(words: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Show which share of the reports of each month or year answers a query, and of each outlet's.

    Outlets and days narrow what is counted and what it is a share of alike. Reports without a date are left
    out.
    """
    from archive.rows import reading_index
    from archive.trends import trend as count_trend

    archive = current_archive()
    with reading_index(archive) as db:
        found = count_trend(db, " ".join(words), **options)
    if as_json:
        print_json(asdict(found))
    elif not found.periods:
        say("Nothing found.")
    else:
        _print_trend(found)


def _print_hits(hits: Iterable["Hit"]) -> None:
    for hit in hits:
        click.echo(_marked(hit.title, hit.title_highlights))
        click.echo(f"  {hit.article_id}  {hit.outlet}  {hit.published_at or tr('no date printed')}")
        click.echo(f"  {one_line(hit.url)}")
        if hit.snippet is not None:
            click.echo(f"  {_marked(hit.snippet, hit.highlights)}")


def _marked(text: str, spans: Iterable["Span"]) -> str:
    """The text on one line, what matched in bold; `click.echo` drops the bold where there is no terminal."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [one_line(text[at:start]), click.style(one_line(text[start:end]), bold=True)]
        at = end
    return "".join((*pieces, one_line(text[at:])))


def _print_facets(facets: "Facets | None") -> None:
    if facets is None:
        return
    _print_counts(tr("outlet"), facets.outlets[:LISTED])
    _print_counts(tr("country"), facets.countries[:LISTED])
    _print_counts(tr("section"), facets.sections[:LISTED])
    _print_counts(tr("source"), facets.sources[:LISTED])
    _print_counts(tr("state"), [(tr(state), count) for state, count in facets.states])
    if facets.months:
        _print_counts(tr("month") if len(facets.months) <= 2 * LISTED else tr("year"), _by_time(facets))
    if facets.undated:
        say("{count:report has|reports have} no date.", count=facets.undated)
    if not facets.exact:
        say("Only the newest {count:report is|reports are} counted here.", count=facets.articles)
    if facets.looked_into < facets.articles:
        say(
            "Of sources and states, the newest {count:report is|reports are} counted.",
            count=facets.looked_into,
        )


def _by_time(facets: "Facets") -> "Counts":
    """Months, or years where the months are too many for a screen."""
    return facets.months if len(facets.months) <= 2 * LISTED else facets.years


def _print_counts(name: str, counts: "Sequence[tuple[str, int]]") -> None:
    if counts:
        click.echo(name)
        _print_bars([(label, f"{count}", count) for label, count in counts])


def _print_bars(rows: Iterable[tuple[str, str, float]]) -> None:
    """A row for each label: its number in words, and a bar as long as the number is great."""
    from archive.columns import columns

    listed = list(rows)
    greatest = max((size for _, _, size in listed), default=0) or 1
    cells = [("  " + label, number) for label, number, _ in listed]
    for line, (_, _, size) in zip(columns(cells), listed, strict=True):
        click.echo(f"{line}  {'█' * round(BAR * size / greatest)}".rstrip())


def _tell(answer: "Answer") -> None:
    """Say how many reports answer, how they were found, and how to go on."""
    for expansion in answer.expansions:
        members = tr(", ").join(expansion.members)
        say("Also looked for: {members}", members=members)
    if not answer.matches:
        say("Nothing found.")
        if answer.suggestion is not None:
            say("Did you mean: {query}", query=answer.suggestion)
        return
    counted = {"count": answer.matches, "milliseconds": round(answer.milliseconds)}
    if answer.exact:
        say("{count:report|reports} found in {milliseconds} ms.", **counted)
    else:
        say("At least {count:report|reports} found in {milliseconds} ms.", **counted)
    if answer.ranked is not None and (answer.ranked < answer.matches or not answer.exact):
        say("The newest {count:report is|reports are} ranked.", count=answer.ranked)
    if answer.cursor is not None:
        say("Next page: --after {cursor}", cursor=answer.cursor)


def _print_trend(found: "Trend") -> None:
    for series in found.series:
        _print_shares(series.whole.name, series.periods)
    if not found.series:
        _print_shares(tr("all outlets"), found.periods)
        _print_shares(tr("outlet"), found.outlets[:LISTED])


def _print_shares(name: str, shares: Iterable["Share"]) -> None:
    click.echo(name)
    _print_bars([(share.name, _said(share), share.share or 0) for share in shares])


def _said(share: "Share") -> str:
    if share.share is None:
        return "–"
    percent = f"{100 * share.share:.2f}"
    return tr("{percent} % ({matches} of {total})", percent=percent, matches=share.matches, total=share.total)
