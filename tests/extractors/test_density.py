"""The reading by shallow features: words, links, and what stands beside."""

from lxml.html import Element

from extractors.density import dense_blocks
from extractors.document import Block

SENTENCE = "قال رئيس البلدية إن الأعمال ستنتهي قبل نهاية الصيف وإن الطريق سيفتح أمام السيارات والحافلات قريباً"
LONG = f"{SENTENCE} {SENTENCE} {SENTENCE}"


def block(text: str, linked: int = 0) -> Block:
    return Block(text=text, linked=linked, element=Element("p"))


def kept(*page: Block) -> list[str]:
    return [one.text for one in dense_blocks(page)]


def test_sentences_are_text_and_links_are_not() -> None:
    menu = [block(word, linked=len(word)) for word in ("محليات", "اقتصاد", "رياضة")]
    assert kept(*menu, block(LONG), block(SENTENCE)) == [LONG, SENTENCE]


def test_a_short_line_between_sentences_is_text() -> None:
    assert kept(block(LONG), block("تفاصيل الخطة"), block(LONG)) == [
        LONG,
        "تفاصيل الخطة",
        LONG,
    ]


def test_a_short_line_after_links_is_none() -> None:
    link = "عنوان خبر آخر عن المدينة وأحيائها"
    assert kept(block(link, linked=len(link)), block("12 مشاهدة"), block("شارك")) == []


def test_a_page_without_blocks_has_no_text() -> None:
    assert dense_blocks(()) == ()
