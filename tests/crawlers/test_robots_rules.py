"""The rules of a robots.txt that are ours: groups of others, comments and their order change nothing."""

import pytest

from crawlers.robots_rules import digest_of, rules_of

OURS = ("disallow: /private",)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("User-agent: *\nDisallow: /private\n", OURS),
        ("# now\nuser-agent : *\r\n\r\nDISALLOW:/private # why\nSitemap: https://x.example/s.xml\n", OURS),
        ("User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private\nDisallow:\n", OURS),
        ("User-agent: *\nDisallow: /\nUser-agent: WARRAQ/2\nUser-agent: b\nDisallow: /private\n", OURS),
        ("User-agent: warraq\nDisallow: /private\n\nUser-agent: Warraq\nDisallow: /private", OURS),
        (
            "User-agent: *\nAllow: /b\nDisallow: /a\nCrawl-delay: 5",
            ("allow: /b", "crawl-delay: 5", "disallow: /a"),
        ),
        ("User-agent: *\nUser-agent: warraq\nDisallow: /x\n", ("disallow: /x",)),
        ("Disallow: /nobody\n", ()),
        ("<html>not found</html>", ()),
        ("", ()),
    ],
)
def test_rules_are_those_of_our_groups(text: str, rules: tuple[str, ...]) -> None:
    assert rules_of(text, "Warraq") == rules


def test_other_rules_have_another_digest() -> None:
    assert digest_of(("disallow: /a",)) != digest_of(("disallow: /b",)) != digest_of(())
    assert digest_of(rules_of("User-agent: *\nDisallow:", "Warraq")) == digest_of(())
