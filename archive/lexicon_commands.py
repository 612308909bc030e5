"""`warraq lexicon`: what the search knows of words. Options in, a function called, its answer printed."""

from typing import TYPE_CHECKING, Any

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.language import saying
from archive.progress import progress

if TYPE_CHECKING:
    from archive.place import Archive
    from extractors.arabic import Analyser


@click.group()
def lexicon() -> None:
    """Learn how often the archive's words are written, and see how words are analysed."""


@lexicon.command()
@as_json
def learn(as_json: bool) -> None:
    """Learn word counts from the archive's own reports, onto those that come with Warraq.

    They decide which letters of a word are its own and which an article, a conjunction or an ending. They are
    frozen in word_counts.tsv.gz; the search leans on them once `warraq rebuild --search` has run.
    """
    from archive.own_counts import counts_file, learn_counts

    archive = current_archive()
    with progress("counting the words of the reports") as on_progress:
        words, reports = learn_counts(archive, on_progress)
    if as_json:
        print_json({"words": words, "reports": reports, "file": str(counts_file(archive))})
    else:
        print_field("words", words)
        print_field("reports", reports)
        print_field("file", counts_file(archive))
    say("Next: warraq rebuild --search, so that the search leans on these counts")


@lexicon.command()
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@as_json
def explain(words: tuple[str, ...], as_json: bool) -> None:
    """Show how words are analysed: each with the exact form that phrases match, its stem, and its terms."""
    one = _analyser(current_archive())
    explained = [_explained(one, word) for word in words]
    if as_json:
        print_json({"analyser": one.version, "words": explained})
        return
    for found in explained:
        print_field("word", found["word"])
        for token in found["tokens"]:
            parts = saying(
                "{printed}: exact form {exact}, stem {stem}",
                printed=token["printed"],
                exact=token["exact"],
                stem=token["stem"],
            )
            print_field("in the index", parts)
        print_field("terms of a query", " ".join(found["terms"]) or None)
    print_field("analyser", one.version)


def _analyser(archive: "Archive") -> "Analyser":
    """The analyser of the archive's index, or the one that an index would be made with."""
    from archive.analysers import analyser_for, own_analyser
    from archive.rows import reading_index

    if not archive.index.exists():
        return own_analyser(archive)
    with reading_index(archive) as db:
        return analyser_for(db)


def _explained(one: "Analyser", word: str) -> dict[str, Any]:
    tokens = [
        {"printed": word[token.start : token.end], "exact": token.exact, "stem": token.stem}
        for token in one.tokens(word)
    ]
    return {"word": word, "tokens": tokens, "terms": list(one.terms(word))}
