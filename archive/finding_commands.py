"""The commands that show and cite. Options in, a function called, its answer printed."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from archive.article_lines import print_article
from archive.bundle_commands import bundle_and_tell
from archive.citation_lines import print_citation
from archive.console import as_json, current_archive, print_json, say
from archive.terminal import isolated, lines


class Day(click.ParamType[date]):
    """A calendar day as 2026-11-22."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that shows how to write one."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            return self.fail(f"{value!r} is no day: write year-month-day, such as 2026-11-22", param, ctx)


@click.command()
@click.argument("article", metavar="ARTICLE_ID|URL")
@as_json
def show(article: str, as_json: bool) -> None:
    """Show the newest version of one article, and the capture it was read from."""
    from archive import show as showing
    from archive.renderings import with_rendering
    from archive.rows import reading_index
    from archive.withdrawals import telling_withdrawn

    archive = current_archive()
    with telling_withdrawn(archive, article), reading_index(archive) as db:
        document = with_rendering(archive, db, showing.show(db, article))
    if as_json:
        print_json(document)
        return
    print_article(document)


@click.command()
@click.argument("words", metavar="QUOTE|URL|ARTICLE_ID", nargs=-1, required=True)
@click.option(
    "--style",
    type=click.Choice(["ar", "en", "csl", "bibtex", "ris"]),
    help="Print the citation alone, in this style.",
)
@click.option("--title-en", help="The title in English, as you give it; used by the English style.")
@click.option(
    "--author-en", "authors_en", multiple=True, help="An author's name as you spell it; repeatable."
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path),
    metavar="FILE.zip",
    help="Write an evidence bundle: the records, their proofs, a cover sheet, a script that checks it all.",
)
@click.option("--pictures", is_flag=True, help="Put the pictures of the page into the bundle as well.")
@click.option(
    "--requests", is_flag=True, help="Put requests into the bundle as well; they hold the operator's contact."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@as_json
def cite(
    words: tuple[str, ...],
    style: str | None,
    title_en: str | None,
    authors_en: tuple[str, ...],
    bundle: Path | None,
    pictures: bool,
    requests: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Find where a quote comes from and cite it down to its record; or cite a URL or an article.

    "verbatim" means that the report holds the quote letter for letter; "normalised", that it does once hamza,
    vowel signs, tatweel, digits, quotation marks and spacing do not count; "fuzzy", that one word in five at
    most differs, and which. An ellipsis stands for words left out, [square brackets] hold words put in. The
    citation is noted in citations.jsonl. A quote that begins with http:// or looks like an id cannot be
    looked up as a quote.
    """
    from archive import cite as citing
    from archive.citation_links import origin_in
    from archive.cited_lookup import with_cited_texts
    from archive.cited_texts import issue
    from archive.quote_bytes import with_bytes
    from archive.renderings import with_rendering
    from archive.rows import reading_index
    from archive.withdrawals import telling_withdrawn

    archive = current_archive()
    wanted = " ".join(words)
    names = citing.Names(title_en=title_en, authors_en=authors_en, origin=origin_in(archive.settings))
    with telling_withdrawn(archive, wanted), reading_index(archive) as db:
        document = with_cited_texts(archive, db, wanted, citing.cite(db, wanted, names), names)
        article = document["article"]
        styled = citing.styled(db, document, names, style) if style and article else None
        document = with_bytes(archive, db, document)
        if article is not None:
            document = {**document, "article": with_rendering(archive, db, document["article"])}
            document = issue(archive, db, wanted, document, datetime.now(UTC))
    if article is not None and bundle is not None:
        document["bundle"] = bundle_and_tell(
            archive,
            bundle,
            [document],
            names=names,
            pictures=pictures,
            requests=requests,
            force=force,
        )
    if as_json:
        print_json(document)
    elif article is None:
        say("No report in this archive holds this quote.")
    elif styled is not None:
        for line in lines(styled):
            click.echo(isolated(line) if style in ("ar", "en") else line)
    else:
        print_citation(document)
