"""The command that tells an article's history."""

import click

from archive.console import as_json, current_archive, print_json


@click.command()
@click.argument("article", metavar="URL|ARTICLE_ID")
@as_json
def history(article: str, as_json: bool) -> None:
    """Tell what became of one article: its versions, what changed in each, whether it is still there.

    Changes are told class by class, with what stood there before and after: numbers, names, terms, headline,
    sources, paragraphs. A wall or a broken answer is no edit and no removal; "removed" needs several answers
    over several days ([history] in warraq.toml).
    """
    from archive import history as telling
    from archive.history_lines import print_history
    from archive.rows import reading_index
    from archive.withdrawals import telling_withdrawn

    archive = current_archive()
    with telling_withdrawn(archive, article), reading_index(archive) as db:
        document = telling.history(archive, db, article)
    if as_json:
        print_json(document)
        return
    print_history(document)
