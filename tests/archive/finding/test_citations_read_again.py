"""BibTeX and RIS of ours, read by bibtexparser and rispy: Arabic, odd characters and authors come back."""

import re
from datetime import UTC, date, datetime

import bibtexparser
import rispy
from bibtexparser.middlewares import SeparateCoAuthors
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from archive.citation_links import Origin
from archive.citation_styles import Citation, bibtex, ris

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةپچژگ"
MARKS = "\u064b\u064e\u0651\u0652ـ،؛؟٪٫٠١٢٣«»“”‹›…"
SPECIAL = r"""%&{}\$#_~^"'`@=-|<>()[]:;.,!?/ """
TEXTS = st.text(alphabet=ARABIC + MARKS + SPECIAL + "abcXYZ019éüşğ", min_size=1, max_size=60).filter(
    lambda text: any(map(str.isalnum, text))
)
URLS = st.text(alphabet="abc019%/?=&_~.-{}\\", max_size=40).map(
    lambda path: f"https://almithal.example/{path}"
)
CITATIONS = st.builds(
    Citation,
    outlet=TEXTS,
    outlet_en=st.none(),
    title=TEXTS,
    title_en=st.none(),
    authors=st.lists(TEXTS, max_size=4).map(tuple),
    authors_en=st.just(()),
    published_date=st.none() | st.dates(min_value=date(1990, 1, 1)).map(date.isoformat),
    url=URLS,
    captured_at=st.integers(1_577_836_800, 1_893_456_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    timezone=st.sampled_from(["Asia/Damascus", "Africa/Casablanca", "UTC"]),
    language=st.sampled_from(["ar", "en", "fr"]),
    record_id=st.uuids().map(str),
    payload_digest=st.just("sha256:" + "a" * 64),
    body_digest=st.just("sha256:" + "b" * 64),
    origin=st.none() | st.just(Origin(archive_id="archive.example", memento="https://replay.example/")),
)


def decoder() -> LatexNodes2Text:
    """LaTeX undone; pylatexenc lacks the names of braces and gives a letter for the circumflex."""
    names = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    context = get_default_latex_context_db()
    context.add_context_category(
        "signs", prepend=True, macros=[MacroTextSpec(name, sign) for name, sign in names.items()]
    )
    return LatexNodes2Text(latex_context=context)


SHOWN = decoder().latex_to_text


def plain(text: str) -> str:
    """As a citation has it: white space as single spaces."""
    return re.sub(r"\s+", " ", text).strip()


@given(made=st.lists(CITATIONS, min_size=1, max_size=4, unique_by=lambda one: one.record_id))
@settings(max_examples=150)
def test_bibtexparser_reads_what_was_written(made: list[Citation]) -> None:
    # Entries one behind another: one that does not close would take the next with it.
    library = bibtexparser.parse_string(
        "\n\n".join(map(bibtex, made)), append_middleware=[SeparateCoAuthors()]
    )
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [f"warraq-{one.record_id}" for one in made]
    for one, entry in zip(made, library.entries, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert SHOWN(fields["title"]) == plain(one.title)
        assert SHOWN(fields["journaltitle"]) == plain(one.outlet)
        assert list(map(SHOWN, fields.get("author", []))) == list(map(plain, one.authors))
        assert fields.get("date") == one.published_date
        assert fields["urldate"] == f"{one.captured_locally:%Y-%m-%d}"
        # Verbatim in biblatex: not LaTeX.
        assert fields["url"] == one.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
        assert one.record_id in SHOWN(fields["note"])
        assert one.pwid is None or one.pwid in SHOWN(fields["note"])


@given(made=st.lists(CITATIONS, min_size=1, max_size=4, unique_by=lambda one: one.record_id))
@settings(max_examples=150)
def test_rispy_reads_what_was_written(made: list[Citation]) -> None:
    entries = rispy.loads("\n\n".join(map(ris, made)))
    assert len(entries) == len(made)
    for one, entry in zip(made, entries, strict=True):
        assert entry["type_of_reference"] == "NEWS"
        assert entry["title"] == plain(one.title)
        assert entry["secondary_title"] == plain(one.outlet)
        assert entry.get("authors", []) == list(map(plain, one.authors))
        assert entry["urls"] == [one.url]
        assert entry.get("date") == (f"{one.published:%Y/%m/%d}/" if one.published else None)
        assert entry["access_date"] == f"{one.captured_locally:%Y/%m/%d}/"
        assert entry["language"] == one.language
        assert one.record_id in entry["notes"][0]
