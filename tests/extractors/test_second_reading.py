"""When a second reading is asked for, which of the two counts, and what is said of their difference."""

from extractors.article import Article
from extractors.container import Reading, read_container
from extractors.document import Block, blocks, parse
from extractors.reader import read_article
from extractors.second_reading import differences, is_mislabelled, is_questionable, second_reading

TITLE = "افتتاح جسر جديد فوق نهر الساحل"
PROSE = tuple(
    f"وقال المهندس رقم {number} إن العمل في الجزء {number} من الجسر لم يتوقف إلا في أيام العيد والفيضان."
    for number in ("الأول", "الثاني", "الثالث", "الرابع", "الخامس")
)
OTHER = tuple(
    f"وافتتح الوزير معرض التمور في واحة {name} بمشاركة ستين مزارعاً من المنطقة وما جاورها."
    for name in ("سالم", "ناصر", "منصور", "هلال")
)


def lines(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body: str) -> str:
    return (
        f'<html lang="ar"><head><title>{TITLE}</title>'
        '<meta property="article:published_time" content="2026-05-20T10:00:00+03:00"></head>'
        f"<body><div><h1>{TITLE}</h1>{body}</div></body></html>"
    )


def reading(html: str) -> Reading:
    tree = parse(html)
    assert tree is not None
    return read_container(tuple(blocks(tree)), tree, tree.find(".//h1"))


def loose(*texts: str) -> tuple[Block, ...]:
    tree = parse("<p>x</p>")
    assert tree is not None
    return tuple(Block(text=text, linked=0, element=tree) for text in texts)


def test_a_plain_page_asks_for_no_second_reading() -> None:
    tree = parse(page(lines(*PROSE)))
    assert tree is not None
    seen = tuple(blocks(tree))
    assert not is_questionable(read_container(seen, tree, tree.find(".//h1")), list(PROSE), seen)


def test_a_reading_of_nothing_asks_for_one() -> None:
    assert is_questionable(Reading(blocks=()), [], ())


def test_prose_left_lying_about_asks_for_one() -> None:
    assert is_questionable(
        Reading(blocks=loose(PROSE[0]), unexplained=loose(PROSE[1])), [PROSE[0]], loose(*PROSE)
    )


def test_a_text_of_labels_asks_for_one() -> None:
    labels = loose("الطقس", "درجة الحرارة 31", "الرياح شمالية", "الرطوبة 40", "الشروق 5:12", "الغروب 18:40")
    found = Reading(blocks=labels)
    assert is_questionable(found, [block.text for block in labels], labels)


def test_comments_and_teasers_below_the_text_ask_for_none() -> None:
    found = Reading(blocks=loose(PROSE[0]), boxed=loose(*OTHER))
    assert not is_questionable(found, [PROSE[0]], found.blocks)


def test_a_report_in_a_box_whose_class_names_furniture_is_still_read(make_page, make_outlet) -> None:
    body = f'<div class="toolbar">{lines(*PROSE)}</div><div>{lines("عن الصحيفة: " + OTHER[0])}</div>'
    article = read_article(make_page(page(body)), make_outlet())
    assert isinstance(article, Article)
    assert all(text in article.body for text in PROSE)
    assert "readings-differ" in {doubt.code for doubt in article.doubts}
    assert article.confidence < 1


def test_a_class_is_not_doubted_when_its_prose_stands_below_ours() -> None:
    boxed = loose(*PROSE)
    above = Reading(blocks=loose(OTHER[0]), boxed=boxed, above=boxed)
    below = Reading(blocks=loose(OTHER[0]), boxed=boxed)
    bare = Reading(blocks=boxed)
    assert is_mislabelled(above, bare, [*PROSE, OTHER[0]])
    assert not is_mislabelled(below, bare, [*PROSE, OTHER[0]])


def test_a_class_is_not_doubted_when_the_second_reading_does_not_hold_its_prose() -> None:
    boxed = loose(*PROSE)
    above = Reading(blocks=loose(OTHER[0]), boxed=boxed, above=boxed)
    assert not is_mislabelled(above, Reading(blocks=boxed), [OTHER[0]])


def test_readings_that_agree_leave_no_doubt() -> None:
    assert differences(Reading(blocks=loose(*PROSE)), list(PROSE), list(PROSE)) == ()


def test_more_words_of_known_boxes_leave_no_doubt() -> None:
    found = Reading(blocks=loose(*PROSE), boxed=loose(*OTHER))
    assert differences(found, list(PROSE), [*PROSE, *OTHER]) == ()


def test_a_difference_says_how_much_and_which_side() -> None:
    found = Reading(blocks=loose(*PROSE))
    (less,) = differences(found, list(PROSE), list(PROSE[:2]))
    (more,) = differences(found, list(PROSE), [*PROSE, *OTHER])
    assert (less.code, more.code) == ("readings-differ", "readings-differ")
    assert less.detail.endswith("of the words of the first")
    assert "more words" in more.detail


def test_the_second_reading_leaves_the_page_as_it_was() -> None:
    tree = parse(page(f"<script>1</script>{lines(*PROSE)}"))
    assert tree is not None
    assert PROSE[0] in second_reading(tree)
    assert tree.find(".//script") is not None
