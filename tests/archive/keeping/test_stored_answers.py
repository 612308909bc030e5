"""What the archive answers in a newsroom's place: the bytes held, of the time asked for."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from archive.errors import ArchiveError
from archive.ingest import Ingest
from archive.place import Archive
from archive.rows import reading_index
from archive.stored_answers import StoredAnswers

SITE = "https://almithal.example"
PICTURE = {"role": "requisite", "content_type": "image/png"}
Answers = Callable[..., StoredAnswers]


@pytest.fixture
def answers(archive: Archive, readers: Any, wire: Any, write_warc: Any, warc_name: Any) -> Iterator[Answers]:
    """The answers of an archive that these exchanges are put into."""
    opened: list[Any] = []

    def made(*groups: Any) -> StoredAnswers:
        path = write_warc(archive, warc_name(1), [wire.warcinfo(), *groups])
        with Ingest(archive, readers=readers) as ingest:
            ingest.catch_up(path)
        index = reading_index(archive)
        stored = StoredAnswers(archive, index.__enter__())
        opened.extend((closing(stored), index))
        return stored

    yield made
    for one in opened:
        one.__exit__(None, None, None)


def test_the_answer_nearest_in_time_is_given(answers: Answers, wire: Any) -> None:
    days = ("2026-11-01", "2026-11-10", "2026-11-20")
    stored = answers(
        *(wire.exchange("/a.png", day.encode(), at=f"{day}T08:00:00Z", **PICTURE) for day in days)
    )
    for moment, wanted in (("2026-11-04", days[0]), ("2026-11-12", days[1]), ("2027-01-01", days[2])):
        found = stored.near(f"{SITE}/a.png", f"{moment}T08:00:00Z")
        assert found is not None
        assert (found.body.decode(), found.captured_at[:10]) == (wanted, wanted)


def test_with_a_time_to_begin_from_older_answers_do_not_count(answers: Answers, wire: Any) -> None:
    stored = answers(wire.exchange("/a.png", b"old", at="2026-11-01T08:00:00Z", **PICTURE))
    at = "2026-11-02T08:00:00.000000Z"
    assert stored.near(f"{SITE}/a.png", at) is not None
    assert stored.near(f"{SITE}/a.png", at, since=at) is None


def test_an_answer_goes_before_a_failure_that_is_nearer(answers: Answers, wire: Any) -> None:
    stored = answers(
        wire.exchange("/a.png", b"there", at="2026-11-01T08:00:00Z", **PICTURE),
        wire.exchange("/a.png", b"gone", at="2026-11-09T08:00:00Z", status=404, **PICTURE),
    )
    found = stored.near(f"{SITE}/a.png", "2026-11-09T09:00:00Z")
    assert found is not None
    assert (found.status, found.body) == (200, b"there")


def test_redirects_lead_to_their_target_and_circles_nowhere(answers: Answers, wire: Any) -> None:
    stored = answers(
        wire.exchange("/old.png", status=302, location="/new.png", **PICTURE),
        wire.exchange("/new.png", b"new", **PICTURE),
        wire.exchange("/round.png", status=302, location="/round.png", **PICTURE),
        wire.exchange("/lost.png", status=302, location="ftp://x/", **PICTURE),
    )
    found = stored.near(f"{SITE}/old.png", "2026-11-21T08:00:00Z")
    assert found is not None
    assert (found.url, found.body) == (f"{SITE}/new.png", b"new")
    assert stored.near(f"{SITE}/round.png", "2026-11-21T08:00:00Z") is None
    assert stored.near(f"{SITE}/lost.png", "2026-11-21T08:00:00Z") is None
    assert stored.near(f"{SITE}/never.png", "2026-11-21T08:00:00Z") is None


def test_a_revisit_is_answered_with_what_it_refers_to(answers: Answers, wire: Any) -> None:
    first = wire.exchange("/a.png", b"bytes", at="2026-11-01T08:00:00Z", **PICTURE)
    again = wire.exchange(
        "/a.png", b"bytes", at="2026-11-09T08:00:00Z", refers_to=first[0].record_id, **PICTURE
    )
    stored = answers(first, again)
    found = stored.near(f"{SITE}/a.png", "2026-11-09T08:00:00Z")
    assert found is not None
    assert (found.record_id, found.body) == (again[0].record_id, b"bytes")
    assert stored.of_record(again[0].record_id).body == b"bytes"


def test_codings_cookies_and_refreshes_are_not_handed_on(answers: Answers, wire: Any) -> None:
    odd = "text/css\r\nSet-Cookie: a=1\r\nRefresh: 1\r\nContent-Disposition: attachment\r\nX-Odd: kept"
    stored = answers(wire.exchange("/a.css", b"p {}", role="requisite", content_type=odd))
    found = stored.near(f"{SITE}/a.css", "2026-11-21T08:00:00Z")
    assert found is not None
    assert found.headers == (("Content-Type", "text/css"), ("X-Odd", "kept"))
    assert found.media_type == "text/css"


def test_what_was_unchunked_by_others_is_taken_as_it_stands(answers: Answers, wire: Any) -> None:
    said = "text/html\r\nTransfer-Encoding: chunked"
    stored = answers(
        wire.exchange("/whole", b"<p>x</p>", content_type=said, role="page"),
        wire.exchange("/chunked", b"3\r\nabc\r\n0\r\n\r\n", content_type=said, role="page"),
    )
    bodies = [stored.near(f"{SITE}/{name}", "2026-11-21T08:00:00Z") for name in ("whole", "chunked")]
    assert [found and found.body for found in bodies] == [b"<p>x</p>", b"abc"]


def test_an_unknown_record_and_lost_bytes_are_errors(
    answers: Answers, wire: Any, archive: Archive, warc_name: Any
) -> None:
    group = wire.exchange("/a.png", b"x", **PICTURE)
    stored = answers(group)
    with pytest.raises(ArchiveError, match="no capture nobody in the index"):
        stored.of_record("nobody")
    (archive.warcs / warc_name(1)).unlink()
    with pytest.raises(ArchiveError, match="cannot be read"):
        stored.of_record(group[0].record_id)
    assert stored.near(f"{SITE}/a.png", "2026-11-21T08:00:00Z") is None


def test_an_answer_without_its_request_is_nobodys(answers: Answers, wire: Any) -> None:
    """A kill may leave a response alone: nobody knows whether it was asked by POST, and what was sent."""
    alone = wire.exchange("/a.png", b"alone", **PICTURE)[:1]
    stored = answers(alone, wire.exchange("/b.png", b"whole", **PICTURE))
    assert stored.near(f"{SITE}/a.png", "2026-11-21T08:00:00Z") is None
    assert stored.near(f"{SITE}/b.png", "2026-11-21T08:00:00Z") is not None
