"""Archived markup and styles made inert, without a server."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from archive.browse.image_choices import image_choices
from archive.browse.inert_page import LONGEST, Inert, inert_page
from archive.browse.inert_style import inert_style
from archive.browse.led_addresses import MOST_LOOKED_UP, MOST_PARTS, Places
from archive.browse.raster import raster_type
from tests.browse.hostile import PNG, SVG

PAGE = "https://almithal.example/2026/03/report/"
HELD = "https://almithal.example/held"


def lead(address: str) -> str | None:
    return f"/part?{address}"


def inert(html: str | bytes, content_type: str | None = "text/html; charset=utf-8") -> Inert:
    places = Places(
        part=lambda url: f"/part?{url}",
        link=lambda url: f"/copy/{url}",
        held=lambda url: url.startswith(HELD),
    )
    body = html.encode() if isinstance(html, str) else html
    found = inert_page(body, content_type, PAGE, places)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        ("a { background: url(b.png) }", 'a { background: url("/part?b.png") }'),
        ("a { background: URL( 'b.png' ) }", 'a { background: url("/part?b.png") }'),
        ('@import "b.css" screen;', '@import url("/part?b.css") screen;'),
        ("@import url(b.css);", '@import url("/part?b.css");'),
        (r"a { background: url(b\.p\6e g) }", 'a { background: url("/part?b.png") }'),
        ("/* url(b.png) */a{}", " a{}"),
        ('a::after { content: "url(b.png)" }', 'a::after { content: "url(b.png)" }'),
        ('@charset "utf-8"; a{}', "  a{}"),
        ("@font-face { src: url(b.woff) } a{}", "  a{}"),
        ('a { content: "</style><script>" }', 'a { content: "<\\/style><script>" }'),
        ("a { background: url() }", 'a { background: url("") }'),
    ],
)
def test_addresses_of_styles_are_led(css: str, wanted: str) -> None:
    assert inert_style(css, lead) == wanted


def test_an_address_that_is_not_wanted_goes() -> None:
    assert inert_style("a { background: url(b.png) }", lambda address: None) == 'a { background: url("") }'


@pytest.mark.parametrize("piece", ["url(", "url( ", '"\\"', "/*", "@font-face{", "@import '", "url('"])
def test_no_style_takes_time_in_the_square_of_its_length(piece: str) -> None:
    css = (piece + " " * 10) * 20_000 + " " * 200_000 + "x"
    assert isinstance(inert_style(css, lead), str)  # in the square, this does not end


def test_charsets_are_those_of_the_reader() -> None:
    page = '<html><head><meta charset="utf-8"></head><body>قال وزير الصحة إن الوضع مستقر في المحافظة</body>'
    assert "قال وزير الصحة" in inert(page.encode("cp1256"), "text/html").html


@pytest.mark.parametrize(
    ("doctype", "kept"),
    [("<!DOCTYPE html>", True), ("<!-- x -->\n<!doctype html>", True), ("", False)],
)
def test_a_page_is_laid_out_in_the_mode_it_asked_for(doctype: str, kept: bool) -> None:
    assert (
        bool(re.match(r"(?i)<!doctype html>", inert(f"{doctype}<html><body><p>x</p></body></html>").html))
        == kept
    )


def test_links_lead_to_copies_in_a_tab_of_their_own() -> None:
    tree = document_fromstring(
        inert(
            '<a href="../b?x=1#y">a</a><a href="#z">b</a><a href="mailto:a@b.example">c</a>'
            '<a href="//[x">d</a>'
        ).html
    )
    assert [(one.get("href"), one.get("target")) for one in tree.iter("a")] == [
        ("/copy/https://almithal.example/2026/03/b?x=1", "_blank"),
        ("#z", None),
        (None, None),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ('<img src="/held.png">', f"/part?{HELD}.png"),
        ('<img src="a.png">', None),
        ('<img src="a.png" data-src="/held.png">', f"/part?{HELD}.png"),
        ('<img src="a.png" srcset="b.png 1x, /held-2.png 2x">', f"/part?{HELD}-2.png"),
        (
            '<picture><source srcset="/held.webp 640w"><img src="a.png"></picture>',
            f"/part?{HELD}.webp",
        ),
        (
            '<img src="data:image/gif;base64,R0lGODlhAQ" data-src="a.png">',
            "data:image/gif;base64,R0lGODlhAQ==",
        ),
        ('<img src="data:image/svg+xml,<svg/>">', None),
        ('<img src="javascript:alert(1)">', None),
    ],
)
def test_an_image_is_shown_from_what_the_archive_holds(markup: str, wanted: str | None) -> None:
    (image,) = document_fromstring(inert(f"<body>{markup}</body>").html).iter("img")
    assert (image.get("src"), image.get("srcset")) == (wanted, None)


def test_what_a_script_would_have_loaded_is_shown_once() -> None:
    shown = inert(
        '<img src="data:," data-src="/held.png"><noscript><img src="/held.png"></noscript><p>x'
    ).html
    assert shown.count("<img") == 1
    assert inert("<noscript><p>بلا نصوص</p></noscript>").html.count("بلا نصوص") == 1


def test_text_behind_and_round_what_goes_stays() -> None:
    shown = inert(
        "<p>a<script>1</script>b<iframe>2</iframe>c<svg><text>3</text></svg>d<form>e</form>f</p>"
    ).html
    assert "".join(re.sub(r"<[^>]*>", "", shown).split()) == "abcdef"


def test_controls_are_shown_and_dead() -> None:
    shown = inert(
        "<form><input value=x><select><option>y</select><button>z</button><input type=hidden></form>"
    )
    tree = document_fromstring(shown.html)
    assert [one.get("disabled") for one in tree.iter("input", "select", "button")] == ["disabled"] * 3
    assert shown.left_out == {"forms": 1}


def test_a_page_asks_for_so_many_parts_and_no_more() -> None:
    shown = inert("".join(f'<img src="/held-{number}.png">' for number in range(MOST_PARTS + 50)))
    assert len(shown.parts) == MOST_PARTS
    assert shown.left_out == {"images": 50}

    many = inert("".join(f'<img src="{number}.png">' for number in range(MOST_LOOKED_UP + 50)))
    assert many.left_out == {"images": MOST_LOOKED_UP + 50, "parts not held": MOST_LOOKED_UP}


def test_a_page_that_is_too_long_or_none_is_not_shown() -> None:
    places = Places(part=str, link=str, held=bool)
    assert inert_page(b" " * (LONGEST + 1), None, PAGE, places) is None
    assert inert_page(b"", None, PAGE, places) is None


def test_raster_images_are_known_by_their_bytes() -> None:
    assert raster_type(PNG) == "image/png"
    assert [raster_type(one) for one in (SVG.encode(), b"<html>", b"", b"%PDF-1.7")] == [None] * 4


def test_addresses_of_a_set_may_hold_commas() -> None:
    (image,) = document_fromstring('<img srcset="/w_1,h_1/a.png 1x, /b.png 2x,/c.png">').iter("img")
    assert image_choices(image) == ["/b.png", "/w_1,h_1/a.png", "/c.png"]


TAGS = st.sampled_from(
    [
        *(
            "script",
            "style",
            "iframe",
            "form",
            "svg",
            "math",
            "noscript",
            "title",
            "textarea",
            "select",
            "p",
            "a",
        ),
        *(
            "img",
            "template",
            "base",
            "meta",
            "link",
            "xmp",
            "plaintext",
            "object",
            "frameset",
            "table",
            "noembed",
        ),
    ]
)
MARKS = st.sampled_from(
    [
        " onload=alert(1)",
        " href=javascript:alert(1)",
        " src=http://evil.example/x",
        ' style="a:url(http://evil.example)"',
        "",
    ]
)
PIECES = st.one_of(
    st.builds("<{}{}>".format, TAGS, MARKS),
    st.builds("</{}>".format, TAGS),
    st.text(max_size=5),
    st.just("<!--"),
    st.just("-->"),
)


STRING = re.compile(r"""\"[^"\n]*\"|'[^'\n]*'""")


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_the_markup_nothing_in_it_acts(markup: str) -> None:
    places = Places(part=lambda url: "/part", link=lambda url: "/copy", held=lambda url: False)
    found = inert_page(markup.encode("utf-8", "replace"), "text/html", PAGE, places)
    if found is None:
        return
    tree = document_fromstring(found.html or "<p>")
    gone = {
        "script",
        "iframe",
        "form",
        "svg",
        "math",
        "template",
        "base",
        "object",
        "frameset",
        "noembed",
        "xmp",
    }
    assert not {one.tag for one in tree.iter()} & gone
    for one in tree.iter():
        for name, value in one.attrib.items():
            assert not name.startswith("on")
            assert name not in ("href", "src") or value in ("/part", "/copy")
            assert "evil" not in value
    styles = [STRING.sub("", one.text or "") for one in tree.iter("style")]  # in a string it is no address
    assert not [one for one in styles if re.search(r"url\([^)]*evil", one)]


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x0c", "\x1f", "&#12;", "&#11;", "\ufffe"])
def test_control_characters_beside_what_is_taken_out_do_no_harm(control: str) -> None:
    places = Places(part=lambda url: "/part", link=lambda url: "/copy", held=lambda url: False)
    markup = f"<p title='{control}'>قبل{control}<script>alert(1)</script>{control}بعد<!--{control}--></p>"
    found = inert_page(markup.encode("utf-8"), "text/html; charset=utf-8", PAGE, places)
    assert found is not None
    assert "script" not in found.html
    assert "قبل" in found.html
    assert "بعد" in found.html
