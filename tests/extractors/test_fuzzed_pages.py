"""Pages broken at random and on purpose: an article whose parts agree with each other, or a typed refusal."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from extractors.article import Article, NotAnArticle, Page
from extractors.outlets import host_outlet
from extractors.reader import read_article
from newsroom.desks import outlet_reports
from newsroom.outlets import OUTLETS
from newsroom.site import Site

CAPTURED = datetime(2026, 11, 22, 12, tzinfo=UTC)
OUTLET = host_outlet("almithal.example")
SENTENCE = (
    "قال وزير الخارجية، الأحد 1 آذار 2026، إن «المحادثات مستمرة» بين الطرفين في العاصمة حتى نهاية الشهر. "
)
HEAD = (
    "<title>عنوان الخبر الطويل جداً</title><h1>عنوان الخبر الطويل جداً</h1><div>الأحد 1 آذار 2026 - 10:30</div>"
)
TEXT = f"<p>{SENTENCE * 3}</p>"
REPORT = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<meta property="article:published_time" content="2026-03-01T10:30:00+03:00">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":
"عنوان الخبر الطويل جداً","datePublished":"2026-03-01T10:30:00+03:00",
"author":{{"name":"سلمى الطحان"}}}}</script>
{HEAD.partition("<h1>")[0]}</head><body><nav><a href="/a">محليات</a><a href="/b">اقتصاد</a></nav><article>
<h1>عنوان الخبر الطويل جداً</h1><time datetime="2026-03-01T10:30:00+03:00">1 آذار</time>
<figure><img src="/a.jpg"
alt="صورة"><figcaption>السوق صباحاً (رويترز)</figcaption></figure>{TEXT * 3}<blockquote>{SENTENCE}</blockquote>
<p>اقرأ أيضاً: <a href="/n/1">خبر آخر من أخبار اليوم في السوق</a></p></article><aside><ul>
<li><a href="/n/2">خبر ثانٍ من أخبار اليوم في السوق</a></li></ul></aside></body></html>"""
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def read(body: bytes, content_type: str | None = "text/html; charset=utf-8") -> Article | NotAnArticle:
    return read_article(
        Page(
            url="https://almithal.example/2026/03/report/",
            captured_at=CAPTURED,
            status=200,
            content_type=content_type,
            body=body,
        ),
        OUTLET,
    )


def holds(answer: Article | NotAnArticle) -> None:
    """Fail unless the parts of an answer agree with each other."""
    if isinstance(answer, NotAnArticle):
        assert answer.code
        assert answer.detail
        return
    assert answer.title.strip()
    assert answer.body.strip()
    printed = (answer.title, answer.body, answer.subtitle or "", *answer.authors, *answer.tags)
    assert not [text for text in printed if CONTROLS.search(text)]
    assert 0 <= answer.confidence <= 1
    for span in (*answer.dates, *answer.attributions):
        assert 0 <= span.start < span.end <= len(answer.body)
    assert all(said.raw == answer.body[said.start : said.end] for said in answer.dates)
    for attribution in answer.attributions:
        assert attribution.printed == answer.body[attribution.start : attribution.end]
        assert 0 <= attribution.claim_start <= attribution.claim_end <= len(answer.body)
    if answer.published is not None:
        assert datetime.fromisoformat(answer.published.day).date() <= (CAPTURED + timedelta(hours=40)).date()
        assert answer.published.value.startswith(answer.published.day)
    for doubt in answer.doubts:
        assert doubt.code


def pages() -> Iterator[tuple[str, bytes]]:
    """Give a page of every make of the newsroom, and our own."""
    yield "our own", REPORT.encode()
    for outlet in OUTLETS:
        site = Site(outlet, "https://almithal.example", outlet_reports(outlet), faulty=False, slow=0)
        posting = site.view.reports[0]
        yield outlet.make, site.make.article(site.view, posting).content


PAGES = dict(pages())
Mutation = Callable[[random.Random, bytes], bytes]


def cut(dice: random.Random, page: bytes) -> bytes:
    return page[: dice.randrange(len(page))]


def hole(dice: random.Random, page: bytes) -> bytes:
    start = dice.randrange(len(page))
    return page[:start] + page[start + dice.randrange(1, 2000) :]


def shuffled_tags(dice: random.Random, page: bytes) -> bytes:
    parts = re.split(rb"(<[^<>]*>)", page)
    tags = parts[1::2]
    dice.shuffle(tags)
    parts[1::2] = tags
    return b"".join(parts)


def unclosed_tags(dice: random.Random, page: bytes) -> bytes:
    return re.sub(rb"</\w+>", lambda tag: b"" if dice.random() < 0.5 else tag[0], page)


def doubled_attributes(dice: random.Random, page: bytes) -> bytes:
    return re.sub(rb" (\w+=\"[^\"<>]*\")", lambda one: one[0] * dice.randrange(1, 4), page)


def lost_quotes(dice: random.Random, page: bytes) -> bytes:
    return re.sub(rb"[\"'>]", lambda one: b"" if dice.random() < 0.03 else one[0], page)


def noise(dice: random.Random, page: bytes) -> bytes:
    spoilt = bytearray(page)
    for _ in range(dice.randrange(1, 200)):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


ODD = (
    *(b"\x00", b"\xed\xa0\x80", b"\xed\xbf\xbf", "\u202e".encode(), "\u2066".encode(), "\ufeff".encode()),
    *(
        b"&#0;",
        b"&#xD800;",
        b"&#x202e;",
        b"&amp;amp;amp;lt;",
        b"&#1114112;",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"<script>",
    ),
    *(
        b"<plaintext>",
        b"<svg>",
        b"<template>",
        b"<frameset>",
        b"</html>",
        b"</body>",
        b"<base href='//x y'>",
        b"<?php",
    ),
    *(
        "\u0640".encode() * 50,
        b"<title>",
        b"<textarea>",
        b"<a href='http://[::1'>",
        b"<a href='//:99999/'>",
        b"\x85",
    ),
    *(
        "٣٢/١٣/٩٩٩٩".encode(),
        "«".encode() * 9,
        b"<time datetime='9999-99-99T99:99'>",
        b'<meta name="date" content="0">',
    ),
)


def odd_pieces(dice: random.Random, page: bytes) -> bytes:
    for _ in range(dice.randrange(1, 12)):
        place = dice.randrange(len(page))
        page = page[:place] + dice.choice(ODD) + page[place:]
    return page


def repeated_part(dice: random.Random, page: bytes) -> bytes:
    start = dice.randrange(len(page))
    part = page[start : start + dice.randrange(1, 800)]
    return page[:start] + part * dice.randrange(2, 40) + page[start:]


def another_charset(dice: random.Random, page: bytes) -> bytes:
    text = page.decode("utf-8", "replace")
    codec = dice.choice(["cp1256", "iso-8859-6", "utf-16", "utf-16-be", "utf-32", "utf-7", "cp1252"])
    return text.encode(codec, dice.choice(["replace", "ignore", "xmlcharrefreplace"]))


def encoded_again(dice: random.Random, page: bytes) -> bytes:
    return page.decode(dice.choice(["latin-1", "cp1256"])).encode()


def broken_numbers(dice: random.Random, page: bytes) -> bytes:
    return re.sub(rb"\d+", lambda one: b"9" * dice.randrange(60) if dice.random() < 0.2 else one[0], page)


MUTATIONS: tuple[Mutation, ...] = (
    *(cut, hole, shuffled_tags, unclosed_tags, doubled_attributes, lost_quotes, noise, odd_pieces),
    *(repeated_part, another_charset, encoded_again, broken_numbers),
)
TYPES = (
    None,
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=windows-1256",
    "text/html; charset=x-x",
)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_broken_at_random_gives_what_agrees_with_itself(name: str, mutation: Mutation) -> None:
    dice = random.Random(f"{name} {mutation.__name__}")
    for _ in range(4):
        spoilt = mutation(dice, PAGES[name])
        content_type = dice.choice(TYPES)
        answer = read(spoilt, content_type)
        holds(answer)
        assert read(spoilt, content_type) == answer


def test_a_page_broken_in_several_ways_gives_what_agrees_with_itself() -> None:
    dice = random.Random("several")
    for _ in range(60):
        page = dice.choice(list(PAGES.values()))
        for mutation in dice.sample(MUTATIONS, dice.randrange(2, 5)):
            page = mutation(dice, page) or b" "
        holds(read(page, dice.choice(TYPES)))


def test_a_whole_page_is_read_whatever_its_make() -> None:
    assert {name for name, page in PAGES.items() if not isinstance(read(page, None), Article)} == set()


def json_ld(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


MONSTERS: dict[str, str | bytes] = {
    "nothing": "",
    "white space": " \n\t\r\n ",
    "a byte order mark": b"\xef\xbb\xbf",
    "a mark of UTF-16": b"\xff\xfe",
    "half a letter of UTF-16": ("\ufeff" + HEAD + TEXT).encode("utf-16-le")[:-1],
    "UTF-16 that is UTF-8": b"\xff\xfe" + (HEAD + TEXT).encode(),
    "a depth of 10,000": HEAD + "<div>" * 10_000 + TEXT,
    "a head below a depth of 10,000": "<div>" * 10_000 + HEAD + TEXT * 3,
    "inline at a depth of 10,000": "<font>" * 10_000 + HEAD + TEXT + "</font>" * 10_000,
    "20 MB in one paragraph": HEAD + "<p>" + SENTENCE * (20_000_000 // len(SENTENCE.encode())) + "</p>",
    "10 MB in one word": HEAD + TEXT + "<p>" + "ا" * 5_000_000 + "</p>",
    "20 MB of pictures": HEAD + "<img src='data:image/png;base64," + "A" * 20_000_000 + "'>" + TEXT * 3,
    "5 MB of NULs": HEAD + TEXT * 3 + "\x00" * 5_000_000,
    "20,000 paragraphs": HEAD + f"<p>{SENTENCE[:40]}</p>" * 20_000,
    "40,000 dates": HEAD + TEXT * 3 + "<p>1 آذار 2026</p>" * 40_000,
    "40,000 dates in a line": HEAD + "<p>" + "في 1 آذار 2026 قال " * 40_000 + "</p>",
    "40,000 times": HEAD + TEXT * 3 + "<time datetime='2026-03-01'>x</time>" * 40_000,
    "30,000 links": HEAD + TEXT * 3 + "".join(f"<li><a href='/{n}'>خبر {n}</a></li>" for n in range(30_000)),
    "50,000 metas": "".join(f"<meta name='date' content='x{n}'>" for n in range(50_000)) + HEAD + TEXT * 3,
    "40,000 attributes": "<div " + " ".join(f"a{n}=1" for n in range(40_000)) + ">" + HEAD + TEXT * 3,
    "comments never closed": HEAD + TEXT * 3 + "<!-- " * 100_000,
    "CDATA never closed": HEAD + TEXT * 3 + "<![CDATA[" * 100_000,
    "scripts never closed": HEAD + TEXT * 3 + "<script>" * 100_000,
    "tags never closed": HEAD + TEXT * 3 + "<a href='" * 100_000,
    "signs of tags": HEAD + TEXT * 3 + "<" * 1_000_000,
    "ampersands": HEAD + TEXT * 3 + "&amp;" * 200_000,
    "an ampersand escaped 50,000 times": f"<title>&{'amp;' * 50_000}lt;</title>" + HEAD + TEXT * 3,
    "JSON-LD 5,000 deep": json_ld('{"a":' * 5000 + "1" + "}" * 5000) + HEAD + TEXT * 3,
    "JSON-LD of 5 MB": json_ld('{"@type":"Article","articleBody":"' + SENTENCE * 30_000 + '"}')
    + HEAD
    + TEXT * 3,
    "broken JSON-LD of 5 MB": json_ld('{"@type":,"headline":"' + SENTENCE * 30_000) + HEAD + TEXT * 3,
    "JSON-LD of 50,000 nodes": json_ld("[" + '{"@type":"Article"},' * 50_000 + "{}]") + HEAD + TEXT * 3,
    "a number of 5,000 digits": json_ld('{"@type":"Article","datePublished":' + "9" * 5000 + "}")
    + HEAD.replace("1 آذار 2026", "1" * 5000)
    + TEXT * 3,
    "quotation marks": HEAD + TEXT + "<p>" + "«" * 100_000 + "</p>",
    "quotations never closed": HEAD + TEXT + "<p>" + "قال «" * 50_000 + "</p>",
    "vowel signs": HEAD + TEXT + "<p>" + "\u064e" * 500_000 + "</p>",
    "bidi controls": HEAD + TEXT * 3 + "<p>" + "\u202e" * 500_000 + "</p>",
    "spaces": HEAD + TEXT * 3 + "<p>" + " " * 2_000_000 + "</p>",
    "10,000 teasers": HEAD
    + "<div><h3><a href='/a'>عنوان خبر من أخبار</a></h3><p>نص قصير للخبر</p></div>" * 10_000,
}


@pytest.mark.parametrize("monster", MONSTERS)
def test_a_monstrous_page_gives_what_agrees_with_itself(monster: str) -> None:
    page = MONSTERS[monster]
    holds(read(page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page))


@pytest.mark.parametrize(
    "monster",
    [
        "JSON-LD of 5 MB",
        "a head below a depth of 10,000",
        "20 MB of pictures",
        "40,000 times",
        "tags never closed",
        "CDATA never closed",
    ],
)
def test_a_report_on_a_monstrous_page_is_read(monster: str) -> None:
    page = MONSTERS[monster]
    assert isinstance(page, str)
    answer = read(page.encode())
    assert isinstance(answer, Article), answer
    assert SENTENCE.strip() in answer.body


def test_what_lies_beyond_the_length_of_any_report_is_said_to_be_unread() -> None:
    answer = read((HEAD + TEXT * 20_000).encode())
    assert isinstance(answer, Article)
    assert "too-long" in {doubt.code for doubt in answer.doubts}


@pytest.mark.parametrize(
    "charset",
    ["", "'", "utf-8\x00", "no-such", "rot13", "hex", "idna", "unicode_escape", "utf-7", "undefined", "ا"],
)
def test_a_charset_that_is_none_is_not_heard(charset: str) -> None:
    page = f'<meta charset="{charset}">{HEAD}{TEXT * 3}'.encode()
    answer = read(page, f"text/html; charset={charset}")
    assert isinstance(answer, Article), answer
    assert SENTENCE.strip() in answer.body
