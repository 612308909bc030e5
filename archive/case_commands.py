"""`warraq case`: named collections of passages, articles and notes."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.language import tr
from archive.terminal import isolated, lines, one_line
from archive.watch_commands import teller_of_damage


@click.group()
def case() -> None:
    """Collect passages, articles and notes in case files, kept in citations.jsonl.

    A NAME may be Arabic: hamza, vowel signs, spacing and letter case do not count. Nothing is overwritten;
    what is removed from a case stays in the file.
    """


@case.command()
@click.argument("name", metavar="NAME")
@click.option("--title", metavar="TEXT", help="What the case is about, in a line.")
def new(name: str, title: str | None) -> None:
    """Make a case file."""
    from archive.case_work import make_case

    made = make_case(current_archive(), name, title)
    click.echo(one_line(made.name))


@case.command()
@click.argument("name", metavar="NAME")
@click.argument("words", metavar="QUOTE|URL|ARTICLE_ID", nargs=-1, required=True)
@click.option("--note", metavar="TEXT", help="What you want to remember with it.")
@as_json
def add(name: str, words: tuple[str, ...], note: str | None, as_json: bool) -> None:
    """Cite a quote, a URL or an article, and put the citation into the case."""
    from archive.case_work import add_to_case
    from archive.citation_links import origin_in
    from archive.cite import Names

    archive = current_archive()
    names = Names(origin=origin_in(archive.settings))
    item, document = add_to_case(archive, name, " ".join(words), note, names)
    if as_json:
        print_json({"item": item, **document})
        return
    print_field("item", item)
    print_field("match", tr(document["match"]) if document["quote"] else None)
    print_field("quote", document["quote"]["exact"] if document["quote"] else None)
    for style in ("ar", "en"):
        click.echo(isolated(one_line(document["citation"][style])))


@case.command()
@click.argument("name", metavar="NAME")
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
def note(name: str, words: tuple[str, ...]) -> None:
    """Add a note to the case."""
    from archive.case_work import note_in_case

    print_field("item", note_in_case(current_archive(), name, " ".join(words)))


@case.command()
@click.argument("name", metavar="NAME")
@click.option(
    "--style",
    type=click.Choice(["ar", "en", "csl", "bibtex", "ris"]),
    help="Print what the case cites in this style, and nothing else.",
)
@as_json
def show(name: str, style: str | None, as_json: bool) -> None:
    """Show what is in a case, in the order in which it was added."""
    from archive.case_work import bibliography, case_document
    from archive.cases import find_case
    from archive.citation_links import origin_in
    from archive.citation_notes import read_notes
    from archive.cite import Names
    from archive.rows import reading_index

    archive = current_archive()
    names = Names(origin=origin_in(archive.settings))
    found = find_case(read_notes(archive, teller_of_damage(archive)), name)
    with reading_index(archive) if style or archive.index.is_file() else nullcontext() as db:
        if style is not None and db is not None:
            text, lost = bibliography(archive, db, found, style, names)
            for line in lines(text):
                click.echo(isolated(line) if style in ("ar", "en") else line)
            for item in lost:
                say("{item}: what it cites is not in this archive any more", item=item.id)
            return
        document = case_document(archive, db, found, names)
    print_json(document) if as_json else _print_case(document)


@case.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List the cases of this archive."""
    from archive.case_work import all_cases

    archive = current_archive()
    cases = all_cases(archive, teller_of_damage(archive))
    if as_json:
        keys = [(one.name, one.title, one.created_at, len(one.items)) for one in cases]
        print_json(
            {"cases": [dict(zip(("case", "title", "created_at", "items"), one, strict=True)) for one in keys]}
        )
        return
    for one in cases:
        count = tr("{count:item|items}", count=len(one.items))
        click.echo(one_line(f"{one.name}  {count}  {one.title or ''}".rstrip()))
    if not cases:
        say("There are no cases yet: `warraq case new` makes one.")


@case.command()
@click.argument("name", metavar="NAME")
@click.argument("item", metavar="ITEM")
def remove(name: str, item: str) -> None:
    """Take an item out of a case. Its line stays in citations.jsonl."""
    from archive.case_work import remove_from_case

    removed = remove_from_case(current_archive(), name, item)
    say("{item} is no longer in the case.", item=removed.id)


@case.command("export")
@click.argument("name", metavar="NAME")
@click.argument("target", metavar="FILE.zip", type=click.Path(path_type=Path))
@click.option(
    "--requests", is_flag=True, help="Put requests into the bundle as well; they hold the operator's contact."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@as_json
def export_(name: str, target: Path, requests: bool, force: bool, as_json: bool) -> None:
    """Write the case as one evidence bundle: what it cites, in its order and with your notes, and all proofs.

    Notes that stand by themselves go with the passage before them.
    """
    from archive.bundle_commands import bundle_and_tell
    from archive.case_work import passages_of
    from archive.cases import find_case
    from archive.citation_links import origin_in
    from archive.citation_notes import read_notes
    from archive.cite import Names
    from archive.rows import reading_index

    archive = current_archive()
    names = Names(origin=origin_in(archive.settings))
    found = find_case(read_notes(archive, teller_of_damage(archive)), name)
    with reading_index(archive) as db:
        passages, lost = passages_of(archive, db, found, names)
    for item in lost:
        say("{item}: what it cites is not in this archive any more", item=item.id)
    title = f"{found.name}: {found.title}" if found.title else found.name
    document = bundle_and_tell(
        archive, target, passages, title=title, names=names, requests=requests, force=force
    )
    if as_json:
        print_json({**document, "lost": [item.id for item in lost]})


def _print_case(document: dict[str, Any]) -> None:
    print_field("case", document["case"])
    print_field("title", document["title"])
    print_field("made", document["created_at"])
    for item in document["items"]:
        click.echo()
        kind = "quote" if item["kind"] == "passage" else item["kind"]
        click.echo(one_line(f"{item['item']}  {tr(kind)}  {item['added_at']}"))
        quote = item["quote"]
        told = {
            "quote": quote.get("exact") if isinstance(quote, dict) else None,
            "article": item["citation"]["ar"] if item["citation"] else item["title"],
            "url": item["url"],
            "record": item["record_id"],
            "note": item["note"],
        }
        for name, value in told.items():
            if value is not None:
                click.echo(f"    {one_line(tr(name))}: {one_line(value)}")
