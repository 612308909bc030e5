"""The command that tells a story's lineage. Options in, a function called, its answer printed."""

from collections.abc import Sequence
from typing import Any

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.language import tr
from archive.progress import progress
from archive.terminal import one_line


@click.command()
@click.argument("words", metavar="URL|ARTICLE_ID|QUOTE", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Group all articles of the archive into stories instead.")
@as_json
def lineage(words: tuple[str, ...], every: bool, as_json: bool) -> None:
    """Tell who had a story first, what others repeat of it and what they added.

    The story is that of an article, or of all reports that hold a quote. Reports belong together by the text
    they have in common, not by their subject. "First" is told twice: by the dates that pages give, and by our
    captures.
    """
    from archive.rows import reading_index

    if every == bool(words):
        raise click.UsageError(tr("name an article or a quote, or give --all"))
    archive = current_archive()
    with reading_index(archive) as db:
        if every:
            from archive.stories import stories

            with progress("comparing the texts"):
                found = list(stories(db, archive.state))
        else:
            from archive import lineage as telling

            document = telling.lineage(db, " ".join(words))
    if every:
        print_json({"stories": found}) if as_json else _print_stories(found)
    elif as_json:
        print_json(document)
    elif not document["members"]:
        say("No report in this archive holds this quote.")
    else:
        _print_story(document)


def _print_stories(found: Sequence[Sequence[dict[str, Any]]]) -> None:
    for members in found:
        click.echo(tr("{count:report|reports} with the same text", count=len(members)))
        for one in members:
            click.echo(one_line(f"  {one['article_id']} {one['outlet']} {one['title']}"))


def _print_story(document: dict[str, Any]) -> None:
    members = {str(one["article_id"]): one for one in document["members"]}
    print_field("first by its own date", _named(members, document["first"]["by_own_date"]))
    print_field("first by our captures", _named(members, document["first"]["by_capture"]))
    print_field("agencies credited", tr(", ").join(document["agencies"]) or None)
    counted = tr(
        "{count} of {total:report|reports}", count=document["independent"], total=document["independent_of"]
    )
    print_field("independent", counted)
    for one in members.values():
        click.echo()
        _print_member(one, members)
    if document["cut"]:
        say("There may be more members: not every report was compared.")


def _named(members: dict[str, dict[str, Any]], names: Sequence[str]) -> str | None:
    return tr(", ").join(f"{members[name]['outlet']} ({name})" for name in names) or None


def _print_member(one: dict[str, Any], members: dict[str, dict[str, Any]]) -> None:
    click.echo(one_line(f"{one['article_id']} {one['outlet']} {one['title']}"))
    print_field("url", one["url"])
    print_field("published", one["published_at"])
    print_field("first captured", one["first_captured_at"])
    print_field("agencies credited", tr(", ").join(one["agencies"]) or None)
    source = one["from"]
    if source is not None:
        shown = {"percent": round(source["share"] * 100), "outlet": members[source["article_id"]]["outlet"]}
        print_field("in common", tr("{percent} % with {outlet} ({id})", **shown, id=source["article_id"]))
    if one["repeated"]:
        print_field("sentences repeated", len(one["repeated"]))
        for sentence in one["added"]:
            print_field("added", sentence["text"])
