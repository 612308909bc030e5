"""Declarations are heard, bytes decide."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

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


def read_as(text: str, codec: str) -> str:
    """UTF-8 as a program shows it that takes it for another charset; undefined bytes become C1."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


WRONG = ("latin-1", "cp1252", "cp1256")
SENTENCE = "قال «الوزير»، أمس، إن “الاتفاق” – وهو الثالث… – دخل حيّز التنفيذ بنسبة ٥٠٪ في القُرى ١٢."


@pytest.mark.parametrize("wrong", WRONG)
def test_a_page_that_was_encoded_twice_is_put_back_exactly(wrong: str) -> None:
    page = PAGE.format(meta='<meta charset="utf-8">').replace(TEXT, TEXT + SENTENCE)
    read = decode(read_as(page, wrong).encode(), "text/html; charset=utf-8")
    assert read.text == page
    assert read.charset == "utf-8 (twice)"
    assert [doubt.code for doubt in read.doubts] == ["repaired-mojibake"]


@pytest.mark.parametrize("wrong", WRONG)
@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.text(
            st.characters(min_codepoint=0x621, max_codepoint=0x652) | st.sampled_from("،؛؟«»”…٪ﷺ"), min_size=3
        ),
        min_size=4,
        max_size=30,
    ),
    st.sampled_from(["{}", "<html><title>{}</title>", "<p>\n{}\n</p>", "<a title='{}'>x</a>"]),
)
def test_any_arabic_text_comes_back_from_every_wrong_charset(
    wrong: str, words: list[str], frame: str
) -> None:
    text = frame.format(" ".join(words))
    assume(sum("\u0621" <= char <= "\u064a" for char in text) > 12)
    assert decode(read_as(text, wrong).encode(), None).text == text


@pytest.mark.parametrize("wrong", WRONG)
def test_a_page_that_was_encoded_three_times_is_put_back(wrong: str) -> None:
    page = PAGE.format(meta="").replace(TEXT, SENTENCE * 3)
    read = decode(read_as(read_as(page, wrong), "latin-1").encode(), None)
    assert read.text == page


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    ("frame", "spoilt"),
    [
        ("<title>{bad}</title><h1>{bad}</h1><p>{good}</p>", "أسعار الخضار ترتفع في أسواق الجملة"),
        ('<meta property="og:title" content="{bad}"><p>{good}</p>', "أسعار الخضار ترتفع في أسواق الجملة"),
        ("<title>{good}</title><div><p>{bad}</p><p>{bad} {bad}</p></div>", SENTENCE),
    ],
    ids=["title", "meta", "body"],
)
def test_the_part_of_a_page_that_was_encoded_twice_is_put_back(wrong: str, frame: str, spoilt: str) -> None:
    good = SENTENCE if spoilt == SENTENCE else TEXT * 20
    read = decode(frame.format(bad=read_as(spoilt, wrong), good=good).encode(), "text/html; charset=utf-8")
    assert read.text == frame.format(bad=spoilt, good=good)
    assert read.charset == "utf-8 (parts of it twice)"


@pytest.mark.parametrize("wrong", WRONG)
def test_what_lost_bytes_on_the_way_is_left_as_it_came(wrong: str) -> None:
    came = read_as(TEXT * 3, wrong).translate(dict.fromkeys(map(ord, "\x81\u0081§\u008aٹŠ")))
    read = decode(came.encode(), "text/html; charset=utf-8")
    assert read.text == came
    assert "mojibake" in {doubt.code for doubt in read.doubts}


@pytest.mark.parametrize(
    "page",
    [
        "<p>Le caractère é s’affiche parfois «Ã©», et à devient «Ã\xa0»…</p><p>Ã©</p><code>Ã©tÃ©</code>",
        f"<p>{TEXT}</p><p>وظهر الخبر هكذا: Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ… في الشاشة.</p>",
        f"<p>{TEXT * 4}</p><code>Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…</code>",
        f"<p>{TEXT * 4}</p><blockquote>ط§ظ„ط³ظ„ط§ظ… ط¹ظ„ظٹظƒظ…</blockquote>",
        f"<title>ما معنى Ø§Ù„Ø³Ù„Ø§Ù… على الشاشة؟</title><p>{TEXT * 4}</p>",
        "Øresund, Århus, Ùn, Ûber Ø§ Ù ½",
        "خط، وحظ» ثم «ط، ظ؟ ع، غ» ظ¹ ط±",
    ],
)
def test_healthy_text_that_quotes_broken_text_is_not_touched(page: str) -> None:
    read = decode(page.encode(), "text/html; charset=utf-8")
    assert read.text == page
    assert "repaired-mojibake" not in {doubt.code for doubt in read.doubts}


def test_a_menu_in_another_charset_than_its_page_is_read_as_what_it_is() -> None:
    page = f"<ul><li>{{}}</li></ul><p>{TEXT * 3}</p>".encode()
    read = decode(page.replace(b"{}", "الصفحة الرئيسية".encode("cp1256")), "text/html; charset=utf-8")
    assert "<li>الصفحة الرئيسية</li>" in read.text
    assert read.charset == "utf-8"


@pytest.mark.parametrize("truth", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["utf-8", "utf-16", WINDOWS, None])
def test_utf16_without_a_mark_is_seen(truth: str, declared: str | None) -> None:
    content_type = f"text/html; charset={declared}" if declared else None
    read = decode(encoded(truth, declared), content_type)
    assert (read.charset, TEXT in read.text) == (truth, True)


def test_a_page_that_says_utf16_and_is_not_is_read_by_its_bytes() -> None:
    read = decode(encoded("utf-8", "utf-16"), "text/html; charset=utf-16")
    assert (read.charset, TEXT in read.text) == ("utf-8", True)


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
