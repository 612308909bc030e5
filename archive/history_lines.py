"""The history of an article as `warraq history` prints it, the newest event last."""

from typing import Any

import click

from archive.article_lines import print_alias
from archive.change_texts import change_in_words, event_in_words, state_in_words
from archive.console import print_field
from archive.language import tr
from archive.terminal import one_line

Document = dict[str, Any]  # as `archive.history.history` gives it
_RECORDS = 12
_MOST = 40  # changes of one version that are listed; the JSON has all


def print_history(document: Document) -> None:
    """Print what became of the article, event by event, with the changes of each version."""
    print_field("title", document["title"])
    print_field("outlet", document["outlet"])
    print_field("url", document["url"])
    print_alias(document["alias"])
    print_field("article", document["article_id"])
    print_field("state", str(state_in_words(document)))
    versions = {version["version"]: version for version in document["versions"]}
    told: set[int] = set()
    click.echo()
    for event in document["events"]:
        _print_event(event)
        version = versions.get(event["version"])
        if version is not None and event["version"] not in told:
            told.add(event["version"])
            _print_version(version)
    for number, version in versions.items():
        if number not in told:  # of others' files, or doubted
            click.echo(one_line(f"{version['captured_at']}  {tr('version')} {number}"))
            _print_version(version)


def _print_event(event: Document) -> None:
    records = " ".join(event["record_ids"][:_RECORDS])
    click.echo(one_line(f"{event['at']}  {event_in_words(event)}"))
    click.echo(f"    {one_line(tr('record'))}: {one_line(records)}")


def _print_version(version: Document) -> None:
    _indented("title", version["title"])
    _indented("body digest", version["body_digest"])
    if version["doubt"] is not None:
        _indented("doubtful", version["doubt"])
    if version["other_reader"] and version["changes"]:
        _indented(
            "note", tr("read by another reader than the version before, so some changes may be the reader's")
        )
    for change in version["changes"][:_MOST]:
        click.echo(one_line(f"    - {change_in_words(change)}"))
    rest = len(version["changes"]) - _MOST
    if rest > 0:
        click.echo(one_line(f"    - {tr('{count} more that are not listed', count=rest)}"))


def _indented(name: str, value: str) -> None:
    click.echo(f"    {one_line(tr(name))}: {one_line(value)}")
