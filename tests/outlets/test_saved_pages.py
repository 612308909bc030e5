"""Every saved page of every declaration reads as signed: one test a page and field, no code an outlet.

The pages are those in `pages/` beside this file, and those of the archive named by $WARRAQ_SAVED_PAGES.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.saved_pages import (
    SavedPage,
    Value,
    check_outlet,
    fields_of,
    found_on,
    page_name,
    save_page,
    saved_pages,
    slugs_with_pages,
)
from extractors.article import NotAnArticle
from extractors.outlets import load_outlet

OURS = Path(__file__).parent / "pages"


def folders() -> Iterator[Path]:
    yield OURS
    if archive := os.environ.get("WARRAQ_SAVED_PAGES"):
        yield Path(archive) / "outlets"


CASES = [
    (folder, page, field)
    for folder in folders()
    for slug in slugs_with_pages(folder)
    for page in saved_pages(folder, slug)
    for field in page.expected
]


@cache
def _found(folder: Path, slug: str, name: str) -> dict[str, Value]:
    page = next(one for one in saved_pages(folder, slug) if one.name == name)
    return found_on(page, load_outlet(folder / f"{slug}.toml"))


@pytest.mark.parametrize(
    ("folder", "page", "field"), CASES, ids=[f"{page.slug}-{page.name}-{field}" for _, page, field in CASES]
)
def test_a_saved_page_reads_as_signed(folder: Path, page: SavedPage, field: str) -> None:
    found = _found(folder, page.slug, page.name)[field]
    if not page.signed and found != page.expected[field]:
        pytest.skip(f"a draft nobody signed differs: {found!r}")
    assert found == page.expected[field]


def test_every_declaration_beside_this_file_has_saved_pages() -> None:
    assert slugs_with_pages(OURS) == tuple(path.stem for path in sorted(OURS.glob("*.toml")))
    assert len(slugs_with_pages(OURS)) >= 5
    assert all(page.signed for slug in slugs_with_pages(OURS) for page in saved_pages(OURS, slug))


def test_a_reader_that_loses_a_part_is_noticed(tmp_path: Path) -> None:
    for path in OURS.rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(OURS)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
    declaration = tmp_path / "almithal.toml"
    layout = '\n[[layout]]\nprune = [".entry-content p:last-child"]\n'
    declaration.write_text(declaration.read_text("utf-8") + layout, encoding="utf-8")
    pages, differences = check_outlet(tmp_path, "almithal")
    assert {one.field for one in differences} == {"body_ends", "body_digest"}
    assert {one.page.name for one in differences} == {page.name for page in pages}


def test_a_page_is_saved_once_and_drafted_unsigned(tmp_path: Path) -> None:
    outlet = load_outlet(OURS / "sada.toml")
    source = next((OURS / "sada.pages").glob("*.warc.gz"))
    draft = save_page(tmp_path, outlet, source, 0)
    assert draft.with_name(f"{draft.stem}.warc.gz").read_bytes() == source.read_bytes()
    (page,) = saved_pages(tmp_path, "sada")
    assert (page.signed, page.signed_by) == (False, None)
    signed = next(one for one in saved_pages(OURS, "sada") if one.url == page.url)
    assert page.expected == signed.expected
    with pytest.raises(ArchiveError, match="is there already"):
        save_page(tmp_path, outlet, source, 0)


def test_a_refused_page_expects_its_refusal_and_nothing_else() -> None:
    fields = fields_of(NotAnArticle(code="consent-wall", detail=""))
    assert fields.pop("refused") == "consent-wall"
    assert set(fields.values()) == {None}


def test_names_of_pages_are_short_latin_and_never_equal() -> None:
    urls = [
        f"https://almithal.example/2026/01/خبر-طويل-{'ج' * 200}-{number}/?q=%D8%AE" for number in range(50)
    ]
    names = {page_name(url) for url in urls}
    assert len(names) == len(urls)
    assert all(name.isascii() and len(name) <= 60 for name in names)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("url = 1", "wanted url and an"),
        ("url = ", "cannot be read"),
        ('url = "x"\n[expect]\ntitel = "y"', "unknown fields titel; known are"),
        ('url = "x"\n[expect]\nabsent = ["titel"]', "unknown fields titel; known are"),
    ],
)
def test_broken_expectations_are_errors_that_name_the_file(tmp_path: Path, text: str, message: str) -> None:
    folder = tmp_path / "almithal.pages"
    folder.mkdir()
    (folder / "one.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ArchiveError, match=f"one.toml: {message}"):
        list(saved_pages(tmp_path, "almithal"))
