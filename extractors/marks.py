"""What an element holds by its own marks: tag, role, class, id. A box, a line about the report, its text."""

import re
from functools import lru_cache
from math import inf

from lxml.html import HtmlElement

# A box holds nothing of the report; a caption and a label are lines about it; a text is the report's.
BOX, CAPTION, LABEL, TEXT, PLAIN = "box", "caption", "label", "text", ""

_TAGS = {
    **dict.fromkeys(("nav", "footer", "aside", "form", "select", "button", "menu", "dialog", "marquee"), BOX),
    "figcaption": CAPTION,
    "address": LABEL,
}
_ROLES = frozenset(
    ["navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog"]
)
_BOX_WORDS = """
related relateds relatednews relatedposts read-?also also-?read  more-?news see-?also
recommend(?:ed|ations?)? recirc(?:ulation)? most-?(?:read|viewed|popular|commented) popular trending
side-?bar latest-?(?:news|posts) more-?(?:stories|posts) share sharing share-?bar share-?buttons
social(?:s|-?media|-?share|-?links)? addthis addtoany sharedaddy a2a jp-relatedposts comments?
commentaires comment-?(?:list|form|area|respond) disqus respond replies fb-comments tags tags-?list
tag-?cloud newsletter subscri(?:be|ption) sign-?up cookies? cookie-?(?:bar|banner|notice) consent gdpr
ad ads advert advertis(?:e|ing|ement)s? adsbygoogle ad-?(?:slot|unit|container|wrapper|box)
sponsor(?:ed)? promo dfp outbrain taboola bread-?crumbs? menu nav navbar navigation pagination pager
prev-?next next-?prev post-?nav(?:igation)? author-?(?:bio|box|card|info|about) about-?(?:the-?)?author
bio biography font-?(?:size|resize|control) text-?resize article-?tools tool-?(?:bar|s) views
view-?count(?:er)? hits footer copyright login modal popup search-?(?:form|box) ticker poll rating
app-?download follow(?:-?us)? sr-only visually-?hidden screen-?reader-?text assistive
wp-block-latest-posts print-?only noprint partage twitter-?tweet tweet-?embed instagram-?media
tiktok-?embed fb-?post
"""
_CAPTION_WORDS = """
wp-caption-text captions? credits?
(?:img|image|photo|pic|picture|figure)-(?:desc|description|caption|credits?|text|title)
"""
_LABEL_WORDS = """
by-?line authors? auteur redacteur journaliste? writer kateb signature meta
(?:post|entry|article|news|item|story|page)-?(?:meta|info|date|time|author|source) date
publish(?:ed)?-?date pub-?date timestamp posted-?on kicker eyebrow overline category cat-links source
"""
_TEXT_WORDS = """
(?:article|post|entry|story|news|single|detail|page|main)s?-*(?:body|content|text|txt|details?|paragraphs?)
article-?body-?content td-post-content the-?content field-name-body wysiwyg rich-?text body-?text
"""


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words.split())})(?=$|[\s_-])")


_BOX_MARK, _CAPTION_MARK, _LABEL_MARK, _TEXT_MARK = map(
    _words, (_BOX_WORDS, _CAPTION_WORDS, _LABEL_WORDS, _TEXT_WORDS)
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# What a class says of the whole page ("has-sidebar"), of its subject ("tag-news") or of what may be done.
_STATE = re.compile(
    r"(?:^|\s)(?:(?:has|no|with|is|without|tag|category|format|type|status|post|page|js)-[\w%-]*"
    r"|[\w-]+-(?:open|closed|enabled|disabled|on|off|wrap|wrapper))(?=\s|$)"
)
# Not displayed by frameworks' rules; "d-none d-md-block" is displayed on wide screens.
_HIDDEN = re.compile(r"(?:^|\s)(?:d-none(?!.*\sd-\w+-block)|(?:is-|u-)?hidden|hide|invisible)(?=\s|$)")
_LONGEST = 1000  # characters of class and id
_LONGEST_TEXT = {LABEL: 160, CAPTION: 400}  # characters; a longer "author" or "credit" is a wrapper


def kind_of(element: HtmlElement) -> str:
    """Give what an element's tag, role, class and id say it holds: BOX, CAPTION, LABEL, TEXT or PLAIN."""
    named = _TAGS.get(str(element.tag))
    if named:
        return named
    classes, identity = element.get("class"), element.get("id")
    if element.get("role") in _ROLES or element.get("aria-hidden") == "true":
        return BOX
    itemprop = element.get("itemprop")
    if itemprop is not None and "articlebody" in itemprop.lower():
        return TEXT
    return _of_marks(f"{classes or ''} {identity or ''}") if classes or identity else PLAIN


def is_named_by_tag(element: HtmlElement) -> bool:
    """Say whether the tag itself says what an element holds: a class may say anything."""
    return element.tag in _TAGS


def longest(kind: str) -> float:
    """Give how much text an element of this kind can hold: characters, infinite for a box."""
    return _LONGEST_TEXT.get(kind, inf)


@lru_cache(maxsize=4096)
def _of_marks(marks: str) -> str:
    if len(marks) > _LONGEST:
        return PLAIN
    spelled = _CAMEL.sub("-", marks).lower().replace("_", "-")
    if _TEXT_MARK.search(spelled):
        return TEXT
    stated = _STATE.sub(" ", spelled)
    if _BOX_MARK.search(stated) or _HIDDEN.search(spelled):
        return BOX
    if _CAPTION_MARK.search(stated):
        return CAPTION
    return LABEL if _LABEL_MARK.search(stated) else PLAIN
