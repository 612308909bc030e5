"""A citation as `warraq cite` prints it: where the quote stands, how it agrees, what became of it."""

from collections.abc import Iterator
from typing import Any

import click

from archive.article_lines import print_alias, print_bytes, print_provenance
from archive.console import print_field
from archive.language import tr
from archive.terminal import isolated, one_line

Document = dict[str, Any]  # as `archive.cite.cite` gives it
MOST = 12  # differences that are listed; the JSON has all


def print_citation(document: Document) -> None:
    """Print the citation in both languages, the capture, and what is known of the quote."""
    click.echo(isolated(one_line(document["citation"]["ar"])))
    click.echo(isolated(one_line(document["citation"]["en"])))
    print_alias(document.get("alias"))
    print_provenance(document["article"])
    print_field("cited text", document["conversion"])
    print_field("PWID", document["citation"]["pwid"])
    print_field("replay", document["citation"]["memento"])
    print_field("passage", document["citation"]["fragment"])
    if document["quote"] is not None:
        _print_match(document["match"], document["quote"])
        _print_versions(document)
    for other in document["alternatives"]:
        where = f"{other['article_id']} {other['outlet']} ({tr(other['match'])}) {other['title']}"
        print_field("also in", where)
    more = document.get("alternatives_total", 0) - len(document["alternatives"])
    if more > 0:
        print_field("also in", tr("{count} more that are not listed", count=more))
    if document.get("candidates_cut"):
        print_field("note", tr("there may be more: not every report with these words was compared"))


def _print_match(match: str, quote: Document) -> None:
    print_field("match", tr(match))
    print_field("quote", " […] ".join(part["exact"] for part in quote["parts"]))
    place = tr("{field}, characters {start} to {end}", **{**quote, "field": tr(quote["field"])})
    print_field("found in", place)
    print_bytes(quote)
    if quote["occurrences"] > 1:
        print_field("occurrences", quote["occurrences"])
    for inserted in quote["insertions"]:
        print_field("put in by the quoter", inserted)
    for line in _differences(quote["differences"]):
        print_field("difference", line)


def _differences(found: list[Document]) -> Iterator[str]:
    """Each difference in words, what is printed first."""
    for one in found[:MOST]:
        texts = {"typed": one["typed"], "printed": one["printed"]}
        if one["kind"] == "changed":
            yield tr("the report prints “{printed}”, typed was “{typed}”", **texts)
        elif one["kind"] == "missing":
            yield tr("the report prints “{printed}”, which was not typed", **texts)
        else:
            yield tr("typed was “{typed}”, which the report does not print", **texts)
    if len(found) > MOST:
        yield tr("{count} more that are not listed", count=len(found) - MOST)


def _print_versions(document: Document) -> None:
    """Say what the article's other versions make of the quote."""
    if document["found_by"] == "citation":
        note = "cited first on {at}; as its page is read now, no text of this archive holds it"
        print_field("note", tr(note, at=document["cited_first_at"]))
        return
    changed = document["changed_in"]
    if changed is None:
        return
    version = document["article"]["version"]
    print_field("note", tr("version {version} holds it, the newest version no longer does", version=version))
    at = {"version": changed["version"], "at": changed["captured_at"], "became": changed["became"]}
    if changed["became"] is None:
        print_field("later", tr("gone in version {version}, captured {at}", **at))
    else:
        print_field("later", tr("version {version}, captured {at}, prints “{became}”", **at))
    if changed["now"] != changed["became"]:
        text = "the newest version prints “{now}”"
        now = changed["now"]
        print_field("later", tr(text, now=now) if now else tr("nothing is left of it in the newest version"))
