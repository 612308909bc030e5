"""From a WARC file through ingest to a citation, and back to the bytes."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from archive.place import init_archive
from archive.schema import connect
from crawlers.cli import main

URL = "https://almithal.example/2026/11/bridge/"
SENTENCE = "إن أعمال الترميم في الجسر القديم ستنتهي في آذار المقبل"
PARAGRAPHS = (
    "دمشق - أعلنت البلدية اليوم إعادة افتتاح الجسر القديم أمام المشاة بعد أشهر من العمل المتواصل في المدينة.",
    f"وقال رئيس البلدية للصحفيين خلال جولة في الموقع: «{SENTENCE}»، وأضاف أن الكلفة بلغت مليوني ليرة.",
    "وحضر الافتتاح عدد من المهندسين والسكان الذين عبروا عن ارتياحهم لانتهاء المرحلة الأولى من المشروع.",
    "وكانت الأمطار الغزيرة قد ألحقت أضرارا بالجسر في الشتاء الماضي، وأغلقته السلطات حفاظا على السلامة.",
)
PAGE = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>افتتاح الجسر القديم</title>
<meta property="og:title" content="افتتاح الجسر القديم">
<meta property="article:published_time" content="2026-11-20T10:00:00+03:00"></head>
<body><article><h1>افتتاح الجسر القديم</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
</body></html>"""


@pytest.fixture
def archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An archive into which one WARC file of one page was ingested."""
    body = PAGE.encode("utf-8")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(
        body
    )
    block = http + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        "WARC-Record-ID: <urn:uuid:0b0f3c2e-0000-4000-8000-000000000001>\r\n"
        f"WARC-Date: 2026-11-22T10:31:07Z\r\nWARC-Target-URI: {URL}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    path = tmp_path / "found.warc"
    path.write_bytes(head.encode("ascii") + block + b"\r\n\r\n")
    root = init_archive(tmp_path / "archive").root
    assert main(["-C", str(root), "ingest", str(path)]) == 0
    assert "articles: 1" in capsys.readouterr().out
    return root


def test_a_quote_leads_to_the_bytes_that_hold_it(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed = "ان اعمال الترميم في الجسر القديم"
    assert main(["-C", str(archive), "cite", typed, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["match"] == "normalised"
    assert document["quote"]["exact"] == "إن أعمال الترميم في الجسر القديم"
    capture = document["article"]["capture"]
    with Path(capture["warc"]).open("rb") as file:
        file.seek(capture["offset"])
        assert document["quote"]["exact"].encode("utf-8") in file.read(capture["length"])
    note = json.loads((archive / "citations.jsonl").read_text("utf-8"))
    assert (note["typed"], note["record_id"]) == (typed, capture["record_id"])


def test_search_show_and_why_agree_on_the_article(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(archive), "search", "ترميم الجسور", "--json"]) == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert main(["-C", str(archive), "show", URL, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["article_id"], shown["published_date"]) == (hit["article_id"], "2026-11-20")
    assert shown["capture"]["record_id"] == hit["record_id"]
    assert main(["-C", str(archive), "why", URL]) == 0
    assert f"indexed: version 1 of article {hit['article_id']}" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"no WARC at all"])
def test_a_file_that_cannot_be_ingested_is_named(
    archive: Path, tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.warc"
    if content is not None:
        path.write_bytes(content)
    assert main(["-C", str(archive), "ingest", str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert (printed.err.count("\n"), "bad.warc" in printed.err) == (1, True)


@pytest.mark.parametrize("arguments", [["rebuild"], ["rebuild", "--search"]])
def test_after_a_rebuild_the_same_is_found(
    archive: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(archive), "search", "ترميم", "--json"]) == 0
    before = capsys.readouterr().out
    assert main(["-C", str(archive), *arguments, "--json"]) == 0
    assert 1 in json.loads(capsys.readouterr().out).values()
    assert main(["-C", str(archive), "search", "ترميم", "--json"]) == 0
    assert capsys.readouterr().out == before


def test_verify_is_content_with_what_was_ingested(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(archive), "verify", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["ok"], report["failures"]) == (True, [])
    assert set(report["checked"]) >= {"warcs", "records", "rows", "leaves", "checkpoints"}
    assert main(["-C", str(archive), "verify"]) == 0
    assert capsys.readouterr().out.endswith("\nok\n")


def test_a_text_changed_in_the_index_fails_verification_with_4(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(connect(archive / "index.db")) as db:
        db.execute("UPDATE versions SET body = replace(body, 'مليوني', 'ثلاثة ملايين')")
    assert main(["-C", str(archive), "verify", "--json"]) == 4
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert {"what", "where", "detail"} <= set(report["failures"][0])
    assert main(["-C", str(archive), "verify"]) == 4
    printed = capsys.readouterr().out
    assert "\nfailed: " in printed
    assert printed.endswith("\nFAILED\n")
