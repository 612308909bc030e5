"""Changes to declarations that leave alone what a person wrote."""

import tomllib
from datetime import date

import pytest

from crawlers.outlet_patch import PatchError, difference, patched
from extractors.outlets import OutletError, parse_outlet

BY_HAND = '''# صحيفة الأمثلة: كتب هذا الملف شخص بيده
name  =  "المثال"   # كما تُطبع في الصفحة الأولى
country = 'SY'
timezone = "Asia/Damascus"

homepage = "https://almithal.example/"
domains=["almithal.example"]   # ومعها فروعها
feeds = [
  "https://almithal.example/feed/",     # العام
  # السياسة تأتي من خلاصة أخرى
  "https://almithal.example/politics/feed/",
  'https://almithal.example/sport/feed/'
  # آخرها
]


article_url = '/\\d{4}/\\d{2}/[^/]+/$'   # سنة وشهر
notes = """
[لا تغيّر] هذا السطر
feeds = "ليس مفتاحاً""""

# صفحات ما قبل التجديد
[[layout]]
body = ".entry"      # المتن

# ما يُنتظر
[expect]
per_day  = 40
title = 0.9 # أقل ما نقبل
'''


def lines_that_differ(old: str, new: str) -> tuple[list[str], list[str]]:
    kept = difference(old, new, "almithal.toml").splitlines()[2:]
    return [one[1:] for one in kept if one[:1] == "-"], [one[1:] for one in kept if one[:1] == "+"]


def test_a_changed_text_keeps_spacing_and_comment_beside_it() -> None:
    new = patched(BY_HAND, {"name": "المثال الجديد"})
    assert lines_that_differ(BY_HAND, new) == (
        ['name  =  "المثال"   # كما تُطبع في الصفحة الأولى'],
        ['name  =  "المثال الجديد"   # كما تُطبع في الصفحة الأولى'],
    )


def test_a_text_in_single_quotes_stays_in_single_quotes() -> None:
    assert "country = 'IQ'\n" in patched(BY_HAND, {"country": "IQ"})


def test_a_pattern_becomes_a_literal_string() -> None:
    new = patched(BY_HAND, {"article_url": r"/story/\d+\.html$", "not_article": (r"/video/\d+",)})
    assert "article_url = '/story/\\d+\\.html$'   # سنة وشهر\n" in new
    assert "not_article = ['/video/\\d+']\n" in new
    assert new.index("not_article") > new.index("article_url")


def test_equal_values_change_nothing() -> None:
    feeds = parse_outlet(BY_HAND, "x", "x").feeds
    assert patched(BY_HAND, {"feeds": feeds, "country": "SY", "expect": {"title": 0.9}}) == BY_HAND


def test_an_item_is_replaced_among_comments() -> None:
    feeds = list(parse_outlet(BY_HAND, "x", "x").feeds)
    new = patched(BY_HAND, {"feeds": ("https://almithal.example/rss.xml", *feeds[1:])})
    assert lines_that_differ(BY_HAND, new) == (
        ['  "https://almithal.example/feed/",     # العام'],
        ['  "https://almithal.example/rss.xml",     # العام'],
    )


def test_an_item_is_added_behind_a_last_one_without_comma_and_above_the_comment_that_ends_the_list() -> None:
    feeds = parse_outlet(BY_HAND, "x", "x").feeds
    new = patched(BY_HAND, {"feeds": (*feeds, "https://almithal.example/new/")})
    assert parse_outlet(new, "x", "x").feeds == (*feeds, "https://almithal.example/new/")
    assert lines_that_differ(BY_HAND, new) == (
        ["  'https://almithal.example/sport/feed/'"],
        ["  'https://almithal.example/sport/feed/',", '  "https://almithal.example/new/"'],
    )


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_an_item_goes_and_comments_on_lines_of_their_own_stay(gone: int) -> None:
    feeds = list(parse_outlet(BY_HAND, "x", "x").feeds)
    del feeds[gone]
    new = patched(BY_HAND, {"feeds": tuple(feeds)})
    assert parse_outlet(new, "x", "x").feeds == tuple(feeds)
    assert "  # السياسة تأتي من خلاصة أخرى\n" in new
    assert "  # آخرها\n]" in new


def test_all_items_go() -> None:
    new = patched(BY_HAND, {"feeds": ()})
    assert parse_outlet(new, "x", "x").feeds == ()
    assert "  # آخرها\n]" in new


def test_a_key_goes_with_its_line_alone() -> None:
    new = patched(BY_HAND, {"feeds": None, "sections": None})
    assert parse_outlet(new, "x", "x").feeds == ()
    assert new.replace("\n\n", "\n").count("\n") < BY_HAND.count("\n") - 6
    assert 'domains=["almithal.example"]   # ومعها فروعها\n' in new


def test_a_new_key_stands_where_the_documentation_has_it() -> None:
    new = patched(BY_HAND, {"sitemaps": ("https://almithal.example/sitemap.xml",)})
    assert '  # آخرها\n]\nsitemaps = ["https://almithal.example/sitemap.xml"]\n' in new


def test_a_long_list_has_one_item_a_line() -> None:
    sections = tuple(f"https://almithal.example/section/{number}/" for number in range(4))
    new = patched(BY_HAND, {"sections": sections})
    assert 'sections = [\n  "https://almithal.example/section/0/",\n' in new
    domains = ("almithal.example", *(f"edition-{number}.example" for number in range(5)))
    longer = patched(BY_HAND, {"domains": domains})
    assert 'domains=[\n  "almithal.example",\n  "edition-0.example",\n' in longer
    assert "]   # ومعها فروعها\n" in longer


def test_a_dated_layout_stands_below_the_others_and_above_the_comment_of_the_next_table() -> None:
    layout = {"since": date(2026, 11, 1), "body": (".story > p",), "date": (r".when\:x",)}
    new = patched(BY_HAND, {"layout": layout})
    assert (
        'body = ".entry"      # المتن\n\n[[layout]]\nsince = 2026-11-01\nbody = [".story > p"]\n'
        "date = ['.when\\:x']\n\n# ما يُنتظر\n[expect]\n"
    ) in new
    assert len(parse_outlet(new, "x", "x").layouts) == 2


def test_a_layout_of_the_same_day_is_changed() -> None:
    once = patched(BY_HAND, {"layout": {"since": date(2026, 11, 1), "body": (".story",)}})
    twice = patched(once, {"layout": {"since": date(2026, 11, 1), "body": (".text",), "title": ("h3",)}})
    newest = parse_outlet(twice, "x", "x").layouts[-1]
    assert (newest.body, newest.title) == ((".text",), ("h3",))
    undated = patched(BY_HAND, {"layout": {"body": (".other",)}})
    assert 'body = [".other"]      # المتن\n' in undated


def test_expectations_are_set_changed_and_removed() -> None:
    new = patched(BY_HAND, {"expect": {"title": 0.95, "per_day": None, "body": 0.8}})
    assert "title = 0.95 # أقل ما نقبل\nbody = 0.8\n" in new
    assert "per_day" not in new
    bare = BY_HAND.partition("# صفحات ما قبل")[0]
    assert patched(bare, {"expect": {"per_day": 12.5}}).endswith("\n[expect]\nper_day = 12.5\n")
    assert patched(bare, {"expect": {"per_day": None}}) == bare
    dotted = patched(bare.replace("notes", "expect.title = 0.5\nnotes"), {"expect": {"title": 0.6}})
    assert "expect.title = 0.6\nnotes" in dotted


def test_windows_line_ends_stay() -> None:
    windows = BY_HAND.replace("\n", "\r\n")
    changes = {
        "feeds": ("https://almithal.example/a/", "https://almithal.example/b/"),
        "layout": {"since": date(2026, 1, 1), "body": ("p",)},
        "delay": 2.0,
    }
    new = patched(windows, changes)
    assert "\n" not in new.replace("\r\n", "")
    assert new.replace("\r\n", "\n") == patched(BY_HAND, changes)


def test_mixed_line_ends_stay_as_they_are() -> None:
    mixed = BY_HAND.replace("\n\n", "\r\n\r\n")
    new = patched(mixed, {"country": "IQ"})
    assert new == mixed.replace("'SY'", "'IQ'")


def test_a_file_without_a_last_line_end_can_be_added_to() -> None:
    bare = BY_HAND.partition("# صفحات ما قبل")[0].rstrip("\n")
    new = patched(bare, {"requisites": "none"})
    assert parse_outlet(new, "x", "x").requisites == "none"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["a.example"]', '["a.example", "b.example"]'),
        ('[ "a.example" ]', '[ "a.example", "b.example" ]'),
        ('["a.example",]', '["a.example", "b.example",]'),
        ('[\n  "a.example"]', '[\n  "a.example",\n  "b.example"]'),
        ('[\n\t"a.example" # ت\n\t]', '[\n\t"a.example", # ت\n\t"b.example"\n\t]'),
        ('[\n  "a.example"\n  , # ت\n]', '[\n  "a.example"\n  , # ت\n  "b.example",\n]'),
        ("['''a.example''']", '["a.example", "b.example"]'),
    ],
)
def test_lists_grow_as_they_are_written(old: str, new: str) -> None:
    text = f'name = "x"\ncountry = "SY"\ntimezone = "UTC"\nhomepage = "https://a.example/"\ndomains = {old}\n'
    assert patched(text, {"domains": ("a.example", "b.example")}) == text.replace(old, new)


def test_what_cannot_be_edited_is_an_error_that_says_so() -> None:
    inline = BY_HAND.partition("# صفحات ما قبل")[0] + 'layout = [{ body = ".x" }]\nexpect = { title = 0.5 }\n'
    with pytest.raises(PatchError, match="inline list"):
        patched(inline, {"layout": {"body": ("p",)}})
    with pytest.raises(PatchError, match="inline table"):
        patched(inline, {"expect": {"title": 0.6}})


def test_no_patch_makes_a_file_that_is_no_declaration() -> None:
    with pytest.raises(OutletError, match="timezone"):
        patched(BY_HAND, {"timezone": "Asia/Atlantis"})
    with pytest.raises(OutletError, match="unknown key"):
        patched(BY_HAND, {"fedes": ("https://almithal.example/",)})


def test_the_difference_names_the_file_and_is_empty_for_equal_texts() -> None:
    assert difference(BY_HAND, BY_HAND, "x.toml") == ""
    assert difference(BY_HAND, patched(BY_HAND, {"country": "IQ"}), "x.toml").startswith("--- x.toml (now)\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["a.example"]', '["b.example", "a.example"]'),
        ('["c.example", "a.example"]', '["a.example", "b.example"]'),
        ('[\n  "a.example", # ت\n]', '[\n  "b.example",\n  "a.example", # ت\n]'),
        ('[\n  # ت\n  "c.example",\n  "a.example"\n]', '[\n  # ت\n  "b.example",\n  "a.example"\n]'),
    ],
)
def test_lists_take_items_anywhere(old: str, new: str) -> None:
    text = f'name = "x"\ncountry = "SY"\ntimezone = "UTC"\nhomepage = "https://a.example/"\ndomains = {old}\n'
    wanted = tuple(tomllib.loads(f"value = {new}")["value"])
    assert patched(text, {"domains": wanted}) == text.replace(old, new)
