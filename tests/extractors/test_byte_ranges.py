"""A passage of a text leads back to the bytes of its page, however the page writes it."""

import json
import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.arabic import tidy
from extractors.byte_ranges import Located, bare, locate, text_of_ranges
from extractors.charset import PARTLY_TWICE, TWICE
from extractors.text_nodes import PageText

TEXT = "قال رئيس البلدية إن أعمال الترميم ستنتهي في آذار، وإن الكلفة بلغت ثلاثة ملايين."


def found(markup: str | bytes, text: str, start: int = 0, end: int | None = None, **options: object):
    """The page, and where text[start:end] stands in it."""
    body = markup if isinstance(markup, bytes) else markup.encode()
    kind = str(options.get("content_type", "text/html; charset=utf-8"))
    page = PageText(body, kind)
    stop = len(text) if end is None else end
    return page, body, locate(page, text, [(start, stop)], heading=bool(options.get("heading")))


def bytes_of(body: bytes, located: Located | None) -> list[bytes]:
    assert located is not None
    return [body[one.start : one.end] for one in located.ranges]


def test_a_passage_is_found_letter_for_letter() -> None:
    _, body, located = found(f"<p>مقدمة {TEXT} خاتمة</p>", TEXT)
    assert bytes_of(body, located) == [TEXT.encode()]
    assert located is not None
    assert located.where == "text"


def test_tags_within_a_passage_part_its_ranges() -> None:
    markup = "<p>قال <b>رئيس</b> <a href='x>y' title=\"قال رئيس\">البلدية</a><!-- قال --> إن<br>العمل بدأ</p>"
    _, body, located = found(markup, "قال رئيس البلدية إن العمل بدأ")
    assert [part.decode() for part in bytes_of(body, located)] == [
        "قال",
        "رئيس",
        "البلدية",
        "إن",
        "العمل بدأ",
    ]


def test_entities_and_references_belong_to_the_range() -> None:
    markup = "<p>قال&nbsp;&#1575;&#x644;رئيس &laquo;نعم&raquo; &amp; مضى</p>"
    page, body, located = found(markup, "قال الرئيس «نعم» & مضى")
    assert bytes_of(body, located) == [markup[3:-4].encode()]
    assert located is not None
    assert text_of_ranges(page, located) == "قال\xa0الرئيس «نعم» & مضى"


def test_a_range_begins_and_ends_with_the_passage_not_with_its_element() -> None:
    text = "أول الكلام، ثم «وسطه»، ثم آخره"
    start = text.index("«")
    markup = "<p>أول الكلام، ثم &laquo;وسطه&raquo;، ثم آخره</p>"
    _, body, located = found(markup, text, start, start + len("«وسطه»"))
    assert bytes_of(body, located) == ["&laquo;وسطه&raquo;".encode()]


def test_vowel_signs_count_to_their_letter_and_normal_forms_are_one() -> None:
    printed = unicodedata.normalize("NFD", "كَتَبَ أحمدُ آيةً") + " ثم"
    _, body, located = found(f"<p>{printed}</p>", tidy(printed), 0, len(tidy(printed)) - 3)
    assert bytes_of(body, located) == [printed[:-3].encode()]


@pytest.mark.parametrize("text", ["جاء السماءُ كلها", "أنباءً عن ذلك", "مـــا هذا شيء", "بدء"])
def test_letters_that_folding_drops_keep_their_place_beside_tags(text: str) -> None:
    parts = text.split(" ")
    _, body, located = found("<p><b>" + "</b> <i>x</i><b>".join(parts) + "</b></p>", text.replace(" ", " x "))
    assert [part.decode() for part in bytes_of(body, located)][::2] == parts
    _, body, located = found(f"<p>ء{text}ء</p>", f"ء{text}ء", 1, 1 + len(text))
    assert bytes_of(body, located) == [text.encode()]


def test_a_tag_between_a_letter_and_its_vowel_sign() -> None:
    text = "كتاب\u064c جديد"
    page, _, located = found("<p>كتاب<b>\u064c جديد</b></p>", text)
    assert located is not None
    assert tidy(text_of_ranges(page, located)).replace(" \u064c", "\u064c") == text


def test_invisible_controls_of_the_page_do_not_hide_a_passage() -> None:
    _, body, located = found("<p>قال\u200f الر\u00adئيس\u202c نعم</p>", "قال الرئيس نعم")
    assert bytes_of(body, located) == ["قال\u200f الر\u00adئيس\u202c نعم".encode()]


@pytest.mark.parametrize(
    ("codec", "kind"),
    [
        ("utf-8", "text/html"),
        ("utf-8-sig", "text/html"),
        ("windows-1256", "text/html; charset=windows-1256"),
        ("iso-8859-6", "text/html; charset=iso-8859-6"),
        ("utf-16", "text/html"),
        ("utf-16-le", "text/html; charset=utf-16le"),
        ("utf-16-be", "text/html; charset=utf-16be"),
    ],
)
def test_every_charset_of_the_reader(codec: str, kind: str) -> None:
    head = "<html><head><title>x</title><style>p { color: red }</style></head><body>" + "<i>a</i>" * 40
    plain = TEXT.replace("«", "").replace("»", "")
    body = f"{head}<p>{plain}</p></body></html>".encode(codec)
    page, _, located = found(body, plain, content_type=kind)
    assert located is not None
    ((one),) = located.ranges
    wanted = plain.encode(codec.removesuffix("-sig") if codec != "utf-16" else "utf-16-le")
    assert body[one.start : one.end] == wanted
    assert text_of_ranges(page, located) == plain


def test_a_page_that_was_encoded_twice() -> None:
    once = f"<html><body><p>أولاً {TEXT}</p></body></html>" * 3
    body = once.encode().decode("latin-1").encode()
    page, _, located = found(body, TEXT)
    assert page.charset in (TWICE, PARTLY_TWICE)
    assert [part.decode().encode("latin-1").decode() for part in bytes_of(body, located)] == [TEXT]


def test_a_page_part_of_which_was_encoded_twice() -> None:
    spoilt = TEXT.encode().decode("latin-1")
    body = f"<html><body><h2>عنوان سليم</h2><p>{spoilt}</p><p>{spoilt}</p></body></html>".encode()
    page, _, located = found(body, TEXT)
    assert page.charset == PARTLY_TWICE
    assert [part.decode().encode("latin-1").decode() for part in bytes_of(body, located)] == [TEXT]


def test_a_stretch_of_windows_1256_on_a_page_of_utf_8() -> None:
    title = "عنوان من نظام اخر في البلد"
    body = f"<html><body><p>{TEXT}</p><h1>".encode() + title.encode("cp1256") + b"</h1></body></html>"
    _, _, located = found(body, title, heading=True)
    assert bytes_of(body, located) == [title.encode("cp1256")]
    _, _, located = found(body, TEXT)
    assert bytes_of(body, located) == [TEXT.encode()]


def test_bytes_without_meaning_beside_a_passage_move_nothing() -> None:
    body = b"<p>\xff\xfe\xff " + TEXT.encode() + b" \xff</p>"
    _, _, located = found(body, TEXT)
    assert bytes_of(body, located) == [TEXT.encode()]


def test_of_several_places_the_one_with_the_text_around_it_is_taken() -> None:
    line = "بدأ العمل اليوم في المدينة"
    markup = f"<li>{line}</li><p>قالت البلدية: {line}، بعد انقطاع.</p><p>وفي خبر آخر {line} أمس.</p>"
    text = f"قالت البلدية: {line}، بعد انقطاع.\n\nوفي خبر آخر {line} أمس."
    for number, at in enumerate(match.start() for match in re.finditer(line, text)):
        _, body, located = found(markup, text, at, at + len(line))
        places = [match.start() for match in re.finditer(line.encode(), body)]
        assert located is not None
        assert [one.start for one in located.ranges] == [places[number + 1]]


def test_of_places_that_differ_in_hamza_the_one_that_reads_alike_is_taken() -> None:
    markup = "<p>قالت: أعلن اليوم</p><p>قالت: اعلن اليوم</p><p>قالت: أَعلن اليوم</p>"
    for number, line in enumerate(("أعلن اليوم", "اعلن اليوم", "أَعلن اليوم")):
        _, body, located = found(markup, line)
        assert located is not None
        assert bytes_of(body, located) == [line.encode()], number


def test_a_title_is_the_one_that_the_page_prints_as_heading() -> None:
    title = "افتتاح السوق القديم"
    markup = (
        f'<head><title>{title}</title><meta property="og:title" content="{title}"></head>'
        f"<body><a>{title}</a><h2>{title}</h2><h1><span>{title}</span></h1></body>"
    )
    _, body, located = found(markup, title, heading=True)
    assert located is not None
    assert body[: located.ranges[0].start].endswith(b"<h1><span>")


def test_what_stands_in_the_head_only_is_found_there() -> None:
    _, body, located = found(f"<head><title>خبر | {TEXT}</title></head><body><p>x</p>", TEXT, heading=True)
    assert located is not None
    assert located.where == "text"
    assert bytes_of(body, located) == [TEXT.encode()]


def test_a_text_in_an_attribute_alone_is_told_to_be_there() -> None:
    markup = f"<meta name=d content='قال &quot;نعم&quot; {TEXT}'><p>غيره</p><img alt=\"{TEXT[:9]}\">"
    page, body, located = found(markup, f'"نعم" {TEXT}', heading=True)
    assert located is not None
    assert located.where == "attribute"
    assert bytes_of(body, located) == [f"&quot;نعم&quot; {TEXT}".encode()]
    assert text_of_ranges(page, located) == f'"نعم" {TEXT}'


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_text_in_json_ld_alone_is_told_to_be_there(ascii_only: bool) -> None:
    body_text = f'{TEXT} قال: "نعم"\nثم مضى 😀 وعاد.'
    data = json.dumps({"articleBody": f"أولاً. {body_text} أخيراً."}, ensure_ascii=ascii_only)
    markup = f'<script type="application/ld+json">{data}</script><p>غيره</p>'
    page, body, located = found(markup, body_text)
    assert located is not None
    assert located.where == "script"
    (part,) = bytes_of(body, located)
    assert json.loads(f'"{part.decode()}"') == body_text
    assert bare(text_of_ranges(page, located)) == bare(body_text)


def test_what_stands_in_text_and_script_is_taken_from_the_text() -> None:
    markup = f'<script>var x = "{TEXT}";</script><style>/* {TEXT} */</style><p>{TEXT}</p>'
    _, body, located = found(markup, TEXT)
    assert located is not None
    assert located.where == "text"
    assert located.ranges[0].start == body.rindex(TEXT.encode())


def test_what_the_reader_left_out_within_a_passage_is_in_no_range() -> None:
    first, second = "قالت البلدية إن العمل بدأ في الصباح الباكر", "وإن السوق سيفتح بعد شهرين من الآن"
    markup = f"<p>{first}</p><div>اقرأ أيضاً: خبر آخر لا صلة له</div><p>{second}</p>"
    _, body, located = found(markup, f"{first}\n\n{second}")
    assert bytes_of(body, located) == [first.encode(), second.encode()]


def test_entities_that_were_escaped_once_more() -> None:
    _, body, located = found("<h1>قال &amp;quot;نعم&amp;quot; ومضى</h1>", 'قال "نعم" ومضى', heading=True)
    assert bytes_of(body, located) == ["قال &amp;quot;نعم&amp;quot; ومضى".encode()]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>غير هذا تماماً</p>",
        "",
        "<!-- " + TEXT,
        f"<!-- {TEXT} --><p>x</p>",
        f"<![CDATA[ {TEXT} ]]><p>x</p>",
        f"<style>{TEXT}</style>",
    ],
)
def test_what_is_not_in_the_page_is_not_found(markup: str) -> None:
    assert found(markup, TEXT)[2] is None


def test_a_text_is_not_put_together_from_scraps() -> None:
    rng = random.Random(3)
    words = TEXT.split()
    markup = "".join(f"<p>{rng.choice(words)} {rng.choice(words)}</p>" for _ in range(2000))
    assert found(markup, TEXT)[2] is None


def test_several_parts_are_found_together_or_not_at_all() -> None:
    page = PageText(f"<p>{TEXT}</p>".encode(), "text/html; charset=utf-8")
    both = locate(page, TEXT, [(0, 8), (20, 33)], heading=False)
    assert both is not None
    assert len(both.ranges) == 2
    other = TEXT + " وزيادة ليست هناك"
    assert locate(page, other, [(0, 8), (len(TEXT) + 1, len(other))], heading=False) is None


@given(st.text(max_size=200), st.integers(0, 190), st.integers(1, 60))
def test_any_stretch_of_any_escaped_text_is_found_and_reads_back(text: str, start: int, length: int) -> None:
    from html import escape

    shown = tidy(text.encode("utf-8", "replace").decode())
    stretch = shown[start : start + length]
    if not bare(stretch):
        return
    page = PageText(f"<div><p>{escape(shown)}</p></div>".encode(), "text/html; charset=utf-8")
    located = locate(page, shown, [(start, start + length)], heading=False)
    if "\x00" in shown or "\r" in shown:
        return
    assert located is not None
    assert bare(text_of_ranges(page, located)) == bare(stretch)


@given(st.binary(max_size=400))
def test_any_bytes_are_scanned_without_an_error(body: bytes) -> None:
    page = PageText(body, None)
    locate(page, TEXT, [(0, len(TEXT))], heading=False)
    assert page.byte_at(len(page.text)) <= len(body)


@pytest.mark.parametrize(
    "scrap", ["<a title='", "<!--a>", "<![CDATA[ >", "&", "<", "\\u06", "<script", "&amp;"]
)
def test_a_passage_behind_a_heap_of_scraps_is_found(scrap: str) -> None:
    body = f"{scrap * 20_000}'></script> > <p>{TEXT}</p>".encode()
    located = locate(PageText(body, "text/html; charset=utf-8"), TEXT, [(0, len(TEXT))], heading=False)
    assert bytes_of(body, located) == [TEXT.encode()]
