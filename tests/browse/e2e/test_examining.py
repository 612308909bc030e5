"""That the look at a page sees what it is there to see: each fault is planted, and named."""

import pytest

from tests.browse.e2e.examining import AXE, LAYOUT, RUN_AXE, TAGS, foreign_fonts
from tests.browse.e2e.watching import Watched

ARABIC = "قال المجلس إن الجلسة أُرجئت"
PLANTED = {
    f'<p dir="ltr">{ARABIC}.</p>': '"." is not at the left end',
    '<p dir="rtl">The council adjourned.</p>': '"." is not at the right end',
    f'<p dir="ltr">«{ARABIC}</p>': '"«" is not at the right end',
    '<p dir="rtl">https://almithal.example/2026/</p>': "does not",
    f'<p dir="rtl">{ARABIC} 2026-03-17</p>': "2026-03-17 is turned round",
    f'<p dir="rtl">{ARABIC} (+03:00)</p>': "+03:00 is turned round",
    '<p style="width: 20px; overflow-wrap: anywhere">0123456789abcdefghij</p>': "squeezed into a column",
    '<p style="width: 40px; white-space: nowrap">no room for these words</p>': "wider than its box",
    '<p style="width: 40px; white-space: nowrap; overflow: hidden">cut words here</p>': "cut at the side",
    '<p style="height: 12px; overflow: hidden">first<br>second</p>': "text is cut above or below",
    '<p style="width: 1400px">x</p>': "pixels wide where",
    '<p style="position: relative; left: -30px">left out</p>': "text leaves the screen",
    '<p>under it</p><p style="margin-top: -36px">over it</p>': "lies over",
    '<input placeholder="a hint that is much too long for so little room" size="5">': "a hint is cut",
}
SOUND = f"""<div style="padding: 2em"><p dir="rtl">{ARABIC}: «لا جديد» (المجلس).</p>
<p>It said: “nothing” (twice).</p><p dir="rtl">{ARABIC} <bdi dir="ltr">https://almithal.example/</bdi></p>
<p><bdi>{ARABIC}</bdi> (version 2)</p><input placeholder="a hint" size="20">
<div style="overflow-x: auto"><p style="width: 2000px">x y z</p></div></div>"""


def show(watched: Watched, markup: str) -> None:
    page = f'<!doctype html><html lang="ar"><title>x</title><body style="margin: 20px">{markup}'
    watched.page.set_content(page)


def test_faults_of_layout_are_found_and_sound_pages_have_none(watched: Watched) -> None:
    for markup, told in PLANTED.items():
        show(watched, markup)
        found = watched.page.evaluate(LAYOUT.read_text("utf-8"))
        assert any(told in one for one in found), (markup, found)
    show(watched, SOUND)
    assert watched.page.evaluate(LAYOUT.read_text("utf-8")) == []


def test_fonts_of_this_machine_are_told_from_ours(watched: Watched) -> None:
    show(watched, f"<p>{ARABIC}</p>")
    assert len(foreign_fonts(watched.page)) == 1


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is fetched by `make axe`")
def test_barriers_are_found(watched: Watched) -> None:
    show(watched, '<p style="color: #999; background: #aaa">pale</p><img src="data:,"><input>')
    watched.page.evaluate(AXE.read_text("utf-8"))
    told = watched.page.evaluate(RUN_AXE, {"type": "tag", "values": TAGS})
    assert {"color-contrast", "image-alt", "label"} <= {one["id"] for one in told}
