"""`warraq lexicon` learns word counts and explains what becomes of a word."""

import json

import pytest

from archive.place import Archive
from crawlers.cli import main
from extractors.arabic import analyser, terms


@pytest.fixture
def run(archive: Archive, capsys: pytest.CaptureFixture[str]):
    """Runs a command on the archive; gives its exit code, stdout and stderr."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(["-C", str(archive.root), *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_a_word_is_explained_with_or_without_an_index(run, archive: Archive, ingest_all) -> None:
    before = run("lexicon", "explain", "وبالمدارس", "--json")
    ingest_all(archive)
    assert run("lexicon", "explain", "وبالمدارس", "--json") == before
    code, out, _ = before
    document = json.loads(out)
    assert code == 0
    assert document["analyser"] == analyser().version
    (word,) = document["words"]
    assert word["word"] == word["tokens"][0]["printed"] == "وبالمدارس"
    assert word["terms"] == list(terms("وبالمدارس"))
    assert word["terms"][0] == word["tokens"][0]["stem"]


def test_what_is_no_word_has_neither_tokens_nor_terms(run) -> None:
    code, out, _ = run("lexicon", "explain", "!", "مدرسة")
    assert code == 0
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        "word",
        "word",
        "in the index",
        "terms of a query",
        "analyser",
    ]


def test_learning_says_what_to_do_next(
    run, archive: Archive, wire, page, write_warc, warc_name, ingest_all, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_warc(archive, warc_name(1), [wire.exchange("/2026/1/", page("عنوان الخبر عن السوق", 1))])
    ingest_all(archive)
    code, _, err = run("lexicon", "learn")
    assert code == 1
    assert "1 reports" in err
    monkeypatch.setattr("archive.own_counts.LEAST_REPORTS", 1)
    code, out, err = run("lexicon", "learn", "--json")
    assert code == 0
    assert json.loads(out)["reports"] == 1
    assert "warraq rebuild --search" in err
    code, out, _ = run("rebuild", "--search", "--json")
    assert (code, json.loads(out)) == (0, {"texts": 1})
    _, out, _ = run("lexicon", "explain", "السوق", "--json")
    assert json.loads(out)["analyser"] != analyser().version
