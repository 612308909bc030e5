"""A text is read whole where components, spans and line breaks part it, and without what is set between."""

from extractors.article import Article, NotAnArticle
from extractors.body import read_body
from extractors.document import blocks, parse
from extractors.reader import read_article
from tests.extractors.conftest import OutletMaker, PageMaker

SAID = "يستمر المعرض أسبوعين في قاعة البلدية ويضم أعمال ستين حرفيا من القرى."
TITLE = "المجلس يناقش ميزانية الطرق الريفية للعام المقبل"
TEXT = tuple(
    f"ذكر عضو المجلس في الجلسة رقم {n} أن الطرق الريفية تحتاج إلى صيانة قبل موسم الأمطار، وأن الكلفة معلومة."
    for n in range(6)
)
OTHERS = tuple(f"معرض الحرف اليدوية يفتح أبوابه للزوار رقم {n}" for n in range(5))


def body_of(main: str) -> str:
    tree = parse(f"<html><body><div id=page><h1>{TITLE}</h1>{main}</div></body></html>")
    assert tree is not None
    title = next(tree.iter("h1"))
    return read_body(tree, tuple(blocks(tree)), heading=TITLE, title=title).text


def component(kind: str, inner: str) -> str:
    return f'<div class="{kind} col"><div class="in">{inner}</div></div>'


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def teaser(number: int) -> str:
    return f'<a href="/n/{number}">{OTHERS[number]}</a>'


def test_the_first_line_in_a_span_belongs_to_the_same_element_as_the_others() -> None:
    tree = parse(
        f"<html><body><table><tr><td><span>{'<br>'.join(TEXT)}</span></td></tr></table></body></html>"
    )
    assert tree is not None
    assert {block.element.tag for block in blocks(tree)} == {"span"}


def test_a_line_around_a_span_stays_with_its_element() -> None:
    tree = parse("<html><body><div>قال <b>الوزير<br></b>إن العمل مستمر<br>حتى المساء</div></body></html>")
    assert tree is not None
    assert {block.element.tag for block in blocks(tree)} <= {"div", "b"}


def test_a_text_in_components_is_read_whole_and_without_the_lines_of_other_components() -> None:
    main = component("text", paragraphs(*TEXT[:3]))
    main += component("notice", paragraphs("فقرة يقدمها شركاؤنا"))
    main += component("text", paragraphs(*TEXT[3:5]))
    main += component("card", f'<p class="pre">خبر آخر:</p>{teaser(0)}') + component(
        "text", paragraphs(TEXT[5])
    )
    assert body_of(main) == "\n\n".join(TEXT)


def test_a_label_and_a_link_on_one_line_are_no_text() -> None:
    lines = [*(f"<p>{text}</p>" for text in TEXT)]
    lines.insert(2, f"<p><strong>في ملف قريب: {teaser(0)}</strong></p>")
    assert body_of(f"<div>{''.join(lines)}</div>") == "\n\n".join(TEXT)


def test_short_bold_lines_below_a_text_sign_it() -> None:
    end = "<p><strong>ريتاج النهر وميسان البحر</strong></p>"
    assert body_of(f"<div>{paragraphs(*TEXT)}{end}</div>") == "\n\n".join(TEXT)


def test_a_bold_subhead_stays_where_text_follows_it() -> None:
    head = "<p><strong>كلفة لا خلاف عليها</strong></p>"
    read = body_of(f"<div>{paragraphs(*TEXT[:3])}{head}{paragraphs(*TEXT[3:])}</div>")
    assert "كلفة لا خلاف عليها" in read


def test_teasers_in_rows_below_the_text_are_none_of_it() -> None:
    rows = "".join(f"<tr><td>{teaser(n)}</td></tr><tr><td>{SAID}</td></tr>" for n in range(5))
    assert body_of(f"<div>{paragraphs(*TEXT)}</div><table>{rows}</table>") == "\n\n".join(TEXT)


def test_a_paragraph_between_each_two_references_stays() -> None:
    parts = "".join(f"<p>{text}</p><p>{teaser(n % 5)}</p>" for n, text in enumerate(TEXT))
    assert body_of(f"<div>{parts}</div>") == "\n\n".join(TEXT)


def test_a_teaser_with_a_short_headline_goes_with_its_like() -> None:
    card = '<div class="card"><h4><a href="/n/{}">{}</a></h4><p>{}</p></div>'
    said = "يجيب الطبيب عن أسئلة القراء في زاوية الصحة كل أسبوع، وهذه المرة عن النوم."
    cards = "".join(card.format(n, title, said) for n, title in enumerate((*OTHERS[:3], "سؤال النوم")))
    assert body_of(f"<div>{paragraphs(*TEXT)}</div><div>{cards}</div>") == "\n\n".join(TEXT)


def test_rows_of_labels_above_the_text_are_none_of_it() -> None:
    rows = "".join(
        f"<tr><td>{key} :</td><td>{value}</td></tr>" for key, value in (("القسم", "خدمات"), ("الرقم", "71"))
    )
    cells = "".join(f"<tr><td>{text}</td></tr>" for text in TEXT[:2])
    main = f"<table><tr><td><table>{rows}</table></td></tr>{cells}</table>"
    assert body_of(main) == "\n\n".join(TEXT[:2])


def test_a_moving_line_is_no_text() -> None:
    moving = f"<marquee>عاجل: {' *** '.join(OTHERS)}</marquee>"
    assert body_of(f"{moving}<div>{paragraphs(*TEXT)}</div>") == "\n\n".join(TEXT)


def test_a_list_in_rows_of_one_table_is_refused(make_outlet: OutletMaker, make_page: PageMaker) -> None:
    rows = "".join(
        f"<tr><td>{teaser(n)}</td></tr><tr><td>0{n + 1}/11/2026</td></tr>"
        f'<tr><td>{text} <a href="/n/{n}">التفاصيل</a></td></tr>'
        for n, text in enumerate(TEXT[:5])
    )
    head = "<head><title>المثال | خدمات</title></head>"
    page = f"<html>{head}<body><table><tr><td>خدمات</td></tr>{rows}</table></body></html>"
    refused = read_article(make_page(page, url="https://almithal.example/s/4"), make_outlet())
    assert isinstance(refused, NotAnArticle)
    assert refused.code == "section-page"


def test_a_report_with_references_among_its_rows_is_none(
    make_outlet: OutletMaker, make_page: PageMaker
) -> None:
    rows = "".join(
        f"<tr><td>{text}</td></tr><tr><td>{teaser(n % 5)}</td></tr>" for n, text in enumerate(TEXT)
    )
    page = (
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><table>{rows}</table></body></html>"
    )
    assert isinstance(read_article(make_page(page), make_outlet()), Article)


def test_the_only_time_in_one_box_with_a_short_message_dates_it(
    make_outlet: OutletMaker, make_page: PageMaker
) -> None:
    foot = '<div class="chat_message_footer"><time datetime="2024-03-05T18:40:00+00:00">21:40</time></div>'
    box = f"<div class=box><h2>{TITLE}</h2><div>{'<br>'.join(TEXT)}</div>{foot}</div>"
    page = f"<html><head><title>{TITLE}</title></head><body>{box}</body></html>"
    article = read_article(make_page(page), make_outlet())
    assert isinstance(article, Article)
    assert article.published is not None
    assert article.published.day == "2024-03-05"
