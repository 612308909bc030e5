"""What a page says of its article: title, subtitle, byline, section, tags; what is printed is preferred."""

from extractors.byline import read_byline, selected_byline
from extractors.heading import Heading, read_heading, without_site
from extractors.metas import Metas, unescape
from extractors.site_names import site_names
from extractors.story import Story, find_story
from extractors.subtitle import read_subtitle
from extractors.tags import read_section, read_tags

__all__ = [
    "Heading",
    "Metas",
    "Story",
    "find_story",
    "read_byline",
    "read_heading",
    "read_section",
    "read_subtitle",
    "read_tags",
    "selected_byline",
    "site_names",
    "unescape",
    "without_site",
]
