"""The mark printed above a title, and the lines of tags below a text, where no class tells what they are."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.document import Block, squeeze, whole_text
from extractors.heading_text import is_home
from extractors.story import Story, is_caption

_SECTION_WORDS = """
أخبار الأخبار خبر محليات محلية محلي المحلية المحليات شؤون سياسة السياسة سياسي سياسية اقتصاد الاقتصاد
اقتصادية اقتصادي مال المال أعمال الأعمال رياضة الرياضة رياضي رياضية ملاعب كرة القدم ثقافة الثقافة ثقافي
ثقافية فنون فن الفن مجتمع المجتمع منوعات المنوعات صحة الصحة علوم العلوم بيئة البيئة تكنولوجيا
التكنولوجيا تقنية تكنولوجي عالم العالم عالمية دولي دولية عربي عربية العربية الدولية عرب العرب عربيات
الوطن وطن جهات قضايا ملفات تقارير تحقيقات تحقيق حوارات مقالات رأي الرأي آراء أقلام كتاب أسرة المرأة
سياحة السفر تعليم التعليم حوادث الحوادث محاكم أمن الأمن طاقة الطاقة نفط أسواق الأسواق بورصة عقارات
سيارات مدن محافظات المحافظات أقاليم إقليمية إقليميات إقليمي دين الدين إسلاميات فلسطين سوريا لبنان العراق
مصر اليمن ليبيا السودان تونس الجزائر المغرب موريتانيا الخليج الأردن الشرق الأوسط ودنيا وأعمال وبيئة
مشاهير المشاهير ومشاهير وقضايا
وثقافة وفنون ورياضة واقتصاد ومجتمع وأسواق وتكنولوجيا وصحة ورأي وتقارير وتحقيقات ومال وعلوم وتقنية وتعليم
"""
_NO_SECTION = """
عاجل خاص حصري بالفيديو بالصور صور فيديو شاهد مباشر الرئيسية المزيد العودة رجوع السابق التالي طباعة بحث اشترك
خلاصات تسجيل دخول أرشيف الأرشيف البث
"""
_TAGS_LABEL = re.compile(
    r"(?:ال)?(?:كلمات|كلمه|الكلمات)? ?(?:ال)?(?:مفتاحيه|دلاليه|داله|مفاتيح البحث|وسوم|تسميات|تاقات|تاجات"
    r"|تاغات|سمات|علامات|هاشتاغ|تاغ|مواضيع الخبر|tags?|keywords?|labels?|mots[- ]cles)\s*(?:[:：]|$|(?=#))"
)
_SECTION_LABEL = re.compile(
    r"(?:القسم|التصنيف|تصنيف|الباب|الزاوية|section|category|rubrique)\s*:?", re.IGNORECASE
)
_SECTION_SAID = re.compile(r"(?:القسم|التصنيف|تصنيف|الباب|الزاوية)\s*:\s*(\w+(?:\s\w+){0,4})")
# «الأحد 1 آذار 2026 الساعة 15:22 سياسة», «1 آذار 2026 | القسم: محليات»: what a line says after its date.
_AFTER_DATE = re.compile(
    r"\d{1,4}(?:\s*(?:صباحا|صباحاً|مساء|مساءً|ظهرا|ظهراً|ص|م|هـ|AM|PM)(?=[\s|،,]))?\s*[-–—|/،,•·]?\s*"
    r"(?:(?:القسم|التصنيف|الباب|الزاوية)\s*:\s*|في\s+قسم\s+)?([^\W\d][^\d|:]{2,38})$"
)
_SHARES = re.compile(
    r"facebook|twitter|whats|telegram|print|share|mail|viber|linkedin|copy|(?:^|\s)x(?:\s|$)|فيسبوك|تويتر|واتساب|تلغرام"
    r"|تيليجرام|طباع|شارك|نسخ|انسخ|ارسل|ارسال|السابق|التالي|اقرا|المزيد|تعليق|رد|حفظ|اشترك|تابع|تصغير|تكبير",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,،;؛|•·]\s*|\s+[-–—/]\s+")
TAG_PAGE = re.compile(r"/(?:tags?|keywords?|topics?|وسم|وسوم|tag_cloud)(?:/|\?|=|$)", re.IGNORECASE)
_STEP = re.compile(r"\s*[/»>›«\\←]+\s*")
_MOST_STEPS = 4
_LISTS = frozenset(["ul", "ol", "nav", "header", "aside", "footer", "form"])
_NEAR = 2  # boxes before which a link says the section by its place alone
_STEPS = 3  # boxes round a title, before which its mark may stand
_BESIDE = 2  # elements before such a box that are looked at
_LONGEST = 40  # characters of a mark
_MOST_WORDS = 5
_TAG_WORDS = 5
_LONGEST_TAG = 45
_LINES = 8  # lines after a text among which its tags are
_MOST_TAGS = 20  # links of a line that are looked at
_FEWEST = 2  # links that are tags by their place alone

SECTIONS = frozenset(map(fold, _SECTION_WORDS.split()))
_REFUSED = frozenset(map(fold, _NO_SECTION.split()))


def kickers(story: Story) -> Iterator[str]:
    """Give what may be the section by its place: a trail from the home page or a sole link right above the
    title, a word for sections there or between title and text, the value of «القسم:».
    """
    if story.at < 0:
        return
    node: HtmlElement | None = story.seen[story.at].element
    for step in range(_STEPS):
        if node is None or node.tag in ("body", "main"):
            break
        before = node.getprevious()
        for _ in range(_BESIDE):
            if before is None or squeeze(whole_text(before)):
                break
            before = before.getprevious()
        if before is not None and isinstance(before.tag, str):
            yield from _mark(before, story, near=step < _NEAR)
        node = node.getparent()
    yield from _trail(story)
    lines = story.above()
    for number, block in enumerate(lines):
        label = _SECTION_LABEL.fullmatch(block.text) if len(block.text) <= _LONGEST else None
        if label and number + 1 < len(lines):
            yield lines[number + 1].text
        elif len(block.text) <= _LONGEST and (said := _SECTION_SAID.fullmatch(block.text)):
            yield said[1]
        elif len(block.text) <= 2 * _LONGEST and (dated := _AFTER_DATE.search(block.text)):
            if _is_section(dated[1]) and not story.is_apart(block.element):
                yield dated[1]
        elif block.is_link and _is_section(block.text) and not story.is_apart(block.element):
            yield block.text


def _mark(element: HtmlElement, story: Story, *, near: bool) -> Iterator[str]:
    """Give the mark that is all the text of an element before a title."""
    links = list(element.iter("a"))
    text = squeeze(whole_text(element)).lstrip("» ")
    if element.tag != "nav" and story.is_apart(element):
        return
    if (
        not 1 < len(text) <= _LONGEST
        or len(text.split()) > _MOST_WORDS
        or is_caption(element)
        or len(links) > 1
    ):
        return
    sole = near and element.tag not in _LISTS and len(links) == 1 and squeeze(whole_text(links[0])) == text
    if (sole and not is_home(links[0].get("href") or "") and _may_be_section(text)) or _is_section(text):
        yield text


def _trail(story: Story) -> Iterator[str]:
    """Give the last step of a line before the title whose first is a link home: «الرئيسية / محليات»."""
    for block in story.before():
        steps = _STEP.split(block.text) if len(block.text) <= 2 * _LONGEST else []
        link = next(block.element.iter("a"), None)
        if not 2 <= len(steps) <= _MOST_STEPS or link is None or not is_home(link.get("href") or ""):
            continue
        if squeeze(whole_text(link)) == steps[0]:
            yield steps[-1]


def _is_section(text: str) -> bool:
    words = fold(text).split()
    return 0 < len(words) <= _MOST_WORDS and all(
        word in SECTIONS or word.removeprefix("و") in SECTIONS for word in words
    )


def _may_be_section(text: str) -> bool:
    folded = fold(text)
    words = folded.split()
    return not (
        any(letter.isdigit() for letter in folded) or words[0] in _REFUSED or folded.startswith(("#", "اخر "))
    )


def tags_below(story: Story) -> Iterator[str]:
    """Give the tags of the lines below a text: those that a label announces, or a row of short links."""
    lines = story.seen[story.last + 1 : story.last + 1 + _LINES] if story.last >= 0 else ()
    label: Block | None = None
    for number, block in enumerate(lines):
        if label is not None:
            if not block.is_link or len(block.text) > _LONGEST_TAG or not _is_near(label, block):
                return
            yield block.text
            continue
        links = [*islice(block.element.iterancestors("a"), 1), *islice(block.element.iter("a"), _MOST_TAGS)]
        if (block.is_link or len(links) > 1 or _announces(block, links)) and all(map(_is_tag_link, links)):
            whole = len(links) == 1 and block.is_link and not _announces(block, links)
            texts = [block.text] if whole else map(_text_of, links)
            if links and not story.is_apart(block.element):
                yield from filter(_is_tag, texts)
                continue
        if _TAGS_LABEL.match(fold(block.text)):
            marked = [_text_of(link) for link in block.element.iter("a")]
            rest = block.text.partition(":")[2]
            if marked or rest.strip():
                yield from filter(_is_tag, marked or _SPLIT.split(rest))
                return
            label = block
        elif block.element.tag in ("h1", "h2", "h3", "h4") or story.is_apart(block.element):
            return
        elif number == 0 and block.is_link and (row := _row(block)):
            yield from row
            return


def _announces(block: Block, links: list[HtmlElement]) -> bool:
    """Say whether a line is a label of tags and, after it, one link: «الوسوم مياه»."""
    return (
        len(links) == 1
        and _TAGS_LABEL.fullmatch(fold(block.text.removesuffix(_text_of(links[0]))).strip()) is not None
    )


def _is_tag_link(link: HtmlElement) -> bool:
    return TAG_PAGE.search(link.get("href") or "") is not None


def _text_of(link: HtmlElement) -> str:
    return squeeze(whole_text(link))


def _is_near(label: Block, block: Block) -> bool:
    """Say whether a line stands in the list of its label."""
    holder, parent = label.element.getparent(), block.element.getparent()
    return holder is not None and parent is not None and holder in (parent, parent.getparent())


def _row(block: Block) -> list[str]:
    """Give the texts of a line that is nothing but short links to addresses of one kind."""
    links = list(block.element.iter("a"))
    texts = [squeeze(whole_text(link)) for link in links]
    if len(links) < _FEWEST or not all(map(_is_tag, texts)):
        return []
    if any(_SHARES.search(fold(text)) for text in texts):
        return []
    kinds = {(link.get("href") or "").rpartition("/")[0] for link in links}
    linked = sum(len(text.replace(" ", "")) for text in texts)
    return texts if len(kinds) == 1 and linked * 10 >= len(block.text.replace(" ", "")) * 9 else []


def _is_tag(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_TAG and len(text.split()) <= _TAG_WORDS
