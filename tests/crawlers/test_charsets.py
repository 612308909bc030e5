"""Text is read in the charset it is in, whatever it is labelled as."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.charsets import codec_of, decode

TEXT = "<html><head>{}</head><body>قال مسؤول في الوزارة إن الأعمال بدأت</body></html>"


@pytest.mark.parametrize(
    ("meta", "header", "real", "charset"),
    [
        ("", None, "utf-8", "utf-8"),
        ("", None, "windows-1256", "cp1256"),
        ('<meta charset="windows-1256">', None, "windows-1256", "cp1256"),
        (
            '<meta http-equiv=content-type content="text/html; charset=iso-8859-6">',
            None,
            "iso-8859-6",
            "iso8859-6",
        ),
        ('<meta charset="utf-8">', "text/html; charset=windows-1256", "utf-8", "utf-8"),
        ('<meta charset="windows-1256">', "text/html; charset=ISO-8859-1", "windows-1256", "cp1256"),
        ('<meta charset="utf-8">', "text/html", "windows-1256", "cp1256"),
        ("", 'text/html; charset="utf-8"', "utf-8-sig", "utf-8"),
        ("", None, "utf-16", "utf-16-le"),
        ("", None, "utf-16-be", "utf-16-be"),
        ('<meta charset="unicode_escape">', None, "windows-1256", "cp1256"),
    ],
)
def test_the_charset_that_reads_is_used(meta: str, header: str | None, real: str, charset: str) -> None:
    text = TEXT.format(meta)
    decoded = decode(text.encode(real), header)
    assert decoded.text == text
    assert decoded.charset == charset


def test_one_damaged_character_does_not_turn_utf_8_into_something_else() -> None:
    body = TEXT.format("").encode()
    damaged = body.replace("ز".encode(), b"\xd8", 1)
    decoded = decode(damaged, None)
    assert decoded.charset == "utf-8"
    assert decoded.text.count("\ufffd") == 1


def test_plain_ascii_under_any_label_is_no_lie() -> None:
    assert not decode(b"<rss/>", "text/xml; charset=windows-1256").lies
    assert decode("<rss>خبر</rss>".encode(), "text/xml; charset=windows-1256").lies


@pytest.mark.parametrize(
    "label", ["unicode_escape", "utf-7", "punycode", "idna", "rot13", "base64", "hex", "nonsense"]
)
def test_codecs_that_no_page_is_in_are_no_charsets(label: str) -> None:
    assert codec_of(label) is None


@pytest.mark.parametrize(
    "label",
    [
        "UTF-8",
        "utf8",
        "Windows-1256",
        "x-cp-1256",
        "cp1256",
        "ISO_8859-6",
        "asmo-708",
        "latin1",
        "mac-arabic",
    ],
)
def test_labels_that_newsrooms_write_are_charsets_python_has(label: str) -> None:
    name = codec_of(label)
    assert name is not None
    assert codecs.lookup(name)


@given(st.binary(max_size=200), st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_bytes_and_no_header_make_decoding_raise(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type).text, str)
