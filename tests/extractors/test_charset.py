"""Declarations are heard, bytes decide."""

import pytest

from extractors.charset import decode, is_mojibake
from extractors.refusals import refuse_text

TEXT = "أعلنت وزارة الصحة، أمس، عن وصول دفعة جديدة من الأدوية إلى المستشفيات في العاصمة والمحافظات الشرقية."
PAGE = "<html><head>{meta}<title>خبر</title></head><body><p>" + TEXT + "</p></body></html>"
WINDOWS = "windows-1256"
ISO = "iso-8859-6"


def encoded(truth: str, meta: str | None) -> bytes:
    declared = f'<meta charset="{meta}">' if meta else ""
    return PAGE.format(meta=declared).encode(truth)


@pytest.mark.parametrize(
    ("header", "meta", "truth"),
    [
        (None, None, "utf-8"),
        (None, None, WINDOWS),
        (None, None, ISO),
        ("utf-8", None, WINDOWS),
        (WINDOWS, None, "utf-8"),
        ("utf-8", WINDOWS, WINDOWS),
        (WINDOWS, "utf-8", "utf-8"),
        ("utf-8", "utf-8", WINDOWS),
        (WINDOWS, WINDOWS, "utf-8"),
        ("iso-8859-1", None, WINDOWS),
        ("iso-8859-1", "utf-8", "utf-8"),
        (ISO, WINDOWS, WINDOWS),
        (WINDOWS, ISO, ISO),
        ("iso-8859-6", None, ISO),
        ("no-such-charset", None, WINDOWS),
        ("hex", "rot13", "utf-8"),
    ],
)
def test_text_is_right_whatever_is_declared(header: str | None, meta: str | None, truth: str) -> None:
    content_type = f"text/html; charset={header}" if header else "text/html"
    read = decode(encoded(truth, meta), content_type)
    assert read.charset == truth
    assert TEXT in read.text
    lied = {label for label in (header, meta) if label in ("utf-8", WINDOWS, ISO, "iso-8859-1")} - {truth}
    assert {doubt.code for doubt in read.doubts} == ({"wrong-charset"} if lied else set())


@pytest.mark.parametrize(
    ("mark", "name"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_a_byte_order_mark_decides(mark: bytes, name: str) -> None:
    read = decode(mark + TEXT.encode(name), "text/html; charset=windows-1256")
    assert (read.charset, read.text) == (name, TEXT)


def test_a_page_cut_within_a_letter_is_still_utf8() -> None:
    read = decode(encoded("utf-8", None)[: len("<html><head><title>خبر".encode()) + 60 - 1], None)
    assert read.charset == "utf-8"


def test_a_few_broken_bytes_do_not_change_the_charset() -> None:
    body = (TEXT * 5).encode() + b"\xc7\xe1 \xe3\xd1" + (TEXT * 5).encode()
    read = decode(body, "text/html; charset=utf-8")
    assert read.charset == "utf-8"
    assert [doubt.code for doubt in read.doubts] == ["undecodable-bytes"]
    assert refuse_text(read) is None


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252", "cp1256"])
def test_text_that_was_encoded_twice_is_a_doubt(wrong: str) -> None:
    twice = TEXT.encode().decode(wrong, "ignore").encode()
    read = decode(twice, "text/html; charset=utf-8")
    assert "mojibake" in {doubt.code for doubt in read.doubts}


@pytest.mark.parametrize(
    "text", [TEXT, "", "Łódź, Århus, Été, ñandú, Ünlü, Ženeva", "Ø§", "Øresund Ålesund Ærø"]
)
def test_honest_text_is_no_mojibake(text: str) -> None:
    assert not is_mojibake(text)


def test_noise_is_refused_as_undecodable() -> None:
    noise = bytes((index * 97 + 13) % 256 for index in range(4000))
    refusal = refuse_text(decode(b"<html>" + noise, "text/html; charset=utf-8"))
    assert refusal is not None
    assert refusal.code == "undecodable"
