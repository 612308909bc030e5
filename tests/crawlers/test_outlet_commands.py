"""`warraq outlet` writes declarations, never over others, and lists them; wrong input ends in one line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.place import Archive, init_archive
from crawlers import outlet_commands
from crawlers.cli import main
from crawlers.fetched import Fetched, FetchError
from extractors.outlets import load_outlet

URL = "https://www.almithal.sy/"
HOME = '<html lang="ar"><title>المثال</title>' + "".join(
    f'<a href="/akhbar/{number}.html">خبر طويل من مدينة حلب</a>' for number in range(100, 110)
)
FEED = "<rss version='2.0'><channel>" + "".join(
    f"<item><link>{URL}akhbar/{number}.html</link></item>" for number in range(100, 105)
)
PAGES = {URL: HOME, f"{URL}feed/": FEED + "</channel></rss>"}
ENTRY = """name = "النهار الجديد"
name_en = "An-Nahar al-Jadid"
country = "DZ"
timezone = "Africa/Algiers"
homepage = "https://jadid.example/"
domains = ["jadid.example"]
"""


class Pages:
    """The outside world: PAGES, and nothing else answers."""

    def fetch(self, url: str) -> Fetched:
        """The page, or 404; a host that is not ours cannot be reached."""
        if not url.startswith(URL):
            raise FetchError("no such host")
        body = PAGES.get(url)
        return Fetched(
            url=url, status=200 if body else 404, content_type="text/html", body=(body or "").encode()
        )


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    @contextmanager
    def opened(archive: Archive, slug: str, verify_tls: bool) -> Iterator[Pages]:
        assert slug
        yield Pages()

    monkeypatch.setattr(outlet_commands, "open_fetcher", opened)
    monkeypatch.setattr(outlet_commands, "CATALOGUE", tmp_path / "catalogue")
    made = init_archive(tmp_path / "archive")
    monkeypatch.setenv("WARRAQ_ARCHIVE", str(made.root))
    return made


@pytest.fixture
def catalogue(tmp_path: Path, archive: Archive) -> Path:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "jadid.toml").write_text(ENTRY, "utf-8")
    return folder


def test_adding_a_url_writes_a_declaration_and_shows_file_and_evidence(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outlet", "add", URL]) == 0
    outlet = load_outlet(archive.outlets_dir / "almithal.toml")
    assert (outlet.name, outlet.country, outlet.feeds) == ("المثال", "SY", (f"{URL}feed/",))
    assert outlet.is_article_url(f"{URL}akhbar/999.html")
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == str(archive.outlets_dir / "almithal.toml")
    assert 'name = "المثال"' in printed.out
    assert "feeds: https://www.almithal.sy/feed/ (usual place; 5 items)" in printed.err


def test_json_is_one_document_with_findings_and_scores(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outlet", "add", URL, "--slug", "mithal", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["slug"] == "mithal"
    assert document["added"] is True
    assert document["article_url"] == {"precision": 1.0, "recall": 1.0}
    assert {"key", "value", "why"} == set(document["findings"][0])
    assert Path(document["path"]).read_text("utf-8") == document["declaration"]


def test_a_declaration_that_is_there_is_never_overwritten(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outlet", "add", URL]) == 0
    path = archive.outlets_dir / "almithal.toml"
    edited = path.read_text("utf-8").replace("المثال", "اسم كتبه إنسان")
    path.write_text(edited, "utf-8")
    capsys.readouterr()
    assert main(["outlet", "add", URL]) == 0
    assert path.read_text("utf-8") == edited
    printed = capsys.readouterr()
    assert printed.out == "name: there 'اسم كتبه إنسان', found 'المثال'\n"
    assert "left as it is" in printed.err
    assert list(archive.outlets_dir.iterdir()) == [path]


def test_a_second_look_proposes_a_patch_and_takes_nothing_back(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outlet", "add", URL]) == 0
    path = archive.outlets_dir / "almithal.toml"
    feeds = f'feeds = ["{URL}feed/"]'
    mine = f'feeds = ["{URL}my-own-feed"] # يصلني بالبريد'
    edited = path.read_text("utf-8").replace(feeds, mine).replace("akhbar", "nothing-is-here")
    assert mine in edited
    path.write_text(edited, "utf-8")
    capsys.readouterr()
    assert main(["outlet", "add", URL]) == 0
    assert path.read_text("utf-8") == edited
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert f"-{mine}" in lines
    assert f'+feeds = ["{URL}my-own-feed", "{URL}feed/"] # يصلني بالبريد' in lines
    assert any(line.startswith("+article_url") and "akhbar" in line for line in lines)
    assert "proposal" in printed.err


def test_a_broken_declaration_that_is_there_is_named(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive.outlets_dir / "almithal.toml").write_text("name = 3", "utf-8")
    assert main(["outlet", "add", URL]) == 1
    assert "almithal.toml: name:" in capsys.readouterr().err
    assert (archive.outlets_dir / "almithal.toml").read_text("utf-8") == "name = 3"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([URL, "--slug", "../x"], "no slug"),
        ([URL, "--country", "Syria"], "no country code"),
        (["https://elsewhere.sy/"], "no such host"),
        (["file:///etc/passwd"], "cannot be fetched"),
        (["nosuch"], "catalogue"),
    ],
)
def test_what_cannot_be_added_ends_in_one_line_and_writes_nothing(
    archive: Archive, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outlet", "add", *arguments]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("warraq: ")
    assert message in last
    assert list(archive.outlets_dir.iterdir()) == []


def test_outside_an_archive_nothing_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WARRAQ_ARCHIVE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["outlet", "add", URL]) == 1


def test_a_catalogue_entry_is_adopted_as_it_is(archive: Archive, catalogue: Path) -> None:
    assert main(["outlet", "add", "jadid"]) == 0
    assert (archive.outlets_dir / "jadid.toml").read_text("utf-8") == ENTRY
    assert main(["outlet", "add", "jadid"]) == 0
    assert main(["outlet", "add", "jadid", "--slug", "other"]) == 0
    assert load_outlet(archive.outlets_dir / "other.toml").country == "DZ"


def test_the_list_shows_what_the_archive_follows(
    archive: Archive, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outlet", "list"]) == 0
    assert "outlet add" in capsys.readouterr().err
    main(["outlet", "add", "jadid"])
    capsys.readouterr()
    assert main(["outlet", "list"]) == 0
    assert capsys.readouterr().out == (
        "jadid: النهار الجديد (An-Nahar al-Jadid), DZ, https://jadid.example/\n"
    )
    assert main(["outlet", "list", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["slug"], listed["domains"], listed["cadence_seconds"]) == (
        "jadid",
        ["jadid.example"],
        3600,
    )


@pytest.mark.parametrize(
    ("word", "found"), [(None, 1), ("NAHAR", 1), ("النّهار", 1), ("dz", 1), ("الجزائر", 1), ("tunis", 0)]
)
def test_the_catalogue_is_searched_by_any_word_of_an_entry(
    catalogue: Path, word: str | None, found: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outlet", "catalogue", *([word] if word else []), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == found


def test_the_catalogue_is_a_line_for_each_entry(
    catalogue: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_LANG", "en")
    assert main(["outlet", "catalogue"]) == 0
    assert capsys.readouterr().out == (
        "jadid: النهار الجديد (An-Nahar al-Jadid), Algeria, https://jadid.example/\n"
    )


def test_an_empty_catalogue_says_so(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outlet", "catalogue"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "catalogue is empty" in printed.err
