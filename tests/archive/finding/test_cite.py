"""From a quote, a URL or an id to the record."""

import json
import threading
from datetime import UTC, datetime

import pytest

from archive.citation_notes import note_citation
from archive.cite import Names, cite
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle

SENTENCE = "إنّ أعمال الترميم في الجسر القديم ستنتهي في ٢٠ آذار"
BODY = (
    f"قال رئيس البلدية: «{SENTENCE}»، وأضاف أن الكلفة بلغت ثلاثة ملايين.\n\nوحضر الاجتماع عدد من المهندسين."
)


def test_a_quote_typed_as_printed_is_verbatim_down_to_its_record(shelf) -> None:
    name = shelf.version("bridge", BODY)
    shelf.version("rain", "هطلت أمطار غزيرة على الساحل.")
    document = cite(shelf.db, SENTENCE)
    assert document["match"] == "verbatim"
    quote, article = document["quote"], document["article"]
    assert article["article_id"] == name
    assert article["body"][quote["start"] : quote["end"]] == quote["exact"] == SENTENCE
    assert (quote["prefix"], quote["suffix"]) == (
        BODY[: quote["start"]][-32:],
        BODY[quote["end"] : quote["end"] + 32],
    )
    assert [capture["record_id"] for capture in document["captures"]] == [article["capture"]["record_id"]]
    assert set(document["citation"]) == {"ar", "en", "csl", "pwid", "memento", "fragment"}
    assert document["alternatives"] == []
    assert document["in_newest_version"] is True


@pytest.mark.parametrize(
    "typed",
    [
        "ان اعمال الترميم في الجسر القديم ستنتهي في 20 اذار",
        "إِنَّ أَعْمَالَ التَّرْمِيمِ في الجسر القديم",
        "اعمال التـــرميم  في\nالجسر",
        'قال رئيس البلدية: "إن أعمال الترميم',
        "«ان أعمال الترميم في الجسر»",
    ],
)
def test_a_quote_typed_otherwise_is_found_and_called_normalised(shelf, typed: str) -> None:
    name = shelf.version("bridge", BODY)
    document = cite(shelf.db, typed)
    assert (document["match"], document["article"]["article_id"]) == ("normalised", name)
    quote = document["quote"]
    assert BODY[quote["start"] : quote["end"]] == quote["exact"]


def test_the_typists_quotation_marks_do_not_make_a_quote_less_verbatim(shelf) -> None:
    shelf.version("bridge", BODY)
    assert cite(shelf.db, f'  "{SENTENCE}" ')["match"] == "verbatim"


def test_a_quote_cut_inside_its_first_and_last_word_is_found(shelf) -> None:
    shelf.version("bridge", BODY)
    document = cite(shelf.db, SENTENCE[7:-3])
    assert (document["match"], document["quote"]["exact"]) == ("verbatim", SENTENCE[7:-3])


@pytest.mark.parametrize(
    "typed",
    [
        "أعمال الجسر الجديد",
        "الجسر القديم في أعمال الترميم",
        "وأعمال الترميم",
        "",
        "؟!",
        "\x00",
        "\ud800",
    ],
)
def test_words_no_report_holds_in_that_order_are_no_match(shelf, typed: str) -> None:
    shelf.version("bridge", BODY)
    document = cite(shelf.db, typed)
    assert (document["match"], document["quote"], document["article"]) == ("none", None, None)
    assert (document["captures"], document["alternatives"], document["citation"]) == ([], [], None)


def test_of_several_reports_the_earliest_is_cited_and_the_others_are_named(shelf) -> None:
    late = shelf.version("late", BODY, published="2026-11-21")
    early = shelf.version("early", BODY, published="2026-11-19")
    document = cite(shelf.db, SENTENCE)
    assert document["article"]["article_id"] == early
    (other,) = document["alternatives"]
    assert set(other) >= {
        "article_id", "url", "outlet", "title", "match", "quote", "record_id", "captured_at",
    }  # fmt: skip
    assert other["article_id"] == late


def test_a_verbatim_report_comes_before_an_earlier_normalised_one(shelf) -> None:
    shelf.version("early", BODY.replace("إنّ أعمال", "ان اعمال"), published="2026-11-01")
    verbatim = shelf.version("late", BODY, published="2026-11-21")
    document = cite(shelf.db, SENTENCE)
    assert (document["match"], document["article"]["article_id"]) == ("verbatim", verbatim)
    assert document["alternatives"][0]["match"] == "normalised"


def test_a_sentence_edited_away_is_cited_from_the_version_that_held_it(shelf) -> None:
    shelf.version("bridge", BODY, captured_at="2026-11-20T08:00:00.000000Z")
    shelf.version("bridge", "حذفت الجملة التي قالها رئيس البلدية.", captured_at="2026-11-21T08:00:00.000000Z")
    document = cite(shelf.db, SENTENCE)
    assert document["article"]["version"] == 1
    assert document["article"]["capture"]["captured_at"] == "2026-11-20T08:00:00.000000Z"
    assert document["in_newest_version"] is False
    assert document["versions_with_quote"] == [1]
    assert len(document["captures"]) == 2


def test_a_sentence_that_stayed_is_cited_from_the_newest_version(shelf) -> None:
    shelf.version("bridge", BODY, captured_at="2026-11-20T08:00:00.000000Z")
    shelf.version("bridge", BODY + " خاتمة.", captured_at="2026-11-21T08:00:00.000000Z")
    document = cite(shelf.db, SENTENCE)
    assert (document["article"]["version"], document["in_newest_version"]) == (2, True)
    assert document["versions_with_quote"] == [1, 2]


def test_a_title_can_be_quoted(shelf) -> None:
    shelf.version("bridge", "نص.", title="إعادة افتتاح الجسر القديم")
    document = cite(shelf.db, "افتتاح الجسر القديم")
    quote = document["quote"]
    assert (document["match"], quote["field"]) == ("verbatim", "title")
    assert document["article"]["title"][quote["start"] : quote["end"]] == "افتتاح الجسر القديم"


def test_a_url_or_id_is_cited_without_claiming_a_quote(shelf) -> None:
    name = shelf.version("bridge", BODY)
    for typed in (name, "http://www.almithal.example/2026/11/bridge/"):
        document = cite(shelf.db, typed)
        assert (document["match"], document["quote"]) == ("none", None)
        assert document["article"]["article_id"] == name
        assert document["citation"]["ar"]


def test_an_unknown_id_or_url_is_an_error(shelf) -> None:
    for typed in ("0123456789abcdef", "https://almithal.example/none/"):
        with pytest.raises(UnknownArticle):
            cite(shelf.db, typed)


def test_names_in_latin_letters_come_from_the_user_alone(shelf) -> None:
    name = shelf.version("bridge", BODY, title="افتتاح الجسر", authors=("سلمى الحلبي",))
    assert "افتتاح الجسر" in cite(shelf.db, name)["citation"]["en"]
    named = cite(shelf.db, name, Names(title_en="Bridge opens", authors_en=("Salma al-Halabi",)))
    assert named["citation"]["en"].startswith("Salma al-Halabi, “Bridge opens”, Al-Mithal, 20 November 2026")


def test_every_citation_is_noted_on_a_line_of_its_own(shelf) -> None:
    shelf.version("bridge", BODY)
    archive = shelf.archive
    document = cite(shelf.db, SENTENCE)
    archive.citations.write_bytes(b'{"torn": ')
    at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    threads = [
        threading.Thread(target=note_citation, args=(archive, f"{SENTENCE}\n", document, at))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    torn, *whole = archive.citations.read_bytes().splitlines()
    notes = [json.loads(line) for line in whole]
    assert torn == b'{"torn": '
    assert len(notes) == 8
    assert notes[0] == {
        "cited_at": "2026-11-22T12:00:00.000000Z",
        "typed": f"{SENTENCE}\n",
        "match": "verbatim",
        "article_id": document["article"]["article_id"],
        "record_id": document["article"]["capture"]["record_id"],
        "body_digest": document["article"]["body_digest"],
        "field": "body",
        "start": document["quote"]["start"],
        "end": document["quote"]["end"],
    }


def test_a_citation_that_cannot_be_noted_is_not_issued(shelf) -> None:
    shelf.version("bridge", BODY)
    shelf.archive.citations.mkdir()
    with pytest.raises(ArchiveError, match="not issued"):
        note_citation(shelf.archive, SENTENCE, cite(shelf.db, SENTENCE), datetime.now(UTC))
