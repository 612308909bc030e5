"""`warraq watch`: citations under guard. Options in, a function called, its answer printed."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.language import tr
from archive.progress import progress
from archive.terminal import one_line

if TYPE_CHECKING:
    from archive.citation_notes import Line
    from archive.place import Archive

ALARM = 6
_RECORDS = 6  # captures that are printed with a watch; the JSON has all


@click.group()
def watch() -> None:
    """Keep citations under guard: tell when a passage changes, when its article is removed or comes back."""


@watch.command()
@click.argument("words", metavar="QUOTE|URL|ARTICLE_ID", nargs=-1, required=True)
@click.option("--note", metavar="TEXT", help="What you want to remember with it.")
@click.option("--case", metavar="NAME", help="Put the citation into this case file as well.")
@as_json
def add(words: tuple[str, ...], note: str | None, case: str | None, as_json: bool) -> None:
    """Watch a quote where it was found, or a whole article named by its URL or id.

    The watch keeps what it saw in citations.jsonl: the record, the digest of the text, the passage as typed
    and as printed. `watch check` and the reports of crawls compare it with the index.
    """
    from archive.watching import add_watch

    finding = add_watch(current_archive(), " ".join(words), note=note, case=case)
    print_json(finding) if as_json else print_finding(finding)


@watch.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List what is watched, as it was when it was added."""
    from archive.citation_notes import read_notes
    from archive.watches import watches_of

    archive = current_archive()
    watches = watches_of(read_notes(archive, teller_of_damage(archive)))
    if as_json:
        print_json({"watches": [_document(asdict(one)) for one in watches.values()]})
        return
    if not watches:
        say("Nothing is watched yet: `warraq watch add` puts a quote or an article under guard.")
    for one in watches.values():
        click.echo(one_line(f"{one.id}  {one.added_at}  {one.outlet} {one.title or one.article_id}"))
        _indented("quote", one.exact)
        _indented("note", one.note)
        _indented("case", one.case)


@watch.command()
@click.argument("watch_id", metavar="ID")
def remove(watch_id: str) -> None:
    """Watch this no longer. What it saw stays in citations.jsonl."""
    from archive.watching import remove_watch

    removed = remove_watch(current_archive(), watch_id)
    say("{id} is no longer watched.", id=removed.id)


@watch.command()
@click.option("--new", "only_new", is_flag=True, help="Only what was not told by an earlier check.")
@click.option("--alarm", is_flag=True, help="Exit with code 6 when there is anything new.")
@as_json
def check(only_new: bool, alarm: bool, as_json: bool) -> None:
    """Compare every watch with the index as it is now: passage, article, and which captures show it.

    Nothing is fetched: crawls and captures bring what is new. A wall or a failed server is neither an edit
    nor a removal, and "removed" takes as many checks as `warraq history` asks for. What was told is
    remembered, so that --new tells each thing once.
    """
    from archive.watch_memory import remember
    from archive.watching import check_watches

    archive = current_archive()
    with progress("comparing what is watched") as on_watch:
        findings = check_watches(archive, "check", teller_of_damage(archive), on_watch)
    new = [one for one in findings if one["new"]]
    told = new if only_new else findings
    if as_json:
        print_json({"watches": told})
    else:
        for finding in told:
            print_finding(finding)
        if not findings:
            say("Nothing is watched yet: `warraq watch add` puts a quote or an article under guard.")
        elif only_new and not new:
            say("Nothing new.")
    remember(archive, "check", findings)
    click.get_current_context().exit(ALARM if alarm and new else 0)


@watch.command()
@click.argument("target", metavar="FILE")
def feed(target: str) -> None:
    """Write what happened to all watches as an Atom feed, to FILE or, for -, to stdout.

    With `feed = "watch.xml"` under [watch] in warraq.toml every crawl writes it anew.
    """
    from datetime import UTC, datetime

    from archive.watch_feed import feed_of, write_feed
    from archive.watching import check_watches

    archive = current_archive()
    findings = check_watches(archive, "check", teller_of_damage(archive))
    if target == "-":
        click.echo(feed_of(archive.settings.archive.id, findings, datetime.now(UTC)), nl=False)
    else:
        write_feed(archive, Path(target), findings)


def tell_watches(archive: "Archive", *, quiet: bool) -> list[dict[str, Any]]:
    """What a crawl does at its end: tell the watches that became something else, and write the feed.

    The findings are printed unless `quiet`. Whatever goes wrong is told on stderr alone.
    """
    from archive.errors import ArchiveError
    from archive.watch_memory import remember
    from archive.watching import check_after_crawl
    from extractors.outlets import OutletError

    try:
        new = check_after_crawl(archive, teller_of_damage(archive))
        if new and not quiet:
            print_field("watches with news", len(new))
            for finding in new:
                print_finding(finding)
        remember(archive, "crawl", new)
    except (ArchiveError, OutletError, OSError) as error:
        say("the watches could not be checked: {problem}", problem=error)
        return []
    return new


def print_finding(finding: dict[str, Any]) -> None:
    """Print what became of one watch, with what stood there, what stands there, and what shows it."""
    from archive.watch_texts import name_of, standing_of, told_of

    new = f"  ({tr('new')})" if finding.get("new") else ""
    click.echo(one_line(f"{finding['watch']}  {name_of(finding)}{new}"))
    _indented(
        "article", f"{finding['article_id']} {finding['outlet'] or ''} {finding['title'] or ''}".strip()
    )
    _indented("url", finding["url"])
    if finding["before"] is None:
        _indented("quote", finding["quote"])
        _indented("match", tr(finding["match"]) if finding["match"] else None)
    _indented("note", finding["note"])
    _indented("case", finding["case"])
    for said in (*told_of(finding), *standing_of(finding)):
        click.echo(one_line(f"    - {said}"))
    if not finding["captures"]:
        _indented("cited record", finding["record_id"])
    else:
        _indented("last seen", finding["seen_at"])
    _print_captures(finding["captures"])


def _print_captures(captures: Sequence[dict[str, Any]]) -> None:
    from archive.grades import GRADES

    for capture in captures[:_RECORDS]:
        said = GRADES[capture["grade"]][1]
        _indented("record", f"{capture['record_id']} {capture['captured_at']} {said}")
    if len(captures) > _RECORDS:
        _indented("record", tr("{count} more that are not listed", count=len(captures) - _RECORDS))


def teller_of_damage(archive: "Archive") -> Any:
    """Says on stderr which line of citations.jsonl holds no note; it stays as it is."""

    def tell(line: "Line") -> None:
        say(
            "line {number} of {path} is damaged and was left as it is",
            number=line.number,
            path=archive.citations,
        )

    return tell


def _document(values: dict[str, Any]) -> dict[str, Any]:
    """A watch in the words of `watch check --json`, as far as both have them."""
    values["watch"], values["quote"] = values.pop("id"), values.pop("exact")
    values["pieces"] = list(values["pieces"])
    return values


def _indented(name: str, value: str | None) -> None:
    if value is not None:
        click.echo(f"    {one_line(tr(name))}: {one_line(value)}")
